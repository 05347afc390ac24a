//! Backup and restore: a whole space, database and files, in one archive, from either database
//! and into either.
//!
//! An archive is a zip: `tables/{name}.jsonl` with one row a line ([`rows`]), `files/{path}`, then
//! `manifest.json` with the length and digest of each ([`manifest`]), sealed at its end by a
//! digest of it all ([`seal`]). Tables and columns are those that the database itself tells
//! ([`schema`]), in an order that does not depend on which database it is: so a space that moves
//! from one to the other and back gives the same archive.
//!
//! [`take`] reads everything in one view of one moment. [`prove`] checks an archive and builds a
//! scratch database from it, with every rule of the schema, brought up to date; only
//! [`Proven::put_into`] touches a space, in one transaction, and only after everything was taken
//! back in the scratch database that was taken back in that space since. The archive proves that it is whole,
//! not who made it.

mod archive;
mod manifest;
mod out;
mod problem;
mod proven;
mod put;
mod rows;
mod schema;
mod seal;
mod take;
#[cfg(test)]
mod tests;

pub use problem::{NotRestored, NotTaken};
pub use proven::{Again, Proven, prove};
pub use take::take;

/// What is being done, for a progress bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Rows are read from the space, or from the archive.
    Rows,
    /// Files are read from the space, or from the archive.
    Files,
    /// The seal is set or checked; counted in bytes.
    Seal,
    /// The database is written; counted in rows or pages.
    Loading,
}

/// Is told the step, how much of it is done, and how much there is.
type Tell<'a> = &'a mut dyn FnMut(Step, u64, u64);

/// How often a row is worth telling.
const OFTEN: u64 = 512;

/// What an archive holds, in a few numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// The seal's BLAKE3 digest, in hexadecimal digits.
    pub digest: String,
    /// The archive's length in bytes.
    pub bytes: u64,
    /// The schema's version.
    pub schema: i64,
    /// The moment that it shows, as RFC 3339 has it.
    pub made_at: String,
    /// The database it came from: `sqlite` or `postgresql`.
    pub database: String,
    /// How many tables there are.
    pub tables: usize,
    /// How many rows all tables have.
    pub rows: u64,
    /// How many files there are.
    pub files: usize,
    /// Whether the audit log's chain held when the archive was made.
    pub audit_log_holds: bool,
    /// Where the audit log ended then: for `edefyn doctor --audit-end`.
    pub audit_log_ends: Option<String>,
}

impl Summary {
    fn of(manifest: &manifest::Manifest, digest: String, bytes: u64) -> Self {
        Self {
            digest,
            bytes,
            schema: manifest.schema,
            made_at: manifest.made_at.clone(),
            database: manifest.database.clone(),
            tables: manifest.tables.len(),
            rows: manifest.rows(),
            files: manifest.files.len(),
            audit_log_holds: manifest.audit_log_holds,
            audit_log_ends: manifest.audit_log_ends.clone(),
        }
    }
}

/// Where files wait in the store until the database has changed; no file of a space is there.
const WAITING: &str = ".restoring/";
