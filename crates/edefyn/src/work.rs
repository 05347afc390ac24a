//! The work that the house does later: sending letters, printing again, removing files.

use kernel::jobs;
use kernel::mail::{self, Post};
use kernel::{Actor, Fault};
use publish::Press;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use web::App;

/// How much is taken up at once.
const AT_ONCE: u32 = 20;

/// Does what is due, again and again, until `stop` is set.
pub fn keep_working(app: &App, press: &Arc<dyn Press>, post: &Post, stop: &AtomicBool) {
    while !stop.load(Ordering::Relaxed) {
        let done = work_once(app, press, post).unwrap_or_else(|fault| {
            tracing::error!(%fault, "work could not be taken up");
            0
        });
        if done == 0 {
            std::thread::sleep(Duration::from_millis(500));
        }
    }
}

/// Does what is due now, and says how much was done.
///
/// # Errors
/// The database's.
pub fn work_once(app: &App, press: &Arc<dyn Press>, post: &Post) -> Result<usize, Fault> {
    let (space, now) = (app.space(), app.now());
    let waiting = space.read_now(move |db| jobs::due(db, now, AT_ONCE))?;
    let letters = space.read_now(move |db| mail::due(db, now, AT_ONCE))?;
    let mut done = 0;
    for job in waiting {
        let act = app.act(Actor::House);
        match publish::work(space, app.files(), press, app.base(), &job, act) {
            Ok(()) => {
                done += 1;
                space.change_now(app.act(Actor::House), move |tx| jobs::done(tx, job.id))?;
            }
            Err(fault) => {
                tracing::error!(%fault, kind = job.kind, "work failed and was put off");
                space.change_now(app.act(Actor::House), move |tx| jobs::put_off(tx, &job))?;
            }
        }
    }
    for letter in letters {
        match post.send(&letter) {
            Ok(()) => {
                done += 1;
                space.change_now(app.act(Actor::House), move |tx| mail::forget(tx, letter.id))?;
            }
            Err(fault) if letter.attempts < jobs::ATTEMPTS => {
                tracing::warn!(%fault, "a letter could not be sent and was put off");
                space.change_now(app.act(Actor::House), move |tx| mail::put_off(tx, &letter))?;
            }
            Err(fault) => {
                tracing::error!(%fault, "a letter could not be sent and was given up");
                space.change_now(app.act(Actor::House), move |tx| mail::forget(tx, letter.id))?;
            }
        }
    }
    Ok(done)
}
