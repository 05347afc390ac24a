//! Erasing a person, and handing them everything that is held about them.

use super::{NotTakenBack, Reason, reach, withdraw};
use crate::ids::SubscriberId;
use kernel::clock::Date;
use kernel::{Db, Fault, Language, Tx, audit};
use listen::NarratorId;
use listen::narrator::NotErased;
use listen::voice::AskedBy;
use serde_json::{Value, json};

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

/// Everything held about a person, as JSON: what the room of listening holds, and everything that
/// holds their words or rests on them.
///
/// # Errors
/// The database's.
pub fn everything(db: &Db, narrator: NarratorId, today: Date) -> Result<Option<Value>, Fault> {
    let Some(held) = listen::narrator::everything(db, narrator)? else { return Ok(None) };
    let mut voices = Vec::new();
    for voice in listen::narrator::voices(db, narrator)? {
        let reach = reach(db, voice.id, Language::En, today)?;
        let held: Vec<Value> = reach
            .held
            .iter()
            .map(|one| {
                json!({
                    "what": kernel::languages::say(Language::En, one.kind.key()),
                    "name": one.name,
                    "version": one.version,
                    "path": one.address(&Language::En),
                    "holds_the_words": one.words,
                })
            })
            .collect();
        voices.push(json!({ "thread_number": voice.number.to_string(), "held_in": held }));
    }
    Ok(Some(json!({ "held": held, "reach": voices })))
}
