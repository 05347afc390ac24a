//! The handles that verbs and stores are given: [`Db`] to read, [`Tx`] to change.

use super::begun::Begun;
use super::postgres::PgLink;
use super::row::{FromRow, Row};
use super::standing::{Ended, Standing};
use super::{Fault, ToValue, Value};
use crate::act::{Act, Actor};
use crate::forgotten::{Gate, Secret};
use crate::ids::Id;
use crate::{Refusal, Timestamp};
use std::cell::RefCell;

/// Which database it is: for [`crate::search`] and the seam itself, and nobody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite, embedded.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

pub(super) enum Link {
    Sqlite(rusqlite::Connection),
    Postgres(Box<RefCell<PgLink>>),
}

/// One connection, for reading.
pub struct Db {
    pub(super) link: Link,
    pub(super) standing: Standing,
    pub(super) secret: Secret,
}

impl Db {
    /// The secret by which what was taken back is recognised.
    pub(crate) fn secret(&self) -> &Secret {
        &self.secret
    }

    /// Whether there is a table of this name.
    pub(crate) fn has_table(&self, name: &str) -> Result<bool, Fault> {
        let sql = match self.dialect() {
            Dialect::Sqlite => "select 1 from sqlite_master where type = 'table' and name = $1",
            Dialect::Postgres => {
                "select 1::bigint from pg_class where relname = $1
                 and relnamespace = current_schema()::text::regnamespace"
            }
        };
        Ok(self.first::<i64>(sql, &[&name])?.is_some())
    }

    /// Which database it is.
    pub fn dialect(&self) -> Dialect {
        match self.link {
            Link::Sqlite(_) => Dialect::Sqlite,
            Link::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Hands each row to `each` in turn, without holding them all. `each` must not query.
    ///
    /// # Errors
    /// The database's, or what `each` returns.
    pub fn each<T: FromRow>(
        &self,
        sql: &str,
        values: &[&dyn ToValue],
        each: impl FnMut(T) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        self.standing.allows()?;
        self.take_down(sql);
        if self.standing.begun.get() {
            self.standing.noted.run(sql);
        }
        self.seen(self.each_row(sql, values, each))
    }

    fn each_row<T: FromRow>(
        &self,
        sql: &str,
        values: &[&dyn ToValue],
        mut each: impl FnMut(T) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        #[cfg(any(test, feature = "testing"))]
        crate::testing::statement();
        #[cfg(any(test, feature = "testing"))]
        let mut each = |row| {
            crate::testing::row();
            each(row)
        };
        let values: Vec<Value> = values.iter().map(|value| value.to_value()).collect();
        match &self.link {
            Link::Sqlite(connection) => {
                let mut statement = connection.prepare_cached(&super::sqlite::numbered(sql))?;
                let mut rows = statement.query(rusqlite::params_from_iter(&values))?;
                while let Some(row) = rows.next()? {
                    each(T::from_row(&mut Row::sqlite(row))?)?;
                }
            }
            Link::Postgres(link) => {
                use ::postgres::fallible_iterator::FallibleIterator;
                let mut link = link.borrow_mut();
                let statement = link.statement(sql)?;
                let mut rows = link.client.query_raw(&statement, &values)?;
                while let Some(row) = rows.next()? {
                    each(T::from_row(&mut Row::postgres(&row))?)?;
                }
            }
        }
        Ok(())
    }

    /// Every row.
    ///
    /// # Errors
    /// The database's.
    pub fn all<T: FromRow>(&self, sql: &str, values: &[&dyn ToValue]) -> Result<Vec<T>, Fault> {
        let mut rows = Vec::new();
        self.each(sql, values, |row| {
            rows.push(row);
            Ok(())
        })?;
        Ok(rows)
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    /// The database's.
    pub fn first<T: FromRow>(
        &self,
        sql: &str,
        values: &[&dyn ToValue],
    ) -> Result<Option<T>, Fault> {
        Ok(self.all(sql, values)?.into_iter().next())
    }

    /// The row that must be there, such as a count.
    ///
    /// # Errors
    /// [`Fault::Missing`] when it is not; otherwise the database's.
    pub fn only<T: FromRow>(&self, sql: &str, values: &[&dyn ToValue]) -> Result<T, Fault> {
        self.first(sql, values)?.ok_or(Fault::Missing)
    }

    /// Changes rows, within a transaction only, and says how many.
    pub(crate) fn execute(&self, sql: &str, values: &[&dyn ToValue]) -> Result<u64, Fault> {
        self.standing.allows()?;
        if !self.standing.begun.get() {
            return Err(Fault::Other("a change outside a transaction".into()));
        }
        self.standing.noted.run(sql);
        self.seen(self.execute_now(sql, values))
    }

    fn execute_now(&self, sql: &str, values: &[&dyn ToValue]) -> Result<u64, Fault> {
        #[cfg(any(test, feature = "testing"))]
        crate::testing::statement();
        let values: Vec<Value> = values.iter().map(|value| value.to_value()).collect();
        match &self.link {
            Link::Sqlite(connection) => {
                let mut statement = connection.prepare_cached(&super::sqlite::numbered(sql))?;
                let changed = statement.execute(rusqlite::params_from_iter(&values))?;
                Ok(u64::try_from(changed).unwrap_or(u64::MAX))
            }
            Link::Postgres(link) => {
                let mut link = link.borrow_mut();
                let statement = link.statement(sql)?;
                let values: Vec<&(dyn ::postgres::types::ToSql + Sync)> =
                    values.iter().map(|value| value as _).collect();
                Ok(link.client.execute(&statement, &values)?)
            }
        }
    }

    /// Runs statements that take no values, such as `begin`.
    pub(crate) fn batch(&self, sql: &str) -> Result<(), Fault> {
        match &self.link {
            Link::Sqlite(connection) => Ok(connection.execute_batch(sql)?),
            Link::Postgres(link) => Ok(link.borrow_mut().client.batch_execute(sql)?),
        }
    }

    /// [`batch`](Self::batch) within a transaction, unless that has ended.
    pub(super) fn step(&self, sql: &str) -> Result<(), Fault> {
        if let Some(ended) = self.standing.ended.get() {
            return Err(ended.fault());
        }
        self.seen(self.batch(sql))
    }

    /// Takes note when what went wrong has ended the whole transaction, so that nothing else of it
    /// runs: SQLite undoes one by itself when a disk is full, and would then keep each further
    /// statement as it comes.
    fn seen<T>(&self, result: Result<T, Fault>) -> Result<T, Fault> {
        let Err(fault) = result else { return result };
        let over = self.standing.begun.get() && (self.is_over() || fault.is_lost());
        if over && self.standing.ended.get().is_none() {
            self.standing.ended.set(Some(Ended::by(&fault)));
        }
        // What interrupted a statement tells more than that it was interrupted.
        if fault.is_late() { Err(Fault::TookTooLong) } else { Err(fault) }
    }

    /// Takes note of a transaction that ended although no statement failed.
    pub(super) fn look(&self) {
        if self.standing.begun.get() && self.standing.ended.get().is_none() && self.is_over() {
            let ended = if self.is_closed() { Ended::Lost } else { Ended::Failed };
            self.standing.ended.set(Some(ended));
        }
    }

    /// Whether no transaction is open on the connection, as far as the driver knows.
    fn is_over(&self) -> bool {
        match &self.link {
            Link::Sqlite(connection) => connection.is_autocommit(),
            Link::Postgres(_) => self.is_closed(),
        }
    }

    /// Whether the connection is known to be lost.
    pub(super) fn is_closed(&self) -> bool {
        match &self.link {
            Link::Sqlite(_) => false,
            Link::Postgres(link) => link.borrow().client.is_closed(),
        }
    }
}

/// A change in progress: everything it does is kept, or nothing.
///
/// No text may come back by it that was taken back, or that may no longer stand before those who
/// read the column: what its statements write is held against what is
/// [forgotten](crate::forgotten), save where a change [knows](Self::knows).
pub struct Tx<'a> {
    db: &'a Db,
    act: Act,
    knows: bool,
    /// What is recognised, once that was asked.
    gate: Option<Gate>,
}

impl std::ops::Deref for Tx<'_> {
    type Target = Db;

    fn deref(&self) -> &Db {
        self.db
    }
}

impl<'a> Tx<'a> {
    pub(crate) fn new(begun: &Begun<'a>, act: Act) -> Self {
        let db = begun.db();
        // Drawn from a copy, so that it takes no chance away from the change.
        db.standing.noted.begin(i64::from_be_bytes(act.chance.clone().bytes()) >> 1);
        Self { db, act, knows: false, gate: None }
    }

    /// The moment of the change.
    pub fn now(&self) -> Timestamp {
        self.act.now
    }

    /// Who makes the change.
    pub fn actor(&self) -> Actor {
        self.act.actor
    }

    /// A new identifier.
    pub fn id<T: Id>(&mut self) -> T {
        T::from(self.act.uuid())
    }

    /// `N` random bytes.
    pub fn random<const N: usize>(&mut self) -> [u8; N] {
        self.act.chance.bytes()
    }

    /// From here on, what this change writes is not held against what was taken back: it forgets,
    /// or writes down what somebody told anew.
    pub fn knows(&mut self) {
        self.knows = true;
    }

    /// [`knows`](Self::knows) for `work` alone.
    pub fn knowing<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.knows, true);
        let result = work(self);
        self.knows = before;
        result
    }

    /// Runs one statement and says how many rows it changed.
    ///
    /// # Errors
    /// [`Fault::Forgotten`] when a value repeats what was taken back; otherwise the database's.
    pub fn run(&mut self, sql: &str, values: &[&dyn ToValue]) -> Result<u64, Fault> {
        if let Some(gate) = self.gate()? {
            let values: Vec<Value> = values.iter().map(|value| value.to_value()).collect();
            gate.ran(self.db, sql, &values)?;
        }
        self.db.execute(sql, values)
    }

    /// What this change is held against, while it is.
    fn gate(&mut self) -> Result<Option<Gate>, Fault> {
        if self.knows {
            return Ok(None);
        }
        Ok(Some(match self.gate {
            Some(gate) => gate,
            None => *self.gate.insert(Gate::of(self.db)?),
        }))
    }

    /// Adds one row: `tx.insert("listen_tag", &[("name", &name), …])`.
    ///
    /// # Errors
    /// The database's; [`Fault::is_duplicate`] tells a row that is already there, and
    /// [`Fault::Forgotten`] a column that repeats what was taken back.
    pub fn insert(&mut self, table: &str, row: &[(&str, &dyn ToValue)]) -> Result<(), Fault> {
        if let Some(gate) = self.gate()? {
            gate.added(self.db, table, &valued(row))?;
        }
        let columns: Vec<&str> = row.iter().map(|(name, _)| *name).collect();
        let places: Vec<String> = (1..=row.len()).map(|n| format!("${n}")).collect();
        let values: Vec<&dyn ToValue> = row.iter().map(|(_, value)| *value).collect();
        let sql =
            format!("insert into {table} ({}) values ({})", columns.join(", "), places.join(", "));
        self.db.execute(&sql, &values).map(drop)
    }

    /// Changes the row with this `id`: `tx.update("places_community", id, &[("slug", &slug)])`.
    ///
    /// # Errors
    /// [`Fault::Missing`] when there is no such row, [`Fault::Forgotten`] when a column would
    /// repeat what was taken back and does not do so already; otherwise the database's.
    pub fn update(
        &mut self,
        table: &str,
        id: impl ToValue,
        row: &[(&str, &dyn ToValue)],
    ) -> Result<(), Fault> {
        if let Some(gate) = self.gate()? {
            gate.changed(self.db, table, &id, &valued(row))?;
        }
        let sets: Vec<String> =
            row.iter().enumerate().map(|(n, (name, _))| format!("{name} = ${}", n + 2)).collect();
        let mut values: Vec<&dyn ToValue> = vec![&id];
        values.extend(row.iter().map(|(_, value)| *value));
        let sql = format!("update {table} set {} where id = $1", sets.join(", "));
        match self.db.execute(&sql, &values)? {
            0 => Err(Fault::Missing),
            _ => Ok(()),
        }
    }

    /// Tries `work`; when it refuses or fails, what it did is undone and the rest goes on.
    ///
    /// # Errors
    /// What `work` returns, or the database's.
    pub fn attempt<T, E: Refusal>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        self.db.step("savepoint attempt")?;
        match work(self) {
            Ok(done) => {
                self.db.step("release savepoint attempt")?;
                Ok(done)
            }
            Err(error) => {
                // Where the whole transaction is over, this can't be done and need not be; what
                // is told is what ended it.
                let undone =
                    self.db.step("rollback to savepoint attempt; release savepoint attempt");
                if undone.is_err() && self.db.standing.ended.get().is_none() {
                    self.db.standing.ended.set(Some(Ended::Failed));
                }
                Err(error)
            }
        }
    }
}

fn valued<'r>(row: &[(&'r str, &dyn ToValue)]) -> Vec<(&'r str, Value)> {
    row.iter().map(|(name, value)| (*name, value.to_value())).collect()
}
