//! What was printed before: read from what this command wrote, and held against the file.

use super::counted::Counted;
use super::shown::names;
use disclosure::{Crossed, Printed, Rules, Zeros};
use kernel::{Language, Message};
use serde::Deserialize;
use serde_json::Deserializer;

/// One table that was printed, from whatever source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Earlier {
    /// Where that is written, for sentences.
    pub(super) source: String,
    pub(super) threshold: u64,
    pub(super) hide_zeros: bool,
    pub(super) rows: String,
    pub(super) columns: String,
    /// The values of the rows and of the columns as they may be written: one list for each language.
    pub(super) values: [Vec<String>; 2],
    /// Row by row, the totals first; none where a figure was hidden.
    pub(super) figures: Vec<Option<u64>>,
}

/// How columns and values are named where a table is written.
pub(super) trait Naming {
    /// A column.
    fn column(&self, name: &str) -> String;
    /// The values of a column, in each way in which they may be written.
    fn values(&self, column: &str, values: &[String]) -> Vec<Vec<String>>;
}

/// By their own names, as they are printed.
pub(super) struct Plain;

impl Naming for Plain {
    fn column(&self, name: &str) -> String {
        name.to_owned()
    }

    fn values(&self, _: &str, values: &[String]) -> Vec<Vec<String>> {
        [Language::En, Language::Cy].map(|language| names(values, language)).to_vec()
    }
}

/// One line of what `--json` prints.
#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
    Several { threshold: u64, hide_zeros: bool, tables: Vec<Table> },
    One(Box<Alone>),
}

#[derive(Deserialize)]
struct Alone {
    threshold: u64,
    #[serde(default)]
    hide_zeros: bool,
    #[serde(flatten)]
    table: Table,
}

#[derive(Deserialize)]
struct Table {
    rows: String,
    columns: String,
    row_categories: Vec<String>,
    column_categories: Vec<String>,
    cells: Vec<Vec<Option<u64>>>,
    row_totals: Vec<Option<u64>>,
    column_totals: Vec<Option<u64>>,
    total: Option<u64>,
}

/// Reads the lines of JSON that this command printed.
///
/// # Errors
/// A sentence where they are anything else.
pub(super) fn read(source: &str, text: &str) -> Result<Vec<Earlier>, Message> {
    let unreadable = || Message::new("disclose-earlier-unreadable").with("file", source);
    let mut all = Vec::new();
    for line in Deserializer::from_str(text).into_iter::<Line>() {
        let (threshold, hide_zeros, tables) = match line.map_err(|_| unreadable())? {
            Line::Several { threshold, hide_zeros, tables } => (threshold, hide_zeros, tables),
            Line::One(alone) => (alone.threshold, alone.hide_zeros, vec![alone.table]),
        };
        for table in tables {
            let figures = table.figures().ok_or_else(unreadable)?;
            all.push(Earlier {
                source: source.to_owned(),
                threshold,
                hide_zeros,
                rows: table.rows,
                columns: table.columns,
                values: [table.row_categories, table.column_categories],
                figures,
            });
        }
    }
    if all.is_empty() { Err(unreadable()) } else { Ok(all) }
}

impl Table {
    /// Every figure, row by row, the totals first; none where there are not as many as categories.
    fn figures(&self) -> Option<Vec<Option<u64>>> {
        let (rows, columns) = (self.row_categories.len(), self.column_categories.len());
        let fits = self.cells.len() == rows
            && self.row_totals.len() == rows
            && self.column_totals.len() == columns
            && self.cells.iter().all(|row| row.len() == columns);
        let mut figures = vec![self.total];
        figures.extend(&self.column_totals);
        for (total, row) in self.row_totals.iter().zip(&self.cells) {
            figures.push(*total);
            figures.extend(row);
        }
        fits.then_some(figures)
    }
}

impl Earlier {
    /// The headers of its two columns.
    ///
    /// # Errors
    /// A sentence where the file has no such column.
    pub(super) fn columns(
        &self,
        naming: &impl Naming,
        headers: &[String],
    ) -> Result<[String; 2], Message> {
        let find = |wanted: &String| {
            let found = headers.iter().find(|header| naming.column(header) == *wanted);
            found.cloned().ok_or_else(|| self.refused("disclose-earlier-column", wanted))
        };
        Ok([find(&self.rows)?, find(&self.columns)?])
    }

    /// The table as one of what was counted.
    ///
    /// # Errors
    /// A sentence where it is not one of these records, or not under these rules.
    pub(super) fn fit(
        &self,
        naming: &impl Naming,
        headers: &[String],
        counted: &Counted,
        rules: Rules,
    ) -> Result<Printed, Message> {
        if self.threshold != rules.threshold.people()
            || self.hide_zeros != (rules.zeros == Zeros::Small)
        {
            let zeros = if self.hide_zeros { "hidden" } else { "shown" };
            let message = Message::new("disclose-earlier-rules").with("file", self.source.as_str());
            return Err(message.with("threshold", self.threshold).with("zeros", zeros));
        }
        let mut places = [0, 0];
        let columns = self.columns(naming, headers)?;
        for ((column, written), place) in columns.iter().zip(&self.values).zip(&mut places) {
            *place = counted.column(column).unwrap_or_default();
            if !naming.values(column, counted.values(*place)).contains(written) {
                return Err(self.refused("disclose-earlier-values", column));
            }
        }
        let table = Crossed { rows: places[0], columns: places[1] };
        let figures = counted.figures(table);
        let is_same = |(was, is): (&Option<u64>, &u64)| was.is_none_or(|was| was == *is);
        if figures.len() != self.figures.len() || !self.figures.iter().zip(&figures).all(is_same) {
            return Err(self.refused("disclose-earlier-figures", &columns.join(" × ")));
        }
        Ok(Printed { table, shown: self.figures.iter().map(Option::is_some).collect() })
    }

    fn refused(&self, key: &'static str, what: &str) -> Message {
        Message::new(key).with("file", self.source.as_str()).with("what", what)
    }
}
