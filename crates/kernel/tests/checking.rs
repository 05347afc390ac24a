//! Whether the database answers is told while more waits than can be read.

#![allow(clippy::expect_used, clippy::unwrap_used)]

use kernel::db::{Limits, Space};
use kernel::testing::on_both;
use std::sync::mpsc;
use std::task::Poll;

#[test]
fn a_database_whose_readers_are_all_taken_still_says_that_it_is_there() {
    on_both(|test| {
        let limits = Limits { waiting: 1, ..Limits::default() };
        let space = Space::open_within(&test.place, limits).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let mut held = Vec::new();
        loop {
            let (go, wait) = mpsc::channel::<()>();
            let work = move |_: &kernel::Db| {
                let _ = wait.recv();
                Ok(())
            };
            let mut read = Box::pin(space.read(work));
            // Asked once, it is in the queue, or refused when that is full.
            let once = std::future::poll_fn(|wake| Poll::Ready(read.as_mut().poll(wake)));
            if let Poll::Ready(refused) = runtime.block_on(once) {
                assert!(refused.unwrap_err().is_busy());
                break;
            }
            held.push((go, read));
        }
        runtime.block_on(space.check()).expect("the database is there");
        drop(held);
    });
}
