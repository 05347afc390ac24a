//! Tables that people bring: CSV in any common encoding and delimiter, and workbooks (XLSX, XLS,
//! ODS). Read row by row, every fault placed, no words changed.
//!
//! ```
//! use interchange::table::{Options, Table};
//!
//! let file = "ref;words\n1;\"Two buses, then none\"\n".as_bytes();
//! let mut table = Table::open(file, Options::default()).unwrap();
//! assert_eq!(table.headers(), ["ref", "words"]);
//! let row = table.next().unwrap().unwrap();
//! assert_eq!((row.line, row.get(1)), (2, Some("Two buses, then none")));
//! ```

mod book;
mod cell;
mod decode;
mod delimiter;
mod encoding;
mod parse;
mod problem;
mod read;
mod sheet;
mod sparse;

pub use book::sheets;
pub use cell::CellError;
pub use delimiter::Delimiter;
pub use encoding::Encoding;
pub use problem::{Kind, Problem, Problems, Remedy};
pub use read::{Row, Table};

/// How to read a table, and how much of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// The encoding of a text file where no byte-order mark says otherwise.
    pub encoding: Encoding,
    /// What separates cells; guessed from the header line when none is given.
    pub delimiter: Option<Delimiter>,
    /// What quotation marks are.
    pub quotes: Quotes,
    /// Whether a row may have fewer cells than the header: the rest of it is empty then. Some
    /// spreadsheets leave out what is empty at the end; but a line end in words that are not
    /// quoted makes such rows too.
    pub short_rows: bool,
    /// Whether columns after the last header are left out, as long as nothing is in them.
    /// Spreadsheets write them for columns that were once used.
    pub unnamed_columns: bool,
    /// Which sheet of a workbook, from 0; none for the first that is not hidden.
    pub sheet: Option<usize>,
    /// The whole file's limit, in bytes as stored.
    pub file_bytes: u64,
    /// A workbook's limit, in bytes as stored and unpacked; it is held in memory while it is read.
    pub book_bytes: u64,
    /// How many cells a sheet may have between its first and its last.
    pub cells: u64,
    /// One cell's limit, in bytes of UTF-8.
    pub cell_bytes: usize,
    /// One row's limit, in bytes of UTF-8.
    pub row_bytes: usize,
    /// How many columns there may be.
    pub columns: usize,
}

/// One GiB, workbooks of 256 MiB and four million cells, cells of 1 MiB, rows of 16 MiB, 1,000
/// columns; UTF-8, the delimiter guessed, quotation marks around cells, every row as long as the
/// header and every column named.
impl Default for Options {
    fn default() -> Self {
        Self {
            encoding: Encoding::Utf8,
            delimiter: None,
            quotes: Quotes::AroundCells,
            short_rows: false,
            unnamed_columns: false,
            sheet: None,
            file_bytes: 1 << 30,
            book_bytes: 1 << 28,
            cells: 4_000_000,
            cell_bytes: 1 << 20,
            row_bytes: 1 << 24,
            columns: 1_000,
        }
    }
}

impl Options {
    /// For files as people have them: the encoding guessed, rows that end early and unused columns
    /// at the end.
    pub fn as_brought() -> Self {
        Self {
            encoding: Encoding::Guess,
            short_rows: true,
            unnamed_columns: true,
            ..Self::default()
        }
    }
}

/// What quotation marks are in a text file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quotes {
    /// A cell that begins with one ends with one, and stands between them, as RFC 4180 has it.
    /// Words after its end are a fault, since taking the marks away would change them.
    #[default]
    AroundCells,
    /// They are part of the words, like any other character.
    InWords,
}
