//! A scratch database: SQLite in memory or in a file that nobody else knows, quick and not
//! durable, in which an archive is built and proven before anything is replaced.

use super::handle::Link;
use super::standing::Standing;
use super::{Db, Fault, Place, migrate, sqlite};
use crate::forgotten::Secret;
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};
use std::path::Path;
use std::time::Duration;

/// Pages that are copied before the progress is told.
const STEP: i32 = 1024;

impl Db {
    /// An empty database with the tables of schema `version`, in memory when there is no path.
    /// Foreign keys are not held until [`Db::loose_ends`] is asked.
    pub(crate) fn scratch(path: Option<&Path>, version: i64) -> Result<Self, Fault> {
        let mut connection = match path {
            Some(path) => Connection::open(path)?,
            None => Connection::open_in_memory()?,
        };
        // What is lost here is only made again, so nothing waits for the disk.
        connection.pragma_update(None, "locking_mode", "exclusive")?;
        connection.pragma_update(None, "journal_mode", "off")?;
        connection.pragma_update(None, "synchronous", "off")?;
        connection.pragma_update(None, "temp_store", "memory")?;
        connection.pragma_update(None, "cache_size", -16_384)?;
        connection.pragma_update(None, "foreign_keys", "off")?;
        migrate::sqlite_at(&mut connection, version)?;
        let (standing, secret) = (Standing::default(), Secret::default());
        Ok(Self { link: Link::Sqlite(connection), standing, secret })
    }

    /// Brings a scratch database's tables up to date.
    pub(crate) fn migrate_scratch(&mut self) -> Result<(), Fault> {
        match &mut self.link {
            Link::Sqlite(connection) => migrate::sqlite(connection),
            Link::Postgres(_) => Err(not_scratch()),
        }
    }

    /// The first table in which a row points at one that is not there.
    pub(crate) fn loose_ends(&self) -> Result<Option<String>, Fault> {
        self.first("select \"table\" from pragma_foreign_key_check", &[])
    }

    /// Makes the SQLite file at `path` the same as this scratch database, in one transaction.
    /// `allow` is asked what stands there now, while nobody else can write to it.
    pub(crate) fn copy_onto<E: From<Fault>>(
        &self,
        path: &Path,
        allow: impl FnOnce(&Self) -> Result<(), E>,
        mut progress: impl FnMut(u64, u64),
    ) -> Result<(), E> {
        let Link::Sqlite(from) = &self.link else { return Err(not_scratch().into()) };
        let mut to = sqlite::open(path, true)?;
        {
            let copy = Backup::new(from, &mut to).map_err(Fault::from)?;
            // The first page takes the lock, and the copy is undone if it never gets to the end.
            let mut state = step(&copy, 1)?;
            allow(&Place::File(path.to_owned()).open(false)?)?;
            while state == StepResult::More {
                state = step(&copy, STEP)?;
                let at = copy.progress();
                let done = at.pagecount.saturating_sub(at.remaining);
                progress(done.try_into().unwrap_or(0), at.pagecount.try_into().unwrap_or(0));
            }
        }
        // The pages that were replaced go now, or, when somebody still reads them, at the next
        // checkpoint.
        to.busy_timeout(Duration::from_millis(200)).map_err(Fault::from)?;
        let _ = to.query_row("pragma wal_checkpoint(truncate)", [], |_| Ok(()));
        Ok(())
    }
}

/// Copies some pages, waiting for others' locks for about half a minute.
fn step(copy: &Backup<'_, '_>, pages: i32) -> Result<StepResult, Fault> {
    for _ in 0..300 {
        match copy.step(pages)? {
            StepResult::Busy | StepResult::Locked => std::thread::sleep(Duration::from_millis(100)),
            state => return Ok(state),
        }
    }
    Err(Fault::Other("another program holds the database".into()))
}

fn not_scratch() -> Fault {
    Fault::Other("this is no scratch database".into())
}
