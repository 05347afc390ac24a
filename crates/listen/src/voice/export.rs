//! Voices as a table to take away: what the team reads, names hidden, never who spoke.

use super::list::{self, Filter};
use super::{Voice, store};
use crate::ids::VoiceId;
use crate::redaction::marked;
use interchange::csv_out::{Cell, Writer};
use kernel::access::Reach;
use kernel::db::{FromRow, Row, ToValue, Value};
use kernel::permission::Closure;
use kernel::search::Query;
use kernel::{Db, Fault, Timestamp, Tx, audit};
use serde_json::json;
use std::collections::HashMap;

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
    shown: String,
    translation: Option<String>,
}

impl FromRow for Exported {
    fn from_row(row: &mut Row<'_>) -> Result<Self, Fault> {
        Ok(Self {
            voice: Voice::from_row(row)?,
            campaign: row.take()?,
            shown: row.take()?,
            translation: row.take()?,
        })
    }
}

/// The voices that fit `filter` and lie within every one of `reaches`, as CSV in UTF-8, with how
/// many there are: oldest first, none that was taken down or back.
///
/// # Errors
/// The database's.
pub fn csv(db: &Db, reaches: &[&Reach], filter: &Filter) -> Result<(Vec<u8>, u64), Fault> {
    let communities: HashMap<_, _> = places::community::all(db)?
        .into_iter()
        .map(|community| (community.id, community.slug))
        .collect();
    let mut writer = Writer::new(Vec::new(), COLUMNS)?;
    let (mut count, mut after) = (0, (Timestamp::MIN, VoiceId(kernel::ids::Uuid::nil())));
    loop {
        let some = some(db, reaches, filter, after)?;
        let Some(last) = some.last() else { break };
        after = (last.voice.entered_at, last.voice.id);
        let tags = tags(db, &some)?;
        for one in &some {
            let voice = &one.voice;
            let community = communities.get(&voice.community).map_or("", String::as_str);
            let tags = tags.get(&voice.id).map_or("", String::as_str);
            write(&mut writer, one, community, tags)?;
            count += 1;
        }
    }
    Ok((writer.finish()?, count))
}

/// How many voices are read at once.
const BATCH: usize = 500;

fn some(
    db: &Db,
    reaches: &[&Reach],
    filter: &Filter,
    (at, id): (Timestamp, VoiceId),
) -> Result<Vec<Exported>, Fault> {
    let query = Query::new(&filter.words);
    let mut values: Vec<Value> = Vec::new();
    let mut conditions = list::conditions(&Reach::EVERYWHERE, filter, &mut values);
    for reach in reaches {
        conditions.push(reach.condition("c.programme_id", "v.community_id", &mut values));
    }
    if !query.is_empty() {
        conditions.push(list::has_words(db, &query, &mut values));
    }
    conditions.push("v.taken_down_at is null".into());
    if at > Timestamp::MIN {
        values.extend([at.to_value(), id.to_value()]);
        let last = values.len();
        conditions.push(format!("(v.entered_at, v.id) > (${}, ${last})", last - 1));
    }
    let sql = format!(
        "select {}, c.title_en, v.shown, v.shown_translation from {} where {}
         order by v.entered_at, v.id limit {BATCH}",
        Voice::COLUMNS,
        store::FROM,
        conditions.join(" and ")
    );
    let values: Vec<&dyn ToValue> = values.iter().map(|value| value as _).collect();
    db.all(&sql, &values)
}

fn tags(db: &Db, voices: &[Exported]) -> Result<HashMap<VoiceId, String>, Fault> {
    let values: Vec<&dyn ToValue> = voices.iter().map(|one| &one.voice.id as _).collect();
    let sql = format!(
        "select voice_id, name, value from listen_tag where voice_id in ({}) order by name",
        store::places(1, values.len())
    );
    let mut tags: HashMap<VoiceId, String> = HashMap::new();
    db.each(&sql, &values, |(id, name, value): (VoiceId, String, String)| {
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
    writer: &mut Writer<Vec<u8>>,
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
    let words = marked(&one.shown, &voice.language);
    let translation = one.translation.as_deref().map(|text| marked(text, "en"));
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
        &words,
        translation.as_deref().unwrap_or_default(),
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
