//! Spaces for tests, on both databases.
//!
//! SQLite needs nothing. PostgreSQL is used when `EDEFYN_TEST_POSTGRES` names a server on which
//! databases may be made; `make test` starts one.

// A test that can't begin has failed; there is nobody to tell but the test.
#![allow(clippy::expect_used)]

use crate::clock::Timestamp;
use crate::db::{Place, Space};
use crate::{Act, Actor, Chance};
use std::cell::Cell;
use std::sync::atomic::{AtomicU8, Ordering};

/// A space of its own, which goes when this is dropped.
pub struct TestSpace {
    /// The space.
    pub space: Space,
    /// Where its database is.
    pub place: Place,
    folder: tempfile::TempDir,
    server: Option<(String, String)>,
}

impl TestSpace {
    /// A folder that goes with the space.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }
}

/// What the database was asked to do: a measure of work that is the same on every machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// How many statements ran.
    pub statements: u64,
    /// How many rows they gave.
    pub rows: u64,
}

thread_local! {
    static DONE: Cell<Work> = const { Cell::new(Work { statements: 0, rows: 0 }) };
}

/// What `work` asks of the database, on the thread that it runs on: so within a read or a change.
pub fn counting<T>(work: impl FnOnce() -> T) -> (T, Work) {
    let before = DONE.get();
    let result = work();
    let now = DONE.get();
    let statements = now.statements - before.statements;
    (result, Work { statements, rows: now.rows - before.rows })
}

pub(crate) fn statement() {
    DONE.set(Work { statements: DONE.get().statements + 1, ..DONE.get() });
}

pub(crate) fn row() {
    DONE.set(Work { rows: DONE.get().rows + 1, ..DONE.get() });
}

/// The moment at which tests happen: noon on 22 November 2026, in London.
pub const NOON: Timestamp = Timestamp::constant(1_795_348_800, 0);

/// An act at [`NOON`] by the command line, each with chances of its own.
pub fn act() -> Act {
    static NEXT: AtomicU8 = AtomicU8::new(0);
    act_by(Actor::Command, NOON, NEXT.fetch_add(1, Ordering::Relaxed))
}

/// An act by `actor` at `now`.
pub fn act_by(actor: Actor, now: Timestamp, seed: u8) -> Act {
    let mut whole = [seed; 32];
    whole[..4].copy_from_slice(&std::process::id().to_be_bytes());
    Act { actor, now, chance: Chance::seeded(whole) }
}

/// Runs `test` on an empty space of each database.
pub fn on_both(test: impl Fn(&TestSpace)) {
    test(&sqlite());
    match postgres() {
        Some(space) => test(&space),
        None => eprintln!("skipped on PostgreSQL: EDEFYN_TEST_POSTGRES is not set"),
    }
}

/// An empty space in a SQLite file.
pub fn sqlite() -> TestSpace {
    let folder = tempfile::tempdir().expect("a folder for a test");
    let place = Place::File(folder.path().join("space.db"));
    let space = Space::open(&place).expect("a space for a test");
    TestSpace { space, place, folder, server: None }
}

/// An empty space in a new PostgreSQL database, when a server was named.
pub fn postgres() -> Option<TestSpace> {
    use ::postgres::{Client, NoTls};
    let server = std::env::var("EDEFYN_TEST_POSTGRES").ok()?;
    let folder = tempfile::tempdir().expect("a folder for a test");
    let name = format!(
        "test_{}",
        folder.path().to_string_lossy().bytes().fold(u64::from(std::process::id()), |n, b| {
            n.wrapping_mul(31).wrapping_add(b.into())
        })
    );
    let mut client = Client::connect(&server, NoTls).expect("the PostgreSQL server for tests");
    client.batch_execute(&format!("create database {name}")).expect("a database for a test");
    let url = match server.rsplit_once('/') {
        Some((host, _)) => format!("{host}/{name}"),
        None => format!("{server}/{name}"),
    };
    let place = Place::Server(url);
    let space = Space::open(&place).expect("a space for a test");
    Some(TestSpace { space, place, folder, server: Some((server, name)) })
}

impl Drop for TestSpace {
    fn drop(&mut self) {
        use ::postgres::{Client, NoTls};
        if let Some((server, name)) = &self.server
            && let Ok(mut client) = Client::connect(server, NoTls)
        {
            let _ = client.batch_execute(&format!("drop database {name} with (force)"));
        }
    }
}
