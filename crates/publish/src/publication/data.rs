//! The data of a publication: CSV files in a Frictionless data package, zipped. Counts go out
//! only as they may be told, words only as they may be quoted today.

use super::{Claim, Publication, store};
use crate::edition::{Block, Document, said};
use crate::ids::ClaimId;
use crate::recommendation;
use crate::report::Report;
use crate::told::{About, Book};
use interchange::csv_out::{Cell, Writer};
use interchange::frictionless::{Field, FieldType, Measured, Package, Resource, write};
use kernel::clock::{Date, day};
use kernel::{Db, Fault, Message};
use std::collections::HashMap;
use std::io::{Seek, Write};

enum Value {
    Text(String),
    Number(i64),
    None,
}

impl Value {
    fn cell(&self) -> Cell<'_> {
        match self {
            Self::Text(text) => Cell::Text(text),
            Self::Number(number) => Cell::Number(*number),
            Self::None => Cell::Empty,
        }
    }
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

/// The columns of a table.
type Fields = [(&'static str, FieldType)];

/// Takes the rows of a table, one after the other.
type Rows<'a> = dyn FnMut(Vec<Value>) -> Result<(), Fault> + 'a;

/// Writes the data of a publication to `out` as a zipped package: a CSV file each for its claims,
/// themes, quotes and recommendations, and `datapackage.json`, which says what they are. The same
/// rows give the same bytes.
///
/// # Errors
/// The database's, or those of `out`.
pub fn write_data<W: Write + Seek>(
    db: &Db,
    report: &Report,
    publication: &Publication,
    base: &str,
    today: Date,
    out: W,
) -> Result<W, Fault> {
    let mut package = Packing { zip: zip::ZipWriter::new(out), options: options(publication) };
    let resources = vec![
        package.table("claims", CLAIMS, |rows| claims(db, publication, rows))?,
        package.table("themes", THEMES, |rows| themes(db, publication, rows))?,
        package.table("quotes", QUOTES, |rows| quotes(db, publication, today, rows))?,
        package
            .table("recommendations", RECOMMENDATIONS, |rows| recommendations(db, report, rows))?,
    ];
    let editions = store::editions(db, publication.id)?;
    package.end(&Package {
        name: report.slug.clone(),
        title: editions.first().map(|edition| edition.title.clone()).unwrap_or_default(),
        description: Message::new("data-package").say(kernel::Language::En),
        version: Some(publication.version.to_string()),
        created: Some(publication.published_at.to_string()),
        homepage: Some(format!("{base}/en/reports/{}", report.slug)),
        licenses: Vec::new(),
        resources,
    })
}

/// A package that is being written.
struct Packing<W: Write + Seek> {
    zip: zip::ZipWriter<W>,
    options: zip::write::SimpleFileOptions,
}

impl<W: Write + Seek> Packing<W> {
    fn table(
        &mut self,
        name: &str,
        fields: &Fields,
        rows: impl FnOnce(&mut Rows<'_>) -> Result<(), Fault>,
    ) -> Result<Resource, Fault> {
        let path = format!("{name}.csv");
        self.zip.start_file(&path, self.options).map_err(zip_fault)?;
        let headers: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
        let mut writer = Writer::new(Measured::new(&mut self.zip), &headers)?;
        rows(&mut |row| Ok(writer.row(row.iter().map(Value::cell))?))?;
        let content = writer.finish()?.end();
        let fields = fields.iter().map(|(field, kind)| {
            let about = Message::new(format!("data-{name}-{field}").replace('_', "-"));
            Field::new(field, *kind).described(&about.say(kernel::Language::En))
        });
        let title = Message::new(format!("data-{name}")).say(kernel::Language::En);
        Resource::csv(name, &path, &title, fields.collect(), &content).map_err(other)
    }

    fn end(mut self, package: &Package) -> Result<W, Fault> {
        self.zip.start_file("datapackage.json", self.options).map_err(zip_fault)?;
        self.zip.write_all(write(package).map_err(other)?.as_bytes())?;
        self.zip.finish().map_err(zip_fault)
    }
}

/// The files of a package all bear the day of publication, so that its bytes don't change.
fn options(publication: &Publication) -> zip::write::SimpleFileOptions {
    let day = day(publication.published_at);
    let part = |n: i8| u8::try_from(n).unwrap_or(1);
    let year = u16::try_from(day.year()).unwrap_or(1980).max(1980);
    let moment =
        zip::DateTime::from_date_and_time(year, part(day.month()), part(day.day()), 0, 0, 0);
    zip::write::SimpleFileOptions::default()
        .last_modified_time(moment.unwrap_or_default())
        .unix_permissions(0o644)
}

fn other(problem: impl std::error::Error) -> Fault {
    Fault::Other(problem.to_string())
}

/// What writing met, as it was: a full disk, or no place for one more answer.
fn zip_fault(problem: zip::result::ZipError) -> Fault {
    match problem {
        zip::result::ZipError::Io(problem) => problem.into(),
        problem => other(problem),
    }
}

fn claims(db: &Db, publication: &Publication, rows: &mut Rows<'_>) -> Result<(), Fault> {
    let book = Book::of(db)?;
    let known = known_claims(db, publication)?;
    for edition in store::editions(db, publication.id)? {
        for line in store::lines(db, edition.id)? {
            let Some(claim) = known.get(&line.claim_id) else { continue };
            let told = book.told(About::Claim(claim.id));
            rows(vec![
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
            ])?;
        }
    }
    Ok(())
}

/// What was counted: people, or voices where it is not known of each whose it is.
fn counted(known: bool) -> Value {
    if known { "people" } else { "voices" }.to_owned().into()
}

fn themes(db: &Db, publication: &Publication, rows: &mut Rows<'_>) -> Result<(), Fault> {
    let book = Book::of(db)?;
    for edition in store::editions(db, publication.id)? {
        let document: Document = serde_json::from_str(&edition.document)?;
        for block in document.blocks {
            let Block::Themes(chart) = block else { continue };
            for row in chart.rows {
                let told = book.told(About::Theme(row.theme, document.community));
                rows(vec![
                    edition.language.word().to_owned().into(),
                    chart.title.clone().into(),
                    row.name.into(),
                    told.people.count().into(),
                    told.people.fewer_than().into(),
                    counted(told.known),
                ])?;
            }
        }
    }
    Ok(())
}

fn quotes(
    db: &Db,
    publication: &Publication,
    today: Date,
    rows: &mut Rows<'_>,
) -> Result<(), Fault> {
    let known = known_claims(db, publication)?;
    for edition in store::editions(db, publication.id)? {
        let quotes = store::quotes(db, edition.id)?;
        for (quote, said) in quotes.iter().zip(said(db, &quotes, today)?) {
            let Some(said) = said else { continue };
            let claim = quote.claim_id.and_then(|id| known.get(&id));
            let words = said.words.words();
            rows(vec![
                edition.language.word().to_owned().into(),
                claim.map_or(Value::None, |claim| claim.thread.into()),
                quote.side.word().to_owned().into(),
                words.language.clone().into(),
                words.text.clone().into(),
                words.translation.clone().unwrap_or_default().into(),
                words.who().to_owned().into(),
            ])?;
        }
    }
    Ok(())
}

fn known_claims(db: &Db, publication: &Publication) -> Result<HashMap<ClaimId, Claim>, Fault> {
    let known = store::claims(db, publication.report_id)?;
    Ok(known.into_iter().map(|claim| (claim.id, claim)).collect())
}

fn recommendations(db: &Db, report: &Report, rows: &mut Rows<'_>) -> Result<(), Fault> {
    let replies = recommendation::replies(db, report.id)?;
    for asked in store::recommendations(db, report.id)? {
        let reply = replies.get(&asked.id);
        let replied = reply.map(|reply| reply.received_on.to_string());
        let stance = reply.map(|reply| reply.stance.word().to_owned());
        rows(vec![
            asked.key.into(),
            asked.body.en.into(),
            asked.body.cy.into(),
            asked.text.en.into(),
            asked.text.cy.into(),
            asked.asked_on.to_string().into(),
            replied.unwrap_or_default().into(),
            stance.unwrap_or_default().into(),
        ])?;
    }
    Ok(())
}
