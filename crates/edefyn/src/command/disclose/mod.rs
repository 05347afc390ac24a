//! `edefyn disclose`: tables of two columns of a file, as they may be shown.

mod counted;
mod earlier;
mod ledger;
mod shown;

use super::reading::Reading;
use super::{Outcome, say};
use crate::settings::{Flags, Settings};
use clap::Args;
use counted::{NotRead, headers, read};
use disclosure::{Crossed, NotTogether, Printed, Rules, Threshold, Zeros};
use earlier::{Earlier, Plain};
use interchange::table::{Kind, Options};
use kernel::{Language, Message};
use ledger::Page;
use shown::Shown;
use std::collections::BTreeSet;
use std::error::Error;
use std::io::Read;
use std::path::PathBuf;

#[derive(Args)]
#[command(after_help = "\
Examples:
  edefyn disclose survey.csv --rows age_band --columns safer --threshold 10
  edefyn disclose survey.csv --table age_band,safer --table area,safer
  edefyn disclose survey.csv --table age_band,safer --json > first.json
  edefyn disclose survey.csv --table area,safer --earlier first.json

Each record of the file counts once. A count under the threshold is hidden (zeros are shown), and
further counts until nobody can work the first ones out from those that are left, whatever they
add and subtract. An empty cell is a category of its own. Several tables of one run are protected
together.

A run by itself knows its own tables and no others. Two tables that are each safe can tell a hidden
count together, so name what was printed before with --earlier, or give --data: then a ledger is
kept beside the space (the folder disclosed in it), which names files by a digest and no words, and
every later run on the same file reckons with what was released of it. Where there is a space in
the data folder already, that is done without being asked.

What it can't know, with either: tables that were printed by other means, of another file, or of
this file before it was changed, about the same people; and what people say of themselves.

What it does not do: a row whose only answer is hidden still tells, by its zeros, where that answer
is not (--hide-zeros hides them too); and categories are named as the file has them, so a column of
names is no table.")]
pub(super) struct Disclose {
    /// The file, one record to a row: CSV or a workbook (XLSX, XLS or ODS)
    file: PathBuf,
    /// The column whose values become the rows of the table
    #[arg(long, value_name = "COLUMN", required_unless_present = "table", requires = "columns")]
    rows: Option<String>,
    /// The column whose values become its columns
    #[arg(long, value_name = "COLUMN", requires = "rows")]
    columns: Option<String>,
    /// A table by two columns; may be given several times
    #[arg(long, value_name = "ROWS,COLUMNS")]
    table: Vec<String>,
    /// What was printed before of the same file, as --json wrote it; may be given several times
    #[arg(long, value_name = "FILE")]
    earlier: Vec<PathBuf>,
    /// The smallest count that may be shown, 3 or more
    #[arg(long, value_name = "PEOPLE", default_value_t = Threshold::OUTCOMES.people())]
    threshold: u64,
    /// Hide zeros like any other count under the threshold
    #[arg(long)]
    hide_zeros: bool,
    #[command(flatten)]
    reading: Reading,
    /// The language of the words
    #[arg(long, value_name = "TAG", default_value = "en", value_parser = say::language)]
    language: Language,
    /// Print one line of JSON, with the reason for each hidden figure: for the office and for
    /// --earlier, never for publication, since whoever knows the reasons can work out more
    #[arg(long)]
    json: bool,
}

/// Two columns by their headers.
type Pair = [String; 2];

impl Disclose {
    pub(super) fn run(&self, settings: &Settings, flags: &Flags) -> Outcome {
        let mut file = Vec::new();
        let cannot = |error| format!("{} can't be read: {error}", self.file.display());
        say::open(&self.file)?.read_to_end(&mut file).map_err(cannot)?;
        let threshold = Threshold::new(self.threshold)
            .map_err(|_| self.said(&Message::new("disclose-too-low")))?;
        let zeros = if self.hide_zeros { Zeros::Small } else { Zeros::Safe };
        let rules = Rules { threshold, zeros };

        let options = Options {
            // A row that ends early may have lost an answer.
            short_rows: false,
            ..self.reading.options(&self.file, self.language)?
        };
        let headers =
            headers(file.as_slice(), options).map_err(|problem| self.not_read(problem))?;
        let tables = self.tables(&headers)?;
        let mut page = self.page(settings, flags, &file)?;
        let noted = page.as_ref().map(Page::earlier).unwrap_or_default();
        let given = self.given()?;

        let mut columns: BTreeSet<String> = tables.iter().flatten().cloned().collect();
        for earlier in &given {
            let of = earlier.columns(&Plain, &headers).map_err(|message| self.said(&message))?;
            columns.extend(of);
        }
        for (earlier, page) in noted.iter().filter_map(|one| Some((one, page.as_ref()?))) {
            let of = earlier.columns(page, &headers).map_err(|message| self.said(&message))?;
            columns.extend(of);
        }
        // In the order of the file.
        let columns: Vec<String> =
            headers.iter().filter(|header| columns.contains(*header)).cloned().collect();
        let counted =
            read(file.as_slice(), options, &columns).map_err(|problem| self.not_read(problem))?;

        let mut printed: Vec<Printed> = Vec::new();
        for earlier in &given {
            let fit = earlier.fit(&Plain, &headers, &counted, rules);
            printed.push(fit.map_err(|message| self.said(&message))?);
        }
        for (earlier, page) in noted.iter().filter_map(|one| Some((one, page.as_ref()?))) {
            let fit = earlier.fit(page, &headers, &counted, rules);
            printed.push(fit.map_err(|message| self.said(&message))?);
        }
        let place = |name: &String| counted.column(name).unwrap_or_default();
        let crossed: Vec<Crossed> = tables
            .iter()
            .map(|[rows, columns]| Crossed { rows: place(rows), columns: place(columns) })
            .collect();
        let shown = Shown::of(counted, rules, &crossed, &printed).map_err(|problem| {
            let message = match problem {
                NotTogether::Ring => Message::new("disclose-ring"),
                NotTogether::Unprotectable(_) if !printed.is_empty() => {
                    Message::new("disclose-told-already")
                }
                NotTogether::DoesNotFit(_) => Message::new("disclose-earlier-small"),
                other => return Box::<dyn Error>::from(other),
            };
            self.said(&message).into()
        })?;
        if let Some(page) = &mut page {
            // Before it is told: what can't be noted must not be.
            page.note(&shown.released()).map_err(|error| self.ledger_fault(&error))?;
        }
        self.tell(&shown, printed.len(), page.is_some())
    }

    fn tell(&self, shown: &Shown, earlier: usize, noted: bool) -> Outcome {
        if self.json {
            say::json(&shown.json(self.language))?;
            return Ok(());
        }
        print!("{}", shown.text(self.language));
        if earlier > 0 {
            let message = Message::new("disclose-reckoned").with("tables", earlier);
            println!("{}", self.said(&message));
        }
        if noted {
            println!("{}", self.said(&Message::new("disclose-noted")));
        }
        Ok(())
    }

    /// The tables that are asked for, none twice.
    fn tables(&self, headers: &[String]) -> Result<Vec<Pair>, String> {
        let mut tables = Vec::new();
        if let (Some(rows), Some(columns)) = (&self.rows, &self.columns) {
            tables.push([rows.clone(), columns.clone()]);
        }
        for given in &self.table {
            tables.push(pair(given, headers).ok_or_else(|| {
                let message = Message::new("disclose-no-table").with("given", given.as_str());
                self.said(&message.with("columns", headers.join(", ")))
            })?);
        }
        for column in tables.iter().flatten() {
            if !headers.contains(column) {
                return Err(self.said(&say::no_column(column, headers)));
            }
        }
        let mut seen = BTreeSet::new();
        tables.retain(|table| seen.insert(table.clone()));
        Ok(tables)
    }

    /// What was printed before, of the files that were named.
    fn given(&self) -> Result<Vec<Earlier>, String> {
        let mut all = Vec::new();
        for path in &self.earlier {
            let mut text = String::new();
            let source = path.display().to_string();
            let read = say::open(path)?.read_to_string(&mut text);
            let unreadable = || Message::new("disclose-earlier-unreadable");
            let read = read.map_err(|_| unreadable().with("file", source.as_str()));
            let found = read.and_then(|_| earlier::read(&source, &text));
            all.extend(found.map_err(|message| self.said(&message))?);
        }
        Ok(all)
    }

    /// The page of the ledger, where there is a space or a place for one was named.
    fn page(
        &self,
        settings: &Settings,
        flags: &Flags,
        file: &[u8],
    ) -> Result<Option<Page>, String> {
        let is_named = settings
            .sources(flags)
            .iter()
            .any(|(name, _, source)| (name == "data" || name == "database") && source != "default");
        if !is_named && !settings.data.join("space.db").exists() {
            return Ok(None);
        }
        let page = Page::open(&settings.data.join("disclosed"), file);
        page.map(Some).map_err(|error| self.ledger_fault(&error))
    }

    fn ledger_fault(&self, error: &std::io::Error) -> String {
        self.said(&Message::new("disclose-ledger").with("why", error.to_string()))
    }

    fn not_read(&self, problem: NotRead) -> String {
        match problem {
            NotRead::Refused(message) => self.said(&message),
            NotRead::Rows(problems) => {
                let said = |kind: &Kind| say::table_fault(*kind, self.language);
                say::refused(&self.file, &problems, self.language, said)
            }
        }
    }

    fn said(&self, message: &Message) -> String {
        message.say(self.language)
    }
}

/// Two columns parted by a comma (or a colon, for columns that have commas in their names), at the
/// first place that leaves a column on either side.
fn pair(given: &str, headers: &[String]) -> Option<Pair> {
    let known = |name: &str| headers.iter().find(|header| *header == name.trim()).cloned();
    let parted = given.match_indices([',', ':']).find_map(|(at, mark)| {
        let (rows, columns) = (given.get(..at)?, given.get(at + mark.len()..)?);
        Some([known(rows)?, known(columns)?])
    });
    // One that is not there is named by itself.
    parted.or_else(|| {
        let (rows, columns) = given.split_once(',')?;
        let pair = [rows, columns].map(|name| name.trim().to_owned());
        (!columns.contains(',') && pair.iter().all(|name| !name.is_empty())).then_some(pair)
    })
}
