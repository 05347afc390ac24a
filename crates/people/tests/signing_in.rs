//! Signing in through HTTP, on both databases: what is answered tells nobody who is known.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use kernel::access::{Role, Scope};
use kernel::accounts::{self, NotAccount};
use kernel::mail::{self, Waiting};
use kernel::testing::{NOON, TestSpace, act, on_both};
use kernel::{Chance, Language};
use std::time::{Duration, Instant};
use web::testing::{Answer, Site, Visitor};

const PASSWORD: &str = "heol isaf, heol uchaf";

/// Mair, an evaluator with a password.
fn mair(test: &TestSpace) {
    let hash = accounts::hash_password(PASSWORD, &mut Chance::seeded([1; 32])).unwrap();
    let made = test.space.write_now(act(), move |tx| {
        let id = accounts::create(tx, "mair@example.org", "Mair Pugh", Language::Cy)?;
        accounts::grant(tx, id, Role::Evaluator, Scope::Space)?;
        accounts::set_password(tx, id, &hash)?;
        Ok::<_, NotAccount>(())
    });
    made.expect("no fault").expect("no refusal");
}

fn letters(test: &TestSpace) -> Vec<Waiting> {
    test.space
        .read_now(|db| mail::due(db, NOON + jiff::SignedDuration::from_hours(99), 99))
        .unwrap()
}

/// The letters once there are `number`: they are written after the answer.
fn letters_once(test: &TestSpace, number: usize) -> Vec<Waiting> {
    let begun = Instant::now();
    while letters(test).len() < number && begun.elapsed() < Duration::from_secs(10) {
        std::thread::sleep(Duration::from_millis(5));
    }
    letters(test)
}

/// The path of the link in a letter.
fn link(letter: &Waiting) -> String {
    let at = letter.body.find("http://site.test").expect("a link");
    letter.body[at + "http://site.test".len()..].split_whitespace().next().unwrap().to_owned()
}

/// An answer without what differs from one page to the next anyway.
fn plain(answer: &Answer, typed: &str) -> String {
    let pieces: Vec<&str> = answer.text.split("name=\"csrf\" value=\"").collect();
    let without_tokens: Vec<&str> = pieces
        .iter()
        .enumerate()
        .map(|(at, piece)| if at == 0 { *piece } else { piece.split_once('"').unwrap().1 })
        .collect();
    format!("{} {}", answer.status, without_tokens.join("").replace(typed, "TYPED"))
}

fn cookie(answer: &Answer) -> String {
    let cookie = answer.headers.get("set-cookie").expect("a cookie").to_str().unwrap();
    cookie.to_owned()
}

#[test]
fn a_link_signs_in_once_and_only_by_its_button() {
    on_both(|test| {
        mair(test);
        let site = Site::on(test, people::routes());
        let mut browser = site.visitor();
        let asked = browser.post("/en/sign-in", &[("email", " Mair@Example.org ")]);
        assert_eq!(asked.status, 200);
        assert!(asked.text.contains("If we know the address"), "{}", asked.text);
        let letter = letters_once(test, 1).remove(0);
        assert_eq!(letter.recipient, "mair@example.org");
        assert!(letter.body.contains("Mair Pugh") && letter.body.contains("30 munud"));
        let link = link(&letter);
        assert!(link.starts_with("/cy/mewngofnodi/"), "{link}");

        let mut scanner = site.visitor();
        for _ in 0..3 {
            assert_eq!(scanner.get(&link).status, 200);
        }
        assert_eq!(scanner.get("/en/account").status, 303);
        let entered = browser.post(&link, &[]);
        assert_eq!((entered.status.as_u16(), entered.location()), (303, "/cy/desg"));
        let cookie = cookie(&entered);
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
        assert!(browser.get("/cy/cyfrif").text.contains("Mair Pugh"));

        let mut thief = site.visitor();
        let used = thief.post(&link, &[]);
        assert_eq!(used.status, 422);
        assert!(used.text.contains("Nid yw’r ddolen hon yn gweithio mwyach"), "{}", used.text);
        assert!(used.headers.get("set-cookie").is_none());
        assert_eq!(thief.get("/en/account").status, 303);
    });
}

#[test]
fn a_link_that_ran_out_or_never_was_is_refused_kindly() {
    on_both(|test| {
        mair(test);
        let site = Site::on(test, people::routes());
        let mut browser = site.visitor();
        browser.post("/en/sign-in", &[("email", "mair@example.org")]);
        let link = link(&letters_once(test, 1)[0]);
        site.set_time(NOON + jiff::SignedDuration::from_mins(31));
        let invented = format!("/en/sign-in/{}", "ab".repeat(32));
        for path in [link.as_str(), invented.as_str(), "/en/sign-in/short"] {
            let answer = browser.post(path, &[]);
            assert_eq!(answer.status, 422, "{path}");
            assert!(answer.headers.get("set-cookie").is_none(), "{path}");
        }
        assert!(browser.get("/en/sign-in/short").text.contains("Ask for another link"));
        assert_eq!(browser.post_bare(&link, &[]).status, 403);
    });
}

#[test]
fn known_and_unknown_addresses_get_the_same_answers() {
    on_both(|test| {
        mair(test);
        let site = Site::on(test, people::routes());
        let (known, unknown) = ("mair@example.org", "nobody@example.org");
        let ask = |email: &str, password: &str, client: &str| {
            let mut browser = site.visitor();
            browser.client = client.to_owned();
            browser.post("/en/sign-in", &[("email", email), ("password", password)])
        };
        for password in ["", "not the password"] {
            // Until the counter says wait, and then too.
            for round in 0..12 {
                let client = format!("192.0.2.{}", 10 + round);
                let answers = [known, unknown].map(|email| ask(email, password, &client));
                let [one, other] = &answers;
                assert_eq!(plain(one, known), plain(other, unknown), "{password} {round}");
                let names = |answer: &Answer| -> Vec<String> {
                    answer.headers.keys().map(ToString::to_string).collect()
                };
                assert_eq!(names(one), names(other));
                let status = match (password.is_empty(), round < 10) {
                    (true, _) => 200,
                    (false, true) => 422,
                    (false, false) => 429,
                };
                assert_eq!(one.status, status, "{password} {round}");
            }
        }
        // However many ask, a person is sent a few letters, of which each lets them in.
        assert_eq!(letters_once(test, 6).len(), 6);
        assert!(letters(test).iter().all(|letter| letter.recipient == known));
    });
}

#[test]
fn nobody_is_kept_out_by_the_tries_of_somebody_else() {
    on_both(|test| {
        mair(test);
        let site = Site::on(test, people::routes());
        let ask = |password: &str, client: &str| {
            let mut browser = site.visitor();
            browser.client = client.to_owned();
            let form = [("email", "mair@example.org"), ("password", password)];
            browser.post("/en/sign-in", &form).status.as_u16()
        };
        let wrong: Vec<u16> = (0..12).map(|_| ask("not the password", "192.0.2.66")).collect();
        assert_eq!(wrong, [422, 422, 422, 422, 422, 422, 422, 422, 422, 422, 429, 429]);
        for _ in 0..4 {
            ask("", "192.0.2.66");
        }
        // From elsewhere at once, and from the same place in its turn.
        assert_eq!(ask(PASSWORD, "192.0.2.9"), 303);
        assert_eq!(ask(PASSWORD, "192.0.2.66"), 303);
        // And what was right is not counted as a guess: more than ten in a row get in.
        for _ in 0..12 {
            assert_eq!(ask(PASSWORD, "198.51.100.1"), 303);
        }
    });
}

#[test]
fn the_network_is_what_the_proxy_in_front_says_last() {
    on_both(|test| {
        mair(test);
        let site = Site::on(test, people::routes());
        let ask = |email: &str, forwarded: &[&str]| {
            let browser = site.visitor();
            let csrf = browser.csrf();
            let fields = [("csrf", csrf.as_str()), ("email", email)];
            browser.clone().post_forwarded("/en/sign-in", &fields, forwarded).status.as_u16()
        };
        // What a visitor makes up stands before what the proxy adds, in one header or in two.
        for n in 0..60 {
            let email = format!("p{n}@example.org");
            let (one, other) = (format!("203.0.113.{n}"), format!("203.0.113.{n}, 2001:db8::{n}"));
            let forwarded = [one.as_str(), other.as_str()];
            assert_eq!(ask(&email, &forwarded), 200, "{n}");
        }
        assert_eq!(ask("q@example.org", &["198.51.100.3", "2001:db8::ffff"]), 429);
        assert_eq!(ask("q@example.org", &["2001:db8:0:0:1::1"]), 429, "the same /64");
        assert_eq!(ask("q@example.org", &["[2001:db8::7]:443"]), 429, "with its port");
        assert_eq!(ask("q@example.org", &["2001:db8::1", "2001:db8:0:9::1"]), 200);
    });
}

#[test]
fn one_network_address_may_not_try_many_people() {
    on_both(|test| {
        let site = Site::on(test, people::routes());
        let mut browser = site.visitor();
        let mut last = 0;
        for number in 0..70 {
            let email = format!("person{number}@example.org");
            last = browser.post("/en/sign-in", &[("email", &email)]).status.as_u16();
        }
        assert_eq!(last, 429);
        browser.client = "198.51.100.7".into();
        assert_eq!(browser.post("/en/sign-in", &[("email", "a@example.org")]).status, 200);
    });
}

fn by_password<'a>(site: &'a Site<'_>) -> (Visitor<'a>, Answer) {
    let mut browser = site.visitor();
    let form = [("email", "mair@example.org"), ("password", PASSWORD)];
    let answer = browser.post("/en/sign-in", &form);
    (browser, answer)
}

#[test]
fn the_session_is_another_one_after_signing_in() {
    on_both(|test| {
        mair(test);
        let site = Site::on(test, people::routes());
        let mut gwen = site.signed_in(Role::Reader, Scope::Space);
        let before = gwen.clone();
        let form = [("email", "mair@example.org"), ("password", PASSWORD)];
        assert_eq!(gwen.post("/en/sign-in", &form).status, 303);
        assert!(gwen.get("/en/account").text.contains("Mair Pugh"));
        assert_eq!(before.clone().get("/en/account").status, 303, "the old session has ended");
    });
}

#[test]
fn one_goes_on_to_where_one_was_but_never_to_another_site() {
    on_both(|test| {
        mair(test);
        let site = Site::on(test, people::routes());
        let sent = site.visitor().get("/en/desk/people");
        assert_eq!(sent.location(), "/en/sign-in?next=/en/desk/people");
        let page = site.visitor().get(sent.location());
        assert!(page.text.contains("name=\"next\" value=\"/en/desk/people\""), "{}", page.text);
        for (next, expected) in [
            ("/en/desk/people", "/en/desk/people"),
            ("https://evil.example", "/cy/desg"),
            ("javascript:alert(1)", "/cy/desg"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("/en\r\nSet-Cookie: a=b", "/cy/desg"),
        ] {
            let mut browser = site.visitor();
            let form = [("email", "mair@example.org"), ("password", PASSWORD), ("next", next)];
            let answer = browser.post("/en/sign-in", &form);
            assert_eq!((answer.status.as_u16(), answer.location()), (303, expected), "{next}");
            site.set_time(
                kernel::clock::Clock::now(&*site.clock) + jiff::SignedDuration::from_mins(11),
            );
        }
    });
}

#[test]
fn signing_out_here_leaves_other_places_and_everywhere_leaves_none() {
    on_both(|test| {
        mair(test);
        let site = Site::on(test, people::routes());
        let [mut home, mut office, mut phone] = [0; 3].map(|_| by_password(&site).0);
        assert_eq!(phone.get("/en/sign-out").status, 200);
        assert_eq!(phone.get("/en/account").status, 200, "looking does not sign out");
        let out = phone.post("/en/sign-out", &[]);
        assert_eq!(out.location(), "/en/sign-in?ended=here");
        assert!(phone.get(out.location()).text.contains("You have signed out."));
        assert_eq!(phone.get("/en/account").status, 303);
        assert_eq!(home.get("/en/account").status, 200);
        assert_eq!(home.post("/en/account/sessions", &[]).status, 303);
        for browser in [&mut home, &mut office] {
            assert_eq!(browser.get("/en/account").status, 303);
        }
    });
}

#[test]
fn a_password_is_changed_by_who_knows_the_old_one() {
    on_both(|test| {
        mair(test);
        let site = Site::on(test, people::routes());
        let (mut home, _) = by_password(&site);
        let (mut office, _) = by_password(&site);
        let change = |current: &'static str, password: &'static str| {
            [("current", current), ("password", password)]
        };
        let wrong = home.post("/en/account/password", &change("no", "tair afon, dwy bont"));
        assert_eq!(wrong.status, 422);
        assert!(wrong.text.contains("This is not your current password"), "{}", wrong.text);
        let short = home.post("/en/account/password", &change(PASSWORD, "byr"));
        assert_eq!(short.status, 422);
        assert!(short.text.contains("at least 12 characters"), "{}", short.text);
        assert!(!short.text.contains(PASSWORD), "a password is never shown again");
        let before = home.clone();
        let done = home.post("/en/account/password", &change(PASSWORD, "tair afon, dwy bont"));
        assert_eq!(done.location(), "/en/account?saved=password");
        assert_eq!(home.get("/en/account").status, 200);
        assert_eq!(before.clone().get("/en/account").status, 303, "the session was rotated");
        assert_eq!(office.get("/en/account").status, 303);
        let (_, old) = by_password(&site);
        assert_eq!(old.status, 422);
        let form = [("email", "mair@example.org"), ("password", "tair afon, dwy bont")];
        assert_eq!(site.visitor().post("/en/sign-in", &form).status, 303);
    });
}

#[test]
fn a_new_password_ends_the_links_that_were_sent() {
    on_both(|test| {
        mair(test);
        let site = Site::on(test, people::routes());
        let mut browser = site.visitor();
        browser.post("/en/sign-in", &[("email", "mair@example.org")]);
        let link = link(&letters_once(test, 1)[0]);
        let page = site.visitor().get(&link);
        assert_eq!(page.headers["cache-control"], "no-store", "the page holds a secret");
        let (mut home, _) = by_password(&site);
        let fields = [("current", PASSWORD), ("password", "tair afon, dwy bont")];
        assert_eq!(home.post("/en/account/password", &fields).status, 303);
        let used = browser.post(&link, &[]);
        assert_eq!(used.status, 422);
        assert!(used.headers.get("set-cookie").is_none());
    });
}

#[test]
fn a_first_password_needs_a_link_that_was_just_followed() {
    on_both(|test| {
        let site = Site::on(test, people::routes());
        let mut gwen = site.signed_in(Role::Reader, Scope::Space);
        let fields = [("password", "tair afon, dwy bont")];
        site.set_time(NOON + jiff::SignedDuration::from_mins(31));
        let late = gwen.post("/en/account/password", &fields);
        assert_eq!(late.status, 422);
        assert!(late.text.contains("ask for a link"), "{}", late.text);
        let mut fresh = site.signed_in(Role::Reader, Scope::Space);
        assert_eq!(fresh.post("/en/account/password", &fields).status, 303);
        assert_eq!(fresh.get("/en/account").status, 200);
    });
}

#[test]
fn a_password_that_others_would_guess_is_refused() {
    on_both(|test| {
        mair(test);
        let site = Site::on(test, people::routes());
        let (mut home, _) = by_password(&site);
        for (password, said) in [
            ("password1234", "Many people use this password"),
            ("Qwertyuiop12", "Many people use this password"),
            ("mairpugh2026", "made of your name"),
        ] {
            let fields = [("current", PASSWORD), ("password", password)];
            let refused = home.post("/en/account/password", &fields);
            assert_eq!(refused.status, 422, "{password}");
            assert!(refused.text.contains(said), "{password}: {}", refused.text);
        }
        assert_eq!(by_password(&site).1.status, 303, "the old one stays");
    });
}

#[test]
fn name_and_language_are_ones_own_to_change() {
    on_both(|test| {
        mair(test);
        let site = Site::on(test, people::routes());
        let (mut mair, _) = by_password(&site);
        assert_eq!(mair.post("/en/account", &[("name", " "), ("language", "en")]).status, 422);
        let saved = mair.post("/en/account", &[("name", "Mair Puw"), ("language", "en")]);
        assert_eq!(saved.location(), "/en/account?saved=account");
        let shown = mair.get(saved.location()).text;
        assert!(shown.contains("Mair Puw") && shown.contains("Your account was saved."), "{shown}");
        assert!(shown.contains("value=\"en\" checked"), "{shown}");
        for path in [
            "/en/account",
            "/en/account/password",
            "/en/account/sessions",
            "/en/sign-in",
            "/en/sign-out",
        ] {
            assert_eq!(mair.post_bare(path, &[]).status, 403, "{path}");
        }
        assert_eq!(mair.get("/en/account").status, 200);
        let nobody = site.visitor().post("/en/account", &[("name", "X")]);
        assert_eq!(nobody.status, 303);
    });
}
