//! The audit log: who changed what, for whom and when. It only grows, each entry holds the
//! digest of the one before it, and none holds a person's words. Table `kernel_audit`.

mod anchor;
mod rows;

pub use anchor::{Anchor, NotAnchor, end, holds};
pub use rows::{Rows, record_rows};

use crate::{Actor, AnyId, Db, Fault, Timestamp, Tx};
use serde::Serialize;
use uuid::Uuid;

crate::record! {
    /// One entry.
    pub struct Entry {
        /// Its place in the log, from 1.
        pub seq: i64,
        /// When it happened.
        pub at: Timestamp,
        /// What kind of actor did it: `account`, `narrator`, `visitor`, `command` or `house`.
        pub actor_kind: String,
        /// The account, when it was one.
        pub actor_id: Option<Uuid>,
        /// What was done, such as `voice.withdraw`.
        pub action: String,
        /// What it was done to, such as `voice`.
        pub subject_kind: String,
        /// The thing it was done to.
        pub subject_id: Option<Uuid>,
        /// Facts as JSON: ids, codes and numbers, never words of a person.
        pub detail: String,
        /// Digest of the entry before.
        pub previous: Vec<u8>,
        /// Digest of this one.
        pub digest: Vec<u8>,
    }
}

/// Records that the change's actor did `action` to `subject`. `detail` holds ids, codes and
/// numbers, never words of a person.
///
/// # Errors
/// The database's.
pub fn record(
    tx: &mut Tx<'_>,
    action: &str,
    subject: impl Into<AnyId>,
    detail: &impl Serialize,
) -> Result<(), Fault> {
    let subject = subject.into();
    let last: Option<(i64, Vec<u8>)> =
        tx.first("select seq, digest from kernel_audit order by seq desc limit 1", &[])?;
    let (seq, previous) = last.unwrap_or((0, vec![0; 32]));
    let mut entry = Entry {
        seq: seq + 1,
        at: tx.now(),
        actor_kind: tx.actor().kind().to_owned(),
        actor_id: tx.actor().account().map(Uuid::from),
        action: action.to_owned(),
        subject_kind: subject.kind.to_owned(),
        subject_id: Some(subject.uuid),
        detail: serde_json::to_string(detail)?,
        previous,
        digest: Vec::new(),
    };
    entry.digest = digest(&entry);
    tx.insert(
        "kernel_audit",
        &[
            ("seq", &entry.seq),
            ("at", &entry.at),
            ("actor_kind", &entry.actor_kind),
            ("actor_id", &entry.actor_id),
            ("action", &entry.action),
            ("subject_kind", &entry.subject_kind),
            ("subject_id", &entry.subject_id),
            ("detail", &entry.detail),
            ("previous", &entry.previous),
            ("digest", &entry.digest),
        ],
    )
}

fn digest(entry: &Entry) -> Vec<u8> {
    let mut hasher = blake3::Hasher::new();
    let fields: [&[u8]; 8] = [
        &entry.previous,
        &entry.seq.to_be_bytes(),
        &entry.at.as_microsecond().to_be_bytes(),
        entry.actor_kind.as_bytes(),
        entry.actor_id.as_ref().map_or(&[], |id| id.as_bytes().as_slice()),
        entry.action.as_bytes(),
        entry.subject_id.as_ref().map_or(&[], |id| id.as_bytes().as_slice()),
        entry.detail.as_bytes(),
    ];
    for field in fields.iter().chain([&entry.subject_kind.as_bytes()]) {
        hasher.update(&u64::try_from(field.len()).unwrap_or(u64::MAX).to_be_bytes());
        hasher.update(field);
    }
    hasher.finalize().as_bytes().to_vec()
}

/// The newest entries, those before `before` when it is given.
///
/// # Errors
/// The database's.
pub fn latest(db: &Db, before: Option<i64>, limit: u32) -> Result<Vec<Entry>, Fault> {
    let sql = format!(
        "select {} from kernel_audit where seq < $1 order by seq desc limit $2",
        Entry::COLUMNS
    );
    db.all(&sql, &[&before.unwrap_or(i64::MAX), &limit])
}

/// What happened to one thing, oldest first.
///
/// # Errors
/// The database's.
pub fn of(db: &Db, subject: impl Into<AnyId>) -> Result<Vec<Entry>, Fault> {
    let subject = subject.into();
    let sql = format!(
        "select {} from kernel_audit where subject_kind = $1 and subject_id = $2 order by seq",
        Entry::COLUMNS
    );
    db.all(&sql, &[&subject.kind, &subject.uuid])
}

/// Follows the chain from the first entry. Gives the place of the first entry that does not hold,
/// or nothing when all do.
///
/// # Errors
/// The database's.
pub fn verify(db: &Db) -> Result<Option<i64>, Fault> {
    let mut previous = vec![0; 32];
    let mut expected = 1;
    let mut broken = None;
    let sql = format!("select {} from kernel_audit order by seq", Entry::COLUMNS);
    db.each(&sql, &[], |entry: Entry| {
        let holds =
            entry.seq == expected && entry.previous == previous && entry.digest == digest(&entry);
        if !holds && broken.is_none() {
            broken = Some(entry.seq);
        }
        expected += 1;
        previous = entry.digest;
        Ok(())
    })?;
    Ok(broken)
}

/// The name of an actor's kind, for pages.
pub fn actor_key(actor: Actor) -> String {
    format!("actor-{}", actor.kind())
}
