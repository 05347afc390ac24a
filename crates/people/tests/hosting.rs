//! Organisations, hosts, local workers and the public pages of communities, on both databases.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use kernel::Both;
use kernel::access::{Role, Scope};
use kernel::accounts;
use kernel::ids::CommunityId;
use kernel::testing::{TestSpace, act, on_both};
use people::{host, organisation};
use places::{community, programme};
use web::testing::Site;

fn community_of(test: &TestSpace, name: &'static str) -> CommunityId {
    let written = test.space.write_now(act(), move |tx| {
        let draft =
            programme::Draft { name: Both::new("Ten", "Deg"), ..programme::Draft::default() };
        let programme = programme::create(tx, &draft).expect("a programme");
        community::create(
            tx,
            &community::Draft {
                programme,
                name: Both::new(name, "Cwm Helyg Isaf"),
                nation: community::Nation::Wales,
                joined_on: "2026-04-01".parse().expect("a day"),
            },
        )
    });
    written.expect("no fault").expect("no refusal")
}

#[test]
fn an_organisation_is_written_down_and_hosts_a_community() {
    on_both(|test| {
        let helyg = community_of(test, "Cwm Helyg");
        let site = Site::on(test, people::routes());
        let mut sian = site.signed_in(Role::Administrator, Scope::Space);
        let form = [
            ("name_en", "Helyg Voluntary Council"),
            ("name_cy", "Cyngor Gwirfoddol Helyg"),
            ("identifier", "gb-chc-1234567"),
            ("website", "https://helyg.example"),
        ];
        let made = sian.post("/en/desk/organisations", &form);
        assert_eq!(made.status, 303, "{}", made.text);
        assert!(sian.get(made.location()).text.contains("GB-CHC-1234567"));
        let id = made.location().rsplit('/').next().unwrap().to_owned();
        let bad =
            sian.post(made.location(), &[("name_en", "X"), ("website", "javascript:alert(1)")]);
        assert_eq!(bad.status, 422);
        assert!(bad.text.contains("javascript:alert(1)") && bad.text.contains("href=\"#website\""));

        let path = format!("/en/desk/communities/{helyg}/host");
        assert_eq!(sian.post(&path, &[("organisation", &id), ("started_on", "soon")]).status, 422);
        let placed = sian.post(&path, &[("organisation", &id), ("started_on", "2026-04-01")]);
        assert_eq!(placed.location(), path, "{}", placed.text);
        let again = sian.post(&path, &[("organisation", &id), ("started_on", "2026-05-01")]);
        assert_eq!(again.status, 422);
        assert!(again.text.contains("hosts the community already"));
        assert!(sian.get(made.location()).text.contains("Cwm Helyg"));
    });
}

#[test]
fn a_new_host_ends_the_one_before() {
    on_both(|test| {
        let helyg = community_of(test, "Cwm Helyg");
        let hosts = test.space.write_now(act(), move |tx| {
            let mut ids = Vec::new();
            for name in ["First", "Second"] {
                let draft = organisation::Draft {
                    name: Both::new(name, ""),
                    ..organisation::Draft::default()
                };
                ids.push(organisation::create(tx, &draft).expect("an organisation"));
            }
            host::place(tx, helyg, ids[0], "2026-04-01".parse().unwrap())?;
            let early =
                tx.attempt(|tx| host::place(tx, helyg, ids[1], "2026-03-01".parse().unwrap()));
            assert!(matches!(early, Err(host::NotHost::TooEarly)));
            host::place(tx, helyg, ids[1], "2026-09-01".parse().unwrap())?;
            assert_eq!(host::current(tx)?.len(), 1);
            Ok::<_, host::NotHost>((host::of(tx, helyg)?, host::history(tx, helyg)?))
        });
        let (now, all) = hosts.unwrap().unwrap();
        assert_eq!(now.unwrap().organisation.name.en, "Second");
        let ended: Vec<Option<String>> =
            all.iter().map(|host| host.ended_on.map(|day| day.to_string())).collect();
        assert_eq!(ended, [None, Some("2026-09-01".into())]);
    });
}

#[test]
fn placing_a_worker_gives_the_role_and_ending_takes_it() {
    on_both(|test| {
        let helyg = community_of(test, "Cwm Helyg");
        let site = Site::on(test, people::routes());
        let mut sian = site.signed_in(Role::Administrator, Scope::Space);
        let dilys = site.signed_in_with(&[]);
        let id = test
            .space
            .read_now(|db| accounts::by_email(db, "person1@example.org"))
            .unwrap()
            .unwrap()
            .id;
        let path = format!("/en/desk/communities/{helyg}/workers");
        let account = id.to_string();
        let form = [("account", account.as_str()), ("started_on", "2026-11-01")];
        assert_eq!(sian.post_bare(&path, &form).status, 403);
        assert_eq!(dilys.clone().get(&path).status, 404);
        assert_eq!(sian.post(&path, &form).location(), path);
        assert_eq!(dilys.clone().get(&path).status, 200, "the role came with the placement");
        let again = sian.post(&path, &form);
        assert_eq!(again.status, 422);
        assert!(again.text.contains("works here already"), "{}", again.text);
        let shown = sian.get(&path).text;
        assert!(shown.contains("Person 1") && shown.contains("1 November 2026"), "{shown}");
        let end = shown.split("action=\"").find(|part| part.contains("/closing")).unwrap();
        let end = end.split('"').next().unwrap().to_owned();
        assert_eq!(dilys.clone().post(&end, &[]).status, 404);
        assert_eq!(sian.post(&end, &[]).location(), path);
        assert_eq!(dilys.clone().get(&path).status, 404, "and went with it");
        assert_eq!(sian.post(&end, &[]).status, 404);
    });
}

#[test]
fn anyone_reads_of_a_community_and_its_host_but_of_nobody_in_it() {
    on_both(|test| {
        let helyg = community_of(test, "Lower Willow Valley");
        let site = Site::on(test, people::routes());
        let empty = site.visitor().get("/en/communities/nowhere");
        assert_eq!(empty.status, 404);
        test.space
            .write_now(act(), move |tx| {
                let draft = organisation::Draft {
                    name: Both::new("Willow <Trust>", "Ymddiriedolaeth yr Helyg"),
                    ..organisation::Draft::default()
                };
                let id = organisation::create(tx, &draft).expect("an organisation");
                host::place(tx, helyg, id, "2026-04-01".parse().unwrap())
            })
            .unwrap()
            .unwrap();
        site.signed_in(Role::LocalWorker, Scope::Community(helyg));
        let mut visitor = site.visitor();
        let list = visitor.get("/en/communities").text;
        assert!(list.contains("Lower Willow Valley") && list.contains("Willow &#60;Trust&#62;"));
        let page = visitor.get("/en/communities/lower-willow-valley");
        assert!(page.text.contains("lang=\"cy\">Cwm Helyg Isaf"), "{}", page.text);
        assert!(page.text.contains("href=\"/cy/cymunedau/lower-willow-valley\""));
        assert!(!page.text.contains("Person 0"));
        let welsh = visitor.get("/cy/cymunedau/lower-willow-valley").text;
        assert!(welsh.contains("Ymddiriedolaeth yr Helyg") && welsh.contains("1 Ebrill 2026"));
    });
}
