//! Work that comes by the clock.

use super::ask;
use crate::clock::london;
use crate::{Db, Fault, Timestamp, Tx};
use jiff::civil::Time;
use jiff::{SignedDuration, ToSpan};
use serde_json::json;

/// How often work comes by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    /// Each day at this time, as the clocks of the United Kingdom show it. On a day on which they
    /// leave that time out it comes as much later.
    Night(Time),
    /// After so long, again and again.
    Interval(SignedDuration),
}

impl Every {
    /// The first time after `now`.
    pub fn next(self, now: Timestamp) -> Timestamp {
        match self {
            Self::Interval(wait) => now.checked_add(wait).unwrap_or(now),
            Self::Night(at) => {
                let here = london(now);
                let on = |days: i64| {
                    let day = here.date().checked_add(days.days()).ok()?;
                    Some(day.to_datetime(at).to_zoned(here.time_zone().clone()).ok()?.timestamp())
                };
                [0, 1, 2].into_iter().filter_map(on).find(|moment| *moment > now).unwrap_or(now)
            }
        }
    }
}

/// Asks for the work that has come due by the clock, once whichever of several programs is first,
/// and not while the last of its kind still waits. Gives whether anything was asked for or noted.
///
/// # Errors
/// The database's.
pub fn schedule(tx: &mut Tx<'_>, kinds: &[(&'static str, Every)]) -> Result<bool, Fault> {
    let now = tx.now();
    let mut moved = false;
    for (kind, every) in kinds {
        let due = due_at(tx, kind)?;
        if due.is_some_and(|due| due > now) {
            continue;
        }
        moved = true;
        if due.is_some() && !waits(tx, kind)? {
            ask(tx, kind, &json!({}))?;
        }
        tx.run(
            "insert into kernel_schedule (kind, due_at) values ($1, $2)
             on conflict (kind) do update set due_at = excluded.due_at",
            &[kind, &every.next(now)],
        )?;
    }
    Ok(moved)
}

/// Whether [`schedule`] has something to do: a look that needs no change.
///
/// # Errors
/// The database's.
pub fn is_time(db: &Db, kinds: &[(&'static str, Every)], now: Timestamp) -> Result<bool, Fault> {
    for (kind, _) in kinds {
        if due_at(db, kind)?.is_none_or(|due| due <= now) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn due_at(db: &Db, kind: &str) -> Result<Option<Timestamp>, Fault> {
    db.first("select due_at from kernel_schedule where kind = $1", &[&kind])
}

fn waits(db: &Db, kind: &str) -> Result<bool, Fault> {
    let sql = "select count(*) from kernel_job
        where kind = $1 and done_at is null and failed_at is null";
    Ok(db.only::<i64>(sql, &[&kind])? > 0)
}
