//! What the first load of a page weighs in a real browser: every byte that a Chromium without a
//! cache is sent, headers and fonts included, counted between it and the program.

use crate::Outcome;
use crate::fill::Manifest;
use crate::http::{Ask, Browser};
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// The browsers that are looked for.
const BROWSERS: &[&str] = &["chromium", "chromium-browser", "google-chrome"];

/// The size of some pages and of everything that their first load brings, where there is a
/// browser to tell.
///
/// # Errors
/// When a page can't be fetched.
pub fn weigh(
    manifest: &Manifest,
    address: SocketAddr,
    session: &str,
) -> Outcome<Vec<(String, u64, Option<u64>)>> {
    let coding = manifest.read.first().map(|id| format!("/en/desk/voices/{id}/coding"));
    let thread = manifest.threads.first().map(|number| format!("/en/t/{number}"));
    let pages = [
        ("home", Some("/en".to_owned()), None),
        ("report", Some(format!("/en/reports/{}", manifest.report)), None),
        ("thread", thread, None),
        ("coding page", coding, Some(session)),
    ];
    let mut weights = Vec::new();
    for (name, path, session) in pages {
        let Some(path) = path else { continue };
        let page = Browser::new(address, session).ask(&Ask::get(path.as_str()))?.bytes;
        let all = loaded(address, session, &path);
        if let Err(error) = &all {
            eprintln!("weight of {name}: {error}");
        }
        weights.push((name.to_owned(), page, all.ok()));
    }
    Ok(weights)
}

/// Loads a page in a new browser and counts what comes.
fn loaded(address: SocketAddr, session: Option<&str>, path: &str) -> Outcome<u64> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let between = listener.local_addr()?;
    let count = Arc::new(AtomicU64::new(0));
    let cookie = session.map(|token| format!("Cookie: edefyn={token}\r\n"));
    let counted = count.clone();
    std::thread::spawn(move || {
        for browser in listener.incoming().flatten() {
            let (counted, cookie) = (counted.clone(), cookie.clone());
            std::thread::spawn(move || pass(browser, address, cookie.as_deref(), &counted));
        }
    });
    let folder = std::env::temp_dir().join(format!("edefyn-bench-{}", between.port()));
    let run = |browser: &&&str| {
        Command::new(browser)
            .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"])
            .args(["--disable-background-networking", "--no-first-run", "--window-size=390,844"])
            .args(["--timeout=20000", "--virtual-time-budget=5000"])
            .arg(format!("--user-data-dir={}", folder.display()))
            .arg(format!("--screenshot={}", folder.join("page.png").display()))
            .arg(format!("http://{between}{path}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    };
    let found = BROWSERS.iter().find(run);
    let _ = std::fs::remove_dir_all(&folder);
    found.ok_or("skipped: no Chromium")?;
    match count.load(Ordering::Relaxed) {
        0 => Err("skipped: the browser fetched nothing".into()),
        bytes => Ok(bytes),
    }
}

/// Passes a connection on, with the cookie in each request, and counts what comes back.
fn pass(browser: TcpStream, address: SocketAddr, cookie: Option<&str>, count: &AtomicU64) {
    let Ok(server) = TcpStream::connect(address) else { return };
    let _ = browser.set_read_timeout(Some(Duration::from_secs(30)));
    let (Ok(mut requests), Ok(mut onward)) = (browser.try_clone(), server.try_clone()) else {
        return;
    };
    let cookie = cookie.unwrap_or("").to_owned();
    std::thread::spawn(move || {
        let mut waiting = Vec::new();
        let mut some = [0; 16 << 10];
        while let Ok(size @ 1..) = requests.read(&mut some) {
            waiting.extend_from_slice(some.get(..size).unwrap_or_default());
            // Only fetches without a body pass here, so each request ends with an empty line.
            while let Some(end) = waiting.windows(4).position(|four| four == b"\r\n\r\n") {
                let request: Vec<u8> = waiting.drain(..end + 4).collect();
                let head = request.get(..end + 2).unwrap_or_default();
                let sent = [head, cookie.as_bytes(), b"\r\n"].concat();
                if onward.write_all(&sent).is_err() {
                    return;
                }
            }
        }
        let _ = onward.shutdown(Shutdown::Write);
    });
    let (mut answers, mut back) = (server, browser);
    let mut some = [0; 16 << 10];
    while let Ok(size @ 1..) = answers.read(&mut some) {
        count.fetch_add(size as u64, Ordering::Relaxed);
        if back.write_all(some.get(..size).unwrap_or_default()).is_err() {
            return;
        }
    }
}
