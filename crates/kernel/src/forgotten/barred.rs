//! How far words may no longer go, and why a text is not kept.

use crate::db::{FromValue, ToValue, Value};
use crate::keeper::Audience;

/// From whom words are kept. Each includes those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Barred {
    /// From nobody.
    Nowhere,
    /// From the public site.
    Site,
    /// From readers of reports.
    Report,
    /// From the team.
    Team,
    /// From everyone, for good: they were taken back.
    Everywhere,
}

impl Barred {
    const ALL: [Self; 5] = [Self::Nowhere, Self::Site, Self::Report, Self::Team, Self::Everywhere];
}

/// The least that keeps words from an audience.
impl From<Audience> for Barred {
    fn from(audience: Audience) -> Self {
        match audience {
            Audience::Site => Self::Site,
            Audience::Report => Self::Report,
            Audience::Team => Self::Team,
        }
    }
}

impl ToValue for Barred {
    fn to_value(&self) -> Value {
        let place = Self::ALL.iter().zip(0_i64..).find(|(barred, _)| *barred == self);
        place.map_or(0, |(_, place)| place).to_value()
    }
}

impl FromValue for Barred {
    fn from_value(value: Value) -> Option<Self> {
        let place = usize::try_from(i64::from_value(value)?).ok()?;
        Self::ALL.get(place).copied()
    }
}

/// Why a text may not be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Back {
    /// It repeats words that were taken back.
    TakenBack,
    /// It repeats words that may no longer stand before its readers.
    Narrowed,
    /// It says a name that may no longer stand there.
    Named,
}
