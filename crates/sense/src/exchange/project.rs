//! A programme's coding as a REFI-QDA project: only what is within the viewer's reach and open to
//! them, names hidden.
//!
//! What the standard has no place for is kept in notes: how far a reading has come in a note of
//! the source, and a note to self at a line in a part of the text without a theme.

use super::code::{ORIGIN, codes};
use super::source::{CODING, LINE, reading_note};
use crate::highlight::{self, Highlight};
use crate::reading::{Reading, store};
use crate::theme;
use interchange::refi::{Coding, Note, Project, Selection, Source, Stamp, User};
use kernel::access::{Verb, Viewer};
use kernel::clock::Date;
use kernel::db::{ToValue, Value};
use kernel::ids::{AccountId, ProgrammeId, Uuid};
use kernel::{Db, Fault, accounts};
use listen::ids::{CampaignId, VoiceId};
use listen::voice;
use std::collections::{BTreeMap, BTreeSet};

/// A programme's project for `viewer` to take away; of one campaign when it is given.
///
/// # Errors
/// The database's.
pub fn project(
    db: &Db,
    viewer: &Viewer,
    programme: ProgrammeId,
    campaign: Option<CampaignId>,
    today: Date,
) -> Result<Project, Fault> {
    let readings = open_readings(db, Some(viewer), programme, campaign)?;
    put_together(db, programme, readings, today)
}

/// A programme's project for whoever keeps the house: every reading that is finished, of voices
/// that nobody is still reading.
///
/// # Errors
/// The database's.
pub fn whole_project(db: &Db, programme: ProgrammeId, today: Date) -> Result<Project, Fault> {
    let readings = open_readings(db, None, programme, None)?;
    put_together(db, programme, readings, today)
}

fn put_together(
    db: &Db,
    programme: ProgrammeId,
    readings: BTreeMap<VoiceId, Vec<Reading>>,
    today: Date,
) -> Result<Project, Fault> {
    let mut used = BTreeSet::new();
    let mut readers = BTreeSet::new();
    let mut out = Project { origin: Some(ORIGIN.into()), ..Project::default() };
    for (id, readings) in readings {
        let Some(voice) = voice::find(db, id)? else { continue };
        let Ok(transcript) = voice::transcript(db, id, today)? else { continue };
        let transcript = transcript.into_words();
        let mut source = Source {
            guid: id.into(),
            name: Some(voice.title),
            description: Some(voice.described).filter(|words| !words.is_empty()),
            created: Stamp { user: None, at: Some(voice.entered_at) },
            modified: Stamp::default(),
            selections: Vec::new(),
            codings: Vec::new(),
            notes: Vec::new(),
            text: transcript.words,
        };
        for reading in readings {
            readers.insert(reading.account_id);
            out.notes.push(reading_note(&reading));
            source.notes.push(reading.id.into());
            for highlight in highlight::of_reading(db, reading.id)? {
                used.insert(highlight.theme_id);
                source.selections.push(selection(&highlight, &reading));
            }
            for memo in store::memos(db, reading.id)? {
                let line = usize::try_from(memo.line).unwrap_or(usize::MAX);
                let Some(at) = transcript.lines.iter().find(|own| own.number == line) else {
                    continue;
                };
                let by = Stamp { user: Some(reading.account_id.into()), at: Some(memo.updated_at) };
                out.notes.push(Note {
                    guid: memo.id.into(),
                    name: None,
                    text: memo.body,
                    created: by,
                    modified: by,
                });
                source.selections.push(Selection {
                    guid: derived(memo.id.into(), LINE),
                    name: None,
                    start: place(at.start),
                    end: place(at.end),
                    description: None,
                    created: by,
                    modified: Stamp::default(),
                    codings: Vec::new(),
                    notes: vec![memo.id.into()],
                });
            }
        }
        out.sources.push(source);
    }
    let mut themes = theme::ever(db, programme)?;
    themes.retain(|theme| theme.is_live() || used.contains(&theme.id));
    out.codes = codes(&themes);
    out.users = users(db, readers)?;
    let programme = places::programme::find(db, programme)?;
    out.name = programme
        .map(|found| found.name.in_language(kernel::Language::En).to_owned())
        .unwrap_or_default();
    Ok(out)
}

/// The readings that the viewer may take away, by voice; without a viewer those that the house may.
fn open_readings(
    db: &Db,
    viewer: Option<&Viewer>,
    programme: ProgrammeId,
    campaign: Option<CampaignId>,
) -> Result<BTreeMap<VoiceId, Vec<Reading>>, Fault> {
    let mut values: Vec<Value> = vec![programme.to_value()];
    let mut conditions = vec!["v.programme_id = $1".to_owned()];
    if let Some(campaign) = campaign {
        values.push(campaign.to_value());
        conditions.push("v.campaign_id = $2".into());
    }
    match viewer {
        Some(viewer) => {
            for verb in [Verb::ReadVoice, Verb::ExportCoding] {
                let reach = viewer.reach(verb);
                conditions.push(reach.condition("v.programme_id", "v.community_id", &mut values));
            }
            conditions.push(store::open_to(viewer, &mut values));
        }
        None => conditions.push(store::OPEN_TO_THE_HOUSE.into()),
    }
    let sql = format!(
        "select {} from sense_reading r join sense_voice v on v.id = r.voice_id
         where {} order by r.voice_id, r.started_at, r.id",
        Reading::columns("r"),
        conditions.join(" and ")
    );
    let values: Vec<&dyn ToValue> = values.iter().map(|value| value as _).collect();
    let mut readings: BTreeMap<VoiceId, Vec<Reading>> = BTreeMap::new();
    for reading in db.all::<Reading>(&sql, &values)? {
        readings.entry(reading.voice_id).or_default().push(reading);
    }
    Ok(readings)
}

fn selection(highlight: &Highlight, reading: &Reading) -> Selection {
    let by = Stamp { user: Some(reading.account_id.into()), at: Some(highlight.created_at) };
    let id: Uuid = highlight.id.into();
    Selection {
        guid: id,
        name: None,
        start: place(highlight.start_at),
        end: place(highlight.end_at),
        description: None,
        created: by,
        modified: Stamp::default(),
        codings: vec![Coding {
            guid: derived(id, CODING),
            code: highlight.theme_id.into(),
            created: by,
            notes: Vec::new(),
        }],
        notes: Vec::new(),
    }
}

fn place(at: usize) -> u64 {
    u64::try_from(at).unwrap_or(u64::MAX)
}

/// A guid for something that has none of its own, always the same for the same thing.
fn derived(id: Uuid, kind: u128) -> Uuid {
    Uuid::from_u128(id.as_u128() ^ kind)
}

fn users(db: &Db, readers: BTreeSet<AccountId>) -> Result<Vec<User>, Fault> {
    let mut users = Vec::new();
    for id in readers {
        let name = accounts::find(db, id)?.map(|account| account.name);
        users.push(User { guid: id.into(), name });
    }
    Ok(users)
}
