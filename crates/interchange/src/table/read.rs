//! Reading a table row by row with bounded memory, naming the line and column of each fault.

use std::io::Read;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::decode::Decoded;
use super::{Delimiter, Encoding, Kind, Options, Problem};

/// A table being read. Iterating gives each row, or what is wrong with it; after a fault in one
/// row the next rows still come. Empty lines are passed over.
pub struct Table<R> {
    source: Decoded<R>,
    options: Options,
    delimiter: Delimiter,
    core: Reader,
    headers: Vec<String>,
    /// Text that is read and not yet taken apart, from `at` on.
    buffer: Vec<u8>,
    at: usize,
    line: u64,
    finished: bool,
    row: Scratch,
}

/// The row in hand. Its vectors are used again for the next.
#[derive(Default)]
struct Scratch {
    /// The row as it stands in the file, quotes and all, to place faults in.
    raw: Vec<u8>,
    /// The cells' bytes one after another.
    cells: Vec<u8>,
    written: usize,
    /// Where each cell ends in `cells`.
    ends: Vec<usize>,
    columns: usize,
    fault: Option<(usize, Kind)>,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line on which it begins, from 1.
    pub line: u64,
    text: String,
    ends: Vec<usize>,
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
}

impl<R: Read> Table<R> {
    /// Reads the header line. Headers lose the blanks around them.
    ///
    /// # Errors
    /// Everything that is wrong with the header line: empty and repeated headers each with their
    /// position, or the one fault that keeps it from being read.
    pub fn open(source: R, options: Options) -> Result<Self, Vec<Problem>> {
        let start = |kind| vec![Problem { line: 1, column: None, kind }];
        let mut source =
            Decoded::new(source, options.encoding, options.file_bytes).map_err(start)?;
        let mut buffer = Vec::new();
        source.fill(&mut buffer).map_err(start)?;
        let delimiter = options.delimiter.unwrap_or_else(|| Delimiter::sniff(&buffer));
        let mut table = Self {
            source,
            options,
            delimiter,
            core: ReaderBuilder::new().delimiter(delimiter.byte()).build(),
            headers: Vec::new(),
            buffer,
            at: 0,
            line: 1,
            finished: false,
            row: Scratch::default(),
        };
        let row = match table.read() {
            Some(row) => row.map_err(|problem| vec![problem])?,
            None => return Err(start(Kind::Empty)),
        };
        table.headers = row.cells().map(|cell| cell.trim().to_owned()).collect();
        let problems = table.header_problems(row.line);
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

    /// The encoding in which the file turned out to be.
    pub fn encoding(&self) -> Encoding {
        self.source.encoding
    }

    /// The delimiter, given or guessed.
    pub fn delimiter(&self) -> Delimiter {
        self.delimiter
    }

    fn header_problems(&self, line: u64) -> Vec<Problem> {
        let mut seen = std::collections::HashMap::new();
        let mut problems = Vec::new();
        for (position, header) in (1..).zip(&self.headers) {
            if header.is_empty() {
                let kind = Kind::EmptyHeader { position };
                problems.push(Problem { line, column: None, kind });
            } else if let Some(first) = seen.insert(header, position) {
                let kind = Kind::DuplicateHeader { first, second: position };
                problems.push(Problem { line, column: Some(header.clone()), kind });
            }
        }
        problems
    }

    /// The next row with whatever number of cells.
    fn read(&mut self) -> Option<Result<Row, Problem>> {
        if self.finished {
            return None;
        }
        if let Err(kind) = self.pass_line_ends() {
            return Some(Err(self.end_with(self.line, None, kind)));
        }
        let line = self.line;
        self.core.set_line(line);
        self.row.start();
        let mut last = false;
        loop {
            if self.at >= self.buffer.len() && !last {
                match self.refill() {
                    Ok(true) => continue,
                    // A last line end, which ends any row but one with an open quote.
                    Ok(false) if self.row.begun() => self.buffer.push(b'\n'),
                    Ok(false) => {}
                    Err(kind) => return Some(Err(self.end_with(line, None, kind))),
                }
                last = true;
            }
            let input = self.buffer.get(self.at..).unwrap_or_default();
            let (result, read) = self.row.take(&mut self.core, input);
            self.at += read;
            match result {
                ReadRecordResult::InputEmpty if last => {
                    let column = Some(self.row.columns);
                    return Some(Err(self.end_with(line, column, Kind::UnclosedQuote)));
                }
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => self.row.grow_cells(&self.options),
                ReadRecordResult::OutputEndsFull => self.row.grow_ends(&self.options),
                ReadRecordResult::Record => break,
                ReadRecordResult::End => {
                    self.finished = true;
                    return None;
                }
            }
        }
        self.line = self.core.line();
        Some(
            self.row
                .finish(line, &self.options, self.encoding())
                .map_err(|(line, column, kind)| Problem { line, column: self.name(column), kind }),
        )
    }

    /// Passes over line ends before a row, so that its line is known.
    fn pass_line_ends(&mut self) -> Result<(), Kind> {
        loop {
            match self.buffer.get(self.at) {
                Some(b'\n') => self.line += 1,
                Some(b'\r') => {}
                Some(_) => return Ok(()),
                None => match self.refill()? {
                    true => continue,
                    false => return Ok(()),
                },
            }
            self.at += 1;
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
}

impl<R: Read> Iterator for Table<R> {
    type Item = Result<Row, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        let expected = self.headers.len();
        Some(self.read()?.and_then(|row| match row.ends.len() {
            found if found == expected => Ok(row),
            found => {
                let kind = Kind::Ragged { found, expected };
                Err(Problem { line: row.line, column: None, kind })
            }
        }))
    }
}

type Fault = (u64, Option<usize>, Kind);

impl Scratch {
    fn start(&mut self) {
        self.raw.clear();
        self.written = 0;
        self.columns = 0;
        self.fault = None;
        self.cells.resize(self.cells.len().max(4096), 0);
        self.ends.resize(self.ends.len().max(64), 0);
    }

    /// Whether any of the row was read.
    fn begun(&self) -> bool {
        !self.raw.is_empty() || self.fault.is_some()
    }

    /// Lets `core` take a row's next piece apart; says how much of `input` it took.
    fn take(&mut self, core: &mut Reader, input: &[u8]) -> (ReadRecordResult, usize) {
        let cells = self.cells.get_mut(self.written..).unwrap_or_default();
        let ends = self.ends.get_mut(self.columns..).unwrap_or_default();
        let (result, read, written, columns) = core.read_record(input, cells, ends);
        if self.fault.is_none() {
            self.raw.extend_from_slice(input.get(..read).unwrap_or_default());
        }
        self.written += written;
        self.columns += columns;
        (result, read)
    }

    /// Makes room for more text, or notes that there is too much and goes on without keeping it.
    fn grow_cells(&mut self, options: &Options) {
        let begun = self.columns.checked_sub(1).and_then(|last| self.ends.get(last)).copied();
        let length = self.written.saturating_sub(begun.unwrap_or(0));
        let fault = if length > options.cell_bytes {
            Some(Kind::CellTooLong { limit: options.cell_bytes })
        } else if self.written > options.row_bytes {
            Some(Kind::RowTooLong { limit: options.row_bytes })
        } else {
            None
        };
        match fault {
            None if self.fault.is_none() => self.cells.resize(self.cells.len() * 2, 0),
            fault => {
                self.fault = self.fault.or(fault.map(|kind| (self.columns, kind)));
                self.written = 0;
            }
        }
    }

    /// The same for the number of cells.
    fn grow_ends(&mut self, options: &Options) {
        if self.fault.is_none() && self.ends.len() <= options.columns {
            self.ends.resize(self.ends.len() * 2, 0);
        } else {
            let kind = Kind::TooManyColumns { limit: options.columns };
            self.fault = self.fault.or(Some((usize::MAX, kind)));
            self.columns = 0;
        }
    }

    fn finish(&self, line: u64, options: &Options, encoding: Encoding) -> Result<Row, Fault> {
        if let Some((column, kind)) = self.fault {
            return Err((line, Some(column), kind));
        }
        let ends = self.ends.get(..self.columns).unwrap_or_default();
        if ends.len() > options.columns {
            return Err((line, None, Kind::TooManyColumns { limit: options.columns }));
        }
        let cells = self.cells.get(..self.written).unwrap_or_default();
        let column_of = |place: usize| ends.iter().position(|end| place < *end);
        let text = match (std::str::from_utf8(&self.raw), std::str::from_utf8(cells)) {
            (Ok(_), Ok(text)) => text,
            (raw, text) => {
                let column = text.err().and_then(|error| column_of(error.valid_up_to()));
                let good = raw.err().map_or(0, |error| error.valid_up_to());
                return Err(self.not_text(line, good, column, encoding));
            }
        };
        if let Some(place) = cells.iter().position(|byte| *byte == 0) {
            return Err((line, column_of(place), Kind::NulByte));
        }
        let mut start = 0;
        for (column, end) in ends.iter().enumerate() {
            if end - start > options.cell_bytes {
                let kind = Kind::CellTooLong { limit: options.cell_bytes };
                return Err((line, Some(column), kind));
            }
            start = *end;
        }
        Ok(Row { line, text: text.to_owned(), ends: ends.to_vec() })
    }

    /// Places the byte after the first `good` ones of the row.
    fn not_text(&self, line: u64, good: usize, column: Option<usize>, encoding: Encoding) -> Fault {
        let before = self.raw.get(..good).unwrap_or_default();
        let lines = before.iter().filter(|byte| **byte == b'\n').count();
        let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |place| place + 1);
        let kind = Kind::NotText {
            byte: (good - start) as u64 + 1,
            perhaps_windows_1252: encoding == Encoding::Utf8,
        };
        (line + lines as u64, column, kind)
    }
}
