//! One row of a text file at a time: cells, quotation marks, line ends, and limits on each.

use super::{Kind, Options, Quotes};

/// Where in a row the next byte stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// At the beginning of a cell.
    Start,
    /// In a cell without quotation marks around it.
    Plain,
    /// Between quotation marks.
    Quoted,
    /// After a quotation mark between quotation marks: the end, or the first of two.
    Quote,
    /// After the end of a quoted cell, where only blanks may stand.
    Ended,
}

/// A row being taken apart. Its vectors are used again for the next.
pub(super) struct Parser {
    delimiter: u8,
    quotes: Quotes,
    cell_bytes: usize,
    row_bytes: usize,
    columns: usize,
    state: State,
    /// A carriage return ended the last row or line: a line feed after it belongs to it.
    after_return: bool,
    /// The line on which the next byte stands, from 1.
    pub(super) line: u64,
    /// The cells' bytes one after another.
    pub(super) cells: Vec<u8>,
    /// Where each cell ends in `cells`.
    pub(super) ends: Vec<usize>,
    /// How many cells there are, also those beyond the limit.
    count: usize,
    /// The row as it stands in the file, quotation marks and all, to place faults in.
    pub(super) raw: Vec<u8>,
    /// How many bytes of this row came before the next one.
    taken: usize,
    /// The line, column and kind of the first fault.
    pub(super) fault: Option<(u64, usize, Kind)>,
}

impl Parser {
    pub(super) fn new(delimiter: u8, options: &Options) -> Self {
        Self {
            delimiter,
            quotes: options.quotes,
            cell_bytes: options.cell_bytes,
            row_bytes: options.row_bytes,
            columns: options.columns,
            state: State::Start,
            after_return: false,
            line: 1,
            cells: Vec::new(),
            ends: Vec::new(),
            count: 0,
            raw: Vec::new(),
            taken: 0,
            fault: None,
        }
    }

    /// Makes ready for the next row.
    pub(super) fn start(&mut self) {
        self.state = State::Start;
        self.cells.clear();
        self.ends.clear();
        self.count = 0;
        self.raw.clear();
        self.taken = 0;
        self.fault = None;
    }

    /// Whether nothing of a row was read yet.
    pub(super) fn is_at_start(&self) -> bool {
        self.taken == 0
    }

    /// Takes bytes up to the end of a row; says how many, and whether the row has ended.
    pub(super) fn take(&mut self, bytes: &[u8]) -> (usize, bool) {
        for (at, byte) in bytes.iter().enumerate() {
            if self.byte(*byte) {
                return (at + 1, true);
            }
        }
        (bytes.len(), false)
    }

    /// Ends the last row of a file, or says that a quote of it is still open.
    pub(super) fn end(&mut self) -> Result<(), usize> {
        if self.state == State::Quoted {
            return Err(self.count);
        }
        self.end_cell();
        Ok(())
    }

    /// Takes one byte; true when it ends a row that has anything in it.
    fn byte(&mut self, byte: u8) -> bool {
        let second = std::mem::replace(&mut self.after_return, byte == b'\r') && byte == b'\n';
        let ends_line = matches!(byte, b'\n' | b'\r');
        if ends_line && !second {
            self.line += 1;
        }
        if ends_line && self.state != State::Quoted {
            // Empty lines, and the second half of a line end, are passed over.
            if self.is_at_start() {
                return false;
            }
            self.end_cell();
            return true;
        }
        self.taken += 1;
        if self.fault.is_none() {
            self.raw.push(byte);
        }
        match self.state {
            _ if byte == self.delimiter && self.state != State::Quoted => self.end_cell(),
            State::Start if byte == b'"' && self.quotes == Quotes::AroundCells => {
                self.state = State::Quoted;
            }
            State::Start | State::Plain => {
                self.state = State::Plain;
                self.push(byte);
            }
            State::Quoted if byte == b'"' => self.state = State::Quote,
            State::Quoted => self.push(byte),
            State::Quote if byte == b'"' => {
                self.state = State::Quoted;
                self.push(byte);
            }
            State::Quote | State::Ended if matches!(byte, b' ' | b'\t') => {
                self.state = State::Ended;
            }
            State::Quote | State::Ended => {
                self.note(Kind::WordsAfterQuote);
                self.state = State::Plain;
            }
        }
        false
    }

    fn push(&mut self, byte: u8) {
        let begun = self.ends.last().copied().unwrap_or(0);
        if self.fault.is_some() {
            return;
        }
        if self.cells.len() - begun >= self.cell_bytes {
            self.note(Kind::CellTooLong { limit: self.cell_bytes });
        } else if self.cells.len() >= self.row_bytes {
            self.note(Kind::RowTooLong { limit: self.row_bytes });
        } else {
            self.cells.push(byte);
        }
    }

    fn end_cell(&mut self) {
        self.state = State::Start;
        self.count += 1;
        if self.count <= self.columns {
            self.ends.push(self.cells.len());
        } else {
            self.note(Kind::TooManyColumns { limit: self.columns });
        }
    }

    fn note(&mut self, kind: Kind) {
        let column = match kind {
            Kind::TooManyColumns { .. } => usize::MAX,
            _ => self.count,
        };
        self.fault = self.fault.or(Some((self.line, column, kind)));
    }
}
