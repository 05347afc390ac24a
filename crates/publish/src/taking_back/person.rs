//! Erasing a person: every voice of theirs, and then everything else that is held about them.

use super::{NotTakenBack, Reason, withdraw};
use crate::ids::SubscriberId;
use kernel::{Tx, audit};
use listen::NarratorId;
use listen::narrator::NotErased;
use listen::voice::AskedBy;
use serde_json::json;

/// Takes every voice of a person back and then erases the person: only the audit log keeps that
/// it happened.
///
/// # Errors
/// [`NotTakenBack`] says why not.
pub fn erase(tx: &mut Tx<'_>, narrator: NarratorId) -> Result<(), NotTakenBack> {
    let person = listen::narrator::find(tx, narrator)?.ok_or(NotTakenBack::Gone)?;
    for voice in listen::narrator::voices(tx, narrator)? {
        withdraw(tx, voice.id, AskedBy::Narrator, Reason::Law)?;
    }
    if let Some(email) = person.email {
        let known: Option<SubscriberId> =
            tx.first("select id from publish_subscriber where email = $1", &[&email])?;
        if let Some(id) = known {
            tx.run("delete from publish_subscriber where id = $1", &[&id])?;
            audit::record(tx, "subscription.end", id, &json!({}))?;
        }
    }
    listen::narrator::erase(tx, narrator).map_err(|refusal| match refusal {
        NotErased::Fault(fault) => NotTakenBack::Fault(fault),
        NotErased::Gone | NotErased::VoicesRemain { .. } => NotTakenBack::Gone,
    })
}
