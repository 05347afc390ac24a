//! Work and letters: done by one program at a time, tried again, scheduled, and never lost.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use kernel::db::Space;
use kernel::files::Files;
use kernel::ids::Uuid;
use kernel::jobs::{self, Every, Job, Kinds, Working};
use kernel::mail::{self, Post, Urgency};
use kernel::testing::{NOON, act, act_by, on_both};
use kernel::{Actor, Fault, Timestamp};
use serde_json::json;
use std::collections::BTreeSet;

fn at(now: Timestamp) -> kernel::Act {
    let mut act = act();
    act.now = now;
    act
}

fn after(minutes: i64) -> Timestamp {
    NOON + jiff::SignedDuration::from_mins(minutes)
}

fn worker(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

#[test]
fn two_programs_never_take_up_the_same_work_or_letter() {
    on_both(|test| {
        test.space
            .change_now(act(), |tx| {
                for n in 0..60 {
                    jobs::ask(tx, "count", &json!({ "n": n }))?;
                    mail::post(tx, &format!("p{n}@example.org"), "s", "b")?;
                }
                Ok(())
            })
            .unwrap();
        let second = Space::open(&test.place).unwrap();
        let take = |space: Space, me: u128| {
            std::thread::spawn(move || {
                let mut taken = (Vec::new(), Vec::new());
                loop {
                    let job =
                        space.change_now(act(), move |tx| jobs::claim(tx, worker(me))).unwrap();
                    let letter =
                        space.change_now(act(), move |tx| mail::claim(tx, worker(me))).unwrap();
                    if job.is_none() && letter.is_none() {
                        return taken;
                    }
                    taken.0.extend(job.map(|job| job.payload));
                    taken.1.extend(letter.map(|letter| letter.recipient));
                }
            })
        };
        let threads = [take(test.space.clone(), 1), take(second, 2)];
        let all = threads.map(|thread| thread.join().unwrap());
        let jobs: Vec<&String> = all.iter().flat_map(|taken| &taken.0).collect();
        let letters: Vec<&String> = all.iter().flat_map(|taken| &taken.1).collect();
        let once: (BTreeSet<_>, BTreeSet<_>) =
            (jobs.iter().copied().collect(), letters.iter().copied().collect());
        assert_eq!((jobs.len(), letters.len()), (60, 60));
        assert_eq!((once.0.len(), once.1.len()), (60, 60));
    });
}

#[test]
fn what_a_program_that_died_had_taken_up_is_taken_up_again_after_a_while() {
    on_both(|test| {
        test.space
            .change_now(act(), |tx| {
                jobs::ask(tx, "count", &json!({}))?;
                mail::post(tx, "a@example.org", "s", "b")
            })
            .unwrap();
        let taken = |minutes: i64, me: u128| {
            test.space
                .change_now(at(after(minutes)), move |tx| {
                    let job = jobs::claim(tx, worker(me))?.is_some();
                    Ok((job, mail::claim(tx, worker(me))?.is_some()))
                })
                .unwrap()
        };
        assert_eq!(taken(0, 1), (true, true));
        assert_eq!(taken(4, 2), (false, false));
        assert_eq!(taken(5, 2), (false, true));
        assert_eq!(taken(15, 2), (true, true));
    });
}

#[test]
fn failed_work_is_shown_with_its_reason_and_tried_again_when_asked() {
    on_both(|test| {
        test.space.change_now(act(), |tx| jobs::ask(tx, "print", &json!({ "n": 1 }))).unwrap();
        let mut now = NOON;
        for _ in 0..jobs::ATTEMPTS {
            now += jiff::SignedDuration::from_hours(24);
            test.space
                .change_now(at(now), |tx| {
                    let job = jobs::claim(tx, worker(1))?.ok_or(Fault::Missing)?;
                    jobs::put_off_because(tx, &job, Fault::Panicked.reason())
                })
                .unwrap();
        }
        let failed = test.space.read_now(|db| jobs::failed(db, 9)).unwrap();
        let [one] = failed.as_slice() else { panic!("{failed:?}") };
        assert_eq!(
            (one.kind.as_str(), one.attempts, one.tried_at, one.reason.as_deref(), one.failed_at),
            ("print", jobs::ATTEMPTS, Some(now), Some("panicked"), Some(now))
        );
        let id = one.id;
        let (none, again, due) = test
            .space
            .change_now(at(now), move |tx| {
                let none = jobs::claim(tx, worker(1))?;
                let again = jobs::try_again(tx, id)?;
                Ok((none, again, jobs::claim(tx, worker(1))?))
            })
            .unwrap();
        assert_eq!((none, again, due.map(|job| job.id)), (None, true, Some(id)));
        // What was done is not tried again.
        let after = test.space.change_now(at(now), move |tx| {
            jobs::done(tx, id)?;
            jobs::try_again(tx, id)
        });
        assert!(!after.unwrap());
    });
}

#[test]
fn nightly_work_is_asked_for_once_each_night_whoever_is_first() {
    on_both(|test| {
        let nightly = [("sweep", Every::Night(jiff::civil::time(2, 0, 0, 0)))];
        let second = Space::open(&test.place).unwrap();
        let waiting = |now: Timestamp| {
            for space in [&test.space, &second] {
                space.change_now(at(now), move |tx| jobs::schedule(tx, &nightly)).unwrap();
            }
            let due = test.space.read_now(move |db| jobs::due(db, now, 9)).unwrap();
            due.len()
        };
        // At noon it is put down for the night; at one it is not time, at two it is.
        assert_eq!(waiting(NOON), 0);
        assert_eq!(waiting(after(13 * 60)), 0);
        assert_eq!(waiting(after(14 * 60)), 1);
        // While it still waits it is not asked for again.
        assert_eq!(waiting(after(38 * 60)), 1);
        test.space
            .change_now(at(after(39 * 60)), |tx| {
                let job = jobs::claim(tx, worker(1))?.ok_or(Fault::Missing)?;
                jobs::done(tx, job.id)
            })
            .unwrap();
        assert_eq!(waiting(after(40 * 60)), 0);
        assert_eq!(waiting(after(62 * 60)), 1);
    });
}

#[test]
fn a_night_is_told_by_the_clocks_of_the_place() {
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let two = Every::Night(jiff::civil::time(2, 0, 0, 0));
    let half = Every::Night(jiff::civil::time(1, 30, 0, 0));
    for (every, now, next) in [
        (two, "2026-07-01T00:00:00Z", "2026-07-01T01:00:00Z"),
        (two, "2026-07-01T01:00:00Z", "2026-07-02T01:00:00Z"),
        (two, "2026-12-31T23:00:00Z", "2027-01-01T02:00:00Z"),
        // The clocks go forward at one: half past one is left out, and comes as half past two.
        (half, "2026-03-29T00:00:00Z", "2026-03-29T01:30:00Z"),
        // They go back at two: the first half past one counts, and the next is a day later.
        (half, "2026-10-25T00:00:00Z", "2026-10-25T00:30:00Z"),
        (half, "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"),
    ] {
        assert_eq!(every.next(at(now)), at(next), "{now}");
    }
}

#[test]
fn rooms_declare_their_work_and_what_goes_wrong_in_it_is_told() {
    on_both(|test| {
        let kinds = Kinds::of_the_house()
            .job("well", |working, job| {
                let name = job.kind.clone();
                let act = working.act.clone();
                working.space.change_now(act, move |tx| kernel::settings::set(tx, &name, "done"))
            })
            .and(Kinds::new().job("ill", |_, _| panic!("on purpose")));
        let working = Working {
            space: test.space.clone(),
            files: Files::in_folder(test.folder()).unwrap(),
            base: "http://site.test".into(),
            act: act_by(Actor::House, NOON, 7),
        };
        let work = |kind: &str| {
            let job =
                Job { id: worker(1).into(), kind: kind.into(), payload: "{}".into(), attempts: 0 };
            kinds.work(&working, &job).map_err(|fault| fault.reason())
        };
        assert_eq!(
            [work("well"), work("ill"), work("strange"), work(jobs::EMPTY_LOG)],
            [Ok(()), Err("panicked"), Err("unknown"), Ok(())]
        );
        let kept = test.space.read_now(|db| kernel::settings::get(db, "well")).unwrap();
        assert_eq!(kept.as_deref(), Some("done"));
    });
}

#[test]
fn a_letter_with_which_somebody_signs_in_goes_before_notices() {
    on_both(|test| {
        let sent: Vec<String> = test
            .space
            .change_now(act(), |tx| {
                for n in 0..20 {
                    mail::letter(&format!("n{n}@example.org"), "s", "b")
                        .urgency(Urgency::Notice)
                        .post(tx)?;
                }
                let mut sent = Vec::new();
                for n in 0..3 {
                    sent.extend(mail::claim(tx, worker(1))?);
                    mail::post(tx, &format!("asked{n}@example.org"), "s", "b")?;
                    mail::letter(&format!("in{n}@example.org"), "s", "b")
                        .urgency(Urgency::AtOnce)
                        .post(tx)?;
                }
                for _ in 0..4 {
                    sent.extend(mail::claim(tx, worker(1))?);
                }
                Ok(sent.into_iter().map(|letter| letter.recipient).collect())
            })
            .unwrap();
        let notices = sent.iter().filter(|one| one.starts_with('n')).count();
        assert_eq!(notices, 1);
        assert_eq!(sent[1..4], ["in0@example.org", "in1@example.org", "in2@example.org"]);
        assert!(sent[4..].iter().all(|one| one.starts_with("asked")));
    });
}

#[test]
fn a_letter_carries_what_mail_programs_need() {
    let folder = tempfile::tempdir().unwrap();
    let post = Post::folder(folder.path().to_owned(), "Mair's house <house@edefyn.example>")
        .unwrap()
        .returned_to("returns@edefyn.example")
        .unwrap();
    let letter = |ending: Option<&str>| mail::Waiting {
        id: worker(42),
        recipient: "siân@example.org".replace('â', "a"),
        subject: "Beth ddigwyddodd – news".into(),
        body: "Diolch.\n".into(),
        ending: ending.map(str::to_owned),
        attempts: 0,
    };
    let sent = |letter: &mail::Waiting| {
        post.send(letter, NOON).unwrap();
        let mut found: Vec<_> = std::fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "eml"))
            .collect();
        let path = found.pop().unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::remove_file(path).unwrap();
        // Long headers are folded.
        text.replace("\r\n ", " ")
    };
    let notice = sent(&letter(Some("https://edefyn.example/subscription/ending?token=t0ken")));
    for line in [
        "Message-ID: <00000000-0000-0000-0000-00000000002a@edefyn.example>\r\n",
        "Date: Sun, 22 Nov 2026 12:00:00 +0000\r\n",
        "Auto-Submitted: auto-generated\r\n",
        "List-Unsubscribe: <https://edefyn.example/subscription/ending?token=t0ken>\r\n",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
    ] {
        assert!(notice.contains(line), "{line}{notice}");
    }
    let plain = sent(&letter(None));
    assert!(plain.contains("Auto-Submitted") && !plain.contains("List-Unsubscribe"));
}
