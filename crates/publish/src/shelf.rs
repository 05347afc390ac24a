//! What public pages show, put together a moment ago: reports, threads, home. Each is dated by the
//! kinds of record that it rests on, and may be taken from here only while none of them was changed,
//! whichever program changes them: so what was changed, hidden or taken back since is never shown,
//! and a sign-in, or a change elsewhere, empties nothing.

use kernel::clock::Date;
use kernel::db::{RestsOn, Stamps};
use kernel::{Db, Fault};
use std::sync::{Arc, Mutex, PoisonError};

/// The most pages that are kept.
const MOST: usize = 64;

/// A page, with what it is true of.
struct Kept<N, T> {
    name: N,
    page: Arc<T>,
    rests_on: RestsOn,
    day: Date,
}

/// The pages of one kind, for one site. `N` names one of them: the report, the version that was
/// asked for, the language.
pub(crate) struct Shelf<N, T>(Arc<Mutex<Vec<Kept<N, T>>>>);

impl<N, T> Clone for Shelf<N, T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<N, T> Default for Shelf<N, T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<N: PartialEq, T> Shelf<N, T> {
    /// The page of this name, when it holds at this very moment of the space.
    fn get(&self, name: &N, stamps: &Stamps, today: Date) -> Option<Arc<T>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Words that were taken back must not lie here either.
        kept.retain(|one| one.day == today && one.rests_on.holds(stamps));
        kept.iter().find(|one| one.name == *name).map(|one| one.page.clone())
    }

    fn put(&self, kept: Kept<N, T>) {
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.retain(|one| one.name != kept.name);
        if shelf.len() < MOST {
            shelf.push(kept);
        }
    }

    /// The page of this name as it is now: the kept one, or what `make` puts together from `db`.
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
        let stamps = db.stamps()?;
        if let Some(page) = self.get(&name, &stamps, today) {
            return Ok(Some(page));
        }
        let (made, rests_on) = db.taking_down(&stamps, make)?;
        let page = made.map(Arc::new);
        if let (Some(page), Some(rests_on)) = (&page, rests_on) {
            self.put(Kept { name, page: page.clone(), rests_on, day: today });
        }
        Ok(page)
    }
}
