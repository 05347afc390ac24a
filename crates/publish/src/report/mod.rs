//! Reports. Table `publish_report`.

mod model;
mod store;

pub use model::Report;
pub use store::{all, by_slug, find};
