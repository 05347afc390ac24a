//! The data of a publication: CSV files in a Frictionless data package, zipped. Counts go out
//! only as they may be told, words only as they may be quoted today.

use super::{Publication, store};
use crate::edition::{Block, Document, said};
use crate::recommendation;
use crate::report::Report;
use crate::told::{About, Book};
use interchange::csv_out::{Cell, Writer};
use interchange::frictionless::{Field, FieldType, Package, Resource, write};
use kernel::clock::{Date, day};
use kernel::{Db, Fault, Message};
use std::io::Write;

/// One table of the package.
struct Table {
    name: &'static str,
    fields: &'static [(&'static str, FieldType)],
    rows: Vec<Vec<Value>>,
}

enum Value {
    Text(String),
    Number(i64),
    None,
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::None } else { Self::Text(text) }
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<Option<u64>> for Value {
    fn from(number: Option<u64>) -> Self {
        number.map_or(Self::None, |n| Self::Number(i64::try_from(n).unwrap_or(i64::MAX)))
    }
}

const CLAIMS: &[(&str, FieldType)] = &[
    ("language", FieldType::String),
    ("thread", FieldType::Integer),
    ("key", FieldType::String),
    ("section", FieldType::String),
    ("sentence", FieldType::String),
    ("voices", FieldType::Integer),
    ("voices_fewer_than", FieldType::Integer),
    ("counted", FieldType::String),
    ("confidence", FieldType::String),
    ("state", FieldType::String),
];
const THEMES: &[(&str, FieldType)] = &[
    ("language", FieldType::String),
    ("chart", FieldType::String),
    ("theme", FieldType::String),
    ("people", FieldType::Integer),
    ("people_fewer_than", FieldType::Integer),
    ("counted", FieldType::String),
];
const QUOTES: &[(&str, FieldType)] = &[
    ("edition", FieldType::String),
    ("thread", FieldType::Integer),
    ("side", FieldType::String),
    ("language", FieldType::String),
    ("words", FieldType::String),
    ("translation", FieldType::String),
    ("who", FieldType::String),
];
const RECOMMENDATIONS: &[(&str, FieldType)] = &[
    ("key", FieldType::String),
    ("to_en", FieldType::String),
    ("to_cy", FieldType::String),
    ("text_en", FieldType::String),
    ("text_cy", FieldType::String),
    ("asked_on", FieldType::Date),
    ("replied_on", FieldType::Date),
    ("stance", FieldType::String),
];

/// The data of a publication as a zipped package: `datapackage.json` and a CSV file for its
/// claims, themes, quotes and recommendations. The same rows give the same bytes.
///
/// # Errors
/// The database's.
pub fn data_package(
    db: &Db,
    report: &Report,
    publication: &Publication,
    base: &str,
    today: Date,
) -> Result<Vec<u8>, Fault> {
    let tables = [
        claims(db, publication)?,
        themes(db, publication)?,
        quotes(db, publication, today)?,
        recommendations(db, report)?,
    ];
    let mut files = Vec::new();
    let mut resources = Vec::new();
    for table in &tables {
        let path = format!("{}.csv", table.name);
        let content = csv(table)?;
        let fields = table.fields.iter().map(|(name, kind)| {
            let about = Message::new(format!("data-{}-{name}", table.name).replace('_', "-"));
            Field::new(name, *kind).described(&about.say(kernel::Language::En))
        });
        let title = Message::new(format!("data-{}", table.name)).say(kernel::Language::En);
        let resource = Resource::csv(table.name, &path, &title, fields.collect(), &content);
        resources.push(resource.map_err(|error| Fault::Other(error.to_string()))?);
        files.push((path, content));
    }
    let editions = store::editions(db, publication.id)?;
    let package = Package {
        name: report.slug.clone(),
        title: editions.first().map(|edition| edition.title.clone()).unwrap_or_default(),
        description: Message::new("data-package").say(kernel::Language::En),
        version: Some(publication.version.to_string()),
        created: Some(publication.published_at.to_string()),
        homepage: Some(format!("{base}/en/reports/{}", report.slug)),
        licenses: Vec::new(),
        resources,
    };
    let described = write(&package).map_err(|error| Fault::Other(error.to_string()))?;
    files.insert(0, ("datapackage.json".to_owned(), described.into_bytes()));
    zipped(&files, day(publication.published_at))
}

fn csv(table: &Table) -> Result<Vec<u8>, Fault> {
    let headers: Vec<&str> = table.fields.iter().map(|(name, _)| *name).collect();
    let mut writer = Writer::new(Vec::new(), &headers)?;
    for row in &table.rows {
        writer.row(row.iter().map(|value| match value {
            Value::Text(text) => Cell::Text(text),
            Value::Number(number) => Cell::Number(*number),
            Value::None => Cell::Empty,
        }))?;
    }
    Ok(writer.finish()?)
}

/// A zip whose files all bear the day of publication, so that its bytes don't change.
fn zipped(files: &[(String, Vec<u8>)], day: Date) -> Result<Vec<u8>, Fault> {
    let failed = |error: zip::result::ZipError| Fault::Other(error.to_string());
    let part = |n: i8| u8::try_from(n).unwrap_or(1);
    let year = u16::try_from(day.year()).unwrap_or(1980).max(1980);
    let moment =
        zip::DateTime::from_date_and_time(year, part(day.month()), part(day.day()), 0, 0, 0);
    let options = zip::write::SimpleFileOptions::default()
        .last_modified_time(moment.unwrap_or_default())
        .unix_permissions(0o644);
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (path, content) in files {
        archive.start_file(path, options).map_err(failed)?;
        archive.write_all(content)?;
    }
    Ok(archive.finish().map_err(failed)?.into_inner())
}

fn claims(db: &Db, publication: &Publication) -> Result<Table, Fault> {
    let book = Book::of(db)?;
    let known = store::claims(db, publication.report_id)?;
    let mut rows = Vec::new();
    for edition in store::editions(db, publication.id)? {
        for line in store::lines(db, edition.id)? {
            let Some(claim) = known.iter().find(|claim| claim.id == line.claim_id) else {
                continue;
            };
            let told = book.told(About::Claim(claim.id));
            rows.push(vec![
                edition.language.word().to_owned().into(),
                claim.thread.into(),
                claim.key.clone().into(),
                line.section.into(),
                line.sentence.into(),
                told.people.count().into(),
                told.people.fewer_than().into(),
                counted(told.known),
                line.confidence.word().to_owned().into(),
                line.state.word().to_owned().into(),
            ]);
        }
    }
    Ok(Table { name: "claims", fields: CLAIMS, rows })
}

/// What was counted: people, or voices where it is not known of each whose it is.
fn counted(known: bool) -> Value {
    if known { "people" } else { "voices" }.to_owned().into()
}

fn themes(db: &Db, publication: &Publication) -> Result<Table, Fault> {
    let book = Book::of(db)?;
    let mut rows = Vec::new();
    for edition in store::editions(db, publication.id)? {
        let document: Document = serde_json::from_str(&edition.document)?;
        for block in document.blocks {
            let Block::Themes(chart) = block else { continue };
            for row in chart.rows {
                let told = book.told(About::Theme(row.theme, document.community));
                rows.push(vec![
                    edition.language.word().to_owned().into(),
                    chart.title.clone().into(),
                    row.name.into(),
                    told.people.count().into(),
                    told.people.fewer_than().into(),
                    counted(told.known),
                ]);
            }
        }
    }
    Ok(Table { name: "themes", fields: THEMES, rows })
}

fn quotes(db: &Db, publication: &Publication, today: Date) -> Result<Table, Fault> {
    let known = store::claims(db, publication.report_id)?;
    let mut rows = Vec::new();
    for edition in store::editions(db, publication.id)? {
        for quote in store::quotes(db, edition.id)? {
            let Some(said) = said(db, &quote, today)? else { continue };
            let thread = known.iter().find(|claim| Some(claim.id) == quote.claim_id);
            let words = said.words.words();
            rows.push(vec![
                edition.language.word().to_owned().into(),
                thread.map_or(Value::None, |claim| claim.thread.into()),
                quote.side.word().to_owned().into(),
                words.language.clone().into(),
                words.text.clone().into(),
                words.translation.clone().unwrap_or_default().into(),
                words.who().to_owned().into(),
            ]);
        }
    }
    Ok(Table { name: "quotes", fields: QUOTES, rows })
}

fn recommendations(db: &Db, report: &Report) -> Result<Table, Fault> {
    let mut rows = Vec::new();
    for asked in store::recommendations(db, report.id)? {
        let reply = recommendation::latest(db, asked.id)?;
        let replied = reply.as_ref().map(|reply| reply.received_on.to_string());
        let stance = reply.map(|reply| reply.stance.word().to_owned());
        rows.push(vec![
            asked.key.into(),
            asked.body.en.into(),
            asked.body.cy.into(),
            asked.text.en.into(),
            asked.text.cy.into(),
            asked.asked_on.to_string().into(),
            replied.unwrap_or_default().into(),
            stance.unwrap_or_default().into(),
        ]);
    }
    Ok(Table { name: "recommendations", fields: RECOMMENDATIONS, rows })
}
