//! Our own faults: what went wrong below the rules, never shown to a person as it stands.

use thiserror::Error;

/// Something went wrong that the person who asked can't mend.
#[derive(Debug, Error)]
pub enum Fault {
    /// SQLite refused or failed.
    #[error("sqlite: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// PostgreSQL refused or failed.
    #[error("postgres: {}", postgres_words(.0))]
    Postgres(#[from] ::postgres::Error),
    /// A migration failed.
    #[error("migration: {0}")]
    Migration(#[from] refinery::Error),
    /// A column did not hold what was expected.
    #[error("column {column} is not a {wanted}")]
    Column {
        /// Position in the row, from 0.
        column: usize,
        /// The type that was wanted.
        wanted: &'static str,
    },
    /// A row that must be there was not.
    #[error("a row is missing")]
    Missing,
    /// The work panicked; nothing of it was kept.
    #[error("the work panicked")]
    Panicked,
    /// The database's thread has ended.
    #[error("the database is closed")]
    Closed,
    /// A file could not be read or written.
    #[error("files: {0}")]
    Files(#[from] object_store::Error),
    /// The system refused.
    #[error("system: {0}")]
    System(#[from] std::io::Error),
    /// Stored JSON could not be read.
    #[error("stored json: {0}")]
    Json(#[from] serde_json::Error),
    /// Anything else; the text holds no person's words.
    #[error("{0}")]
    Other(String),
}

/// The code and constraint of a PostgreSQL error, without the row's values, which may be a
/// person's words.
fn postgres_words(error: &::postgres::Error) -> String {
    match error.as_db_error() {
        Some(db) => {
            format!("{} {} {}", db.code().code(), db.message(), db.constraint().unwrap_or_default())
        }
        None => error.to_string(),
    }
}

impl Fault {
    /// Whether a uniqueness rule of the database refused the write.
    pub fn is_duplicate(&self) -> bool {
        match self {
            Self::Sqlite(rusqlite::Error::SqliteFailure(error, _)) => {
                // 2067 is SQLITE_CONSTRAINT_UNIQUE, 1555 SQLITE_CONSTRAINT_PRIMARYKEY.
                matches!(error.extended_code, 2067 | 1555)
            }
            Self::Postgres(error) => {
                error.code() == Some(&::postgres::error::SqlState::UNIQUE_VIOLATION)
            }
            _ => false,
        }
    }

    /// Whether the row broke a rule of its table.
    pub(crate) fn is_broken_rule(&self) -> bool {
        match self {
            Self::Sqlite(error) => {
                error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation)
            }
            // Class 23 of SQLSTATE is that of broken rules.
            Self::Postgres(error) => error.code().is_some_and(|code| code.code().starts_with("23")),
            _ => false,
        }
    }

    /// Whether the disk or the database has no room left.
    pub fn is_full(&self) -> bool {
        match self {
            Self::Sqlite(error) => error.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull),
            Self::Postgres(error) => error.code() == Some(&::postgres::error::SqlState::DISK_FULL),
            Self::System(error) => error.kind() == std::io::ErrorKind::StorageFull,
            _ => false,
        }
    }
}
