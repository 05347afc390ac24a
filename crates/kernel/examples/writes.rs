//! How many durable changes a second a space keeps: `writes [POSTGRES-URL]`, on a SQLite file in a
//! temporary folder, or on an empty PostgreSQL database.
//!
//! Each change counts a number up and writes an audit entry, as most verbs do. Eight, and then
//! sixty-four, are asked for at once, for five seconds each.

#![allow(clippy::expect_used, clippy::print_stdout)]

use kernel::db::{Place, Space};
use kernel::ids::{AccountId, Uuid};
use kernel::{Act, Actor, Chance, Timestamp, audit, settings};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

const LASTS: Duration = Duration::from_secs(5);

fn main() {
    let folder = tempfile::tempdir_in(".").expect("a folder on the disk that is measured");
    let place = match std::env::args().nth(1) {
        Some(url) => Place::Server(url),
        None => Place::File(folder.path().join("space.db")),
    };
    let space = Space::open(&place).expect("a space");
    for at_once in [1, 8, 64] {
        let (stop, kept) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
        let begun = Instant::now();
        let threads: Vec<_> = (0..at_once)
            .map(|n| {
                let (space, stop, kept) = (space.clone(), stop.clone(), kept.clone());
                std::thread::spawn(move || keep(&space, n, &stop, &kept))
            })
            .collect();
        std::thread::sleep(LASTS);
        stop.store(true, Ordering::Relaxed);
        threads.into_iter().for_each(|thread| thread.join().expect("a thread"));
        let seconds = begun.elapsed().as_secs_f64();
        let kept = kept.load(Ordering::Relaxed);
        println!("{at_once:3} at once: {:6.0} changes a second", kept as f64 / seconds);
    }
}

fn keep(space: &Space, seed: u8, stop: &AtomicBool, kept: &AtomicU64) {
    let chance = Chance::seeded([seed; 32]);
    while !stop.load(Ordering::Relaxed) {
        let act = Act { actor: Actor::House, now: Timestamp::UNIX_EPOCH, chance: chance.clone() };
        let done = space.change_now(act, |tx| {
            settings::next_number(tx, "counted")?;
            audit::record(tx, "count", AccountId(Uuid::nil()), &serde_json::json!({}))
        });
        done.expect("a change");
        kept.fetch_add(1, Ordering::Relaxed);
    }
}
