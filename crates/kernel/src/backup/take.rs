//! Taking an archive of a space while it serves.

use super::manifest::{self, FORMAT, KeptFile, KeptTable, Manifest, Proof};
use super::out::{Measured, Out, not_written, options};
use super::problem::NotTaken;
use super::schema::{self, Table};
use super::{OFTEN, Step, Summary, Tell, WAITING, rows, seal};
use crate::db::{Dialect, Value, schema_version};
use crate::files::Files;
use crate::{Db, Fault, Space, Timestamp, audit};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{ErrorKind, Seek, Write};
use std::path::Path;
use zip::ZipWriter;

/// How often files that change are read again before giving up.
const TRIES: u32 = 3;

/// Writes an archive of the space and its files to `path`, which shows one moment; changes go on
/// meanwhile. The file is readable by its owner only, since it holds people's words, and appears
/// whole or not at all. An existing one is replaced only with `force`. `now` is written into it.
///
/// # Errors
/// [`NotTaken`], a sentence for the command line.
pub fn take(
    space: &Space,
    files: &Files,
    path: &Path,
    force: bool,
    now: Timestamp,
    mut tell: impl FnMut(Step, u64, u64) + Send + 'static,
) -> Result<Summary, NotTaken> {
    if !force && path.symlink_metadata().is_ok() {
        return Err(NotTaken::Exists(path.display().to_string()));
    }
    let ours = schema::of(&Db::scratch(None, schema_version())?)?;
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    for _ in 0..TRIES {
        // Made with mode 0600, and gone unless it is kept.
        let mut file =
            tempfile::Builder::new().prefix(".edefyn-").suffix(".part").tempfile_in(folder)?;
        let before = stamps(files)?;
        let out = file.as_file().try_clone()?;
        let taking = Taking { files: files.clone(), ours: ours.clone(), before, now };
        let (written, told) =
            space.read_now(move |db| Ok((taking.write(db, out, &mut tell), tell)))?;
        tell = told;
        let Some(manifest) = written? else { continue };
        let digest = seal::set(file.as_file_mut(), &mut tell)?;
        file.as_file().sync_all()?;
        let bytes = file.as_file().metadata()?.len();
        let kept = if force { file.persist(path) } else { file.persist_noclobber(path) };
        kept.map_err(|error| match error.error.kind() {
            ErrorKind::AlreadyExists => NotTaken::Exists(path.display().to_string()),
            _ => error.error.into(),
        })?;
        // The name too must last.
        File::open(folder)?.sync_all()?;
        return Ok(Summary::of(&manifest, digest, bytes));
    }
    Err(NotTaken::Moving)
}

/// Each file's path with its length and stamp.
type Stamps = BTreeMap<String, (u64, String)>;

fn stamps(files: &Files) -> Result<Stamps, Fault> {
    let mut stamps = files.stamps()?;
    stamps.retain(|path, _| !path.starts_with(WAITING));
    Ok(stamps)
}

/// Whether every file of `some` is unchanged in `others`.
fn unchanged(some: &Stamps, others: &Stamps) -> bool {
    some.iter().all(|(path, stamp)| others.get(path) == Some(stamp))
}

/// One try at an archive.
pub(super) struct Taking {
    pub(super) files: Files,
    /// The tables that this version can put back.
    pub(super) ours: Vec<Table>,
    /// The files that were there before the database was looked at.
    pub(super) before: Stamps,
    pub(super) now: Timestamp,
}

impl Taking {
    /// Writes all of it. Nothing is given when a file was changed or removed meanwhile, since
    /// then database and files would not be of one moment.
    pub(super) fn write(
        &self,
        db: &Db,
        out: File,
        tell: Tell<'_>,
    ) -> Result<Option<Manifest>, NotTaken> {
        if db.dialect() == Dialect::Postgres {
            // A large space may take longer than a page should.
            db.batch("set local statement_timeout = 0")?;
        }
        let tables = schema::of(db)?;
        if let Some(table) = schema::difference(&self.ours, &tables) {
            return Err(NotTaken::Stranger(table.to_owned()));
        }
        let mut manifest = self.begin(db)?;
        // The first row that was read fixed the moment; files belong to it that were there before
        // and are there after.
        let listed = stamps(&self.files)?;
        if !unchanged(&self.before, &listed) {
            return Ok(None);
        }
        let mut zip = ZipWriter::new(Out::new(out));
        zip.set_comment(seal::blank()).map_err(not_written)?;
        let total = count(db, &tables)?;
        for table in &tables {
            let before = manifest.rows();
            let kept = write_table(db, table, &mut zip, &mut |n| {
                tell(Step::Rows, before + n, total);
            })?;
            manifest.tables.push(kept);
        }
        if !self.write_files(&listed, &mut zip, &mut manifest, tell)? {
            return Ok(None);
        }
        zip.start_file("manifest.json", options()).map_err(not_written)?;
        serde_json::to_writer_pretty(&mut zip, &manifest).map_err(Fault::from)?;
        zip.finish().map_err(not_written)?.close()?;
        Ok(Some(manifest))
    }

    fn begin(&self, db: &Db) -> Result<Manifest, Fault> {
        let database = match db.dialect() {
            Dialect::Sqlite => "sqlite",
            Dialect::Postgres => "postgresql",
        };
        Ok(Manifest {
            format: FORMAT,
            schema: schema_version(),
            made_at: self.now.to_string(),
            made_by: env!("CARGO_PKG_VERSION").into(),
            database: database.into(),
            digests: "blake3".into(),
            audit_log_holds: audit::verify(db)?.is_none(),
            audit_log_ends: audit::end(db)?.map(|end| end.to_string()),
            tables: Vec::new(),
            files: Vec::new(),
        })
    }

    /// Writes the files, and says whether they are those of the moment.
    fn write_files<W: Write + Seek>(
        &self,
        listed: &Stamps,
        zip: &mut ZipWriter<W>,
        manifest: &mut Manifest,
        tell: Tell<'_>,
    ) -> Result<bool, NotTaken> {
        let total = u64::try_from(listed.len()).unwrap_or(0);
        for (done, (path, (size, _))) in (1..).zip(listed) {
            zip.start_file(format!("files/{path}"), options()).map_err(not_written)?;
            let mut measured = Measured::new(&mut *zip);
            if let Err(fault) = self.files.copy_out(path, *size, &mut measured) {
                // One that was changed or removed in this very moment is no fault.
                return if unchanged(listed, &stamps(&self.files)?) {
                    Err(fault.into())
                } else {
                    Ok(false)
                };
            }
            manifest.files.push(KeptFile { path: path.clone(), proof: measured.proof() });
            tell(Step::Files, done, total);
        }
        Ok(unchanged(listed, &stamps(&self.files)?))
    }
}

pub(super) fn count(db: &Db, tables: &[Table]) -> Result<u64, Fault> {
    tables.iter().try_fold(0_u64, |sum, table| {
        let sql = format!("select count(*) from {}", schema::quoted(&table.name));
        Ok(sum.saturating_add(db.only::<u64>(&sql, &[])?))
    })
}

fn write_table<W: Write + Seek>(
    db: &Db,
    table: &Table,
    zip: &mut ZipWriter<W>,
    tell: &mut dyn FnMut(u64),
) -> Result<KeptTable, NotTaken> {
    let mut kept = KeptTable {
        name: table.name.clone(),
        columns: manifest::columns(table),
        rows: 0,
        proof: Proof { size: 0, digest: String::new() },
    };
    zip.start_file(kept.entry(), options()).map_err(not_written)?;
    let mut measured = Measured::new(zip);
    let mut longest = 0;
    kept.rows = lines(db, table, |line, n| {
        longest = longest.max(line.len());
        if n.is_multiple_of(OFTEN) {
            tell(n);
        }
        Ok(measured.write_all(line)?)
    })?;
    kept.proof = measured.proof();
    if longest > rows::LONGEST {
        return Err(NotTaken::TooLong(table.name.clone()));
    }
    Ok(kept)
}

/// Gives each row of a table as its line, with its number from 1, and counts them.
pub(super) fn lines(
    db: &Db,
    table: &Table,
    mut each: impl FnMut(&[u8], u64) -> Result<(), Fault>,
) -> Result<u64, Fault> {
    let mut line = Vec::new();
    let mut n = 0;
    db.each(&table.query(db.dialect()), &[], |row: Vec<Value>| {
        line.clear();
        rows::write(&mut line, table, &row)?;
        n += 1;
        each(&line, n)
    })?;
    Ok(n)
}
