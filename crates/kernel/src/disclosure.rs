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

/// A count that may be shown, the fact that it is small, or nothing at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disclosed(Shown);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    Count(u64),
    FewerThan(u64),
    Untold,
}

impl Disclosed {
    /// The count, when it may be shown.
    pub fn count(self) -> Option<u64> {
        match self.0 {
            Shown::Count(n) => Some(n),
            Shown::FewerThan(_) | Shown::Untold => None,
        }
    }

    /// The threshold that the count is said to be under, when it is.
    pub fn fewer_than(self) -> Option<u64> {
        match self.0 {
            Shown::FewerThan(n) => Some(n),
            Shown::Count(_) | Shown::Untold => None,
        }
    }

    /// The count, the threshold it is under, or that it is not told, in words.
    pub fn message(self) -> Message {
        match self.0 {
            Shown::Count(n) => Message::new("count-shown").with("n", n),
            Shown::FewerThan(n) => Message::new("count-fewer").with("n", n),
            Shown::Untold => Message::new("count-untold"),
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

/// A count of which is told only that it is under `threshold`.
pub fn fewer_than(threshold: u64) -> Disclosed {
    Disclosed(Shown::FewerThan(threshold))
}

/// A count of which nothing is told: beside another it would give a small one away.
pub fn untold() -> Disclosed {
    Disclosed(Shown::Untold)
}
