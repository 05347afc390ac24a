//! Putting a space back: empty or not, whole or not at all, within one database.

use super::*;
use crate::testing::{on_both, postgres, sqlite};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;

/// Runs `test` with two spaces of the same database.
fn on_both_twice(test: impl Fn(&TestSpace, &TestSpace)) {
    test(&sqlite(), &sqlite());
    match (postgres(), postgres()) {
        (Some(one), Some(other)) => test(&one, &other),
        _ => eprintln!("skipped on PostgreSQL: EDEFYN_TEST_POSTGRES is not set"),
    }
}

#[test]
fn an_empty_space_becomes_what_was_kept() {
    on_both_twice(|from, to| {
        fill(from, "mair");
        let path = take_to(from, "space.edefyn");
        let summary = restore(&path, to, false).unwrap();
        assert_eq!((summary.files, summary.audit_log_holds), (2, true));
        assert_eq!(held_before(to, 1), held(from));
        works(to, "mair bont");
    });
}

#[test]
fn a_space_in_use_is_left_alone_unless_it_is_to_be_replaced() {
    on_both_twice(|from, to| {
        fill(from, "mair");
        fill(to, "gwen");
        let path = take_to(from, "space.edefyn");
        let before = held(to);
        assert!(matches!(restore(&path, to, false), Err(NotRestored::NotEmpty)));
        assert_eq!(held(to), before);
        restore(&path, to, true).unwrap();
        assert_eq!(held_before(to, 1), held(from));
        assert_eq!(files(to).list().unwrap(), ["reports/mair.csv", "reports/one.pdf"]);
        works(to, "mair bont");
    });
}

#[test]
fn files_alone_make_a_space_that_is_not_empty() {
    on_both_twice(|from, to| {
        fill(from, "mair");
        files(to).put("reports/old.pdf", vec![1]).unwrap();
        let path = take_to(from, "space.edefyn");
        assert!(matches!(restore(&path, to, false), Err(NotRestored::NotEmpty)));
        assert_eq!(files(to).list().unwrap(), ["reports/old.pdf"]);
    });
}

#[test]
fn a_restore_that_breaks_off_leaves_the_old_space_whole() {
    on_both_twice(|from, to| {
        fill(from, "mair");
        // More than one step, on either database.
        from.space
            .change_now(act(), |tx| {
                (0..1_500).try_for_each(|n| {
                    settings::set(tx, &format!("long-{n}"), &"words ".repeat(1_000))
                })
            })
            .unwrap();
        fill(to, "gwen");
        let path = take_to(from, "space.edefyn");
        let before = held(to);
        let proven = proven(&path, to).unwrap();
        let broken = catch_unwind(AssertUnwindSafe(|| {
            proven.put_into(act(), &to.place, &files(to), true, |step, done, _| {
                assert!(step != Step::Loading || done == 0, "the light goes out");
            })
        }));
        assert!(!matches!(broken, Ok(Ok(_))), "nothing broke off");
        assert_eq!(held(to), before);
        restore(&path, to, true).unwrap();
        works(to, "mair bont");
    });
}

#[test]
fn a_file_that_finds_no_room_stops_it_before_the_database_changes() {
    on_both_twice(|from, to| {
        fill(from, "mair");
        fill(to, "gwen");
        let path = take_to(from, "space.edefyn");
        let before = held(to);
        let proven = proven(&path, to).unwrap();
        // Where files would wait there is a file, so that none can be written.
        let waiting = to.folder().join("files/.restoring");
        std::fs::write(&waiting, b"in the way").unwrap();
        let failed = proven.put_into(act(), &to.place, &files(to), true, quiet);
        assert!(matches!(failed, Err(NotRestored::Fault(_))), "{failed:?}");
        std::fs::remove_file(waiting).unwrap();
        assert_eq!(held(to), before);
    });
}

#[test]
fn what_an_interrupted_restore_left_is_cleared() {
    on_both_twice(|from, to| {
        fill(from, "mair");
        let path = take_to(from, "space.edefyn");
        std::fs::create_dir(to.folder().join(".restoring")).unwrap();
        std::fs::write(to.folder().join(".restoring/space.db"), b"half").unwrap();
        files(to).put(".restoring/reports/half.pdf", vec![1]).unwrap();
        restore(&path, to, false).unwrap();
        assert_eq!(files(to).list().unwrap(), ["reports/mair.csv", "reports/one.pdf"]);
        works(to, "mair bont");
    });
}

#[test]
fn two_restores_at_once_do_not_meet() {
    let (from, to) = (sqlite(), sqlite());
    fill(&from, "mair");
    let path = take_to(&from, "space.edefyn");
    let first = proven(&path, &to).unwrap();
    assert!(matches!(proven(&path, &to), Err(NotRestored::UnderWay)));
    drop(first);
    assert!(proven(&path, &to).is_ok());
}

#[test]
fn a_change_that_comes_in_between_is_seen_and_not_lost() {
    on_both_twice(|from, to| {
        fill(from, "mair");
        let path = take_to(from, "space.edefyn");
        let (space, proven) = (to.space.clone(), proven(&path, to).unwrap());
        // The first words of a new space, while files are already put beside.
        let restored =
            proven.put_into(act(), &to.place, &files(to), false, move |step, done, _| {
                if step == Step::Files && done == 1 {
                    space.change_now(act(), |tx| settings::set(tx, "space-name", "new")).unwrap();
                }
            });
        assert!(matches!(restored, Err(NotRestored::NotEmpty)));
        let name = to.space.read_now(|db| settings::get(db, "space-name")).unwrap();
        assert_eq!(name.as_deref(), Some("new"));
        assert!(files(to).list().unwrap().is_empty());
    });
}

#[test]
fn a_space_that_is_open_sees_the_restored_one() {
    on_both_twice(|from, to| {
        fill(from, "mair");
        fill(to, "gwen");
        let path = take_to(from, "space.edefyn");
        let name = |space: &Space| space.read_now(|db| settings::get(db, "space-name")).unwrap();
        assert_eq!(name(&to.space).as_deref(), Some("gwen"));
        // A reader in the middle of something keeps its view of before.
        let (space, (go, may_go)) = (to.space.clone(), mpsc::channel::<()>());
        let reading = match to.place {
            Place::File(_) => Some(std::thread::spawn(move || {
                space.read_now(move |db| {
                    let before = settings::get(db, "space-name")?;
                    may_go.recv().unwrap();
                    Ok((before, settings::get(db, "space-name")?))
                })
            })),
            // There the lock waits for readers instead.
            Place::Server(_) => None,
        };
        std::thread::sleep(std::time::Duration::from_millis(50));
        restore(&path, to, true).unwrap();
        let _ = go.send(());
        if let Some(reading) = reading {
            let gwen = Some("gwen".to_owned());
            assert_eq!(reading.join().unwrap().unwrap(), (gwen.clone(), gwen));
        }
        assert_eq!(name(&to.space).as_deref(), Some("mair"));
        to.space.change_now(act(), |tx| settings::set(tx, "space-name", "next")).unwrap();
        assert_eq!(name(&to.space).as_deref(), Some("next"));
    });
}

#[test]
fn an_older_archive_is_brought_up_to_date() {
    on_both(|to| {
        let older = schema_version() - 1;
        let db = Db::scratch(None, older).unwrap();
        db.batch("insert into kernel_setting values ('space-name', 'mair')").unwrap();
        let empty = sqlite();
        let taking = Taking {
            files: files(&empty),
            ours: schema::of(&db).unwrap(),
            before: BTreeMap::new(),
            now: NOON,
        };
        let path = empty.folder().join("older.edefyn");
        let out = File::create_new(&path).unwrap();
        let mut manifest = taking.write(&db, out, &mut quiet).unwrap().unwrap();
        manifest.schema = older;
        let mut parts = unpack(&path);
        parts.insert("manifest.json".into(), serde_json::to_vec(&manifest).unwrap());
        pack(&parts, &path);
        restore(&path, to, false).unwrap();
        let name = to.space.read_now(|db| settings::get(db, "space-name")).unwrap();
        assert_eq!(name.as_deref(), Some("mair"));
        let space = Space::open(&to.place).unwrap();
        let newest = space.read_now(schema::of).unwrap();
        let ours = schema::of(&Db::scratch(None, schema_version()).unwrap()).unwrap();
        assert_eq!(schema::difference(&ours, &newest), None);
    });
}

#[test]
fn a_log_that_was_broken_before_stays_so_and_is_told() {
    on_both_twice(|from, to| {
        fill(from, "mair");
        let guard = match from.place {
            Place::File(_) => "drop trigger kernel_audit_no_update",
            Place::Server(_) => "drop trigger kernel_audit_append_only on kernel_audit",
        };
        from.space
            .change_now(act(), move |tx| {
                tx.run(guard, &[])?;
                tx.run("update kernel_audit set detail = '{}' where seq = 2", &[])
            })
            .unwrap();
        let path = take_to(from, "space.edefyn");
        assert!(!restore(&path, to, false).unwrap().audit_log_holds);
        let space = Space::open(&to.place).unwrap();
        assert_eq!(space.read_now(audit::verify).unwrap(), Some(2));
    });
}
