//! What is wrong with a table, where, and what to do about it: facts, which callers put into words.

use super::CellError;

/// One fault and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem<K = Kind> {
    /// The line of the file, or the row of the sheet, from 1; of a row over several lines, the line
    /// on which it begins, save for [`Kind::NotText`] and [`Kind::WordsAfterQuote`], which name the
    /// very line.
    pub line: u64,
    /// The header of the column, where the fault is in one cell; in a workbook with the sheet and
    /// the address of the cell.
    pub column: Option<String>,
    /// What is wrong.
    pub kind: K,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The file could not be read on.
    Unreadable(std::io::ErrorKind),
    /// The file is larger than `limit` bytes.
    FileTooLarge {
        /// In bytes.
        limit: u64,
    },
    /// There is no header line.
    Empty,
    /// Bytes that are no text in the file's encoding.
    NotText {
        /// The place of the first such byte in its line, from 1.
        byte: u64,
        /// Whether the file may be in Windows-1252, the encoding of older Western spreadsheets.
        perhaps_windows_1252: bool,
    },
    /// A NUL, which no text has.
    NulByte,
    /// A quote opened in this row is never closed, so the rest of the file cannot be told apart.
    UnclosedQuote,
    /// A cell that begins with a quotation mark goes on after the one that ends it. Taken as a
    /// quoted cell, its words would lose their marks.
    WordsAfterQuote,
    /// A row that has words beyond the last header.
    Ragged {
        /// Cells in this row.
        found: usize,
        /// Cells in the header.
        expected: usize,
    },
    /// More columns than `limit`.
    TooManyColumns {
        /// How many there may be.
        limit: usize,
    },
    /// A cell of more than `limit` bytes.
    CellTooLong {
        /// In bytes of UTF-8.
        limit: usize,
    },
    /// A row of more than `limit` bytes.
    RowTooLong {
        /// In bytes of UTF-8.
        limit: usize,
    },
    /// A column without a header.
    EmptyHeader {
        /// Which column, from 1.
        position: usize,
    },
    /// A workbook that is broken, or a file of another kind that begins like one.
    BrokenBook,
    /// A workbook behind a password.
    LockedBook,
    /// A workbook has no such sheet.
    NoSheet,
    /// A sheet has more than `limit` cells between its first and its last.
    TooManyCells {
        /// How many there may be.
        limit: u64,
    },
    /// A cell of a workbook holds an error in place of a value.
    CellError(CellError),
}

/// What somebody can do about a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Try again.
    TryAgain,
    /// Split the file, or ask for a higher limit.
    SplitFile,
    /// Give the file a header line.
    AddHeader,
    /// Save the file as "CSV UTF-8".
    SaveAsUtf8,
    /// Save the file as "CSV UTF-8", or say that it is in Windows-1252.
    SaveAsUtf8OrSayWindows1252,
    /// Take the character out.
    RemoveCharacter,
    /// Close the quote, or double it if it is meant to be read.
    CloseQuote,
    /// Write the cell's marks twice and put marks around the whole, or say that quotation marks
    /// are part of the words.
    SayQuotesAreWords,
    /// Give the row as many cells as the header.
    MatchHeader,
    /// Take out columns that are not needed.
    DropColumns,
    /// Shorten the text.
    Shorten,
    /// Give the column a header.
    NameColumn,
    /// Save the workbook again, or as CSV.
    SaveAgain,
    /// Take the password off.
    Unlock,
    /// Choose a sheet that is there.
    ChooseSheet,
    /// Mend the formula, or empty the cell.
    MendCell,
}

impl Kind {
    /// What somebody can do about it.
    pub fn remedy(self) -> Remedy {
        match self {
            Self::Unreadable(_) => Remedy::TryAgain,
            Self::FileTooLarge { .. } => Remedy::SplitFile,
            Self::Empty => Remedy::AddHeader,
            Self::NotText { perhaps_windows_1252: true, .. } => Remedy::SaveAsUtf8OrSayWindows1252,
            Self::NotText { .. } => Remedy::SaveAsUtf8,
            Self::NulByte => Remedy::RemoveCharacter,
            Self::UnclosedQuote => Remedy::CloseQuote,
            Self::Ragged { .. } => Remedy::MatchHeader,
            Self::TooManyColumns { .. } => Remedy::DropColumns,
            Self::CellTooLong { .. } | Self::RowTooLong { .. } => Remedy::Shorten,
            Self::EmptyHeader { .. } => Remedy::NameColumn,
            Self::WordsAfterQuote => Remedy::SayQuotesAreWords,
            Self::BrokenBook => Remedy::SaveAgain,
            Self::LockedBook => Remedy::Unlock,
            Self::NoSheet => Remedy::ChooseSheet,
            Self::TooManyCells { .. } => Remedy::SplitFile,
            Self::CellError(_) => Remedy::MendCell,
        }
    }
}

/// Faults gathered up to a cap, so that a file of nothing but faults costs no memory.
#[derive(Clone, Debug)]
pub struct Problems<K = Kind> {
    found: Vec<Problem<K>>,
    cap: usize,
    beyond: u64,
}

impl<K> Problems<K> {
    /// Keeps the first `cap` faults and counts the rest.
    pub fn up_to(cap: usize) -> Self {
        Self { found: Vec::new(), cap, beyond: 0 }
    }

    /// Adds one.
    pub fn push(&mut self, problem: Problem<K>) {
        if self.found.len() < self.cap {
            self.found.push(problem);
        } else {
            self.beyond += 1;
        }
    }

    /// Those that were kept, in the order of the file.
    pub fn found(&self) -> &[Problem<K>] {
        &self.found
    }

    /// How many came after the cap.
    pub fn beyond(&self) -> u64 {
        self.beyond
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty() && self.beyond == 0
    }
}
