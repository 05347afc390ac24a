//! Queries over `publish_told`, and what a count rests on.

use super::model::Figure;
use super::{About, Kind};
use crate::ids::{ClaimId, ReportId};
use kernel::ids::Uuid;
use kernel::thread::{Relation, pairs};
use kernel::{Db, Fault, Tx};
use listen::voice::People;
use sense::FindingId;
use std::collections::{BTreeMap, BTreeSet};

/// One thing that was told: of what, and what.
pub(super) type Row = (Kind, Uuid, Uuid, Option<u64>, Option<u64>, bool);

/// Everything that was ever told, oldest first for each.
pub(super) fn all(db: &Db) -> Result<Vec<Row>, Fault> {
    db.all(
        "select about, subject, community, people, fewer_than, known from publish_told
         order by about, subject, community, number",
        &[],
    )
}

pub(super) fn add(
    tx: &mut Tx<'_>,
    about: About,
    number: usize,
    figure: Figure,
    people: People,
) -> Result<(), Fault> {
    let (kind, subject, community) = about.key();
    let few = match figure {
        Figure::Number(_) => None,
        Figure::FewerThan(few) => Some(few),
    };
    let now = tx.now();
    tx.insert(
        "publish_told",
        &[
            ("about", &kind),
            ("subject", &subject),
            ("community", &community),
            ("number", &number),
            ("people", &figure.number()),
            ("fewer_than", &few),
            ("known", &people.known),
            ("told_at", &now),
        ],
    )
}

/// The findings that each claim rests on in the newest version that has it.
pub(super) fn rests(db: &Db) -> Result<BTreeMap<ClaimId, BTreeSet<FindingId>>, Fault> {
    let mut rests: BTreeMap<ClaimId, BTreeSet<FindingId>> = BTreeMap::new();
    for (claim, finding) in pairs(db, Relation::RestsOn)? {
        rests.entry(claim).or_default().insert(finding);
    }
    Ok(rests)
}

/// The claims of a report.
pub(super) fn claims(db: &Db, report: ReportId) -> Result<Vec<ClaimId>, Fault> {
    db.all("select id from publish_claim where report_id = $1 order by thread", &[&report])
}
