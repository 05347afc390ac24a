//! Charts drawn on the server, as SVG text that stands in an HTML page.
//!
//! Each picture is hidden from screen readers (`aria-hidden`): the page gives the same facts in
//! words or as a list. Colours are presentation attributes and never `style`, so that a strict
//! Content-Security-Policy holds; classes let a page restyle. The same input gives the same bytes.

mod bars;
mod dots;
mod loom;
mod opinion;
mod svg;

pub use bars::bars;
pub(crate) use bars::within;
pub use dots::{Paint, Width, dots, people_per_dot};
pub use loom::{Loom, LoomAction, LoomLink, LoomTheme, loom};
pub use opinion::{OpinionMap, opinion_map};
pub use svg::standalone;

#[cfg(test)]
mod checks;
