//! What a report is: a name that stays, with drafts and publications under it.

use crate::ids::ReportId;
use kernel::access::Within;
use kernel::ids::{CommunityId, ProgrammeId};
use kernel::{Both, Timestamp};

kernel::record! {
    /// A report. What it says is in its drafts, and once published in its publications.
    pub struct Report {
        /// Its id.
        pub id: ReportId,
        /// Its name in addresses.
        pub slug: String,
        /// The programme it is about.
        pub programme_id: ProgrammeId,
        /// The community it is about, when it is about one.
        pub community_id: Option<CommunityId>,
        /// When it was begun.
        pub created_at: Timestamp,
    }
}

impl Report {
    /// Where it lies, for the question who may do what to it.
    pub fn within(&self) -> Within {
        Within { programme: Some(self.programme_id), community: self.community_id }
    }
}

/// The most characters that a title may have.
pub const TITLE_LIMIT: usize = 160;

/// What someone says of a report to begin.
#[derive(Clone, Debug, PartialEq)]
pub struct NewReport {
    /// Its title; one language is enough to begin with.
    pub title: Both,
    /// The programme it is about.
    pub programme: ProgrammeId,
    /// The community it is about, when it is about one.
    pub community: Option<CommunityId>,
}

impl NewReport {
    /// The same with a trimmed title on one line, when it may stand.
    pub(crate) fn checked(&self) -> Result<Self, NotReport> {
        let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let title = Both::new(line(&self.title.en), line(&self.title.cy));
        if title.en.is_empty() && title.cy.is_empty() {
            return Err(NotReport::NoTitle);
        }
        if [&title.en, &title.cy].into_iter().any(|text| text.chars().count() > TITLE_LIMIT) {
            return Err(NotReport::LongTitle { limit: TITLE_LIMIT });
        }
        Ok(Self { title, ..self.clone() })
    }
}

kernel::refusal! {
    /// Why a report could not be begun.
    pub enum NotReport {
        /// It has no title in either language.
        NoTitle => "report-no-title" at "title_en",
        /// The title is too long.
        LongTitle { limit: usize } => "report-long-title" at "title_en",
        /// There is no such programme, or the community is not one of its.
        NoPlace => "report-no-place" at "place",
    }
}
