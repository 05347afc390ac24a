//! How a connection stands: whether a transaction is open on it, whether it ended by itself, and
//! until when it may go on.

use super::Fault;
use super::moved::Noted;
use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Why a transaction ended before anybody ended it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// There was no room left.
    Full,
    /// It took too long and was interrupted.
    Late,
    /// The connection was lost.
    Lost,
    /// The database gave it up for another reason.
    Failed,
}

impl Ended {
    /// What ended it, by the fault that was told.
    pub(super) fn by(fault: &Fault) -> Self {
        if fault.is_full() {
            Self::Full
        } else if fault.is_late() {
            Self::Late
        } else if fault.is_lost() {
            Self::Lost
        } else {
            Self::Failed
        }
    }

    /// The fault that everybody is told whose change went with it.
    pub(super) fn fault(self) -> Fault {
        match self {
            Self::Full => Fault::System(std::io::ErrorKind::StorageFull.into()),
            Self::Late => Fault::TookTooLong,
            Self::Lost => Fault::Lost,
            Self::Failed => Fault::Other("the database ended the transaction by itself".into()),
        }
    }
}

/// How a connection stands.
#[derive(Default)]
pub(super) struct Standing {
    /// Whether a transaction was begun and not ended by us.
    pub(super) begun: Cell<bool>,
    /// Why it ended by itself, when it did.
    pub(super) ended: Cell<Option<Ended>>,
    /// Until when it may go on.
    pub(super) deadline: Arc<Deadline>,
    /// Which tables it reads and writes.
    pub(super) noted: Noted,
}

impl Standing {
    /// Whether a statement may run now.
    pub(super) fn allows(&self) -> Result<(), Fault> {
        match self.ended.get() {
            Some(ended) => Err(ended.fault()),
            None if self.deadline.has_passed() => Err(Fault::TookTooLong),
            None => Ok(()),
        }
    }
}

/// A moment that another thread, or SQLite in the middle of a statement, may look at.
pub(super) struct Deadline {
    from: Instant,
    /// Microseconds after `from`; the greatest number when there is no deadline.
    until: AtomicU64,
}

impl Default for Deadline {
    fn default() -> Self {
        Self { from: Instant::now(), until: AtomicU64::new(u64::MAX) }
    }
}

impl Deadline {
    /// Sets it so long from now, or takes it away.
    pub(super) fn set(&self, after: Option<Duration>) {
        let until = after.map_or(u64::MAX, |after| micros(self.from.elapsed() + after));
        self.until.store(until, Ordering::Relaxed);
    }

    /// Whether it has passed.
    pub(super) fn has_passed(&self) -> bool {
        let until = self.until.load(Ordering::Relaxed);
        until != u64::MAX && micros(self.from.elapsed()) >= until
    }
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX - 1)
}
