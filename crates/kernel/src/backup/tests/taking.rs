//! Taking an archive: of one moment, of everything, and never over another file.

use super::*;
use crate::backup::NotTaken;
use crate::testing::{on_both, postgres, sqlite};
use std::sync::atomic::{AtomicU32, Ordering};

#[test]
fn it_shows_one_moment_while_the_space_goes_on() {
    on_both(|test| {
        fill(test, "mair");
        test.space
            .change_now(act(), |tx| {
                (0..600).try_for_each(|n| {
                    accounts::create(tx, &format!("{n}@example.org"), "n", Language::En)
                        .map(drop)
                        .map_err(|_| crate::Fault::Missing)
                })
            })
            .unwrap();
        let path = test.folder().join("moment.edefyn");
        let (space, wrote) = (test.space.clone(), AtomicU32::new(0));
        // Accounts are being read; settings come after them.
        take(&test.space, &files(test), &path, false, NOON, move |step, _, _| {
            if step == Step::Rows && wrote.fetch_add(1, Ordering::Relaxed) == 0 {
                space.change_now(act(), |tx| settings::set(tx, "space-name", "later")).unwrap();
            }
        })
        .unwrap();
        let settings = &unpack(&path)["tables/kernel_setting.jsonl"];
        assert_eq!(String::from_utf8_lossy(settings), "[\"space-name\",\"mair\"]\n");
        let now = test.space.read_now(|db| settings::get(db, "space-name")).unwrap();
        assert_eq!(now.as_deref(), Some("later"));
    });
}

#[test]
fn a_file_that_is_replaced_meanwhile_makes_it_begin_again() {
    on_both(|test| {
        fill(test, "mair");
        let path = test.folder().join("moment.edefyn");
        let (other, changes) = (files(test), AtomicU32::new(0));
        // What a withdrawal does: the words go from the database and from a file.
        let space = test.space.clone();
        take(&test.space, &files(test), &path, false, NOON, move |step, done, _| {
            if step == Step::Files && done == 1 && changes.fetch_add(1, Ordering::Relaxed) == 0 {
                space.change_now(act(), |tx| settings::set(tx, "space-name", "gone")).unwrap();
                other.put("reports/one.pdf", b"without the words".to_vec()).unwrap();
            }
        })
        .unwrap();
        let parts = unpack(&path);
        assert_eq!(parts["files/reports/one.pdf"], b"without the words");
        assert!(String::from_utf8_lossy(&parts["tables/kernel_setting.jsonl"]).contains("gone"));

        let other = files(test);
        let never = test.folder().join("never.edefyn");
        let moving = take(&test.space, &files(test), &never, false, NOON, move |step, done, _| {
            if step == Step::Files && done == 1 {
                other.remove("reports/one.pdf").unwrap();
                other.put("reports/one.pdf", vec![1]).unwrap();
            }
        });
        assert!(matches!(moving, Err(NotTaken::Moving)), "{moving:?}");
        assert!(!never.exists());
    });
}

#[test]
fn it_appears_whole_for_its_owner_only_and_replaces_nothing_unasked() {
    let test = sqlite();
    fill(&test, "mair");
    let path = test.folder().join("kept/space.edefyn");
    std::fs::create_dir(path.parent().unwrap()).unwrap();
    std::fs::write(&path, b"precious").unwrap();
    let refused = take(&test.space, &files(&test), &path, false, NOON, quiet);
    assert!(matches!(refused, Err(NotTaken::Exists(_))));
    assert_eq!(std::fs::read(&path).unwrap(), b"precious");
    take(&test.space, &files(&test), &path, true, NOON, quiet).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
    // A file that comes while it is written is no less precious.
    std::fs::remove_file(&path).unwrap();
    let late = path.clone();
    let refused = take(&test.space, &files(&test), &path, false, NOON, move |step, _, _| {
        if step == Step::Seal {
            std::fs::write(&late, b"precious").unwrap();
        }
    });
    assert!(matches!(refused, Err(NotTaken::Exists(_))));
    assert_eq!(std::fs::read(&path).unwrap(), b"precious");
    let names: Vec<_> = std::fs::read_dir(path.parent().unwrap()).unwrap().collect();
    assert_eq!(names.len(), 1, "something was left: {names:?}");
}

#[test]
fn the_same_space_and_moment_give_the_same_bytes() {
    on_both(|test| {
        fill(test, "mair");
        let (one, other) = (take_to(test, "one.edefyn"), take_to(test, "other.edefyn"));
        assert_eq!(std::fs::read(one).unwrap(), std::fs::read(other).unwrap());
    });
}

#[test]
fn a_table_that_is_new_is_in_the_archive() {
    on_both(|test| {
        // As a migration would make it, here and in the program's own schema.
        let sql = match test.place {
            Place::File(_) => {
                "create table listen_recording (id blob primary key, played integer not null, gain real) strict"
            }
            Place::Server(_) => {
                "create table listen_recording (id uuid primary key, played boolean not null, gain double precision)"
            }
        };
        test.space
            .change_now(act(), move |tx| {
                tx.run(sql, &[])?;
                tx.insert(
                    "listen_recording",
                    &[("id", &Uuid::from_u128(1)), ("played", &true), ("gain", &-0.1_f64)],
                )
            })
            .unwrap();
        // A program that does not know it would lose it, and says so.
        let path = test.folder().join("new.edefyn");
        let stranger = take(&test.space, &files(test), &path, false, NOON, quiet);
        assert!(matches!(stranger, Err(NotTaken::Stranger(name)) if name == "listen_recording"));
        let ours = Db::scratch(None, schema_version()).unwrap();
        ours.batch("create table listen_recording (id blob primary key, played integer not null, gain real) strict").unwrap();
        let taking = Taking {
            files: files(test),
            ours: schema::of(&ours).unwrap(),
            before: BTreeMap::new(),
            now: NOON,
        };
        let out = File::create_new(&path).unwrap();
        test.space.read_now(move |db| Ok(taking.write(db, out, &mut quiet).unwrap())).unwrap();
        let rows = String::from_utf8(unpack(&path)["tables/listen_recording.jsonl"].clone());
        assert_eq!(rows.unwrap(), "[\"-0.1\",\"00000000000000000000000000000001\",1]\n");
    });
}

#[test]
fn both_databases_keep_the_same_tables_and_nothing_of_their_own() {
    let own = |db: &Db| schema::of(db);
    let ours = sqlite().space.read_now(own).unwrap();
    let names: Vec<&str> = ours.iter().map(|table| table.name.as_str()).collect();
    assert!(names.contains(&"listen_voice") && names.contains(&"kernel_search"), "{names:?}");
    assert!(names.iter().all(|name| !name.contains("search_words") && !name.contains("refinery")));
    if let Some(postgres) = postgres() {
        let theirs = postgres.space.read_now(own).unwrap();
        assert_eq!(schema::difference(&ours, &theirs), None);
        let queries = |tables: &[Table]| -> Vec<String> {
            let query = |table: &Table| table.query(crate::db::Dialect::Sqlite);
            tables.iter().map(query).collect()
        };
        // And in the same order.
        assert_eq!(queries(&ours), queries(&theirs));
    }
}

#[test]
fn no_table_is_ordered_by_all_its_columns() {
    // That would sort people's words instead of following an index.
    for table in sqlite().space.read_now(schema::of).unwrap() {
        assert!(!table.query(crate::db::Dialect::Sqlite).contains("nulls first"), "{table:?}");
    }
}

#[test]
fn rows_stand_in_the_order_of_their_bytes_whatever_the_server_speaks() {
    on_both(|test| {
        if let Place::Server(_) = test.place {
            let icu = "alter table kernel_setting alter name type text collate \"en-x-icu\"";
            if test.space.change_now(act(), move |tx| tx.run(icu, &[])).is_err() {
                return eprintln!("skipped: this server has no other order");
            }
        }
        test.space
            .change_now(act(), |tx| {
                ["é", "b", "B", "a", "\u{1F9F6}", "\u{FFFF}"]
                    .into_iter()
                    .try_for_each(|name| settings::set(tx, name, ""))
            })
            .unwrap();
        let parts = unpack(&take_to(test, "ordered.edefyn"));
        let text = String::from_utf8(parts["tables/kernel_setting.jsonl"].clone()).unwrap();
        let names: Vec<&str> = text.lines().filter_map(|line| line.split('"').nth(1)).collect();
        assert_eq!(names, ["B", "a", "b", "é", "\u{FFFF}", "\u{1F9F6}"]);
    });
}
