//! What was taken back, narrowed or hidden does not come back: not from a page that was open, not
//! from an archive.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod archive;
mod asked;
mod columns;
mod lapsed;
mod mended;
mod names;
mod narrowed;
#[path = "../withdrawal/planted.rs"]
mod planted;
mod put_back;
mod taken_back;
#[path = "../world/mod.rs"]
mod world;
