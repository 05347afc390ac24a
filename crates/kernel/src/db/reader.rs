//! A thread that reads: one view of one moment at a time, on a connection that it makes again when
//! the server was lost.

use super::begun::Begun;
use super::waiting::Read;
use super::{Db, Fault, Place};
use crate::forgotten::Secret;
use std::sync::{Mutex, mpsc};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long it waits before it tries again to reach a server.
pub(super) const PAUSE: Duration = Duration::from_millis(100);

/// Serves what waits until nobody can ask any more. A server that was lost is tried again for as
/// long as `patience`.
pub(super) fn serve(
    db: Db,
    place: &Place,
    waiting: &Mutex<mpsc::Receiver<Box<dyn Read>>>,
    patience: Duration,
) {
    let secret = db.secret;
    let mut db = Some(db);
    loop {
        let next = match waiting.lock() {
            Ok(queue) => queue.recv(),
            Err(_) => return,
        };
        let Ok(mut read) = next else { return };
        let until = Instant::now() + patience;
        let outcome = loop {
            if !read.is_wanted() {
                break Ok(());
            }
            match once(&mut db, (place, secret), read.as_mut()) {
                Err(fault) if db.is_none() && Instant::now() < until => {
                    tracing::warn!(%fault, "a reader lost its database and connects again");
                    sleep(PAUSE);
                }
                Err(_) if db.is_none() => break Err(Fault::Lost),
                outcome => break outcome,
            }
        };
        read.settle(outcome);
    }
}

/// Does it once. When the database was lost, or can't be reached, no connection is left.
fn once(
    db: &mut Option<Db>,
    (place, secret): (&Place, Secret),
    read: &mut dyn Read,
) -> Result<(), Fault> {
    let connection = match db.take() {
        Some(connection) if !connection.is_closed() => connection,
        _ => place.open_with(false, secret)?,
    };
    let whole = Begun::view(&connection, read.limit()).map(|begun| read.read(&begun));
    match whole {
        Ok(true) => {
            *db = Some(connection);
            Ok(())
        }
        Ok(false) if read.is_wanted() => Err(Fault::Lost),
        Ok(false) => Ok(()),
        Err(fault) => {
            if !fault.is_lost() && !connection.is_closed() {
                *db = Some(connection);
            }
            Err(fault)
        }
    }
}
