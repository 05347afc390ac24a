//! The handles that verbs and stores are given: [`Db`] to read, [`Tx`] to change.

use super::postgres::PgLink;
use super::row::{FromRow, Row};
use super::{Fault, ToValue, Value};
use crate::act::{Act, Actor};
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
}

impl Db {
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
        mut each: impl FnMut(T) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
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

    pub(crate) fn execute(&self, sql: &str, values: &[&dyn ToValue]) -> Result<u64, Fault> {
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
}

/// A change in progress: everything it does is kept, or nothing.
pub struct Tx<'a> {
    db: &'a Db,
    act: Act,
}

impl std::ops::Deref for Tx<'_> {
    type Target = Db;

    fn deref(&self) -> &Db {
        self.db
    }
}

impl<'a> Tx<'a> {
    pub(crate) fn new(db: &'a Db, act: Act) -> Self {
        Self { db, act }
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

    /// Runs one statement and says how many rows it changed.
    ///
    /// # Errors
    /// The database's.
    pub fn run(&mut self, sql: &str, values: &[&dyn ToValue]) -> Result<u64, Fault> {
        self.db.execute(sql, values)
    }

    /// Adds one row: `tx.insert("listen_tag", &[("name", &name), …])`.
    ///
    /// # Errors
    /// The database's; [`Fault::is_duplicate`] tells a row that is already there.
    pub fn insert(&mut self, table: &str, row: &[(&str, &dyn ToValue)]) -> Result<(), Fault> {
        let columns: Vec<&str> = row.iter().map(|(name, _)| *name).collect();
        let places: Vec<String> = (1..=row.len()).map(|n| format!("${n}")).collect();
        let values: Vec<&dyn ToValue> = row.iter().map(|(_, value)| *value).collect();
        let sql =
            format!("insert into {table} ({}) values ({})", columns.join(", "), places.join(", "));
        self.run(&sql, &values).map(drop)
    }

    /// Changes the row with this `id`: `tx.update("places_community", id, &[("slug", &slug)])`.
    ///
    /// # Errors
    /// [`Fault::Missing`] when there is no such row; otherwise the database's.
    pub fn update(
        &mut self,
        table: &str,
        id: impl ToValue,
        row: &[(&str, &dyn ToValue)],
    ) -> Result<(), Fault> {
        let sets: Vec<String> =
            row.iter().enumerate().map(|(n, (name, _))| format!("{name} = ${}", n + 2)).collect();
        let mut values: Vec<&dyn ToValue> = vec![&id];
        values.extend(row.iter().map(|(_, value)| *value));
        let sql = format!("update {table} set {} where id = $1", sets.join(", "));
        match self.run(&sql, &values)? {
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
        self.db.batch("savepoint attempt")?;
        let result = work(self);
        let undo = if result.is_err() { "rollback to savepoint attempt; " } else { "" };
        self.db.batch(&format!("{undo}release savepoint attempt"))?;
        result
    }
}
