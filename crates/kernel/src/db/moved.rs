//! Which kinds of record were changed since: by it a page that was put together a moment ago knows
//! whether it still holds, whichever program made the change. Table `kernel_moved`.
//!
//! A kind of record is a table. Each commit gives the tables that it changed a new stamp; what a
//! page rests on is taken down while it is put together, from its own queries.

use super::{Db, Dialect, Fault};
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

/// Tables that change all the time, and that no page may rest on: they get no stamps, and what
/// read one of them is never kept.
const RESTLESS: &[&str] = &[
    "kernel_attempt",
    "kernel_audit",
    "kernel_job",
    "kernel_mail",
    "kernel_moved",
    "kernel_schedule",
    "kernel_session",
    "kernel_sign_in_link",
    "kernel_writer",
];

/// The stamp that a restore gives, on which everything rests.
const EVERYTHING: &str = "everything";

/// What a connection takes down about tables.
#[derive(Default)]
pub(super) struct Noted {
    /// The tables that the change in hand has written.
    written: RefCell<BTreeSet<String>>,
    /// Those of the changes that are to be committed.
    kept: RefCell<BTreeSet<String>>,
    /// The stamp that they will get.
    stamp: Cell<i64>,
    /// The tables that were read, while somebody wants to know.
    read: RefCell<Option<BTreeSet<String>>>,
    /// Every table, and every view with the tables under it.
    known: OnceCell<BTreeMap<String, Vec<String>>>,
}

impl Noted {
    /// A change begins, whose stamp would be this one.
    pub(super) fn begin(&self, stamp: i64) {
        self.written.borrow_mut().clear();
        self.stamp.set(stamp);
    }

    /// The change in hand is kept or undone.
    pub(super) fn part(&self, keep: bool) {
        let mut written = self.written.borrow_mut();
        if keep {
            self.kept.borrow_mut().append(&mut written);
        }
        written.clear();
    }

    /// Forgets what was to be committed.
    pub(super) fn clear(&self) {
        self.written.borrow_mut().clear();
        self.kept.borrow_mut().clear();
    }

    /// The statement that gives the changed tables their stamp, if any was changed.
    pub(super) fn stamping(&self) -> String {
        let kept = self.kept.borrow();
        let rows: Vec<String> = kept
            .iter()
            .map(|table| format!("('{}', {})", table.replace('\'', "''"), self.stamp.get()))
            .collect();
        if rows.is_empty() {
            return String::new();
        }
        format!(
            "insert into kernel_moved (kind, stamp) values {} \
             on conflict (kind) do update set stamp = excluded.stamp; ",
            rows.join(", ")
        )
    }

    /// A statement is run.
    pub(super) fn run(&self, sql: &str) {
        if let Some(table) = written(sql).filter(|table| !RESTLESS.contains(&table.as_str())) {
            self.written.borrow_mut().insert(table);
        }
    }
}

/// The table that a statement changes, if it changes one.
fn written(sql: &str) -> Option<String> {
    let mut words = sql.split_whitespace();
    let first = words.next()?.to_ascii_lowercase();
    let named = match first.as_str() {
        "insert" | "delete" => words.nth(1)?.to_owned(),
        "update" | "truncate" => words.next()?.to_owned(),
        "with" => {
            let rest: Vec<String> = words.map(str::to_ascii_lowercase).collect();
            let after = |wanted: [&str; 2]| {
                let at = rest.windows(2).position(|two| *two == wanted)?;
                rest.get(at + 2).cloned()
            };
            let update = || {
                let at = rest.iter().position(|word| word == "update")?;
                rest.get(at + 1).cloned()
            };
            after(["insert", "into"]).or_else(|| after(["delete", "from"])).or_else(update)?
        }
        _ => return None,
    };
    let name: String = named
        .trim_start_matches('"')
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
        .collect();
    (!name.is_empty()).then_some(name)
}

/// The stamps of all kinds of record, at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamps(BTreeMap<String, i64>);

/// What something was put together from: kinds of record, each with its stamp then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestsOn(Vec<(String, Option<i64>)>);

impl RestsOn {
    /// Whether nothing that it rests on has changed.
    pub fn holds(&self, now: &Stamps) -> bool {
        self.0.iter().all(|(kind, stamp)| now.0.get(kind) == stamp.as_ref())
    }

    /// The kinds of record.
    pub fn kinds(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(kind, _)| kind.as_str())
    }
}

impl Db {
    /// The stamps of all kinds of record now.
    ///
    /// # Errors
    /// The database's.
    pub fn stamps(&self) -> Result<Stamps, Fault> {
        let rows: Vec<(String, i64)> = self.all("select kind, stamp from kernel_moved", &[])?;
        Ok(Stamps(rows.into_iter().collect()))
    }

    /// Does `work`, and gives what it rests on: the kinds of record that its queries name. Nothing
    /// is given for work that must not be kept, since it read what changes all the time.
    ///
    /// # Errors
    /// What `work` returns, or the database's.
    pub fn taking_down<T>(
        &self,
        stamps: &Stamps,
        work: impl FnOnce() -> Result<T, Fault>,
    ) -> Result<(T, Option<RestsOn>), Fault> {
        self.known()?;
        let before = self.standing.noted.read.replace(Some(BTreeSet::new()));
        let done = work();
        let read = self.standing.noted.read.replace(before).unwrap_or_default();
        let done = done?;
        if read.iter().any(|table| RESTLESS.contains(&table.as_str())) {
            return Ok((done, None));
        }
        let kinds = read.into_iter().chain([EVERYTHING.to_owned()]);
        let stamped = |kind: String| {
            let stamp = stamps.0.get(&kind).copied();
            (kind, stamp)
        };
        Ok((done, Some(RestsOn(kinds.map(stamped).collect()))))
    }

    /// Takes down which tables a query names, while somebody wants to know.
    pub(super) fn take_down(&self, sql: &str) {
        let mut read = self.standing.noted.read.borrow_mut();
        let (Some(read), Some(known)) = (read.as_mut(), self.standing.noted.known.get()) else {
            return;
        };
        for table in names(sql).filter_map(|name| known.get(name)) {
            read.extend(table.iter().cloned());
        }
    }

    /// Every table with itself, and every view with the tables and views it names.
    fn known(&self) -> Result<(), Fault> {
        if self.standing.noted.known.get().is_some() {
            return Ok(());
        }
        let sql = match self.dialect() {
            Dialect::Sqlite => {
                "select name, case type when 'view' then sql else '' end from sqlite_master
                 where type in ('table', 'view')"
            }
            Dialect::Postgres => {
                "select t.table_name::text, coalesce(v.view_definition, '')::text
                 from information_schema.tables t left join information_schema.views v
                 on v.table_schema = t.table_schema and v.table_name = t.table_name
                 where t.table_schema = current_schema()"
            }
        };
        let rows: Vec<(String, String)> = self.all(sql, &[])?;
        let tables: BTreeSet<&str> = rows.iter().map(|(name, _)| name.as_str()).collect();
        let under = |name: &str| -> Vec<String> {
            let mut found = BTreeSet::from([name.to_owned()]);
            let mut waiting = vec![name.to_owned()];
            while let Some(next) = waiting.pop() {
                let text = rows.iter().find(|(name, _)| *name == next).map(|(_, text)| text);
                for named in names(text.map_or("", String::as_str)).filter(|n| tables.contains(n)) {
                    if found.insert(named.to_owned()) {
                        waiting.push(named.to_owned());
                    }
                }
            }
            found.into_iter().collect()
        };
        let known = tables.iter().map(|name| ((*name).to_owned(), under(name))).collect();
        // Another has not come before: a connection belongs to one thread.
        let _ = self.standing.noted.known.set(known);
        Ok(())
    }

    /// Gives everything a new stamp, where all of it was put in place of something else.
    ///
    /// # Errors
    /// The database's.
    pub(crate) fn stamp_everything(&self, stamp: i64) -> Result<(), Fault> {
        self.execute(
            "insert into kernel_moved (kind, stamp) values ($1, $2)
             on conflict (kind) do update set stamp = excluded.stamp",
            &[&EVERYTHING, &stamp],
        )
        .map(drop)
    }
}

/// The words of a text that may be names of tables.
fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|word| word.contains('_'))
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn the_table_that_a_statement_changes_is_told_from_its_words() {
        for (sql, table) in [
            ("insert into listen_voice (id) values ($1)", Some("listen_voice")),
            ("INSERT INTO \"publish_line\" (id) select 1", Some("publish_line")),
            (
                "insert into kernel_number(name) values ($1) on conflict (name) do update set next = 1",
                Some("kernel_number"),
            ),
            ("update\n  sense_theme set name = $1", Some("sense_theme")),
            ("delete from people_worker where id = $1", Some("people_worker")),
            ("truncate listen_voice, listen_tag", Some("listen_voice")),
            ("with old as (select 1) insert into sense_mark select 1", Some("sense_mark")),
            ("with old as (select 1) update sense_mark set a = 1", Some("sense_mark")),
            ("with old (id) as (select 1) delete from sense_mark", Some("sense_mark")),
            ("select * from listen_voice", None),
            ("set local statement_timeout = 0", None),
        ] {
            assert_eq!(written(sql).as_deref(), table, "{sql}");
        }
    }
}
