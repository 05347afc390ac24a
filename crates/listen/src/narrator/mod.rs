//! Narrators: the people who spoke, by a pseudonym and, when they gave them, their name and how
//! to reach them. Table `listen_narrator`.

pub(crate) mod desk;
mod everything;
mod reached;

pub use everything::everything;
pub use reached::reach_at;

use crate::ids::{NarratorId, VoiceId};
use crate::redaction::Names;
use crate::voice::{self, AskedBy, Before, Gone, Person, Voice, store as voices_store};
use kernel::{Db, Fault, Timestamp, Tx, audit, jobs, keeper};
use serde_json::json;

kernel::record! {
    /// A person who told us something.
    pub struct Narrator {
        /// Their id.
        pub id: NarratorId,
        /// What they are called here.
        pub pseudonym: String,
        /// Their own name, when they gave it.
        pub name: Option<String>,
        /// Where they can be told what happened.
        pub email: Option<String>,
        /// The same by phone.
        pub phone: Option<String>,
        /// Since when they are written down.
        pub created_at: Timestamp,
        /// When they were erased.
        pub erased_at: Option<Timestamp>,
    }
}

kernel::refusal! {
    /// Why a person could not be erased.
    pub enum NotErased {
        /// There is no such person, or they were erased already.
        Gone => "narrator-gone",
        /// Some of their voices were not taken back yet.
        VoicesRemain { n: usize } => "narrator-voices-remain",
    }
}

/// Writes a person down; they must have been checked.
pub(crate) fn create(tx: &mut Tx<'_>, person: &Person) -> Result<NarratorId, Fault> {
    let id = insert(tx, person)?;
    audit::record(tx, "narrator.create", id, &json!({}))?;
    Ok(id)
}

/// [`create`] for many, which the import audits as one.
pub(crate) fn insert(tx: &mut Tx<'_>, person: &Person) -> Result<NarratorId, Fault> {
    let (id, now): (NarratorId, _) = (tx.id(), tx.now());
    tx.insert(
        "listen_narrator",
        &[
            ("id", &id),
            ("pseudonym", &person.pseudonym),
            ("name", &person.name),
            ("email", &person.email),
            ("phone", &person.phone),
            ("created_at", &now),
        ],
    )?;
    Ok(id)
}

/// The narrator with this id.
///
/// # Errors
/// The database's.
pub fn find(db: &Db, id: NarratorId) -> Result<Option<Narrator>, Fault> {
    let sql = format!("select {} from listen_narrator where id = $1", Narrator::COLUMNS);
    db.first(&sql, &[&id])
}

/// Everything that a person told us and did not take back, oldest first.
///
/// # Errors
/// The database's.
pub fn voices(db: &Db, id: NarratorId) -> Result<Vec<Voice>, Fault> {
    let sql = format!(
        "select {} from {} where v.narrator_id = $1 and v.withdrawn_at is null
         order by v.entered_at, v.id",
        Voice::COLUMNS,
        voices_store::FROM
    );
    db.all(&sql, &[&id])
}

/// Where the voices of a person lie, also those that were taken back: who may see the person
/// must be allowed there.
///
/// # Errors
/// The database's.
pub fn within(db: &Db, id: NarratorId) -> Result<Vec<kernel::access::Within>, Fault> {
    let sql = format!(
        "select distinct c.programme_id, v.community_id from {} where v.narrator_id = $1",
        voices_store::FROM
    );
    let places: Vec<(kernel::ids::ProgrammeId, kernel::ids::CommunityId)> = db.all(&sql, &[&id])?;
    Ok(places.into_iter().map(|(p, c)| kernel::access::Within::community(p, c)).collect())
}

/// Forgets the names of a person and how to reach them, once they have taken back their last
/// voice. Who follows the reports still does: that address is theirs, and is kept elsewhere.
pub(crate) fn forget_after_last(tx: &mut Tx<'_>, id: NarratorId) -> Result<(), Fault> {
    if !voices(tx, id)?.is_empty() {
        return Ok(());
    }
    let nothing: Option<String> = None;
    tx.update(
        "listen_narrator",
        id,
        &[("pseudonym", &""), ("name", &nothing), ("email", &nothing), ("phone", &nothing)],
    )?;
    audit::record(tx, "narrator.forget", id, &json!({}))
}

/// Erases a person, once every voice of theirs was taken back: their names, how to reach them,
/// what they signed, what they agreed to, why they took their words back, and the tie between
/// them and what is left of their voices. The audit log keeps that it happened.
///
/// Safeguarding concerns are kept under a duty of their own and are not touched.
///
/// # Errors
/// [`NotErased`] says why not.
pub fn erase(tx: &mut Tx<'_>, id: NarratorId) -> Result<(), NotErased> {
    let narrator = there(tx, id)?;
    let remain = voices(tx, id)?.len();
    if remain > 0 {
        return Err(NotErased::VoicesRemain { n: remain });
    }
    Ok(leave_nothing(tx, &narrator)?)
}

/// Takes every voice of a person back, at their word and for the stated `reason`, and then
/// [`erase`]s the person, with everything that every room holds about them.
///
/// # Errors
/// [`NotErased::Gone`].
pub fn erase_with_voices(tx: &mut Tx<'_>, id: NarratorId, reason: &str) -> Result<(), NotErased> {
    let narrator = there(tx, id)?;
    for voice in voices(tx, id)? {
        voice::forget(tx, voice.id, AskedBy::Narrator, reason).map_err(
            |refusal| match refusal {
                voice::NotChanged::Fault(fault) => NotErased::Fault(fault),
                _ => NotErased::Gone,
            },
        )?;
    }
    Ok(leave_nothing(tx, &narrator)?)
}

fn there(tx: &Tx<'_>, id: NarratorId) -> Result<Narrator, NotErased> {
    let narrator = find(tx, id)?.filter(|narrator| narrator.erased_at.is_none());
    narrator.ok_or(NotErased::Gone)
}

fn leave_nothing(tx: &mut Tx<'_>, narrator: &Narrator) -> Result<(), Fault> {
    let id = narrator.id;
    kernel::forgotten::remember(tx, id, &[])?;
    let held: Vec<VoiceId> =
        tx.all("select id from listen_voice where narrator_id = $1", &[&id])?;
    keeper::erase(tx, &as_person(narrator, &held))?;
    for voice in &held {
        for table in ["listen_agreement", "listen_permission", "listen_withdrawal"] {
            tx.run(&format!("delete from {table} where voice_id = $1"), &[voice])?;
        }
    }
    tx.run("update listen_voice set narrator_id = null where narrator_id = $1", &[&id])?;
    let (now, nothing): (_, Option<String>) = (tx.now(), None);
    tx.update(
        "listen_narrator",
        id,
        &[
            ("pseudonym", &""),
            ("name", &nothing),
            ("email", &nothing),
            ("phone", &nothing),
            ("erased_at", &Some(now)),
        ],
    )?;
    jobs::ask(tx, jobs::EMPTY_LOG, &json!({}))?;
    audit::record(tx, "narrator.erase", id, &json!({ "voices": held.len() }))
}

/// Narrators whose pseudonym or name holds `typed`, by pseudonym, of voices within reach.
///
/// # Errors
/// The database's.
pub fn search(
    db: &Db,
    reach: &kernel::access::Reach,
    typed: &str,
    limit: u32,
) -> Result<Vec<Narrator>, Fault> {
    use kernel::db::{ToValue, Value};
    let mut values: Vec<Value> = vec![limit.to_value()];
    let condition = reach.condition("c.programme_id", "v.community_id", &mut values);
    let sql = format!(
        "select {} from listen_narrator n where n.erased_at is null and n.pseudonym <> '' and exists
         (select 1 from {} where v.narrator_id = n.id and {condition})
         order by n.pseudonym, n.id limit $1",
        Narrator::columns("n"),
        voices_store::FROM
    );
    // Letters are folded by us: neither database folds ŵ.
    let wanted = kernel::folding::fold(typed);
    let most = if wanted.trim().is_empty() { limit } else { 10_000 };
    if let Some(first) = values.first_mut() {
        *first = most.to_value();
    }
    let values: Vec<&dyn ToValue> = values.iter().map(|value| value as _).collect();
    let mut found: Vec<Narrator> = db.all(&sql, &values)?;
    found.retain(|narrator| {
        let name = narrator.name.as_deref().unwrap_or_default();
        kernel::folding::fold(&format!("{} {name}", narrator.pseudonym)).contains(wanted.trim())
    });
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(found)
}

/// Who every room's keeper is asked about.
fn as_person(narrator: &Narrator, voices: &[VoiceId]) -> keeper::Person {
    keeper::Person {
        id: narrator.id.into(),
        voices: voices.iter().map(|voice| voice.0).collect(),
        email: narrator.email.clone(),
    }
}

/// Mends a person's names and how to reach them. A name that they no longer have goes from
/// wherever it stood.
///
/// # Errors
/// [`voice::NotRecorded`] says why not.
pub fn edit(tx: &mut Tx<'_>, id: NarratorId, person: &Person) -> Result<(), voice::NotRecorded> {
    let mut person = person.clone();
    voice::check_person(&mut person)?;
    let narrator = find(tx, id)?.filter(|narrator| narrator.erased_at.is_none());
    let narrator = narrator.ok_or(voice::NotRecorded::NoNarrator)?;
    let former: Vec<String> =
        narrator.name.filter(|name| Some(name) != person.name.as_ref()).into_iter().collect();
    let mut before = Vec::new();
    if !former.is_empty() {
        for voice in voices(tx, id)? {
            before.push((voice.id, Before::of(tx, voice.id)?));
        }
    }
    tx.update(
        "listen_narrator",
        id,
        &[
            ("pseudonym", &person.pseudonym),
            ("name", &person.name),
            ("email", &person.email),
            ("phone", &person.phone),
        ],
    )?;
    audit::record(tx, "narrator.edit", id, &json!({}))?;
    for (voice, before) in before {
        let names = Names::near(tx, voice, &former)?;
        before.turn(tx, voice, Gone::Unspoken(names))?;
    }
    Ok(())
}
