//! Attacks on generated and real tables by somebody who shares no code with what protects them.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may fail"
)]

mod budget;
mod filters;
mod generated;
mod laws;
mod linked;
mod magnitudes;
mod oracle;
mod published;
mod shared_data;
mod tables;
mod tiny;
mod together;
