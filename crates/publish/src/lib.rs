//! Reports that are compiled, the threads through them, and what came of it.

pub mod ids;
pub mod publication;
pub mod report;
