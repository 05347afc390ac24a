//! Our own faults: what went wrong below the rules, never shown to a person as it stands.

use crate::Message;
use crate::forgotten::Back;
use ::postgres::error::SqlState;
use rusqlite::ErrorCode;
use std::error::Error as _;
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
    /// Too much waits already, or another program holds the database; nothing was done.
    #[error("the database is busy")]
    Busy,
    /// It took longer than it may; nothing of it was kept.
    #[error("it took longer than it may")]
    TookTooLong,
    /// The database server was lost and did not come back in time; nothing was kept.
    #[error("the database server was lost")]
    Lost,
    /// The database server was lost at the moment of keeping a change, and did not come back to say
    /// whether it was kept.
    #[error("the database server was lost, and nobody knows whether the change was kept")]
    Unsure,
    /// A file could not be read or written.
    #[error("files: {0}")]
    Files(#[from] object_store::Error),
    /// The system refused.
    #[error("system: {0}")]
    System(#[from] std::io::Error),
    /// Stored JSON could not be read.
    #[error("stored json: {0}")]
    Json(#[from] serde_json::Error),
    /// A part of the program that it needs is still being made.
    #[error("a part of the program is still being made")]
    NotYet,
    /// Nobody here knows this kind of work.
    #[error("nobody here knows this kind of work")]
    UnknownWork,
    /// A text repeats words, or says a name, that may not stand there. The person who wrote it can
    /// mend it.
    #[error("a text repeats what may not stand there")]
    Forgotten {
        /// The column in which it was to stand, when that is known.
        column: Option<String>,
        /// Why it may not.
        why: Back,
    },
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
            Self::Postgres(error) => error.code() == Some(&SqlState::UNIQUE_VIOLATION),
            _ => false,
        }
    }

    /// Whether it is none of ours after all, but for the person who asked.
    pub fn is_for_them(&self) -> bool {
        matches!(self, Self::Forgotten { .. })
    }

    /// The sentence for the person.
    pub fn message(&self) -> Message {
        Message::new(match self {
            Self::Forgotten { why: Back::TakenBack, .. } => "forgotten-words",
            Self::Forgotten { why: Back::Narrowed, .. } => "forgotten-narrowed",
            Self::Forgotten { why: Back::Named, .. } => "forgotten-name",
            _ => "fault",
        })
    }

    /// The form field that it is about, when it is about one.
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::Forgotten { column, .. } => column.as_deref(),
            _ => None,
        }
    }

    /// Whether the row broke a rule of its table.
    pub(crate) fn is_broken_rule(&self) -> bool {
        match self {
            Self::Sqlite(error) => {
                error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation)
            }
            // Class 23 of SQLSTATE is that of broken rules.
            Self::Postgres(error) => error.code().is_some_and(|code| code.code().starts_with("23")),
            _ => false,
        }
    }

    /// What went wrong, as a code without anybody's words, for whoever looks after the space: there
    /// is a message `reason-` and the code.
    pub fn reason(&self) -> &'static str {
        match self {
            fault if fault.is_full() => "full",
            fault if fault.is_busy() => "busy",
            fault if fault.is_late() => "late",
            fault if fault.is_lost() => "lost",
            Self::Files(_) | Self::System(_) => "files",
            Self::Panicked => "panicked",
            Self::UnknownWork => "unknown",
            Self::NotYet => "not-yet",
            _ => "other",
        }
    }

    /// Whether the disk or the database has no room left.
    pub fn is_full(&self) -> bool {
        match self {
            Self::Sqlite(error) => error.sqlite_error_code() == Some(ErrorCode::DiskFull),
            Self::Postgres(error) => error.code() == Some(&SqlState::DISK_FULL),
            Self::System(error) => error.kind() == std::io::ErrorKind::StorageFull,
            _ => false,
        }
    }

    /// Whether another program, or too much work, is in the way: nothing was done, and trying again
    /// later may do it.
    pub fn is_busy(&self) -> bool {
        match self {
            Self::Busy => true,
            Self::System(error) => error.kind() == std::io::ErrorKind::ResourceBusy,
            Self::Sqlite(error) => matches!(
                error.sqlite_error_code(),
                Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
            ),
            Self::Postgres(error) => error.code() == Some(&SqlState::LOCK_NOT_AVAILABLE),
            _ => false,
        }
    }

    /// Whether it was ended because it took too long.
    pub fn is_late(&self) -> bool {
        match self {
            Self::TookTooLong => true,
            Self::Sqlite(error) => {
                error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted)
            }
            Self::Postgres(error) => error.code() == Some(&SqlState::QUERY_CANCELED),
            _ => false,
        }
    }

    /// Whether the database server was lost, or no longer takes changes because another has its
    /// place: connecting again may find one that does.
    pub fn is_lost(&self) -> bool {
        match self {
            Self::Lost => true,
            Self::Postgres(error) => match error.code() {
                // Class 08 is that of connections, 57P01 to 57P05 that of servers that end.
                Some(code) => {
                    code.code().starts_with("08")
                        || code.code().starts_with("57P")
                        || *code == SqlState::READ_ONLY_SQL_TRANSACTION
                }
                None => {
                    error.is_closed()
                        || error.source().is_some_and(|source| source.is::<std::io::Error>())
                }
            },
            _ => false,
        }
    }
}
