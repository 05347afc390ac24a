//! Communities through HTTP, on both databases: who sees and changes which.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use kernel::access::{Role, Scope};
use kernel::ids::{CommunityId, ProgrammeId};
use kernel::testing::{TestSpace, act, on_both};
use kernel::{Both, audit};
use places::{community, programme};
use web::testing::Site;

const SQUARE: &[u8] = br#"{"type":"Polygon","coordinates":[[[-3.5,51.7],[-3.4,51.7],[-3.4,51.8],[-3.5,51.8],[-3.5,51.7]]]}"#;

struct Valley {
    programme: ProgrammeId,
    helyg: CommunityId,
    wennol: CommunityId,
}

/// One programme with two communities, and another programme.
fn valley(test: &TestSpace) -> Valley {
    let written = test.space.write_now(act(), |tx| {
        let named = |name: &str| programme::Draft {
            name: Both::new(name, ""),
            goal: Both::new("Neighbours know one another.", ""),
            ..programme::Draft::default()
        };
        let programme = programme::create(tx, &named("Ten Communities")).expect("a programme");
        programme::create(tx, &named("Elsewhere")).expect("a programme");
        let place = |name: &str, joined: &str| community::Draft {
            programme,
            name: Both::new(name, ""),
            nation: community::Nation::Wales,
            joined_on: joined.parse().expect("a day"),
        };
        let helyg = community::create(tx, &place("Cwm Helyg", "2026-04-01"))?;
        let wennol = community::create(tx, &place("Aberwennol", "2026-05-01"))?;
        Ok::<_, community::NotCommunity>(Valley { programme, helyg, wennol })
    });
    written.expect("no fault").expect("no refusal")
}

#[test]
fn a_manager_writes_down_a_programme_and_a_community_and_gives_it_an_outline() {
    on_both(|test| {
        let site = Site::on(test, places::routes());
        let mut sian = site.signed_in(Role::Administrator, Scope::Space);
        let form = [
            ("name_en", "Ten Communities"),
            ("name_cy", "Deg Cymuned"),
            ("goal_en", "Neighbours know one another."),
            ("starts_on", "2026-04-01"),
            ("objectives_en", "Company\nTrust"),
            ("objectives_cy", "Cwmni\nYmddiriedaeth"),
            ("cross_cutting_en", "Welsh in everything"),
        ];
        let made = sian.post("/en/desk/programmes", &form);
        assert_eq!(made.status, 303, "{}", made.text);
        let shown = sian.get(made.location());
        for words in ["Ten Communities", "Neighbours know", "<li>Trust</li>", "Welsh in everything"]
        {
            assert!(shown.text.contains(words), "{words}: {}", shown.text);
        }
        let welsh = sian.get(&made.location().replace("/en/desk/programmes", "/cy/desg/rhaglenni"));
        assert!(welsh.text.contains("Deg Cymuned") && welsh.text.contains("Ymddiriedaeth"));

        let programme = made.location().rsplit('/').next().unwrap().to_owned();
        let form = [
            ("programme", programme.as_str()),
            ("name_en", "Cwm Helyg"),
            ("nation", "wales"),
            ("joined_on", "2026-04-01"),
        ];
        let made = sian.post("/en/desk/communities", &form);
        assert_eq!(made.status, 303, "{}", made.text);
        let home = made.location().to_owned();
        assert!(!sian.get(&home).text.contains("evenodd"));
        let sent = sian.upload(&format!("{home}/boundary"), &[], ("file", "a.geojson", SQUARE));
        assert_eq!((sent.status.as_u16(), sent.location()), (303, home.as_str()));
        let shown = sian.get(&home).text;
        assert!(shown.contains("fill-rule=\"evenodd\"") && shown.contains("role=\"img\""));

        let log = test.space.read_now(|db| audit::latest(db, None, 3)).unwrap();
        let actions: Vec<&str> = log.iter().map(|entry| entry.action.as_str()).collect();
        assert_eq!(actions, ["community.boundary", "community.create", "programme.create"]);
        assert!(log.iter().all(|entry| entry.actor_kind == "account"));
    });
}

#[test]
fn what_is_wrong_comes_back_with_everything_typed() {
    on_both(|test| {
        let valley = valley(test);
        let site = Site::on(test, places::routes());
        let mut sian = site.signed_in(Role::ProgrammeManager, Scope::Programme(valley.programme));
        let form = [("name_en", "  "), ("goal_en", "Kept \"as typed\" <b>"), ("ends_on", "2026")];
        let path = format!("/en/desk/programmes/{}", valley.programme);
        let answer = sian.post(&path, &form);
        assert_eq!(answer.status, 422);
        assert!(answer.text.contains("<title>Error:"), "{}", answer.text);
        assert!(answer.text.contains("href=\"#ends_on\""));
        assert!(answer.text.contains("Kept &#34;as typed&#34; &#60;b&#62;"), "{}", answer.text);

        let path = format!("/cy/desg/cymunedau/{}", valley.helyg);
        let answer = sian.post(&path, &[("name_en", "Cwm Helyg"), ("joined_on", "2026-04-01")]);
        assert_eq!(answer.status, 422);
        assert!(answer.text.contains("Dewiswch y genedl"), "{}", answer.text);

        let path = format!("/en/desk/communities/{}/boundary", valley.helyg);
        for (file, reason) in [
            (&b"{"[..], "can\u{2019}t be read at line 1"),
            (&b"{\"type\":\"Point\",\"coordinates\":[1,52]}"[..], "Point"),
            (&b""[..], "Choose a GeoJSON file"),
        ] {
            let answer = sian.upload(&path, &[], ("file", "a.geojson", file));
            assert_eq!(answer.status, 422);
            assert!(answer.text.contains(reason), "{reason}: {}", answer.text);
        }
    });
}

#[test]
fn a_host_manager_sees_their_own_community_and_changes_none() {
    on_both(|test| {
        let valley = valley(test);
        let site = Site::on(test, places::routes());
        let mut gwen = site.signed_in(Role::HostManager, Scope::Community(valley.helyg));
        let list = gwen.get("/en/desk/communities").text;
        assert!(list.contains("Cwm Helyg") && !list.contains("Aberwennol"), "{list}");
        let programmes = gwen.get("/en/desk/programmes").text;
        assert!(programmes.contains("Ten Communities") && !programmes.contains("Elsewhere"));
        let programme = gwen.get(&format!("/en/desk/programmes/{}", valley.programme));
        assert_eq!(programme.status, 200);
        assert!(programme.text.contains("Cwm Helyg") && !programme.text.contains("Aberwennol"));

        let own = format!("/en/desk/communities/{}", valley.helyg);
        let other = format!("/en/desk/communities/{}", valley.wennol);
        assert_eq!(gwen.get(&own).status, 200);
        for path in
            [&other, &format!("{own}/edit"), &format!("{other}/edit"), &format!("{own}/boundary")]
        {
            assert_eq!(gwen.get(path).status, 404, "{path}");
        }
        let form = [("name_en", "Mine"), ("nation", "wales"), ("joined_on", "2026-04-01")];
        for path in [&own, &other] {
            assert_eq!(gwen.post(path, &form).status, 404);
            let boundary = format!("{path}/boundary");
            assert_eq!(gwen.upload(&boundary, &[], ("file", "a", SQUARE)).status, 404);
        }
        let names = test.space.read_now(community::all).unwrap();
        assert!(names.iter().all(|community| community.name.en != "Mine" && !community.boundary));
    });
}

#[test]
fn every_role_gets_what_the_policies_give_and_otherwise_not_found() {
    on_both(|test| {
        let valley = valley(test);
        let site = Site::on(test, places::routes());
        let reads = [
            "/en/desk/programmes".to_owned(),
            format!("/en/desk/programmes/{}", valley.programme),
            "/en/desk/communities".to_owned(),
            format!("/en/desk/communities/{}", valley.helyg),
        ];
        let changes = [
            "/en/desk/programmes/new".to_owned(),
            format!("/en/desk/programmes/{}/edit", valley.programme),
            "/en/desk/communities/new".to_owned(),
            format!("/en/desk/communities/{}/edit", valley.helyg),
            format!("/en/desk/communities/{}/boundary", valley.helyg),
        ];
        for role in Role::ALL {
            let manages = matches!(role, Role::Administrator | Role::ProgrammeManager);
            let mut viewer = site.signed_in(*role, Scope::Space);
            for path in &reads {
                assert_eq!(viewer.get(path).status, 200, "{role} {path}");
            }
            for path in &changes {
                let expected = if manages { 200 } else { 404 };
                assert_eq!(viewer.get(path).status, expected, "{role} {path}");
            }
            for path in [
                "/en/desk/programmes".into(),
                reads[1].clone(),
                "/en/desk/communities".into(),
                reads[3].clone(),
            ] {
                let expected = if manages { 422 } else { 404 };
                assert_eq!(viewer.post(&path, &[]).status, expected, "{role} {path}");
            }
        }
        let mut visitor = site.visitor();
        for path in reads.iter().chain(&changes) {
            let answer = visitor.get(path);
            assert_eq!(answer.status, 303, "{path}");
            assert!(answer.location().starts_with("/en/sign-in?next="), "{}", answer.location());
        }
    });
}

#[test]
fn a_forged_form_and_a_forged_id_change_nothing() {
    on_both(|test| {
        let valley = valley(test);
        let site = Site::on(test, places::routes());
        let mut sian = site.signed_in(Role::Administrator, Scope::Space);
        let path = format!("/en/desk/communities/{}", valley.helyg);
        let form = [("name_en", "Mine"), ("nation", "wales"), ("joined_on", "2026-04-01")];
        assert_eq!(sian.post_bare(&path, &form).status, 403);
        for id in ["1", "../x", "00000000-0000-7000-8000-000000000000", "%27%20or%201=1"] {
            assert_eq!(sian.get(&format!("/en/desk/communities/{id}")).status, 404, "{id}");
            assert_eq!(sian.post(&format!("/en/desk/programmes/{id}"), &[]).status, 404, "{id}");
        }
        let kept = test.space.read_now(move |db| community::find(db, valley.helyg)).unwrap();
        assert_eq!(kept.unwrap().name.en, "Cwm Helyg");
    });
}

#[test]
fn a_long_list_is_told_page_by_page() {
    on_both(|test| {
        let valley = valley(test);
        let added = test.space.write_now(act(), move |tx| {
            for number in 0..60 {
                let month = 1 + number / 28;
                let day = format!("2027-{month:02}-{:02}", 1 + number % 28);
                community::create(
                    tx,
                    &community::Draft {
                        programme: valley.programme,
                        name: Both::new(format!("Place {number:02}"), ""),
                        nation: community::Nation::Scotland,
                        joined_on: day.parse().expect("a day"),
                    },
                )?;
            }
            Ok::<_, community::NotCommunity>(())
        });
        added.expect("no fault").expect("no refusal");
        let site = Site::on(test, places::routes());
        let mut sian = site.signed_in(Role::Administrator, Scope::Space);
        let first = sian.get("/en/desk/communities").text;
        assert!(
            first.contains("Cwm Helyg")
                && first.contains("Place 47")
                && !first.contains("Place 48")
        );
        let next = first.split("rel=\"next\" href=\"").nth(1).unwrap().split('"').next().unwrap();
        let second = sian.get(next).text;
        assert!(second.contains("Place 48") && second.contains("Place 59"), "{second}");
        assert!(!second.contains("Place 47") && !second.contains("rel=\"next\""));
    });
}

#[test]
fn the_same_name_twice_gets_two_addresses_and_ours_are_kept_free() {
    on_both(|test| {
        let valley = valley(test);
        let slugs = test.space.write_now(act(), move |tx| {
            for (name, day) in [("Cwm Helyg", 1), ("Themes", 2), ("Edefyn", 3)] {
                community::create(
                    tx,
                    &community::Draft {
                        programme: valley.programme,
                        name: Both::new(name, ""),
                        nation: community::Nation::Wales,
                        joined_on: format!("2026-06-0{day}").parse().expect("a day"),
                    },
                )?;
            }
            Ok::<_, community::NotCommunity>(community::all(tx)?)
        });
        let slugs: Vec<String> = slugs.unwrap().unwrap().into_iter().map(|one| one.slug).collect();
        assert_eq!(slugs, ["cwm-helyg", "aberwennol", "cwm-helyg-2", "themes-2", "edefyn-2"]);
    });
}
