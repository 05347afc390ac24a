//! People, roles, invitations, the access page and the audit log, on both databases.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use kernel::access::{Role, Scope, Verb};
use kernel::accounts;
use kernel::ids::{AccountId, CommunityId, ProgrammeId};
use kernel::testing::{NOON, TestSpace, act, on_both};
use kernel::{Both, Language, mail};
use places::{community, programme};
use web::testing::Site;

struct Valley {
    programme: ProgrammeId,
    helyg: CommunityId,
    wennol: CommunityId,
}

fn valley(test: &TestSpace) -> Valley {
    let written = test.space.write_now(act(), |tx| {
        let draft = |name: &str| programme::Draft {
            name: Both::new(name, ""),
            ..programme::Draft::default()
        };
        let programme = programme::create(tx, &draft("Ten Communities")).expect("a programme");
        let other = programme::create(tx, &draft("Elsewhere")).expect("a programme");
        let place = |programme: ProgrammeId, name: &str| community::Draft {
            programme,
            name: Both::new(name, ""),
            nation: community::Nation::Wales,
            joined_on: "2026-04-01".parse().expect("a day"),
        };
        let helyg = community::create(tx, &place(programme, "Cwm Helyg"))?;
        let wennol = community::create(tx, &place(other, "Aberwennol"))?;
        Ok::<_, community::NotCommunity>(Valley { programme, helyg, wennol })
    });
    written.expect("no fault").expect("no refusal")
}

fn account(test: &TestSpace, email: &'static str) -> Option<AccountId> {
    let found = test.space.read_now(move |db| accounts::by_email(db, email)).unwrap();
    found.map(|account| account.id)
}

fn roles(test: &TestSpace, id: AccountId) -> Vec<(Role, Scope)> {
    let held = test.space.read_now(move |db| accounts::roles(db, id)).unwrap();
    held.into_iter().map(|(_, role, scope)| (role, scope)).collect()
}

/// Where the first form goes that ends something.
fn first_end(shown: &str) -> String {
    let actions = shown.split("action=\"").skip(1).filter_map(|part| part.split('"').next());
    actions.into_iter().find(|action| action.ends_with("/closing")).expect("a form").to_owned()
}

fn invitation(scope: &str) -> [(&'static str, String); 5] {
    [
        ("email", "dilys@example.org".into()),
        ("name", "Dilys".into()),
        ("language", "cy".into()),
        ("role", "local_worker".into()),
        ("scope", scope.into()),
    ]
}

fn fields<'a>(form: &'a [(&'static str, String)]) -> Vec<(&'static str, &'a str)> {
    form.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

#[test]
fn somebody_is_invited_and_comes_in_by_the_letter() {
    on_both(|test| {
        let valley = valley(test);
        let site = Site::on(test, people::routes());
        let mut sian = site.signed_in(Role::Administrator, Scope::Space);
        let form = invitation(&format!("community/{}", valley.helyg));
        let sent = sian.post("/en/desk/people", &fields(&form));
        assert_eq!(sent.location(), "/en/desk/people?invited=yes", "{}", sent.text);
        let listed = sian.get(sent.location()).text;
        assert!(listed.contains("Dilys") && listed.contains("local worker: Cwm Helyg"), "{listed}");
        let dilys = account(test, "dilys@example.org").unwrap();
        assert_eq!(roles(test, dilys), [(Role::LocalWorker, Scope::Community(valley.helyg))]);

        let letter = test.space.read_now(|db| mail::due(db, NOON, 9)).unwrap().remove(0);
        assert!(letter.body.contains("gweithiwr lleol"), "{}", letter.body);
        let at = letter.body.find("/cy/mewngofnodi/").unwrap();
        let link = letter.body[at..].split_whitespace().next().unwrap().to_owned();
        site.set_time(NOON + jiff::SignedDuration::from_hours(6 * 24));
        let mut dilys = site.visitor();
        assert_eq!(dilys.post(&link, &[]).location(), "/cy/desg");
    });
}

#[test]
fn an_invitation_that_is_wrong_comes_back_and_does_nothing() {
    on_both(|test| {
        let site = Site::on(test, people::routes());
        let mut sian = site.signed_in(Role::Administrator, Scope::Space);
        for (field, value, reason) in [
            ("email", "dilys", "Enter an e-mail address"),
            ("name", " ", "Enter a name"),
            ("role", "", "Choose a role"),
            ("role", "emperor", "Choose a role"),
            ("scope", "", "Choose where"),
            ("scope", "community/00000000-0000-7000-8000-000000000000", "Choose where"),
        ] {
            let mut form = invitation("space");
            form.iter_mut().find(|(name, _)| *name == field).unwrap().1 = value.into();
            let answer = sian.post("/en/desk/people", &fields(&form));
            assert_eq!(answer.status, 422, "{field}");
            assert!(answer.text.contains(reason), "{reason}: {}", answer.text);
        }
        assert!(account(test, "dilys@example.org").is_none());
        assert_eq!(sian.post_bare("/en/desk/people", &fields(&invitation("space"))).status, 403);
        assert!(account(test, "dilys@example.org").is_none());
    });
}

#[test]
fn inviting_again_gives_another_link_and_a_closed_account_stays_closed() {
    on_both(|test| {
        let invite = |role: Role| {
            test.space
                .write_now(act(), move |tx| {
                    people::invite(tx, "dilys@example.org", "Dilys", role, Scope::Space)
                })
                .unwrap()
        };
        let (first, one) = invite(Role::Reader).unwrap();
        let (second, other) = invite(Role::Evaluator).unwrap();
        assert_eq!(first, second);
        assert!(one.reveal() != other.reveal());
        assert_eq!(roles(test, first).len(), 2);
        test.space.write_now(act(), move |tx| accounts::end(tx, first)).unwrap().unwrap();
        let refused = invite(Role::Reader);
        assert!(matches!(refused, Err(people::invitation::NotInvited::Closed)));
    });
}

#[test]
fn a_role_is_given_and_ended() {
    on_both(|test| {
        let valley = valley(test);
        let site = Site::on(test, people::routes());
        let mut sian = site.signed_in(Role::Administrator, Scope::Space);
        sian.post("/en/desk/people", &fields(&invitation("space")));
        let dilys = account(test, "dilys@example.org").unwrap();
        let home = format!("/en/desk/people/{dilys}");
        let scope = format!("programme/{}", valley.programme);
        let form = [("role", "evaluator"), ("scope", scope.as_str())];
        let given = sian.post(&format!("{home}/roles"), &form);
        assert_eq!(given.location(), home);
        assert_eq!(roles(test, dilys).len(), 2);
        let shown = sian.get(&home).text;
        let end = first_end(&shown);
        assert_eq!(sian.post_bare(&end, &[]).status, 403);
        assert_eq!(roles(test, dilys).len(), 2);
        assert_eq!(sian.post(&end, &[]).status, 303);
        assert_eq!(roles(test, dilys).len(), 1);
        assert_eq!(sian.post(&end, &[]).status, 404, "a role ends once");
        let refused = sian.post(&format!("{home}/roles"), &[("role", "reader")]);
        assert_eq!(refused.status, 422);
        assert!(refused.text.contains("Choose where"), "{}", refused.text);
    });
}

#[test]
fn the_last_administrator_stays() {
    on_both(|test| {
        let site = Site::on(test, people::routes());
        let mut sian = site.signed_in(Role::Administrator, Scope::Space);
        let id = account(test, "person0@example.org").unwrap();
        let shown = sian.get(&format!("/en/desk/people/{id}")).text;
        let answer = sian.post(&first_end(&shown), &[]);
        assert_eq!(answer.status, 422);
        assert!(answer.text.contains("last administrator"), "{}", answer.text);
        let answer = sian.post(&format!("/en/desk/people/{id}/closing"), &[]);
        assert_eq!(answer.status, 422);
        assert_eq!(roles(test, id), [(Role::Administrator, Scope::Space)]);
        assert_eq!(sian.get("/en/account").status, 200);
    });
}

#[test]
fn a_closed_account_is_out_at_once() {
    on_both(|test| {
        let site = Site::on(test, people::routes());
        let mut sian = site.signed_in(Role::Administrator, Scope::Space);
        let mut gwen = site.signed_in(Role::Reader, Scope::Space);
        let id = account(test, "person1@example.org").unwrap();
        let closing = format!("/en/desk/people/{id}/closing");
        assert!(sian.get(&closing).text.contains("They can no longer sign in"));
        assert_eq!(gwen.get("/en/account").status, 200);
        assert_eq!(sian.post(&closing, &[]).location(), "/en/desk/people");
        assert_eq!(gwen.get("/en/account").status, 303);
        assert!(!sian.get("/en/desk/people").text.contains("Person 1"));
    });
}

#[test]
fn every_role_gets_what_the_policies_give_and_otherwise_not_found() {
    on_both(|test| {
        let valley = valley(test);
        let site = Site::on(test, people::routes());
        let mut sian = site.signed_in(Role::Administrator, Scope::Space);
        sian.post("/en/desk/people", &fields(&invitation("space")));
        let dilys = account(test, "dilys@example.org").unwrap();
        let home = format!("/en/desk/people/{dilys}");
        let community = format!("/en/desk/communities/{}", valley.helyg);
        let pages = [
            ("/en/desk/people".to_owned(), Verb::ReadAccess),
            (home.clone(), Verb::ReadAccess),
            ("/en/desk/access".to_owned(), Verb::ReadAccess),
            ("/en/desk/people/new".to_owned(), Verb::ManagePeople),
            (format!("{home}/closing"), Verb::ManagePeople),
            ("/en/desk/audit".to_owned(), Verb::ReadAudit),
            ("/en/desk/organisations".to_owned(), Verb::ReadPlaces),
            ("/en/desk/organisations/new".to_owned(), Verb::ManagePlaces),
            (format!("{community}/host"), Verb::ReadPlaces),
            (format!("{community}/workers"), Verb::ReadPlaces),
        ];
        let forms = [
            ("/en/desk/people".to_owned(), Verb::ManagePeople),
            (format!("{home}/roles"), Verb::ManagePeople),
            ("/en/desk/organisations".to_owned(), Verb::ManagePlaces),
            (format!("{community}/host"), Verb::ManagePlaces),
            (format!("{community}/workers"), Verb::ManagePeople),
        ];
        for role in Role::ALL {
            let holder = kernel::access::Viewer {
                account: dilys,
                name: String::new(),
                language: Language::En,
                roles: vec![(*role, Scope::Space)],
            };
            let may = |verb: Verb| holder.may(verb, kernel::access::Within::SPACE);
            let mut viewer = site.signed_in(*role, Scope::Space);
            for (path, verb) in &pages {
                let expected = if may(*verb) { 200 } else { 404 };
                assert_eq!(viewer.get(path).status, expected, "{role} {path}");
            }
            for (path, verb) in &forms {
                let expected = if may(*verb) { 422 } else { 404 };
                assert_eq!(viewer.post(path, &[]).status, expected, "{role} {path}");
                assert_eq!(viewer.post_bare(path, &[]).status, 403, "{role} {path}");
            }
        }
        for (path, _) in &pages {
            assert_eq!(site.visitor().get(path).status, 303, "{path}");
        }
    });
}

#[test]
fn a_role_of_one_place_sees_nobody_of_another() {
    on_both(|test| {
        let valley = valley(test);
        let site = Site::on(test, people::routes());
        site.signed_in(Role::LocalWorker, Scope::Community(valley.helyg));
        site.signed_in(Role::LocalWorker, Scope::Community(valley.wennol));
        let mut manager =
            site.signed_in(Role::ProgrammeManager, Scope::Programme(valley.programme));
        for path in ["/en/desk/people", "/en/desk/access"] {
            let seen = manager.get(path).text;
            assert!(seen.contains("Person 0") && seen.contains("Person 2"), "{seen}");
            assert!(!seen.contains("Person 1") && !seen.contains("Aberwennol"), "{seen}");
            assert!(!seen.contains("person0@example.org"), "addresses are for who invites");
        }
        let other = account(test, "person1@example.org").unwrap();
        assert_eq!(manager.get(&format!("/en/desk/people/{other}")).status, 404);
        assert_eq!(manager.get("/en/desk/audit").status, 404);

        // An administrator of one community gives roles there and nowhere else.
        let mut local = site.signed_in(Role::Administrator, Scope::Community(valley.helyg));
        assert_eq!(local.get("/en/desk/audit").status, 404);
        let wider = [
            "space".to_owned(),
            format!("community/{}", valley.wennol),
            format!("programme/{}", valley.programme),
        ];
        for scope in wider {
            let answer = local.post("/en/desk/people", &fields(&invitation(&scope)));
            assert_eq!(answer.status, 422, "{scope}");
        }
        assert!(account(test, "dilys@example.org").is_none());
        let own = invitation(&format!("community/{}", valley.helyg));
        assert_eq!(local.post("/en/desk/people", &fields(&own)).status, 303);
        for path in ["host", "workers"] {
            let path = format!("/en/desk/communities/{}/{path}", valley.wennol);
            assert_eq!(local.get(&path).status, 404);
            assert_eq!(local.post(&path, &[]).status, 404);
        }
        let roles = format!("/en/desk/people/{other}/roles");
        let scope = format!("community/{}", valley.helyg);
        let form = [("role", "reader"), ("scope", scope.as_str())];
        assert_eq!(local.post(&roles, &form).status, 404, "who can't be seen can't be given roles");
    });
}

#[test]
fn the_access_page_shows_people_verbs_and_the_policies_themselves() {
    on_both(|test| {
        let site = Site::on(test, people::routes());
        let mut sian = site.signed_in(Role::Administrator, Scope::Space);
        let shown = sian.get("/en/desk/access").text;
        assert!(shown.contains("Read safeguarding concerns"));
        assert!(shown.contains("administrator may everything except"), "{shown}");
        let row =
            shown.split("<tr>").find(|row| row.contains("Read safeguarding concerns")).unwrap();
        let cells: Vec<bool> = row.split("<td>").skip(1).map(|cell| cell.contains('✓')).collect();
        let expected: Vec<bool> =
            Role::ALL.iter().map(|role| *role == Role::SafeguardingLead).collect();
        assert_eq!(cells, expected);
        let welsh = sian.get("/cy/desg/mynediad").text;
        assert!(welsh.contains("Darllen pryderon diogelu"));
        assert!(!welsh.contains("verb-"), "a verb without words");
    });
}

#[test]
fn the_audit_log_is_paged_and_its_chain_is_checked() {
    on_both(|test| {
        let site = Site::on(test, people::routes());
        let mut sian = site.signed_in(Role::Administrator, Scope::Space);
        for _ in 0..60 {
            sian.post("/en/account", &[("name", "Siân"), ("language", "en")]);
        }
        let first = sian.get("/en/desk/audit").text;
        assert!(first.contains("account.edit") && first.contains("Siân"), "{first}");
        assert!(!first.contains("account.create"));
        let next = first.split("rel=\"next\" href=\"").nth(1).unwrap().split('"').next().unwrap();
        let second = sian.get(next).text;
        assert!(second.contains("account.create") && !second.contains("rel=\"next\""));
        assert!(sian.get("/en/desk/audit?check=yes").text.contains("The chain holds"));
    });
}

#[test]
fn where_the_audit_log_ends_is_sent_to_whoever_may_read_it() {
    on_both(|test| {
        let site = Site::on(test, people::routes());
        let mut local = site.signed_in(Role::LocalWorker, Scope::Space);
        assert_eq!(local.post("/en/desk/audit/letter", &[]).status, 404);
        let mut sian = site.signed_in(Role::Administrator, Scope::Space);
        assert_eq!(sian.post("/cy/desg/archwiliad/llythyr", &[]).status, 303);
        let letters = test.space.read_now(|db| mail::due(db, NOON, 9)).unwrap();
        let end = test.space.read_now(kernel::audit::end).unwrap().unwrap();
        assert_eq!(letters.len(), 1);
        let check = format!("edefyn doctor --audit-end {end}");
        assert!(letters[0].body.contains(&check), "{}", letters[0].body);
        assert!(sian.get("/en/desk/audit?sent=yes").text.contains("is on its way"));
    });
}
