//! Why no archive was made, or a space was not put back: sentences for the command line.

use crate::{Fault, Message, Refusal};
use std::io::ErrorKind;
use thiserror::Error;

/// Why no archive was made.
#[derive(Debug, Error)]
pub enum NotTaken {
    /// There is a file already.
    #[error("{0} is there already; choose another name, or --force to replace it")]
    Exists(String),
    /// A table that this version would not put back.
    #[error(
        "the database's table {0} is not as this version of Edefyn has it, so no archive could \
         be put back; move tables of others to another schema"
    )]
    Stranger(String),
    /// A row is too long for an archive.
    #[error("a row of the table {0} is too long for an archive")]
    TooLong(String),
    /// Files were changed again and again while they were read.
    #[error("files were changed while they were read; try again at a quieter moment")]
    Moving,
    /// The system or the database failed.
    #[error("no archive was made: {}", plainly(.0))]
    Fault(#[from] Fault),
}

impl From<std::io::Error> for NotTaken {
    fn from(error: std::io::Error) -> Self {
        Self::Fault(error.into())
    }
}

/// Why a space was not put back. Until the last proof holds, nothing is changed.
#[derive(Debug, Error)]
pub enum NotRestored {
    /// The file has no seal at its end.
    #[error("this is no archive of Edefyn, or its end is missing")]
    NoArchive,
    /// The seal does not match the bytes.
    #[error("the archive is damaged: its bytes are not those that were sealed")]
    Damaged,
    /// Written in a later format.
    #[error("the archive was made by a newer Edefyn (format {0}); use that one to put it back")]
    NewerFormat(u32),
    /// Made from tables that this program does not know.
    #[error(
        "the archive holds schema {found}, and this Edefyn knows 1 to {known}; use a newer one"
    )]
    UnknownSchema {
        /// The archive's schema version.
        found: i64,
        /// The newest that is known here.
        known: i64,
    },
    /// The list of contents can't be read.
    #[error("the archive's list of contents can't be read: {0}")]
    Manifest(String),
    /// More is unpacked than such an archive can honestly hold.
    #[error("the archive claims to hold more than it can")]
    TooLarge,
    /// A name that no file of a space has.
    #[error("the archive holds a name that is not safe: {0}")]
    UnsafeName(String),
    /// In the list of contents, and not in the archive.
    #[error("the archive lacks {0}, which its list of contents names")]
    Missing(String),
    /// In the archive, and not in the list of contents; or there twice.
    #[error("the archive holds {0}, which its list of contents does not name, or names twice")]
    Added(String),
    /// The content is not what the list says.
    #[error("{name} in the archive is damaged: {problem}")]
    Entry {
        /// The entry's name.
        name: String,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// The tables or columns are not those of the schema that the archive names.
    #[error("the archive's table {0} is not as its schema has it")]
    UnknownTable(String),
    /// A row can't be kept.
    #[error("{table}, line {line}: {problem}")]
    Row {
        /// The table.
        table: String,
        /// The line, from 1.
        line: u64,
        /// What is wrong, without the row's words.
        problem: String,
    },
    /// A row points at one that is not there.
    #[error("a row of {0} in the archive points at one that is not there")]
    LooseEnd(String),
    /// The audit log does not hold as it did when the archive was made.
    #[error("the audit log in the archive is not as it was")]
    AuditLog,
    /// There is a space already.
    #[error(
        "this space is not empty; choose an empty one, or --replace to put the archive in its place"
    )]
    NotEmpty,
    /// What the space that is there took back can't be read.
    #[error(
        "what was taken back in the space that is there can't be read, so it might come back: {}; \
         to restore all the same, move that space away, and take back again what was taken back \
         since the archive was made", plainly(.0)
    )]
    Ledger(Fault),
    /// Another restore is at work.
    #[error("another restore is under way in this data folder")]
    UnderWay,
    /// What was written is not what was to be written.
    #[error("the database did not give back what was put into its table {0}; nothing was changed")]
    NotTheSame(String),
    /// The database holds the archive, and files could not be put beside it.
    #[error(
        "the database is restored, but not all files are: {}; run the same command again with \
         --replace", plainly(.0)
    )]
    FilesLeft(Fault),
    /// The system or the database failed; nothing was changed.
    #[error("nothing was changed: {}", plainly(.0))]
    Fault(#[from] Fault),
}

impl From<std::io::Error> for NotRestored {
    fn from(error: std::io::Error) -> Self {
        Self::Fault(error.into())
    }
}

impl Refusal for NotRestored {
    fn or_fault(self) -> Result<Self, Fault> {
        match self {
            Self::Fault(fault) => Err(fault),
            refusal => Ok(refusal),
        }
    }

    // Only the command line restores, and it says these sentences itself.
    fn message(&self) -> Message {
        Message::new("fault")
    }

    fn field(&self) -> Option<&'static str> {
        None
    }
}

/// A fault in words that help: a full disk says so.
fn plainly(fault: &Fault) -> String {
    if fault.is_full() || is_storage_full(fault) {
        return "the disk is full".into();
    }
    fault.to_string()
}

fn is_storage_full(fault: &Fault) -> bool {
    let mut cause: Option<&dyn std::error::Error> = Some(fault);
    while let Some(error) = cause {
        let io = error.downcast_ref::<std::io::Error>();
        if io.is_some_and(|error| error.kind() == ErrorKind::StorageFull) {
            return true;
        }
        cause = error.source();
    }
    false
}
