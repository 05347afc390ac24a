//! The work of this room that the house does later: printing again, removing files, telling
//! subscribers.

use crate::feed;
use crate::ids::EditionId;
use crate::publication::{self, Press, Wanted, pdf_now};
use crate::subscription;
use crate::taking_back::{REMOVE_FILE, sweep};
use jiff::civil::time;
use kernel::clock::day;
use kernel::files::Files;
use kernel::jobs::{Every, Job, Kinds, Working};
use kernel::{Act, Fault, Space};
use serde::Deserialize;
use std::sync::Arc;

#[derive(Deserialize)]
struct Removing {
    path: String,
}

#[derive(Deserialize)]
struct Reprinting {
    edition: EditionId,
}

/// The nightly work of [`crate::taking_back::sweep`]: permissions and closures that were changed, or that
/// lapsed, reach what was published.
pub const SWEEP: &str = "sweep-permissions";

/// This room's kinds of work.
pub fn kinds(press: &Arc<dyn Press>) -> Kinds {
    let press = press.clone();
    Kinds::new()
        .job(REMOVE_FILE, |working, job| {
            let removing: Removing = serde_json::from_str(&job.payload)?;
            working.files.remove(&removing.path)
        })
        .job(publication::REPRINT, move |working, job| reprint(&press, working, job))
        .job(feed::TELL, |working, job| {
            let (job, base) = (job.clone(), working.base.clone());
            let act = working.act.clone();
            working.space.change_now(act, move |tx| subscription::tell(tx, &job, &base))
        })
        .scheduled(SWEEP, Every::Night(time(2, 0, 0, 0)), |working, _| {
            working.space.change_now(working.act.clone(), sweep).map(drop)
        })
}

fn reprint(press: &Arc<dyn Press>, working: &Working, job: &Job) -> Result<(), Fault> {
    let reprinting: Reprinting = serde_json::from_str(&job.payload)?;
    let id = reprinting.edition;
    let found = working.space.read_now(move |db| publication::edition_by_id(db, id))?;
    let Some(edition) = found else { return Ok(()) };
    let wanted = Wanted {
        publication: edition.publication_id,
        language: edition.language,
        base: working.base.clone(),
        today: day(working.act.now),
    };
    let (act, mut nobody) = (working.act.clone(), std::io::sink());
    pdf_now(&working.space, &working.files, press, act, wanted, &mut nobody).map(drop)
}

/// Does one piece of work of this room or of the house. `base` is the site's public address, without
/// a slash at the end.
///
/// # Errors
/// The database's, the files' or the press's; the work is then tried again.
/// [`Fault::UnknownWork`] for a kind that nobody knows.
pub fn work(
    space: &Space,
    files: &Files,
    press: &Arc<dyn Press>,
    base: &str,
    job: &Job,
    act: Act,
) -> Result<(), Fault> {
    let working =
        Working { space: space.clone(), files: files.clone(), base: base.to_owned(), act };
    Kinds::of_the_house().and(listen::kinds()).and(kinds(press)).work(&working, job)
}
