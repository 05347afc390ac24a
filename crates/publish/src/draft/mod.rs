//! Drafts: every saved version of a report's source, one row of numbers in each language.
//! Table `publish_draft`; pages `/desk/reports/{slug}`, its preview and its versions.

pub(crate) mod desk;
mod diff;
mod picks;

use crate::ids::{DraftId, ReportId};
use kernel::ids::AccountId;
use kernel::{Db, Fault, Language, Timestamp, Tx, audit};
use serde_json::json;

pub use crate::compile::SOURCE_LIMIT;

kernel::record! {
    /// One saved version of a source.
    pub struct Draft {
        /// Its id.
        pub id: DraftId,
        /// The report.
        pub report_id: ReportId,
        /// The language it is written in.
        pub language: Language,
        /// 1 for the first, one more each time.
        pub number: u32,
        /// The source.
        pub source: String,
        /// When it was saved.
        pub saved_at: Timestamp,
        /// Who saved it.
        pub saved_by: Option<AccountId>,
    }
}

kernel::record! {
    /// A saved version without its source, for lists.
    pub struct Saved {
        /// The language it is written in.
        pub language: Language,
        /// 1 for the first, one more each time.
        pub number: u32,
        /// When it was saved.
        pub saved_at: Timestamp,
        /// Who saved it.
        pub saved_by: Option<AccountId>,
    }
}

kernel::refusal! {
    /// Why a source could not be saved.
    pub enum NotSaved {
        /// It is too long.
        TooLong { limit: usize } => "draft-too-long" at "source",
        /// Someone else saved a newer version meanwhile.
        Newer => "draft-newer" at "source",
    }
}

/// Saves a source as the next version, unless it is the same as the last one. Gives the number.
/// `after` is the number that the writer began from; a newer one by someone else is not covered
/// over.
///
/// # Errors
/// [`NotSaved`] says why not.
pub fn save(
    tx: &mut Tx<'_>,
    report: ReportId,
    language: Language,
    source: &str,
    after: Option<u32>,
) -> Result<u32, NotSaved> {
    if source.chars().count() > SOURCE_LIMIT {
        return Err(NotSaved::TooLong { limit: SOURCE_LIMIT });
    }
    // Browsers send \r\n, and PostgreSQL can't hold NUL.
    let source = source.replace("\r\n", "\n").replace('\0', "");
    let last = latest(tx, report, language)?;
    let number = last.as_ref().map_or(0, |draft| draft.number);
    if last.is_some_and(|draft| draft.source == source) {
        return Ok(number);
    }
    if after.is_some_and(|after| after != number) {
        return Err(NotSaved::Newer);
    }
    let (id, now, by): (DraftId, _, _) = (tx.id(), tx.now(), tx.actor().account());
    tx.insert(
        "publish_draft",
        &[
            ("id", &id),
            ("report_id", &report),
            ("language", &language),
            ("number", &(number + 1)),
            ("source", &source),
            ("saved_at", &now),
            ("saved_by", &by),
        ],
    )?;
    let detail = json!({ "language": language.word(), "number": number + 1 });
    audit::record(tx, "report.saved", report, &detail)?;
    Ok(number + 1)
}

/// The last version of a source in a language.
///
/// # Errors
/// The database's.
pub fn latest(db: &Db, report: ReportId, language: Language) -> Result<Option<Draft>, Fault> {
    db.first(
        &format!(
            "select {} from publish_draft where report_id = $1 and language = $2
             order by number desc limit 1",
            Draft::COLUMNS
        ),
        &[&report, &language],
    )
}

/// The version of a source with this number.
///
/// # Errors
/// The database's.
pub fn numbered(
    db: &Db,
    report: ReportId,
    language: Language,
    number: u32,
) -> Result<Option<Draft>, Fault> {
    db.first(
        &format!(
            "select {} from publish_draft where report_id = $1 and language = $2 and number = $3",
            Draft::COLUMNS
        ),
        &[&report, &language, &number],
    )
}

/// The last versions of a report in a language, newest first, at most `limit`.
///
/// # Errors
/// The database's.
pub fn history(
    db: &Db,
    report: ReportId,
    language: Language,
    limit: u32,
) -> Result<Vec<Saved>, Fault> {
    db.all(
        &format!(
            "select {} from publish_draft where report_id = $1 and language = $2
             order by number desc limit $3",
            Saved::COLUMNS
        ),
        &[&report, &language, &limit],
    )
}
