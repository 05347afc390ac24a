//! How many people spoke: each once, however many voices they gave.

use kernel::db::{FromRow, Row};
use kernel::{Db, Fault};

/// A number of people as far as they are known: two voices of one person count once, and a voice
/// whose person is not known counts as one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// How many. Public only through what may be told of it.
    pub count: u64,
    /// Whether it is known of every voice whose it is. Only then are they people; otherwise a
    /// page says voices.
    pub known: bool,
}

/// Reads how many there are, and of how many voices the person is not known.
impl FromRow for People {
    fn from_row(row: &mut Row<'_>) -> Result<Self, Fault> {
        let (count, unknown): (u64, u64) = (row.take()?, row.take()?);
        Ok(Self { count, known: unknown == 0 })
    }
}

/// Everybody whose voice was not taken back.
///
/// # Errors
/// The database's.
pub fn people(db: &Db) -> Result<People, Fault> {
    db.only(
        "select count(distinct coalesce(narrator_id, id)),
           count(case when narrator_id is null then 1 end)
         from listen_voice where withdrawn_at is null",
        &[],
    )
}
