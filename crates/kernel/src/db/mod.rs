//! The database seam: SQLite or PostgreSQL, chosen at run time by one address.
//!
//! Rooms write SQL in the portable subset with `$1` placeholders, read rows into their own types
//! through [`FromRow`], and never ask which database it is.

mod begun;
mod fault;
mod handle;
mod migrate;
mod moved;
mod postgres;
mod reader;
mod row;
mod scratch;
mod space;
mod sqlite;
mod standing;
#[cfg(test)]
mod tests;
mod value;
mod waiting;
mod writer;

pub(crate) use begun::Begun;
pub use fault::Fault;
pub use handle::{Db, Dialect, Tx};
pub use migrate::schema_version;
pub use moved::{RestsOn, Stamps};
pub use row::{FromRow, Row};
pub use space::{CHECK, Limits, Place, Space};
pub use value::{FromValue, ToValue, Value};
