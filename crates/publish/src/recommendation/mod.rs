//! What reports ask of named bodies, and what they replied. Pages `/recommendations` and
//! `/desk/recommendations`; table `publish_response`.

mod desk;
mod model;
mod pages;
mod shown;
mod store;

pub use crate::publication::Recommendation;
pub use model::{Draft, NotRecorded, Response, Stance, TEXT, days_without};
pub use shown::{Shown, show, shown};

use crate::feed::{self, Kind};
use crate::ids::{RecommendationId, ResponseId};
use crate::publication;
use kernel::access::{Reach, Verb};
use kernel::clock::day;
use kernel::{Db, Fault, Tx, audit};
use serde_json::json;
use web::Routes;
use web::axum::routing::get;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .page("/recommendations", get(pages::index))
        .page("/desk/recommendations", get(desk::index))
        .gated(
            "/desk/recommendations/{recommendation}/response",
            Verb::RecordResponse,
            get(desk::new).post(desk::create),
        )
        .plain("/api/v1/recommendations", get(pages::json_index))
}

/// Writes down what a named body replied, and tells those who follow the report.
///
/// # Errors
/// [`NotRecorded`] says why not.
pub fn respond(
    tx: &mut Tx<'_>,
    id: RecommendationId,
    draft: &Draft,
) -> Result<ResponseId, NotRecorded> {
    let asked = publication::recommendation(tx, id)?.ok_or(NotRecorded::NoSuchRecommendation)?;
    draft.check(asked.asked_on, day(tx.now()))?;
    let response = store::add(tx, id, draft)?;
    if let Some(version) = store::newest_version(tx, asked.report_id)? {
        feed::announce(tx, asked.report_id, version, Kind::Response)?;
    }
    audit::record(tx, "recommendation.respond", id, &json!({ "stance": draft.stance.word() }))?;
    Ok(response)
}

/// What was replied to a recommendation, oldest first.
///
/// # Errors
/// The database's.
pub fn responses(db: &Db, id: RecommendationId) -> Result<Vec<Response>, Fault> {
    store::of(db, id)
}

/// What was replied last, if anything was.
///
/// # Errors
/// The database's.
pub fn latest(db: &Db, id: RecommendationId) -> Result<Option<Response>, Fault> {
    Ok(store::of(db, id)?.pop())
}

/// The last reply to each recommendation of a report that has one.
///
/// # Errors
/// The database's.
pub fn replies(
    db: &Db,
    report: crate::ids::ReportId,
) -> Result<std::collections::BTreeMap<RecommendationId, Response>, Fault> {
    // In the order in which they came, so the last stays.
    Ok(store::of_report(db, report)?.into_iter().collect())
}

/// The recommendations within reach, the newest first, at most `limit`.
///
/// # Errors
/// The database's.
pub fn list(db: &Db, reach: &Reach, limit: u32) -> Result<Vec<Recommendation>, Fault> {
    store::all(db, reach, limit)
}

/// How many recommendations nobody has answered yet.
///
/// # Errors
/// The database's.
pub fn unanswered(db: &Db) -> Result<u64, Fault> {
    store::unanswered(db)
}
