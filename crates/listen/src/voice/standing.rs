//! How far a voice may go, and every change of it: permission, closure, review, takedown,
//! withdrawal.

use super::model::{AskedBy, Review};
use super::turning::LAPSED;
use super::{Before, Gone, Voice, find, store};
use crate::ids::{PermissionId, VoiceId, WithdrawalId};
use crate::narrator;
use crate::redaction::Names;
use kernel::clock::{Date, begins, day};
use kernel::db::{FromRow, Row};
use kernel::ids::Uuid;
use kernel::permission::{Closure, Permission, Rung, Standing};
use kernel::{Db, Fault, Timestamp, Tx, audit, forgotten, jobs};
use serde_json::json;

kernel::refusal! {
    /// Why it could not be changed how far a voice may go.
    pub enum NotChanged {
        /// It is not there, or was taken back.
        Gone => "voice-gone",
        /// It was taken down already.
        DownAlready => "voice-down-already",
        /// It is not taken down.
        NotDown => "voice-not-down",
        /// Why is missing.
        NoReason => "voice-no-reason" at "reason",
        /// Why is too long.
        LongReason { most: usize } => "voice-long-reason" at "reason",
        /// The day of closure has passed.
        PastDay => "voice-past-day" at "until",
    }
}

/// One permission in the history of a voice.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// Its id.
    pub id: PermissionId,
    /// What was agreed.
    pub permission: Permission,
    /// When.
    pub at: Timestamp,
    /// What kind of actor wrote it down, as the audit log says it.
    pub actor_kind: String,
    /// The account, when it was one.
    pub actor_id: Option<Uuid>,
}

impl FromRow for Given {
    fn from_row(row: &mut Row<'_>) -> Result<Self, Fault> {
        Ok(Self {
            id: row.take()?,
            permission: Permission {
                rung: row.take()?,
                sound: row.take()?,
                archive: row.take()?,
                contact: row.take()?,
            },
            at: row.take()?,
            actor_kind: row.take()?,
            actor_id: row.take()?,
        })
    }
}

kernel::words! {
    /// What was done about somebody's wish.
    pub enum Step {
        /// Hidden at once while it is looked into.
        Takedown = "takedown",
        /// Shown again.
        Lifted = "lifted",
        /// Taken back.
        Withdrawal = "withdrawal",
    }
}

kernel::record! {
    /// One takedown, lifting or withdrawal.
    pub struct Withdrawal {
        /// Its id.
        pub id: WithdrawalId,
        /// What was done.
        pub kind: Step,
        /// Who asked for it.
        pub asked_by: AskedBy,
        /// Why, for the team.
        pub reason: String,
        /// When.
        pub at: Timestamp,
    }
}

/// Everything that decides whether a voice's words may be shown; nothing when there is no such
/// voice.
///
/// # Errors
/// The database's.
pub fn standing(db: &Db, id: VoiceId) -> Result<Option<Standing>, Fault> {
    Ok(find(db, id)?.map(|voice| voice.standing()))
}

/// Changes what a person agreed to. Every permission before it stays in the history. Their words
/// and their name go from wherever they may no longer stand, in every room.
///
/// # Errors
/// [`NotChanged::Gone`].
pub fn change_permission(
    tx: &mut Tx<'_>,
    id: VoiceId,
    permission: Permission,
) -> Result<(), NotChanged> {
    let voice = there(tx, id)?;
    if voice.permission == permission {
        return Ok(());
    }
    let before = Before::of(tx, id)?;
    store::set_permission(tx, id, permission)?;
    let detail = json!({
        "from": voice.permission.rung.word(), "to": permission.rung.word(),
        "sound": permission.sound, "archive": permission.archive, "contact": permission.contact,
    });
    audit::record(tx, "voice.permission", id, &detail)?;
    let unnamed = before.was_named() && permission.rung < Rung::Named;
    let name = if unnamed { before.own_name(tx, id)? } else { Vec::new() };
    if permission.rung == Rung::Named {
        forgotten::name_again(tx, id, false)?;
    }
    let name = Names::near(tx, id, &name)?;
    before.turn(tx, id, Gone::Unspoken(name))?;
    Ok(())
}

/// The permissions of a voice, newest first.
///
/// # Errors
/// The database's.
pub fn permissions(db: &Db, id: VoiceId) -> Result<Vec<Given>, Fault> {
    store::permissions(db, id)
}

/// Closes a voice until a day or for good, or opens it. Closed words go from every room.
///
/// # Errors
/// [`NotChanged::Gone`]; [`NotChanged::PastDay`] for a day that is not to come.
pub fn close(tx: &mut Tx<'_>, id: VoiceId, closure: Closure) -> Result<(), NotChanged> {
    there(tx, id)?;
    let (closed, until) = match closure {
        Closure::Open => (false, None),
        Closure::Until(until) => (true, Some(until)),
        Closure::ForGood => (true, None),
    };
    if until.is_some_and(|until| until <= day(tx.now())) {
        return Err(NotChanged::PastDay);
    }
    let before = Before::of(tx, id)?;
    store::set_closure(tx, id, closed, until)?;
    if let Some(begins) = until.and_then(begins) {
        jobs::ask_at(tx, LAPSED, &json!({ "voice": id }), begins)?;
    }
    let until = until.map(|until: Date| until.to_string());
    audit::record(tx, "voice.closure", id, &json!({ "closed": closed, "until": until }))?;
    before.turn(tx, id, Gone::Nothing)?;
    Ok(())
}

/// Keeps what a person decided who looked for what may hurt someone.
///
/// # Errors
/// [`NotChanged::Gone`].
pub fn review(tx: &mut Tx<'_>, id: VoiceId, outcome: Review) -> Result<(), NotChanged> {
    there(tx, id)?;
    let before = Before::of(tx, id)?;
    store::set_review(tx, id, outcome)?;
    audit::record(tx, "voice.review", id, &json!({ "outcome": outcome.word() }))?;
    before.turn(tx, id, Gone::Nothing)?;
    Ok(())
}

/// Fixes a voice's words, because something begins to point into them. Once is enough.
///
/// # Errors
/// The database's.
pub fn fix(tx: &mut Tx<'_>, id: VoiceId) -> Result<(), Fault> {
    let now = tx.now();
    tx.run(
        "update listen_voice set fixed_at = $2 where id = $1 and fixed_at is null",
        &[&id, &now],
    )?;
    Ok(())
}

/// Hides a voice at once, from everyone and from search, while it is looked into. What somebody
/// typed by hand goes, and does not come back.
///
/// # Errors
/// [`NotChanged`] says why not.
pub fn take_down(
    tx: &mut Tx<'_>,
    id: VoiceId,
    asked_by: AskedBy,
    reason: &str,
) -> Result<(), NotChanged> {
    let voice = there(tx, id)?;
    if voice.taken_down_at.is_some() {
        return Err(NotChanged::DownAlready);
    }
    let before = Before::of(tx, id)?;
    note(tx, id, Step::Takedown, asked_by, reason)?;
    let now = tx.now();
    tx.update("listen_voice", id, &[("taken_down_at", &Some(now))])?;
    kernel::search::remove(tx, id)?;
    audit::record(tx, "voice.takedown", id, &json!({ "asked_by": asked_by.word() }))?;
    before.turn(tx, id, Gone::Nothing)?;
    Ok(())
}

/// Shows a voice again that was taken down.
///
/// # Errors
/// [`NotChanged`] says why not.
pub fn lift(tx: &mut Tx<'_>, id: VoiceId, reason: &str) -> Result<(), NotChanged> {
    let voice = there(tx, id)?;
    if voice.taken_down_at.is_none() {
        return Err(NotChanged::NotDown);
    }
    let before = Before::of(tx, id)?;
    note(tx, id, Step::Lifted, AskedBy::Officer, reason)?;
    tx.update("listen_voice", id, &[("taken_down_at", &None::<Timestamp>)])?;
    store::show_again(tx, id)?;
    audit::record(tx, "voice.lift", id, &json!({}))?;
    before.turn(tx, id, Gone::Nothing)?;
    Ok(())
}

/// Takes a voice back for good: the words, the translation, what is hidden in them, the
/// description, the tags and the words in search are gone, and every other room forgets what it
/// held of them or made of them. What stays says only that there was a voice and what was agreed;
/// its reference becomes a digest, so that a second import does not bring it back, and of what was said [digests](kernel::forgotten)
/// are kept, so that nothing else does. With a person's last voice their names and how to reach them go.
///
/// # Errors
/// [`NotChanged`] says why not.
pub fn forget(
    tx: &mut Tx<'_>,
    id: VoiceId,
    asked_by: AskedBy,
    reason: &str,
) -> Result<(), NotChanged> {
    let voice = there(tx, id)?;
    let before = Before::of(tx, id)?;
    let names = Names::of(tx, id, &before.own_name(tx, id)?)?;
    note(tx, id, Step::Withdrawal, asked_by, reason)?;
    let texts = store::texts(tx, id)?.ok_or(NotChanged::Gone)?;
    let spoken = super::said::spoken(tx, &voice, &texts)?;
    forgotten::remember(tx, id, &spoken)?;
    store::empty(tx, &voice)?;
    kernel::search::remove(tx, id)?;
    jobs::ask(tx, jobs::EMPTY_LOG, &json!({}))?;
    audit::record(tx, "voice.withdraw", id, &json!({ "asked_by": asked_by.word() }))?;
    before.turn(tx, id, Gone::Hidden(names))?;
    if let Some(person) = voice.narrator {
        narrator::forget_after_last(tx, person)?;
    }
    Ok(())
}

/// Takedowns, liftings and the withdrawal of a voice, newest first.
///
/// # Errors
/// The database's.
pub fn withdrawals(db: &Db, id: VoiceId) -> Result<Vec<Withdrawal>, Fault> {
    let sql = format!(
        "select {} from listen_withdrawal where voice_id = $1 order by at desc, id desc",
        Withdrawal::COLUMNS
    );
    db.all(&sql, &[&id])
}

fn there(tx: &Tx<'_>, id: VoiceId) -> Result<Voice, NotChanged> {
    find(tx, id)?.filter(|voice| voice.withdrawn_at.is_none()).ok_or(NotChanged::Gone)
}

/// The most characters of a reason.
const REASON: usize = 1_000;

fn note(
    tx: &mut Tx<'_>,
    voice: VoiceId,
    step: Step,
    asked_by: AskedBy,
    reason: &str,
) -> Result<(), NotChanged> {
    let reason = super::tidy(reason);
    // A person need not say why they take their own words back.
    if reason.is_empty() && asked_by == AskedBy::Officer {
        return Err(NotChanged::NoReason);
    }
    if reason.chars().count() > REASON {
        return Err(NotChanged::LongReason { most: REASON });
    }
    let (id, now): (WithdrawalId, _) = (tx.id(), tx.now());
    tx.insert(
        "listen_withdrawal",
        &[
            ("id", &id),
            ("voice_id", &voice),
            ("kind", &step),
            ("asked_by", &asked_by),
            ("reason", &reason),
            ("at", &now),
        ],
    )?;
    Ok(())
}
