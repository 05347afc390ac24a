//! How a file is to be read: what somebody chose on a page, and what the file turned out to be.

use interchange::table::{Delimiter, Encoding, Options, Quotes, Table};
use kernel::Message;
use serde::Deserialize;
use std::io::Read;
use web::{Choice, Page};

/// What somebody chose, as forms and addresses carry it; empty where nothing was chosen.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Reading {
    pub(crate) encoding: String,
    pub(crate) delimiter: String,
    /// `words` when quotation marks are part of the words.
    pub(crate) quotes: String,
    /// The number of the sheet, from 1.
    pub(crate) sheet: String,
}

/// What a file turned out to be.
pub(crate) struct Found {
    encoding: Option<Encoding>,
    guessed: bool,
    delimiter: Option<Delimiter>,
    sheet: Option<String>,
}

impl Reading {
    /// What a form has in its fields.
    pub(crate) fn of(field: impl Fn(&str) -> String) -> Self {
        let [encoding, delimiter, quotes, sheet] =
            ["encoding", "delimiter", "quotes", "sheet"].map(field);
        Self { encoding, delimiter, quotes, sheet }
    }

    pub(crate) fn quotes_in_words(&self) -> bool {
        self.quotes == "words"
    }

    fn encoding(&self) -> Encoding {
        Encoding::from_word(&self.encoding).unwrap_or(Encoding::Guess)
    }

    pub(crate) fn options(&self) -> Options {
        let quotes = if self.quotes_in_words() { Quotes::InWords } else { Quotes::AroundCells };
        Options {
            encoding: self.encoding(),
            delimiter: Delimiter::from_word(&self.delimiter),
            quotes,
            sheet: self.sheet.parse().ok().and_then(|sheet: usize| sheet.checked_sub(1)),
            ..Options::as_brought()
        }
    }

    /// The choice as the end of an address, with nothing in it that is no choice.
    pub(crate) fn query(&self) -> String {
        let mut parts = Vec::new();
        if self.encoding() != Encoding::Guess {
            parts.push(format!("encoding={}", self.encoding().word()));
        }
        if let Some(delimiter) = Delimiter::from_word(&self.delimiter) {
            parts.push(format!("delimiter={}", delimiter.word()));
        }
        if self.quotes_in_words() {
            parts.push("quotes=words".to_owned());
        }
        if let Ok(sheet) = self.sheet.parse::<usize>() {
            parts.push(format!("sheet={sheet}"));
        }
        if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
    }

    /// The encodings; none of a workbook, which has its own.
    pub(crate) fn encodings(&self, page: &Page, found: Option<&Found>) -> Vec<Choice> {
        let chosen = self.encoding().word();
        let text = |encoding: Encoding| match (encoding, found.and_then(|found| found.encoding)) {
            (Encoding::Guess, Some(found)) if chosen == Encoding::Guess.word() => {
                page.t1("import-encoding-found", "name", found.name())
            }
            (Encoding::Guess, _) => page.t("import-encoding-find"),
            (Encoding::Utf16Le, _) => page.t("import-encoding-utf16-le"),
            (Encoding::Utf16Be, _) => page.t("import-encoding-utf16-be"),
            (encoding, _) => encoding.name().to_owned(),
        };
        if found.is_some_and(|found| found.encoding.is_none()) {
            return Vec::new();
        }
        let choice = |encoding: Encoding| Choice::new(encoding.word(), text(encoding), chosen);
        Encoding::ALL.into_iter().map(choice).collect()
    }

    /// The signs that part cells; none of a workbook.
    pub(crate) fn delimiters(&self, page: &Page, found: Option<&Found>) -> Vec<Choice> {
        let chosen = Delimiter::from_word(&self.delimiter).map_or("", Delimiter::word);
        let word = |delimiter: Delimiter| page.t(&format!("import-delimiter-{}", delimiter.word()));
        if found.is_some_and(|found| found.encoding.is_none()) {
            return Vec::new();
        }
        let first = match found.and_then(|found| found.delimiter) {
            Some(found) if chosen.is_empty() => {
                page.t1("import-delimiter-found", "name", word(found))
            }
            _ => page.t("import-delimiter-find"),
        };
        let mut choices = vec![Choice::new("", first, chosen)];
        let choice = |delimiter: Delimiter| Choice::new(delimiter.word(), word(delimiter), chosen);
        choices.extend(Delimiter::ALL.into_iter().map(choice));
        choices
    }

    /// The sheets of a workbook, the one that is read chosen.
    pub(crate) fn sheets(&self, sheets: &[String], found: Option<&Found>) -> Vec<Choice> {
        let read = found.and_then(|found| found.sheet.as_ref());
        let read = read.and_then(|read| sheets.iter().position(|sheet| sheet == read));
        let chosen = read.map_or_else(|| self.sheet.clone(), |read| (read + 1).to_string());
        let choice = |(number, sheet): (u32, &String)| {
            Choice::new(number.to_string(), sheet.clone(), &chosen)
        };
        (1..).zip(sheets).map(choice).collect()
    }
}

impl Found {
    pub(crate) fn of<R: Read>(table: &Table<R>) -> Self {
        Self {
            encoding: table.encoding(),
            guessed: table.encoding_is_guessed(),
            delimiter: table.delimiter(),
            sheet: table.sheet().map(str::to_owned),
        }
    }

    /// That the encoding was only guessed, and what to look at.
    pub(crate) fn guessed(&self) -> Option<Message> {
        let encoding = self.encoding.filter(|_| self.guessed)?;
        Some(Message::new("import-encoding-guessed").with("name", encoding.name()))
    }
}
