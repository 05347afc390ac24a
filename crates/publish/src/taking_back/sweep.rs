//! Words that may no longer stand in a report although nobody took them back: the person agreed
//! to less, or the voice was closed. They go the same way.

use super::{REMOVED, mend_all, store, touched, typed, unsay};
use kernel::clock::day;
use kernel::permission::{NotAllowed, Use, check};
use kernel::{Fault, Tx, audit};
use listen::VoiceId;
use serde_json::json;

/// Removes a voice's words from every version of every report when its person no longer lets
/// them stand there. The voice stays counted, and lines keep resting on it. Gives whether
/// anything was removed.
///
/// A voice that is only taken down keeps its place: its words are hidden, and may come back.
///
/// # Errors
/// The database's.
pub fn narrow(tx: &mut Tx<'_>, voice: VoiceId) -> Result<bool, Fault> {
    let Some(mut standing) = listen::voice::standing(tx, voice)? else { return Ok(false) };
    standing.taken_down = false;
    // A review that is asked for again does not undo what was published after the first.
    standing.cleared = true;
    let ended = match check(&standing, Use::Report, day(tx.now())) {
        Ok(()) => false,
        Err(NotAllowed::Beyond | NotAllowed::Closed(_) | NotAllowed::Withdrawn) => true,
        Err(NotAllowed::TakenDown | NotAllowed::NotCleared) => false,
    };
    if !ended {
        return Ok(false);
    }
    let quoting = store::quoting(tx, voice)?;
    store::clear_quotes(tx, voice)?;
    for (.., claim) in &quoting {
        if let Some(claim) = claim {
            audit::record(tx, REMOVED, *claim, &json!({ "narrowed": true }))?;
        }
    }
    let mut reports = touched(tx, &quoting, &[])?;
    unsay(tx, &typed::said(tx, voice)?, &mut reports)?;
    let removed = !reports.is_empty();
    mend_all(tx, reports)?;
    Ok(removed)
}

/// [`narrow`]s every voice that is quoted: the house does it by the clock, so that a closure or a
/// permission that an officer changed reaches what was published. Gives how many voices' words
/// were removed.
///
/// # Errors
/// The database's.
pub fn sweep(tx: &mut Tx<'_>) -> Result<u32, Fault> {
    let mut removed = 0;
    for voice in store::quoted_voices(tx)? {
        removed += u32::from(narrow(tx, voice)?);
    }
    Ok(removed)
}
