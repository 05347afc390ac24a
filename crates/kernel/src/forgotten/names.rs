//! Names that may no longer stand in what rests on a voice, recognised there and nowhere else:
//! elsewhere they may be another's.

use super::{Digest, readings, until};
use crate::db::ToValue;
use crate::folding::Edge;
use crate::ids::{Id, Uuid};
use crate::keeper::{Audience, Turn};
use crate::{AnyId, Db, Fault, Tx};
use std::collections::{BTreeMap, HashSet};

/// Keeps digests of the names of a turn beside everything that rested on the voice.
///
/// # Errors
/// The database's.
pub(crate) fn unname(tx: &mut Tx<'_>, turn: &Turn<'_>) -> Result<(), Fault> {
    let Some(names) = turn.names else { return Ok(()) };
    let (until, secret) = (until(tx.now()), *tx.secret());
    let digests: Vec<(usize, Digest)> = names
        .names()
        .iter()
        .map(|name| (name.chars().count(), secret.digest(&marked(name))))
        .collect();
    for of in turn.rested.things() {
        for (length, digest) in &digests {
            tx.run(
                "insert into kernel_unnamed (kind, id, voice_id, length, digest, team, until)
                 values ($1, $2, $3, $4, $5, $6, $7)
                 on conflict (kind, id, voice_id, digest) do update set until = excluded.until",
                &[&of.kind, &of.uuid, &turn.voice, length, digest, &turn.names_hidden, &until],
            )?;
        }
    }
    Ok(())
}

/// Lets the names of a voice stand again in what rests on it: those that were hidden, or the
/// person's own.
///
/// # Errors
/// The database's.
pub fn name_again<T: Id>(tx: &mut Tx<'_>, voice: T, hidden: bool) -> Result<(), Fault> {
    let uuid: Uuid = voice.into();
    tx.run("delete from kernel_unnamed where voice_id = $1 and team = $2", &[&uuid, &hidden])?;
    Ok(())
}

/// Whether any name is recognised anywhere.
pub(super) fn any(db: &Db) -> Result<bool, Fault> {
    Ok(db.first::<i64>("select 1 from kernel_unnamed limit 1", &[])?.is_some())
}

/// The names that may not stand in one thing, before one audience.
pub(super) struct Unnamed(BTreeMap<usize, HashSet<Digest>>);

impl Unnamed {
    pub(super) fn of(db: &Db, of: AnyId, audience: Audience) -> Result<Self, Fault> {
        let mut names = Self(BTreeMap::new());
        // The team may read a name that its person only lets stand nowhere else.
        let both = (true, audience == Audience::Team);
        let values: [&dyn ToValue; 4] = [&of.kind, &of.uuid, &both.0, &both.1];
        let sql = "select length, digest from kernel_unnamed
             where kind = $1 and id = $2 and team in ($3, $4)";
        db.each(sql, &values, |(length, digest): (usize, Digest)| {
            names.0.entry(length).or_default().insert(digest);
            Ok(())
        })?;
        Ok(names)
    }

    pub(super) fn found(&self, db: &Db, text: &str) -> HashSet<Digest> {
        let mut found = HashSet::new();
        if self.0.is_empty() {
            return found;
        }
        for read in readings(text) {
            for at in read.words(Edge::Word).map(|word| word.start) {
                for (length, digests) in &self.0 {
                    let end = at + length;
                    if end > read.len() || !read.ends_at(end, Edge::Word) {
                        continue;
                    }
                    let digest = db.secret().digest(&marked(&read.text(at..end)));
                    if digests.contains(&digest) {
                        found.insert(digest);
                    }
                }
            }
        }
        found
    }
}

/// So that no name has the digest of a run.
fn marked(name: &str) -> String {
    format!("name {name}")
}
