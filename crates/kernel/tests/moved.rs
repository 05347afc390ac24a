//! What a kept page rests on: told by its own queries, dated by every program's changes.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use kernel::db::{RestsOn, Space};
use kernel::testing::{act, on_both};
use kernel::{Db, Fault, Language, accounts, audit, settings};

kernel::refusal! {
    /// A refusal for tests.
    pub enum NotDone {
        /// Because the test says so.
        Because => "fault",
    }
}

/// What a page with these queries rests on.
fn page(space: &Space, queries: &'static [&'static str]) -> Option<RestsOn> {
    space
        .read_now(move |db| {
            let stamps = db.stamps()?;
            let make = || queries.iter().try_for_each(|sql| db.all::<i64>(sql, &[]).map(drop));
            Ok(db.taking_down(&stamps, make)?.1)
        })
        .unwrap()
}

fn holds(space: &Space, page: &RestsOn) -> bool {
    let page = page.clone();
    space.read_now(move |db: &Db| Ok(page.holds(&db.stamps()?))).unwrap()
}

const ACCOUNTS: &[&str] = &["select count(*) from kernel_account a join kernel_role on true"];

#[test]
fn a_page_holds_until_something_that_it_rests_on_changes_in_whichever_program() {
    on_both(|test| {
        let second = Space::open(&test.place).unwrap();
        let one = page(&test.space, ACCOUNTS).unwrap();
        assert_eq!(
            one.kinds().collect::<Vec<_>>(),
            ["kernel_account", "kernel_role", "everything"]
        );
        // A setting, an attempt to sign in and an audit entry are something else.
        second
            .change_now(act(), |tx| {
                settings::set(tx, "space-name-en", "Cwm Helyg")?;
                let gate = accounts::Gate {
                    name: "test",
                    most: 3,
                    within: jiff::SignedDuration::from_mins(1),
                };
                accounts::attempt(tx, gate, "192.0.2.7")?;
                audit::record(tx, "test", kernel::ids::AccountId(Default::default()), &())
            })
            .unwrap();
        assert!(holds(&test.space, &one));
        // What was refused has changed nothing.
        let refused = second.write_now(act(), |tx| {
            accounts::create(tx, "a@example.org", "A", Language::En)
                .map_err(|_| NotDone::Because)?;
            Err::<(), _>(NotDone::Because)
        });
        assert!(matches!(refused, Ok(Err(NotDone::Because))));
        assert!(holds(&test.space, &one));
        second
            .write_now(act(), |tx| accounts::create(tx, "b@example.org", "B", Language::En))
            .unwrap()
            .unwrap();
        assert!(!holds(&test.space, &one));
        let again = page(&test.space, ACCOUNTS).unwrap();
        assert!(holds(&test.space, &again));
        second
            .write_now(act(), |tx| accounts::create(tx, "c@example.org", "C", Language::En))
            .unwrap()
            .unwrap();
        assert!(!holds(&test.space, &again));
    });
}

#[test]
fn a_view_stands_for_the_tables_under_it_and_what_changes_all_the_time_is_never_kept() {
    on_both(|test| {
        let view = page(&test.space, &["select count(*) from sense_voice"]).unwrap();
        assert!(view.kinds().any(|kind| kind == "listen_voice"), "{view:?}");
        assert_eq!(page(&test.space, &["select count(*) from kernel_session"]), None);
    });
}

#[test]
fn changes_that_are_kept_together_stamp_only_what_the_kept_ones_wrote() {
    on_both(|test| {
        let (go, may_go) = std::sync::mpsc::channel::<()>();
        let other = test.space.clone();
        let first = std::thread::spawn(move || {
            other.change_now(act(), move |_| {
                may_go.recv().unwrap();
                Ok(())
            })
        });
        let accounts = page(&test.space, ACCOUNTS).unwrap();
        let settings = page(&test.space, &["select count(*) from kernel_setting"]).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let space = &test.space;
        runtime.block_on(async {
            let kept = space.change(act(), |tx| settings::set(tx, "kept", "1"));
            let refused = space.write(act(), |tx| {
                accounts::create(tx, "a@example.org", "A", Language::En)
                    .map_err(|_| NotDone::Because)?;
                Err::<(), _>(NotDone::Because)
            });
            let sent = async {
                tokio::task::yield_now().await;
                go.send(()).unwrap();
            };
            let (kept, refused, ()) = tokio::join!(kept, refused, sent);
            kept.unwrap();
            assert!(matches!(refused, Ok(Err(NotDone::Because))));
        });
        first.join().unwrap().unwrap();
        assert!(holds(space, &accounts) && !holds(space, &settings));
    });
}

/// The end of the log, and rows under one entry.
#[test]
fn a_log_whose_end_was_cut_off_is_found_out_by_where_it_ended() {
    on_both(|test| {
        let record = |n: i64| {
            let subject = kernel::ids::AccountId(kernel::ids::Uuid::from_u128(7));
            test.space
                .change_now(act(), move |tx| {
                    audit::record(tx, "test", subject, &serde_json::json!({ "n": n }))
                })
                .unwrap();
        };
        (1..=5).for_each(record);
        let end = test.space.read_now(audit::end).unwrap().unwrap();
        assert_eq!((end.seq, end.to_string().parse::<audit::Anchor>().unwrap()), (5, end));
        let check = || {
            let holds =
                move |db: &Db| Ok::<_, Fault>((audit::verify(db)?, audit::holds(db, &end)?));
            test.space.read_now(holds).unwrap()
        };
        assert_eq!(check(), (None, true));
        record(6);
        assert_eq!(check(), (None, true));
        // Somebody with the database's own tools cuts the end off, and writes another.
        let cut: &[&str] = match test.space.dialect() {
            kernel::db::Dialect::Sqlite => &["drop trigger kernel_audit_no_delete"],
            kernel::db::Dialect::Postgres => &["alter table kernel_audit disable trigger all"],
        };
        test.space
            .change_now(act(), move |tx| {
                cut.iter().try_for_each(|sql| tx.run(sql, &[]).map(drop))?;
                tx.run("delete from kernel_audit where seq > 3", &[]).map(drop)
            })
            .unwrap();
        assert_eq!(check(), (None, false));
        (7..=9).for_each(record);
        assert_eq!(check(), (None, false));
        for wrong in ["", "5", "5:", ":5", "x:00", &format!("5:{}", "0".repeat(63))] {
            assert!(wrong.parse::<audit::Anchor>().is_err(), "{wrong}");
        }
    });
}

#[test]
fn one_entry_vouches_for_many_rows_and_for_their_order() {
    on_both(|test| {
        let rows = |all: &[&str]| {
            let mut rows = audit::Rows::new();
            all.iter().for_each(|row| rows.add(&[row.as_bytes()]));
            rows
        };
        let subject = kernel::ids::AccountId(kernel::ids::Uuid::from_u128(7));
        let three = rows(&["a", "b", "c"]);
        let detail = serde_json::json!({ "read": 9 });
        let kept = three.clone();
        test.space
            .change_now(act(), move |tx| {
                audit::record_rows(tx, "votes.cast", subject, &kept, &detail)
            })
            .unwrap();
        let entries = test.space.read_now(move |db| audit::of(db, subject)).unwrap();
        let detail: serde_json::Value = serde_json::from_str(&entries[0].detail).unwrap();
        assert_eq!(detail, serde_json::json!({ "read": 9, "rows": 3, "digest": three.digest() }));
        for other in [&["a", "c", "b"][..], &["a", "b"], &["a", "b", "c", "d"], &["ab", "c"]] {
            assert_ne!(rows(other).digest(), three.digest());
        }
        let bare = test.space.change_now(act(), move |tx| {
            audit::record_rows(tx, "votes.cast", subject, &audit::Rows::new(), &7)
        });
        assert!(matches!(bare, Err(Fault::Other(_))));
    });
}
