//! A report on paper: its model, its charts as SVG, and its source for the press.
//!
//! Everything here is a pure function: values in, text out. No clock, no files, no network, and
//! no word of any human language; every label comes in from the caller. The crate `press` turns
//! what [`typst_source`] gives into a PDF.

pub mod chart;
mod document;
mod icon;
mod source;

pub use document::{
    Bar, BarChart, Block, Claim, Cover, Document, Inline, Knot, ListKind, Mark, Note, Promise,
    Quote, Recommendation, ThemeChart, ThemeRow, Tone, Translation, Words,
};
pub use source::typst_source;
