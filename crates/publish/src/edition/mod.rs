//! Editions: what a report says in one language, and how it is shown on a page and on paper.

mod document;
mod filling;
mod print;
mod quoting;
mod view;

pub use document::{Block, Document, Inline, ThemeRow, Themes, plain};
pub(crate) use filling::shown_themes;
pub(crate) use print::organisation;
pub use print::{Sheet, day_in_words, on_paper, printed_draft, version_line};
pub(crate) use quoting::said;
pub use view::{Asked, Chart, ChartRow, Knot, Note, Part, Run, Said, Stitched, View};
