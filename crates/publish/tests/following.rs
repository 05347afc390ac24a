//! Following what came of people's words: promises, replies, threads, feeds, letters, home.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod world;

use kernel::access::{Role, Scope};
use kernel::testing::{NOON, TestSpace, act, on_both};
use kernel::{Both, Language, jobs, mail};
use publish::ids::ReportId;
use publish::{report, routes};
use web::testing::Site;
use world::{World, change, press, publish_source, world};

const SOURCE: &str = "---\ntitle: A year in Cwm Helyg\nsubtitle: What people told us.\n\
kind: Learning report\ncommunity: cwm-helyg\n---\n\n## Getting there\n\n\
Before it took two. :claim[Older residents missed fewer appointments.]{#bus findings=\"1\"} \
It does :differs[not work for everyone]{claim=bus}.\n\n::quote{highlight=%bus% claim=bus}\n\n\
::recommendation[Put clinics on Tuesdays.]{#clinic to=\"Health board\" rests-on=\"bus\"}\n\n\
::promise{number=1}\n";

fn site(test: &TestSpace) -> Site<'_> {
    Site::on(test, routes(press()).and(listen::routes()).and(sense::routes()))
}

fn publish(test: &TestSpace, world: &World) -> ReportId {
    let (programme, community) = (world.programme, Some(world.community));
    let source = world.filled(SOURCE);
    change(&test.space, move |tx| {
        let new = report::NewReport { programme, community, title: Both::new("A year", "") };
        let id = report::create(tx, &new).unwrap();
        publish_source(tx, id, &source).unwrap();
        id
    })
}

#[test]
fn a_promise_is_made_and_kept_step_by_step() {
    on_both(|test| {
        let world = world(&test.space);
        let site = site(test);
        let mut officer = site.signed_in(Role::ProgrammeManager, Scope::Space);
        let form = officer.get("/en/desk/promises/new");
        assert_eq!(form.status, 200, "{}", form.text);
        let place = world.community.to_string();
        let (bus, named) = (world.voice("bus").to_string(), "A warm hub");
        assert!(!bus.is_empty());
        let theme = form.text.split("name=\"themes\" value=\"").nth(2).unwrap();
        let theme = theme.split('"').next().unwrap().to_owned();
        let mut fields = vec![
            ("place", place.as_str()),
            ("title_en", named),
            ("title_cy", "Hwb cynnes"),
            ("said_en", "We need somewhere warm"),
            ("said_cy", "Mae angen rhywle cynnes"),
            ("who_en", "The Institute"),
            ("who_cy", "Y Sefydliad"),
            ("themes", theme.as_str()),
            ("on", "2026-10-01"),
            ("state", "under_way"),
            ("text_en", "Keys agreed."),
        ];
        let refused = officer.post("/en/desk/promises", &fields);
        assert_eq!(refused.status, 422);
        assert!(refused.text.contains("<title>Error:"), "{}", refused.text);
        assert!(refused.text.contains("value=\"A warm hub\""));
        fields.push(("text_cy", "Cytunwyd ar yr allweddi."));
        let made = officer.post("/en/desk/promises", &fields);
        assert_eq!(made.status, 303, "{}", made.text);
        let desk = made.location().to_owned();
        assert_eq!(officer.get(&desk).status, 200);
        assert_eq!(officer.get(&format!("{desk}/edit")).status, 200);

        let mut reader = site.visitor();
        let list = reader.get("/en/you-said-we-did");
        assert!(list.text.contains("A warm hub") && list.text.contains("Keys agreed."));
        assert!(list.text.contains("Getting there: 10 voices told us"), "{}", list.text);
        let cy = reader.get("/cy/dywedoch-chi-gwnaethon-ni");
        assert!(cy.text.contains("Hwb cynnes") && cy.text.contains("Cytunwyd ar yr allweddi."));

        let step = [
            ("on", "2026-11-20"),
            ("state", "not_possible"),
            ("text_en", "The roof fell in."),
            ("text_cy", "Syrthiodd y to."),
        ];
        let steps = desk.clone() + "/step";
        assert_eq!(officer.post(&steps, &[("on", "2027-01-01")]).status, 422);
        assert_eq!(officer.post(&steps, &step).status, 303);
        // What happened earlier and was written down later does not change how it stands.
        let earlier = [
            ("on", "2026-11-01"),
            ("state", "done"),
            ("text_en", "Opened."),
            ("text_cy", "Agorwyd."),
        ];
        assert_eq!(officer.post(&steps, &earlier).status, 303);
        let filtered = reader.get("/en/you-said-we-did?state=not_possible&community=cwm-helyg");
        assert!(filtered.text.contains("The roof fell in.") && filtered.text.contains("We tried"));
        let none = reader.get("/en/you-said-we-did?state=done");
        assert!(none.text.contains("No promises match"), "{}", none.text);
        let page = reader.get("/en/promises/2");
        let places: Vec<_> = ["Keys agreed.", "Opened.", "The roof fell in."]
            .map(|text| page.text.find(text).unwrap())
            .to_vec();
        assert!(places.is_sorted());
        let json: serde_json::Value =
            serde_json::from_str(&reader.get("/api/v1/promises?state=not_possible").text).unwrap();
        assert_eq!(json["promises"][0]["state"], "not_possible");
        assert_eq!(json["promises"][0]["people"]["count"]["n"], 10);
        assert_eq!(json["promises"].as_array().unwrap().len(), 1);

        let mut other = site.signed_in(Role::Evaluator, Scope::Programme(world.elsewhere));
        assert_eq!(other.get(&desk).status, 404);
        assert_eq!(other.post(&steps, &step).status, 404);
        assert_eq!(reader.get("/en/desk/promises").status, 303);
    });
}

#[test]
fn a_named_bodys_reply_is_dated_and_silence_is_counted() {
    on_both(|test| {
        let world = world(&test.space);
        publish(test, &world);
        let site = site(test);
        site.set_time(NOON.checked_add(jiff::SignedDuration::from_hours(24 * 94)).unwrap());
        let mut reader = site.visitor();
        let silent = reader.get("/en/recommendations");
        assert!(silent.text.contains("No reply, 94 days"), "{}", silent.text);
        assert!(reader.get("/cy/argymhellion").text.contains("Dim ateb, diwrnodau: 94"));
        let mut officer = site.signed_in(Role::Administrator, Scope::Space);
        let list = officer.get("/en/desk/recommendations").text;
        let path = list.split("href=\"").find(|part| part.contains("/response\"")).unwrap();
        let path = path.split('"').next().unwrap().to_owned();
        assert_eq!(officer.get(&path).status, 200);
        let mut reply = vec![
            ("received_on", "2026-11-01"),
            ("stance", "agreed"),
            ("text_en", "From spring."),
            ("text_cy", "O’r gwanwyn."),
        ];
        assert_eq!(officer.post(&path, &reply).status, 422);
        reply[0].1 = "2027-01-10";
        assert_eq!(officer.post(&path, &reply).status, 303);
        let answered = reader.get("/en/recommendations").text;
        assert!(answered.contains("10 January 2027") && answered.contains("From spring."));
        assert!(!answered.contains("No reply"));
        let thread = reader.get("/en/t/1").text;
        let happened = thread.split("What happened because of it").nth(1).unwrap();
        assert!(happened.contains("From spring."), "{happened}");
        assert!(reader.get("/en/feed.xml").text.contains("term=\"response\""));
    });
}

#[test]
fn an_address_without_a_language_follows_the_browsers() {
    on_both(|test| {
        world(&test.space);
        let site = site(test);
        let mut reader = site.visitor();
        for (path, english, welsh) in [("/", "/en", "/cy"), ("/thread", "/en/thread", "/cy/edefyn")]
        {
            let turned = reader.get_with(path, "accept-language", "cy-GB,cy;q=0.9,en;q=0.5");
            assert_eq!((turned.status.as_u16(), turned.location()), (303, welsh));
            assert!(turned.headers["vary"].to_str().unwrap().contains("Accept-Language"));
            assert_eq!(reader.get_with(path, "accept-language", "fr").location(), english);
            assert_eq!(reader.get(path).location(), english);
        }
    });
}

#[test]
fn a_thread_is_permanent_and_follows_the_browsers_language() {
    on_both(|test| {
        let world = world(&test.space);
        publish(test, &world);
        let site = site(test);
        let mut reader = site.visitor();
        let turned = reader.get_with("/t/1", "accept-language", "cy-GB,cy;q=0.9");
        assert_eq!((turned.status.as_u16(), turned.location()), (303, "/cy/t/1"));
        assert!(turned.headers["vary"].to_str().unwrap().contains("Accept-Language"));
        assert_eq!(reader.get_with("/t/1", "accept-language", "fr").location(), "/en/t/1");
        assert_eq!(reader.get("/t/99").status, 404);
        assert_eq!(reader.get("/en/t/99").status, 404);
        assert_eq!(reader.get("/en/t/one").status.as_u16() / 100, 4);
        let page = reader.get("/en/t/1");
        for words in [
            "Older residents missed fewer appointments.",
            "6 voices said so",
            "Two buses and a walk to the eye clinic.",
            "A different view",
            "Most said so. Some",
            "My clinic is on a Friday",
            "A year in Cwm Helyg",
            "Fairly sure",
            "One person read these voices",
        ] {
            assert!(page.text.contains(words), "{words}\n{}", page.text);
        }
        // Quoted in reports only, or only counted: never on the public site outside one.
        for words in ["I walked to the surgery", "You stop booking"] {
            assert!(!page.text.contains(words), "{words}");
        }
        let tag = page.headers["etag"].to_str().unwrap().to_owned();
        assert_eq!(reader.get_with("/en/t/1", "if-none-match", &tag).status, 304);
        let cy = reader.get("/cy/t/1");
        assert!(cy.text.contains("Barn wahanol") && cy.text.contains("lang=\"en\""));
        let json: serde_json::Value =
            serde_json::from_str(&reader.get("/api/v1/threads/1").text).unwrap();
        assert_eq!(json["voices"]["count"]["n"], 6);
        assert_eq!(json["state"], "live");
    });
}

#[test]
fn the_home_page_weaves_what_people_spoke_of() {
    on_both(|test| {
        let site = site(test);
        let mut reader = site.visitor();
        let empty = reader.get("/en");
        assert_eq!(empty.status, 200, "{}", empty.text);
        assert!(empty.text.contains("People speak."));
        let world = world(&test.space);
        publish(test, &world);
        let page = reader.get("/en").text;
        assert!(page.contains("12 voices spoke. Follow what happened next."), "{page}");
        assert!(page.contains("<svg class=\"loom-picture\"") && page.contains("Getting there"));
        // A theme that one person spoke of is not in the picture.
        assert!(!page.contains("Being alone"));
        assert!(page.contains("A minibus on Fridays") && page.contains("A year in Cwm Helyg"));
        assert!(reader.get("/cy").text.contains("Siaradodd 12 o leisiau"));
    });
}

#[test]
fn a_subscription_says_nothing_of_who_is_known() {
    on_both(|test| {
        let site = site(test);
        let mut ann = site.visitor();
        assert_eq!(ann.post("/en/subscription", &[("email", "no address")]).status, 422);
        let first = ann.post("/en/subscription", &[("email", "ann@example.org")]);
        let letters = || test.space.read_now(|db| mail::due(db, NOON, 50)).unwrap();
        let token = |at: &str| {
            let body = letters().into_iter().map(|one| one.body).find(|body| body.contains(at));
            let body = body.unwrap();
            body.split("token=").nth(1).unwrap().split_whitespace().next().unwrap().to_owned()
        };
        let secret = token("/en/subscription/confirm");
        let link = ann.get(&format!("/en/subscription/confirm?token={secret}"));
        assert!(link.text.contains(&secret) && link.status == 200, "{}", link.text);
        let fields = [("token", secret.as_str())];
        assert_eq!(ann.post("/en/subscription/confirm", &fields).status, 200);
        let again = ann.post("/en/subscription", &[("email", "Ann@example.org")]);
        let plain = |text: &str| text.replace(|c: char| c.is_ascii_hexdigit(), "");
        assert_eq!(plain(&first.text), plain(&again.text));
        assert_eq!(token("/en/subscription/closing"), secret);
        assert_eq!(ann.post("/en/subscription/closing", &fields).status, 200);
        let left: i64 = test
            .space
            .read_now(|db| db.only("select count(*) from publish_subscriber", &[]))
            .unwrap();
        assert_eq!(left, 0);
        let wrong = "0".repeat(64);
        assert_eq!(ann.post("/en/subscription/confirm", &[("token", &wrong)]).status, 404);
        let most = (0..20).map(|n| {
            let email = format!("p{n}@example.org");
            ann.post("/en/subscription", &[("email", &email)]).status.as_u16()
        });
        assert!(most.collect::<Vec<_>>().contains(&429));
    });
}

#[test]
fn a_number_is_looked_up_slowly_and_shows_no_words() {
    on_both(|test| {
        let world = world(&test.space);
        publish(test, &world);
        let voice = world.voice("bus");
        let number = test
            .space
            .read_now(move |db| listen::voice::find(db, voice))
            .unwrap()
            .unwrap()
            .number
            .to_string();
        let site = site(test);
        let mut mair = site.visitor();
        assert_eq!(mair.get("/en/thread/words").location(), "/en/thread");
        let mut wrong = number.clone();
        let last = wrong.pop().unwrap();
        wrong.push(if last == '7' { '8' } else { '7' });
        let mistyped = mair.post("/en/thread", &[("number", &wrong)]);
        assert_eq!(mistyped.status, 422);
        assert!(mistyped.text.contains("not quite right"), "{}", mistyped.text);
        let found = mair.post("/en/thread", &[("number", &number.to_lowercase())]);
        assert_eq!(found.location(), "/en/thread/words");
        let cookie = found.headers["set-cookie"].to_str().unwrap();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"));
        assert!(!cookie.contains(number.split(' ').next().unwrap()));
        for language in Language::ALL {
            for path in
                ["/thread/words", "/thread/permission", "/thread/contact", "/thread/withdrawal"]
            {
                let page = mair.get(&language.path(path));
                assert_eq!(page.status, 200, "{path}");
                assert_eq!(page.headers["cache-control"], "no-store");
                assert!(!page.text.contains("eye clinic") && !page.text.contains(&number));
            }
        }
        let words = mair.get("/en/thread/words").text;
        assert!(
            words.contains("Older residents missed fewer") && words.contains("href=\"/en/t/1\"")
        );
        assert_eq!(mair.post("/en/thread/contact", &[("email", "nonsense")]).status, 422);
        assert_eq!(mair.post("/en/thread/contact", &[("email", "mair@example.org")]).status, 303);
        assert!(mair.get("/en/thread/words").text.contains("You asked us to tell you"));
        assert_eq!(mair.post("/en/thread/permission", &[("rung", "named")]).status, 422);
        assert_eq!(mair.post("/en/thread/closing", &[]).status, 303);
        assert_eq!(mair.get("/en/thread/words").location(), "/en/thread");
        // A guesser is stopped, and somebody elsewhere is not.
        let statuses: Vec<u16> = (0..12)
            .map(|_| mair.post("/en/thread", &[("number", &number)]).status.as_u16())
            .collect();
        assert_eq!(statuses.last(), Some(&429));
        let mut other = site.visitor();
        other.client = "192.0.2.9".into();
        assert_eq!(other.post("/en/thread", &[("number", &number)]).status, 303);
        // Nor does a network with many addresses guess on: a house has a /64.
        let guesses = (0..40_u32).map(|n| {
            let mut guesser = site.visitor();
            guesser.client = format!("2001:db8:5:6::{n:x}");
            guesser.post("/en/thread", &[("number", &number)]).status.as_u16()
        });
        assert_eq!(guesses.filter(|status| *status == 303).count(), 10);
        site.set_time(NOON.checked_add(jiff::SignedDuration::from_mins(21)).unwrap());
        assert_eq!(other.get("/en/thread/words").location(), "/en/thread");
    });
}

#[test]
fn one_click_in_a_mail_program_ends_a_subscription_and_looking_does_not() {
    on_both(|test| {
        let site = site(test);
        let world = world(&test.space);
        let mut ann = site.visitor();
        assert_eq!(ann.post("/en/subscription", &[("email", "ann@example.org")]).status, 200);
        let letters = || test.space.read_now(|db| mail::due(db, NOON, 50)).unwrap();
        let body = letters().remove(0).body;
        let secret = body.split("token=").nth(1).unwrap().split_whitespace().next().unwrap();
        let fields = [("token", secret)];
        assert_eq!(ann.post("/en/subscription/confirm", &fields).status, 200);
        publish(test, &world);
        let told = {
            let (space, files) = (test.space.clone(), site.app.files().clone());
            for job in test.space.read_now(|db| jobs::due(db, NOON, 50)).unwrap() {
                publish::work(&space, &files, &press(), "http://site.test", &job, act()).unwrap();
            }
            letters().into_iter().find(|one| one.body.contains("/subscription/closing"))
        };
        let told = told.expect("a letter about the report");
        let ending = told.ending.expect("an address to end it");
        let path = ending.strip_prefix("http://site.test").unwrap();
        let left = || {
            let sql = "select count(*) from publish_subscriber";
            test.space.read_now(move |db| db.only::<i64>(sql, &[])).unwrap()
        };
        // A program that looks at letters opens the address, without a session: it is asked.
        let mut program = site.visitor();
        let looked = program.get(path);
        assert_eq!((looked.status.as_u16(), left()), (303, 1));
        assert_eq!(program.get(looked.location()).status, 200);
        assert_eq!(left(), 1);
        let one_click = [("List-Unsubscribe", "One-Click")];
        assert_eq!(program.post_bare(path, &one_click).status, 204);
        assert_eq!(left(), 0);
        // Twice is the same as once, and a made-up link ends nothing.
        assert_eq!(program.post_bare(path, &one_click).status, 204);
        assert_eq!(program.post_bare("/subscription/ending?token=1", &one_click).status, 404);
    });
}
