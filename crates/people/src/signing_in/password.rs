//! Passwords are hashed and checked off the threads that serve pages, two at a time, as many as
//! there are pieces of memory kept for it; those who wait are few.

use kernel::accounts::{self, NotAccount};
use kernel::{Chance, Fault};
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::Semaphore;
use web::PageError;

static AT_ONCE: Semaphore = Semaphore::const_new(2);
/// How many wait for their password to be hashed, those included for whom it is being done.
static WAITING: AtomicUsize = AtomicUsize::new(0);
/// How many may: each takes some 20 ms.
const MOST_WAITING: usize = 64;

/// One of those who wait; it gives its place back when it is dropped.
struct Place;

impl Place {
    fn take() -> Result<Self, PageError> {
        let place = Self;
        if WAITING.fetch_add(1, Ordering::Relaxed) < MOST_WAITING {
            Ok(place)
        } else {
            Err(PageError::Busy)
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        WAITING.fetch_sub(1, Ordering::Relaxed);
    }
}

async fn alone<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, PageError> {
    let place = Place::take()?;
    let permit = AT_ONCE.acquire().await.map_err(|_| Fault::Closed)?;
    // Work that was begun goes on when the visitor leaves, so its place is held until it ends.
    let done = tokio::task::spawn_blocking(move || {
        let _held = (place, permit);
        work()
    });
    done.await.map_err(|_| PageError::Fault(Fault::Panicked))
}

/// Whether a password is the one that was hashed. It takes as long when there is no hash.
pub(crate) async fn holds(password: String, hash: Option<String>) -> Result<bool, PageError> {
    alone(move || accounts::password_holds(&password, hash.as_deref())).await
}

/// Hashes a password for storage.
pub(crate) async fn hash(
    password: String,
    mut chance: Chance,
) -> Result<Result<String, NotAccount>, PageError> {
    alone(move || accounts::hash_password(&password, &mut chance)).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_who_wait_for_a_hash_are_few_and_give_their_places_back() {
        let places: Vec<_> = (0..MOST_WAITING + 5).map(|_| Place::take()).collect();
        assert_eq!(places.iter().filter(|place| place.is_ok()).count(), MOST_WAITING);
        drop(places);
        assert!(Place::take().is_ok());
        assert_eq!(WAITING.load(Ordering::Relaxed), 0);
    }
}
