//! The work of this room that the house does later: printing again, removing files, telling
//! subscribers.

use crate::feed;
use crate::ids::EditionId;
use crate::publication::{self, Press, Wanted, pdf_now};
use crate::subscription;
use crate::taking_back::REMOVE_FILE;
use kernel::clock::day;
use kernel::files::Files;
use kernel::jobs::{self, Job};
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

/// Does one piece of work. `base` is the site's public address, without a slash at the end.
///
/// # Errors
/// The database's, the files' or the press's; the work is then tried again. [`Fault::Other`] for
/// a kind that nobody knows.
pub fn work(
    space: &Space,
    files: &Files,
    press: &Arc<dyn Press>,
    base: &str,
    job: &Job,
    act: Act,
) -> Result<(), Fault> {
    match job.kind.as_str() {
        jobs::EMPTY_LOG => space.empty_log(),
        REMOVE_FILE => {
            let removing: Removing = serde_json::from_str(&job.payload)?;
            files.remove(&removing.path)
        }
        publication::REPRINT => {
            let reprinting: Reprinting = serde_json::from_str(&job.payload)?;
            let id = reprinting.edition;
            let found = space.read_now(move |db| publication::edition_by_id(db, id))?;
            let Some(edition) = found else { return Ok(()) };
            let wanted = Wanted {
                publication: edition.publication_id,
                language: edition.language,
                base: base.to_owned(),
                today: day(act.now),
            };
            pdf_now(space, files, press, act, wanted).map(drop)
        }
        feed::TELL => {
            let (job, base) = (job.clone(), base.to_owned());
            space.change_now(act, move |tx| subscription::tell(tx, &job, &base))
        }
        kind => Err(Fault::Other(format!("nobody knows the work {kind}"))),
    }
}
