//! A space: one organisation's database, with the threads that serve it.
//!
//! One thread writes and several read, each with a connection of its own. On SQLite the writer
//! commits waiting changes together, so that one sync to disk serves them all; on PostgreSQL one
//! advisory lock lets one change run at a time, whichever program makes it. So a rule checked in
//! a change stays true until it commits, on both.

use super::handle::{Link, Tx};
use super::postgres::PgLink;
use super::{Db, Dialect, Fault, migrate, sqlite};
use crate::{Act, Refusal};
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use tokio::sync::oneshot;

/// Where a space's database is.
#[derive(Clone, Debug)]
pub enum Place {
    /// A SQLite file.
    File(PathBuf),
    /// A PostgreSQL server's database, by address.
    Server(String),
}

impl Place {
    /// A connection of its own, for reading only or also for writing.
    pub(crate) fn open(&self, writes: bool) -> Result<Db, Fault> {
        let link = match self {
            Self::File(path) => Link::Sqlite(sqlite::open(path, writes)?),
            Self::Server(url) => Link::Postgres(Box::new(RefCell::new(PgLink::open(url)?))),
        };
        Ok(Db { link })
    }
}

type Read = Box<dyn FnOnce(&Db) + Send>;
/// Makes a change and says whether to keep it; what it returns is called once that is settled.
type Write = Box<dyn FnOnce(&Db) -> (bool, Settle) + Send>;
/// What a change comes to: a fault of ours, a refusal, or what it gives.
type Answered<T, E> = oneshot::Receiver<Result<Result<T, E>, Fault>>;
type Settle = Box<dyn FnOnce(Result<(), Fault>) + Send>;

/// The most changes that one commit keeps together.
const TOGETHER: usize = 64;

/// One organisation's database. Clones share it.
#[derive(Clone)]
pub struct Space {
    reads: mpsc::Sender<Read>,
    writes: mpsc::Sender<Write>,
    place: Place,
    dialect: Dialect,
}

impl Space {
    /// Opens the database at `place`, brings its tables up to date, and starts its threads.
    ///
    /// # Errors
    /// When it can't be reached, or a migration fails.
    pub fn open(place: &Place) -> Result<Self, Fault> {
        let mut writer = place.open(true)?;
        match &mut writer.link {
            Link::Sqlite(connection) => migrate::sqlite(connection)?,
            Link::Postgres(link) => migrate::postgres(link.get_mut())?,
        }
        let dialect = writer.dialect();
        let (writes, waiting) = mpsc::channel::<Write>();
        let writer_place = place.clone();
        thread::Builder::new()
            .name("writer".into())
            .spawn(move || serve_writes(writer, &writer_place, &waiting))?;
        let (reads, waiting) = mpsc::channel::<Read>();
        let waiting = Arc::new(Mutex::new(waiting));
        let readers = thread::available_parallelism().map_or(2, usize::from).clamp(2, 8);
        for _ in 0..readers {
            let (db, place, waiting) = (place.open(false)?, place.clone(), waiting.clone());
            thread::Builder::new()
                .name("reader".into())
                .spawn(move || serve_reads(db, &place, &waiting))?;
        }
        Ok(Self { reads, writes, place: place.clone(), dialect })
    }

    /// Which database it is: for the program's own report of itself.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Empties the log in which SQLite still holds what was removed from the file; PostgreSQL
    /// does so by itself, at its next vacuum and checkpoint.
    ///
    /// # Errors
    /// The database's.
    pub fn empty_log(&self) -> Result<(), Fault> {
        match self.dialect {
            Dialect::Sqlite => self.place.open(true)?.batch("pragma wal_checkpoint(truncate)"),
            Dialect::Postgres => Ok(()),
        }
    }

    /// Reads in one consistent view.
    ///
    /// # Errors
    /// What `work` returns, or the database's.
    pub async fn read<T, F>(&self, work: F) -> Result<T, Fault>
    where
        T: Send + 'static,
        F: FnOnce(&Db) -> Result<T, Fault> + Send + 'static,
    {
        self.send_read(work)?.await.map_err(|_| Fault::Panicked)?
    }

    /// [`read`](Self::read) for a thread that may wait, such as a command's.
    ///
    /// # Errors
    /// What `work` returns, or the database's.
    pub fn read_now<T, F>(&self, work: F) -> Result<T, Fault>
    where
        T: Send + 'static,
        F: FnOnce(&Db) -> Result<T, Fault> + Send + 'static,
    {
        self.send_read(work)?.blocking_recv().map_err(|_| Fault::Panicked)?
    }

    fn send_read<T, F>(&self, work: F) -> Result<oneshot::Receiver<Result<T, Fault>>, Fault>
    where
        T: Send + 'static,
        F: FnOnce(&Db) -> Result<T, Fault> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        self.reads
            .send(Box::new(move |db| {
                let result = snapshot(db, work);
                let _ = answer.send(result);
            }))
            .map_err(|_| Fault::Closed)?;
        Ok(answered)
    }

    /// Makes a change whose verb may refuse. A refusal or a fault undoes all of it.
    ///
    /// # Errors
    /// The outer error is our fault, the inner one the verb's refusal.
    pub async fn write<T, E, F>(&self, act: Act, work: F) -> Result<Result<T, E>, Fault>
    where
        T: Send + 'static,
        E: Refusal,
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        self.send_write(act, work)?.await.map_err(|_| Fault::Panicked)?
    }

    /// [`write`](Self::write) for a thread that may wait, such as a command's.
    ///
    /// # Errors
    /// The outer error is our fault, the inner one the verb's refusal.
    pub fn write_now<T, E, F>(&self, act: Act, work: F) -> Result<Result<T, E>, Fault>
    where
        T: Send + 'static,
        E: Refusal,
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        self.send_write(act, work)?.blocking_recv().map_err(|_| Fault::Panicked)?
    }

    /// Makes a change that has nothing to refuse.
    ///
    /// # Errors
    /// Our fault.
    pub async fn change<T, F>(&self, act: Act, work: F) -> Result<T, Fault>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T, Fault> + Send + 'static,
    {
        let work = move |tx: &mut Tx<'_>| work(tx).map_err(Plain);
        self.write(act, work).await?.map_err(|Plain(fault)| fault)
    }

    /// [`change`](Self::change) for a thread that may wait, such as a command's.
    ///
    /// # Errors
    /// Our fault.
    pub fn change_now<T, F>(&self, act: Act, work: F) -> Result<T, Fault>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T, Fault> + Send + 'static,
    {
        self.write_now(act, move |tx| work(tx).map_err(Plain))?.map_err(|Plain(fault)| fault)
    }

    fn send_write<T, E, F>(&self, act: Act, work: F) -> Result<Answered<T, E>, Fault>
    where
        T: Send + 'static,
        E: Refusal,
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let write: Write = Box::new(move |db| {
            let done = catch_unwind(AssertUnwindSafe(|| work(&mut Tx::new(db, act))));
            let result = match done {
                Ok(Ok(value)) => Ok(Ok(value)),
                Ok(Err(error)) => error.or_fault().map(Err),
                Err(_) => Err(Fault::Panicked),
            };
            let keep = matches!(result, Ok(Ok(_)));
            let settle: Settle = Box::new(move |committed: Result<(), Fault>| {
                let _ = answer.send(committed.and(result));
            });
            (keep, settle)
        });
        self.writes.send(write).map_err(|_| Fault::Closed)?;
        Ok(answered)
    }
}

/// Carries a fault where a refusal is asked for.
struct Plain(Fault);

impl From<Fault> for Plain {
    fn from(fault: Fault) -> Self {
        Self(fault)
    }
}

impl Refusal for Plain {
    fn or_fault(self) -> Result<Self, Fault> {
        Err(self.0)
    }

    fn message(&self) -> crate::Message {
        crate::Message::new("fault")
    }

    fn field(&self) -> Option<&'static str> {
        None
    }
}

/// Reads within one transaction, so that everything read is of one moment.
fn snapshot<T>(db: &Db, work: impl FnOnce(&Db) -> Result<T, Fault>) -> Result<T, Fault> {
    db.batch(match db.dialect() {
        Dialect::Sqlite => "begin",
        Dialect::Postgres => "begin isolation level repeatable read, read only",
    })?;
    let result = catch_unwind(AssertUnwindSafe(|| work(db))).unwrap_or(Err(Fault::Panicked));
    db.batch("rollback")?;
    result
}

fn serve_reads(mut db: Db, place: &Place, waiting: &Mutex<mpsc::Receiver<Read>>) {
    loop {
        let job = match waiting.lock() {
            Ok(queue) => queue.recv(),
            Err(_) => return,
        };
        let Ok(job) = job else { return };
        if lost(&db)
            && let Ok(again) = place.open(false)
        {
            db = again;
        }
        job(&db);
    }
}

fn serve_writes(mut db: Db, place: &Place, waiting: &mpsc::Receiver<Write>) {
    while let Ok(first) = waiting.recv() {
        if lost(&db)
            && let Ok(again) = place.open(true)
        {
            db = again;
        }
        // PostgreSQL syncs for everyone by itself; there each change has its own transaction.
        let most = if db.dialect() == Dialect::Sqlite { TOGETHER } else { 1 };
        let jobs = std::iter::once(first).chain(waiting.try_iter().take(most - 1));
        let mut settles = Vec::new();
        let mut state = begin(&db);
        for job in jobs {
            state = state.and_then(|()| db.batch("savepoint change"));
            let (keep, settle) = job(&db);
            let undo = if keep { "" } else { "rollback to savepoint change; " };
            state = state.and_then(|()| db.batch(&format!("{undo}release savepoint change")));
            settles.push(settle);
        }
        match state.and_then(|()| db.batch("commit")) {
            Ok(()) => settles.into_iter().for_each(|settle| settle(Ok(()))),
            Err(fault) => {
                let full = fault.is_full();
                tracing::error!(%fault, "changes could not be kept");
                let _ = db.batch("rollback");
                for settle in settles {
                    settle(Err(not_kept(full)));
                }
            }
        }
    }
}

/// The same fault for each change of a commit that failed.
fn not_kept(full: bool) -> Fault {
    if full {
        return Fault::System(std::io::ErrorKind::StorageFull.into());
    }
    Fault::Other("the change could not be kept".into())
}

fn begin(db: &Db) -> Result<(), Fault> {
    match db.dialect() {
        Dialect::Sqlite => db.batch("begin immediate"),
        Dialect::Postgres => db.batch("begin; select pg_advisory_xact_lock(36334, 2)"),
    }
}

fn lost(db: &Db) -> bool {
    match &db.link {
        Link::Sqlite(_) => false,
        Link::Postgres(link) => link.borrow().client.is_closed(),
    }
}
