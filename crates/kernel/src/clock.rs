//! Moments and days. Nothing below the binary reads a clock: it is handed one of these.

pub use jiff::Timestamp;
pub use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::sync::Mutex;

/// Where a program's moments come from.
pub trait Clock: Send + Sync {
    /// The moment now.
    fn now(&self) -> Timestamp;
}

/// A clock that stands still until it is told to move: for tests and the demonstration.
pub struct StandingClock(Mutex<Timestamp>);

impl StandingClock {
    /// A clock that says `now` until told otherwise.
    pub fn at(now: Timestamp) -> Self {
        Self(Mutex::new(now))
    }

    /// Moves the clock to `now`.
    pub fn set(&self, now: Timestamp) {
        *self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) = now;
    }
}

impl Clock for StandingClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

/// The day on which `now` falls in the United Kingdom.
pub fn day(now: Timestamp) -> Date {
    london(now).date()
}

/// The moment at which `day` begins in the United Kingdom; nothing beyond the last that can be told.
pub fn begins(day: Date) -> Option<Timestamp> {
    let zone = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);
    Some(day.to_zoned(zone).ok()?.timestamp())
}

/// `now` as the clocks of the United Kingdom show it.
pub fn london(now: Timestamp) -> jiff::Zoned {
    now.to_zoned(TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC))
}
