//! The golden thread: typed links between records, whichever rooms they live in.
//! Table `kernel_link`.

use crate::db::ToValue;
use crate::{AnyId, Db, Fault, Tx};
use std::collections::HashMap;
use uuid::Uuid;

crate::words! {
    /// How one record hangs on another. Read it as a sentence: from, relation, to.
    pub enum Relation {
        /// A promise or an action answers a theme, a finding or a claim.
        Answers = "answers",
        /// A claim or a recommendation rests on a finding or a claim.
        RestsOn = "rests_on",
        /// A promise quotes a highlight.
        Quotes = "quotes",
        /// An activity, award or report serves an objective.
        Serves = "serves",
    }
}

/// Ties `from` to `to`; tying twice is the same as once.
///
/// # Errors
/// The database's.
pub fn tie(
    tx: &mut Tx<'_>,
    from: impl Into<AnyId>,
    relation: Relation,
    to: impl Into<AnyId>,
) -> Result<(), Fault> {
    let (from, to, now) = (from.into(), to.into(), tx.now());
    tx.run(
        "insert into kernel_link (from_kind, from_id, relation, to_kind, to_id, at)
         values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
        &[&from.kind, &from.uuid, &relation, &to.kind, &to.uuid, &now],
    )?;
    Ok(())
}

/// Unties `from` from everything of `kind` that it is tied to by `relation`.
///
/// # Errors
/// The database's.
pub fn untie(
    tx: &mut Tx<'_>,
    from: impl Into<AnyId>,
    relation: Relation,
    kind: &str,
) -> Result<(), Fault> {
    let from = from.into();
    tx.run(
        "delete from kernel_link
         where from_kind = $1 and from_id = $2 and relation = $3 and to_kind = $4",
        &[&from.kind, &from.uuid, &relation, &kind],
    )?;
    Ok(())
}

/// What `from` is tied to: everything of the kind of `To`, oldest tie first.
///
/// # Errors
/// The database's.
pub fn back<To: crate::ids::Id>(
    db: &Db,
    from: impl Into<AnyId>,
    relation: Relation,
) -> Result<Vec<To>, Fault> {
    let from = from.into();
    let found: Vec<Uuid> = db.all(
        "select to_id from kernel_link
         where from_kind = $1 and from_id = $2 and relation = $3 and to_kind = $4
         order by at, to_id",
        &[&from.kind, &from.uuid, &relation, &To::KIND],
    )?;
    Ok(found.into_iter().map(To::from).collect())
}

/// How many of the kind of `From` are tied to each of some things, in one question; those without
/// any are left out.
///
/// # Errors
/// The database's.
pub fn counts<From: crate::ids::Id>(
    db: &Db,
    to: &[impl crate::ids::Id],
    relation: Relation,
) -> Result<HashMap<Uuid, usize>, Fault> {
    let mut counts = HashMap::new();
    for some in to.chunks(500) {
        let ids: Vec<AnyId> = some.iter().map(|to| (*to).into()).collect();
        let Some(first) = ids.first() else { continue };
        let places: Vec<String> = (4..ids.len() + 4).map(|at| format!("${at}")).collect();
        let sql = format!(
            "select to_id, count(*) from kernel_link where to_kind = $1 and relation = $2
             and from_kind = $3 and to_id in ({}) group by to_id",
            places.join(", ")
        );
        let kind = From::KIND;
        let mut values: Vec<&dyn ToValue> = vec![&first.kind, &relation, &kind];
        values.extend(ids.iter().map(|id| &id.uuid as &dyn ToValue));
        let found: Vec<(Uuid, usize)> = db.all(&sql, &values)?;
        counts.extend(found);
    }
    Ok(counts)
}

/// What is tied to `to`: everything of the kind of `From`, oldest tie first.
///
/// # Errors
/// The database's.
pub fn forward<From: crate::ids::Id>(
    db: &Db,
    to: impl Into<AnyId>,
    relation: Relation,
) -> Result<Vec<From>, Fault> {
    let to = to.into();
    let found: Vec<Uuid> = db.all(
        "select from_id from kernel_link
         where to_kind = $1 and to_id = $2 and relation = $3 and from_kind = $4
         order by at, from_id",
        &[&to.kind, &to.uuid, &relation, &From::KIND],
    )?;
    Ok(found.into_iter().map(From::from).collect())
}

/// Every pair of these two kinds that is tied by `relation`.
///
/// # Errors
/// The database's.
pub fn pairs<From: crate::ids::Id, To: crate::ids::Id>(
    db: &Db,
    relation: Relation,
) -> Result<Vec<(From, To)>, Fault> {
    let found: Vec<(Uuid, Uuid)> = db.all(
        "select from_id, to_id from kernel_link
         where from_kind = $1 and relation = $2 and to_kind = $3 order by from_id, to_id",
        &[&From::KIND, &relation, &To::KIND],
    )?;
    Ok(found.into_iter().map(|(from, to)| (From::from(from), To::from(to))).collect())
}
