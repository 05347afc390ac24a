//! Where the log ended at some moment, to be kept outside the database: a chain by itself does not
//! show that its end was cut off.

use crate::{Db, Fault};
use std::fmt;
use std::str::FromStr;

/// The newest entry at some moment: its place and its digest. Written as `42:` and 64 hexadecimal
/// digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The place of the entry, from 1.
    pub seq: i64,
    /// Its digest.
    pub digest: [u8; 32],
}

/// The text is no anchor.
#[derive(Debug, thiserror::Error)]
#[error("an anchor is a number, a colon and 64 hexadecimal digits")]
pub struct NotAnchor;

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.seq, blake3::Hash::from_bytes(self.digest).to_hex())
    }
}

impl FromStr for Anchor {
    type Err = NotAnchor;

    fn from_str(text: &str) -> Result<Self, NotAnchor> {
        let (seq, digest) = text.trim().split_once(':').ok_or(NotAnchor)?;
        let digest = blake3::Hash::from_hex(digest).map_err(|_| NotAnchor)?;
        Ok(Self { seq: seq.parse().map_err(|_| NotAnchor)?, digest: *digest.as_bytes() })
    }
}

/// Where the log ends now; nothing while it is empty.
///
/// # Errors
/// The database's.
pub fn end(db: &Db) -> Result<Option<Anchor>, Fault> {
    let last: Option<(i64, Vec<u8>)> =
        db.first("select seq, digest from kernel_audit order by seq desc limit 1", &[])?;
    let anchor = |(seq, digest): (i64, Vec<u8>)| {
        let digest = digest.try_into().map_err(|_| Fault::Missing)?;
        Ok(Anchor { seq, digest })
    };
    last.map(anchor).transpose()
}

/// Whether the log still holds the entry at which it ended then. When it does and
/// [`verify`](super::verify) finds nothing, everything before is as it was.
///
/// # Errors
/// The database's.
pub fn holds(db: &Db, anchor: &Anchor) -> Result<bool, Fault> {
    let there: Option<Vec<u8>> =
        db.first("select digest from kernel_audit where seq = $1", &[&anchor.seq])?;
    Ok(there.is_some_and(|digest| digest == anchor.digest))
}
