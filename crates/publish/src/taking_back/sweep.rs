//! Looking again, by the clock, whether words still stand in a report that may not: the change
//! that narrowed them took them out, and this finds what would have been left all the same.

use super::store;
use kernel::clock::day;
use kernel::permission::{NotAllowed, Use, check};
use kernel::{Fault, Tx};
use listen::VoiceId;

/// Removes a voice's words from every version of every report when its person no longer lets
/// them stand there. The voice stays counted, and lines keep resting on it. Gives whether they
/// stood anywhere.
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
    let over = match check(&standing, Use::Report, day(tx.now())) {
        Ok(()) | Err(NotAllowed::TakenDown | NotAllowed::NotCleared) => false,
        Err(NotAllowed::Beyond | NotAllowed::Closed(_) | NotAllowed::Withdrawn) => true,
    };
    if !over || store::quoting(tx, voice)?.is_empty() {
        return Ok(false);
    }
    listen::voice::look_again(tx, voice)?;
    Ok(true)
}

/// [`narrow`]s every voice that is quoted: the house does it every night. Gives how many voices'
/// words were removed.
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
