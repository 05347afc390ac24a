//! Taking back again, in an archive that is to be put into a space, what was taken back there since.

use super::{NotTakenBack, Reason, erase, narrow, take_down, withdraw};
use kernel::{Db, Fault, Refusal, Tx, forgotten};
use listen::voice::AskedBy;
use listen::{NarratorId, VoiceId};

/// Takes back in the database of an archive what is gone from the space that is `there`, and lets
/// nothing go further than people let it go there: withdrawn voices and erased persons, lower
/// permissions, closures, takedowns and hidden names.
///
/// # Errors
/// The database's.
pub fn again(tx: &mut Tx<'_>, there: &Db) -> Result<(), Fault> {
    for voice in forgotten::gone::<VoiceId>(tx)? {
        settled(withdraw(tx, voice, AskedBy::Narrator, Reason::Asked))?;
    }
    for person in forgotten::gone::<NarratorId>(tx)? {
        let here = listen::narrator::find(tx, person)?;
        if here.is_some_and(|person| person.erased_at.is_none()) {
            settled(erase(tx, person))?;
        }
    }
    for voice in listen::voice::narrower(tx, there)? {
        if voice.down {
            settled(take_down(tx, voice.id, AskedBy::Officer, Reason::Asked))?;
        }
        listen::voice::narrow_to(tx, &voice)?;
        narrow(tx, voice.id)?;
    }
    Ok(())
}

/// What is gone already, or never was in the archive, is as it should be.
fn settled(done: Result<(), NotTakenBack>) -> Result<(), Fault> {
    done.or_else(|refusal| refusal.or_fault().map(drop))
}
