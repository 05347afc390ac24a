//! Everything held about a person, for the person (UK GDPR, Article 15).

use super::{as_person, find, voices};
use crate::ids::{NarratorId, VoiceId};
use crate::{agreement, campaign, voice};
use kernel::permission::{Allowed, Closure, Permission};
use kernel::{Db, Fault};
use serde_json::{Value, json};

/// Everything held about a narrator, as JSON: who they are, each voice with its words as they
/// said them, what they agreed to, what was done about their wishes, and what every other room
/// holds or made of it. Nothing when there is no such person.
///
/// It holds the original words, so only the person may be handed it. Safeguarding concerns are
/// not in it (Data Protection Act 2018, Schedule 3).
///
/// # Errors
/// The database's.
pub fn everything(db: &Db, id: NarratorId) -> Result<Option<Value>, Fault> {
    let Some(narrator) = find(db, id)? else { return Ok(None) };
    let theirs = voices(db, id)?;
    let ids: Vec<VoiceId> = theirs.iter().map(|voice| voice.id).collect();
    let elsewhere = kernel::keeper::export(db, &as_person(&narrator, &ids))?;
    let voices = theirs.iter().map(|voice| one(db, voice)).collect::<Result<Vec<_>, _>>()?;
    Ok(Some(json!({
        "pseudonym": narrator.pseudonym,
        "name": narrator.name,
        "email": narrator.email,
        "phone": narrator.phone,
        "written_down_at": narrator.created_at.to_string(),
        "erased_at": narrator.erased_at.map(|at| at.to_string()),
        "voices": voices,
        "made_of_them": elsewhere,
    })))
}

fn one(db: &Db, voice: &voice::Voice) -> Result<Value, Fault> {
    let whole = voice::whole(db, voice.id)?.ok().map(Allowed::into_words);
    let (words, translation) =
        whole.map(|whole| (whole.words, whole.translation)).unwrap_or_default();
    let campaign = campaign::find(db, voice.campaign)?;
    let community = places::community::find(db, voice.community)?;
    let tags: serde_json::Map<String, Value> =
        voice::tags(db, voice.id)?.into_iter().map(|(name, value)| (name, value.into())).collect();
    let agreements: Vec<Value> = agreement::of(db, voice.id)?
        .into_iter()
        .map(|agreement| {
            json!({
                "agreement": agreement.wording.kind.word(),
                "version": agreement.wording.version,
                "text": agreement.wording.text,
                "made_on": agreement.made_on.to_string(),
                "how": agreement.how.word(),
            })
        })
        .collect();
    let permissions: Vec<Value> = voice::permissions(db, voice.id)?
        .into_iter()
        .map(|given| {
            let mut permission = permission(given.permission);
            if let Value::Object(facts) = &mut permission {
                facts.insert("at".into(), given.at.to_string().into());
                facts.insert("by".into(), given.actor_kind.into());
            }
            permission
        })
        .collect();
    let steps: Vec<Value> = voice::withdrawals(db, voice.id)?
        .into_iter()
        .map(|step| {
            json!({
                "what": step.kind.word(), "asked_by": step.asked_by.word(),
                "reason": step.reason, "at": step.at.to_string(),
            })
        })
        .collect();
    let closed_until = match voice.closure {
        Closure::Open => Value::Null,
        Closure::Until(day) => day.to_string().into(),
        Closure::ForGood => "for good".into(),
    };
    Ok(json!({
        "thread_number": voice.number.to_string(),
        "campaign": campaign.map(|campaign| campaign.title),
        "lawful_basis": campaign::find(db, voice.campaign)?.map(|found| found.lawful_basis.word()),
        "community": community.map(|community| community.name),
        "reference": voice.reference,
        "title": voice.title,
        "described": voice.described,
        "language": voice.language,
        "words": words,
        "translation": translation,
        "heard_on": voice.heard_on.map(|day| day.to_string()),
        "written_down_at": voice.entered_at.to_string(),
        "written_down_how": voice.entered_how.word(),
        "written_down_for": voice.entered_for,
        "tags": tags,
        "permission": permission(voice.permission),
        "permissions_before": permissions,
        "agreements": agreements,
        "closed_until": closed_until,
        "review": voice.review.word(),
        "taken_down_and_back": steps,
    }))
}

fn permission(permission: Permission) -> Value {
    json!({
        "rung": permission.rung.word(), "sound": permission.sound,
        "archive": permission.archive, "contact": permission.contact,
    })
}
