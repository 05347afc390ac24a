//! What public pages show, put together a moment ago: reports, threads, home. It may be taken from here only while the
//! audit log, which every change adds to, still ends where it did: so what was changed, hidden or
//! taken back since is never shown.

use kernel::clock::Date;
use kernel::disclosure::Thresholds;
use kernel::{Db, Fault, audit};
use std::sync::{Arc, Mutex, PoisonError};

/// The most pages that are kept.
const MOST: usize = 64;

/// What a page was put together from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Moment {
    last: i64,
    counts: u64,
    today: Date,
}

impl Moment {
    /// How the space stands now.
    ///
    /// # Errors
    /// The database's.
    fn of(db: &Db, today: Date) -> Result<Self, Fault> {
        let last = audit::latest(db, None, 1)?.first().map_or(0, |entry| entry.seq);
        Ok(Self { last, counts: Thresholds::of(db)?.counts, today })
    }
}

/// What is kept, by name, and the moment it is true of.
struct Kept<N, T> {
    moment: Option<Moment>,
    pages: Vec<(N, Arc<T>)>,
}

/// The pages of one kind, for one site. `N` names one of them: the report, the version that was
/// asked for, the language.
pub(crate) struct Shelf<N, T>(Arc<Mutex<Kept<N, T>>>);

impl<N, T> Clone for Shelf<N, T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<N, T> Default for Shelf<N, T> {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Kept { moment: None, pages: Vec::new() })))
    }
}

impl<N: PartialEq, T> Shelf<N, T> {
    /// The page of this name that was put together at this very moment of the space.
    fn get(&self, name: &N, now: Moment) -> Option<Arc<T>> {
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if shelf.moment != Some(now) {
            // Words that were taken back must not lie here either.
            *shelf = Kept { moment: Some(now), pages: Vec::new() };
        }
        shelf.pages.iter().find(|(kept, _)| kept == name).map(|(_, page)| page.clone())
    }

    /// Keeps a page for this moment, unless another has come meanwhile.
    fn put(&self, name: N, now: Moment, page: &Arc<T>) {
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if shelf.moment == Some(now) && shelf.pages.len() < MOST {
            shelf.pages.push((name, page.clone()));
        }
    }

    /// The page of this name as it is now: the kept one, or what `make` puts together.
    ///
    /// # Errors
    /// The database's, or what `make` returns.
    pub(crate) fn page(
        &self,
        db: &Db,
        today: Date,
        name: N,
        make: impl FnOnce() -> Result<Option<T>, Fault>,
    ) -> Result<Option<Arc<T>>, Fault> {
        let now = Moment::of(db, today)?;
        if let Some(page) = self.get(&name, now) {
            return Ok(Some(page));
        }
        let page = make()?.map(Arc::new);
        if let Some(page) = &page {
            self.put(name, now, page);
        }
        Ok(page)
    }
}
