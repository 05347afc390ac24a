//! A program that is killed while many change things, and a server that crashes under them: every
//! change that was told to have been kept is there, and none is there twice.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use kernel::db::{Place, Space};
use kernel::testing::{act, postgres, sqlite};
use kernel::{Fault, settings};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

const CHILD: &str = "EDEFYN_TEST_CHILD";

fn place(words: &str) -> Place {
    match words.starts_with("postgres:") {
        true => Place::Server(words.to_owned()),
        false => Place::File(words.into()),
    }
}

/// The settings that are there, each the name of a change.
fn kept(space: &Space) -> BTreeSet<String> {
    let all: Vec<String> =
        space.read_now(|db| db.all("select name from kernel_setting", &[])).unwrap();
    all.into_iter().collect()
}

/// Not a test by itself: the program that is killed. It changes things without end, eight at once,
/// and says each change that it was told is kept.
#[test]
fn the_program_that_is_killed() {
    let Ok(words) = std::env::var(CHILD) else { return };
    let space = Space::open(&place(&words)).unwrap();
    let threads: Vec<_> = (0..8)
        .map(|thread| {
            let space = space.clone();
            std::thread::spawn(move || {
                for n in 0.. {
                    let name = format!("change {thread} {n}");
                    let told = name.clone();
                    space.change_now(act(), move |tx| settings::set(tx, &name, "1")).unwrap();
                    let mut out = std::io::stdout().lock();
                    writeln!(out, "{told}").unwrap();
                    out.flush().unwrap();
                }
            })
        })
        .collect();
    threads.into_iter().for_each(|thread| thread.join().unwrap());
}

fn kill_under_load(words: &str) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["the_program_that_is_killed", "--exact", "--nocapture"])
        .env(CHILD, words)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut told = BTreeSet::new();
    let mut hear = |line: String| {
        // The test's own harness writes to the same place, once in front of the first line.
        if let Some(at) = line.find("change ") {
            told.insert(line[at..].to_owned());
        }
    };
    for _ in 0..400 {
        hear(out.next().unwrap().unwrap());
    }
    child.kill().unwrap();
    child.wait().unwrap();
    out.map_while(Result::ok).for_each(&mut hear);
    let space = Space::open(&place(words)).unwrap();
    let kept = kept(&space);
    assert!(told.len() >= 390, "{}", told.len());
    // The last line may have been cut in its middle.
    let lost: Vec<&String> = told.difference(&kept).collect();
    assert!(lost.len() <= 1 && lost.iter().all(|cut| kept.iter().any(|one| one.starts_with(*cut))));
    space.change_now(act(), |tx| settings::set(tx, "after", "1")).unwrap();
}

#[test]
fn a_program_that_is_killed_loses_nothing_that_it_said_was_kept() {
    let test = sqlite();
    let Place::File(path) = &test.place else { return };
    kill_under_load(path.to_str().unwrap());
    if let Some(test) = postgres() {
        let Place::Server(url) = &test.place else { return };
        kill_under_load(url);
    }
}

/// Starts, crashes or stops a server of its own.
fn server(port: &str, word: &str) -> String {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scripts/postgres.sh");
    let done =
        Command::new(script).arg(word).env("EDEFYN_TEST_POSTGRES_PORT", port).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap().trim().to_owned()
}

#[test]
fn a_server_that_crashes_under_load_loses_nothing_that_was_kept_and_keeps_nothing_that_was_not() {
    if std::env::var_os("EDEFYN_TEST_POSTGRES").is_none() {
        return;
    }
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = free.local_addr().unwrap().port().to_string();
    drop(free);
    let url = server(&port, "start");
    let space = Space::open(&Place::Server(url)).unwrap();
    let stop = Arc::new(AtomicBool::new(false));
    let told = Arc::new(Mutex::new((BTreeSet::new(), BTreeSet::new())));
    let threads: Vec<_> = (0..8)
        .map(|thread| {
            let (space, stop, told) = (space.clone(), stop.clone(), told.clone());
            std::thread::spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
                let mut n = 0;
                while !stop.load(Ordering::SeqCst) {
                    n += 1;
                    let name = format!("change {thread} {n}");
                    let made = name.clone();
                    let change = move |tx: &mut kernel::Tx<'_>| {
                        // A second time would be refused by the key.
                        tx.insert("kernel_setting", &[("name", &made), ("value", &"1")])
                    };
                    // Some can be made again, and some can't.
                    let came = match n % 2 {
                        0 => runtime.block_on(space.change_again(act(), change)),
                        _ => space.change_now(act(), change),
                    };
                    let mut told = told.lock().unwrap();
                    match came {
                        Ok(()) => told.0.insert(name),
                        Err(Fault::Lost) if n % 2 == 1 => told.1.insert(name),
                        Err(fault) => panic!("{fault}"),
                    };
                }
            })
        })
        .collect();
    let enough = |least: usize| {
        while told.lock().unwrap().0.len() < least {
            std::thread::sleep(Duration::from_millis(5));
        }
    };
    for crash in 1..=3 {
        enough(crash * 200);
        server(&port, "crash");
    }
    enough(800);
    stop.store(true, Ordering::SeqCst);
    threads.into_iter().for_each(|thread| thread.join().unwrap());
    let kept = kept(&space);
    drop(space);
    server(&port, "remove");
    let (said, refused) = &*told.lock().unwrap();
    assert_eq!(said.difference(&kept).collect::<Vec<_>>(), Vec::<&String>::new());
    assert_eq!(refused.intersection(&kept).collect::<Vec<_>>(), Vec::<&String>::new());
}
