//! How the work stands, for whoever looks after the space.

use crate::ids::JobId;
use crate::{Db, Fault, Timestamp, Tx};

/// How much of a kind of work there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The kind.
    pub kind: String,
    /// How many pieces wait or are being done.
    pub waiting: u64,
    /// The most often that one of them was tried.
    pub tried: u32,
    /// When the first of them is due.
    pub due: Timestamp,
    /// Why the one that was tried most failed last, as a code.
    pub reason: Option<String>,
}

crate::record! {
    /// Work, or a letter, that was given up or has failed and is to be tried again.
    pub struct Failed {
        /// Its id.
        pub id: JobId,
        /// Its kind.
        pub kind: String,
        /// How often it was tried.
        pub attempts: u32,
        /// When it was tried last.
        pub tried_at: Option<Timestamp>,
        /// Why it failed, as a code of [`Fault::reason`].
        pub reason: Option<String>,
        /// When it was given up; nothing while it is tried again.
        pub failed_at: Option<Timestamp>,
    }
}

/// How much work of each kind waits.
///
/// # Errors
/// The database's.
pub fn standing(db: &Db) -> Result<Vec<Standing>, Fault> {
    let sql = "select kind, count(*), max(attempts), min(due_at), max(reason) from kernel_job
        where done_at is null and failed_at is null group by kind order by kind";
    let rows: Vec<(String, u64, u32, Timestamp, Option<String>)> = db.all(sql, &[])?;
    let row = |(kind, waiting, tried, due, reason)| Standing { kind, waiting, tried, due, reason };
    Ok(rows.into_iter().map(row).collect())
}

/// The work that has failed and was not done since, newest first.
///
/// # Errors
/// The database's.
pub fn failed(db: &Db, limit: u32) -> Result<Vec<Failed>, Fault> {
    let sql = format!(
        "select {} from kernel_job where done_at is null and attempts > 0
         order by case when failed_at is null then 1 else 0 end, tried_at desc, id limit $1",
        Failed::COLUMNS
    );
    db.all(&sql, &[&limit])
}

/// Has failed work tried again now, as if for the first time. False when there is none of this id.
///
/// # Errors
/// The database's.
pub fn try_again(tx: &mut Tx<'_>, id: JobId) -> Result<bool, Fault> {
    let now = tx.now();
    let sql = "update kernel_job set attempts = 0, due_at = $2, failed_at = null,
        claimed_until = null where id = $1 and done_at is null and attempts > 0";
    Ok(tx.run(sql, &[&id, &now])? > 0)
}
