//! Numbers leave the house only as [`Disclosed`], which only this module makes, so that no page,
//! chart, export or API answer can give away a small group.

use crate::{Db, Fault, Message, settings};

/// The smallest counts that may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thresholds {
    /// For counts of people: 5 unless the space set it higher.
    pub counts: u64,
    /// For outcomes: 10 unless the space set it higher.
    pub outcomes: u64,
}

impl Thresholds {
    /// What the space has set, never below 3.
    ///
    /// # Errors
    /// The database's.
    pub fn of(db: &Db) -> Result<Self, Fault> {
        let read = |name, usual: u64| -> Result<u64, Fault> {
            let set = settings::get(db, name)?.and_then(|text| text.parse().ok());
            Ok(set.unwrap_or(usual).max(3))
        };
        Ok(Self { counts: read("threshold-counts", 5)?, outcomes: read("threshold-outcomes", 10)? })
    }
}

/// A count that may be shown, or the fact that it is small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disclosed(Shown);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    Count(u64),
    FewerThan(u64),
}

impl Disclosed {
    /// The count, when it may be shown.
    pub fn count(self) -> Option<u64> {
        match self.0 {
            Shown::Count(n) => Some(n),
            Shown::FewerThan(_) => None,
        }
    }

    /// The count, or the threshold it is under: `fewer-than` in words.
    pub fn message(self) -> Message {
        match self.0 {
            Shown::Count(n) => Message::new("count-shown").with("n", n),
            Shown::FewerThan(n) => Message::new("count-fewer").with("n", n),
        }
    }
}

/// Lets a count of people out: as it is when it is nought or not small, otherwise as "fewer
/// than".
pub fn count(n: u64, thresholds: Thresholds) -> Disclosed {
    if n == 0 || n >= thresholds.counts {
        Disclosed(Shown::Count(n))
    } else {
        Disclosed(Shown::FewerThan(thresholds.counts))
    }
}
