//! Stories of the wall around safeguarding concerns.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod valley;

use kernel::access::{Role, Scope};
use kernel::testing::{NOON, on_both};
use valley::{valley, voice};
use web::testing::Site;

const ACCOUNT: &str = "She said the stairs frighten her: zwieback";

#[test]
fn a_concern_reaches_the_leads_and_nobody_else() {
    on_both(|test| {
        let valley = valley(test);
        let id = voice(test, valley, "I don’t go upstairs any more");
        let site = Site::on(test, listen::routes());
        let mut lead = site.signed_in(Role::SafeguardingLead, Scope::Community(valley.helyg));
        let mut elsewhere =
            site.signed_in(Role::SafeguardingLead, Scope::Community(valley.northfield));
        let mut worker = site.signed_in(Role::LocalWorker, Scope::Community(valley.helyg));
        let mut admin = site.signed_in(Role::Administrator, Scope::Space);
        let path = format!("/en/desk/voices/{id}/concerns");
        assert_eq!(worker.post(&path, &[("account", " ")]).status, 422);
        let sent = worker.post(&path, &[("account", ACCOUNT)]);
        assert_eq!(sent.status, 200);
        assert!(sent.text.contains("Your concern was sent") && !sent.text.contains("zwieback"));
        let list = lead.get("/en/desk/concerns");
        let concern = list.text.split("/en/desk/concerns/").nth(1).unwrap();
        let concern = format!("/en/desk/concerns/{}", concern.split('"').next().unwrap());
        assert!(lead.get(&concern).text.contains("zwieback"));
        for person in [&mut worker, &mut admin, &mut elsewhere] {
            assert_eq!(person.get(&concern).status, 404);
            assert_eq!(person.post(&concern, &[("outcome", "x")]).status, 404);
        }
        assert_eq!(worker.get("/en/desk/concerns").status, 404);
        assert_eq!(admin.get("/en/desk/concerns").status, 404);
        assert!(!elsewhere.get("/en/desk/concerns").text.contains("/en/desk/concerns/"));
        // Nothing of it is anywhere else.
        for page in [
            format!("/en/desk/voices/{id}"),
            "/en/desk/voices".into(),
            "/en/desk/voices?words=zwieback".into(),
            "/en/desk/voices/export".into(),
        ] {
            assert!(!admin.get(&page).text.contains("stairs frighten"), "{page}");
        }
        assert!(admin.get("/en/desk/voices?words=zwieback").text.contains("No voices here"));
        let entries = test.space.read_now(|db| kernel::audit::latest(db, None, 100)).unwrap();
        for entry in &entries {
            assert!(!entry.detail.contains("zwieback"));
            if entry.action.starts_with("concern") {
                assert_eq!(entry.detail, "{}", "not even which voice");
            }
        }
        assert!(entries.iter().any(|entry| entry.action == "concern.read"));
        let letters = test.space.read_now(|db| kernel::mail::due(db, NOON, 10)).unwrap();
        assert_eq!(letters.len(), 1, "the lead of that place, and no other");
        assert!(
            !letters[0].body.contains("zwieback") && !letters[0].body.contains(&id.to_string())
        );
        assert_eq!(lead.post(&concern, &[("outcome", "Rang her GP")]).status, 303);
        assert!(lead.get("/en/desk/concerns").text.contains("Closed"));
    });
}
