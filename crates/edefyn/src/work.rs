//! The work that the house does later and by the clock, and the letters it sends: each on a thread
//! of its own, so that a letter with which somebody signs in never waits for a print.

use kernel::jobs::{self, Kinds};
use kernel::mail::{self, Post, Sent};
use kernel::{Act, Actor};
use publish::Press;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use web::App;

/// How long it waits when there is nothing to do.
const IDLE: Duration = Duration::from_millis(500);

/// How long it waits at first, and at most, before it looks again for a mail server that does not
/// answer.
const SILENCE: (Duration, Duration) = (Duration::from_secs(5), Duration::from_secs(300));

/// The kinds of work of every room.
pub fn kinds(press: &Arc<dyn Press>) -> Kinds {
    Kinds::of_the_house().and(listen::kinds()).and(publish::kinds(press))
}

/// Does what is due, again and again, until `stop` is set.
pub fn keep_working(app: &App, kinds: &Kinds, stop: &AtomicBool) {
    let act = || -> Act { app.act(Actor::House) };
    // A name that no other program has, and no other run of this one.
    let worker = act().uuid();
    while !stop.load(Ordering::Relaxed) {
        let place = (app.space(), app.files(), app.base());
        match jobs::work_once(place, &act, kinds, worker) {
            Ok(true) => {}
            Ok(false) => std::thread::sleep(IDLE),
            Err(fault) => {
                tracing::error!(%fault, "work could not be taken up");
                std::thread::sleep(IDLE);
            }
        }
    }
}

/// Sends the letters that are due, again and again, until `stop` is set. A server that does not
/// answer is looked for again after a while, each time after twice as long.
pub fn keep_sending(app: &App, post: &Post, stop: &AtomicBool) {
    let act = || -> Act { app.act(Actor::House) };
    let worker = act().uuid();
    let mut pause = SILENCE.0;
    while !stop.load(Ordering::Relaxed) {
        match mail::send_all(app.space(), &act, post, worker, stop) {
            Ok(Sent::All) => {
                pause = SILENCE.0;
                std::thread::sleep(IDLE);
            }
            Ok(Sent::NoServer) => {
                wait(pause, stop);
                pause = (pause * 2).min(SILENCE.1);
            }
            Err(fault) => {
                tracing::error!(%fault, "letters could not be taken up");
                std::thread::sleep(IDLE);
            }
        }
    }
}

fn wait(pause: Duration, stop: &AtomicBool) {
    let mut waited = Duration::ZERO;
    while waited < pause && !stop.load(Ordering::Relaxed) {
        std::thread::sleep(IDLE);
        waited += IDLE;
    }
}
