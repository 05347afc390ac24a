//! Work to be done later, written down in the same change that asks for it, and done by one
//! program at a time. Tables `kernel_job` and `kernel_schedule`.
//!
//! A room declares its kinds of work as [`Kinds`]; the binary puts them together and does what is
//! due. A piece of work may be done twice when a program dies between doing it and striking it off,
//! so each kind must come out the same then.

mod doing;
mod kinds;
mod schedule;
mod shown;

pub use doing::work_once;
pub use kinds::{Kinds, Working};
pub use schedule::{Every, is_time, schedule};
pub use shown::{Failed, Standing, failed, standing, try_again};

use crate::ids::{JobId, Uuid};
use crate::{Db, Fault, Timestamp, Tx};
use jiff::SignedDuration;
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

/// The nightly work that forgets what was done, or given up, long ago.
pub const FORGET_OLD: &str = "forget-old-work";

/// How often a piece of work is tried before it is given up.
pub const ATTEMPTS: u32 = 12;

/// How long a program has work to itself. One that dies leaves it to others after this.
pub const CLAIM: SignedDuration = SignedDuration::from_mins(15);

/// How long work that was done or given up is remembered.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Writes down work to be done as soon as may be.
///
/// # Errors
/// The database's.
pub fn ask(tx: &mut Tx<'_>, kind: &str, payload: &impl Serialize) -> Result<(), Fault> {
    let now = tx.now();
    ask_at(tx, kind, payload, now)
}

/// Writes down work to be done at `due`, such as when a closure lapses.
///
/// # Errors
/// The database's.
pub fn ask_at(
    tx: &mut Tx<'_>,
    kind: &str,
    payload: &impl Serialize,
    due: Timestamp,
) -> Result<(), Fault> {
    let (id, now): (JobId, _) = (tx.id(), tx.now());
    tx.insert(
        "kernel_job",
        &[
            ("id", &id),
            ("kind", &kind),
            ("payload", &serde_json::to_string(payload)?),
            ("asked_at", &now),
            ("due_at", &due),
            ("attempts", &0_u32),
        ],
    )
}

/// The work that is due and that nobody is doing, oldest first.
///
/// # Errors
/// The database's.
pub fn due(db: &Db, now: Timestamp, limit: u32) -> Result<Vec<Job>, Fault> {
    let sql = format!(
        "select {} from kernel_job where done_at is null and failed_at is null and due_at <= $1
         and (claimed_until is null or claimed_until <= $1) order by due_at, id limit $2",
        Job::COLUMNS
    );
    db.all(&sql, &[&now, &limit])
}

/// Takes up the work that is due longest, for `worker` alone, until [`CLAIM`] has passed.
///
/// # Errors
/// The database's.
pub fn claim(tx: &mut Tx<'_>, worker: Uuid) -> Result<Option<Job>, Fault> {
    let now = tx.now();
    let Some(job) = due(tx, now, 1)?.pop() else { return Ok(None) };
    let until = now.checked_add(CLAIM).unwrap_or(now);
    tx.update(
        "kernel_job",
        job.id,
        &[("claimed_by", &worker), ("claimed_until", &until), ("tried_at", &now)],
    )?;
    Ok(Some(job))
}

/// Strikes off work that was done.
///
/// # Errors
/// The database's.
pub fn done(tx: &mut Tx<'_>, id: JobId) -> Result<(), Fault> {
    let now = tx.now();
    let none: Option<Uuid> = None;
    tx.update("kernel_job", id, &[("done_at", &now), ("claimed_by", &none)])
}

/// Puts work off after it failed for `reason` (see [`Fault::reason`]), each time for twice as long,
/// and gives it up after [`ATTEMPTS`].
///
/// # Errors
/// The database's.
pub fn put_off_because(tx: &mut Tx<'_>, job: &Job, reason: &str) -> Result<(), Fault> {
    let (now, attempts) = (tx.now(), job.attempts + 1);
    let due = later(now, 5, attempts);
    let failed = (attempts >= ATTEMPTS).then_some(now);
    let none: Option<Timestamp> = None;
    tx.update(
        "kernel_job",
        job.id,
        &[
            ("attempts", &attempts),
            ("due_at", &due),
            ("failed_at", &failed),
            ("reason", &reason),
            ("claimed_until", &none),
        ],
    )
}

/// [`put_off_because`], for a reason that nobody knows.
///
/// # Errors
/// The database's.
pub fn put_off(tx: &mut Tx<'_>, job: &Job) -> Result<(), Fault> {
    put_off_because(tx, job, "other")
}

/// The moment at which to try again: `seconds` doubled with each attempt, up to some hours.
pub(crate) fn later(now: Timestamp, seconds: i64, attempts: u32) -> Timestamp {
    let wait = SignedDuration::from_secs(seconds << attempts.min(12));
    now.checked_add(wait).unwrap_or(now)
}

/// Forgets what was done, or given up, long ago: work and letters.
///
/// # Errors
/// The database's.
pub fn forget_old(tx: &mut Tx<'_>) -> Result<(), Fault> {
    let now = tx.now();
    let since = now.checked_sub(REMEMBERED).unwrap_or(now);
    tx.run("delete from kernel_job where done_at < $1 or failed_at < $1", &[&since])?;
    tx.run("delete from kernel_mail where failed_at < $1", &[&since])?;
    Ok(())
}
