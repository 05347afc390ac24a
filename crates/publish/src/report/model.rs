//! What a report is: a name that stays, with drafts and publications under it.

use crate::ids::ReportId;
use kernel::Timestamp;
use kernel::access::Within;
use kernel::ids::{CommunityId, ProgrammeId};

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
