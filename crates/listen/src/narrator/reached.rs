//! Where a person can be told what happened, given by themselves with the number on their card.

use super::{create, edit, find};
use crate::ids::VoiceId;
use crate::voice::{self, NotRecorded, Person};
use kernel::{Tx, audit};
use serde_json::json;

/// Keeps the e-mail address of the person behind a voice. One who was not written down yet is
/// written down by how they are described.
///
/// # Errors
/// [`NotRecorded::Gone`] when the voice was taken back; [`NotRecorded::NoAddress`].
pub fn reach_at(tx: &mut Tx<'_>, id: VoiceId, email: &str) -> Result<(), NotRecorded> {
    let voice = voice::find(tx, id)?.filter(|voice| voice.withdrawn_at.is_none());
    let voice = voice.ok_or(NotRecorded::Gone)?;
    let email = kernel::accounts::address(email).ok_or(NotRecorded::NoAddress)?;
    if let Some(known) = voice.narrator {
        let narrator = find(tx, known)?.ok_or(NotRecorded::NoNarrator)?;
        let person = Person {
            pseudonym: narrator.pseudonym,
            name: narrator.name,
            email: Some(email),
            phone: narrator.phone,
        };
        return edit(tx, known, &person);
    }
    let called = if voice.described.is_empty() { voice.title } else { voice.described };
    let person = Person { pseudonym: called, email: Some(email), ..Person::default() };
    let narrator = create(tx, &person)?;
    tx.update("listen_voice", id, &[("narrator_id", &narrator)])?;
    audit::record(tx, "voice.narrator", id, &json!({ "narrator": narrator }))?;
    Ok(())
}
