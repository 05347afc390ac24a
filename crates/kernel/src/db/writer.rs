//! The thread that writes: it keeps the changes that wait together, and tells each what came of it
//! only once that is known.

use super::begun::{Begun, Committed, Mark};
use super::reader::PAUSE;
use super::standing::Ended;
use super::waiting::Change;
use super::{Db, Fault, Place};
use crate::forgotten::Secret;
use std::sync::mpsc;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The most changes that one commit keeps together.
const TOGETHER: usize = 64;

/// How long changes are gathered into one commit before those that were made are kept.
const GATHERING: Duration = Duration::from_millis(50);

/// What keeps changes.
pub(super) struct Writer {
    place: Place,
    db: Option<Db>,
    secret: Secret,
    mark: Option<Mark>,
    waiting: mpsc::Receiver<Box<dyn Change>>,
    patience: Duration,
}

/// Why nothing of some changes was kept.
enum NotKept {
    /// The server was lost, or could not be reached; they may be made again.
    Lost(Fault),
    /// It could not be begun: another program writes, or the database fails.
    NotBegun(Fault),
    /// The change of this number ended all of them.
    Ended(usize, Ended),
    /// The commit failed.
    Failed(Fault),
    /// Nobody knows whether they were kept.
    Unsure,
}

impl Writer {
    /// A writer on an open connection.
    ///
    /// # Errors
    /// The database's.
    pub(super) fn new(
        db: Db,
        place: Place,
        waiting: mpsc::Receiver<Box<dyn Change>>,
        patience: Duration,
    ) -> Result<Self, Fault> {
        let mark = Mark::new(&db)?;
        Ok(Self { place, secret: db.secret, db: Some(db), mark, waiting, patience })
    }

    /// Keeps what waits until nobody can ask any more.
    pub(super) fn serve(mut self) {
        while let Ok(first) = self.waiting.recv() {
            self.keep(first);
        }
    }

    /// Keeps a change and those that wait behind it, again where the server was lost before they
    /// were kept, and never twice.
    fn keep(&mut self, first: Box<dyn Change>) {
        let until = Instant::now() + self.patience;
        let mut batch = vec![(first, false)];
        let mut fresh = true;
        while !batch.is_empty() {
            let not_kept = match self.once(&mut batch, fresh) {
                Ok(()) => return batch.drain(..).for_each(|(change, _)| change.settle(Ok(()))),
                Err(not_kept) => not_kept,
            };
            fresh = false;
            match not_kept {
                NotKept::Lost(fault) => {
                    tracing::warn!(%fault, "the writer lost its database and connects again");
                    let late = Instant::now() >= until;
                    settle(&mut batch, |_, change| {
                        (late || !change.can_be_made()).then_some(Fault::Lost)
                    });
                    if !batch.is_empty() {
                        sleep(PAUSE);
                    }
                }
                NotKept::NotBegun(fault) => {
                    tracing::error!(%fault, "changes could not be begun");
                    // Whoever waited meanwhile need not wait as long again.
                    batch.extend(self.waiting.try_iter().map(|change| (change, false)));
                    settle(&mut batch, |_, _| Some(same(&fault)));
                }
                NotKept::Ended(culprit, ended) => {
                    tracing::error!(?ended, "the database ended a transaction by itself");
                    settle(&mut batch, |n, change| {
                        (n == culprit || !change.can_be_made()).then(|| ended.fault())
                    });
                }
                NotKept::Failed(fault) => {
                    tracing::error!(%fault, "changes could not be kept");
                    settle(&mut batch, |_, _| Some(same(&fault)));
                }
                NotKept::Unsure => {
                    tracing::error!("the server was lost while it kept changes");
                    for (change, keep) in batch.drain(..) {
                        // What was refused was not kept in any case.
                        change.settle(if keep { Err(Fault::Unsure) } else { Ok(()) });
                    }
                }
            }
        }
    }

    /// Makes every change of the batch in one transaction, with more that wait when `fill`, and
    /// commits it. What is kept beside each change is whether it is to be kept.
    fn once(
        &mut self,
        batch: &mut Vec<(Box<dyn Change>, bool)>,
        fill: bool,
    ) -> Result<(), NotKept> {
        let db = match self.db.take() {
            Some(db) if !db.is_closed() => db,
            _ => self.place.open_with(true, self.secret).map_err(NotKept::Lost)?,
        };
        if let Some(mark) = &mut self.mark {
            mark.batch += 1;
        }
        let made = make(&db, self.mark, self.patience, batch, fill.then_some(&self.waiting));
        match made {
            Ok(Committed::Yes) => {
                self.db = Some(db);
                Ok(())
            }
            Ok(Committed::No(fault)) => {
                self.db = Some(db);
                Err(NotKept::Failed(fault))
            }
            Ok(Committed::Unknown) => self.find_out(),
            Err(NotKept::Lost(fault)) => Err(NotKept::Lost(fault)),
            Err(not_kept) => {
                self.db = Some(db);
                Err(not_kept)
            }
        }
    }

    /// Asks the server, once it is back, whether the last commit was kept.
    fn find_out(&mut self) -> Result<(), NotKept> {
        let Some(mark) = self.mark else { return Err(NotKept::Unsure) };
        let until = Instant::now() + self.patience;
        while Instant::now() < until {
            let asked = self.place.open_with(true, self.secret).and_then(|db| {
                let kept = mark.was_kept(&db, self.patience)?;
                self.db = Some(db);
                Ok(kept)
            });
            match asked {
                Ok(true) => return Ok(()),
                Ok(false) => return Err(NotKept::Lost(Fault::Lost)),
                Err(fault) => {
                    tracing::warn!(%fault, "the writer asks what became of its last commit");
                    sleep(PAUSE);
                }
            }
        }
        Err(NotKept::Unsure)
    }
}

/// Makes the changes and commits them.
fn make(
    db: &Db,
    mark: Option<Mark>,
    patience: Duration,
    batch: &mut Vec<(Box<dyn Change>, bool)>,
    more: Option<&mpsc::Receiver<Box<dyn Change>>>,
) -> Result<Committed, NotKept> {
    let begun = Begun::change(db, mark, patience).map_err(|fault| {
        let lost = fault.is_lost() || db.is_closed();
        if lost { NotKept::Lost(fault) } else { NotKept::NotBegun(fault) }
    })?;
    let gathered = Instant::now() + GATHERING;
    let mut n = 0;
    while let Some((change, keep)) = batch.get_mut(n) {
        *keep = change.make(&begun);
        if let Some(ended) = begun.ended() {
            return Err(over(n, ended));
        }
        n += 1;
        let may_grow = n == batch.len() && n < TOGETHER && Instant::now() < gathered;
        let next = more.filter(|_| may_grow).and_then(|more| more.try_recv().ok());
        batch.extend(next.map(|change| (change, false)));
        let is_last = n == batch.len();
        let Some((change, keep)) = batch.get_mut(n - 1) else { break };
        let wanted = *keep;
        let mut spoilt = || {
            change.spoil();
            *keep = false;
        };
        if is_last {
            return Ok(begun.finish(wanted, spoilt));
        }
        match begun.part(wanted) {
            Ok(true) => {}
            Ok(false) => spoilt(),
            Err(fault) => return Err(over(n - 1, Ended::by(&fault))),
        }
    }
    Ok(Committed::No(Fault::Closed))
}

/// The transaction is over at the change of number `n`.
fn over(n: usize, ended: Ended) -> NotKept {
    match ended {
        Ended::Lost => NotKept::Lost(Fault::Lost),
        ended => NotKept::Ended(n, ended),
    }
}

/// Tells those changes why they were not kept that `why` has something for, and leaves the others.
fn settle(
    batch: &mut Vec<(Box<dyn Change>, bool)>,
    why: impl Fn(usize, &dyn Change) -> Option<Fault>,
) {
    let all = std::mem::take(batch);
    for (n, (change, _)) in all.into_iter().enumerate() {
        match why(n, change.as_ref()) {
            Some(fault) => change.settle(Err(fault)),
            None => batch.push((change, false)),
        }
    }
}

/// The same fault for each change that it met.
fn same(fault: &Fault) -> Fault {
    if fault.is_full() || fault.is_late() || fault.is_lost() {
        Ended::by(fault).fault()
    } else if fault.is_busy() {
        Fault::Busy
    } else {
        Fault::Other("the change could not be kept".into())
    }
}
