//! What is told to have been kept is kept, and nothing else, whatever happens to the database.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use kernel::db::{Limits, Place, Space};
use kernel::testing::{TestSpace, act, on_both};
use kernel::{Fault, Tx, settings};
use std::sync::mpsc;
use std::time::Duration;

kernel::refusal! {
    /// A refusal for tests.
    pub enum NotDone {
        /// Because the test says so.
        Because => "fault",
    }
}

const SHORT: Limits =
    Limits { waiting: 8, read: Duration::from_millis(300), patience: Duration::from_millis(300) };

/// A second door to the test's database, with little patience.
fn short(test: &TestSpace) -> Space {
    Space::open_within(&test.place, SHORT).unwrap()
}

fn names(space: &Space) -> Vec<String> {
    let sql = "select name from kernel_setting order by name";
    space.read_now(move |db| db.all(sql, &[])).unwrap()
}

/// Holds the place that every writer needs, as another program that writes does.
enum Holding {
    File(rusqlite::Connection),
    Server(Box<postgres::Client>),
}

impl Holding {
    fn of(place: &Place) -> Self {
        match place {
            Place::File(path) => {
                let other = rusqlite::Connection::open(path).unwrap();
                other.execute_batch("begin immediate").unwrap();
                Self::File(other)
            }
            Place::Server(url) => {
                let mut other = postgres::Client::connect(url, postgres::NoTls).unwrap();
                other.batch_execute("select pg_advisory_lock(36334, 2)").unwrap();
                Self::Server(Box::new(other))
            }
        }
    }

    fn let_go(self) {
        match self {
            Self::File(other) => other.execute_batch("rollback").unwrap(),
            Self::Server(mut other) => {
                other.batch_execute("select pg_advisory_unlock(36334, 2)").unwrap();
            }
        }
    }
}

#[test]
fn nothing_is_changed_while_another_program_holds_the_database() {
    on_both(|test| {
        let space = short(test);
        let holding = Holding::of(&test.place);
        let ran = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
        let runs = ran.clone();
        let told = space.change_now(act(), move |tx| {
            runs.store(true, std::sync::atomic::Ordering::SeqCst);
            settings::set(tx, "half", "1")
        });
        assert!(matches!(told, Err(Fault::Busy)), "{told:?}");
        holding.let_go();
        assert!(!ran.load(std::sync::atomic::Ordering::SeqCst));
        assert_eq!(names(&space), Vec::<String>::new());
        space.change_now(act(), |tx| settings::set(tx, "after", "1")).unwrap();
        assert_eq!(names(&space), ["after"]);
    });
}

/// Fills the room there is: no page may be added any more. SQLite alone can be told so.
fn fill(tx: &mut Tx<'_>) -> Result<(), Fault> {
    let pages: i64 = tx.only("pragma page_count", &[])?;
    tx.only::<i64>(&format!("pragma max_page_count = {pages}"), &[])?;
    settings::set(tx, "large", &"x".repeat(1 << 20))
}

fn make_room(tx: &mut Tx<'_>) -> Result<(), Fault> {
    tx.only::<i64>("pragma max_page_count = 1000000", &[]).map(drop)
}

#[test]
fn a_full_disk_is_told_as_one_and_takes_nothing_else_with_it() {
    let test = kernel::testing::sqlite();
    let (go, may_go) = mpsc::channel::<()>();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let (space, other) = (&test.space, test.space.clone());
    // The first change holds the writer until the others wait behind it, so that one commit has
    // them all.
    let first = std::thread::spawn(move || {
        other.change_now(act(), move |tx| {
            may_go.recv().unwrap();
            settings::set(tx, "first", "1")
        })
    });
    let told = runtime.block_on(async {
        let before = space.change_again(act(), |tx| settings::set(tx, "before", "1"));
        let once = space.change(act(), |tx| settings::set(tx, "once", "1"));
        let full = space.change_again(act(), |tx| {
            // It looks away from what went wrong, and goes on.
            let tried: Result<(), NotDone> = tx.attempt(|tx| Ok(fill(tx)?));
            assert!(matches!(tried, Err(NotDone::Fault(fault)) if fault.is_full()));
            let _ = settings::set(tx, "in-the-open", "1");
            Ok(())
        });
        let after = space.change_again(act(), |tx| {
            make_room(tx)?;
            settings::set(tx, "after", "1")
        });
        let all = async { tokio::join!(before, once, full, after) };
        let sent = async {
            tokio::task::yield_now().await;
            go.send(()).unwrap();
        };
        tokio::join!(all, sent).0
    });
    let first = first.join().unwrap();
    let (before, once, full, after) = told;
    assert!(matches!(&full, Err(fault) if fault.is_full()), "{full:?}");
    after.unwrap();
    before.unwrap();
    let mut kept = vec!["after", "before"];
    if first.is_ok() {
        kept.push("first");
    }
    if once.is_ok() {
        kept.push("once");
    }
    assert_eq!(names(&test.space), kept);
    for told in [first, once] {
        assert!(matches!(&told, Ok(()) | Err(Fault::System(_))), "{told:?}");
    }
}

#[test]
fn a_full_disk_within_a_verb_is_told_as_one() {
    let test = kernel::testing::sqlite();
    let told = test.space.write_now(act(), |tx| {
        settings::set(tx, "before", "1")?;
        tx.attempt(|tx| Ok::<_, NotDone>(fill(tx)?))
    });
    assert!(matches!(&told, Err(fault) if fault.is_full()), "{:?}", told.err());
    assert_eq!(names(&test.space), Vec::<String>::new());
}

#[test]
fn a_change_that_goes_on_after_a_failed_statement_is_not_kept_by_half() {
    on_both(|test| {
        let told = test.space.change_now(act(), |tx| {
            settings::set(tx, "one", "1")?;
            let _ = tx.run("insert into kernel_setting (name) values ($1)", &[&"two"]);
            Ok(())
        });
        let kept = if told.is_ok() { vec!["one"] } else { vec![] };
        assert_eq!(names(&test.space), kept);
        test.space.change_now(act(), |tx| settings::set(tx, "three", "1")).unwrap();
    });
}

#[test]
fn a_queue_has_an_end_and_what_was_turned_away_is_not_done() {
    on_both(|test| {
        let space = short(test);
        let (go, may_go) = mpsc::channel::<()>();
        let (begun, has_begun) = mpsc::channel();
        let other = space.clone();
        let first = std::thread::spawn(move || {
            other.change_now(act(), move |_| {
                begun.send(()).unwrap();
                may_go.recv().unwrap();
                Ok(())
            })
        });
        has_begun.recv().unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let told: Vec<Result<(), Fault>> = runtime.block_on(async {
            let waiting: Vec<_> = (0..SHORT.waiting + 3)
                .map(|n| {
                    let space = space.clone();
                    tokio::spawn(async move {
                        space
                            .change(act(), move |tx| settings::set(tx, &format!("n{n:02}"), "1"))
                            .await
                    })
                })
                .collect();
            tokio::task::yield_now().await;
            go.send(()).unwrap();
            let mut told = Vec::new();
            for one in waiting {
                told.push(one.await.unwrap());
            }
            told
        });
        first.join().unwrap().unwrap();
        let (taken, turned_away) = told.split_at(SHORT.waiting);
        assert!(taken.iter().all(Result::is_ok));
        assert!(turned_away.iter().all(|told| matches!(told, Err(Fault::Busy))));
        assert_eq!(names(&space).len(), SHORT.waiting);
    });
}

const ENDLESS: &str = "with recursive n (i) as
    (select 1 union all select i + 1 from n where i < 2000000000) select count(*) from n";

#[test]
fn a_read_without_end_is_ended_and_the_reader_is_fit_afterwards() {
    on_both(|test| {
        let space = short(test);
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let one = runtime.block_on(space.read(|db| db.only::<i64>(ENDLESS, &[])));
        assert!(matches!(one, Err(Fault::TookTooLong)), "{one:?}");
        let many: Result<(), Fault> = runtime.block_on(space.read(|db| {
            loop {
                db.only::<i64>("select 1", &[])?;
            }
        }));
        assert!(matches!(many, Err(Fault::TookTooLong)), "{many:?}");
        for _ in 0..16 {
            assert_eq!(names(&space), Vec::<String>::new());
        }
    });
}
