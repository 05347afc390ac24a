//! Words that somebody typed by hand into a sentence of the team's, instead of quoting them: they
//! go too. A reader of a quote may have repeated it in a promise, a report or a recommendation.

use super::model::{Held, Kind};
use crate::edition::Document;
use crate::ids::{EditionId, PromiseId, RecommendationId, ReportId};
use crate::{promise, publication};
use kernel::ids::Uuid;
use kernel::{Db, Fault, Language, Timestamp, Tx};
use listen::VoiceId;
use listen::voice::Said;
use sense::finding;
use serde_json::Value;
use std::collections::BTreeSet;

/// A thing that has sentences which somebody typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Typed {
    Edition(EditionId),
    Draft(ReportId),
    Recommendation(RecommendationId),
    Promise(PromiseId),
}

/// Where those sentences lie: the table, the column that says whose they are, and the columns.
type Place = (&'static str, &'static str, &'static [&'static str], fn(Uuid) -> Typed);

const PLACES: &[Place] = &[
    ("publish_edition", "id", &["title", "subtitle", DOCUMENT], |id| Typed::Edition(EditionId(id))),
    ("publish_line", "edition_id", &["section", "sentence", "excerpt"], |id| {
        Typed::Edition(EditionId(id))
    }),
    ("publish_draft", "report_id", &["source"], |id| Typed::Draft(ReportId(id))),
    ("publish_recommendation", "id", &["text_en", "text_cy"], |id| {
        Typed::Recommendation(RecommendationId(id))
    }),
    ("publish_response", "recommendation_id", &["text_en", "text_cy"], |id| {
        Typed::Recommendation(RecommendationId(id))
    }),
    ("publish_promise", "id", &["title_en", "title_cy", "said_en", "said_cy"], |id| {
        Typed::Promise(PromiseId(id))
    }),
    ("publish_promise_step", "promise_id", &["text_en", "text_cy"], |id| {
        Typed::Promise(PromiseId(id))
    }),
];

/// The column that holds a [`Document`] as JSON.
const DOCUMENT: &str = "document";

/// Texts of the team's: the table, the column of when they were written, their columns, and the
/// subject and action of the audit entry of a change after which that moment tells nothing.
type Written = (&'static str, &'static str, &'static [&'static str], [&'static str; 2]);

const WRITTEN: &[Written] = &[
    ("publish_draft", "saved_at", &["source"], NEVER),
    ("publish_promise_step", "recorded_at", &["text_en", "text_cy"], NEVER),
    ("publish_response", "recorded_at", &["text_en", "text_cy"], NEVER),
    (
        "publish_promise",
        "created_at",
        &["title_en", "title_cy", "said_en", "said_cy"],
        ["promise", "promise.edit"],
    ),
    (
        "sense_finding",
        "created_at",
        &["sentence_en", "sentence_cy", "limits_en", "limits_cy"],
        ["finding", "finding.edited"],
    ),
];

/// The mark of a text that is never changed.
const NEVER: [&str; 2] = ["", ""];

/// What someone said, less what the team had written before anybody heard it. Without this, a
/// voice that repeats a report would take the report's own words along.
///
/// # Errors
/// The database's.
pub(super) fn said(db: &Db, voice: VoiceId) -> Result<Said, Fault> {
    let mut said = Said::of(db, voice)?;
    for (table, at, columns, [kind, changed]) in WRITTEN {
        for column in *columns {
            let sql = format!(
                "select t.{column}, t.{at} from {table} t where not exists (
                   select 1 from kernel_audit a
                   where a.subject_kind = $1 and a.subject_id = t.id and a.action = $2)"
            );
            db.each(&sql, &[kind, changed], |(text, at): (String, Timestamp)| {
                said.leave_out(&text, at);
                Ok(())
            })?;
        }
    }
    Ok(said)
}

/// A sentence that repeats what someone said, and what is left of it.
struct Repeated {
    table: &'static str,
    column: &'static str,
    row: Uuid,
    of: Typed,
    kept: String,
}

/// Hands every sentence that somebody typed to `each`, with what it is of.
///
/// # Errors
/// The database's.
pub(super) fn each(db: &Db, mut each: impl FnMut(Typed, &str)) -> Result<(), Fault> {
    for (table, owner, columns, of) in PLACES {
        for column in columns.iter().filter(|column| **column != DOCUMENT) {
            let sql = format!("select {owner}, {column} from {table} where {column} <> ''");
            db.each(&sql, &[], |(owner, text): (Uuid, String)| {
                each(of(owner), &text);
                Ok(())
            })?;
        }
    }
    Ok(())
}

/// Every sentence that repeats what someone said.
fn repeated(db: &Db, said: &Said) -> Result<Vec<Repeated>, Fault> {
    let mut found = Vec::new();
    for (table, owner, columns, of) in PLACES {
        for column in *columns {
            let sql = format!("select id, {owner}, {column} from {table} where {column} <> ''");
            db.each(&sql, &[], |(row, owner, text): (Uuid, Uuid, String)| {
                let kept = match *column {
                    DOCUMENT => in_document(said, &text)?,
                    _ => said.without(&text),
                };
                let of = of(owner);
                found.extend(kept.map(|kept| Repeated { table, column, row, of, kept }));
                Ok(())
            })?;
        }
    }
    Ok(found)
}

fn in_document(said: &Said, text: &str) -> Result<Option<String>, Fault> {
    let mut document: Value = serde_json::from_str(text)?;
    let within = in_value(said, &mut document);
    if !(across(said, &mut document) | within) {
        return Ok(None);
    }
    let document: Document = serde_json::from_value(document)?;
    Ok(Some(serde_json::to_string(&document)?))
}

/// Takes what someone said out of a document where it goes on in the next paragraph, item or run.
fn across(said: &Said, document: &mut Value) -> bool {
    let mut texts = Vec::new();
    gather(document, &mut texts);
    let mut gaps = vec!["\n".to_owned(); texts.len()];
    let mut pieces: Vec<&mut String> = Vec::new();
    for ((text, begins), gap) in texts.into_iter().zip(&mut gaps) {
        if begins {
            pieces.push(gap);
        }
        pieces.push(text);
    }
    said.take_out(&mut pieces)
}

/// Every text of a document in reading order, with whether it begins a new block or item.
fn gather<'a>(value: &'a mut Value, texts: &mut Vec<(&'a mut String, bool)>) {
    match value {
        Value::Array(all) => {
            let runs = all.iter().any(|one| one.get("run").is_some());
            for (n, one) in all.iter_mut().enumerate() {
                let before = texts.len();
                gather(one, texts);
                if let Some((_, begins)) = texts.get_mut(before) {
                    *begins = !runs || n == 0;
                }
            }
        }
        Value::Object(all) => {
            for (name, one) in all.iter_mut() {
                let nested = matches!(name.as_str(), "blocks" | "text" | "items");
                match one {
                    Value::String(text) => {
                        if name == "text" {
                            texts.push((text, true));
                        }
                    }
                    other if nested => gather(other, texts),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

/// Takes what someone said out of the sentences of a document, each of which may lie in several
/// runs of words.
fn in_value(said: &Said, value: &mut Value) -> bool {
    match value {
        Value::String(text) => said.take_out(&mut [text]),
        Value::Array(all) if all.iter().any(|one| one.get("run").is_some()) => {
            let texts = all.iter_mut().filter_map(|one| one.get_mut("text"));
            let mut texts: Vec<&mut String> = texts
                .filter_map(|text| match text {
                    Value::String(text) => Some(text),
                    _ => None,
                })
                .collect();
            said.take_out(&mut texts)
        }
        Value::Array(all) => {
            all.iter_mut().fold(false, |changed, one| in_value(said, one) | changed)
        }
        Value::Object(all) => {
            all.values_mut().fold(false, |changed, one| in_value(said, one) | changed)
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Takes what someone said out of every sentence that repeats it. Gives the editions that did.
///
/// # Errors
/// The database's.
pub(super) fn unsay(tx: &mut Tx<'_>, said: &Said) -> Result<BTreeSet<EditionId>, Fault> {
    let mut editions = BTreeSet::new();
    for Repeated { table, column, row, of, kept } in repeated(tx, said)? {
        tx.update(table, row, &[(column, &kept)])?;
        if let Typed::Edition(edition) = of {
            editions.insert(edition);
        }
    }
    finding::unsay(tx, said)?;
    Ok(editions)
}

/// Everything that repeats what someone said, for a page in `language`.
///
/// # Errors
/// The database's.
pub(super) fn held(db: &Db, said: &Said, language: Language) -> Result<Vec<Held>, Fault> {
    let mut held = Vec::new();
    let mut hold = |kind, name: String, version, path: Option<String>| {
        held.push(Held { kind, name, version, path, words: true });
    };
    let all: BTreeSet<Typed> = repeated(db, said)?.into_iter().map(|one| one.of).collect();
    for typed in all {
        match typed {
            Typed::Edition(id) => {
                let Some((version, slug)) = publication::of_edition(db, id)? else { continue };
                hold(
                    Kind::Publication,
                    String::new(),
                    Some(version),
                    Some(format!("/reports/{slug}/versions/{version}")),
                );
            }
            // What is not public is not named: whoever holds the card sees this too.
            Typed::Draft(_) => hold(Kind::Draft, String::new(), None, None),
            Typed::Recommendation(_) => {
                hold(
                    Kind::Recommendation,
                    String::new(),
                    None,
                    Some("/recommendations".to_owned()),
                );
            }
            Typed::Promise(id) => {
                let Some(promise) = promise::find(db, id)? else { continue };
                let name = promise.title.in_language(language).to_owned();
                hold(Kind::Promise, name, None, Some(format!("/promises/{}", promise.number)));
            }
        }
    }
    if !finding::repeating(db, said)?.is_empty() {
        hold(Kind::Finding, String::new(), None, None);
    }
    Ok(held)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edition::{Block, Inline};

    #[test]
    fn texts_are_gathered_in_reading_order_with_their_blocks() {
        let run = |text: &str| Inline::Text { text: text.into() };
        let bold = |text: &str| Inline::Strong { text: text.into() };
        let document = Document {
            kind: "Report".into(),
            community: None,
            blocks: vec![
                Block::Heading { level: 1, text: "One".into(), anchor: "one".into() },
                Block::Paragraph { text: vec![run("t"), bold("wo")] },
                Block::List { ordered: true, items: vec![vec![run("three")], vec![run("four")]] },
            ],
        };
        let mut value = serde_json::to_value(document).unwrap_or_default();
        let mut texts = Vec::new();
        gather(&mut value, &mut texts);
        let told: Vec<(&str, bool)> =
            texts.iter().map(|(text, begins)| (text.as_str(), *begins)).collect();
        let wanted = [("One", true), ("t", true), ("wo", false), ("three", true), ("four", true)];
        assert_eq!(told, wanted);
    }
}
