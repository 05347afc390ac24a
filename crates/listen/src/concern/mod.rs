//! Safeguarding concerns: raised from any voice, read by named leads and by nobody else. Table
//! `listen_concern`. Nothing of a concern is searched, exported, counted or written into the
//! audit log.

pub(crate) mod desk;

use crate::ids::{ConcernId, VoiceId};
use crate::voice::{self, Voice, tidy};
use kernel::access::{Reach, Verb, Viewer, Within};
use kernel::db::{ToValue, Value};
use kernel::ids::AccountId;
use kernel::{Db, Fault, Message, Timestamp, Tx, accounts, audit, mail};
use serde_json::json;

kernel::record! {
    /// A concern about somebody's safety.
    pub struct Concern {
        /// Its id.
        pub id: ConcernId,
        /// The voice it was raised from.
        pub voice_id: VoiceId,
        /// Who raised it.
        pub raised_by: AccountId,
        /// When.
        pub raised_at: Timestamp,
        /// What they wrote.
        pub account: String,
        /// What was done.
        pub outcome: Option<String>,
        /// Since when nothing more is to be done.
        pub closed_at: Option<Timestamp>,
    }
}

kernel::refusal! {
    /// Why a concern could not be raised or closed.
    pub enum NotRaised {
        /// Nothing was written.
        NoAccount => "concern-no-account" at "account",
        /// It is too long.
        LongAccount { most: usize } => "concern-long-account" at "account",
        /// What was done is missing.
        NoOutcome => "concern-no-outcome" at "outcome",
        /// What was done is too long.
        LongOutcome { most: usize } => "concern-long-outcome" at "outcome",
        /// Only someone who signed in can raise one.
        Nobody => "concern-nobody",
        /// The voice or the concern is not there.
        Gone => "voice-gone",
    }
}

const MOST: usize = 10_000;

/// Raises a concern from a voice. Every safeguarding lead of its place is sent a letter that
/// says that there is one, and nothing of it.
///
/// # Errors
/// [`NotRaised`] says why not.
pub fn raise(tx: &mut Tx<'_>, voice: VoiceId, account: &str) -> Result<ConcernId, NotRaised> {
    let account = tidy(account);
    if account.is_empty() {
        return Err(NotRaised::NoAccount);
    }
    if account.chars().count() > MOST {
        return Err(NotRaised::LongAccount { most: MOST });
    }
    let by = tx.actor().account().ok_or(NotRaised::Nobody)?;
    let voice = voice::find(tx, voice)?.ok_or(NotRaised::Gone)?;
    let (id, now): (ConcernId, _) = (tx.id(), tx.now());
    // Somebody's safety may rest on words that were taken back. They stay behind the wall.
    tx.knowing(|tx| {
        tx.insert(
            "listen_concern",
            &[
                ("id", &id),
                ("voice_id", &voice.id),
                ("raised_by", &by),
                ("raised_at", &now),
                ("account", &account),
            ],
        )
    })?;
    for lead in leads(tx, voice.within())? {
        let subject = Message::new("concern-mail-subject").say(lead.language);
        let body = Message::new("concern-mail-body").with("name", lead.name.clone());
        let body = body.say(lead.language);
        mail::letter(&lead.email, &subject, &body).urgency(mail::Urgency::AtOnce).post(tx)?;
    }
    audit::record(tx, "concern.raise", id, &json!({}))?;
    Ok(id)
}

/// The accounts that may read concerns of a place.
fn leads(db: &Db, within: Within) -> Result<Vec<accounts::Account>, Fault> {
    let mut leads = Vec::new();
    for account in accounts::all(db)? {
        let roles = accounts::roles(db, account.id)?;
        let viewer = Viewer {
            account: account.id,
            name: account.name.clone(),
            language: account.language,
            roles: roles.into_iter().map(|(_, role, scope)| (role, scope)).collect(),
        };
        if account.ended_at.is_none() && viewer.may(Verb::ReadConcern, within) {
            leads.push(account);
        }
    }
    Ok(leads)
}

/// The concerns of a reach with the voices they were raised from: open ones first, newest first.
///
/// # Errors
/// The database's.
pub fn list(db: &Db, reach: &Reach) -> Result<Vec<(Concern, Voice)>, Fault> {
    let mut values: Vec<Value> = Vec::new();
    let condition = reach.condition("c.programme_id", "v.community_id", &mut values);
    let values: Vec<&dyn ToValue> = values.iter().map(|value| value as _).collect();
    rows(db, &condition, &values)
}

/// The concern with this id and its voice.
///
/// # Errors
/// The database's.
pub fn find(db: &Db, id: ConcernId) -> Result<Option<(Concern, Voice)>, Fault> {
    Ok(rows(db, "k.id = $1", &[&id])?.into_iter().next())
}

fn rows(db: &Db, condition: &str, values: &[&dyn ToValue]) -> Result<Vec<(Concern, Voice)>, Fault> {
    let sql = format!(
        "select {}, {} from {} join listen_concern k on k.voice_id = v.id where {condition}
         order by case when k.closed_at is null then 0 else 1 end, k.raised_at desc, k.id desc",
        Concern::columns("k"),
        Voice::COLUMNS,
        voice::store::FROM
    );
    db.all(&sql, values)
}

/// Notes that somebody read a concern.
///
/// # Errors
/// The database's.
pub fn looked(tx: &mut Tx<'_>, id: ConcernId) -> Result<(), Fault> {
    audit::record(tx, "concern.read", id, &json!({}))
}

/// Writes down what was done about a concern and closes it.
///
/// # Errors
/// [`NotRaised`] says why not.
pub fn close(tx: &mut Tx<'_>, id: ConcernId, outcome: &str) -> Result<(), NotRaised> {
    let outcome = tidy(outcome);
    if outcome.is_empty() {
        return Err(NotRaised::NoOutcome);
    }
    if outcome.chars().count() > MOST {
        return Err(NotRaised::LongOutcome { most: MOST });
    }
    if find(tx, id)?.is_none() {
        return Err(NotRaised::Gone);
    }
    let now = tx.now();
    tx.update("listen_concern", id, &[("outcome", &outcome), ("closed_at", &Some(now))])?;
    audit::record(tx, "concern.close", id, &json!({}))?;
    Ok(())
}
