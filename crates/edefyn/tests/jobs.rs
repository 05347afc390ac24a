//! The page on which an administrator sees how the house's work stands.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use edefyn::jobs::routes;
use kernel::access::{Role, Scope};
use kernel::testing::{NOON, TestSpace, act, on_both};
use kernel::{Fault, jobs, mail};
use serde_json::json;
use web::testing::Site;

/// Work and a letter that were given up, and some of each that wait.
fn something_wrong(test: &TestSpace) {
    let made = test.space.change_now(act(), |tx| {
        jobs::ask(tx, "reprint", &json!({ "edition": 1 }))?;
        mail::letter("mair@example.org", "Siân's secret", "heronquill")
            .urgency(mail::Urgency::AtOnce)
            .post(tx)?;
        let job = jobs::due(tx, NOON, 1)?.pop().ok_or(Fault::Missing)?;
        let letter = mail::due(tx, NOON, 1)?.pop().ok_or(Fault::Missing)?;
        for attempts in 0..jobs::ATTEMPTS {
            jobs::put_off_because(tx, &jobs::Job { attempts, ..job.clone() }, "full")?;
            let letter = mail::Waiting { attempts, ..letter.clone() };
            mail::put_off_because(tx, &letter, "mail-refused")?;
        }
        jobs::ask(tx, "a-kind-without-words", &json!({}))?;
        mail::post(tx, "ann@example.org", "Siân's secret", "heronquill")?;
        mail::note_silence(tx, true)
    });
    made.unwrap();
}

#[test]
fn an_administrator_sees_what_failed_and_has_it_tried_again() {
    on_both(|test| {
        something_wrong(test);
        let site = Site::on(test, routes());
        let mut sian = site.signed_in(Role::Administrator, Scope::Space);
        let page = sian.get("/en/desk/jobs");
        assert_eq!(page.status, 200, "{}", page.text);
        for words in [
            "Print a report again",
            "The disk is full",
            "Letter: signing in or safeguarding",
            "The mail server refused it",
            "a-kind-without-words",
            "The mail server has not answered since",
        ] {
            assert!(page.text.contains(words), "{words}\n{}", page.text);
        }
        for words in ["mair@example.org", "ann@example.org", "secret", "heronquill"] {
            assert!(!page.text.contains(words), "{words}");
        }
        assert!(sian.get("/cy/desg/gwaith").text.contains("Argraffu adroddiad eto"));
        let buttons: Vec<&str> = page
            .text
            .split("action=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .filter(|path| path.ends_with("/retry"))
            .collect();
        assert_eq!(buttons.len(), 2, "{buttons:?}");
        for path in &buttons {
            assert_eq!(sian.post(path, &[]).location(), "/en/desk/jobs");
            assert_eq!(sian.post(path, &[]).status, 404);
        }
        let due = test
            .space
            .read_now(|db| Ok((jobs::due(db, NOON, 9)?.len(), mail::due(db, NOON, 9)?.len())));
        assert_eq!(due.unwrap(), (2, 2));
        assert!(sian.get("/en/desk/jobs").text.contains("Nothing went wrong."));
    });
}

#[test]
fn nobody_else_sees_the_work_or_moves_it() {
    on_both(|test| {
        something_wrong(test);
        let id = test.space.read_now(|db| jobs::failed(db, 1)).unwrap().remove(0).id;
        let site = Site::on(test, routes());
        for role in Role::ALL.iter().filter(|role| **role != Role::Administrator) {
            let mut viewer = site.signed_in(*role, Scope::Space);
            assert_eq!(viewer.get("/en/desk/jobs").status, 404, "{role}");
            let path = format!("/en/desk/jobs/{id}/retry");
            assert_eq!(viewer.post(&path, &[]).status, 404, "{role}");
        }
        assert_eq!(site.visitor().get("/en/desk/jobs").status, 303);
    });
}
