//! Publications: versions of a report, frozen. Tables `publish_publication`, `publish_edition`,
//! `publish_claim`, `publish_line`, `publish_support`, `publish_quote`, `publish_reason`,
//! `publish_recommendation`.

mod model;
mod store;

pub use model::{
    Claim, Confidence, Edition, Line, Publication, Quote, Recommendation, Side, State, Superseded,
};
pub use store::{
    claim, claim_by_thread, claims, current, edition, editions, find, line, lines, of_report,
    quotes, quotes_of_voice, recommendation, recommendations, support, supported_by, version,
};
