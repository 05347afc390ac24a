//! The room of sense: themes, blind readings, highlights, agreement of readers, and findings with
//! what supports them and what counts against them. Tables `sense_…`, pages under
//! `/desk/codebook`, `/desk/coding`, `/desk/highlights` and `/desk/findings`.

mod coding;
pub mod finding;
pub mod highlight;
mod ids;
pub mod reading;
mod tally;
pub mod theme;

pub use ids::{CodebookId, FindingId, HighlightId, MemoId, ReadingId, ThemeChangeId, ThemeId};
