//! Safeguarding leads: nobody becomes one past those who are.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use kernel::access::{Role, Scope};
use kernel::accounts;
use kernel::ids::{AccountId, ProgrammeId, Uuid};
use kernel::mail;
use kernel::testing::{NOON, TestSpace, on_both, sqlite};
use people::lead;
use web::testing::Site;

const SPACE: [(&str, &str); 2] = [("role", "safeguarding_lead"), ("scope", "space")];

fn account(test: &TestSpace, number: usize) -> AccountId {
    let email = format!("person{number}@example.org");
    let found = test.space.read_now(move |db| accounts::by_email(db, &email)).unwrap();
    found.expect("an account").id
}

fn is_lead(test: &TestSpace, id: AccountId) -> bool {
    let roles = test.space.read_now(move |db| accounts::roles(db, id)).unwrap();
    roles.iter().any(|(_, role, _)| *role == Role::SafeguardingLead)
}

/// Who was written to, and about what.
fn letters(test: &TestSpace) -> Vec<(String, String)> {
    let due = test.space.read_now(|db| mail::due(db, NOON, 50)).unwrap();
    due.into_iter().map(|letter| (letter.recipient, letter.subject)).collect()
}

fn audited(test: &TestSpace, action: &'static str) -> i64 {
    let count = move |db: &kernel::Db| {
        db.only("select count(*) from kernel_audit where action = $1", &[&action])
    };
    test.space.read_now(count).unwrap()
}

/// Where the first button goes.
fn button(page: &str) -> String {
    let actions = page.split("action=\"").skip(1).filter_map(|part| part.split('"').next());
    let mut actions = actions.filter(|action| action.contains("/leads/"));
    actions.next().expect("a form").to_owned()
}

#[test]
fn an_administrator_becomes_a_lead_only_when_a_lead_agrees() {
    on_both(|test| {
        let site = Site::on(test, people::routes());
        let mut administrator = site.signed_in(Role::Administrator, Scope::Space);
        let mut lead = site.signed_in(Role::SafeguardingLead, Scope::Space);
        let me = account(test, 0);
        for _ in 0..2 {
            let given = administrator.post(&format!("/en/desk/people/{me}/roles"), &SPACE);
            assert_eq!(given.status, 303, "{}", given.text);
        }
        assert!(!is_lead(test, me));
        let told = ("person1@example.org", "Somebody is put forward as a safeguarding lead");
        assert_eq!(letters(test), [(told.0.to_owned(), told.1.to_owned())]);
        let own = administrator.get(&format!("/en/desk/people/{me}"));
        assert!(
            own.text.contains("Put forward as a safeguarding lead (Everywhere)"),
            "{}",
            own.text
        );
        let page = lead.get("/en/desk/leads");
        assert!(page.text.contains("Person 0"), "{}", page.text);
        let way = button(&page.text);
        assert_eq!(administrator.get("/en/desk/leads").status, 404);
        assert_eq!(administrator.post(&way, &[("answer", "agree")]).status, 404);
        assert!(!is_lead(test, me));
        assert_eq!(lead.post(&way, &[("answer", "agree")]).location(), "/en/desk/leads");
        assert!(is_lead(test, me));
        let again = lead.post(&way, &[("answer", "refuse")]);
        assert_eq!(again.status, 422);
        assert!(again.text.contains("That was settled already."));
        assert!(lead.get("/cy/desg/arweinwyr").text.contains("Nid oes neb wedi’i gynnig"));
    });
}

#[test]
fn who_is_refused_stays_out_and_can_be_put_forward_again() {
    on_both(|test| {
        let site = Site::on(test, people::routes());
        let mut administrator = site.signed_in(Role::Administrator, Scope::Space);
        let mut lead = site.signed_in(Role::SafeguardingLead, Scope::Space);
        let invitation = [
            ("email", "dilys@example.org"),
            ("name", "Dilys"),
            ("language", "en"),
            ("role", "safeguarding_lead"),
            ("scope", "space"),
        ];
        assert_eq!(administrator.post("/en/desk/people", &invitation).status, 303);
        let find = |db: &kernel::Db| accounts::by_email(db, "dilys@example.org");
        let dilys = test.space.read_now(find).unwrap().unwrap().id;
        let way = button(&lead.get("/en/desk/leads").text);
        assert_eq!(lead.post(&way, &[("answer", "refuse")]).status, 303);
        assert!(!is_lead(test, dilys));
        administrator.post(&format!("/en/desk/people/{dilys}/roles"), &SPACE);
        assert!(lead.get("/en/desk/leads").text.contains("Dilys"));
    });
}

#[test]
fn where_there_is_none_the_first_is_appointed_and_the_log_says_so() {
    on_both(|test| {
        let site = Site::on(test, people::routes());
        let mut administrator = site.signed_in(Role::Administrator, Scope::Space);
        let me = account(test, 0);
        administrator.post(&format!("/en/desk/people/{me}/roles"), &SPACE);
        assert!(is_lead(test, me));
        assert_eq!((audited(test, "lead.first"), letters(test)), (1, vec![]));
    });
}

#[test]
fn a_lead_who_gives_roles_gives_this_one_and_the_others_are_told() {
    let test = sqlite();
    let site = Site::on(&test, people::routes());
    let both = [(Role::Administrator, Scope::Space), (Role::SafeguardingLead, Scope::Space)];
    let mut administrator = site.signed_in_with(&both);
    site.signed_in(Role::SafeguardingLead, Scope::Space);
    site.signed_in(Role::Reader, Scope::Space);
    let reader = account(&test, 2);
    administrator.post(&format!("/en/desk/people/{reader}/roles"), &SPACE);
    assert!(is_lead(&test, reader));
    let told = ("person1@example.org".to_owned(), "There is a new safeguarding lead".to_owned());
    assert_eq!(letters(&test), [told]);
}

#[test]
fn a_lead_whose_role_somebody_else_ends_is_told_and_so_are_the_others() {
    let test = sqlite();
    let site = Site::on(&test, people::routes());
    let mut administrator = site.signed_in(Role::Administrator, Scope::Space);
    site.signed_in(Role::SafeguardingLead, Scope::Space);
    site.signed_in(Role::SafeguardingLead, Scope::Space);
    let [one, other] = [1, 2].map(|number| account(&test, number));
    let roles = test.space.read_now(move |db| accounts::roles(db, one)).unwrap();
    let end = format!("/en/desk/people/{one}/roles/{}/closing", roles[0].0);
    assert_eq!(administrator.post(&end, &[]).status, 303);
    assert_eq!(administrator.post(&format!("/en/desk/people/{other}/closing"), &[]).status, 303);
    let subject = "Somebody is no safeguarding lead any more";
    let mut told: Vec<String> = letters(&test)
        .into_iter()
        .map(|(to, about)| {
            assert_eq!(about, subject);
            to
        })
        .collect();
    told.sort();
    assert_eq!(told, ["person1@example.org", "person2@example.org", "person2@example.org"]);
}

#[test]
fn only_leads_whose_scope_meets_it_are_asked() {
    let test = sqlite();
    let site = Site::on(&test, people::routes());
    let [here, there] = [1, 2].map(|n| Scope::Programme(ProgrammeId(Uuid::from_u128(n))));
    site.signed_in(Role::Administrator, Scope::Space);
    site.signed_in(Role::SafeguardingLead, here);
    let (administrator, lead) = (account(&test, 0), account(&test, 1));
    let give = |scope| {
        let mut act = kernel::testing::act();
        act.actor = kernel::Actor::Account(administrator);
        let give = move |tx: &mut kernel::Tx<'_>| {
            lead::give(tx, administrator, Role::SafeguardingLead, scope, "")
        };
        test.space.change_now(act, give).unwrap()
    };
    assert_eq!(give(there), lead::Given::Held);
    assert_eq!(give(here), lead::Given::Asked);
    assert_eq!(give(Scope::Space), lead::Given::Asked);
    let waiting = test.space.read_now(move |db| lead::waiting(db, lead)).unwrap();
    assert_eq!(waiting.len(), 2);
}
