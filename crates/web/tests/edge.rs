//! The edge: headers, tokens, languages, errors and limits, before any room is there.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use kernel::access::{Role, Scope, Verb, Within};
use kernel::testing::sqlite;
use kernel::{Fault, Refusal};
use serde::Deserialize;
use web::axum::routing::{get, post};
use web::testing::Site;
use web::{Context, Form, Page, PageError, PageResult, Path, Readers, Routes, Upload, askama};

#[derive(askama::Template)]
#[template(
    source = r#"{% extends "layout.html" %}{% block main %}<h1>{{ page.title }}</h1><p>{{ said }}</p>{% for p in page.problems %}<a href="{{ '#' }}{{ p.field }}">{{ p.text }}</a>{% endfor %}{% endblock %}"#,
    ext = "html"
)]
struct Echo {
    page: Page,
    said: String,
}

kernel::refusal! {
    /// A refusal for tests.
    pub enum NotSaid {
        /// Nothing was said.
        Nothing => "account-no-name" at "said",
    }
}

#[derive(Deserialize)]
struct Said {
    #[serde(default)]
    said: String,
}

async fn show(context: Context) -> PageResult {
    context.html(&Echo { page: context.page("web-nav-reports"), said: String::new() })
}

async fn create(context: Context, Form(form): Form<Said>) -> PageResult {
    if form.said.is_empty() {
        let page = context.page("web-nav-reports").refused(&NotSaid::Nothing);
        return context.refuse(&Echo { page, said: form.said });
    }
    context.html(&Echo { page: context.page("web-nav-reports"), said: form.said })
}

async fn take(context: Context, upload: Upload) -> PageResult {
    let size = upload.file("file").map_or(0, |file| file.size);
    let said = format!("{} {size}", upload.text("name"));
    context.html(&Echo { page: context.page("web-nav-reports"), said })
}

async fn walled(context: Context) -> PageResult {
    context.require(Verb::ReadAudit, Within::SPACE)?;
    show(context).await
}

async fn broken() -> PageResult {
    Err(PageError::Fault(Fault::Other("the secret is in the fault".into())))
}

async fn not_now(Path(why): Path<String>) -> PageResult {
    Err(PageError::Fault(match why.as_str() {
        "busy" => Fault::Busy,
        "lost" => Fault::Lost,
        "late" => Fault::TookTooLong,
        "not-yet" => Fault::NotYet,
        _ => Fault::Unsure,
    }))
}

/// A read that nothing but its deadline ends.
async fn endless(context: Context) -> PageResult {
    let work = |db: &kernel::Db| loop {
        db.only::<i64>("select 1", &[])?;
    };
    context.read::<(), _>(work).await?;
    show(context).await
}

async fn panics() -> PageResult {
    #[allow(clippy::panic)]
    {
        panic!("on purpose")
    }
}

fn routes() -> Routes {
    Routes::new()
        .page("/reports", get(show).post(create))
        .page("/desk/audit", get(walled))
        .plain("/broken", get(broken))
        .plain("/panics", get(panics))
        .plain("/not-now/{why}", get(not_now))
        .plain("/api/v1/not-now/{why}", get(not_now))
        .plain("/endless", get(endless))
        .plain("/api/v1/broken", get(broken))
        .upload("/import", post(take))
}

#[test]
fn every_answer_carries_the_headers_that_keep_a_browser_safe() {
    let test = sqlite();
    let site = Site::on(&test, routes());
    for path in ["/en/reports", "/nowhere", "/broken", "/assets/nothing.css"] {
        let answer = site.visitor().get(path);
        let policy = answer.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'"), "{path}");
        assert!(!policy.contains("unsafe"), "{path}");
        assert_eq!(answer.headers["x-content-type-options"], "nosniff", "{path}");
        assert_eq!(answer.headers["referrer-policy"], "same-origin", "{path}");
        assert_eq!(answer.headers["x-frame-options"], "DENY", "{path}");
    }
}

#[test]
fn what_can_not_be_done_now_is_said_in_a_sentence_with_when_to_ask_again() {
    let test = sqlite();
    let site = Site::on(&test, routes());
    let mut visitor = site.visitor();
    for (why, status, words, again) in [
        ("busy", 503, "The site is busy", Some("5")),
        ("lost", 503, "The site is busy", Some("30")),
        ("late", 503, "That took too long", Some("60")),
        ("not-yet", 503, "Not ready yet", Some("60")),
        ("unsure", 500, "We can’t tell whether that was kept", None),
    ] {
        let page = visitor.get(&format!("/not-now/{why}"));
        let after = page.headers.get("retry-after").map(|value| value.to_str().unwrap());
        assert_eq!((page.status.as_u16(), after), (status, again), "{why}");
        assert!(page.text.contains(words), "{why} {}", page.text);
        let json = visitor.get(&format!("/api/v1/not-now/{why}"));
        let after = json.headers.get("retry-after").map(|value| value.to_str().unwrap());
        assert_eq!((json.status.as_u16(), after), (status, again), "{why}");
        assert_eq!(json.headers["content-type"], "application/problem+json");
    }
}

#[test]
fn a_site_with_more_than_it_can_do_turns_visitors_away_and_knows_them_again_afterwards() {
    let mut test = sqlite();
    let limits = kernel::db::Limits {
        waiting: 1,
        read: std::time::Duration::from_millis(1500),
        ..Default::default()
    };
    test.space = kernel::Space::open_within(&test.place, limits).unwrap();
    let site = Site::on(&test, routes());
    let sian = site.signed_in(Role::Administrator, Scope::Space);
    let answers: Vec<_> = std::thread::scope(|scope| {
        let asks: Vec<_> = (0..16)
            .map(|n| {
                let mut sian = sian.clone();
                let path = if n % 2 == 0 { "/endless" } else { "/en/reports" };
                scope.spawn(move || sian.get(path))
            })
            .collect();
        asks.into_iter().map(|ask| ask.join().unwrap()).collect()
    });
    // Whoever was turned away, even before anybody knew who they are, is told so on a whole page.
    let turned_away: Vec<_> = answers.iter().filter(|answer| answer.status == 503).collect();
    assert!(!turned_away.is_empty());
    for answer in turned_away {
        assert!(answer.headers.contains_key("retry-after"));
        assert!(answer.text.contains("</html>"), "{}", answer.text);
    }
    assert_eq!(sian.clone().get("/en/desk/audit").status, 200);
}

#[test]
fn a_page_stands_at_an_address_in_each_language() {
    let test = sqlite();
    let site = Site::on(&test, routes());
    let english = site.visitor().get("/en/reports?page=2");
    let welsh = site.visitor().get("/cy/adroddiadau?page=2");
    assert_eq!((english.status.as_u16(), welsh.status.as_u16()), (200, 200));
    assert!(english.text.contains(r#"<html lang="en">"#));
    assert!(welsh.text.contains(r#"<html lang="cy">"#));
    assert!(english.text.contains(r#"href="/cy/adroddiadau?page=2""#));
    assert!(welsh.text.contains(r#"href="/en/reports?page=2""#));
    assert_eq!(site.visitor().get("/cy/reports").status, 404);
}

#[test]
fn a_form_without_a_good_token_is_refused() {
    let test = sqlite();
    let site = Site::on(&test, routes());
    let mut visitor = site.visitor();
    assert_eq!(visitor.post("/en/reports", &[("said", "helo")]).status, 200);
    assert_eq!(visitor.post_bare("/en/reports", &[("said", "helo")]).status, 403);
    let other = site.signed_in(Role::Reader, Scope::Space).csrf();
    let stolen = visitor.post_bare("/en/reports", &[("csrf", &other), ("said", "helo")]);
    assert_eq!(stolen.status, 403);
    assert!(stolen.text.contains("This form has grown old"));
    let welsh = visitor.post_bare("/cy/adroddiadau", &[("said", "helo")]);
    assert!(welsh.text.contains("Mae’r ffurflen hon wedi heneiddio"));
}

#[test]
fn a_form_from_another_site_is_refused_even_with_a_token() {
    let test = sqlite();
    let site = Site::on(&test, routes());
    let visitor = site.visitor();
    let csrf = visitor.csrf();
    for (name, value, status) in [
        ("sec-fetch-site", "cross-site", 403),
        ("sec-fetch-site", "same-site", 403),
        ("origin", "http://evil.test", 403),
        ("origin", "null", 403),
        ("origin", "http://site.test", 200),
        ("sec-fetch-site", "same-origin", 200),
    ] {
        let answer = visitor.clone().post_with(
            "/en/reports",
            &[("csrf", &csrf), ("said", "helo")],
            (name, value),
        );
        assert_eq!(answer.status.as_u16(), status, "{name}: {value}");
    }
}

#[test]
fn what_was_typed_comes_back_escaped_with_what_is_wrong() {
    let test = sqlite();
    let site = Site::on(&test, routes());
    let answer = site.visitor().post("/en/reports", &[("said", "")]);
    assert_eq!(answer.status, 422);
    assert!(answer.text.contains("<title>Error: Reports"));
    assert!(answer.text.contains("<a href=\"#said\">Enter a name of up to 120 characters.</a>"));
    let hostile = site.visitor().post("/en/reports", &[("said", "<script>alert(1)</script>")]);
    assert!(!hostile.text.contains("<script>alert"));
    assert_eq!(NotSaid::Nothing.field(), Some("said"));
}

#[test]
fn who_may_not_see_a_page_is_told_that_there_is_none() {
    let test = sqlite();
    let site = Site::on(&test, routes());
    let stranger = site.visitor().get("/cy/desg/archwiliad");
    assert_eq!(stranger.status, 303);
    assert_eq!(stranger.location(), "/cy/mewngofnodi?next=/cy/desg/archwiliad");
    assert_eq!(site.signed_in(Role::Reader, Scope::Space).get("/en/desk/audit").status, 404);
    assert_eq!(site.signed_in(Role::Administrator, Scope::Space).get("/en/desk/audit").status, 200);
}

#[test]
fn a_fault_is_told_without_its_words() {
    let test = sqlite();
    let site = Site::on(&test, routes());
    for path in ["/broken", "/panics"] {
        let page = site.visitor().get(path);
        assert_eq!(page.status, 500, "{path}");
        assert!(page.text.contains("Something went wrong on our side"), "{path}");
        assert!(page.text.contains("Reference: "), "{path}");
        assert!(!page.text.contains("secret"), "{path}");
    }
    let json = site.visitor().get("/api/v1/broken");
    assert_eq!(json.headers["content-type"], "application/problem+json");
    assert!(json.text.contains("\"status\":500") && !json.text.contains("secret"));
}

#[test]
fn a_file_that_is_too_large_is_refused() {
    let test = sqlite();
    let site = Site::on(&test, routes());
    let small = vec![b'x'; 1000];
    let large = vec![b'x'; (2 << 20) + 1];
    let mut visitor = site.visitor();
    let taken = visitor.upload("/en/import", &[("name", "a")], ("file", "a.csv", &small));
    assert!(taken.text.contains("<p>a 1000</p>"));
    let refused = visitor.upload("/en/import", &[("name", "a")], ("file", "a.csv", &large));
    assert_eq!(refused.status, 413);
    assert!(refused.text.contains("larger than this site takes"));
}

#[test]
fn styles_are_kept_for_a_year_and_sent_small() {
    let test = sqlite();
    let site = Site::on(&test, routes());
    let page = site.visitor().get("/en/reports").text;
    let from = page.find("/assets/site").unwrap();
    let address = page[from..].split('"').next().unwrap();
    let plain = site.visitor().get(address);
    let small = site.visitor().get_with(address, "accept-encoding", "gzip, br");
    assert_eq!(small.headers["content-encoding"], "br");
    assert!(small.bytes.len() * 3 < plain.bytes.len());
    assert!(plain.headers["cache-control"].to_str().unwrap().contains("immutable"));
}

/// How long the long answer is, in bytes: more than is kept in memory, and no whole number of pieces.
const LONG: usize = 3_000_001;

/// Writes a long answer, and breaks off in the middle when it is asked to.
async fn long(context: Context, Path(how): Path<String>) -> PageResult {
    let begin = context.writing();
    let work = move |_: &kernel::Db| {
        let mut out = begin();
        let bytes: Vec<u8> = (0..LONG).map(|n| u8::try_from(n % 251).unwrap()).collect();
        for (n, piece) in bytes.chunks(1_000).enumerate() {
            if how == "broken" && n == 2_000 {
                return Err(Fault::Other("in the middle".into()));
            }
            std::io::Write::write_all(&mut out, piece)?;
        }
        out.end()
    };
    let written = context.space.read(work).await?;
    context.download_written(written, "application/zip", "long.zip")
}

#[test]
fn a_long_answer_comes_whole_or_not_at_all_and_leaves_nothing_behind() {
    let test = sqlite();
    let site = Site::on(&test, Routes::new().plain("/long/{how}", get(long)));
    let places = site.app.places_for_answers(Readers::Visitors);
    let mut visitor = site.visitor();
    let whole = visitor.get("/long/whole");
    assert_eq!((whole.status.as_u16(), whole.bytes.len()), (200, LONG));
    assert!((0_usize..).zip(&whole.bytes).all(|(n, byte)| n % 251 == usize::from(*byte)));
    assert_eq!(whole.headers["content-length"], LONG.to_string());
    assert_eq!(site.app.places_for_answers(Readers::Visitors), places);
    let broken = visitor.get("/long/broken");
    assert_eq!(broken.status, 500);
    assert!(broken.text.contains("</html>") && !broken.headers.contains_key("content-disposition"));
    assert_eq!(site.app.places_for_answers(Readers::Visitors), places);
}

#[test]
fn a_reader_who_goes_away_gives_its_place_back_and_none_is_given_beyond_them() {
    let test = sqlite();
    let site = Site::on(&test, Routes::new());
    let writing = || {
        let mut out = site.app.writing(Readers::Visitors);
        std::io::Write::write_all(&mut out, &vec![7; LONG]).map(|()| out)
    };
    let places = site.app.places_for_answers(Readers::Visitors);
    let mut held = Vec::new();
    for left in (0..places).rev() {
        held.push(writing().unwrap().end().unwrap().body(0..10).unwrap());
        assert_eq!(site.app.places_for_answers(Readers::Visitors), left);
    }
    let refused = Fault::from(writing().err().unwrap());
    assert!(refused.is_busy(), "{refused}");
    let mut short = site.app.writing(Readers::Visitors);
    std::io::Write::write_all(&mut short, b"short").unwrap();
    assert_eq!(short.end().unwrap().size(), 5, "a short one needs no place");
    drop(held);
    assert_eq!(site.app.places_for_answers(Readers::Visitors), places);
}
