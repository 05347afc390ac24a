//! A REFI-QDA project brought in: codes become themes, texts become voices, selections become
//! highlights, notes become notes to self.
//!
//! A text whose guid is a voice that is here already is that voice, and keeps its words. Nobody
//! can put marks into another reader's reading of such a voice: only the importer's own are
//! taken, into their own reading. In a voice that is new here, the marks of readers who have an
//! account stay theirs; those of all others become the importer's.

use super::code::{count_again, take_codebook};
use super::odd::{shortened, told};
use super::source::{Progress, Tidied, progress};
use crate::highlight::{self, Span};
use crate::reading::{self, Reading, store};
use crate::theme::NotTheme;
use crate::{HighlightId, ReadingId, ThemeId};
use interchange::refi::{Note, Project, Selection, Source};
use kernel::access::{Verb, Viewer};
use kernel::clock::day;
use kernel::ids::{AccountId, CommunityId, ProgrammeId, Uuid};
use kernel::permission::Permission;
use kernel::{Fault, Message, Tx, accounts, audit};
use listen::ids::{CampaignId, VoiceId};
use listen::redaction::{self, NotHidden, Part};
use listen::voice::{self, NotRecorded, TranscriptLine};
use serde_json::json;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Where a project goes, and what its people agreed to.
#[derive(Clone, Copy, Debug)]
pub struct Into {
    /// The programme whose codebook it joins.
    pub programme: ProgrammeId,
    /// The campaign of its new voices.
    pub campaign: CampaignId,
    /// The community of its new voices.
    pub community: CommunityId,
    /// What the people whose words are new here agreed to.
    pub permission: Permission,
}

/// What came of a project.
#[derive(Clone, Debug, Default)]
pub struct Brought {
    /// Themes that are new.
    pub themes: u32,
    /// Voices that are new.
    pub voices: u32,
    /// Highlights that are new.
    pub highlights: u32,
    /// Notes that are new.
    pub memos: u32,
    /// Marks and notes that were here already, or are another reader's to make.
    pub left: u32,
    /// What could not be kept as the file has it, in words.
    pub odd: Vec<Message>,
}

kernel::refusal! {
    /// Why a project could not be brought in. Nothing of it is kept.
    pub enum NotBrought {
        /// A theme could not be made.
        Theme { name: String } => "exchange-not-theme" at "file",
        /// The campaign, the community or the permission is missing or does not fit.
        Place => "exchange-no-place" at "campaign",
    }
}

/// Brings in a project for `viewer`.
///
/// # Errors
/// [`NotBrought`] says why not; nothing is kept then.
pub fn bring_project(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    into: Into,
    project: &Project,
) -> Result<Brought, NotBrought> {
    let taken = take_codebook(tx, into.programme, &project.codes).map_err(not_theme)?;
    let mut work = Work {
        into,
        me: viewer.account,
        viewer,
        themes: taken.themes.clone(),
        notes: project.notes.iter().map(|note| (note.guid, note)).collect(),
        readers: HashMap::new(),
        brought: Brought { themes: taken.new, odd: taken.odd.clone(), ..Brought::default() },
    };
    for source in &project.sources {
        work.source(tx, source)?;
    }
    count_again(tx, &taken)?;
    let brought = work.brought;
    let detail = json!({
        "themes": brought.themes, "voices": brought.voices,
        "highlights": brought.highlights, "memos": brought.memos,
    });
    audit::record(tx, "programme.project_imported", into.programme, &detail)?;
    Ok(brought)
}

fn not_theme(refusal: NotTheme) -> NotBrought {
    match refusal {
        NotTheme::Fault(fault) => NotBrought::Fault(fault),
        _ => NotBrought::Theme { name: String::new() },
    }
}

struct Work<'a> {
    into: Into,
    me: AccountId,
    viewer: &'a Viewer,
    themes: HashMap<Uuid, ThemeId>,
    notes: HashMap<Uuid, &'a Note>,
    readers: HashMap<Option<Uuid>, AccountId>,
    brought: Brought,
}

/// The voice that a text became.
struct Heard {
    id: VoiceId,
    new: bool,
    tidied: Tidied,
    lines: Vec<TranscriptLine>,
    readings: HashMap<AccountId, Reading>,
    progress: BTreeMap<AccountId, (ReadingId, Progress)>,
    /// What each reading holds, read once and added to.
    marked: HashMap<ReadingId, HashSet<(ThemeId, Span)>>,
}

impl Work<'_> {
    fn source(&mut self, tx: &mut Tx<'_>, source: &Source) -> Result<(), NotBrought> {
        let Some(mut heard) = self.voice(tx, source)? else {
            self.brought.left += u32::try_from(source.selections.len()).unwrap_or(u32::MAX);
            return Ok(());
        };
        for guid in &source.notes {
            let Some(note) = self.notes.get(guid).copied() else { continue };
            let reader = self.reader(tx, note.created.user)?;
            match progress(note) {
                Some(found) if heard.new => {
                    heard.progress.insert(reader, (note.guid.into(), found));
                }
                Some(_) => {}
                None => self.memo(tx, &mut heard, reader, note, 1)?,
            }
        }
        for selection in &source.selections {
            self.selection(tx, &mut heard, selection)?;
        }
        for coding in &source.codings {
            // A theme of the whole text lies on all of its lines here.
            let whole = u64::try_from(source.text.chars().count()).unwrap_or(u64::MAX);
            let all = (0, whole, None);
            self.mark(tx, &mut heard, all, coding.code, coding.created.user)?;
        }
        self.settle(tx, heard)
    }

    /// The voice of a text: the one that is here, or a new one; nothing when it is here and out
    /// of the importer's reach.
    fn voice(&mut self, tx: &mut Tx<'_>, source: &Source) -> Result<Option<Heard>, NotBrought> {
        let today = day(tx.now());
        let reference = source.guid.to_string();
        let here = match voice::find(tx, source.guid.into())? {
            Some(voice) => Some(voice),
            None => voice::by_reference(tx, self.into.campaign, &reference)?,
        };
        let tidied = Tidied::of(&source.text);
        let (id, new) = match here {
            Some(voice) => {
                let mine = voice.programme == self.into.programme
                    && self.viewer.may(Verb::CodeVoice, voice.within())
                    && self.viewer.may(Verb::ReadVoice, voice.within());
                let Ok(transcript) = voice::transcript(tx, voice.id, today)? else {
                    return Ok(None);
                };
                let words = transcript.into_words().words;
                if !mine || (words != source.text && words != tidied.words) {
                    return Ok(None);
                }
                (voice.id, false)
            }
            None => match self.record(tx, source, &tidied)? {
                Some(id) => (id, true),
                None => return Ok(None),
            },
        };
        let lines = crate::coding::lines(tx, id, today)?.unwrap_or_default();
        let (readings, progress) = (HashMap::new(), BTreeMap::new());
        let marked = HashMap::new();
        Ok(Some(Heard { id, new, tidied, lines, readings, progress, marked }))
    }

    /// Writes a text down as a voice; nothing, and named, where it can't be one.
    fn record(
        &mut self,
        tx: &mut Tx<'_>,
        source: &Source,
        tidied: &Tidied,
    ) -> Result<Option<VoiceId>, NotBrought> {
        let title = source.name.clone().unwrap_or_default();
        let told_before = self.brought.odd.len();
        let mut draft =
            voice::Draft::new(self.into.campaign, self.into.community, tidied.words.clone());
        let name = voice::tidy(&title);
        draft.title = self.short(source, "exchange-odd-long-title", name);
        let described = voice::tidy(&source.description.clone().unwrap_or_default());
        draft.described = self.short(source, "exchange-odd-long-description", described);
        draft.reference = Some(source.guid.to_string());
        draft.entered_how = voice::How::Import;
        draft.permission = Some(self.into.permission);
        let refused = match voice::record(tx, draft) {
            Ok(id) => {
                self.hide(tx, id, tidied)?;
                self.brought.voices += 1;
                return Ok(Some(id));
            }
            Err(refused) => refused,
        };
        let (key, limit) = match refused {
            NotRecorded::TakenBack | NotRecorded::Fault(Fault::Forgotten { .. }) => {
                // What was told of its names would repeat them.
                self.brought.odd.truncate(told_before);
                self.brought.odd.push(told("exchange-odd-forgotten-text", source.guid, "", 0));
                return Ok(None);
            }
            NotRecorded::Fault(fault) => return Err(NotBrought::Fault(fault)),
            NotRecorded::NoCampaign
            | NotRecorded::NotOpenYet { .. }
            | NotRecorded::CampaignClosed
            | NotRecorded::NoCommunity
            | NotRecorded::OtherProgramme
            | NotRecorded::NoPermission
            | NotRecorded::NoName => return Err(NotBrought::Place),
            NotRecorded::ReferenceTaken => ("exchange-odd-twice", 0),
            NotRecorded::TooLong { most } => ("exchange-odd-long-text", most),
            _ => ("exchange-odd-blank-text", 0),
        };
        self.brought.odd.push(told(key, source.guid, &title, limit));
        Ok(None)
    }

    /// Hides in a new voice what was hidden in the file.
    fn hide(&mut self, tx: &mut Tx<'_>, id: VoiceId, tidied: &Tidied) -> Result<(), NotBrought> {
        for span in &tidied.hidden {
            redaction::add(tx, id, Part::Words, span.clone()).map_err(|refusal| match refusal {
                NotHidden::Fault(fault) => NotBrought::Fault(fault),
                _ => NotBrought::Fault(Fault::Other("no stretch of a new voice is hidden".into())),
            })?;
        }
        Ok(())
    }

    /// Words of a source that have to be short, and named when they had to be shortened.
    fn short(&mut self, source: &Source, key: &'static str, words: String) -> String {
        let Some(short) = shortened(&words, voice::MOST_SHORT) else { return words };
        let name = source.name.as_deref().unwrap_or_default();
        self.brought.odd.push(told(key, source.guid, name, voice::MOST_SHORT));
        short
    }

    /// The account that a file's reader is here.
    fn reader(&mut self, tx: &Tx<'_>, user: Option<Uuid>) -> Result<AccountId, Fault> {
        if let Some(known) = self.readers.get(&user) {
            return Ok(*known);
        }
        let account = match user {
            Some(user) => accounts::find(tx, user.into())?.map(|account| account.id),
            None => None,
        };
        let reader = account.unwrap_or(self.me);
        self.readers.insert(user, reader);
        Ok(reader)
    }

    /// The reading into which `reader`'s marks go; nothing when they may not.
    fn reading(
        &mut self,
        tx: &mut Tx<'_>,
        heard: &mut Heard,
        reader: AccountId,
    ) -> Result<Option<Reading>, Fault> {
        if let Some(reading) = heard.readings.get(&reader) {
            return Ok(Some(reading.clone()));
        }
        if !heard.new && reader != self.me {
            return Ok(None);
        }
        let reading = match store::of(tx, heard.id, reader)? {
            Some(reading) if reading.is_finished() => return Ok(None),
            Some(reading) => reading,
            None => {
                let brought = heard.progress.get(&reader).map(|(id, _)| *id);
                let free = match brought {
                    Some(id) => store::find(tx, id)?.is_none(),
                    None => false,
                };
                let id = brought.filter(|_| free).unwrap_or_else(|| tx.id());
                let lines = u32::try_from(heard.lines.len()).unwrap_or(u32::MAX);
                voice::fix(tx, heard.id)?;
                store::insert(tx, id, heard.id, reader, lines, false)?;
                let detail = json!({ "voice": heard.id, "reader": reader });
                audit::record(tx, "reading.imported", id, &detail)?;
                reading::find(tx, id)?.ok_or(Fault::Missing)?
            }
        };
        heard.readings.insert(reader, reading.clone());
        Ok(Some(reading))
    }

    fn selection(
        &mut self,
        tx: &mut Tx<'_>,
        heard: &mut Heard,
        selection: &Selection,
    ) -> Result<(), NotBrought> {
        let alone = selection.codings.len() == 1;
        for coding in &selection.codings {
            let guid = alone.then_some(selection.guid);
            let user = coding.created.user.or(selection.created.user);
            let part = (selection.start, selection.end, guid);
            self.mark(tx, heard, part, coding.code, user)?;
            for note in &coding.notes {
                self.note_at(tx, heard, *note, selection)?;
            }
        }
        for note in &selection.notes {
            self.note_at(tx, heard, *note, selection)?;
        }
        Ok(())
    }

    /// Marks a part of the text: one highlight on each line that it touches.
    fn mark(
        &mut self,
        tx: &mut Tx<'_>,
        heard: &mut Heard,
        (start, end, guid): (u64, u64, Option<Uuid>),
        code: Uuid,
        user: Option<Uuid>,
    ) -> Result<(), NotBrought> {
        let reader = self.reader(tx, user)?;
        let Some(theme) = self.themes.get(&code).copied() else { return Ok(()) };
        let Some(reading) = self.reading(tx, heard, reader)? else {
            self.brought.left += 1;
            return Ok(());
        };
        let (start, end) = (heard.tidied.place(start), heard.tidied.place(end));
        // The lines stand in order, so those before the part need not be looked at one by one.
        let first = heard.lines.partition_point(|line| line.end <= start);
        let spans: Vec<Span> = heard
            .lines
            .iter()
            .skip(first)
            .take_while(|line| line.start < end)
            .map(|line| Span {
                line: u32::try_from(line.number).unwrap_or(u32::MAX),
                start: line.start.max(start),
                end: line.end.min(end),
            })
            .filter(|span| span.start < span.end)
            .collect();
        let guid = guid.filter(|_| spans.len() == 1);
        let there = match heard.marked.entry(reading.id) {
            Entry::Occupied(there) => there.into_mut(),
            Entry::Vacant(there) => {
                let own = highlight::of_reading(tx, reading.id)?;
                there.insert(own.iter().map(|own| (own.theme_id, own.span())).collect())
            }
        };
        for span in spans {
            if !there.insert((theme, span)) {
                self.brought.left += 1;
                continue;
            }
            let id: HighlightId = match guid.map(HighlightId::from) {
                Some(id) if highlight::find(tx, id)?.is_none() => id,
                _ => tx.id(),
            };
            highlight::store::insert_as(tx, id, &reading, theme, span)?;
            store::reach(tx, reading.id, span.line)?;
            self.brought.highlights += 1;
        }
        Ok(())
    }

    fn note_at(
        &mut self,
        tx: &mut Tx<'_>,
        heard: &mut Heard,
        note: Uuid,
        selection: &Selection,
    ) -> Result<(), NotBrought> {
        let Some(note) = self.notes.get(&note).copied() else { return Ok(()) };
        let at = heard.tidied.place(selection.start);
        let line = heard.lines.partition_point(|line| line.end <= at);
        let line = heard.lines.get(line).map_or(1, |line| line.number);
        let reader = self.reader(tx, note.created.user.or(selection.created.user))?;
        self.memo(tx, heard, reader, note, u32::try_from(line).unwrap_or(1))
    }

    /// Adds a note to self at a line, beneath what is there.
    fn memo(
        &mut self,
        tx: &mut Tx<'_>,
        heard: &mut Heard,
        reader: AccountId,
        note: &Note,
        line: u32,
    ) -> Result<(), NotBrought> {
        let (words, told_before) = (voice::tidy(&note.text), self.brought.odd.len());
        let Some(reading) = self.reading(tx, heard, reader)? else {
            self.brought.left += 1;
            return Ok(());
        };
        let before = store::memo(tx, reading.id, line)?.map(|memo| memo.body);
        let body = match before {
            Some(before) if before.contains(&words) => {
                self.brought.left += 1;
                return Ok(());
            }
            Some(before) => format!("{before}\n{words}"),
            None => words,
        };
        let body = match shortened(&body, reading::MEMO_LIMIT) {
            Some(short) => {
                let name = note.name.as_deref().unwrap_or_default();
                let limit = reading::MEMO_LIMIT;
                self.brought.odd.push(told("exchange-odd-long-note", note.guid, name, limit));
                short
            }
            None => body,
        };
        match store::set_memo(tx, reading.id, line, &body) {
            Ok(()) => self.brought.memos += 1,
            Err(Fault::Forgotten { .. }) => {
                self.brought.odd.truncate(told_before);
                self.brought.odd.push(told("exchange-odd-forgotten-note", note.guid, "", 0));
            }
            Err(fault) => return Err(fault.into()),
        }
        Ok(())
    }

    /// Brings the readings of a new voice as far as they had come.
    fn settle(&mut self, tx: &mut Tx<'_>, mut heard: Heard) -> Result<(), NotBrought> {
        for (reader, (_, progress)) in std::mem::take(&mut heard.progress) {
            let Some(reading) = self.reading(tx, &mut heard, reader)? else { continue };
            store::restore(tx, reading.id, progress.reached, progress.finished, progress.passed)?;
        }
        Ok(())
    }
}
