//! Voices that may go less far in one database than in another: for an archive that is put into a
//! space in which people changed their minds since.

use super::model::Standings;
use super::{NotChanged, change_permission, close};
use crate::ids::VoiceId;
use crate::redaction::{self, NotHidden, Part};
use kernel::permission::{Closure, Permission, Standing};
use kernel::{Db, Fault, Refusal, Tx};
use std::collections::HashMap;
use std::ops::Range;

/// One voice that may go less far there than here.
#[derive(Clone, Debug, PartialEq)]
pub struct Narrower {
    /// The voice.
    pub id: VoiceId,
    /// What its person agreed to there, as far as that is less.
    pub permission: Permission,
    /// Until when it is closed there.
    pub closure: Closure,
    /// Whether it is hidden there while it is looked into, and not here.
    pub down: bool,
    hidden: Vec<(Part, Range<usize>)>,
}

/// The voices that are in both databases, living here, and may go less far `there`.
///
/// # Errors
/// The database's.
pub fn narrower(here: &Db, there: &Db) -> Result<Vec<Narrower>, Fault> {
    let mut theirs: HashMap<VoiceId, Standing> = standings(there)?.into_iter().collect();
    let (ours, hidden) = (hidden(here)?, hidden(there)?);
    let mut narrower = Vec::new();
    for (id, here) in standings(here)?.into_iter().filter(|(_, here)| !here.withdrawn) {
        let Some(there) = theirs.remove(&id) else { continue };
        let spans = hidden.get(&id).into_iter().flatten();
        let shown = ours.get(&id);
        let new = spans.filter(|span| !shown.is_some_and(|shown| shown.contains(span)));
        let one = Narrower {
            id,
            permission: lesser(here.permission, there.permission),
            closure: if is_stricter(there.closure, here.closure) {
                there.closure
            } else {
                here.closure
            },
            down: there.taken_down && !here.taken_down,
            hidden: new.cloned().collect(),
        };
        let same = one.permission == here.permission && one.closure == here.closure;
        if !same || one.down || !one.hidden.is_empty() {
            narrower.push(one);
        }
    }
    Ok(narrower)
}

/// Lets a voice go no further than that.
///
/// # Errors
/// The database's.
pub fn narrow_to(tx: &mut Tx<'_>, voice: &Narrower) -> Result<(), Fault> {
    let standing = super::standing(tx, voice.id)?.ok_or(Fault::Missing)?;
    for (part, span) in &voice.hidden {
        match redaction::add(tx, voice.id, *part, span.clone()) {
            Ok(_) | Err(NotHidden::Already | NotHidden::Nothing) => {}
            Err(refusal) => drop(refusal.or_fault()?),
        }
    }
    if standing.permission != voice.permission {
        settled(change_permission(tx, voice.id, voice.permission))?;
    }
    if standing.closure != voice.closure {
        settled(close(tx, voice.id, voice.closure))?;
    }
    Ok(())
}

/// A day that has passed closes nothing any more.
fn settled(done: Result<(), NotChanged>) -> Result<(), Fault> {
    done.or_else(|refusal| refusal.or_fault().map(drop))
}

fn standings(db: &Db) -> Result<Vec<(VoiceId, Standing)>, Fault> {
    let sql = format!("select v.id, {} from listen_voice v order by v.id", Standings::COLUMNS);
    let all: Vec<(VoiceId, Standings)> = db.all(&sql, &[])?;
    Ok(all.into_iter().map(|(id, Standings(standing))| (id, standing)).collect())
}

/// What is hidden, by voice.
type Hidden = HashMap<VoiceId, Vec<(Part, Range<usize>)>>;

fn hidden(db: &Db) -> Result<Hidden, Fault> {
    let mut hidden = Hidden::new();
    db.each(
        "select voice_id, part, start_at, end_at from listen_redaction",
        &[],
        |(voice, part, start, end): (VoiceId, Part, usize, usize)| {
            hidden.entry(voice).or_default().push((part, start..end));
            Ok(())
        },
    )?;
    Ok(hidden)
}

/// What was agreed to in both.
fn lesser(one: Permission, other: Permission) -> Permission {
    Permission {
        rung: one.rung.min(other.rung),
        sound: one.sound && other.sound,
        archive: one.archive && other.archive,
        contact: one.contact && other.contact,
    }
}

/// Whether one closure ends later than another.
fn is_stricter(one: Closure, other: Closure) -> bool {
    match (one, other) {
        (Closure::Open, _) | (_, Closure::ForGood) => false,
        (Closure::ForGood, _) | (_, Closure::Open) => true,
        (Closure::Until(one), Closure::Until(other)) => one > other,
    }
}
