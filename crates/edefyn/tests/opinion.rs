//! `edefyn opinion groups` on the real conversations, held against an independent implementation
//! where `EDEFYN_ORACLES` names a Python; and on bad files.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn edefyn(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_edefyn")).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn groups(folder: &Path, more: &[&str]) -> Value {
    let told = edefyn(&[&["opinion", "groups", folder.to_str().unwrap(), "--json"], more].concat());
    assert!(told.status.success(), "{}", text(&told.stderr));
    serde_json::from_slice(&told.stdout).unwrap()
}

fn conversations() -> Vec<PathBuf> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/polis");
    let Ok(folders) = std::fs::read_dir(shared) else {
        println!("skipped: no shared data (polis)");
        return Vec::new();
    };
    folders.map(|folder| folder.unwrap().path()).filter(|folder| folder.is_dir()).collect()
}

/// Writes `files` into a folder of their own.
fn export(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

#[test]
fn red_dwarf_confirms_what_is_told_of_real_conversations() {
    let oracle = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle/opinion.py");
    for folder in conversations() {
        let found = groups(&folder, &[]);
        let Some(python) = std::env::var_os("EDEFYN_ORACLES") else {
            println!("skipped: red-dwarf (EDEFYN_ORACLES names no Python)");
            return;
        };
        let result = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(result.path(), found.to_string()).unwrap();
        let told =
            Command::new(python).arg(&oracle).arg(&folder).arg(result.path()).output().unwrap();
        assert!(told.status.success(), "{}: {}", folder.display(), text(&told.stderr));
        println!("{}: {}", folder.display(), text(&told.stdout));
    }
}

#[test]
fn every_group_is_as_large_as_asked_and_holds_those_it_names() {
    for folder in conversations() {
        for smallest in ["3", "10"] {
            let found = groups(&folder, &["--smallest", smallest]);
            let groups = found["groups"].as_array().unwrap();
            assert_eq!(found["k"].as_u64().unwrap_or(0), groups.len() as u64);
            for group in groups {
                let size = group["size"].as_u64().unwrap();
                assert!(size >= smallest.parse().unwrap(), "{}", folder.display());
                assert_eq!(group["members"].as_array().unwrap().len() as u64, size);
                assert!(!group["representative"].as_array().unwrap().is_empty());
            }
        }
    }
}

#[test]
fn the_picture_is_a_file_of_its_own_with_a_mark_for_everybody() {
    let Some(folder) =
        conversations().into_iter().find(|folder| folder.ends_with("london.youth.policing"))
    else {
        return;
    };
    let svg = tempfile::NamedTempFile::new().unwrap();
    let found = groups(&folder, &["--svg", svg.path().to_str().unwrap(), "--language", "cy"]);
    let picture = std::fs::read_to_string(svg.path()).unwrap();
    assert!(
        picture.starts_with("<svg ") && picture.contains("xmlns=\"http://www.w3.org/2000/svg\"")
    );
    assert!(picture.contains("<title>Pawb a bleidleisiodd"));
    // The outline of a group has corners and ends; each mark has an M and a z of its own.
    let outlines = picture.matches("stroke-width=\"1.5\"").count();
    assert_eq!(picture.matches('M').count() - outlines, 26);
    assert_eq!(outlines, found["groups"].as_array().unwrap().len());
}

const COMMENTS: &str = "comment-id,moderated,comment-body\n1,1,Buses\n2,1,Benches\n";

#[test]
fn every_bad_row_is_named_by_file_line_and_column_and_nothing_is_told() {
    let folder = export(&[
        ("comments.csv", COMMENTS),
        ("votes.csv", "comment-id,voter-id,vote\n1,1,1\n3,1,1\n1,x,5\n1,2\n"),
    ]);
    let told = edefyn(&["opinion", "groups", folder.path().to_str().unwrap(), "--json"]);
    assert_eq!((told.status.code(), text(&told.stdout)), (Some(1), String::new()));
    let said = text(&told.stderr);
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(
        lines[0],
        "votes.csv: Line 3, column comment-id: comments.csv has no statement with this number."
    );
    assert_eq!(lines[1], "votes.csv: Line 4, column voter-id: This is no whole number from 0 on.");
    assert_eq!(lines[2], "votes.csv: Line 4, column vote: This is no vote. Write 1, 0 or -1.");
    assert!(lines[3].starts_with("votes.csv: Line 5: The row has 2 cells"), "{said}");
    assert!(
        lines[4].contains("Nothing was worked out, because rows or cells could not be read: 4.")
    );
    assert_eq!(lines.len(), 5, "{said}");
}

#[test]
fn a_folder_without_an_export_is_refused_in_a_sentence() {
    let folder = export(&[("comments.csv", COMMENTS)]);
    let told = edefyn(&["opinion", "groups", folder.path().to_str().unwrap()]);
    assert_eq!(told.status.code(), Some(1));
    assert!(
        text(&told.stderr).contains("neither votes.csv nor participants-votes.csv"),
        "{}",
        text(&told.stderr)
    );
}

#[test]
fn too_few_people_make_no_group_and_the_rest_is_told() {
    let folder = export(&[
        ("comments.csv", COMMENTS),
        ("votes.csv", "comment-id,voter-id,vote\n1,1,1\n2,1,-1\n1,2,1\n"),
    ]);
    let found = groups(folder.path(), &[]);
    assert_eq!(found["k"], Value::Null);
    assert_eq!((&found["participants"], &found["votes"]), (&2.into(), &3.into()));
    assert_eq!(found["groups"], Value::Array(Vec::new()));
    let told = edefyn(&["opinion", "groups", folder.path().to_str().unwrap()]);
    assert!(text(&told.stdout).contains("No groups are told of"), "{}", text(&told.stdout));
}

/// An export of so many people who vote on twelve statements.
fn voted(people: u32, vote: impl Fn(u32, u32) -> Option<i32>) -> tempfile::TempDir {
    let comments: String = (0..12).map(|id| format!("{id},1,Statement {id}\n")).collect();
    let mut votes = String::from("comment-id,voter-id,vote\n");
    for (voter, comment) in (0..people).flat_map(|one| (0..12).map(move |other| (one, other))) {
        if let Some(vote) = vote(voter, comment) {
            votes.push_str(&format!("{comment},{voter},{vote}\n"));
        }
    }
    let comments = format!("comment-id,moderated,comment-body\n{comments}");
    export(&[("comments.csv", &comments), ("votes.csv", &votes)])
}

#[test]
fn no_count_of_few_people_is_printed_nor_one_that_gives_it() {
    // Two camps of twenty, of which a few think otherwise and one does not see a statement.
    let folder = voted(40, |voter, comment| match comment {
        0..4 if voter % 20 < comment => Some(-1),
        0..4 => Some(1),
        4 if voter == 7 => None,
        _ if (voter < 20) == (comment % 2 == 0) => Some(1),
        _ => Some(-1),
    });
    let said = text(&edefyn(&["opinion", "groups", folder.path().to_str().unwrap()]).stdout);
    assert!(said.contains("Group A: 20 people") && said.contains("Group B: 20 people"), "{said}");
    let few = |people: u64| (1..5).contains(&people);
    let mut hidden = 0;
    for line in said.lines().filter(|line| line.contains(" of ") && line.starts_with("  ")) {
        let mut words = line.split_whitespace();
        let [one, all] = [words.next().unwrap(), words.nth(1).unwrap()];
        let [one, all] = [one, all].map(|word| word.parse::<u64>().ok());
        hidden += usize::from(one.is_none() || all.is_none());
        assert!(!one.is_some_and(few) && !all.is_some_and(few), "{line}");
        assert!(!all.is_some_and(|all| few(20_u64.abs_diff(all)) || few(40 - all)), "{line}");
        assert!(!one.zip(all).is_some_and(|(one, all)| few(all - one)), "{line}");
    }
    assert!(hidden > 0 && said.contains("20 of 20 "), "{said}");
    assert!(said.contains("[c] is hidden: a count of people under 5"), "{said}");
    let found = groups(folder.path(), &[]);
    for statement in found["statement_figures"].as_array().unwrap() {
        let counts = ["agree", "disagree", "pass"].map(|key| statement[key].as_u64());
        assert!(counts.iter().flatten().all(|count| !few(*count)), "{statement}");
    }
    let groups = found["groups"].as_array().unwrap().iter();
    for one in groups.flat_map(|group| group["representative"].as_array().unwrap()) {
        let (some, all) = (one["successes"].as_u64(), one["trials"].as_u64());
        assert!(!some.is_some_and(few), "{one}");
        assert!(some.is_some() && all.is_some() || one["share"].is_null(), "{one}");
    }
}

#[test]
fn one_person_far_out_is_told_of_without_being_counted() {
    let folder = voted(31, |voter, comment| match voter {
        0 => Some(-1),
        _ if (voter % 2 == 0) == (comment % 2 == 0) => Some(0),
        _ => Some(1),
    });
    let said = text(&edefyn(&["opinion", "groups", folder.path().to_str().unwrap()]).stdout);
    assert!(said.starts_with("Participants: [c]."), "{said}");
    assert!(said.contains("Group A: 15 people") && said.contains("Group B: 15 people"), "{said}");
    assert!(said.contains("Some people stand so far apart from all others"), "{said}");
    assert!(!said.contains(" 31") && !said.contains("1 of "), "{said}");
}
