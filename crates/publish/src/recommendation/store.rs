//! Queries about replies. Table `publish_response`.

use super::model::{Draft, Response};
use crate::ids::{RecommendationId, ReportId, ResponseId};
use crate::publication::Recommendation;
use kernel::access::Reach;
use kernel::db::{ToValue, Value};
use kernel::{Db, Fault, Tx};

pub(super) fn add(
    tx: &mut Tx<'_>,
    recommendation: RecommendationId,
    draft: &Draft,
) -> Result<ResponseId, Fault> {
    let (id, now): (ResponseId, _) = (tx.id(), tx.now());
    tx.insert(
        "publish_response",
        &[
            ("id", &id),
            ("recommendation_id", &recommendation),
            ("received_on", &draft.received_on),
            ("stance", &draft.stance),
            ("text_en", &draft.text.en.trim()),
            ("text_cy", &draft.text.cy.trim()),
            ("recorded_at", &now),
        ],
    )?;
    Ok(id)
}

pub(super) fn of(db: &Db, recommendation: RecommendationId) -> Result<Vec<Response>, Fault> {
    let sql = format!(
        "select {} from publish_response where recommendation_id = $1
         order by received_on, recorded_at, id",
        Response::COLUMNS
    );
    db.all(&sql, &[&recommendation])
}

/// The replies to a report, each with what it replies to, in the order in which they came.
pub(super) fn of_report(
    db: &Db,
    report: ReportId,
) -> Result<Vec<(RecommendationId, Response)>, Fault> {
    let sql = format!(
        "select a.recommendation_id, {} from publish_response a
         join publish_recommendation r on r.id = a.recommendation_id where r.report_id = $1
         order by a.received_on, a.recorded_at, a.id",
        Response::COLUMNS
            .split(',')
            .map(|column| format!("a.{}", column.trim()))
            .collect::<Vec<_>>()
            .join(", ")
    );
    db.all(&sql, &[&report])
}

pub(super) fn all(db: &Db, reach: &Reach, limit: u32) -> Result<Vec<Recommendation>, Fault> {
    let mut values: Vec<Value> = Vec::new();
    let within = reach.condition("p.programme_id", "p.community_id", &mut values);
    values.push(limit.to_value());
    let columns: Vec<String> =
        Recommendation::COLUMNS.split(", ").map(|column| format!("r.{}", column.trim())).collect();
    let sql = format!(
        "select {} from publish_recommendation r join publish_report p on p.id = r.report_id
         where {within} order by r.asked_on desc, r.report_id, r.position, r.id limit ${}",
        columns.join(", "),
        values.len()
    );
    let values: Vec<&dyn ToValue> = values.iter().map(|value| value as &dyn ToValue).collect();
    db.all(&sql, &values)
}

/// The newest version of a report that has been published.
pub(super) fn newest_version(db: &Db, report: ReportId) -> Result<Option<u32>, Fault> {
    db.only("select max(version) from publish_publication where report_id = $1", &[&report])
}

pub(super) fn unanswered(db: &Db) -> Result<u64, Fault> {
    db.only(
        "select count(*) from publish_recommendation r where not exists
           (select 1 from publish_response a where a.recommendation_id = r.id)",
        &[],
    )
}
