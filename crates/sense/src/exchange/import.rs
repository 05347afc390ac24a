//! A REFI-QDA project brought in: codes become themes, texts become voices, selections become
//! highlights, notes become notes to self.
//!
//! A text whose guid is a voice that is here already is that voice, and keeps its words. Nobody
//! can put marks into another reader's reading of such a voice: only the importer's own are
//! taken, into their own reading. In a voice that is new here, the marks of readers who have an
//! account stay theirs; those of all others become the importer's.

mod coding;

use super::code::{count_again, take_codebook};
use super::odd::{left_out, shortened, told};
use super::source::{Progress, Tidied, progress};
use crate::highlight::Span;
use crate::reading::{Reading, store};
use crate::theme::NotTheme;
use crate::{ReadingId, ThemeId};
use interchange::refi::{Note, Project, Source};
use kernel::access::{Verb, Viewer};
use kernel::clock::day;
use kernel::ids::{AccountId, CommunityId, ProgrammeId, Uuid};
use kernel::permission::Permission;
use kernel::{Fault, Message, Tx, audit};
use listen::ids::{CampaignId, VoiceId};
use listen::redaction::{self, NotHidden, Part};
use listen::voice::{self, NotRecorded, TranscriptLine};
use serde_json::json;
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
                let key = "exchange-odd-forgotten-text";
                left_out(&mut self.brought.odd, told_before, key, source.guid);
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

    /// Brings the readings of a new voice as far as they had come.
    fn settle(&mut self, tx: &mut Tx<'_>, mut heard: Heard) -> Result<(), NotBrought> {
        for (reader, (_, progress)) in std::mem::take(&mut heard.progress) {
            let Some(reading) = self.reading(tx, &mut heard, reader)? else { continue };
            store::restore(tx, reading.id, progress.reached, progress.finished, progress.passed)?;
        }
        Ok(())
    }
}
