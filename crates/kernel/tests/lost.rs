//! A PostgreSQL server that is lost, switched over, or lost at the worst moment: what was told to
//! have been kept is kept once, and what was told not to have been is not.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use kernel::db::{Limits, Place, Space};
use kernel::testing::{TestSpace, act, postgres};
use kernel::{Fault, Tx, settings};
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU32, Ordering};
use std::time::Duration;

fn server() -> Option<(TestSpace, String)> {
    let test = postgres()?;
    let Place::Server(url) = test.place.clone() else { return None };
    Some((test, url))
}

/// How many times a change has counted itself.
fn counted(space: &Space) -> i64 {
    let sql = "select coalesce(max(next), 1) - 1 from kernel_number";
    space.read_now(move |db| db.only(sql, &[])).unwrap()
}

fn count(tx: &mut Tx<'_>) -> Result<(), Fault> {
    settings::next_number(tx, "counted").map(drop)
}

fn end_all(tx: &mut Tx<'_>) -> Result<(), Fault> {
    let sql = "select count(pg_terminate_backend(pid)) from pg_stat_activity
        where datname = current_database()";
    tx.only::<i64>(sql, &[]).map(drop)
}

fn now<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(work)
}

#[test]
fn a_change_in_the_middle_of_which_the_server_is_lost_is_made_again_and_kept_once() {
    let Some((test, _)) = server() else { return };
    let times = Arc::new(AtomicU32::new(0));
    let told = times.clone();
    now(test.space.change_again(act(), move |tx| {
        count(tx)?;
        if told.fetch_add(1, Ordering::SeqCst) == 0 { end_all(tx) } else { Ok(()) }
    }))
    .unwrap();
    assert_eq!((times.load(Ordering::SeqCst), counted(&test.space)), (2, 1));
    // One that can't be copied is told, and not kept.
    let once = test.space.change_now(act(), |tx| {
        count(tx)?;
        end_all(tx)
    });
    assert!(matches!(once, Err(Fault::Lost)), "{once:?}");
    assert_eq!(counted(&test.space), 1);
}

#[test]
fn readers_and_the_writer_find_a_server_again_that_ended_their_connections() {
    let Some((test, url)) = server() else { return };
    let mut other = ::postgres::Client::connect(&url, ::postgres::NoTls).unwrap();
    for n in 1..=3 {
        other
            .batch_execute(
                "select pg_terminate_backend(pid) from pg_stat_activity
                 where datname = current_database() and pid <> pg_backend_pid()",
            )
            .unwrap();
        test.space.change_now(act(), count).unwrap();
        for _ in 0..16 {
            assert_eq!(counted(&test.space), n);
        }
    }
}

#[test]
fn a_server_that_only_reads_is_left_for_one_that_takes_changes() {
    let Some((test, url)) = server() else { return };
    let mut other = ::postgres::Client::connect(&url, ::postgres::NoTls).unwrap();
    let name: String = other.query_one("select current_database()::text", &[]).unwrap().get(0);
    other
        .batch_execute(&format!(
            "alter database {name} set default_transaction_read_only = on;
             select pg_terminate_backend(pid) from pg_stat_activity
             where datname = current_database() and pid <> pg_backend_pid()"
        ))
        .unwrap();
    let times = Arc::new(AtomicU32::new(0));
    let (space, told) = (test.space.clone(), times.clone());
    let change = std::thread::spawn(move || {
        space.change_now(act(), move |tx| {
            told.fetch_add(1, Ordering::SeqCst);
            count(tx)
        })
    });
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(times.load(Ordering::SeqCst), 0);
    let back = format!("alter database {name} reset default_transaction_read_only");
    other.batch_execute(&format!("set default_transaction_read_only = off; {back}")).unwrap();
    change.join().unwrap().unwrap();
    assert_eq!((times.load(Ordering::SeqCst), counted(&test.space)), (1, 1));
}

#[test]
fn an_address_may_name_several_servers() {
    let Some((test, url)) = server() else { return };
    let (user, rest) = url.split_once('@').unwrap();
    for end in ["", "?target_session_attrs=read-write"] {
        let space = Space::open(&Place::Server(format!("{user}@127.0.0.1:1,{rest}{end}"))).unwrap();
        space.change_now(act(), count).unwrap();
    }
    assert_eq!(counted(&test.space), 2);
}

const WHOLE: u8 = 0;
const BEFORE: u8 = 1;
const AFTER: u8 = 2;
const LAST: u8 = 3;
const GONE: u8 = 4;

/// A door to the server that closes at a commit: before the server hears of it, or after it did and
/// before its answer arrives; after the last one it stays closed.
fn door(url: &str, mode: &Arc<AtomicU8>) -> String {
    let (user, rest) = url.split_once('@').unwrap();
    let (host, name) = rest.split_once('/').unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (host, mode) = (host.to_owned(), mode.clone());
    std::thread::spawn(move || {
        for near in listener.incoming() {
            let (near, mode) = (near.unwrap(), mode.clone());
            if mode.load(Ordering::SeqCst) == GONE {
                continue;
            }
            let Ok(far) = TcpStream::connect(&host) else { continue };
            let (near_out, far_in) = (near.try_clone().unwrap(), far.try_clone().unwrap());
            let told = mode.clone();
            std::thread::spawn(move || onward(near, far, &mode, true));
            std::thread::spawn(move || onward(far_in, near_out, &told, false));
        }
    });
    format!("{user}@127.0.0.1:{port}/{name}")
}

fn onward(mut from: TcpStream, mut to: TcpStream, mode: &AtomicU8, asks: bool) {
    let mut piece = [0; 1 << 16];
    while let Ok(n @ 1..) = from.read(&mut piece) {
        let commit = asks && piece[..n].windows(8).any(|some| some == b"; commit");
        let at = mode.load(Ordering::SeqCst);
        if commit && matches!(at, BEFORE | AFTER | LAST) {
            mode.store(if at == LAST { GONE } else { WHOLE }, Ordering::SeqCst);
            from.shutdown(Shutdown::Both).unwrap();
            if at != BEFORE {
                to.write_all(&piece[..n]).unwrap();
                // The server answers into nothing, and reads to the end of what it was sent.
            }
            break;
        }
        if to.write_all(&piece[..n]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Write);
}

#[test]
fn a_server_that_is_lost_at_the_moment_of_keeping_is_asked_what_it_kept() {
    let Some((test, url)) = server() else { return };
    let mode = Arc::new(AtomicU8::new(WHOLE));
    let limits = Limits { patience: Duration::from_secs(10), ..Limits::default() };
    let space = Space::open_within(&Place::Server(door(&url, &mode)), limits).unwrap();
    for (n, at) in [(1, BEFORE), (2, AFTER)] {
        mode.store(at, Ordering::SeqCst);
        now(space.change_again(act(), count)).unwrap();
        assert_eq!(counted(&test.space), n);
    }
    // What can't be made again is told as it is.
    mode.store(BEFORE, Ordering::SeqCst);
    let told = space.change_now(act(), count);
    assert!(matches!(told, Err(Fault::Lost)), "{told:?}");
    mode.store(AFTER, Ordering::SeqCst);
    space.change_now(act(), count).unwrap();
    assert_eq!(counted(&test.space), 3);
}

#[test]
fn a_server_that_never_comes_back_to_say_so_leaves_nobody_sure() {
    let Some((test, url)) = server() else { return };
    let mode = Arc::new(AtomicU8::new(WHOLE));
    let limits = Limits { patience: Duration::from_millis(400), ..Limits::default() };
    let space = Space::open_within(&Place::Server(door(&url, &mode)), limits).unwrap();
    mode.store(LAST, Ordering::SeqCst);
    let told = space.change_now(act(), count);
    assert!(matches!(told, Err(Fault::Unsure)), "{told:?}");
    assert_eq!(counted(&test.space), 1);
}
