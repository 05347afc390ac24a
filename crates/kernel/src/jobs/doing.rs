//! Doing what is due, one piece after another.

use super::{Every, Job, Kinds, Working, claim, done, due, is_time, put_off_because, schedule};
use crate::files::Files;
use crate::ids::Uuid;
use crate::{Act, Fault, Space};

/// Asks for what has come due by the clock, and does the piece of work that is due longest. Gives
/// whether there was any. `act` gives an act of the house, of the moment at which it is called.
///
/// # Errors
/// The database's. What goes wrong in the work itself puts it off.
pub fn work_once(
    (space, files, base): (&Space, &Files, &str),
    act: &dyn Fn() -> Act,
    kinds: &Kinds,
    worker: Uuid,
) -> Result<bool, Fault> {
    let now = act().now;
    let by_clock: Vec<(&'static str, Every)> = kinds.scheduled_kinds().collect();
    let asked = by_clock.clone();
    let (time, any) =
        space.read_now(move |db| Ok((is_time(db, &asked, now)?, !due(db, now, 1)?.is_empty())))?;
    if time {
        space.change_now(act(), move |tx| schedule(tx, &by_clock))?;
    }
    if !time && !any {
        return Ok(false);
    }
    let Some(job) = space.change_now(act(), move |tx| claim(tx, worker))? else {
        return Ok(false);
    };
    let working =
        Working { space: space.clone(), files: files.clone(), base: base.to_owned(), act: act() };
    settle(space, act, job.clone(), kinds.work(&working, &job))?;
    Ok(true)
}

/// Strikes off what was done, and puts off what failed.
fn settle(
    space: &Space,
    act: &dyn Fn() -> Act,
    job: Job,
    came: Result<(), Fault>,
) -> Result<(), Fault> {
    match came {
        Ok(()) => space.change_now(act(), move |tx| done(tx, job.id)),
        Err(fault) => {
            let reason = fault.reason();
            tracing::error!(%fault, reason, kind = job.kind, "work failed and was put off");
            space.change_now(act(), move |tx| put_off_because(tx, &job, reason))
        }
    }
}
