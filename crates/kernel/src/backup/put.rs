//! Putting a proven archive into a space: the database in one transaction, then the files, which
//! wait beside the others until it is done.

use super::archive::Archive;
use super::problem::NotRestored;
use super::proven::Proven;
use super::rows::Adding;
use super::schema::{self, Table, quoted};
use super::take::{count, lines};
use super::{OFTEN, Step, Summary, Tell, WAITING};
use crate::db::{Begun, Dialect, Place, Value};
use crate::files::Files;
use crate::forgotten::Ledger;
use crate::{Act, AnyId, Db, Fault, Space, Tx, audit};
use serde_json::json;
use std::collections::BTreeSet;
use std::path::Path;
use uuid::Uuid;

impl Proven {
    /// Puts the archive into the database at `place` and into `files`: an empty space, or, with
    /// `replace`, in place of everything that is there. What was taken back there since the archive
    /// was made does not come back by it. The audit log says so at its end. When it
    /// fails, the space is as it was, save in [`NotRestored::FilesLeft`].
    ///
    /// # Errors
    /// [`NotRestored`], a sentence for the command line.
    pub fn put_into(
        mut self,
        act: Act,
        place: &Place,
        files: &Files,
        replace: bool,
        mut tell: impl FnMut(Step, u64, u64) + Send + 'static,
    ) -> Result<Summary, NotRestored> {
        let before = clear(files)?;
        if !replace && !before.is_empty() {
            return Err(NotRestored::NotEmpty);
        }
        let summary = self.archive.summary.clone();
        self.take_back(&act, place)?;
        note(&self.db, &act, &summary, replace)?;
        let staged = stage(&mut self.archive, files, &mut tell);
        let loaded = staged.and_then(|()| match place {
            Place::File(path) => to_sqlite(&self.db, path, replace, &mut tell),
            Place::Server(_) => to_postgres(self.db, act, place, replace, tell),
        });
        if let Err(problem) = loaded {
            // Nobody looks for them there, and the next restore clears them too.
            let _ = clear(files);
            return Err(problem);
        }
        settle(&self.archive, files, &before).map_err(NotRestored::FilesLeft)?;
        Ok(summary)
    }
}

impl Proven {
    /// Carries over what the space at `place` remembers of what was taken back, and takes that back
    /// in the archive's database too.
    fn take_back(&self, act: &Act, place: &Place) -> Result<(), NotRestored> {
        if let Place::File(path) = place
            && !path.exists()
        {
            return Ok(());
        }
        let there = place.open(false).map_err(NotRestored::Ledger)?;
        let ledger = Ledger::of(&there).map_err(NotRestored::Ledger)?;
        // What hangs on a row goes with it, as it does in a space.
        self.db.batch("pragma foreign_keys = on")?;
        let begun = Begun::alone(&self.db)?;
        ledger.add_to(&self.db)?;
        if let Some(again) = self.again {
            again(&mut Tx::new(&begun, act.clone()), &there)?;
        }
        begun.commit()?;
        self.db.batch("pragma foreign_keys = off")?;
        match self.db.loose_ends()? {
            Some(table) => Err(NotRestored::LooseEnd(table)),
            None => Ok(()),
        }
    }
}

/// Says in the audit log that this happened.
fn note(db: &Db, act: &Act, summary: &Summary, replace: bool) -> Result<(), Fault> {
    let subject = AnyId { kind: "space", uuid: Uuid::nil() };
    let detail = json!({
        "archive": summary.digest, "made_at": summary.made_at, "database": summary.database,
        "rows": summary.rows, "files": summary.files, "replaced": replace,
    });
    let begun = Begun::alone(db)?;
    audit::record(&mut Tx::new(&begun, act.clone()), "space.restore", subject, &detail)?;
    db.stamp_everything(stamp(act))?;
    begun.commit()
}

/// A stamp by which pages that were kept from before know that everything is another.
fn stamp(act: &Act) -> i64 {
    i64::from_be_bytes(act.chance.clone().bytes()) >> 1
}

/// Removes what an interrupted restore left waiting, and tells the other files.
fn clear(files: &Files) -> Result<BTreeSet<String>, Fault> {
    let (waiting, others): (Vec<_>, Vec<_>) =
        files.stamps()?.into_keys().partition(|path| path.starts_with(WAITING));
    waiting.iter().try_for_each(|path| files.remove_listed(path))?;
    Ok(others.into_iter().collect())
}

/// Puts every file where it waits. What fills a disk or is no name for a file fails here.
fn stage(archive: &mut Archive, files: &Files, tell: Tell<'_>) -> Result<(), NotRestored> {
    let kept = archive.manifest.files.clone();
    let total = u64::try_from(kept.len()).unwrap_or(0);
    for (done, file) in (1..).zip(&kept) {
        archive.file(file, |mut part| {
            Ok(files.copy_in(&format!("{WAITING}{}", file.path), &mut part)?)
        })?;
        tell(Step::Files, done, total);
    }
    Ok(())
}

/// Moves every file from where it waits to its place, and removes those that are not among them.
fn settle(archive: &Archive, files: &Files, before: &BTreeSet<String>) -> Result<(), Fault> {
    let kept: BTreeSet<&String> = archive.manifest.files.iter().map(|file| &file.path).collect();
    before
        .iter()
        .filter(|path| !kept.contains(path))
        .try_for_each(|path| files.remove_listed(path))?;
    kept.iter().try_for_each(|path| files.rename(&format!("{WAITING}{path}"), path))
}

fn to_sqlite(db: &Db, path: &Path, replace: bool, tell: Tell<'_>) -> Result<(), NotRestored> {
    let allowed = |there: &Db| {
        if replace || is_empty(there, &schema::of(there)?)? {
            return Ok(());
        }
        Err(NotRestored::NotEmpty)
    };
    db.copy_onto(path, allowed, |done, total| tell(Step::Loading, done, total))
}

fn is_empty(db: &Db, tables: &[Table]) -> Result<bool, Fault> {
    for table in tables {
        let sql = format!("select 1 from {} limit 1", quoted(&table.name));
        if db.first::<Value>(&sql, &[])?.is_some() {
            return Ok(false);
        }
    }
    Ok(true)
}

fn to_postgres(
    from: Db,
    act: Act,
    place: &Place,
    replace: bool,
    mut tell: impl FnMut(Step, u64, u64) + Send + 'static,
) -> Result<(), NotRestored> {
    let space = Space::open(place)?;
    let stamp = stamp(&act);
    let loaded = space.write_now(act, move |tx| {
        load(tx, &from, replace, &mut tell)?;
        Ok(tx.stamp_everything(stamp)?)
    });
    loaded.map_err(NotRestored::Fault)?
}

/// A rule that one table's rows point at another's: table, name, definition.
type ForeignKey = (String, String, String);

const FOREIGN_KEYS: &str = "select t.relname::text, k.conname::text, pg_get_constraintdef(k.oid)
    from pg_constraint k join pg_class t on t.oid = k.conrelid
    where k.contype = 'f' and t.relnamespace = current_schema()::text::regnamespace";

fn load(tx: &mut Tx<'_>, from: &Db, replace: bool, tell: Tell<'_>) -> Result<(), NotRestored> {
    tx.run("set local statement_timeout = 0", &[])?;
    let ours = schema::of(from)?;
    let there = schema::of(tx)?;
    // Tables of others are left alone; ours must all be there.
    let Some(tables) = ours
        .iter()
        .map(|table| there.iter().find(|other| other.agrees(table)).map(|other| (table, other)))
        .collect::<Option<Vec<_>>>()
    else {
        let lacking = schema::difference(&there, &ours).unwrap_or_default();
        return Err(NotRestored::UnknownTable(lacking.to_owned()));
    };
    let names: Vec<String> = tables.iter().map(|(table, _)| quoted(&table.name)).collect();
    // Nobody reads or writes them from here to the end. Emptying them passes by the guard of the
    // audit log, which is for single entries.
    tx.run(&format!("lock table {} in access exclusive mode", names.join(", ")), &[])?;
    if !replace && !is_empty(tx, &there)? {
        return Err(NotRestored::NotEmpty);
    }
    tx.run(&format!("truncate {}", names.join(", ")), &[])?;
    // Rows that point at one another go in one by one, so the keys are put aside and proven anew.
    let keys: Vec<ForeignKey> = tx.all(FOREIGN_KEYS, &[])?;
    let keys: Vec<&ForeignKey> =
        keys.iter().filter(|(table, ..)| ours.iter().any(|ours| ours.name == *table)).collect();
    for (table, name, _) in &keys {
        let sql = format!("alter table {} drop constraint {}", quoted(table), quoted(name));
        tx.run(&sql, &[])?;
    }
    let total = count(from, &ours)?;
    let mut done = 0_u64;
    for (table, into) in &tables {
        copy(from, table, tx, into, |_| {
            done += 1;
            if done.is_multiple_of(OFTEN) {
                tell(Step::Loading, done, total);
            }
        })?;
    }
    for (table, name, definition) in &keys {
        let (table, name) = (quoted(table), quoted(name));
        tx.run(&format!("alter table {table} add constraint {name} {definition}"), &[])?;
    }
    for (table, into) in &tables {
        if digest(from, table)? != digest(tx, into)? {
            return Err(NotRestored::NotTheSame(table.name.clone()));
        }
    }
    tx.run("analyze", &[])?;
    Ok(())
}

/// Copies one table, holding each value against what the column can hold.
fn copy(
    from: &Db,
    table: &Table,
    to: &Db,
    into: &Table,
    mut each: impl FnMut(u64),
) -> Result<(), NotRestored> {
    let mut adding = Adding::new(to, into);
    let mut refused = None;
    let mut line = 0;
    let copied = from.each(&table.query(from.dialect()), &[], |row: Vec<Value>| {
        line += 1;
        let problem = row.iter().zip(&into.columns).find_map(|(value, column)| {
            column.kind.refuses(value, Dialect::Postgres).map(|problem| (&column.name, problem))
        });
        if let Some((column, problem)) = problem {
            refused = Some(format!("{column} is {problem}"));
            return Err(Fault::Missing);
        }
        each(line);
        adding.add(row)
    });
    if let Some(problem) = refused {
        return Err(NotRestored::Row { table: table.name.clone(), line, problem });
    }
    copied?;
    Ok(adding.finish()?)
}

/// What a table holds, in one digest that is the same on both databases.
fn digest(db: &Db, table: &Table) -> Result<blake3::Hash, Fault> {
    let mut hasher = blake3::Hasher::new();
    lines(db, table, |line, _| {
        hasher.update(line);
        Ok(())
    })?;
    Ok(hasher.finalize())
}
