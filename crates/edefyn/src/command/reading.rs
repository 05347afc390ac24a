//! How a table is to be read: what every command that reads one can be told.

use super::say;
use clap::Args;
use interchange::table::{self, Delimiter, Encoding, Options, Quotes, Table};
use kernel::{Language, Message};
use std::fs::File;
use std::path::Path;

/// The words of all choices, for the help and for refusals.
const ENCODINGS: &str = "guess, utf8, utf16-le, utf16-be, windows1252, mac-roman";
const DELIMITERS: &str = "comma, semicolon, tab, pipe";

#[derive(Args)]
pub(super) struct Reading {
    /// How a text file is stored: guess, utf8, utf16-le, utf16-be, windows1252 or mac-roman; a
    /// guess is named
    #[arg(long, value_name = "ENCODING", default_value = "guess", value_parser = encoding)]
    encoding: Encoding,
    /// What parts the cells of a text file: comma, semicolon, tab or pipe [default: the one of its
    /// header line]
    #[arg(long, value_name = "SIGN", value_parser = delimiter)]
    delimiter: Option<Delimiter>,
    /// Quotation marks are part of the words, and stand around no cells
    #[arg(long)]
    quotes_in_words: bool,
    /// The sheet of a workbook (XLSX, XLS or ODS), by its name or number [default: the first that
    /// is not hidden]
    #[arg(long, value_name = "SHEET")]
    sheet: Option<String>,
}

fn encoding(word: &str) -> Result<Encoding, String> {
    Encoding::from_word(word).ok_or_else(|| format!("choose {ENCODINGS}"))
}

fn delimiter(word: &str) -> Result<Delimiter, String> {
    Delimiter::from_word(word).ok_or_else(|| format!("choose {DELIMITERS}"))
}

impl Reading {
    /// How to read `file`. What had to be guessed is said on standard error.
    ///
    /// # Errors
    /// A sentence when the file can't be opened or has no such sheet.
    pub(super) fn options(&self, file: &Path, language: Language) -> Result<Options, String> {
        let quotes = if self.quotes_in_words { Quotes::InWords } else { Quotes::AroundCells };
        let (encoding, delimiter) = (self.encoding, self.delimiter);
        let options = Options { encoding, delimiter, quotes, ..Options::as_brought() };
        let sheet = match &self.sheet {
            Some(wanted) => Some(sheet(file, wanted, options, language)?),
            None => None,
        };
        // A header line that can't be read is told of by whoever reads on.
        if let Ok(table) = Table::open(say::open(file)?, options)
            && let (true, Some(encoding)) = (table.encoding_is_guessed(), table.encoding())
        {
            let said = Message::new("file-guessed").with("encoding", encoding.name());
            eprintln!("{}: {}", file.display(), said.say(language));
        }
        Ok(Options { sheet, ..options })
    }
}

/// The number of the sheet with this name, or with this number from 1.
fn sheet(file: &Path, wanted: &str, options: Options, language: Language) -> Result<usize, String> {
    let source: File = say::open(file)?;
    let sheets = table::sheets(source, options).map_err(|kind| say::table_fault(kind, language))?;
    let named = sheets.iter().position(|sheet| sheet == wanted);
    let number = || wanted.parse().ok().and_then(|number: usize| number.checked_sub(1));
    named.or_else(number).filter(|number| *number < sheets.len()).ok_or_else(|| {
        let message = match sheets.is_empty() {
            true => Message::new("file-no-sheets"),
            false => Message::new("file-no-sheet").with("sheets", sheets.join(", ")),
        };
        message.with("sheet", wanted).say(language)
    })
}
