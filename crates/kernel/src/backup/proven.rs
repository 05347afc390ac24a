//! Proving an archive whole: a scratch database is built from it under every rule of its schema,
//! brought up to date, and its audit log followed, before any space is touched.

use super::archive::Archive;
use super::manifest::KeptTable;
use super::problem::NotRestored;
use super::rows::{self, Adding};
use super::schema;
use super::{OFTEN, Step, Summary, Tell};
use crate::db::{Begun, Dialect};
use crate::{Db, Fault, Tx, audit};
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

/// An archive that holds, with the database that was built from it.
pub struct Proven {
    pub(super) archive: Archive,
    pub(super) db: Db,
    pub(super) again: Option<Again>,
    // After the database, so that it is closed when its folder goes.
    _workshop: Workshop,
}

/// Takes back in the first database what was taken back in the second since.
pub type Again = fn(&mut Tx<'_>, &Db) -> Result<(), Fault>;

impl Proven {
    /// With what is to be done before the archive is put into a space, so that nothing comes back
    /// by it that was taken back in that space since.
    pub fn taking_back(self, again: Again) -> Self {
        Self { again: Some(again), ..self }
    }

    /// What the archive holds.
    pub fn summary(&self) -> &Summary {
        &self.archive.summary
    }
}

/// Proves the archive at `path` whole. The work is done in a hidden folder in `folder`, which
/// must have room for the unpacked database and goes when the work is over.
///
/// # Errors
/// [`NotRestored`], a sentence for the command line.
pub fn prove(
    path: &Path,
    folder: &Path,
    mut tell: impl FnMut(Step, u64, u64),
) -> Result<Proven, NotRestored> {
    let mut archive = Archive::open(path, &mut tell)?;
    archive.prove_files(&mut tell)?;
    let workshop = Workshop::open(folder)?;
    let mut db = Db::scratch(Some(&workshop.path.join("space.db")), archive.manifest.schema)?;
    load(&mut archive, &db, &mut tell)?;
    if let Some(table) = db.loose_ends()? {
        return Err(NotRestored::LooseEnd(table));
    }
    db.migrate_scratch()?;
    if audit::verify(&db)?.is_none() != archive.manifest.audit_log_holds {
        return Err(NotRestored::AuditLog);
    }
    Ok(Proven { archive, db, again: None, _workshop: workshop })
}

/// Puts every row of the archive into the scratch database, and proves every table on the way.
pub(super) fn load(archive: &mut Archive, db: &Db, tell: Tell<'_>) -> Result<(), NotRestored> {
    let known = schema::of(db)?;
    let kept = archive.manifest.tables.clone();
    let missing = known.iter().find(|known| !kept.iter().any(|kept| kept.agrees(known)));
    if let Some(missing) = missing {
        return Err(NotRestored::UnknownTable(missing.name.clone()));
    }
    let total = archive.manifest.rows();
    let mut done = 0_u64;
    let begun = Begun::alone(db)?;
    for table in &kept {
        let Some(into) = known.iter().find(|known| table.agrees(known)) else {
            return Err(NotRestored::UnknownTable(table.name.clone()));
        };
        let wrong = |line: u64, problem: &str| NotRestored::Row {
            table: table.name.clone(),
            line,
            problem: problem.to_owned(),
        };
        let mut adding = Adding::new(db, into);
        archive.lines(table, |line, n| {
            let row = rows::read(line, into).map_err(|problem| wrong(n, problem))?;
            let refused = row
                .iter()
                .zip(&into.columns)
                .find_map(|(value, column)| column.kind.refuses(value, Dialect::Sqlite));
            if let Some(problem) = refused {
                return Err(wrong(n, problem));
            }
            adding.add(row).map_err(|fault| against(fault, table, n))?;
            done += 1;
            if done.is_multiple_of(OFTEN) {
                tell(Step::Rows, done, total);
            }
            Ok(())
        })?;
        adding.finish().map_err(|fault| against(fault, table, table.rows))?;
    }
    Ok(begun.commit()?)
}

/// Tells a row that breaks a rule of the schema from a fault of our own, such as a full disk.
fn against(fault: Fault, table: &KeptTable, line: u64) -> NotRestored {
    if !fault.is_broken_rule() {
        return fault.into();
    }
    let problem = format!("it, or one a little before it, breaks a rule: {fault}");
    NotRestored::Row { table: table.name.clone(), line, problem }
}

/// A hidden folder to work in, for one at a time; what an interrupted one left in it goes.
struct Workshop {
    path: PathBuf,
    // Locked as long as it is open.
    _lock: File,
}

impl Workshop {
    fn open(folder: &Path) -> Result<Self, NotRestored> {
        let lock = File::open(folder)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(NotRestored::UnderWay),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        let path = folder.join(".restoring");
        if path.symlink_metadata().is_ok() {
            std::fs::remove_dir_all(&path)?;
        }
        let mut make = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut make, 0o700);
        make.create(&path)?;
        Ok(Self { path, _lock: lock })
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.path);
    }
}
