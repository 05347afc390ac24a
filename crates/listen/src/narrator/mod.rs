//! Narrators: the people who spoke, by a pseudonym and, when they gave them, their name and how
//! to reach them. Table `listen_narrator`.

pub(crate) mod desk;
mod everything;
mod reached;

pub use everything::everything;
pub use reached::reach_at;

use crate::ids::{NarratorId, VoiceId};
use crate::voice::{self, Person, Voice, store as voices_store};
use kernel::{Db, Fault, Timestamp, Tx, audit, jobs};
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

/// Erases a person, once every voice of theirs was taken back: their names, how to reach them,
/// what they signed, what they agreed to, why they took their words back, and the tie between
/// them and what is left of their voices. The audit log keeps that it happened.
///
/// Safeguarding concerns are kept under a duty of their own and are not touched.
///
/// # Errors
/// [`NotErased`] says why not.
pub fn erase(tx: &mut Tx<'_>, id: NarratorId) -> Result<(), NotErased> {
    if find(tx, id)?.is_none_or(|narrator| narrator.erased_at.is_some()) {
        return Err(NotErased::Gone);
    }
    let remain = voices(tx, id)?.len();
    if remain > 0 {
        return Err(NotErased::VoicesRemain { n: remain });
    }
    kernel::forgotten::remember(tx, id, &[])?;
    let held: Vec<VoiceId> =
        tx.all("select id from listen_voice where narrator_id = $1", &[&id])?;
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
    audit::record(tx, "narrator.erase", id, &json!({ "voices": held.len() }))?;
    Ok(())
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
        "select {} from listen_narrator n where n.erased_at is null and exists
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

/// Mends a person's names and how to reach them.
///
/// # Errors
/// [`voice::NotRecorded`] says why not.
pub fn edit(tx: &mut Tx<'_>, id: NarratorId, person: &Person) -> Result<(), voice::NotRecorded> {
    let mut person = person.clone();
    voice::check_person(&mut person)?;
    if find(tx, id)?.is_none_or(|narrator| narrator.erased_at.is_some()) {
        return Err(voice::NotRecorded::NoNarrator);
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
    Ok(())
}
