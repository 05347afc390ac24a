//! Keepers: every column of the schema is declared free of people's words or kept, and words that
//! somebody typed leave every kept one by every way of taking them back, on either database.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod held;
mod names;
mod narrowing;
#[path = "../withdrawal/planted.rs"]
mod planted;
mod schema;
mod sown;
mod texts;
mod told;
mod ways;
#[path = "../world/mod.rs"]
mod world;
