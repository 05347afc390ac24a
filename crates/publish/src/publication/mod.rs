//! Publications: versions of a report, frozen. Tables `publish_publication`, `publish_edition`,
//! `publish_claim`, `publish_line`, `publish_support`, `publish_quote`, `publish_reason`,
//! `publish_recommendation`.
//!
//! Everything that a reader can get, page, PDF, data or provenance, is made from these rows at
//! the moment it is asked for. So removing someone's words is one update of `publish_quote`.

mod data;
pub(crate) mod desk;
mod model;
mod printing;
mod provenance;
mod publishing;
mod store;
mod tally;

pub use data::write_data;
pub use model::{
    Claim, Confidence, Edition, Line, Printed, Publication, Quote, Reason, Recommendation, Side,
    State, Superseded,
};
pub use printing::{Press, REPRINT, Wanted, pdf_now};
pub(crate) use printing::{pdf, superseded};
pub use provenance::provenance;
pub use publishing::{
    Checked, Given, NotPublished, REASON_LIMIT, check, check_for, publish, supersede,
};
pub(crate) use store::of_edition;
pub use store::{
    claim, claim_by_thread, claims, current, digest, edition, edition_by_id, editions, find, line,
    lines, newest, of_report, quotes, reasons, recommendation, recommendations, support,
    supported_by, version,
};
pub use tally::tallies;
