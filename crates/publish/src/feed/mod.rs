//! Feeds: what happened to reports, for feed readers and by e-mail, and never anyone's words.
//! Address `/feed.xml` in each language; table `publish_notice`.

mod model;
mod pages;

pub use model::{Kind, Notice};

use crate::ids::{NoticeId, ReportId};
use kernel::{Db, Fault, Tx, jobs};
use serde_json::json;
use web::Routes;
use web::axum::routing::get;

pub(crate) fn routes() -> Routes {
    Routes::new().page("/feed.xml", get(pages::show))
}

/// The job that tells subscribers of a notice.
pub const TELL: &str = "tell-subscribers";

/// Writes down that something happened to a report, and asks that its followers be told.
///
/// # Errors
/// The database's.
pub fn announce(
    tx: &mut Tx<'_>,
    report: ReportId,
    version: u32,
    kind: Kind,
) -> Result<NoticeId, Fault> {
    let (id, now): (NoticeId, _) = (tx.id(), tx.now());
    tx.insert(
        "publish_notice",
        &[
            ("id", &id),
            ("report_id", &report),
            ("version", &version),
            ("kind", &kind),
            ("at", &now),
        ],
    )?;
    // One letter for one happening: a newer version says by itself that it replaces another.
    if kind != Kind::Superseded {
        jobs::ask(tx, TELL, &json!({ "notice": id }))?;
    }
    Ok(id)
}

/// The notice with this id.
///
/// # Errors
/// The database's.
pub fn notice(db: &Db, id: NoticeId) -> Result<Option<Notice>, Fault> {
    db.first(&format!("select {} from publish_notice where id = $1", Notice::COLUMNS), &[&id])
}

/// What happened last, newest first, at most `limit`.
///
/// # Errors
/// The database's.
pub fn latest(db: &Db, limit: u32) -> Result<Vec<Notice>, Fault> {
    let sql = format!(
        "select {} from publish_notice order by at desc, id desc limit $1",
        Notice::COLUMNS
    );
    db.all(&sql, &[&limit])
}
