//! The results as Markdown: what was measured on each database, beside the targets and the
//! peers.

use crate::Outcome;
use crate::measure::Measured;
use crate::timing::Timing;
use serde::Deserialize;
use std::path::PathBuf;

/// What was measured of another program.
#[derive(Deserialize)]
struct Peer {
    /// Which program and what it did.
    name: String,
    /// Half of the times and the slowest, in milliseconds; nothing when it was skipped.
    times: Option<(f64, f64)>,
    /// How large the result was or why it was skipped.
    note: String,
}

/// The targets, by the name of what they are about: milliseconds at half of the times.
const TARGETS: &[(&str, f64)] = &[
    ("coding page", 5.0),
    ("save a highlight", 5.0),
    ("list of highlights", 5.0),
    ("print the report", 150.0),
];

/// The page whose target goes by the number of highlights: 100 milliseconds for 10,000.
const EXPORT: &str = "highlights of a theme as CSV";
const EXPORTED: f64 = 0.01;

/// The most that a start may take, in milliseconds, and the memory that it may hold, in bytes.
const READY: f64 = 300.0;
const MEMORY: f64 = 60.0 * MIB;
/// The most that a first load may weigh, in bytes.
const WEIGHT: f64 = 150.0 * 1024.0;
const MIB: f64 = 1024.0 * 1024.0;

/// Reads the results and gives the tables.
///
/// # Errors
/// When a file can't be read.
pub fn table(files: &[PathBuf], peers: Option<&PathBuf>) -> Outcome<String> {
    let mut measured: Vec<Measured> = Vec::new();
    for file in files {
        measured.push(serde_json::from_str(&std::fs::read_to_string(file)?)?);
    }
    let mut text = String::new();
    for one in &measured {
        of_one(one, &mut text);
    }
    if let Some(file) = peers {
        let peers: Vec<Peer> = serde_json::from_str(&std::fs::read_to_string(file)?)?;
        of_peers(&peers, &mut text);
    }
    Ok(text)
}

/// A target beside what was measured, and whether it is met.
fn target(most: Option<f64>, measured: f64, unit: &str) -> String {
    most.map_or(String::new(), |most| {
        format!("under {most:.0} {unit}: {}", if measured < most { "met" } else { "**missed**" })
    })
}

fn named(name: &str) -> Option<f64> {
    TARGETS.iter().find(|(known, _)| *known == name).map(|(_, most)| *most)
}

fn of_one(one: &Measured, text: &mut String) {
    let manifest = &one.manifest;
    text.push_str(&format!(
        "\n### {}: {} voices, {} highlights\n\n",
        one.database, manifest.voices, manifest.highlights
    ));
    if manifest.bytes > 0 {
        text.push_str(&format!("The database is {:.0} MB.\n\n", manifest.bytes as f64 / 1e6));
    }
    text.push_str(
        "| page | p50 | p99 | with 8 at once: requests/s | p50 | p99 | answer | target |\n\
         |---|--:|--:|--:|--:|--:|--:|---|\n",
    );
    for page in &one.pages {
        let Timing { name, p50, p99, per_second, p50_at_once, p99_at_once, bytes, .. } = page;
        let highlights = manifest.theme_highlights;
        let (name, most) = match name.as_str() {
            EXPORT => (format!("{highlights} {EXPORT}"), Some(highlights as f64 * EXPORTED)),
            name => (name.to_owned(), named(name)),
        };
        text.push_str(&format!(
            "| {name} | {p50:.1} ms | {p99:.1} ms | {per_second:.0} | {p50_at_once:.1} ms | \
             {p99_at_once:.1} ms | {:.1} KB | {} |\n",
            *bytes as f64 / 1024.0,
            target(most, *p50, "ms")
        ));
    }
    text.push_str("\n| task | times | p50 | slowest | target |\n|---|--:|--:|--:|---|\n");
    for (name, times, half, most) in &one.tasks {
        let target = target(named(name), *half, "ms");
        text.push_str(&format!("| {name} | {times} | {half:.1} ms | {most:.1} ms | {target} |\n"));
    }
    for (name, seconds) in &manifest.seconds {
        text.push_str(&format!("| fill: {name} | 1 | {:.1} s | | |\n", seconds));
    }
    let (ready, slowest) = one.ready;
    let ready_target = target(Some(READY), ready, "ms");
    text.push_str(&format!(
        "| from start to ready | 10 | {ready:.0} ms | {slowest:.0} ms | {ready_target} |\n"
    ));
    text.push_str("\n| size | measured | target |\n|---|--:|---|\n");
    let names = ["memory when ready", "memory after all pages", "the most memory there was"];
    for (at, (name, bytes)) in names.iter().zip(one.memory).enumerate() {
        let most = (at == 0).then_some(MEMORY / MIB);
        let size = bytes as f64 / MIB;
        text.push_str(&format!("| {name} | {size:.0} MB | {} |\n", target(most, size, "MB")));
    }
    for (name, page, all) in &one.weights {
        let page = *page as f64 / 1024.0;
        text.push_str(&match all {
            Some(all) => {
                let all = *all as f64 / 1024.0;
                let target = target(Some(WEIGHT / 1024.0), all, "KB");
                format!(
                    "| first load of {name} | {all:.0} KB ({page:.0} KB of HTML) | {target} |\n"
                )
            }
            None => format!("| first load of {name}, the HTML alone | {page:.0} KB | |\n"),
        });
    }
}

fn of_peers(peers: &[Peer], text: &mut String) {
    text.push_str("\n### Peers, on the same machine in the same run\n\n");
    text.push_str("| program | p50 | slowest | |\n|---|--:|--:|---|\n");
    for Peer { name, times, note } in peers {
        text.push_str(&match times {
            Some((half, most)) => format!("| {name} | {half:.0} ms | {most:.0} ms | {note} |\n"),
            None => format!("| {name} | skipped | | {note} |\n"),
        });
    }
}
