//! Tables that people take away: CSV that a spreadsheet opens without running or changing anything.
//!
//! A cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return would be a formula to a
//! spreadsheet (OWASP, "CSV Injection",
//! <https://owasp.org/www-community/attacks/CSV_Injection>), and of a long number or one that
//! begins with a nought, as references do, it would keep only the first digits or leave out the
//! nought. So such text gets an apostrophe before it. Numbers are left alone. [`Writer::guarded`]
//! says how many cells were guarded, so that nobody takes the marks for somebody's words, and
//! [`unguarded`] takes the guard off again without loss.
//!
//! Lines end as RFC 4180 says. The bytes are UTF-8 with a byte-order mark, without which
//! spreadsheets take them for another encoding. See
//! `docs/decisions/0013-files-of-other-programs.md`.

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
    guarded: u64,
}

impl<W: Write> Writer<W> {
    /// Begins a table with its header line.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn new(mut out: W, headers: &[&str]) -> io::Result<Self> {
        out.write_all("\u{feff}".as_bytes())?;
        let inner = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        let mut writer = Self { inner, guarded: 0 };
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
                Cell::Text(text) => {
                    let text = guarded(text);
                    self.guarded += u64::from(matches!(text, Cow::Owned(_)));
                    self.inner.write_field(text.as_bytes())?;
                }
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

    /// How many cells have an apostrophe before them that is not theirs.
    pub fn guarded(&self) -> u64 {
        self.guarded
    }

    /// Writes what is still held back, and gives the output back.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn finish(self) -> io::Result<W> {
        self.inner.into_inner().map_err(|error| io::Error::from(error.error().kind()))
    }
}

/// `text` as it is written: with an apostrophe before it where a spreadsheet would run it or keep
/// another number. Text
/// that already has apostrophes there gets one more, so that none is lost on the way back.
pub fn guarded(text: &str) -> Cow<'_, str> {
    match would_change(text.trim_start_matches('\'')) {
        true => Cow::Owned(format!("'{text}")),
        false => Cow::Borrowed(text),
    }
}

/// `text` as it was before [`guarded`].
pub fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if would_change(rest.trim_start_matches('\'')) => rest,
        _ => text,
    }
}

/// The most digits that a spreadsheet shows of a number.
const DIGITS: usize = 11;

/// Whether a spreadsheet would make something else of `text`: run it, or keep another number.
fn would_change(text: &str) -> bool {
    let number = text.bytes().all(|byte| byte.is_ascii_digit());
    let long = text.len() > DIGITS || (text.len() > 1 && text.starts_with('0'));
    text.starts_with(['=', '+', '-', '@', '\t', '\r']) || (number && long)
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
    fn what_a_spreadsheet_would_run_or_change_is_guarded() {
        let long = "123456789012";
        for text in ["=1+1", "+44 1597", "-lots", "@SUM(A1)", "\tx", "\rx", "'=1", "007", long] {
            assert_eq!(guarded(text), format!("'{text}"));
        }
        for text in ["", "words", "it's", "'tis", " =1", "1-2", "0", "12345678901", "1e400"] {
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
            "\u{feff}ref,words,count\r\na,\"He said \"\"no\"\",\nthen left\",-5\r\n'=b,,\r\n"
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
            rows in prop::collection::vec(prop::array::uniform3("[-=+@'\"a0;,\r\n\t ŵ]{0,6}|[0-9]{0,14}"), 0..8),
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
