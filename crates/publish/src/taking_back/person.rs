//! Erasing a person: every voice of theirs, and then everything else that is held about them; and
//! what this room holds about them, for them.

use super::{NotTakenBack, Reason, store};
use crate::ids::SubscriberId;
use kernel::keeper::Person;
use kernel::{Db, Fault, Timestamp, Tx, audit};
use listen::narrator::NotErased;
use listen::{NarratorId, VoiceId};
use serde_json::{Value, json};

/// Takes every voice of a person back and then erases the person: only the audit log keeps that
/// it happened.
///
/// # Errors
/// [`NotTakenBack`] says why not.
pub fn erase(tx: &mut Tx<'_>, narrator: NarratorId) -> Result<(), NotTakenBack> {
    let erased = listen::narrator::erase_with_voices(tx, narrator, Reason::Law.word());
    erased.map_err(|refusal| match refusal {
        NotErased::Fault(fault) => NotTakenBack::Fault(fault),
        NotErased::Gone | NotErased::VoicesRemain { .. } => NotTakenBack::Gone,
    })
}

/// What [`kernel::keeper::Keeper::erase`] asks of this room: the person follows nothing any more.
///
/// # Errors
/// The database's.
pub(crate) fn leave(tx: &mut Tx<'_>, person: &Person) -> Result<(), Fault> {
    let Some(email) = &person.email else { return Ok(()) };
    let known: Option<SubscriberId> =
        tx.first("select id from publish_subscriber where email = $1", &[email])?;
    let Some(id) = known else { return Ok(()) };
    tx.run("delete from publish_subscriber where id = $1", &[&id])?;
    audit::record(tx, "subscription.end", id, &json!({}))
}

/// What [`kernel::keeper::Keeper::export`] asks of this room: where a person's words stand, which
/// lines rest on them, and what they follow.
///
/// # Errors
/// The database's.
pub(crate) fn export(db: &Db, person: &Person) -> Result<Value, Fault> {
    let (mut quoted, mut lines) = (Vec::new(), Vec::new());
    for voice in &person.voices {
        let voice = VoiceId(*voice);
        for (edition, quote) in store::quotes_of(db, voice)? {
            let Some((version, slug)) = crate::publication::of_edition(db, edition)? else {
                continue;
            };
            quoted.push(json!({
                "voice": voice, "report": slug, "version": version, "words": quote.words.as_ref().map(|words| words.for_their_person()),
                "translation": quote.translation.as_ref().map(|words| words.for_their_person()), "described": quote.described,
            }));
        }
        for claim in super::claims_on(db, voice)? {
            if let Some(claim) = crate::publication::claim(db, claim)? {
                lines.push(json!({ "voice": voice, "thread": claim.thread }));
            }
        }
    }
    let follows: Option<(String, Timestamp)> = match &person.email {
        Some(email) => db.first(
            "select language, created_at from publish_subscriber where email = $1",
            &[email],
        )?,
        None => None,
    };
    let follows = follows
        .map(|(language, since)| json!({ "language": language, "since": since.to_string() }));
    if quoted.is_empty() && lines.is_empty() && follows.is_none() {
        return Ok(Value::Null);
    }
    Ok(json!({ "quoted": quoted, "lines": lines, "follows_reports": follows }))
}
