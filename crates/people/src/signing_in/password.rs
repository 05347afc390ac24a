//! Passwords are hashed and checked off the threads that serve pages, a few at a time: each
//! takes 19 MB of memory.

use kernel::accounts::{self, NotAccount};
use kernel::{Chance, Fault};
use tokio::sync::Semaphore;

static AT_ONCE: Semaphore = Semaphore::const_new(4);

async fn alone<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Fault> {
    let _permit = AT_ONCE.acquire().await.map_err(|_| Fault::Closed)?;
    tokio::task::spawn_blocking(work).await.map_err(|_| Fault::Panicked)
}

/// Whether a password is the one that was hashed. It takes as long when there is no hash.
pub(crate) async fn holds(password: String, hash: Option<String>) -> Result<bool, Fault> {
    alone(move || accounts::password_holds(&password, hash.as_deref())).await
}

/// Hashes a password for storage.
pub(crate) async fn hash(
    password: String,
    mut chance: Chance,
) -> Result<Result<String, NotAccount>, Fault> {
    alone(move || accounts::hash_password(&password, &mut chance)).await
}
