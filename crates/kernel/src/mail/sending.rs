//! Sending what waits in the outbox: one letter after another, the most urgent first.

use super::{NotSent, Post, Waiting, claim, due, forget, note_silence, put_back, put_off_because};
use crate::ids::Uuid;
use crate::{Act, Fault, Space, Tx};
use std::sync::atomic::{AtomicBool, Ordering};

/// How far sending came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// Nothing is due any more.
    All,
    /// The server does not answer. What waits keeps waiting, and no attempt was used up.
    NoServer,
}

/// What came of one letter.
enum Done {
    Sent(Uuid),
    Refused(Waiting, &'static str),
}

impl Done {
    fn strike(&self, tx: &mut Tx<'_>) -> Result<(), Fault> {
        match self {
            Self::Sent(id) => forget(tx, *id),
            Self::Refused(letter, reason) => put_off_because(tx, letter, reason),
        }
    }
}

/// Sends the letters that are due, until there is none or `stop` is set. Before each the outbox is
/// asked again, so an urgent one waits behind one other at most. `act` gives an act of the house,
/// of the moment at which it is called.
///
/// # Errors
/// The database's.
pub fn send_all(
    space: &Space,
    act: &dyn Fn() -> Act,
    post: &Post,
    worker: Uuid,
    stop: &AtomicBool,
) -> Result<Sent, Fault> {
    let now = act().now;
    if space.read_now(move |db| due(db, now, 1))?.is_empty() {
        return Ok(Sent::All);
    }
    if let Err(problem) = post.ready() {
        return silent(space, act(), &problem, None);
    }
    let mut next = space.change_now(act(), move |tx| {
        note_silence(tx, false)?;
        claim(tx, worker)
    })?;
    while let Some(letter) = next {
        let done = match post.send(&letter, act().now) {
            Ok(()) => Done::Sent(letter.id),
            Err(NotSent::Refused(reason)) => {
                tracing::warn!(reason, "a letter was refused and put off");
                Done::Refused(letter, reason)
            }
            Err(problem @ NotSent::NoServer(_)) => {
                return silent(space, act(), &problem, Some(letter.id));
            }
        };
        let goes_on = !stop.load(Ordering::Relaxed);
        next = space.change_now(act(), move |tx| {
            done.strike(tx)?;
            if goes_on { claim(tx, worker) } else { Ok(None) }
        })?;
    }
    Ok(Sent::All)
}

/// Puts the letter in hand back, and notes that the server does not answer.
fn silent(
    space: &Space,
    act: Act,
    problem: &NotSent,
    in_hand: Option<Uuid>,
) -> Result<Sent, Fault> {
    tracing::error!(%problem, "letters wait");
    space.change_now(act, move |tx| {
        in_hand.into_iter().try_for_each(|id| put_back(tx, id))?;
        note_silence(tx, true)
    })?;
    Ok(Sent::NoServer)
}
