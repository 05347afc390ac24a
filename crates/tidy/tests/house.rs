//! The order of the rooms, the size of files, and the paths that ARCHITECTURE.md names.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms, lowest line first. A crate may use crates of the lines before its own.
const LINES: &[&[&str]] = &[
    &["disclosure", "interchange", "opinion", "paper", "press", "statistics", "tidy"],
    &["kernel"],
    &["web"],
    &["places"],
    &["people"],
    &["listen"],
    &["sense"],
    &["publish"],
    &["edefyn"],
];

/// Words of the trade that say nothing about what is inside.
const EMPTY_NAMES: &[&str] = &["common", "utils", "util", "helpers", "helper", "misc", "shared"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Every file below `folder` with this ending.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if path.is_dir() {
                if !["target", "node_modules", "dist", ".git"].contains(&name.as_str()) {
                    waiting.push(path);
                }
            } else if name.ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn line(name: &str) -> Option<usize> {
    LINES.iter().position(|line| line.contains(&name))
}

#[test]
fn a_crate_uses_only_crates_of_the_lines_before_its_own() {
    let mut wrong = Vec::new();
    for manifest in files(&root().join("crates"), "Cargo.toml") {
        let text = fs::read_to_string(&manifest).unwrap();
        let parsed: toml::Table = text.parse().unwrap();
        let name = parsed["package"]["name"].as_str().unwrap().to_owned();
        let Some(own) = line(&name) else {
            wrong.push(format!("{name} has no line in the house"));
            continue;
        };
        let used = parsed.get("dependencies").and_then(|table| table.as_table());
        for used in used.into_iter().flat_map(|table| table.keys()) {
            if line(used).is_some_and(|line| line >= own) {
                wrong.push(format!("{name} uses {used}, which is not on a line before it"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn a_room_writes_only_its_own_tables() {
    let rooms = ["kernel", "places", "people", "listen", "sense", "publish"];
    let mut wrong = Vec::new();
    for room in rooms {
        for file in files(&root().join("crates").join(room).join("src"), ".rs") {
            let text = fs::read_to_string(&file).unwrap();
            // Tests may look at anything.
            let text = text.split("#[cfg(test)]").next().unwrap_or_default().to_lowercase();
            let code = |line: &&str| !line.trim_start().starts_with("//");
            let text: String = text.lines().filter(code).collect::<Vec<_>>().join("\n");
            for other in rooms.iter().filter(|other| **other != room) {
                for write in [
                    "insert into ",
                    "update ",
                    "delete from ",
                    "insert(\"",
                    "insert(\n            \"",
                ] {
                    if text.contains(&format!("{write}{other}_")) {
                        wrong.push(format!("{} writes a table of {other}", file.display()));
                    }
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn no_file_or_folder_has_an_empty_name() {
    let mut wrong = Vec::new();
    for file in files(&root().join("crates"), ".rs") {
        for part in file.strip_prefix(root()).unwrap().components() {
            let name = part.as_os_str().to_string_lossy();
            if EMPTY_NAMES.contains(&name.trim_end_matches(".rs")) {
                wrong.push(file.display().to_string());
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_rust_file_opens_with_what_is_in_it() {
    let wrong: Vec<String> = files(&root().join("crates"), ".rs")
        .into_iter()
        .filter(|file| !fs::read_to_string(file).unwrap().starts_with("//!"))
        .map(|file| file.display().to_string())
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn nothing_below_the_binary_reads_a_clock() {
    let mut wrong = Vec::new();
    for room in LINES.iter().flat_map(|line| line.iter()).filter(|room| **room != "edefyn") {
        for file in files(&root().join("crates").join(room).join("src"), ".rs") {
            let text = fs::read_to_string(&file).unwrap();
            for call in ["Timestamp::now()", "SystemTime::now()", "Zoned::now()"] {
                if text.contains(call) {
                    wrong.push(format!("{}: {call}", file.display()));
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_path_that_the_map_names_exists() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let named: BTreeMap<&str, bool> = text
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|word| word.contains('/') && !word.contains([' ', '{', '*', '<', ':']))
        .filter(|word| !word.starts_with('/'))
        .map(|word| (word, root().join(word).exists()))
        .collect();
    let missing: Vec<&&str> = named.iter().filter(|(_, there)| !**there).map(|(w, _)| w).collect();
    assert!(named.len() > 20, "the map names {} paths", named.len());
    assert_eq!(missing, Vec::<&&str>::new());
}

#[test]
fn both_databases_have_the_same_migrations_and_each_says_what_it_is_for() {
    let names = |database: &str| -> Vec<String> {
        files(&root().join("migrations").join(database), ".sql")
            .iter()
            .inspect(|file| {
                let text = fs::read_to_string(file).unwrap();
                assert!(text.starts_with("-- "), "{} does not say what it is for", file.display());
            })
            .map(|file| file.file_name().unwrap().to_string_lossy().into_owned())
            .collect()
    };
    assert_eq!(names("sqlite"), names("postgres"));
}
