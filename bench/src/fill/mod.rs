//! Fills an empty space: places and people, voices, highlights, findings and one report.
//!
//! Small things go through the rooms' own verbs, voices through the import verb. Half a million
//! highlights are written in bulk, as no verb is meant to write them.

mod bulk;
mod highlights;
mod places;
mod report;
mod voices;

use crate::Outcome;
use crate::words::Vocabulary;
use kernel::clock::{Date, Timestamp};
use kernel::db::Place;
use kernel::{Act, Actor, Chance, Space};
use postgres::{Client, NoTls};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// The moment at which everything in the space has happened: 1 November 2026, noon, in London.
const NOON: Timestamp = Timestamp::constant(1_793_534_400, 0);

/// The first day of the campaigns.
const OPENING: Date = Date::constant(2026, 1, 5);

/// How large the space becomes.
#[derive(clap::Args, Clone, Copy)]
pub struct Size {
    /// How many voices there are
    #[arg(long, default_value_t = 100_000)]
    voices: u32,
    /// How many highlights there are
    #[arg(long, default_value_t = 500_000)]
    highlights: u32,
}

/// What the measuring needs to know of a filled space.
#[derive(Debug, Default, Deserialize, Serialize)]
pub struct Manifest {
    /// How many voices there are.
    pub voices: u64,
    /// How many highlights there are.
    pub highlights: u64,
    /// The size of the database, in bytes; 0 when it is on a server.
    pub bytes: u64,
    /// How long each part of filling took, in seconds.
    pub seconds: Vec<(String, f64)>,
    /// The account of the first reader, who may read and mark all voices.
    pub reader: String,
    /// The account of an administrator.
    pub administrator: String,
    /// A word in a few voices.
    pub rare: String,
    /// A word in about a third of the voices.
    pub common: String,
    /// Two words, each in about a tenth of the voices.
    pub two: String,
    /// The smallest theme with at least 10,000 highlights.
    pub theme: String,
    /// How many highlights it has.
    pub theme_highlights: u64,
    /// Voices that the first reader has marked.
    pub read: Vec<String>,
    /// Voices that nobody has begun to read.
    pub unread: Vec<String>,
    /// Themes.
    pub themes: Vec<String>,
    /// The report's name in addresses.
    pub report: String,
    /// Voices that it quotes.
    pub quoted: Vec<String>,
    /// Threads of its claims.
    pub threads: Vec<i64>,
}

impl Manifest {
    /// Where the manifest of a space lies.
    pub fn path(data: &Path) -> PathBuf {
        data.join("bench.json")
    }

    /// Reads it.
    ///
    /// # Errors
    /// When the space was not filled.
    pub fn read(data: &Path) -> Outcome<Self> {
        let text = std::fs::read_to_string(Self::path(data))?;
        Ok(serde_json::from_str(&text)?)
    }

    /// Writes it.
    ///
    /// # Errors
    /// The system's.
    pub fn write(&self, data: &Path) -> Outcome<()> {
        Ok(std::fs::write(Self::path(data), serde_json::to_string_pretty(self)?)?)
    }
}

/// A space that is being filled.
struct Filling<'a> {
    space: &'a Space,
    chance: Chance,
    vocabulary: Vocabulary,
    size: Size,
    manifest: Manifest,
}

impl Filling<'_> {
    /// An act by the command line, so many minutes before [`NOON`].
    fn act(&mut self, minutes: i64) -> Act {
        let before = jiff::SignedDuration::from_mins(minutes);
        let now = NOON.checked_sub(before).unwrap_or(NOON);
        Act { actor: Actor::Command, now, chance: self.chance.fork() }
    }

    /// Times a part and says how long it took.
    fn timed<T>(&mut self, name: &str, work: impl FnOnce(&mut Self) -> Outcome<T>) -> Outcome<T> {
        let begun = Instant::now();
        let done = work(self)?;
        let seconds = begun.elapsed().as_secs_f64();
        eprintln!("{name}: {seconds:.1} s");
        self.manifest.seconds.push((name.to_owned(), seconds));
        Ok(done)
    }
}

/// Fills the empty database at `place`, with its files and manifest in the folder `data`.
///
/// # Errors
/// The database's, or a refusal of a verb, which a new space never gives.
pub fn fill(data: &Path, place: &Place, size: Size) -> Outcome<()> {
    std::fs::create_dir_all(data)?;
    if let Place::Server(url) = place {
        emptied(url)?;
    }
    let space = Space::open(place)?;
    let mut filling = Filling {
        space: &space,
        chance: Chance::seeded([11; 32]),
        vocabulary: Vocabulary::new(),
        size,
        manifest: Manifest::default(),
    };
    let places = filling.timed("places, people, themes", places::make)?;
    let said = filling.timed("voices", |filling| voices::make(filling, &places))?;
    let kept = filling.timed("highlights", |filling| highlights::make(filling, &places, said))?;
    let source = filling.timed("report", |filling| report::make(filling, &places, &kept))?;
    std::fs::write(data.join("report.md"), source)?;
    let mut manifest = filling.manifest;
    space.empty_log()?;
    drop(space);
    match place {
        Place::File(path) => manifest.bytes = std::fs::metadata(path)?.len(),
        Place::Server(url) => analysed(url)?,
    }
    manifest.write(data)
}

/// Does at once what the server does by itself after a while.
fn analysed(url: &str) -> Outcome<()> {
    Client::connect(url, NoTls)?.batch_execute("vacuum analyze")?;
    Ok(())
}

/// Makes the empty database that `url` names, in place of an old one.
fn emptied(url: &str) -> Outcome<()> {
    let (server, name) = url.rsplit_once('/').ok_or("the address names no database")?;
    if !name.starts_with("bench_") || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
    {
        return Err("only a database whose name begins with bench_ is made anew".into());
    }
    let mut client = Client::connect(&format!("{server}/postgres"), NoTls)?;
    client.batch_execute(&format!("drop database if exists {name} with (force)"))?;
    client.batch_execute(&format!("create database {name}"))?;
    Ok(())
}
