//! Counted attempts: how often somebody may try a door before they must wait.

use crate::{Fault, Tx};
use jiff::SignedDuration;

/// A door at which attempts are counted.
#[derive(Clone, Copy, Debug)]
pub struct Gate {
    /// Its name, such as `sign-in`.
    pub name: &'static str,
    /// How many attempts are free.
    pub most: i64,
    /// Within how long.
    pub within: SignedDuration,
}

/// Counts an attempt at a gate by `key` (an address, a network address), of which only a digest
/// is kept. Gives false when there were too many.
///
/// # Errors
/// The database's.
pub fn attempt(tx: &mut Tx<'_>, gate: Gate, key: &str) -> Result<bool, Fault> {
    let now = tx.now();
    let since = now.checked_sub(gate.within).unwrap_or(now);
    let digest = *blake3::hash(key.as_bytes()).as_bytes();
    tx.run("delete from kernel_attempt where gate = $1 and at <= $2", &[&gate.name, &since])?;
    let made: i64 = tx.only(
        "select count(*) from kernel_attempt where gate = $1 and key = $2",
        &[&gate.name, &digest],
    )?;
    if made >= gate.most {
        return Ok(false);
    }
    let id: crate::ids::JobId = tx.id();
    tx.insert(
        "kernel_attempt",
        &[("id", &id), ("gate", &gate.name), ("key", &digest), ("at", &now)],
    )?;
    Ok(true)
}
