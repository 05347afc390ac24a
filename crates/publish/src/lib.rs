//! Reports that are compiled, the threads through them, and what came of it.

pub mod compile;
pub mod draft;
pub mod edition;
pub mod feed;
pub mod ids;
mod kept;
pub mod promise;
pub mod publication;
mod quoted;
pub mod recommendation;
pub mod report;
pub mod subscription;
