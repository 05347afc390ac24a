//! A hundred thousand voices, through the import verb, in files of a thousand or so.

use super::places::Places;
use super::{Filling, NOON};
use crate::{Outcome, done};
use kernel::Chance;
use kernel::clock::day;
use listen::import::{self, Field, Import, Place};
use listen::line;
use listen::{CampaignId, VoiceId};
use std::collections::HashMap;

/// How many rows a file has.
const ROWS: u32 = 1_250;

/// Of ten people, how far each lets their words go.
const RUNGS: [&str; 10] =
    ["count", "count", "count", "quote", "quote", "quote", "online", "online", "online", "online"];

const AGES: [&str; 5] = ["under 18", "18 to 34", "35 to 54", "55 to 74", "75 and over"];

/// A voice, as far as readers need it.
pub(super) struct Said {
    pub(super) id: VoiceId,
    /// Where its lines lie, in code points.
    pub(super) lines: Vec<(usize, usize)>,
    /// Whether its words may stand in a report.
    pub(super) quotable: bool,
}

/// A row of a file, before the database has given it an id.
struct Row {
    reference: String,
    lines: Vec<(usize, usize)>,
    quotable: bool,
}

pub(super) fn make(filling: &mut Filling<'_>, places: &Places) -> Outcome<Vec<Said>> {
    let mut heard = vec![0_u32; filling.vocabulary.len()];
    let mut said = Vec::new();
    let files = filling.size.voices.div_ceil(ROWS);
    for file in 0..files {
        let rows = ROWS.min(filling.size.voices - file * ROWS);
        let at = |count: usize| file as usize % count;
        let community = places.communities.get(at(places.communities.len())).copied();
        let campaign = places.campaigns.get(at(places.campaigns.len())).copied();
        let (Some(community), Some(campaign)) = (community, campaign) else { break };
        let (text, known) = written(filling, file, rows, &mut heard)?;
        let import = import(Place::Known { campaign, community });
        // Everything was written down in the ninety days before noon.
        let act = filling.act(i64::from(files - file) * 129_600 / i64::from(files));
        let made = filling
            .space
            .write_now(act, move |tx| import::voices(tx, text.as_slice(), &import, &mut |_| ()))?;
        done(made)?;
        said.extend(named(filling, campaign, known)?);
    }
    let act = filling.act(1);
    // A person has looked at nine of ten.
    filling.space.change_now(act, |tx| {
        let sql = "update listen_voice set review = 'cleared' where reference not like '%7'";
        tx.run(sql, &[])
    })?;
    filling.manifest.voices = said.len() as u64;
    words(filling, &heard);
    Ok(said)
}

fn import(place: Place) -> Import {
    let column = |field: Field, name: &str| (field, name.to_owned());
    Import {
        place,
        mapping: vec![
            column(Field::Text, "text"),
            column(Field::Reference, "ref"),
            column(Field::Permission, "permission"),
            column(Field::Date, "date"),
            column(Field::Title, "title"),
            column(Field::Described, "described"),
            column(Field::Tag("age".into()), "age"),
        ],
        permission: None,
        language: "en".into(),
        options: interchange::table::Options::default(),
        only_look: false,
    }
}

/// A file of comma-separated values, and what is known of each row. `heard` counts in how many
/// voices each word stands.
fn written(
    filling: &mut Filling<'_>,
    file: u32,
    rows: u32,
    heard: &mut [u32],
) -> Outcome<(Vec<u8>, Vec<Row>)> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(["ref", "text", "permission", "date", "title", "described", "age"])?;
    let mut known = Vec::new();
    for row in 0..rows {
        let number = file * ROWS + row;
        let reference = format!("V{number:06}");
        let mut ranks = std::collections::HashSet::new();
        let chance = &mut filling.chance;
        let text = filling.vocabulary.speech(chance, &mut |rank| {
            ranks.insert(rank);
        });
        for rank in ranks {
            if let Some(count) = heard.get_mut(rank) {
                *count += 1;
            }
        }
        let rung = pick(chance, &RUNGS);
        let age = pick(chance, &AGES);
        // They were heard before the first of them was written down.
        let before = jiff::Span::new().days(i64::from(95 + chance.below(180)));
        let date = day(NOON).checked_sub(before)?.to_string();
        let title = format!("P{number}");
        let described = format!("Someone, {age}");
        table.write_record([&reference, &text, rung, &date, &title, &described, age])?;
        let lines = line::lines(&text).iter().map(|line| (line.start, line.end)).collect();
        let quotable = rung != "count" && !reference.ends_with('7');
        known.push(Row { reference, lines, quotable });
    }
    Ok((table.into_inner().map_err(|error| error.to_string())?, known))
}

fn pick(chance: &mut Chance, from: &[&'static str]) -> &'static str {
    let at = chance.below(u32::try_from(from.len()).unwrap_or(1));
    from.get(at as usize).copied().unwrap_or("")
}

/// The rows with the ids that they were given.
fn named(filling: &Filling<'_>, campaign: CampaignId, rows: Vec<Row>) -> Outcome<Vec<Said>> {
    let first = rows.first().map(|row| row.reference.clone()).unwrap_or_default();
    let last = rows.last().map(|row| row.reference.clone()).unwrap_or_default();
    let found: Vec<(String, VoiceId)> = filling.space.read_now(move |db| {
        let sql = "select reference, id from listen_voice
             where campaign_id = $1 and reference >= $2 and reference <= $3";
        db.all(sql, &[&campaign, &first, &last])
    })?;
    let ids: HashMap<String, VoiceId> = found.into_iter().collect();
    let said = |row: Row| {
        let id = *ids.get(&row.reference)?;
        Some(Said { id, lines: row.lines, quotable: row.quotable })
    };
    Ok(rows.into_iter().filter_map(said).collect())
}

/// Chooses the words to look for, by how many voices hold them.
fn words(filling: &mut Filling<'_>, heard: &[u32]) {
    let all = filling.size.voices;
    // Only whole words of four letters or more: the last word typed also finds longer ones.
    let near = |wanted: u32, skip: usize| {
        let mut ranks: Vec<usize> =
            (0..heard.len()).filter(|rank| filling.vocabulary.word(*rank).len() >= 4).collect();
        ranks.sort_by_key(|rank| heard.get(*rank).copied().unwrap_or(0).abs_diff(wanted));
        ranks.get(skip).map_or("", |rank| filling.vocabulary.word(*rank)).to_owned()
    };
    let (rare, common) = (near(all / 5_000, 0), near(all / 3, 0));
    let two = format!("{} {}", near(all / 10, 0), near(all / 10, 1));
    (filling.manifest.rare, filling.manifest.common, filling.manifest.two) = (rare, common, two);
}
