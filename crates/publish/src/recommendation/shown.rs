//! A recommendation as a page shows it: what was asked of whom, and the reply or the days without.

use super::{Recommendation, Response, days_without, list, responses};
use crate::{publication, report};
use kernel::access::Reach;
use kernel::clock::Date;
use kernel::{Db, Fault, Language};

/// A recommendation beside its report and its replies.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// What was asked of whom.
    pub recommendation: Recommendation,
    /// The report's name in addresses.
    pub slug: String,
    /// The report's title.
    pub title: String,
    /// The replies, oldest first.
    pub responses: Vec<Response>,
    /// How many days there has been no reply, when there is none.
    pub days: Option<u32>,
}

impl Shown {
    /// The last reply.
    pub fn latest(&self) -> Option<&Response> {
        self.responses.last()
    }
}

/// A recommendation with what belongs to it, in `language` on `today`; nothing when its report
/// was never published.
///
/// # Errors
/// The database's.
pub fn show(
    db: &Db,
    recommendation: Recommendation,
    language: Language,
    today: Date,
) -> Result<Option<Shown>, Fault> {
    let Some(report) = report::find(db, recommendation.report_id)? else { return Ok(None) };
    let Some(newest) = publication::current(db, report.id)? else { return Ok(None) };
    let edition = publication::edition(db, newest.id, language)?;
    let responses = responses(db, recommendation.id)?;
    let days = responses.is_empty().then(|| days_without(recommendation.asked_on, today));
    let title = edition.map(|edition| edition.title).unwrap_or_default();
    Ok(Some(Shown { recommendation, slug: report.slug, title, responses, days }))
}

/// The recommendations within reach, newest first, at most `limit`.
///
/// # Errors
/// The database's.
pub fn shown(
    db: &Db,
    reach: &Reach,
    language: Language,
    today: Date,
    limit: u32,
) -> Result<Vec<Shown>, Fault> {
    let mut all = Vec::new();
    for recommendation in list(db, reach, limit)? {
        all.extend(show(db, recommendation, language, today)?);
    }
    Ok(all)
}
