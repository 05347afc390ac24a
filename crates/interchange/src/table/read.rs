//! Reading a table row by row, naming the line and column of each fault.

use std::collections::{HashMap, HashSet};
use std::io::{Chain, Cursor, Read};

use super::book;
use super::cell::CellError;
use super::decode::Decoded;
use super::parse::Parser;
use super::sheet::Sheet;
use super::{Delimiter, Encoding, Kind, Options, Problem};

/// A table being read. Iterating gives each row, or what is wrong with it; after a fault in one
/// row the next rows still come. Empty lines are passed over.
pub struct Table<R> {
    rows: Rows<R>,
    options: Options,
    headers: Vec<String>,
    /// The columns whose cells may hold no error; all of them when not said.
    used: Option<Vec<usize>>,
}

/// Where the rows come from.
enum Rows<R> {
    Text(Box<Lines<R>>),
    Book(Sheet),
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line on which it begins, or its number in a sheet, from 1.
    pub line: u64,
    pub(super) text: String,
    pub(super) ends: Vec<usize>,
    pub(super) errors: HashMap<usize, CellError>,
}

impl Row {
    /// The cell in `column`, from 0.
    pub fn get(&self, column: usize) -> Option<&str> {
        let end = *self.ends.get(column)?;
        let start = match column.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        self.text.get(start..end)
    }

    /// The cells in order.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).filter_map(|column| self.get(column))
    }

    /// Whether there is nothing in any cell.
    pub fn is_blank(&self) -> bool {
        self.errors.is_empty() && self.text.trim().is_empty()
    }

    /// Gives the row `columns` cells; says how many it has when that can't be done: when those
    /// beyond hold something, or there are fewer and it may not be `short`.
    fn fit(&mut self, columns: usize, short: bool, unnamed: bool) -> Result<(), usize> {
        let found = self.ends.len();
        if (found < columns && !short) || (found > columns && !unnamed) {
            return Err(found);
        }
        let beyond = (columns..found).any(|column| {
            self.errors.contains_key(&column)
                || self.get(column).is_some_and(|cell| !cell.trim().is_empty())
        });
        if beyond {
            return Err(found);
        }
        self.ends.resize(columns, self.text.len());
        let end = self.ends.last().copied().unwrap_or(0);
        self.text.truncate(end);
        Ok(())
    }
}

impl<R: Read> Table<R> {
    /// Reads the header line: the first that is not blank. Headers lose the blanks around them,
    /// and headers that are repeated are numbered:
    /// `comment (1)`, `comment (2)`, so that each column has one name and none has two.
    ///
    /// # Errors
    /// Everything that is wrong with the header line: empty headers each with their position, or
    /// the one fault that keeps it from being read.
    pub fn open(mut source: R, options: Options) -> Result<Self, Vec<Problem>> {
        let at_start = |kind| vec![Problem { line: 1, column: None, kind }];
        let start = book::start(&mut source).map_err(at_start)?;
        let rows = if book::is_book(&start) {
            let bytes = book::whole(start, source, &options).map_err(at_start)?;
            Rows::Book(Sheet::open(bytes, &options).map_err(at_start)?)
        } else {
            let lines = Lines::open(Cursor::new(start).chain(source), options);
            Rows::Text(Box::new(lines.map_err(at_start)?))
        };
        let mut table = Self { rows, options, headers: Vec::new(), used: None };
        let row = loop {
            match table.read() {
                Some(Ok(row)) if row.is_blank() => {}
                Some(row) => break row.map_err(|problem| vec![problem])?,
                None => return Err(at_start(Kind::Empty)),
            }
        };
        let mut headers: Vec<String> = row.cells().map(|cell| cell.trim().to_owned()).collect();
        if options.unnamed_columns || table.sheet().is_some() {
            let last = headers.iter().rposition(|header| !header.is_empty());
            headers.truncate(last.map_or(0, |last| last + 1));
        }
        let unnamed = (1..).zip(&headers).filter(|(_, header)| header.is_empty());
        let problems: Vec<Problem> = unnamed
            .map(|(position, _)| {
                let kind = Kind::EmptyHeader { position };
                Problem { line: row.line, column: None, kind }
            })
            .collect();
        table.headers = numbered(headers);
        table.know_headers();
        if problems.is_empty() { Ok(table) } else { Err(problems) }
    }

    /// The headers in order.
    pub fn headers(&self) -> &[String] {
        &self.headers
    }

    /// Which column, from 0, has the header `name`.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.headers.iter().position(|header| header == name)
    }

    /// Says which columns will be looked at: errors in the cells of others are no fault.
    pub fn use_only(&mut self, columns: Vec<usize>) {
        self.used = Some(columns);
    }

    /// The encoding in which a text file turned out to be; none of a workbook.
    pub fn encoding(&self) -> Option<Encoding> {
        match &self.rows {
            Rows::Text(lines) => Some(lines.source.encoding),
            Rows::Book(_) => None,
        }
    }

    /// Whether the encoding was only guessed from the words that it makes.
    pub fn encoding_is_guessed(&self) -> bool {
        matches!(&self.rows, Rows::Text(lines) if lines.source.guessed)
    }

    /// The delimiter of a text file, given or guessed; none of a workbook.
    pub fn delimiter(&self) -> Option<Delimiter> {
        match &self.rows {
            Rows::Text(lines) => Some(lines.delimiter),
            Rows::Book(_) => None,
        }
    }

    /// The sheet of a workbook that is read; none of a text file.
    pub fn sheet(&self) -> Option<&str> {
        match &self.rows {
            Rows::Text(_) => None,
            Rows::Book(sheet) => Some(sheet.name()),
        }
    }

    fn know_headers(&mut self) {
        if let Rows::Text(lines) = &mut self.rows {
            lines.headers.clone_from(&self.headers);
        }
    }

    /// The next row with whatever number of cells.
    fn read(&mut self) -> Option<Result<Row, Problem>> {
        match &mut self.rows {
            Rows::Text(lines) => lines.read(),
            Rows::Book(sheet) => sheet.next(&self.options),
        }
    }

    fn checked(&self, mut row: Row) -> Result<Row, Problem> {
        let expected = self.headers.len();
        let in_book = self.sheet().is_some();
        let short = self.options.short_rows || in_book;
        let unnamed = self.options.unnamed_columns || in_book;
        if let Err(found) = row.fit(expected, short, unnamed) {
            let kind = Kind::Ragged { found, expected };
            return Err(Problem { line: row.line, column: None, kind });
        }
        match &self.rows {
            Rows::Book(sheet) => match sheet.error(&row, &self.headers, self.used.as_deref()) {
                Some(problem) => Err(problem),
                None => Ok(row),
            },
            Rows::Text(_) => Ok(row),
        }
    }
}

impl<R: Read> Iterator for Table<R> {
    type Item = Result<Row, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = self.read()?;
        Some(row.and_then(|row| self.checked(row)))
    }
}

/// The same headers, those that are repeated with a number after each that is not another's.
fn numbered(headers: Vec<String>) -> Vec<String> {
    let mut times: HashMap<String, u32> = HashMap::new();
    for header in &headers {
        *times.entry(header.clone()).or_default() += 1;
    }
    let taken: HashSet<String> = headers.iter().cloned().collect();
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let one = |header: String| {
        if header.is_empty() || times.get(&header) == Some(&1) {
            return header;
        }
        let number = numbers.entry(header.clone()).or_default();
        loop {
            *number += 1;
            let name = format!("{header} ({number})");
            if !taken.contains(&name) {
                return name;
            }
        }
    };
    headers.into_iter().map(one).collect()
}

/// The rows of a text file, read with bounded memory.
struct Lines<R> {
    source: Decoded<Chain<Cursor<Vec<u8>>, R>>,
    delimiter: Delimiter,
    parser: Parser,
    headers: Vec<String>,
    /// Text that is read and not yet taken apart, from `at` on.
    buffer: Vec<u8>,
    at: usize,
    finished: bool,
}

impl<R: Read> Lines<R> {
    fn open(source: Chain<Cursor<Vec<u8>>, R>, options: Options) -> Result<Self, Kind> {
        let mut source = Decoded::new(source, options.encoding, options.file_bytes)?;
        let mut buffer = Vec::new();
        source.fill(&mut buffer)?;
        let said = Delimiter::said(&buffer);
        let at = said.map_or(0, |(_, length)| length);
        let rest = buffer.get(at..).unwrap_or_default();
        let lines = rest.iter().position(|byte| !matches!(byte, b'\n' | b'\r'));
        let rest = rest.get(lines.unwrap_or(0)..).unwrap_or_default();
        let given = options.delimiter.or(said.map(|(delimiter, _)| delimiter));
        let delimiter = given.unwrap_or_else(|| Delimiter::sniff(rest));
        let mut parser = Parser::new(delimiter.byte(), &options);
        if said.is_some() {
            parser.line = 2;
        }
        let headers = Vec::new();
        Ok(Self { source, delimiter, parser, headers, buffer, at, finished: false })
    }

    fn read(&mut self) -> Option<Result<Row, Problem>> {
        if self.finished {
            return None;
        }
        self.parser.start();
        let mut line = self.parser.line;
        loop {
            if self.at >= self.buffer.len() {
                match self.refill() {
                    Ok(true) => continue,
                    Ok(false) => {}
                    Err(kind) => return Some(Err(self.end_with(line, None, kind))),
                }
                self.finished = true;
                if self.parser.is_at_start() {
                    return None;
                }
                if let Err(column) = self.parser.end() {
                    return Some(Err(self.end_with(line, Some(column), Kind::UnclosedQuote)));
                }
                return Some(self.row(line));
            }
            let bytes = self.buffer.get(self.at..).unwrap_or_default();
            // Line ends before a row are no part of it, so they are taken one by one.
            let blank = self.parser.is_at_start();
            let bytes = if blank { bytes.get(..1).unwrap_or_default() } else { bytes };
            if blank && !matches!(bytes, b"\n" | b"\r") {
                line = self.parser.line;
            }
            let (taken, ended) = self.parser.take(bytes);
            self.at += taken;
            if ended {
                return Some(self.row(line));
            }
        }
    }

    /// Gets more text; false at the end of the file.
    fn refill(&mut self) -> Result<bool, Kind> {
        self.buffer.clear();
        self.at = 0;
        self.source.fill(&mut self.buffer)
    }

    fn end_with(&mut self, line: u64, column: Option<usize>, kind: Kind) -> Problem {
        self.finished = true;
        Problem { line, column: self.name(column), kind }
    }

    fn name(&self, column: Option<usize>) -> Option<String> {
        column.and_then(|column| self.headers.get(column)).cloned()
    }

    /// The row in hand.
    fn row(&self, line: u64) -> Result<Row, Problem> {
        let parser = &self.parser;
        let wrong = |line, column, kind| Problem { line, column: self.name(column), kind };
        if let Some((at, column, kind)) = parser.fault {
            let line = if kind == Kind::WordsAfterQuote { at } else { line };
            return Err(wrong(line, Some(column), kind));
        }
        let column_of = |place: usize| parser.ends.iter().position(|end| place < *end);
        let text = match (std::str::from_utf8(&parser.raw), std::str::from_utf8(&parser.cells)) {
            (Ok(_), Ok(text)) => text,
            (raw, text) => {
                let column = text.err().and_then(|error| column_of(error.valid_up_to()));
                let good = raw.err().map_or(0, |error| error.valid_up_to());
                let (lines, kind) = self.not_text(good);
                return Err(wrong(line + lines, column, kind));
            }
        };
        if let Some(place) = parser.cells.iter().position(|byte| *byte == 0) {
            return Err(wrong(line, column_of(place), Kind::NulByte));
        }
        let ends = parser.ends.clone();
        Ok(Row { line, text: text.to_owned(), ends, errors: HashMap::new() })
    }

    /// How many lines below the row's first, and where in its line, the byte is that comes after
    /// the first `good` ones.
    fn not_text(&self, good: usize) -> (u64, Kind) {
        let before = self.parser.raw.get(..good).unwrap_or_default();
        let lines = before.iter().filter(|byte| **byte == b'\n').count();
        let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |place| place + 1);
        let kind = Kind::NotText {
            byte: (good - start) as u64 + 1,
            perhaps_windows_1252: self.source.encoding == Encoding::Utf8,
        };
        (lines as u64, kind)
    }
}
