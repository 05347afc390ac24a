//! A space: one organisation's database, with the threads that serve it.
//!
//! One thread writes and several read, each with a connection of its own. On SQLite the writer
//! commits waiting changes together, so that one sync to disk serves them all; on PostgreSQL one
//! advisory lock lets one change run at a time, whichever program makes it. So a rule checked in
//! a change stays true until it commits, on both.

use super::handle::{Link, Tx};
use super::postgres::PgLink;
use super::standing::Standing;
use super::waiting::{self, Change, Copying, Read};
use super::writer::Writer;
use super::{Db, Dialect, Fault, migrate, reader, sqlite};
use crate::forgotten::Secret;
use crate::{Act, Refusal};
use std::cell::RefCell;
use std::path::PathBuf;
use std::sync::mpsc::{self, SyncSender, TrySendError};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;
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
        let standing = Standing::default();
        let link = match self {
            Self::File(path) => {
                let mut connection = sqlite::open(path, writes)?;
                sqlite::keep_to(&mut connection, standing.deadline.clone())?;
                Link::Sqlite(connection)
            }
            Self::Server(url) => Link::Postgres(Box::new(RefCell::new(PgLink::open(url)?))),
        };
        Ok(Db { link, standing, secret: Secret::default() })
    }

    /// The same, with the secret of the space.
    pub(super) fn open_with(&self, writes: bool, secret: Secret) -> Result<Db, Fault> {
        Ok(Db { secret, ..self.open(writes)? })
    }
}

/// How long the database may take to say that it is there.
pub const CHECK: Duration = Duration::from_secs(2);

/// Where the patience of a space ends.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The most changes, and the most reads, that wait at once; further ones are
    /// [`Fault::Busy`].
    pub waiting: usize,
    /// How long a page's read may take, before it is [`Fault::TookTooLong`].
    pub read: Duration,
    /// How long a change waits for another program that writes, and how long a server that was lost
    /// is tried again.
    pub patience: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { waiting: 512, read: Duration::from_secs(15), patience: Duration::from_secs(30) }
    }
}

/// One organisation's database. Clones share it.
#[derive(Clone)]
pub struct Space {
    reads: SyncSender<Box<dyn Read>>,
    checks: SyncSender<Box<dyn Read>>,
    writes: SyncSender<Box<dyn Change>>,
    place: Place,
    dialect: Dialect,
    limits: Limits,
}

impl Space {
    /// Opens the database at `place`, brings its tables up to date, and starts its threads.
    ///
    /// # Errors
    /// When it can't be reached, or a migration fails.
    pub fn open(place: &Place) -> Result<Self, Fault> {
        Self::open_within(place, Limits::default())
    }

    /// The same, with the secret by which it recognises what was taken back.
    ///
    /// # Errors
    /// When it can't be reached, or a migration fails.
    pub fn open_with(place: &Place, secret: Secret) -> Result<Self, Fault> {
        Self::opened(place, Limits::default(), secret)
    }

    /// [`open`](Self::open) with limits of one's own.
    ///
    /// # Errors
    /// When it can't be reached, or a migration fails.
    pub fn open_within(place: &Place, limits: Limits) -> Result<Self, Fault> {
        Self::opened(place, limits, Secret::default())
    }

    fn opened(place: &Place, limits: Limits, secret: Secret) -> Result<Self, Fault> {
        let mut db = place.open_with(true, secret)?;
        match &mut db.link {
            Link::Sqlite(connection) => {
                migrate::sqlite(connection)?;
                connection.busy_timeout(limits.patience)?;
            }
            Link::Postgres(link) => migrate::postgres(link.get_mut())?,
        }
        let dialect = db.dialect();
        let (writes, waiting) = mpsc::sync_channel(limits.waiting);
        let writer = Writer::new(db, place.clone(), waiting, limits.patience)?;
        thread::Builder::new().name("writer".into()).spawn(move || writer.serve())?;
        let (reads, waiting) = mpsc::sync_channel(limits.waiting);
        let waiting = Arc::new(Mutex::new(waiting));
        let readers = thread::available_parallelism().map_or(2, usize::from).clamp(2, 8);
        for _ in 0..readers {
            Self::begin(place, secret, "reader", waiting.clone(), limits)?;
        }
        let (checks, waiting) = mpsc::sync_channel(1);
        Self::begin(place, secret, "check", Arc::new(Mutex::new(waiting)), limits)?;
        Ok(Self { reads, checks, writes, place: place.clone(), dialect, limits })
    }

    /// Begins a thread that reads what waits.
    fn begin(
        place: &Place,
        secret: Secret,
        name: &str,
        waiting: Arc<Mutex<mpsc::Receiver<Box<dyn Read>>>>,
        limits: Limits,
    ) -> Result<(), Fault> {
        let (db, place) = (place.open_with(false, secret)?, place.clone());
        thread::Builder::new()
            .name(name.into())
            .spawn(move || reader::serve(db, &place, &waiting, limits.patience))?;
        Ok(())
    }

    /// Whether the database answers, asked on a connection that serves nothing else: a queue full of
    /// reads says nothing about the database, and keeps nobody from asking.
    ///
    /// # Errors
    /// The database's, [`Fault::TookTooLong`] past [`CHECK`], and [`Fault::Busy`] while another asks.
    pub async fn check(&self) -> Result<(), Fault> {
        let work = |db: &Db| db.only::<i64>("select 1", &[]);
        let (read, answered) = waiting::read(Some(CHECK), work, |_| None);
        self.checks.try_send(read).map_err(not_taken)?;
        answered.await.map_err(|_| Fault::Closed)?.map(drop)
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
    /// What `work` returns, or the database's. [`Fault::Busy`] when too much waits,
    /// [`Fault::TookTooLong`] past [`Limits::read`], [`Fault::Lost`] when the server went in the
    /// middle of it.
    pub async fn read<T, F>(&self, work: F) -> Result<T, Fault>
    where
        T: Send + 'static,
        F: FnOnce(&Db) -> Result<T, Fault> + Send + 'static,
    {
        self.ask(work, |_| None).await
    }

    /// [`read`](Self::read), done again when the server was lost in the middle of it and came back.
    ///
    /// # Errors
    /// What `work` returns, or the database's.
    pub async fn read_again<T, F>(&self, work: F) -> Result<T, Fault>
    where
        T: Send + 'static,
        F: FnOnce(&Db) -> Result<T, Fault> + Clone + Send + 'static,
    {
        self.ask(work, |work| Some(work.clone())).await
    }

    /// [`read`](Self::read) for a thread that may wait, such as a command's. It may take as long as
    /// it needs.
    ///
    /// # Errors
    /// What `work` returns, or the database's.
    pub fn read_now<T, F>(&self, work: F) -> Result<T, Fault>
    where
        T: Send + 'static,
        F: FnOnce(&Db) -> Result<T, Fault> + Send + 'static,
    {
        let (read, answered) = waiting::read(None, work, |_| None);
        self.reads.send(read).map_err(|_| Fault::Closed)?;
        answered.blocking_recv().map_err(|_| Fault::Closed)?
    }

    async fn ask<T, F>(&self, work: F, copy: Copying<F>) -> Result<T, Fault>
    where
        T: Send + 'static,
        F: FnOnce(&Db) -> Result<T, Fault> + Send + 'static,
    {
        let (read, answered) = waiting::read(Some(self.limits.read), work, copy);
        self.reads.try_send(read).map_err(not_taken)?;
        answered.await.map_err(|_| Fault::Closed)?
    }

    /// Makes a change whose verb may refuse. A refusal or a fault undoes all of it.
    ///
    /// # Errors
    /// The outer error is our fault, the inner one the verb's refusal. Nothing is kept with either,
    /// save that it is not known with [`Fault::Unsure`].
    pub async fn write<T, E, F>(&self, act: Act, work: F) -> Result<Result<T, E>, Fault>
    where
        T: Send + 'static,
        E: Refusal,
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        self.enqueue(act, work, |_| None)?.await.map_err(|_| Fault::Closed)?
    }

    /// [`write`](Self::write), made again when the server was lost, or another change ended the
    /// transaction, before it was kept. It is kept once at most.
    ///
    /// # Errors
    /// As [`write`](Self::write).
    pub async fn write_again<T, E, F>(&self, act: Act, work: F) -> Result<Result<T, E>, Fault>
    where
        T: Send + 'static,
        E: Refusal,
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Clone + Send + 'static,
    {
        self.enqueue(act, work, |work| Some(work.clone()))?.await.map_err(|_| Fault::Closed)?
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
        let (change, answered) = waiting::change(act, work, |_| None);
        self.writes.send(change).map_err(|_| Fault::Closed)?;
        answered.blocking_recv().map_err(|_| Fault::Closed)?
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

    /// [`change`](Self::change), made again as [`write_again`](Self::write_again) does.
    ///
    /// # Errors
    /// Our fault.
    pub async fn change_again<T, F>(&self, act: Act, work: F) -> Result<T, Fault>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T, Fault> + Clone + Send + 'static,
    {
        let work = move |tx: &mut Tx<'_>| work(tx).map_err(Plain);
        self.write_again(act, work).await?.map_err(|Plain(fault)| fault)
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

    fn enqueue<T, E, F>(&self, act: Act, work: F, copy: Copying<F>) -> Result<Answered<T, E>, Fault>
    where
        T: Send + 'static,
        E: Refusal,
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        let (change, answered) = waiting::change(act, work, copy);
        self.writes.try_send(change).map_err(not_taken)?;
        Ok(answered)
    }
}

/// Where the answer to a change comes.
type Answered<T, E> = oneshot::Receiver<Result<Result<T, E>, Fault>>;

/// Why nothing more was taken up.
fn not_taken<T>(error: TrySendError<T>) -> Fault {
    match error {
        TrySendError::Full(_) => Fault::Busy,
        TrySendError::Disconnected(_) => Fault::Closed,
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

    fn field(&self) -> Option<&str> {
        None
    }
}
