//! What came of an import.

use super::NotPlanned;
use super::problem::{self, Kind, Problem};
use interchange::table::Problems;
use kernel::{Fault, Language, Message, Refusal};
use serde_json::{Value, json};

/// How many faults are named; the rest are counted.
pub const NAMED: usize = 100;

/// What an import did.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Rows that were read.
    pub read: u64,
    /// Voices that were written down.
    pub created: u64,
    /// Rows that were brought in before.
    pub skipped: u64,
    /// Rows that were left out: named in `left_out`.
    pub rejected: u64,
    /// Why rows were left out, up to [`NAMED`] of them.
    pub left_out: Problems<Kind>,
}

impl Outcome {
    pub(super) fn new() -> Self {
        Self { read: 0, created: 0, skipped: 0, rejected: 0, left_out: Problems::up_to(NAMED) }
    }

    /// The counts and what was left out, as the command line's `--json` ends with.
    pub fn json(&self, language: Language) -> Value {
        json!({
            "read": self.read, "created": self.created,
            "skipped": self.skipped, "rejected": self.rejected,
            "problems": problems(&self.left_out, language),
        })
    }
}

/// An import that was refused: nothing of it was kept.
#[derive(Clone, Debug)]
pub struct Refused {
    /// Rows that were read.
    pub read: u64,
    /// Rows that would have been left out or are bad.
    pub rejected: u64,
    /// What is wrong, up to [`NAMED`] faults. Those that stop an import, and those that only
    /// leave a row out.
    pub problems: Problems<Kind>,
}

impl Refused {
    /// The counts and the faults, as the command line's `--json` ends with.
    pub fn json(&self, language: Language) -> Value {
        json!({
            "read": self.read, "created": 0, "skipped": 0, "rejected": self.rejected,
            "problems": problems(&self.problems, language),
        })
    }
}

/// Each fault with its line, column, sentence and remedy, and how many more there are.
fn problems(problems: &Problems<Kind>, language: Language) -> Vec<Value> {
    let one = |problem: &Problem| {
        json!({
            "line": problem.line,
            "column": problem.column,
            "problem": problem.kind.message().say(language),
            "remedy": problem.kind.remedy().say(language),
        })
    };
    let mut found: Vec<Value> = problems.found().iter().map(one).collect();
    if problems.beyond() > 0 {
        found.push(json!({ "more": problems.beyond() }));
    }
    found
}

/// Each fault in a line of its own, for a terminal: place, what is wrong, what to do.
pub fn lines(problems: &Problems<Kind>, language: Language) -> Vec<String> {
    let mut lines: Vec<String> =
        problems.found().iter().map(|found| problem::say(found, language)).collect();
    if problems.beyond() > 0 {
        lines.push(Message::new("import-more").with("n", problems.beyond()).say(language));
    }
    lines
}

/// Why an import was not made.
#[derive(Debug)]
pub enum NotImported {
    /// It could not begin.
    Plan(NotPlanned),
    /// The file has bad rows, or can't be read as a table.
    Rows(Box<Refused>),
    /// It was only looked at: this is what it would do.
    OnlyLooked(Box<Outcome>),
    /// Our own fault.
    Fault(Fault),
}

impl From<Fault> for NotImported {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<NotPlanned> for NotImported {
    fn from(refusal: NotPlanned) -> Self {
        match refusal {
            NotPlanned::Fault(fault) => Self::Fault(fault),
            refusal => Self::Plan(refusal),
        }
    }
}

impl Refusal for NotImported {
    fn or_fault(self) -> Result<Self, Fault> {
        match self {
            Self::Fault(fault) if !fault.is_for_them() => Err(fault),
            refusal => Ok(refusal),
        }
    }

    fn message(&self) -> Message {
        match self {
            Self::Plan(refusal) => refusal.message(),
            Self::Rows(refused) => Message::new("import-refused").with("n", refused.rejected),
            Self::OnlyLooked(_) => Message::new("import-only-looked"),
            Self::Fault(fault) => fault.message(),
        }
    }

    fn field(&self) -> Option<&str> {
        match self {
            Self::Plan(refusal) => refusal.field(),
            Self::Rows(_) => Some("file"),
            _ => None,
        }
    }
}
