//! What those who follow reports are told. A notice never holds a person's words.

use crate::ids::{NoticeId, ReportId};
use kernel::Timestamp;

kernel::words! {
    /// What happened to a report.
    pub enum Kind {
        /// A version was published.
        Published = "published",
        /// A version was replaced.
        Superseded = "superseded",
        /// Someone took their words back, and a version without them was published.
        WordsRemoved = "words_removed",
        /// A named body replied to a recommendation.
        Response = "response",
    }
}

impl Kind {
    /// The key of its sentence, which is given the report's `title` and `version`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Published => "feed-published",
            Self::Superseded => "feed-superseded",
            Self::WordsRemoved => "feed-words-removed",
            Self::Response => "feed-response",
        }
    }

    /// The key of the sentence that says what it means.
    pub fn summary_key(self) -> &'static str {
        match self {
            Self::Published => "feed-published-summary",
            Self::Superseded => "feed-superseded-summary",
            Self::WordsRemoved => "feed-words-removed-summary",
            Self::Response => "feed-response-summary",
        }
    }
}

kernel::record! {
    /// One thing that happened to a report.
    pub struct Notice {
        /// Its id.
        pub id: NoticeId,
        /// The report.
        pub report_id: ReportId,
        /// The version it is about.
        pub version: u32,
        /// What happened.
        pub kind: Kind,
        /// When.
        pub at: Timestamp,
    }
}
