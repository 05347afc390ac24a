//! Tables that people bring: CSV of any common encoding and delimiter, read row by row, every fault placed.
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

mod decode;
mod problem;
mod read;

pub use decode::Encoding;
pub use problem::{Kind, Problem, Problems, Remedy};
pub use read::{Row, Table};

/// How to read a table, and how much of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// The encoding to assume where no byte-order mark says otherwise.
    pub encoding: Encoding,
    /// What separates cells; guessed from the header line when none is given.
    pub delimiter: Option<Delimiter>,
    /// The whole file's limit, in bytes as stored.
    pub file_bytes: u64,
    /// One cell's limit, in bytes of UTF-8.
    pub cell_bytes: usize,
    /// One row's limit, in bytes of UTF-8.
    pub row_bytes: usize,
    /// How many columns there may be.
    pub columns: usize,
}

/// One GiB, cells of 1 MiB, rows of 16 MiB, 1,000 columns, UTF-8, the delimiter guessed.
impl Default for Options {
    fn default() -> Self {
        Self {
            encoding: Encoding::Utf8,
            delimiter: None,
            file_bytes: 1 << 30,
            cell_bytes: 1 << 20,
            row_bytes: 1 << 24,
            columns: 1_000,
        }
    }
}

/// What separates the cells of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`, as spreadsheets write where the comma is the decimal sign.
    Semicolon,
    /// A tab.
    Tab,
}

impl Delimiter {
    fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
        }
    }

    /// The one that stands most often in the first line of `text`, outside quotes.
    fn sniff(text: &[u8]) -> Self {
        let mut quoted = false;
        let (mut comma, mut semicolon, mut tab) = (0, 0, 0);
        for byte in text {
            match byte {
                b'"' => quoted = !quoted,
                _ if quoted => {}
                b'\n' | b'\r' => break,
                b',' => comma += 1,
                b';' => semicolon += 1,
                b'\t' => tab += 1,
                _ => {}
            }
        }
        match (comma, semicolon, tab) {
            (comma, semicolon, tab) if tab > comma && tab >= semicolon => Self::Tab,
            (comma, semicolon, _) if semicolon > comma => Self::Semicolon,
            _ => Self::Comma,
        }
    }
}
