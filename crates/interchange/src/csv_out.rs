//! Tables that people take away: CSV that a spreadsheet opens without running anything in it.
//!
//! A cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return would be a formula to a
//! spreadsheet, so text that begins so gets an apostrophe before it (OWASP, "CSV Injection",
//! <https://owasp.org/www-community/attacks/CSV_Injection>). Numbers are left alone. The guard
//! can be taken off again without loss by [`unguarded`]. Lines end as RFC 4180 says; the bytes
//! are UTF-8 with no byte-order mark.

use std::borrow::Cow;
use std::io::{self, Write};

/// What goes into one cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Text, guarded.
    Text(&'a str),
    /// A whole number.
    Number(i64),
    /// Nothing.
    Empty,
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Cell<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(cell: Option<T>) -> Self {
        cell.map_or(Self::Empty, Into::into)
    }
}

/// Writes a table row by row.
pub struct Writer<W: Write> {
    inner: csv::Writer<W>,
}

impl<W: Write> Writer<W> {
    /// Begins a table with its header line.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn new(out: W, headers: &[&str]) -> io::Result<Self> {
        let inner = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        let mut writer = Self { inner };
        writer.row(headers.iter().map(|header| Cell::Text(header)))?;
        Ok(writer)
    }

    /// Writes a row, which must have as many cells as there are headers.
    ///
    /// # Errors
    /// Those of `out`, and `InvalidData` for a row of another length.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = Cell<'a>>) -> io::Result<()> {
        for cell in cells {
            match cell {
                Cell::Text(text) => self.inner.write_field(guarded(text).as_bytes())?,
                Cell::Number(number) => self.inner.write_field(number.to_string())?,
                Cell::Empty => self.inner.write_field("")?,
            }
        }
        self.inner.write_record(None::<&[u8]>).map_err(|error| match error.kind() {
            csv::ErrorKind::UnequalLengths { .. } => {
                io::Error::new(io::ErrorKind::InvalidData, error)
            }
            _ => io::Error::from(error),
        })
    }

    /// Writes what is still held back, and gives the output back.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn finish(self) -> io::Result<W> {
        self.inner.into_inner().map_err(|error| io::Error::from(error.error().kind()))
    }
}

/// `text` as it is written: with an apostrophe before it where a spreadsheet would run it. Text
/// that already has apostrophes there gets one more, so that none is lost on the way back.
pub fn guarded(text: &str) -> Cow<'_, str> {
    match is_formula(text.trim_start_matches('\'')) {
        true => Cow::Owned(format!("'{text}")),
        false => Cow::Borrowed(text),
    }
}

/// `text` as it was before [`guarded`].
pub fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_formula(rest.trim_start_matches('\'')) => rest,
        _ => text,
    }
}

fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Options, Table};
    use proptest::prelude::*;

    fn written(headers: &[&str], rows: &[Vec<Cell<'_>>]) -> String {
        let mut writer = Writer::new(Vec::new(), headers).unwrap();
        for row in rows {
            writer.row(row.iter().copied()).unwrap();
        }
        String::from_utf8(writer.finish().unwrap()).unwrap()
    }

    #[test]
    fn a_formula_is_kept_from_running() {
        for text in ["=1+1", "+44 1597", "-lots", "@SUM(A1)", "\tx", "\rx", "'=1"] {
            assert_eq!(guarded(text), format!("'{text}"));
        }
        for text in ["", "words", "it's", "'tis", " =1", "1-2"] {
            assert_eq!(guarded(text), text);
        }
    }

    #[test]
    fn a_table_is_quoted_where_it_must_be() {
        let found = written(
            &["ref", "words", "count"],
            &[
                vec!["a".into(), "He said \"no\",\nthen left".into(), Cell::Number(-5)],
                vec!["=b".into(), Cell::Empty, Cell::Empty],
            ],
        );
        assert_eq!(
            found,
            "ref,words,count\r\na,\"He said \"\"no\"\",\nthen left\",-5\r\n'=b,,\r\n"
        );
    }

    #[test]
    fn a_row_of_another_length_is_refused() {
        let mut writer = Writer::new(Vec::new(), &["a", "b"]).unwrap();
        let error = writer.row([Cell::Number(1)]).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidData);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            rows in prop::collection::vec(prop::array::uniform3("[-=+@'\"a;,\r\n\t ŵ]{0,6}"), 0..8),
        ) {
            let cells: Vec<Vec<Cell<'_>>> =
                rows.iter().map(|row| row.iter().map(|cell| Cell::Text(cell)).collect()).collect();
            let file = written(&["a", "b", "c"], &cells);
            let table = Table::open(file.as_bytes(), Options::default()).unwrap();
            let read: Vec<Vec<String>> = table
                .map(|row| row.unwrap().cells().map(|cell| unguarded(cell).to_owned()).collect())
                .collect();
            prop_assert_eq!(read, rows.iter().map(|row| row.to_vec()).collect::<Vec<_>>());
        }
    }
}
