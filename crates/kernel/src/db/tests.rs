//! The seam, tested to the bone on both databases.

use super::{FromRow, Place, Space, Value};
use crate::testing::{TestSpace, act, on_both};
use crate::{Fault, Timestamp, settings};
use std::sync::mpsc;
use uuid::Uuid;

crate::refusal! {
    /// A refusal for tests.
    pub enum NotDone {
        /// Because the test says so.
        Because => "fault",
    }
}

fn count(space: &Space, table: &'static str) -> i64 {
    space.read_now(move |db| db.only(&format!("select count(*) from {table}"), &[])).unwrap()
}

#[test]
fn every_type_comes_back_as_it_went_in() {
    on_both(|test| {
        let id = Uuid::from_u128(42);
        let at = Timestamp::from_microsecond(1_795_348_800_123_456).unwrap();
        let text = "tŷ 'dŵr' \"$1\" \u{1F9F6}\nline";
        let read: (Uuid, String, Option<String>, Timestamp, Vec<u8>, Option<Timestamp>) = test
            .space
            .change_now(act(), move |tx| {
                tx.insert(
                    "kernel_account",
                    &[
                        ("id", &id),
                        ("email", &text),
                        ("name", &"n"),
                        ("language", &"cy"),
                        ("created_at", &at),
                    ],
                )?;
                tx.insert(
                    "kernel_session",
                    &[
                        ("digest", &[0_u8, 1, 255]),
                        ("account_id", &id),
                        ("created_at", &at),
                        ("seen_at", &at),
                        ("expires_at", &at),
                    ],
                )?;
                tx.only(
                    "select a.id, a.email, a.password_hash, s.created_at, s.digest, a.ended_at
                     from kernel_account a join kernel_session s on s.account_id = a.id",
                    &[],
                )
            })
            .unwrap();
        assert_eq!(read, (id, text.to_owned(), None, at, vec![0, 1, 255], None));
    });
}

#[test]
fn a_refusal_or_a_panic_leaves_nothing_behind() {
    on_both(|test| {
        let refused = test.space.write_now(act(), |tx| {
            settings::set(tx, "half", "done")?;
            Err::<(), _>(NotDone::Because)
        });
        assert!(matches!(refused, Ok(Err(NotDone::Because))));
        let panicked = test.space.change_now(act(), |tx| {
            settings::set(tx, "half", "done")?;
            #[allow(clippy::panic)]
            if count_now(tx) == 1 {
                panic!("on purpose");
            }
            Ok(())
        });
        assert!(matches!(panicked, Err(Fault::Panicked)));
        assert_eq!(count(&test.space, "kernel_setting"), 0);
        test.space.change_now(act(), |tx| settings::set(tx, "whole", "done")).unwrap();
        assert_eq!(count(&test.space, "kernel_setting"), 1);
    });
}

fn count_now(db: &super::Db) -> i64 {
    db.only("select count(*) from kernel_setting", &[]).unwrap()
}

#[test]
fn an_error_within_an_attempt_spoils_only_the_attempt() {
    on_both(|test| {
        let kept = test.space.write_now(act(), |tx| {
            settings::set(tx, "before", "1")?;
            let tried = tx.attempt(|tx| {
                settings::set(tx, "within", "1")?;
                tx.run("insert into kernel_setting (name, value) values ($1, $1)", &[&"before"])?;
                Ok::<_, NotDone>(())
            });
            assert!(matches!(tried, Err(NotDone::Fault(fault)) if fault.is_duplicate()));
            settings::set(tx, "after", "1")?;
            Ok::<_, NotDone>(())
        });
        assert!(matches!(kept, Ok(Ok(()))));
        assert_eq!(count(&test.space, "kernel_setting"), 2);
    });
}

#[test]
fn a_reader_sees_one_moment_while_a_long_change_runs() {
    on_both(|test| {
        let (wrote, has_written) = mpsc::channel();
        let (go, may_go) = mpsc::channel::<()>();
        let space = test.space.clone();
        let change = std::thread::spawn(move || {
            space.change_now(act(), move |tx| {
                settings::set(tx, "slow", "1")?;
                wrote.send(()).unwrap();
                may_go.recv().unwrap();
                Ok(())
            })
        });
        has_written.recv().unwrap();
        assert_eq!(count(&test.space, "kernel_setting"), 0);
        go.send(()).unwrap();
        change.join().unwrap().unwrap();
        assert_eq!(count(&test.space, "kernel_setting"), 1);
    });
}

#[test]
fn a_number_is_given_to_one_of_many_at_once() {
    on_both(|test| {
        // Two programs on one database: each has a writer of its own.
        let second = Space::open(&test.place).unwrap();
        let threads: Vec<_> = (0..8)
            .map(|n| if n % 2 == 0 { test.space.clone() } else { second.clone() })
            .map(|space| {
                std::thread::spawn(move || -> Vec<i64> {
                    (0..25)
                        .map(|_| {
                            space
                                .change_now(act(), |tx| settings::next_number(tx, "thread"))
                                .unwrap()
                        })
                        .collect()
                })
            })
            .collect();
        let mut given: Vec<i64> =
            threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect();
        given.sort_unstable();
        assert_eq!(given, (1..=200).collect::<Vec<i64>>());
    });
}

#[test]
fn a_lost_connection_is_made_again() {
    on_both(|test| {
        let TestSpace { space, place: Place::Server(_), .. } = test else { return };
        let ended = space.change_now(act(), |tx| {
            tx.only::<Value>(
                "select count(pg_terminate_backend(pid)) from pg_stat_activity
                 where datname = current_database()",
                &[],
            )
        });
        assert!(ended.is_err());
        let works = (0..20).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(50));
            space.change_now(act(), |tx| settings::set(tx, "back", "1")).is_ok()
        });
        assert!(works);
    });
}

#[test]
fn a_wrong_type_is_named_and_not_guessed() {
    on_both(|test| {
        let read = test.space.read_now(|db| db.only::<i64>("select 'text'", &[]));
        assert!(matches!(read, Err(Fault::Column { column: 0, .. })));
        let none = test.space.read_now(|db| {
            db.only::<(String, String)>("select name, value from kernel_setting", &[])
        });
        assert!(matches!(none, Err(Fault::Missing)));
    });
}

/// Tables, columns, whether each may be null, keys and uniqueness, in words that both share.
fn shape(test: &TestSpace) -> Vec<String> {
    fn rows<T: FromRow + Send + 'static>(test: &TestSpace, sql: &'static str) -> Vec<T> {
        test.space.read_now(move |db| db.all(sql, &[])).unwrap()
    }
    let columns: Vec<(String, String, bool)> = match test.place {
        Place::File(_) => rows(
            test,
            "select m.name, c.name, c.\"notnull\" = 0 and c.pk = 0 from sqlite_master m
             join pragma_table_info(m.name) c where m.type = 'table'",
        ),
        Place::Server(_) => rows(
            test,
            "select table_name::text, column_name::text, is_nullable = 'YES'
             from information_schema.columns where table_schema = 'public'
             and table_name not in (select v.table_name from information_schema.views v)",
        ),
    };
    let keys: Vec<(String, String, String)> = match test.place {
        Place::File(_) => rows(
            test,
            "select m.name, f.\"from\", f.\"table\" from sqlite_master m
             join pragma_foreign_key_list(m.name) f where m.type = 'table'",
        ),
        Place::Server(_) => rows(
            test,
            "select c.conrelid::regclass::text, a.attname::text, c.confrelid::regclass::text
             from pg_constraint c
             join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
             where c.contype = 'f'",
        ),
    };
    let unique: Vec<(String, i64)> = match test.place {
        Place::File(_) => rows(
            test,
            "select m.name, count(*) from sqlite_master m join pragma_index_list(m.name) i
             where m.type = 'table' and i.\"unique\" = 1 group by m.name",
        ),
        Place::Server(_) => rows(
            test,
            "select t.relname::text, count(*) from pg_index i join pg_class t on t.oid = i.indrelid
             join pg_namespace n on n.oid = t.relnamespace
             where i.indisunique and n.nspname = 'public' group by t.relname",
        ),
    };
    let ours = |table: &str| {
        table.contains('_')
            && !table.starts_with("kernel_search")
            && !table.starts_with("refinery")
            && !table.starts_with("sqlite")
    };
    let mut shape: Vec<String> = columns
        .into_iter()
        .filter(|(table, ..)| ours(table))
        .map(|(table, column, null)| format!("{table}.{column} null={null}"))
        .chain(
            keys.into_iter()
                .filter(|(table, ..)| ours(table))
                .map(|(table, column, to)| format!("{table}.{column} -> {to}")),
        )
        .chain(
            unique
                .into_iter()
                // A key of one integer needs no index of its own in SQLite.
                .filter(|(table, _)| ours(table) && table != "kernel_audit")
                .map(|(table, n)| format!("{table} unique {n}")),
        )
        .collect();
    shape.sort();
    shape
}

#[test]
fn both_databases_have_the_same_tables_columns_and_keys() {
    let sqlite = shape(&crate::testing::sqlite());
    assert!(sqlite.len() > 200, "{}", sqlite.len());
    if let Some(postgres) = crate::testing::postgres() {
        pretty(&sqlite, &shape(&postgres));
    }
}

fn pretty(left: &[String], right: &[String]) {
    let only = |a: &[String], b: &[String]| -> Vec<String> {
        a.iter().filter(|x| !b.contains(x)).cloned().collect()
    };
    assert_eq!((only(left, right), only(right, left)), (vec![], vec![]));
}
