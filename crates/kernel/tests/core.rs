//! The core's own stories: audit, accounts, search, files, jobs.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use kernel::access::{Role, Scope};
use kernel::accounts::{self, Gate};
use kernel::ids::AccountId;
use kernel::search::{self, Query};
use kernel::testing::{NOON, act, act_by, on_both};
use kernel::{Actor, Fault, Language, audit, jobs, mail};
use serde_json::json;
use uuid::Uuid;

#[test]
fn a_changed_audit_log_is_found_out() {
    on_both(|test| {
        let id = AccountId(Uuid::from_u128(9));
        for n in 0..5 {
            test.space
                .change_now(act(), move |tx| audit::record(tx, "test.done", id, &json!({ "n": n })))
                .unwrap();
        }
        assert_eq!(test.space.read_now(audit::verify).unwrap(), None);
        let changed = test.space.change_now(act(), |tx| {
            tx.run("update kernel_audit set detail = $1 where seq = 3", &[&"{}"])
        });
        assert!(changed.is_err(), "the log let itself be changed");
        let removed = test.space.change_now(act(), |tx| tx.run("delete from kernel_audit", &[]));
        assert!(removed.is_err(), "the log let itself be emptied");
        // Someone with the database itself can put the guard aside; the chain tells.
        let guard = match test.space.dialect() {
            kernel::db::Dialect::Sqlite => "drop trigger kernel_audit_no_update",
            kernel::db::Dialect::Postgres => {
                "drop trigger kernel_audit_append_only on kernel_audit"
            }
        };
        test.space
            .change_now(act(), move |tx| {
                tx.run(guard, &[])?;
                tx.run("update kernel_audit set detail = $1 where seq = 3", &[&"{}"])
            })
            .unwrap();
        assert_eq!(test.space.read_now(audit::verify).unwrap(), Some(3));
    });
}

#[test]
fn a_link_opens_once_and_not_after_its_time() {
    on_both(|test| {
        let hour = jiff::SignedDuration::from_hours(1);
        let (id, link) = test
            .space
            .write_now(act(), move |tx| {
                let id = accounts::create(tx, " Mair@Example.org ", "Mair Pugh", Language::Cy)?;
                accounts::grant(tx, id, Role::Evaluator, Scope::Space)?;
                Ok::<_, accounts::NotAccount>((id, accounts::sign_in_link(tx, id, hour)?))
            })
            .unwrap()
            .unwrap();
        let late = act_by(Actor::Visitor, NOON + hour, 200);
        let open = |act, link: accounts::Token| {
            test.space.change_now(act, move |tx| accounts::open_link(tx, &link)).unwrap()
        };
        assert_eq!(open(late, link.clone()), None);
        assert_eq!(open(act(), link.clone()), Some(id));
        assert_eq!(open(act(), link), None);

        let token =
            test.space.change_now(act(), move |tx| accounts::start_session(tx, id)).unwrap();
        let at = |now, token: accounts::Token| {
            test.space.read_now(move |db| accounts::session_viewer(db, &token, now)).unwrap()
        };
        let (viewer, _) = at(NOON, token.clone()).unwrap();
        assert_eq!(viewer.roles, [(Role::Evaluator, Scope::Space)]);
        assert_eq!((viewer.name.as_str(), viewer.language), ("Mair Pugh", Language::Cy));
        assert!(at(NOON + jiff::SignedDuration::from_hours(12), token.clone()).is_none());
        test.space.change_now(act(), move |tx| accounts::end_sessions(tx, id)).unwrap();
        assert!(at(NOON, token).is_none());
    });
}

#[test]
fn too_many_attempts_must_wait() {
    on_both(|test| {
        let gate = Gate { name: "test", most: 3, within: jiff::SignedDuration::from_mins(10) };
        let tries = |now| {
            test.space
                .change_now(act_by(Actor::Visitor, now, 77), move |tx| {
                    accounts::attempt(tx, gate, "192.0.2.7")
                })
                .unwrap()
        };
        let seconds = jiff::SignedDuration::from_secs;
        let results: Vec<bool> = (0..5).map(|n| tries(NOON + seconds(n))).collect();
        assert_eq!(results, [true, true, true, false, false]);
        assert!(tries(NOON + seconds(601)));
    });
}

#[test]
fn a_network_counts_as_one_and_so_does_a_customer_and_the_site() {
    on_both(|test| {
        let within = jiff::SignedDuration::from_mins(10);
        let gate = Gate { name: "test", most: 3, within };
        let site = Gate { name: "test-site", most: 20, within };
        let taken = |seed: u8, address: fn(u32) -> String| {
            let work = move |tx: &mut kernel::Tx<'_>| {
                let mut taken = 0;
                for n in 0..60 {
                    taken += u32::from(accounts::attempt_from(tx, gate, site, &address(n))?);
                }
                Ok(taken)
            };
            test.space.change_now(act_by(Actor::Visitor, NOON, seed), work).unwrap()
        };
        assert_eq!(taken(1, |n| format!("2001:db8:1:2::{n:x}")), 3, "a /64 is one network");
        let customer = taken(2, |n| format!("2001:db8:1:{:x}::1", 3 + n));
        assert_eq!(customer, 9, "a /48 is one customer, who may try four times as often");
        let others = taken(3, |n| format!("198.51.{n}.1"));
        assert_eq!(others, 8, "and everybody together may not go on for ever");
    });
}

#[test]
fn an_attempt_that_succeeded_is_taken_back() {
    on_both(|test| {
        let within = jiff::SignedDuration::from_mins(10);
        let gate = Gate { name: "test", most: 2, within };
        let act = act_by(Actor::Visitor, NOON, 79);
        let counts = test.space.change_now(act, move |tx| {
            let mut counts = Vec::new();
            for _ in 0..2 {
                assert!(accounts::attempt(tx, gate, "192.0.2.7")?);
                accounts::forgive(tx, gate, "192.0.2.7")?;
                counts.push(accounts::attempts(tx, gate, "192.0.2.7", NOON)?);
            }
            assert!(accounts::attempt(tx, gate, "192.0.2.7")?);
            accounts::forgive(tx, gate, "192.0.2.8")?;
            counts.push(accounts::attempts(tx, gate, "192.0.2.7", NOON)?);
            Ok(counts)
        });
        assert_eq!(counts.unwrap(), [0, 0, 1]);
    });
}

#[test]
fn the_last_administrator_stays() {
    on_both(|test| {
        let refused = test
            .space
            .write_now(act(), |tx| {
                let id = accounts::create(tx, "a@example.org", "A", Language::En)?;
                accounts::grant(tx, id, Role::Administrator, Scope::Space)?;
                accounts::end(tx, id)
            })
            .unwrap();
        assert!(matches!(refused, Err(accounts::NotAccount::LastAdministrator)));
    });
}

#[test]
fn words_are_found_without_their_accents_and_gone_when_removed() {
    on_both(|test| {
        let ids = [1, 2].map(|n| AccountId(Uuid::from_u128(n)));
        test.space
            .change_now(act(), move |tx| {
                search::put(tx, ids[0], "Mae'r tŷ yn oer, a'r dŵr hefyd")?;
                search::put(tx, ids[1], "The house is cold 'or' & so | is the water:*")
            })
            .unwrap();
        let find = |typed: &str| -> Vec<AccountId> {
            let query = Query::new(typed);
            test.space
                .read_now(move |db| {
                    let m = search::matching::<AccountId>(db, &query, "x.id", 1);
                    let sql = format!(
                        "select x.id from (select id from kernel_search) x {}
                         where {} order by {}, x.id",
                        m.join, m.condition, m.rank
                    );
                    db.all(&sql, &[&m.value])
                })
                .unwrap()
        };
        assert_eq!(find("TY dwr"), [ids[0]]);
        assert_eq!(find("dŵ"), [ids[0]]);
        assert_eq!(find("house wat"), [ids[1]]);
        assert_eq!(find("house dŵr"), []);
        test.space.change_now(act(), move |tx| search::remove(tx, ids[0])).unwrap();
        assert_eq!(find("dŵr"), []);
    });
}

#[test]
fn work_is_put_off_for_longer_each_time_and_then_given_up() {
    on_both(|test| {
        let result: Result<Vec<i64>, Fault> = test.space.change_now(act(), |tx| {
            jobs::ask(tx, "test", &json!({}))?;
            mail::post(tx, "a@example.org", "s", "b")?;
            let far = NOON + jiff::SignedDuration::from_hours(10_000);
            let mut tries = Vec::new();
            while let Some(job) = jobs::due(tx, far, 1)?.first() {
                jobs::put_off(tx, job)?;
                tries.push(tx.only("select due_at from kernel_job", &[])?);
            }
            assert_eq!(mail::due(tx, far, 10)?.len(), 1);
            Ok(tries)
        });
        let tries = result.unwrap();
        assert_eq!(tries.len(), 12);
        assert!(tries.is_sorted());
    });
}
