//! Work to be done later, written down in the same change that asks for it. Table `kernel_job`.

use crate::ids::JobId;
use crate::{Db, Fault, Timestamp, Tx};
use serde::Serialize;

crate::record! {
    /// One piece of work.
    pub struct Job {
        /// Its id.
        pub id: JobId,
        /// What kind of work, such as `remove-file`.
        pub kind: String,
        /// What it needs to know, as JSON: ids, never words of a person.
        pub payload: String,
        /// How often it was tried.
        pub attempts: u32,
    }
}

/// The work of [`Space::empty_log`](crate::Space::empty_log), which whoever removes words asks for.
pub const EMPTY_LOG: &str = "empty-log";

/// How often a piece of work is tried before it is given up.
pub const ATTEMPTS: u32 = 12;

/// Writes down work to be done.
///
/// # Errors
/// The database's.
pub fn ask(tx: &mut Tx<'_>, kind: &str, payload: &impl Serialize) -> Result<(), Fault> {
    let (id, now): (JobId, _) = (tx.id(), tx.now());
    tx.insert(
        "kernel_job",
        &[
            ("id", &id),
            ("kind", &kind),
            ("payload", &serde_json::to_string(payload)?),
            ("due_at", &now),
            ("attempts", &0_u32),
        ],
    )
}

/// The work that is due, oldest first.
///
/// # Errors
/// The database's.
pub fn due(db: &Db, now: Timestamp, limit: u32) -> Result<Vec<Job>, Fault> {
    let sql = format!(
        "select {} from kernel_job where done_at is null and failed_at is null and due_at <= $1
         order by due_at, id limit $2",
        Job::COLUMNS
    );
    db.all(&sql, &[&now, &limit])
}

/// Strikes off work that was done.
///
/// # Errors
/// The database's.
pub fn done(tx: &mut Tx<'_>, id: JobId) -> Result<(), Fault> {
    let now = tx.now();
    tx.update("kernel_job", id, &[("done_at", &now)])
}

/// Puts work off after a failure, each time for twice as long, and gives it up after
/// [`ATTEMPTS`].
///
/// # Errors
/// The database's.
pub fn put_off(tx: &mut Tx<'_>, job: &Job) -> Result<(), Fault> {
    let (now, attempts) = (tx.now(), job.attempts + 1);
    let wait = jiff::SignedDuration::from_secs(5 << attempts.min(12));
    let due = now.checked_add(wait).unwrap_or(now);
    let failed = (attempts >= ATTEMPTS).then_some(now);
    tx.update(
        "kernel_job",
        job.id,
        &[("attempts", &attempts), ("due_at", &due), ("failed_at", &failed)],
    )
}
