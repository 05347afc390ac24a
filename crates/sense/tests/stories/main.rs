//! Stories of this room, through HTTP, on both databases.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod blind;
mod coding;
mod exchange;
mod finding;
mod highlight;
mod roles;
mod theme;
mod valley;
