//! Doors: what a stranger may send, and how much of it is read.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use kernel::access::{Role, Scope, Verb};
use kernel::testing::sqlite;
use serde::Deserialize;
use std::sync::Mutex;
use web::axum::body::Bytes;
use web::axum::routing::post;
use web::testing::{Site, Visitor};
use web::{Context, Form, PageResult, Routes, Upload};

const FORM: &str = "application/x-www-form-urlencoded";
const FILES: &str = "multipart/form-data; boundary=edge";
/// The size of a piece, in bytes.
const PIECE: usize = 16 << 10;

#[derive(Deserialize)]
struct Said {
    #[serde(default)]
    said: String,
}

async fn say(context: Context, Form(form): Form<Said>) -> PageResult {
    context.see_other(&format!("/said/{}", form.said.len()))
}

async fn take(context: Context, upload: Upload) -> PageResult {
    let size = upload.file("file").map_or(0, |file| file.size);
    context.see_other(&format!("/took/{size}"))
}

/// A handler that asks for the body by a way of its own.
async fn grab(bytes: Bytes) -> String {
    format!("{} bytes", bytes.len())
}

static KEPT: Mutex<Vec<Upload>> = Mutex::new(Vec::new());

async fn keep(context: Context, upload: Upload) -> PageResult {
    KEPT.lock().unwrap().push(upload);
    context.see_other("/kept")
}

fn routes() -> Routes {
    Routes::new()
        .page("/reports", post(say))
        .page("/desk/audit", post(say))
        .gated("/desk/people", Verb::ManagePeople, post(say))
        .signed_in("/account", post(say))
        .gated_upload("/desk/import", Verb::ImportVoice, post(take))
        .upload("/themes", post(take))
        .upload("/thread", post(keep))
        .page("/privacy", post(grab))
}

/// Far more than anybody may send, in pieces.
fn endless(first: &str) -> Vec<Vec<u8>> {
    let mut pieces = vec![first.as_bytes().to_vec()];
    pieces.extend((0..4_000).map(|_| vec![b'x'; PIECE]));
    pieces
}

#[test]
fn nothing_is_read_of_who_may_not_send_it() {
    let test = sqlite();
    let site = Site::on(&test, routes());
    let paths = ["/en/desk/audit", "/en/desk/people", "/en/desk/import", "/en/account"];
    for path in paths {
        let mut stranger = site.visitor();
        let token = format!("csrf={}&said=", stranger.csrf());
        let (answer, taken) = stranger.send_pieces(path, FORM, endless(&token));
        assert_eq!((answer.status.as_u16(), taken), (303, 0), "{path}");
        assert!(answer.location().starts_with("/en/sign-in"), "{path}");
    }
    for path in ["/en/desk/people", "/en/desk/import"] {
        let mut reader = site.signed_in(Role::Reader, Scope::Space);
        let token = format!("csrf={}&said=", reader.csrf());
        let (token, media_type) = match path {
            "/en/desk/import" => (begun(&reader) + &part("said", None), FILES),
            _ => (token, FORM),
        };
        let (answer, taken) = reader.send_pieces(path, media_type, endless(&token));
        assert_eq!(answer.status, 404, "{path}");
        assert!(taken <= 3, "{path}: {taken} pieces, of which the first holds the token");
    }
    let mut other = site.visitor();
    let answer = other.post_with("/en/reports", &[], ("sec-fetch-site", "cross-site"));
    assert_eq!(answer.status, 403);
}

#[test]
fn little_is_read_before_the_token_is_found() {
    let test = sqlite();
    let site = Site::on(&test, routes());
    let part = "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";
    let text = "--edge\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n";
    for (path, media_type, first) in [
        ("/en/reports", FORM, "said="),
        ("/en/reports", FORM, "csrf=0&said="),
        ("/en/themes", FILES, part),
        ("/en/themes", FILES, text),
        ("/en/themes", FILES, "--edge\r\nX: "),
        ("/en/themes", FILES, ""),
    ] {
        let (answer, taken) = site.visitor().send_pieces(path, media_type, endless(first));
        let status = answer.status.as_u16();
        assert!([400, 403, 413].contains(&status), "{path} {first}: {status}");
        assert!(taken <= 4, "{path} {first}: {taken} pieces");
    }
}

#[test]
fn a_form_is_bounded_though_nobody_says_how_long_it_is() {
    let test = sqlite();
    let site = Site::on(&test, routes());
    let mut visitor = site.visitor();
    let token = format!("csrf={}&said=", visitor.csrf());
    let (answer, taken) = visitor.send_pieces("/en/reports", FORM, endless(&token));
    assert_eq!(answer.status, 413);
    assert!(taken <= 6, "{taken} pieces of a public form");
    let small = [token.clone().into_bytes(), vec![b'x'; 60 << 10]];
    assert_eq!(visitor.send_pieces("/en/reports", FORM, small).0.location(), "/en/said/61440");
    let mut worker = site.signed_in(Role::Administrator, Scope::Space);
    let token = format!("csrf={}&said=", worker.csrf());
    let long = std::iter::once(token.into_bytes()).chain((0..64).map(|_| vec![b'x'; PIECE]));
    let (answer, taken) = worker.send_pieces("/en/desk/people", FORM, long);
    assert_eq!((answer.location(), taken), ("/en/said/1048576", 65));
}

fn part(name: &str, file: Option<&str>) -> String {
    let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
    format!("\r\n--edge\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n")
}

/// The beginning of a form with files, with a good token.
fn begun(visitor: &Visitor<'_>) -> String {
    part("csrf", None).trim_start().to_owned() + &visitor.csrf()
}

#[test]
fn a_form_with_files_is_bounded_in_all_its_parts() {
    let test = sqlite();
    let site = Site::on(&test, routes());
    let mut visitor = site.visitor();
    let token = begun(&visitor);
    let whole = |first: String| endless(&(token.clone() + &first));
    // A text, the head of a part, and what stands before one, that never end.
    for first in [part("said", None), "\r\n--edge\r\nX-Long: ".to_owned(), part("f", Some("a"))] {
        let (answer, taken) = visitor.send_pieces("/en/themes", FILES, whole(first.clone()));
        assert_eq!(answer.status, 413, "{first}");
        // The largest upload of a test is 2 MiB, with 1 MiB beside it.
        assert!(taken <= 200, "{first}: {taken} pieces");
    }
    // Many files of which each is small enough, and many texts.
    let files = (0..10).map(|n| {
        let mut piece = part(&format!("f{n}"), Some("a")).into_bytes();
        piece.extend(vec![b'x'; 1 << 20]);
        piece
    });
    let pieces: Vec<Vec<u8>> = std::iter::once(token.clone().into_bytes()).chain(files).collect();
    let (answer, taken) = visitor.send_pieces("/en/themes", FILES, pieces);
    assert_eq!(answer.status, 413);
    assert!(taken <= 5, "{taken} files");
    let texts = (0..198).map(|n| {
        let mut piece = part(&format!("t{n}"), None).into_bytes();
        piece.extend(vec![b'x'; 100 << 10]);
        piece
    });
    let pieces: Vec<Vec<u8>> = std::iter::once(token.into_bytes()).chain(texts).collect();
    let (answer, taken) = visitor.send_pieces("/en/themes", FILES, pieces);
    assert_eq!(answer.status, 413);
    // A mebibyte of texts, and what was read ahead of them.
    assert!(taken <= 30, "{taken} texts");
}

#[test]
fn fields_and_their_names_are_counted() {
    let test = sqlite();
    let site = Site::on(&test, routes());
    let mut visitor = site.visitor();
    let many: Vec<(String, &str)> = (0..6_000).map(|n| (format!("f{n}"), "")).collect();
    let many: Vec<(&str, &str)> =
        many.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    assert_eq!(visitor.post("/en/reports", &many).status, 413);
    assert_eq!(visitor.post("/en/reports", &many[..50]).status, 303);
    let name = "n".repeat(201);
    assert_eq!(visitor.post("/en/reports", &[(&name, "")]).status, 413);
    let (token, long) = (begun(&visitor), part(&name, None) + "x\r\n--edge--\r\n");
    let pieces = [token.into_bytes(), long.into_bytes()];
    assert_eq!(visitor.send_pieces("/en/themes", FILES, pieces).0.status, 413);
}

#[test]
fn a_body_is_out_of_reach_of_whoever_does_not_pass_the_door() {
    let test = sqlite();
    let site = Site::on(&test, routes());
    let (answer, taken) = site.visitor().send_pieces("/en/privacy", FORM, endless(""));
    assert_eq!((answer.text.as_str(), taken), ("0 bytes", 0));
}

#[test]
fn uploads_are_few_at_once() {
    let test = sqlite();
    let site = Site::on(&test, routes());
    let mut visitor = site.visitor();
    let mut send = || visitor.upload("/en/thread", &[], ("file", "a", b"x")).status.as_u16();
    let statuses: Vec<u16> = (0..10).map(|_| send()).collect();
    assert_eq!(statuses, [303, 303, 303, 303, 303, 303, 303, 303, 503, 503]);
    KEPT.lock().unwrap().clear();
    assert_eq!(send(), 303);
    KEPT.lock().unwrap().clear();
}

#[test]
fn over_https_only_the_cookie_of_this_host_counts() {
    let test = sqlite();
    let site = Site::over_https(&test, routes());
    let mut worker = site.signed_in(Role::Administrator, Scope::Space);
    assert_eq!(worker.post("/en/account", &[]).location(), "/en/said/0");
    let name = worker.rename_cookie("__Host-edefyn", "edefyn");
    assert_eq!(name, 1, "a session over https has a cookie of the host");
    let refused = worker.post("/en/account", &[]);
    assert!(refused.location().starts_with("/en/sign-in"), "{}", refused.location());
    // And over plain http, where no browser takes such a cookie, the plain one does.
    let test = sqlite();
    let site = Site::on(&test, routes());
    let mut worker = site.signed_in(Role::Administrator, Scope::Space);
    assert_eq!(worker.post("/en/account", &[]).location(), "/en/said/0");
    worker.rename_cookie("edefyn", "__Host-edefyn");
    assert!(worker.post("/en/account", &[]).location().starts_with("/en/sign-in"));
}
