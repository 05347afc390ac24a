//! Work that waits for a database: what it does, whether it can be done again, and who is told
//! what came of it.

use super::begun::Begun;
use super::{Db, Fault, Tx};
use crate::{Act, Refusal};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;
use tokio::sync::oneshot;

/// Copies work before it is done, when it can be copied: so it can be done again when the database
/// was lost and nothing of it was kept.
pub(super) type Copying<F> = fn(&F) -> Option<F>;

/// What a change comes to: a fault of ours, a refusal, or what it gives.
type Outcome<T, E> = Result<Result<T, E>, Fault>;

/// A change that waits for the writer.
pub(super) trait Change: Send {
    /// Makes it and says whether it is to be kept.
    fn make(&mut self, begun: &Begun<'_>) -> bool;

    /// Whether it can be made (again).
    fn can_be_made(&self) -> bool;

    /// It was to be kept and could not be, since it left a statement behind that had failed.
    fn spoil(&mut self);

    /// Tells whoever waits what it came to, or why it was not kept.
    fn settle(self: Box<Self>, kept: Result<(), Fault>);
}

struct Changing<T, E, F> {
    act: Act,
    work: Option<F>,
    copy: Copying<F>,
    came_to: Option<Outcome<T, E>>,
    answer: oneshot::Sender<Outcome<T, E>>,
}

/// A change for the writer, and where the answer to it comes.
pub(super) fn change<T, E, F>(
    act: Act,
    work: F,
    copy: Copying<F>,
) -> (Box<dyn Change>, oneshot::Receiver<Outcome<T, E>>)
where
    T: Send + 'static,
    E: Refusal,
    F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
{
    let (answer, answered) = oneshot::channel();
    (Box::new(Changing { act, work: Some(work), copy, came_to: None, answer }), answered)
}

impl<T, E, F> Change for Changing<T, E, F>
where
    T: Send,
    E: Refusal,
    F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send,
{
    fn make(&mut self, begun: &Begun<'_>) -> bool {
        let Some(work) = self.work.take() else { return false };
        self.work = (self.copy)(&work);
        let act = self.act.clone();
        let done = catch_unwind(AssertUnwindSafe(|| work(&mut Tx::new(begun, act))));
        let came_to = match done {
            Ok(Ok(value)) => Ok(Ok(value)),
            Ok(Err(error)) => error.or_fault().map(Err),
            Err(_) => Err(Fault::Panicked),
        };
        let keep = matches!(came_to, Ok(Ok(_)));
        self.came_to = Some(came_to);
        keep
    }

    fn can_be_made(&self) -> bool {
        self.work.is_some()
    }

    fn spoil(&mut self) {
        let fault = "the change went on after a statement that had failed";
        self.came_to = Some(Err(Fault::Other(fault.into())));
    }

    fn settle(self: Box<Self>, kept: Result<(), Fault>) {
        let came_to = self.came_to.unwrap_or(Err(Fault::Closed));
        // Whoever asked may have gone.
        let _ = self.answer.send(kept.and(came_to));
    }
}

/// A read that waits for a reader.
pub(super) trait Read: Send {
    /// How long it may take.
    fn limit(&self) -> Option<Duration>;

    /// Whether somebody still waits for it and it can be done (again).
    fn is_wanted(&self) -> bool;

    /// Does it. False when the database was lost in the middle of it.
    fn read(&mut self, begun: &Begun<'_>) -> bool;

    /// Tells whoever waits what it gives, or why it could not begin.
    fn settle(self: Box<Self>, begun: Result<(), Fault>);
}

struct Reading<T, F> {
    limit: Option<Duration>,
    work: Option<F>,
    copy: Copying<F>,
    came_to: Option<Result<T, Fault>>,
    answer: oneshot::Sender<Result<T, Fault>>,
}

/// A read for a reader, and where the answer to it comes.
pub(super) fn read<T, F>(
    limit: Option<Duration>,
    work: F,
    copy: Copying<F>,
) -> (Box<dyn Read>, oneshot::Receiver<Result<T, Fault>>)
where
    T: Send + 'static,
    F: FnOnce(&Db) -> Result<T, Fault> + Send + 'static,
{
    let (answer, answered) = oneshot::channel();
    (Box::new(Reading { limit, work: Some(work), copy, came_to: None, answer }), answered)
}

impl<T, F> Read for Reading<T, F>
where
    T: Send,
    F: FnOnce(&Db) -> Result<T, Fault> + Send,
{
    fn limit(&self) -> Option<Duration> {
        self.limit
    }

    fn is_wanted(&self) -> bool {
        self.work.is_some() && !self.answer.is_closed()
    }

    fn read(&mut self, begun: &Begun<'_>) -> bool {
        let Some(work) = self.work.take() else { return true };
        self.work = (self.copy)(&work);
        let done = catch_unwind(AssertUnwindSafe(|| work(begun.db())));
        let came_to = done.unwrap_or(Err(Fault::Panicked));
        let lost = matches!(&came_to, Err(fault) if fault.is_lost());
        // What the person is told is that the server was lost, not in which words.
        self.came_to = Some(if lost { Err(Fault::Lost) } else { came_to });
        !lost
    }

    fn settle(self: Box<Self>, begun: Result<(), Fault>) {
        let came_to = self.came_to.unwrap_or(Err(Fault::Lost));
        let _ = self.answer.send(begun.and(came_to));
    }
}
