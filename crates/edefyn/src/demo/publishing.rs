//! Reports are written, compiled and published, printed, and replied to.

use super::data::{file, map, rows};
use super::kept;
use super::valley::{Valley, known};
use kernel::languages::grouped;
use kernel::{Both, Fault, Language, Tx};
use publish::draft;
use publish::publication::{self, Given};
use publish::recommendation::{self, Stance};
use publish::report::{self, NewReport};
use std::collections::BTreeMap;

fn source(report: &str, version: u32, language: Language) -> &'static str {
    match (report, version, language) {
        ("year", 1, Language::En) => file!("report-year-1.en.md"),
        ("year", 1, Language::Cy) => file!("report-year-1.cy.md"),
        ("year", _, Language::En) => file!("report-year-2.en.md"),
        ("year", _, Language::Cy) => file!("report-year-2.cy.md"),
        (_, 1, Language::En) => file!("report-places-1.en.md"),
        (_, 1, Language::Cy) => file!("report-places-1.cy.md"),
        (_, _, Language::En) => file!("report-places-2.en.md"),
        (_, _, Language::Cy) => file!("report-places-2.cy.md"),
    }
}

/// Publishes the next version of a report.
pub(super) fn publish(
    tx: &mut Tx<'_>,
    valley: &mut Valley,
    name: &str,
    version: u32,
) -> Result<(), Fault> {
    let id = match valley.reports.get(name) {
        Some(id) => *id,
        None => {
            let title = match name {
                "year" => Both::new("A year in Cwm Helyg", "Blwyddyn yng Nghwm Helyg"),
                _ => Both::new("Ten places, one question", "Deg lle, un cwestiwn"),
            };
            let community = match name {
                "year" => Some(known(&valley.communities, "cwm-helyg")?),
                _ => None,
            };
            let new = NewReport { title, programme: valley.programme, community };
            let id = kept(report::create(tx, &new))?;
            valley.reports.insert(name.to_owned(), id);
            id
        }
    };
    let mut numbers = BTreeMap::new();
    for language in Language::ALL {
        let source = filled(valley, source(name, version, *language))?;
        numbers.insert(*language, kept(draft::save(tx, id, *language, &source, None))?);
    }
    let report = report::find(tx, id)?.ok_or(Fault::Missing)?;
    let today = kernel::clock::day(tx.now());
    let reasons = reasons(&publication::check(tx, &report, today)?)?;
    kept(publication::publish(tx, &report, &numbers, &reasons)).map(drop)
}

/// The reason for each warning. An error is our own fault here, and told with its place.
fn reasons(checked: &[publication::Checked]) -> Result<Vec<Given>, Fault> {
    let texts = map(file!("reasons.txt"));
    let mut reasons = Vec::new();
    for compiled in checked.iter().map(|checked| &checked.compiled) {
        if let Some(error) = compiled.errors().next() {
            return Err(Fault::Other(format!("a report of the demonstration: {error:?}")));
        }
        for warning in compiled.warnings() {
            let key = format!("{}-{}", warning.code, compiled.language);
            let reason = texts.get(key.as_str()).copied();
            reasons.push(Given {
                language: compiled.language,
                code: warning.code,
                line: warning.place.line,
                reason: reason
                    .ok_or_else(|| Fault::Other(format!("no reason for {warning:?}")))?
                    .to_owned(),
            });
        }
    }
    Ok(reasons)
}

/// A source with `%finding:name%` and the like replaced by what they stand for.
fn filled(valley: &Valley, source: &str) -> Result<String, Fault> {
    let mut text = String::new();
    let mut parts = source.split('%');
    while let Some(plain) = parts.next() {
        text.push_str(plain);
        let Some(asked) = parts.next() else { break };
        let (kind, name) = asked.split_once(':').unwrap_or((asked, ""));
        text.push_str(&match kind {
            "finding" => known(&valley.findings, name)?.1.to_string(),
            "promise" => known(&valley.promises, name)?.1.to_string(),
            "people" => valley.spoke(Some("cwm-helyg")).0.to_string(),
            "welsh" => valley.spoke(Some("cwm-helyg")).1.to_string(),
            "everyone" => grouped(&valley.spoke(None).0.to_string()),
            _ => {
                let marked = valley.named(name);
                marked
                    .ok_or_else(|| Fault::Other(format!("nobody said {name}")))?
                    .highlight
                    .to_string()
            }
        });
    }
    Ok(text)
}

/// Keeps what a named body replied.
pub(super) fn reply(tx: &mut Tx<'_>, valley: &Valley, row: usize) -> Result<(), Fault> {
    let row = rows(file!("replies.txt")).nth(row).ok_or(Fault::Missing)?;
    let cell = |at: usize| row.get(at).copied().unwrap_or_default();
    let report = known(&valley.reports, cell(0))?;
    let asked = publication::recommendations(tx, report)?;
    let asked = asked.iter().find(|asked| asked.key == cell(1)).ok_or(Fault::Missing)?;
    let draft = recommendation::Draft {
        received_on: cell(2).parse().map_err(|_| Fault::Missing)?,
        stance: Stance::from_word(cell(3)).ok_or(Fault::Missing)?,
        text: Both::new(cell(4), cell(5)),
    };
    kept(recommendation::respond(tx, asked.id, &draft)).map(drop)
}
