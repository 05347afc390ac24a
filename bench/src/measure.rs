//! Everything that is measured of one filled space, in order: start, memory, pages, weights,
//! withdrawal, printing.

use crate::fill::Manifest;
use crate::http::{Ask, Browser};
use crate::server::Server;
use crate::timing::{Probe, Timing, quantile};
use crate::{Outcome, Target, weight};
use kernel::accounts;
use kernel::ids::AccountId;
use kernel::{Act, Actor, Chance, Space, Timestamp};
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};

/// How often it is started.
const STARTS: usize = 10;
/// How many voices are taken back that no report quotes.
const WITHDRAWN: usize = 20;

/// What was measured of one space.
#[derive(Debug, Default, Deserialize, Serialize)]
pub struct Measured {
    /// `SQLite` or `PostgreSQL`.
    pub database: String,
    /// How large it is.
    pub manifest: Manifest,
    /// From the start of the process until it said that it is ready, in milliseconds: half of
    /// the starts, and the slowest.
    pub ready: (f64, f64),
    /// Memory in bytes: when ready, after the pages, and the most there ever was.
    pub memory: [u64; 3],
    /// Every page.
    pub pages: Vec<Timing>,
    /// What the first load of a page weighs, in bytes: the page itself, and everything.
    pub weights: Vec<(String, u64, Option<u64>)>,
    /// Things done once or a few times: name, how often, half of them and the slowest, in
    /// milliseconds.
    pub tasks: Vec<(String, usize, f64, f64)>,
}

/// Measures the space, which must have been filled.
///
/// # Errors
/// When the program does not answer as it should.
pub fn measure(edefyn: &Path, target: &Target) -> Outcome<Measured> {
    let manifest = Manifest::read(&target.data)?;
    let [reader, administrator] = sessions(target, &manifest)?;
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        starts.push(Server::start(edefyn, target)?.ready);
    }
    let server = Server::start(edefyn, target)?;
    let address = server.address;
    let mut measured = Measured {
        database: if target.database.is_some() { "PostgreSQL" } else { "SQLite" }.into(),
        ready: (quantile(&mut starts, 0.5), quantile(&mut starts, 1.0)),
        ..Measured::default()
    };
    measured.memory[0] = server.memory()?.resident;
    for probe in probes(&manifest, address, &reader)? {
        match probe.measure(address) {
            Ok(timing) => {
                eprintln!("{}: {:.1} ms", timing.name, timing.p50);
                measured.pages.push(timing);
            }
            Err(error) => eprintln!("{}: not measured: {error}", probe.name),
        }
    }
    measured.tasks.push(changed_home(&manifest, address, &reader)?);
    measured.memory[1] = server.memory()?.resident;
    measured.weights = weight::weigh(&manifest, address, &reader)?;
    let plain = manifest.read.iter().filter(|id| !manifest.quoted.contains(id));
    let some: Vec<String> = plain.take(WITHDRAWN).cloned().collect();
    measured.tasks.push(withdrawals("take back a voice", &some, address, &administrator)?);
    let quoted = "take back a voice that the report quotes";
    measured.tasks.push(withdrawals(quoted, &manifest.quoted, address, &administrator)?);
    measured.memory[2] = server.memory()?.peak;
    drop(server);
    #[cfg(feature = "press")]
    measured.tasks.extend(crate::printing::print(target)?);
    measured.manifest = manifest;
    Ok(measured)
}

/// Signs the reader and the administrator in.
fn sessions(target: &Target, manifest: &Manifest) -> Outcome<[String; 2]> {
    let space = Space::open(&target.place())?;
    let start = |id: &str, seed: u8| -> Outcome<String> {
        let account: AccountId = id.parse()?;
        let now = Timestamp::now();
        let mut whole = [seed; 32];
        whole[..16].copy_from_slice(&now.as_nanosecond().to_be_bytes());
        let act = Act { actor: Actor::Command, now, chance: Chance::seeded(whole) };
        let token = space.change_now(act, move |tx| accounts::start_session(tx, account))?;
        Ok(token.reveal().to_owned())
    };
    Ok([start(&manifest.reader, 1)?, start(&manifest.administrator, 2)?])
}

/// The token that a form must carry, from a page that has one.
fn csrf(address: SocketAddr, session: &str, page: &str) -> Outcome<String> {
    let answer = Browser::plain(address, Some(session)).ask(&Ask::get(page))?;
    let text = answer.text();
    let token = text.split("name=\"csrf\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    Ok(token.ok_or_else(|| format!("{page} gave {} and no token", answer.status))?.to_owned())
}

fn probes(manifest: &Manifest, address: SocketAddr, reader: &str) -> Outcome<Vec<Probe>> {
    let signed_in =
        |name, asks: Vec<Ask>| Probe { name, asks, session: Some(reader.to_owned()), status: 200 };
    let public = |name, asks: Vec<Ask>| Probe { name, asks, session: None, status: 200 };
    let one = |path: &str| vec![Ask::get(path)];
    let search = |words: &str| one(&format!("/en/desk/voices?words={}", words.replace(' ', "+")));
    let coding = |id: &String| Ask::get(format!("/en/desk/voices/{id}/coding"));
    let report = format!("/en/reports/{}", manifest.report);
    let saved = manifest.unread.get(LEFT..).ok_or("few voices are unread")?;
    let export = format!("/en/desk/highlights/export?theme={}", manifest.theme);
    Ok(vec![
        signed_in("list of voices", one("/en/desk/voices")),
        signed_in("search, a rare word", search(&manifest.rare)),
        signed_in("search, a word in a third of the voices", search(&manifest.common)),
        signed_in("search, two words", search(&manifest.two)),
        signed_in("coding page", manifest.read.iter().map(coding).collect()),
        Probe {
            status: 303,
            ..signed_in("save a highlight", saves(manifest, saved, address, reader)?)
        },
        signed_in("list of highlights", one("/en/desk/highlights")),
        signed_in("highlights of a theme as CSV", one(&export)),
        signed_in("back office's first page", one("/en/desk")),
        public("home", one("/en")),
        public("report", one(&report)),
        public("report's PDF", one(&format!("{report}/report.pdf"))),
        public("thread", manifest.threads.iter().map(|n| Ask::get(format!("/en/t/{n}"))).collect()),
    ])
}

/// How many of the voices that nobody has read are left for other changes than saving.
const LEFT: usize = 20;

/// A form for the first line of each of some voices that nobody has read, with two themes.
fn saves(
    manifest: &Manifest,
    voices: &[String],
    address: SocketAddr,
    reader: &str,
) -> Outcome<Vec<Ask>> {
    let path = |id: &String| format!("/en/desk/voices/{id}/coding");
    let first = voices.first().ok_or("no voice is unread")?;
    let csrf = csrf(address, reader, &path(first))?;
    let mut themes = manifest.themes.iter().cycle();
    let mut save = |id: &String| {
        let mut form = format!("csrf={csrf}&line=1&start=&end=&memo=");
        for theme in themes.by_ref().take(2) {
            form.push_str(&format!("&theme={theme}"));
        }
        Ask::post(path(id), form)
    };
    Ok(voices.iter().map(&mut save).collect())
}

/// The home page, right after something was changed.
fn changed_home(
    manifest: &Manifest,
    address: SocketAddr,
    reader: &str,
) -> Outcome<(String, usize, f64, f64)> {
    let mut times = Vec::new();
    let left = manifest.unread.get(..LEFT / 2).ok_or("few voices are unread")?;
    for change in &saves(manifest, left, address, reader)? {
        Browser::new(address, Some(reader)).ask(change)?;
        let begun = Instant::now();
        Browser::new(address, None).ask(&Ask::get("/en"))?;
        times.push(begun.elapsed());
    }
    Ok(task("home, right after a change", times))
}

/// Takes voices back, as an officer does for their people.
fn withdrawals(
    name: &str,
    voices: &[String],
    address: SocketAddr,
    administrator: &str,
) -> Outcome<(String, usize, f64, f64)> {
    let path = |id: &String| format!("/en/desk/voices/{id}/withdrawal");
    let Some(first) = voices.first() else { return Ok(task(name, Vec::new())) };
    let csrf = csrf(address, administrator, &path(first))?;
    let mut browser = Browser::new(address, Some(administrator));
    let mut times = Vec::new();
    for id in voices {
        let form = format!("csrf={csrf}&reason=asked&sure=yes");
        let begun = Instant::now();
        let answer = browser.ask(&Ask::post(path(id), form))?;
        times.push(begun.elapsed());
        if !(200..400).contains(&answer.status) {
            return Err(format!("{} gave {}", path(id), answer.status).into());
        }
    }
    Ok(task(name, times))
}

/// A task's name, how often it was done, half of the times and the longest.
pub fn task(name: &str, mut times: Vec<Duration>) -> (String, usize, f64, f64) {
    let (half, most) = (quantile(&mut times, 0.5), quantile(&mut times, 1.0));
    eprintln!("{name}: {half:.1} ms");
    (name.to_owned(), times.len(), half, most)
}
