//! Taking words back: first everything that holds them, then one change that removes them from
//! all of it. Pages `/desk/voices/{voice}/withdrawal`, `/desk/voices/{voice}/takedown` and
//! `/desk/narrators/{narrator}/erasure`; a resident does the same at `/thread`.
//!
//! The verbs of `listen` tell every room's keeper; what is here is this room's part of it, and
//! the pages.

mod again;
mod alike;
mod desk;
mod model;
mod person;
mod reach;
mod republish;
mod store;
mod sweep;
mod turning;
mod typed;

pub use again::again;
pub use alike::{Alike, alike};
pub use model::{Held, Kind, NotTakenBack, Reach, Reason};
pub use person::erase;
pub(crate) use person::{export, leave};
pub use reach::reach;
pub(crate) use reach::{claims_on, is_quoted, rests};
pub use republish::REMOVE_FILE;
pub use sweep::{narrow, sweep};
pub(crate) use turning::turn;

use kernel::Tx;
use kernel::access::Verb;
use listen::VoiceId;
use listen::voice::AskedBy;
use web::Routes;
use web::axum::routing::get;

/// The audit entry of a claim that lost words it rested on.
pub const REMOVED: &str = "claim.words_removed";

pub(crate) fn routes() -> Routes {
    Routes::new()
        .gated(
            "/desk/voices/{voice}/withdrawal",
            Verb::WithdrawVoice,
            get(desk::ask).post(desk::withdraw),
        )
        .gated(
            "/desk/voices/{voice}/takedown",
            Verb::TakeDown,
            get(desk::ask_down).post(desk::take_down),
        )
        .gated(
            "/desk/narrators/{narrator}/erasure",
            Verb::ErasePerson,
            get(desk::ask_erase).post(desk::erase),
        )
}

/// Takes a voice back for good, in one change: its words go from the voice, from search, from
/// what readers made of them, from every version of every report and from promises, and from every
/// sentence into which somebody typed them. Reports that rested on them are published again
/// without them, with their numbers counted again; their files are removed and printed anew; and
/// those who follow them are told. The audit log keeps that it happened.
///
/// # Errors
/// [`NotTakenBack`] says why not.
pub fn withdraw(
    tx: &mut Tx<'_>,
    voice: VoiceId,
    asked_by: AskedBy,
    reason: Reason,
) -> Result<(), NotTakenBack> {
    Ok(listen::voice::forget(tx, voice, asked_by, reason.word())?)
}

/// Hides a voice at once while it is looked into: from the team, the public pages, search and
/// files. Reports are printed again without it. Nothing is forgotten but what somebody typed by
/// hand into a sentence of the team's, which does not come back.
///
/// # Errors
/// [`NotTakenBack`] says why not.
pub fn take_down(
    tx: &mut Tx<'_>,
    voice: VoiceId,
    asked_by: AskedBy,
    reason: Reason,
) -> Result<(), NotTakenBack> {
    Ok(listen::voice::take_down(tx, voice, asked_by, reason.word())?)
}

/// Shows a voice again that was taken down.
///
/// # Errors
/// [`NotTakenBack`] says why not.
pub fn lift(tx: &mut Tx<'_>, voice: VoiceId, reason: Reason) -> Result<(), NotTakenBack> {
    Ok(listen::voice::lift(tx, voice, reason.word())?)
}
