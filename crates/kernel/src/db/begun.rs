//! A transaction that was really begun. Only with one can a [`Tx`](super::Tx) be made, so nothing
//! is ever changed outside a transaction.

use super::standing::Ended;
use super::{Db, Dialect, Fault};
use std::time::Duration;
use uuid::Uuid;

/// A transaction that was begun on a connection. It is undone when this is dropped.
pub(crate) struct Begun<'a> {
    db: &'a Db,
    over: bool,
}

/// By what a writer finds out, after it lost the server, whether its last commit was kept: a row of
/// `kernel_writer` that goes with the commit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    /// The writer.
    pub(super) writer: Uuid,
    /// The number of its commit.
    pub(super) batch: i64,
}

/// How a transaction with changes in it came out.
pub(super) enum Committed {
    /// It is kept.
    Yes,
    /// It is not, and that is known.
    No(Fault),
    /// The connection was lost while the server was asked to keep it.
    Unknown,
}

impl<'a> Begun<'a> {
    /// Begins a transaction for changes, alone among all programs, with its first savepoint. It
    /// waits for others as long as `patience`.
    ///
    /// # Errors
    /// [`Fault::Busy`] when another program did not end; otherwise the database's. Nothing is then
    /// begun.
    pub(super) fn change(
        db: &'a Db,
        mark: Option<Mark>,
        patience: Duration,
    ) -> Result<Self, Fault> {
        let sql = match (db.dialect(), mark) {
            (Dialect::Sqlite, _) => "begin immediate; savepoint change".to_owned(),
            (Dialect::Postgres, mark) => format!(
                "begin; set local lock_timeout = {}; select pg_advisory_xact_lock(36334, 2); \
                 set local lock_timeout = 0; {}savepoint change",
                patience.as_millis().max(1),
                mark.map(Mark::sql).unwrap_or_default(),
            ),
        };
        Self::begin(db, &sql, None).map_err(|fault| {
            let waited = fault.is_busy() || fault.is_late();
            if waited { Fault::Busy } else { fault }
        })
    }

    /// Begins a view of one moment, which may last as long as `limit`.
    ///
    /// # Errors
    /// The database's.
    pub(super) fn view(db: &'a Db, limit: Option<Duration>) -> Result<Self, Fault> {
        let sql = match db.dialect() {
            Dialect::Sqlite => "begin".to_owned(),
            Dialect::Postgres => format!(
                "begin isolation level repeatable read, read only; \
                 set local statement_timeout = {}",
                limit.map_or(0, |limit| limit.as_millis().max(1)),
            ),
        };
        Self::begin(db, &sql, limit)
    }

    /// Begins a transaction on a database that nobody else knows.
    ///
    /// # Errors
    /// The database's.
    pub(crate) fn alone(db: &'a Db) -> Result<Self, Fault> {
        Self::begin(db, "begin", None)
    }

    fn begin(db: &'a Db, sql: &str, limit: Option<Duration>) -> Result<Self, Fault> {
        db.standing.ended.set(None);
        db.standing.deadline.set(None);
        db.standing.noted.clear();
        if let Err(fault) = db.batch(sql) {
            // Some of it may have been begun.
            let _ = db.batch("rollback");
            return Err(fault);
        }
        db.standing.begun.set(true);
        db.standing.deadline.set(limit);
        Ok(Self { db, over: false })
    }

    /// The connection that it was begun on.
    pub(crate) fn db(&self) -> &'a Db {
        self.db
    }

    /// Why it ended by itself, when it did.
    pub(super) fn ended(&self) -> Option<Ended> {
        self.db.look();
        self.db.standing.ended.get()
    }

    /// Ends one change of several, kept or undone, and begins the next. False when it was to be
    /// kept and could not be: it is then undone.
    ///
    /// # Errors
    /// When the whole transaction is over.
    pub(super) fn part(&self, keep: bool) -> Result<bool, Fault> {
        if keep && self.db.step("release savepoint change; savepoint change").is_ok() {
            self.db.standing.noted.part(true);
            return Ok(true);
        }
        self.db.standing.noted.part(false);
        self.db.step("rollback to savepoint change").map(|()| !keep)
    }

    /// Keeps everything in it.
    ///
    /// # Errors
    /// The database's. Nothing is then kept, or, when the connection was lost, it is not known.
    pub(crate) fn commit(mut self) -> Result<(), Fault> {
        self.db.step("commit")?;
        self.over = true;
        self.close();
        Ok(())
    }

    /// Ends the last of several changes, kept or undone, and keeps everything. `spoilt` is called
    /// when the last was to be kept and could not be; the others are then kept without it.
    pub(super) fn finish(self, keep: bool, spoilt: impl FnOnce()) -> Committed {
        let end = if keep { "release savepoint change" } else { "rollback to savepoint change" };
        self.db.standing.noted.part(keep);
        let stamping = self.db.standing.noted.stamping();
        let mut kept = self.db.step(&format!("{end}; {stamping}commit"));
        let lost = |db: &Db, fault: &Fault| fault.is_lost() || db.is_closed();
        if keep
            && matches!(&kept, Err(fault) if !lost(self.db, fault))
            && self.db.step("rollback to savepoint change").is_ok()
        {
            spoilt();
            // What the others changed is stamped all the same.
            kept = self.db.step(&format!("{stamping}commit"));
        }
        match kept {
            Ok(()) => {
                let mut kept = self;
                kept.over = true;
                kept.close();
                Committed::Yes
            }
            Err(fault) if lost(self.db, &fault) => Committed::Unknown,
            Err(fault) => Committed::No(fault),
        }
    }

    fn close(&self) {
        self.db.standing.begun.set(false);
        self.db.standing.deadline.set(None);
    }
}

impl Drop for Begun<'_> {
    fn drop(&mut self) {
        if !self.over {
            self.close();
            // One that ended by itself, or with its connection, is undone already.
            let _ = self.db.batch("rollback");
        }
    }
}

impl Mark {
    /// Writes it down, in the transaction that it marks.
    fn sql(self) -> String {
        format!(
            "insert into kernel_writer (id, batch, at) values ('{}', {}, \
             extract(epoch from now())::bigint * 1000000) \
             on conflict (id) do update set batch = excluded.batch, at = excluded.at; ",
            self.writer, self.batch
        )
    }

    /// A mark for a new writer; those of writers that have been silent for a month go.
    ///
    /// # Errors
    /// The database's.
    pub(super) fn new(db: &Db) -> Result<Option<Self>, Fault> {
        if db.dialect() == Dialect::Sqlite {
            return Ok(None);
        }
        let writer = db.only("select gen_random_uuid()", &[])?;
        db.batch(
            "delete from kernel_writer
             where at < (extract(epoch from now())::bigint - 30 * 86400) * 1000000",
        )?;
        Ok(Some(Self { writer, batch: 0 }))
    }

    /// Whether the commit that it marks was kept, asked when nobody can be in the middle of it.
    ///
    /// # Errors
    /// The database's; it is then not known.
    pub(super) fn was_kept(self, db: &Db, patience: Duration) -> Result<bool, Fault> {
        let begun = Begun::change(db, None, patience)?;
        let last: Option<i64> =
            begun.db().first("select batch from kernel_writer where id = $1", &[&self.writer])?;
        Ok(last == Some(self.batch))
    }
}
