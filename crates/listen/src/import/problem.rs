//! What is wrong with a row, where, and what to do about it, in words.

use interchange::table;
use kernel::{Language, Message};

/// One fault of a file: its line, its column and its kind.
pub type Problem = table::Problem<Kind>;

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The file can't be read as a table there.
    Table(table::Kind),
    /// The row has no reference.
    NoReference,
    /// An earlier row has the same reference.
    SameReference {
        /// The line of the earlier row.
        line: u64,
    },
    /// The row has no permission.
    NoPermission,
    /// The permission is no rung of the ladder.
    UnknownPermission,
    /// The language is no language tag.
    NoLanguage,
    /// The day can't be read.
    NoDay,
    /// The day is to come.
    Future,
    /// The text is too long.
    TooLong {
        /// How many characters it may have.
        most: usize,
    },
    /// `named` needs the person's name.
    NoName,
    /// The reference starts with what we keep for withdrawn voices.
    KeptReference,
    /// A cell says that the person took their agreement back. The row is left out.
    Revoked,
    /// The same, of a row that was brought in before: it must be taken back.
    RevokedButHere,
    /// It repeats words that were taken back. The row is left out.
    TakenBack,
    /// Nothing was said. The row is left out.
    NothingSaid,
}

impl Kind {
    /// Whether the row is left out and the others still come in. Any other kind stops all.
    pub fn leaves_out(self) -> bool {
        matches!(self, Self::Revoked | Self::RevokedButHere | Self::TakenBack | Self::NothingSaid)
    }

    /// The end of the message keys `import-problem-…` and `import-remedy-…`.
    fn keys(self) -> (&'static str, &'static str) {
        match self {
            Self::NoReference => ("no-reference", "no-reference"),
            Self::SameReference { .. } => ("same-reference", "same-reference"),
            Self::NoPermission => ("no-permission", "permission"),
            Self::UnknownPermission => ("unknown-permission", "permission"),
            Self::NoLanguage => ("no-language", "no-language"),
            Self::NoDay => ("no-day", "day"),
            Self::Future => ("future", "day"),
            Self::TooLong { .. } => ("too-long", "shorten"),
            Self::NoName => ("no-name", "no-name"),
            Self::KeptReference => ("kept-reference", "kept-reference"),
            Self::Revoked => ("revoked", "revoked"),
            Self::RevokedButHere => ("revoked", "revoked-but-here"),
            Self::TakenBack => ("taken-back", "taken-back"),
            Self::NothingSaid => ("nothing-said", "nothing-said"),
            Self::Table(kind) => (table_key(kind), remedy_key(kind.remedy())),
        }
    }

    /// What is wrong, in a sentence.
    pub fn message(self) -> Message {
        let message = Message::new(format!("import-problem-{}", self.keys().0));
        match self {
            Self::SameReference { line } => message.with("line", line),
            Self::TooLong { most } => message.with("most", most),
            Self::Table(table::Kind::FileTooLarge { limit }) => {
                message.with("limit", limit / (1 << 20))
            }
            Self::Table(table::Kind::NotText { byte, .. }) => message.with("byte", byte),
            Self::Table(table::Kind::Ragged { found, expected }) => {
                message.with("found", found).with("expected", expected)
            }
            Self::Table(
                table::Kind::TooManyColumns { limit }
                | table::Kind::CellTooLong { limit }
                | table::Kind::RowTooLong { limit },
            ) => message.with("limit", limit),
            Self::Table(table::Kind::EmptyHeader { position }) => {
                message.with("position", position)
            }
            Self::Table(table::Kind::TooManyCells { limit }) => message.with("limit", limit),
            Self::Table(table::Kind::CellError(error)) => message.with("error", error.shown()),
            _ => message,
        }
    }

    /// What to do about it, in a sentence.
    pub fn remedy(self) -> Message {
        Message::new(format!("import-remedy-{}", self.keys().1))
    }
}

/// Where a fault is: "Line 911, column Sex_wave1".
pub fn place(problem: &Problem) -> Message {
    match &problem.column {
        Some(column) => Message::new("import-place-cell")
            .with("line", problem.line)
            .with("column", column.clone()),
        None => Message::new("import-place-row").with("line", problem.line),
    }
}

/// The whole of a fault in one line: place, what is wrong, what to do.
pub fn say(problem: &Problem, language: Language) -> String {
    let (kind, place) = (problem.kind, place(problem).say(language));
    format!("{place}: {} {}", kind.message().say(language), kind.remedy().say(language))
}

/// The same of a fault that keeps a file from being read as a table.
pub(crate) fn said_of_table(problem: &table::Problem, language: Language) -> String {
    let table::Problem { line, column, kind } = problem;
    say(&Problem { line: *line, column: column.clone(), kind: Kind::Table(*kind) }, language)
}

fn table_key(kind: table::Kind) -> &'static str {
    match kind {
        table::Kind::Unreadable(_) => "unreadable",
        table::Kind::FileTooLarge { .. } => "file-too-large",
        table::Kind::Empty => "empty",
        table::Kind::NotText { .. } => "not-text",
        table::Kind::NulByte => "nul",
        table::Kind::UnclosedQuote => "unclosed-quote",
        table::Kind::Ragged { .. } => "ragged",
        table::Kind::TooManyColumns { .. } => "too-many-columns",
        table::Kind::CellTooLong { .. } => "cell-too-long",
        table::Kind::RowTooLong { .. } => "row-too-long",
        table::Kind::EmptyHeader { .. } => "empty-header",
        table::Kind::WordsAfterQuote => "words-after-quote",
        table::Kind::BrokenBook => "broken-book",
        table::Kind::LockedBook => "locked-book",
        table::Kind::NoSheet => "no-sheet",
        table::Kind::TooManyCells { .. } => "too-many-cells",
        table::Kind::CellError(_) => "cell-error",
    }
}

fn remedy_key(remedy: table::Remedy) -> &'static str {
    match remedy {
        table::Remedy::TryAgain => "try-again",
        table::Remedy::SplitFile => "split",
        table::Remedy::AddHeader => "add-header",
        table::Remedy::SaveAsUtf8 => "utf8",
        table::Remedy::SaveAsUtf8OrSayWindows1252 => "utf8-or-windows",
        table::Remedy::RemoveCharacter => "remove-character",
        table::Remedy::CloseQuote => "close-quote",
        table::Remedy::MatchHeader => "match-header",
        table::Remedy::DropColumns => "drop-columns",
        table::Remedy::Shorten => "shorten",
        table::Remedy::NameColumn => "name-column",
        table::Remedy::SayQuotesAreWords => "quotes-are-words",
        table::Remedy::SaveAgain => "save-again",
        table::Remedy::Unlock => "unlock",
        table::Remedy::ChooseSheet => "choose-sheet",
        table::Remedy::MendCell => "mend-cell",
    }
}
