//! The core under every room: database, accounts, access, permission, disclosure, the thread,
//! audit, files, search, jobs, mail and languages. There is no HTTP in it.
//!
//! Start at [`db::Space`], the door to one organisation's data, and [`act::Act`], who does what
//! when.

pub mod access;
pub mod accounts;
pub mod act;
pub mod audit;
pub mod backup;
pub mod clock;
pub mod db;
pub mod disclosure;
pub mod files;
pub mod folding;
pub mod forgotten;
pub mod ids;
pub mod jobs;
pub mod keeper;
mod kept;
pub mod languages;
pub mod mail;
pub mod permission;
pub mod refusal;
pub mod search;
pub mod settings;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod thread;

pub use act::{Act, Actor, Chance};
pub use clock::Timestamp;
pub use db::{Db, Fault, Space, Tx};
pub use ids::AnyId;
pub use languages::{Both, Language, Message};
pub use refusal::Refusal;
