//! Queries over reports.

use super::{NewReport, Report};
use crate::ids::ReportId;
use kernel::access::Reach;
use kernel::db::Value;
use kernel::{Db, Fault, Tx};

/// The report with this id.
///
/// # Errors
/// The database's.
pub fn find(db: &Db, id: ReportId) -> Result<Option<Report>, Fault> {
    db.first(&format!("select {} from publish_report where id = $1", Report::COLUMNS), &[&id])
}

/// The report with this slug.
///
/// # Errors
/// The database's.
pub fn by_slug(db: &Db, slug: &str) -> Result<Option<Report>, Fault> {
    db.first(&format!("select {} from publish_report where slug = $1", Report::COLUMNS), &[&slug])
}

/// Every report within reach, newest first.
///
/// # Errors
/// The database's.
pub fn all(db: &Db, reach: &Reach) -> Result<Vec<Report>, Fault> {
    let mut values: Vec<Value> = Vec::new();
    let condition = reach.condition("programme_id", "community_id", &mut values);
    let values: Vec<&dyn kernel::db::ToValue> = values.iter().map(|value| value as _).collect();
    db.all(
        &format!(
            "select {} from publish_report where {condition} order by created_at desc, id",
            Report::COLUMNS
        ),
        &values,
    )
}

/// Every report that was ever published, the newest publication first.
///
/// # Errors
/// The database's.
pub fn published(db: &Db) -> Result<Vec<Report>, Fault> {
    db.all(
        &format!(
            "select {} from publish_report r
             join (select report_id, max(published_at) as at from publish_publication
                   group by report_id) p on p.report_id = r.id
             order by p.at desc, r.id",
            Report::columns("r")
        ),
        &[],
    )
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    id: ReportId,
    slug: &str,
    new: &NewReport,
) -> Result<(), Fault> {
    let now = tx.now();
    tx.insert(
        "publish_report",
        &[
            ("id", &id),
            ("slug", &slug),
            ("programme_id", &new.programme),
            ("community_id", &new.community),
            ("created_at", &now),
        ],
    )
}
