//! Why a file was not read or not written: facts and places, which callers put into words.

use thiserror::Error;
use uuid::Uuid;

/// Where in which file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file inside the archive, or empty for a codebook.
    pub file: String,
    /// From 1.
    pub line: u64,
    /// In code points, from 1.
    pub column: u64,
}

/// A file that was not read. Nothing of it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{fault:?} at {place:?}")]
pub struct NotRead {
    /// Where, if it has a place.
    pub place: Option<Place>,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It could not be read on.
    Unreadable(std::io::ErrorKind),
    /// It is no zip archive, or a broken one.
    NotAnArchive,
    /// It, or what is in it, is larger than `limit` bytes.
    TooLarge {
        /// In bytes.
        limit: u64,
    },
    /// It has more than `limit` files in it.
    TooManyFiles {
        /// How many there may be.
        limit: usize,
    },
    /// A file in it has a name that would lead out of a folder.
    UnsafeName(String),
    /// Two files in it have this name.
    SameName(String),
    /// A file in it is locked with a password.
    Locked(String),
    /// There is no such file in it.
    Missing(String),
    /// It is not text in UTF-8 (or UTF-16 with a byte-order mark).
    NotText,
    /// It is not well-formed XML.
    NotXml,
    /// It has a document type declaration that declares entities, which could make a small file
    /// unfold without end.
    DocType,
    /// It uses an entity that XML does not define.
    Entity(String),
    /// Elements are nested deeper than `limit`.
    TooDeep {
        /// How many levels there may be.
        limit: usize,
    },
    /// The document is of another kind: the name of its outermost element.
    OtherDocument(String),
}

impl From<Fault> for NotRead {
    fn from(fault: Fault) -> Self {
        Self { place: None, fault }
    }
}

/// Why a codebook or project cannot be written so that others can read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotWritten {
    /// A codebook without a theme.
    #[error("a codebook needs a theme")]
    NoCodes,
    /// Two sources, themes or users have this guid.
    #[error("two things have the guid {0}")]
    SameGuid(Uuid),
    /// A theme is used that is not in the codebook.
    #[error("there is no theme {0}")]
    UnknownCode(Uuid),
    /// A part of a text begins after its end, or ends after the text.
    #[error("the selection {0} is not inside its text")]
    Outside(Uuid),
    /// The archive could not be put together.
    #[error("the archive cannot hold so much")]
    TooLarge,
}
