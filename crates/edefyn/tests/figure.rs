//! `edefyn figure` on real answers beside SciPy, and what it refuses.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn figure(file: &Path, before: &str, after: &str, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_edefyn"))
        .args(["figure", "paired"])
        .arg(file)
        .args(["--before", before, "--after", after])
        .args(more)
        .output()
        .unwrap()
}

fn told(output: &Output) -> Value {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Two waves of answers on worry and eight emotions, or says that there is none.
fn worry() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let file = root.join("../shared/data/worry/rwwd_two_waves_no_ids.csv");
    if !file.exists() {
        eprintln!("skipped: no shared data");
        return None;
    }
    Some(file)
}

#[test]
fn a_year_of_the_pandemic_is_told_as_scipy_tells_it() {
    let Some(file) = worry() else { return };
    let Some(python) = std::env::var_os("EDEFYN_ORACLES") else {
        eprintln!("skipped: scipy (EDEFYN_ORACLES names no Python)");
        return;
    };
    let script = "
import csv, json, sys
import numpy as np
from scipy import stats
rows = list(csv.DictReader(open(sys.argv[1], newline='', encoding='utf-8')))
for column in sys.argv[2:]:
    b, a = (np.array([float(row[column + wave]) for row in rows]) for wave in ('_wave1', '_wave2'))
    d, r = a - b, stats.ttest_rel(a, b)
    i = r.confidence_interval(0.95)
    print(json.dumps([len(d), b.mean(), a.mean(), d.mean(), i.low, i.high, r.statistic, int(r.df),
        r.pvalue, d.mean() / d.std(ddof=1), int((d > 0).sum()), int((d == 0).sum()),
        int((d < 0).sum())]))
";
    let columns = ["worry", "fear", "anxiety", "sadness", "happiness", "relaxation", "desire"];
    let output =
        Command::new(python).args(["-c", script]).arg(&file).args(columns).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).unwrap();
    assert_eq!(lines.lines().count(), columns.len());
    for (column, line) in columns.into_iter().zip(lines.lines()) {
        let wanted: Vec<f64> = serde_json::from_str(line).unwrap();
        let (before, after) = (format!("{column}_wave1"), format!("{column}_wave2"));
        let found = told(&figure(&file, &before, &after, &["--json"]));
        let keys = "n mean_before mean_after mean_change interval.0 interval.1 t \
                    degrees_of_freedom p effect_size up same down";
        for (key, wanted) in keys.split_whitespace().zip(wanted) {
            let found = match key.split_once('.') {
                Some((key, place)) => &found[key][place.parse::<usize>().unwrap()],
                None => &found[key],
            };
            let found = found.as_f64().unwrap();
            // A probability is right only if it is right in its own size, however small.
            let size = if key == "p" { wanted } else { wanted.abs().max(1.0) };
            let near = (found - wanted).abs() <= 1e-9 * size;
            assert!(near, "{column} {key}: {found} is not {wanted}");
        }
    }
}

#[test]
fn a_year_of_the_pandemic_is_read_in_both_languages() {
    let Some(file) = worry() else { return };
    let reading = |column: &str, language: &str| {
        let (before, after) = (format!("{column}_wave1"), format!("{column}_wave2"));
        let found = told(&figure(&file, &before, &after, &["--json", "--language", language]));
        assert_eq!((found["n"].as_u64(), found["left_out"].as_u64()), (Some(1_698), Some(0)));
        found["reading"].as_str().unwrap().to_owned()
    };
    assert_eq!(reading("worry", "en"), "Down, and unlikely to be chance.");
    assert_eq!(reading("worry", "cy"), "I lawr, ac yn annhebygol o fod ar hap.");
    assert_eq!(reading("happiness", "en"), "Up, and unlikely to be chance.");
}

fn file(text: &str) -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), text).unwrap();
    file
}

#[test]
fn the_whole_is_told_as_json_and_in_words() {
    let answers = [(4, 6), (5, 5), (6, 8), (3, 5), (7, 6), (4, 7), (5, 6), (6, 6), (2, 5), (5, 7)];
    let rows: String = answers.map(|(before, after)| format!("{before};{after}\n")).concat();
    let file = file(&format!("spring;autumn\n{rows};4\n5;n/a\n"));
    let found = told(&figure(file.path(), "spring", "autumn", &["--json"]));
    // From scipy.stats.ttest_rel.
    let wanted = json!({
        "n": 10, "left_out": 2, "mean_before": 4.7, "mean_after": 6.1, "mean_change": 1.4,
        "level": 0.95, "degrees_of_freedom": 9.0, "up": 7, "same": 2, "down": 1,
        "reading": "Up, and unlikely to be chance.",
    });
    for (key, wanted) in wanted.as_object().unwrap() {
        match wanted.as_f64() {
            Some(wanted) => assert!((found[key].as_f64().unwrap() - wanted).abs() < 1e-12, "{key}"),
            None => assert_eq!(&found[key], wanted),
        }
    }
    let output = figure(file.path(), "spring", "autumn", &["--smallest", "3", "--level", "90"]);
    let text = String::from_utf8(output.stdout).unwrap();
    let wanted = "Answered both times: 10. Left out for want of an answer: 2.\n\
                  Mean before 4.70, after 6.10, change 1.40.\n\
                  90% confidence interval of the change: 0.62 to 2.18.\n\
                  t = 3.28 with 9 degrees of freedom, p = 0.0095; effect size d_z = 1.04.\n\
                  Up 7, same 2, down 1.\n\
                  No change that matters.\n";
    assert_eq!(text, wanted);
}

/// A file in which each change is made from 5, and more rows.
fn changes(changes: &[i32], more: &str) -> tempfile::NamedTempFile {
    let rows: Vec<String> = changes.iter().map(|change| format!("5,{}\n", 5 + change)).collect();
    file(&format!("a,b\n{}{more}", rows.concat()))
}

#[test]
fn a_narrower_interval_makes_no_change_surer() {
    let file = changes(&[1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1], "");
    let found = told(&figure(file.path(), "a", "b", &["--json", "--level", "50"]));
    assert!(found["interval"][0].as_f64().unwrap() > 0.0, "{found}");
    assert!((found["p"].as_f64().unwrap() - 0.425).abs() < 0.005, "{found}");
    assert_eq!(found["reading"], "Too close to call.");
    // Nor a wider one less sure.
    let file = changes(&[3, 1, 2, 0, 2, 3, 1, -1, 2, 1], "");
    let found = told(&figure(file.path(), "a", "b", &["--json", "--level", "99.99"]));
    assert!(found["interval"][0].as_f64().unwrap() < 0.0, "{found}");
    assert_eq!(found["reading"], "Up, and unlikely to be chance.");
}

#[test]
fn one_huge_answer_does_not_make_the_others_all_alike() {
    let file = changes(&[3, 2, 1, 2, 1, 0, -1, -2, -1], "1e17,1e17\n");
    let found = told(&figure(file.path(), "a", "b", &["--json"]));
    let moved = ["up", "same", "down"].map(|way| found[way].as_u64().unwrap());
    assert_eq!(moved, [5, 2, 3]);
    assert!(found["t"].is_number(), "{found}");
    assert_eq!(found["reading"], "Too close to call.");
}

#[test]
fn a_change_too_small_for_a_float_to_square_is_told_as_none() {
    for rows in [4, 400] {
        let file = file(&format!("a,b\n{}0,5e-324\n", "0,0\n".repeat(rows)));
        let found = told(&figure(file.path(), "a", "b", &["--json"]));
        assert_eq!((&found["interval"], &found["p"]), (&Value::Null, &Value::Null));
    }
}

#[test]
fn a_small_figure_is_written_out() {
    let file = file("a,b\n0,0.0012\n0,0.0014\n0,0.0011\n");
    let output = figure(file.path(), "a", "b", &[]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("change 0.0012."), "{text}");
}

#[test]
fn a_bad_file_is_refused_with_every_fault_named_and_nothing_told() {
    let file = file("a,b\n1,2\nx,3\n4,five\n");
    let output = figure(file.path(), "a", "b", &["--json"]);
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(1), &b""[..]));
    let name = file.path().display();
    let not = "This is no number. Write digits, with a full stop before decimals, or leave the \
               cell empty.";
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        format!(
            "{name}: Line 3, column a: {not}\n{name}: Line 4, column b: {not}\n\
             edefyn: Nothing was worked out, because rows or cells could not be read: 2.\n"
        )
    );
}

#[test]
fn nobody_and_no_such_column_are_refused() {
    let nobody = file("a,b\n1,\n,2\n");
    let output = figure(nobody.path(), "a", "b", &[]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said, "edefyn: Nobody answered both times, so there is nothing to compare.\n");
    let output = figure(nobody.path(), "a", "c", &[]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said, "edefyn: The file has no column c. It has: a, b\n");
}
