//! Report pages that were put together a moment ago. A page may be taken from here only while the
//! audit log, which every change adds to, still ends where it did: so what was changed, hidden or
//! taken back since is never shown.

use kernel::clock::Date;
use kernel::disclosure::Thresholds;
use kernel::{Db, Fault, Language, audit};
use std::sync::{Arc, Mutex, PoisonError};

/// The most pages that are kept.
const MOST: usize = 64;

/// What a page was put together from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    last: i64,
    counts: u64,
    today: Date,
}

impl Moment {
    /// How the space stands now.
    ///
    /// # Errors
    /// The database's.
    pub(super) fn of(db: &Db, today: Date) -> Result<Self, Fault> {
        let last = audit::latest(db, None, 1)?.first().map_or(0, |entry| entry.seq);
        Ok(Self { last, counts: Thresholds::of(db)?.counts, today })
    }
}

/// Which page: the report, the version that was asked for, and the language.
pub(super) type Name = (String, Option<u32>, Language);

/// What is kept, and the moment it is true of.
type Kept<T> = (Option<Moment>, Vec<(Name, Arc<T>)>);

/// The pages, for one site.
pub(super) struct Shelf<T>(Arc<Mutex<Kept<T>>>);

impl<T> Clone for Shelf<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self(Arc::new(Mutex::new((None, Vec::new()))))
    }
}

impl<T> Shelf<T> {
    /// The page that was put together at this very moment of the space.
    pub(super) fn get(&self, name: &Name, now: Moment) -> Option<Arc<T>> {
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if shelf.0 != Some(now) {
            // Words that were taken back must not lie here either.
            *shelf = (Some(now), Vec::new());
        }
        shelf.1.iter().find(|(kept, _)| kept == name).map(|(_, page)| page.clone())
    }

    /// Keeps a page for this moment, unless another has come meanwhile.
    pub(super) fn put(&self, name: Name, now: Moment, page: &Arc<T>) {
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if shelf.0 == Some(now) && shelf.1.len() < MOST {
            shelf.1.push((name, page.clone()));
        }
    }
}
