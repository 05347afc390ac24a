//! How many people stand on each side of findings.

use super::Side;
use super::store;
use crate::ids::FindingId;
use kernel::{Db, Fault};
use listen::voice::People;
use std::collections::BTreeSet;

/// The people on both sides. Someone who said both stands on both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sides {
    /// Those who said so.
    pub support: People,
    /// Those who saw it differently.
    pub against: People,
}

/// How many people stand on each side of any of `findings`, each person once on a side.
///
/// # Errors
/// The database's.
pub fn people(db: &Db, findings: &[FindingId]) -> Result<Sides, Fault> {
    let mut support = BTreeSet::new();
    let mut against = BTreeSet::new();
    for finding in findings {
        for (person, narrator, side) in store::people(db, *finding)? {
            let side = if side == Side::For { &mut support } else { &mut against };
            side.insert((person, narrator.is_some()));
        }
    }
    let counted = |side: &BTreeSet<(_, bool)>| People {
        count: u64::try_from(side.len()).unwrap_or(u64::MAX),
        known: side.iter().all(|(_, known)| *known),
    };
    Ok(Sides { support: counted(&support), against: counted(&against) })
}
