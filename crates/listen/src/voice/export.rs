//! Voices as a table to take away: what the team reads, names hidden, never who spoke.

use super::list::{self, Filter};
use super::{Voice, store};
use crate::ids::VoiceId;
use crate::redaction::marked;
use interchange::csv_out::{Cell, Writer};
use kernel::access::Reach;
use kernel::db::{ToValue, Value};
use kernel::permission::{Allowed, Closure, allow_any_day, purpose};
use kernel::search::{self, Query};
use kernel::{Db, Fault, Tx, audit};
use serde_json::json;
use std::collections::HashMap;
use std::io::Write;

/// The columns of the table.
pub const COLUMNS: &[&str] = &[
    "id",
    "campaign",
    "community",
    "reference",
    "title",
    "described",
    "language",
    "heard_on",
    "entered_on",
    "entered_how",
    "permission",
    "sound",
    "archive",
    "contact",
    "closed",
    "review",
    "tags",
    "words",
    "translation",
];

struct Exported {
    voice: Voice,
    campaign: String,
    words: Allowed<Shown, purpose::Team>,
}

/// A voice's words and translation, hidden names told in brackets.
struct Shown {
    words: String,
    translation: Option<String>,
}

impl Exported {
    /// What the team may take away of a voice; nothing when it may read nothing.
    fn of(voice: Voice, campaign: String, shown: &str, translation: Option<&str>) -> Option<Self> {
        let words = || Shown {
            words: marked(shown, &voice.language),
            translation: translation.map(|text| marked(text, "en")),
        };
        let words = allow_any_day(&voice.standing(), purpose::Team, words).ok()?;
        Some(Self { voice, campaign, words })
    }
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// How many voices.
    pub voices: u64,
    /// How many cells have an apostrophe before them so that no spreadsheet runs or changes them.
    pub guarded: u64,
}

/// Writes the voices that fit `filter` and lie within every one of `reaches` to `out`, as CSV in
/// UTF-8, one by one: oldest first, none that was taken down or back.
///
/// # Errors
/// Those of the database and of `out`.
pub fn write_csv(
    db: &Db,
    reaches: &[&Reach],
    filter: &Filter,
    out: impl Write,
) -> Result<Written, Fault> {
    let communities: HashMap<_, _> = places::community::all(db)?
        .into_iter()
        .map(|community| (community.id, community.slug))
        .collect();
    let (from, values) = from(db, reaches, filter);
    let values: Vec<&dyn ToValue> = values.iter().map(|value| value as _).collect();
    let tags = tags(db, &from, &values)?;
    let mut writer = Writer::new(out, COLUMNS)?;
    let mut count = 0;
    let sql = format!(
        "select {}, c.title_en, v.shown, v.shown_translation {from} order by v.entered_at, v.id",
        Voice::COLUMNS
    );
    type Read = (Voice, String, String, Option<String>);
    db.each(&sql, &values, |(voice, campaign, shown, translation): Read| {
        let one = Exported::of(voice, campaign, &shown, translation.as_deref());
        let Some(one) = one else { return Ok(()) };
        count += 1;
        let community = communities.get(&one.voice.community).map_or("", String::as_str);
        let tags = tags.get(&one.voice.id).map_or("", String::as_str);
        write(&mut writer, &one, community, tags)
    })?;
    let written = Written { voices: count, guarded: writer.guarded() };
    writer.finish()?.flush()?;
    Ok(written)
}

/// The tables and conditions of an export, with their values.
fn from(db: &Db, reaches: &[&Reach], filter: &Filter) -> (String, Vec<Value>) {
    let query = Query::new(&filter.words);
    let mut values: Vec<Value> = Vec::new();
    let mut conditions = list::conditions(&Reach::EVERYWHERE, filter, &mut values);
    for reach in reaches {
        conditions.push(reach.condition("c.programme_id", "v.community_id", &mut values));
    }
    conditions.push("v.taken_down_at is null".into());
    let mut join = String::new();
    if !query.is_empty() {
        let matching = search::matching::<VoiceId>(db, &query, "v.id", values.len() + 1);
        values.push(matching.value.to_value());
        conditions.push(matching.condition);
        join = matching.join;
    }
    (format!("from {} {join} where {}", store::FROM, conditions.join(" and ")), values)
}

fn tags(db: &Db, from: &str, values: &[&dyn ToValue]) -> Result<HashMap<VoiceId, String>, Fault> {
    let sql = format!(
        "select t.voice_id, t.name, t.value from listen_tag t
         where t.voice_id in (select v.id {from}) order by t.voice_id, t.name"
    );
    let mut tags: HashMap<VoiceId, String> = HashMap::new();
    db.each(&sql, values, |(id, name, value): (VoiceId, String, String)| {
        let all = tags.entry(id).or_default();
        if !all.is_empty() {
            all.push_str("; ");
        }
        all.push_str(&format!("{name}: {value}"));
        Ok(())
    })?;
    Ok(tags)
}

fn write(
    writer: &mut Writer<impl Write>,
    one: &Exported,
    community: &str,
    tags: &str,
) -> Result<(), Fault> {
    let voice = &one.voice;
    let id = voice.id.to_string();
    let heard = voice.heard_on.map(|day| day.to_string()).unwrap_or_default();
    let entered = kernel::clock::day(voice.entered_at).to_string();
    let closed = match voice.closure {
        Closure::Open => String::new(),
        Closure::Until(day) => day.to_string(),
        Closure::ForGood => "for good".into(),
    };
    let yes = |said: bool| if said { "yes" } else { "no" };
    let shown = one.words.words();
    let cells = [
        id.as_str(),
        &one.campaign,
        community,
        voice.reference.as_deref().unwrap_or_default(),
        &voice.title,
        &voice.described,
        &voice.language,
        &heard,
        &entered,
        voice.entered_how.word(),
        voice.permission.rung.word(),
        yes(voice.permission.sound),
        yes(voice.permission.archive),
        yes(voice.permission.contact),
        &closed,
        voice.review.word(),
        tags,
        &shown.words,
        shown.translation.as_deref().unwrap_or_default(),
    ];
    Ok(writer.row(cells.into_iter().map(Cell::Text))?)
}

/// Notes that voices were taken away, and how many.
///
/// # Errors
/// The database's.
pub fn note(tx: &mut Tx<'_>, count: u64) -> Result<(), Fault> {
    let by = tx.actor().account();
    let subject = kernel::AnyId {
        kind: "account",
        uuid: by.map_or(kernel::ids::Uuid::nil(), |account| account.0),
    };
    audit::record(tx, "voice.export", subject, &json!({ "voices": count }))
}
