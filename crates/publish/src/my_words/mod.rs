//! My words: what someone with a card sees and changes without an account. Pages under
//! `/thread`; table `publish_visit`.
//!
//! A thread number stands in no address and no log. Whoever enters one is given a short visit: a
//! random token in a cookie, of which only the digest is kept, with the voice it opens.

mod model;
mod pages;
mod visit;

pub(crate) use pages::routes;

pub use model::{Line, Mine, NotChanged, NotFound, mine};
pub use visit::{LENGTH, end, look_up, visited};

use kernel::permission::{Permission, Rung};
use kernel::{Fault, Tx};
use listen::VoiceId;

/// Changes what a person agreed to, at their own word, and removes their words from where they
/// may no longer stand.
///
/// # Errors
/// [`NotChanged`] says why not.
pub fn change(tx: &mut Tx<'_>, voice: VoiceId, permission: Permission) -> Result<(), NotChanged> {
    let found = listen::voice::find(tx, voice)?.ok_or(NotChanged::Gone)?;
    if permission.rung == Rung::Named && !has_name(tx, &found)? {
        return Err(NotChanged::NoName);
    }
    listen::voice::change_permission(tx, voice, permission).map_err(|refusal| match refusal {
        listen::voice::NotChanged::Fault(fault) => NotChanged::Fault(fault),
        _ => NotChanged::Gone,
    })
}

fn has_name(tx: &Tx<'_>, voice: &listen::voice::Voice) -> Result<bool, Fault> {
    let Some(narrator) = voice.narrator else { return Ok(false) };
    Ok(listen::narrator::find(tx, narrator)?.is_some_and(|narrator| narrator.name.is_some()))
}

/// Keeps where a person wants to be told what happened, and that they do.
///
/// # Errors
/// [`NotChanged`] says why not.
pub fn tell_me(tx: &mut Tx<'_>, voice: VoiceId, email: &str) -> Result<(), NotChanged> {
    let found = listen::voice::find(tx, voice)?.ok_or(NotChanged::Gone)?;
    listen::narrator::reach_at(tx, voice, email).map_err(|refusal| match refusal {
        listen::voice::NotRecorded::Fault(fault) => NotChanged::Fault(fault),
        listen::voice::NotRecorded::NoAddress => NotChanged::NoAddress,
        _ => NotChanged::Gone,
    })?;
    change(tx, voice, Permission { contact: true, ..found.permission })
}
