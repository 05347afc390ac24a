//! The thread of a publication as PROV-JSON (W3C, <https://www.w3.org/submissions/prov-json/>):
//! what it says, what that rests on, and how many voices stand behind it. No voice is named or
//! told apart: those behind a finding are one collection with a count.

use super::{Publication, store};
use crate::edition::organisation;
use crate::report::Report;
use crate::told::{About, Book, Told};
use interchange::prov::{Document, Name, NotProv, Value};
use kernel::{Db, Fault, Language};
use sense::finding;
use std::collections::BTreeSet;

/// The provenance of a publication, as JSON.
///
/// # Errors
/// The database's.
pub fn provenance(
    db: &Db,
    report: &Report,
    publication: &Publication,
    base: &str,
) -> Result<String, Fault> {
    let organisation = organisation(db, Language::En)?;
    let rows = gather(db, publication)?;
    written(report, publication, base, &organisation, &rows)
        .map_err(|error| Fault::Other(error.to_string()))
}

/// A claim with what it rests on.
struct Row {
    thread: i64,
    sentences: Vec<(&'static str, String)>,
    findings: Vec<Finding>,
}

struct Finding {
    number: i64,
    sentence: kernel::Both,
    level: u8,
    told: Told,
}

fn gather(db: &Db, publication: &Publication) -> Result<Vec<Row>, Fault> {
    let book = Book::of(db)?;
    let editions = store::editions(db, publication.id)?;
    let mut rows = Vec::new();
    for claim in store::claims(db, publication.report_id)? {
        let mut sentences = Vec::new();
        for edition in &editions {
            if let Some(line) = store::line(db, edition.id, claim.id)? {
                sentences.push((edition.language.word(), line.sentence));
            }
        }
        if sentences.is_empty() {
            continue;
        }
        let mut findings = Vec::new();
        for id in store::support(db, publication.id, claim.id)? {
            let Some(found) = finding::find(db, id)? else { continue };
            findings.push(Finding {
                number: found.number,
                sentence: found.sentence,
                level: found.level.number(),
                told: book.told(About::Finding(id)),
            });
        }
        rows.push(Row { thread: claim.thread, sentences, findings });
    }
    Ok(rows)
}

fn written(
    report: &Report,
    publication: &Publication,
    base: &str,
    organisation: &str,
    rows: &[Row],
) -> Result<String, NotProv> {
    let name = |local: String| Name::new("ed", &local);
    let term = |local: &str| Name::new("term", local);
    let title = Name::new("prov", "label")?;
    let kind = Name::new("prov", "type")?;
    let collection = (kind, Value::Name(Name::new("prov", "Collection")?));
    let mut document = Document::new();
    document.prefix("ed", &format!("{base}/"));
    document.prefix("term", &format!("{base}/api/terms#"));
    let version = publication.version;
    let published = name(format!("reports/{}/versions/{version}", report.slug))?;
    let publishing = name(format!("reports/{}/versions/{version}/publishing", report.slug))?;
    let publisher = name("about".into())?;
    let at = Some(publication.published_at);
    document.entity(&published, &[(term("version")?, Value::Number(version.into()))]);
    document.activity(&publishing, None, at, &[]);
    document.agent(&publisher, &[(title.clone(), Value::Text(organisation.to_owned()))]);
    document.was_generated_by(&published, &publishing, at);
    document.was_associated_with(&publishing, &publisher);
    document.was_attributed_to(&published, &publisher);
    if let Some(superseded) = publication.superseded_at {
        let replacing = name(format!("reports/{}/versions/{version}/superseding", report.slug))?;
        document.activity(&replacing, None, Some(superseded), &[]);
        document.was_invalidated_by(&published, &replacing, Some(superseded));
    }
    let mut told = BTreeSet::new();
    for row in rows {
        let claim = name(format!("t/{}", row.thread))?;
        let words = row.sentences.iter().map(|(language, text)| {
            let words = Value::Words { text: text.clone(), language: (*language).to_owned() };
            (title.clone(), words)
        });
        document.entity(&claim, &words.collect::<Vec<_>>());
        document.was_derived_from(&published, &claim);
        for found in &row.findings {
            let finding = name(format!("findings/{}", found.number))?;
            document.was_derived_from(&claim, &finding);
            if !told.insert(found.number) {
                continue;
            }
            let both = [("en", &found.sentence.en), ("cy", &found.sentence.cy)];
            let mut attributes: Vec<_> = both
                .into_iter()
                .filter(|(_, text)| !text.is_empty())
                .map(|(language, text)| {
                    let words = Value::Words { text: text.clone(), language: language.to_owned() };
                    (title.clone(), words)
                })
                .collect();
            attributes.push((term("level")?, Value::Number(found.level.into())));
            document.entity(&finding, &attributes);
            let voices = name(format!("findings/{}/voices", found.number))?;
            let number = |n: u64| Value::Number(i64::try_from(n).unwrap_or(i64::MAX));
            let mut attributes = vec![collection.clone()];
            if let Some(n) = found.told.people.count() {
                attributes.push((term("count")?, number(n)));
            }
            if let Some(n) = found.told.people.fewer_than() {
                attributes.push((term("fewerThan")?, number(n)));
            }
            document.entity(&voices, &attributes);
            document.was_derived_from(&finding, &voices);
            document.used(&publishing, &finding, at);
        }
    }
    document.json()
}
