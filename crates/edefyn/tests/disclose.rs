//! `edefyn disclose` on real files, attacked with SciPy, and what it refuses.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn disclose(file: &Path, rows: &str, columns: &str, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_edefyn"))
        .arg("disclose")
        .arg(file)
        .args(["--rows", rows, "--columns", columns])
        .args(more)
        .output()
        .unwrap()
}

fn shared(file: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let path = root.join("../shared/data").join(file);
    if !path.exists() {
        eprintln!("skipped: no shared data ({file})");
    }
    path.exists().then_some(path)
}

/// Counts the file again, holds every shown figure against that, and bounds every hidden one from
/// all that is shown; prints the narrowest range and how many are hidden.
const ATTACK: &str = "
import csv, json, sys
import numpy as np
from scipy.optimize import linprog
path, rows, columns, told = sys.argv[1], sys.argv[2], sys.argv[3], json.loads(sys.argv[4])
at = {name: place for place, name in enumerate(told['row_categories'])}
to = {name: place for place, name in enumerate(told['column_categories'])}
n = np.zeros((len(at) + 1, len(to) + 1), int)
for row in csv.DictReader(open(path, newline='', encoding='utf-8')):
    n[at[row[rows].strip() or '(missing)'], to[row[columns].strip() or '(missing)']] += 1
n[-1] = n[:-1].sum(axis=0)
n[:, -1] = n[:, :-1].sum(axis=1)
shown = [row + [total] for row, total in zip(told['cells'], told['row_totals'])]
shown.append(told['column_totals'] + [told['total']])
places = [(i, j) for i in range(n.shape[0]) for j in range(n.shape[1])]
hidden = {p: k for k, p in enumerate(p for p in places if shown[p[0]][p[1]] is None)}
for i, j in places:
    if (i, j) not in hidden:
        assert shown[i][j] == n[i, j] and (n[i, j] == 0 or n[i, j] >= told['threshold']), (i, j)
last = n.shape[0] - 1, n.shape[1] - 1
lines = [[(i, j) for j in range(last[1])] + [(i, last[1])] for i in range(last[0] + 1)]
lines += [[(i, j) for i in range(last[0])] + [(last[0], j)] for j in range(last[1] + 1)]
a, b = np.zeros((len(lines), len(hidden))), np.zeros(len(lines))
for k, line in enumerate(lines):
    for p, sign in zip(line, [1] * (len(line) - 1) + [-1]):
        if p in hidden:
            a[k, hidden[p]] = sign
        else:
            b[k] -= sign * n[p]
narrowest = np.inf
for k in range(len(hidden)):
    c = np.eye(len(hidden))[k]
    ends = [linprog(sign * c, A_eq=a, b_eq=b, bounds=(1, None)) for sign in (1, -1)]
    if ends[1].status == 0:
        narrowest = min(narrowest, -ends[1].fun - ends[0].fun)
assert len(told['suppressed']) == len(hidden)
print(len(hidden), narrowest)
";

#[test]
fn scipy_narrows_no_hidden_count_of_real_files() {
    let Some(python) = std::env::var_os("EDEFYN_ORACLES") else {
        eprintln!("skipped: scipy (EDEFYN_ORACLES names no Python)");
        return;
    };
    let (worry, wales) =
        ("worry/rwwd_two_waves_no_ids.csv", "deprivation/imd2019_wales_lsoa11.csv");
    for (file, rows, columns, threshold) in [
        (worry, "worry_wave1", "worry_wave2", "10"),
        (worry, "worry_wave1", "Sex_wave1", "5"),
        (worry, "age_wave1", "Sex_wave1", "3"),
        (wales, "IMD_decile", "Access_decile", "10"),
    ] {
        let Some(path) = shared(file) else { continue };
        let output = disclose(&path, rows, columns, &["--threshold", threshold, "--json"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let told = String::from_utf8(output.stdout).unwrap();
        let attack = Command::new(&python)
            .args(["-c", ATTACK])
            .arg(&path)
            .args([rows, columns, &told])
            .output()
            .unwrap();
        assert!(attack.status.success(), "{}", String::from_utf8_lossy(&attack.stderr));
        let found = String::from_utf8(attack.stdout).unwrap();
        let (hidden, narrowest) = found.trim().split_once(' ').unwrap();
        let asked = threshold.parse::<f64>().unwrap() - 2.0;
        assert!(hidden.parse::<usize>().unwrap() > 0);
        assert!(narrowest.parse::<f64>().unwrap() >= asked - 1e-6, "{rows} {columns} {narrowest}");
    }
}

#[test]
fn what_cannot_be_done_is_refused_in_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("survey.csv");
    std::fs::write(&file, "age,safe\n18,yes\n19\n20,no,no\n").unwrap();
    let said = |output: Output| {
        assert_eq!(output.status.code(), Some(1));
        assert!(output.stdout.is_empty());
        String::from_utf8(output.stderr).unwrap()
    };
    let rows = said(disclose(&file, "age", "safe", &[]));
    assert!(
        rows.contains("survey.csv: Line 3: ") && rows.contains("survey.csv: Line 4: "),
        "{rows}"
    );
    assert!(rows.ends_with(
        "edefyn: Nothing was worked out, because rows or cells could not be read: 2.\n"
    ));
    assert_eq!(
        said(disclose(&file, "age", "sex", &[])),
        "edefyn: The file has no column sex. It has: age, safe\n"
    );
    assert_eq!(
        said(disclose(&file, "age", "safe", &["--threshold", "2"])),
        "edefyn: The threshold must be 3 or more: of two people each could always work out the \
         other.\n"
    );
    let missing = said(disclose(&folder.path().join("none.csv"), "age", "safe", &[]));
    assert!(missing.contains("none.csv can't be opened"), "{missing}");
}

/// Thirty-two people by age, area and whether they feel safe: by age a 5, 7, 0 and b 8, 10, 2 (yes, no,
/// never), by area x 0, 2, 0 and y 13, 15, 2.
fn valley(folder: &Path) -> PathBuf {
    let people = [
        ("a,y,yes", 5),
        ("a,x,no", 2),
        ("a,y,no", 5),
        ("b,y,yes", 8),
        ("b,y,no", 10),
        ("b,y,never", 2),
    ];
    let lines: String =
        people.iter().map(|(line, times)| format!("{line}\n").repeat(*times)).collect();
    let file = folder.join("valley.csv");
    std::fs::write(&file, format!("age,area,safe\n{lines}")).unwrap();
    file
}

fn edefyn(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_edefyn")).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn json(output: &Output) -> serde_json::Value {
    assert!(output.status.success(), "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// What the totals of all columns are known to be, from every table together: the two who never feel
/// safe are told where all but one of the answers and the whole are shown.
fn tells_who_never_feels_safe(tables: &[&serde_json::Value]) -> bool {
    let shown = |answer: &str| {
        tables.iter().any(|table| {
            let names = table["column_categories"].as_array().unwrap();
            let at = names.iter().position(|name| name == answer).unwrap();
            !table["column_totals"][at].is_null()
        })
    };
    let whole = tables.iter().any(|table| !table["total"].is_null());
    shown("never") || (whole && shown("yes") && shown("no"))
}

#[test]
fn two_runs_that_know_of_each_other_tell_no_hidden_count() {
    let folder = tempfile::tempdir().unwrap();
    let file = valley(folder.path());
    let name = file.to_str().unwrap();
    let run = |table: &str, more: &[&str]| {
        let asked = ["disclose", name, "--threshold", "5", "--json", "--table", table];
        json(&edefyn(&[&asked, more].concat()))
    };
    let (by_age, by_area) = (run("age,safe", &[]), run("area,safe", &[]));
    assert!(!tells_who_never_feels_safe(&[&by_age]) && !tells_who_never_feels_safe(&[&by_area]));
    assert!(tells_who_never_feels_safe(&[&by_age, &by_area]), "then there is nothing to mend");
    // Named.
    let first = folder.path().join("first.json");
    std::fs::write(&first, by_age.to_string()).unwrap();
    let second = run("area,safe", &["--earlier", first.to_str().unwrap()]);
    assert!(!tells_who_never_feels_safe(&[&by_age, &second]), "{second}");
    // In one run.
    let both = run("age,safe", &["--table", "area,safe"]);
    let tables: Vec<&serde_json::Value> = both["tables"].as_array().unwrap().iter().collect();
    assert_eq!(tables.len(), 2);
    assert!(!tells_who_never_feels_safe(&tables), "{both}");
    let all = folder.path().join("both.json");
    std::fs::write(&all, format!("{both}\n")).unwrap();
    let third = run("age,area", &["--earlier", all.to_str().unwrap()]);
    assert_eq!(third["rows"], "age");
    // By the ledger.
    let data = folder.path().join("data");
    let kept = ["--data", data.to_str().unwrap()];
    let (first, second) = (run("age,safe", &kept), run("area,safe", &kept));
    assert!(!tells_who_never_feels_safe(&[&first, &second]), "{second}");
    assert_eq!((run("age,safe", &kept), run("area,safe", &kept)), (first, second), "as before");
}

#[test]
fn the_ledger_beside_the_space_holds_digests_and_released_figures_and_no_word() {
    let folder = tempfile::tempdir().unwrap();
    let file = valley(folder.path());
    let data = folder.path().join("data");
    let (name, data) = (file.to_str().unwrap(), data.to_str().unwrap());
    let asked = ["disclose", name, "--rows", "age", "--columns", "safe", "--data", data];
    let said = text(&edefyn(&[&asked[..], &["--threshold", "5"]].concat()).stdout);
    assert!(said.contains("Noted in the ledger beside the space"), "{said}");
    let again = text(&edefyn(&[&asked[..], &["--threshold", "5"]].concat()).stdout);
    assert!(again.contains("Tables printed before that were reckoned with: 1."), "{again}");
    let pages: Vec<PathBuf> = std::fs::read_dir(Path::new(data).join("disclosed"))
        .unwrap()
        .map(|page| page.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .collect();
    let [page] = pages.as_slice() else { panic!("{pages:?}") };
    let held: serde_json::Value = serde_json::from_slice(&std::fs::read(page).unwrap()).unwrap();
    let [release] = held.as_array().unwrap().as_slice() else { panic!("{held}") };
    let shown: Vec<&serde_json::Value> = release["figures"].as_array().unwrap().iter().collect();
    assert!(
        shown.iter().filter_map(|figure| figure.as_u64()).all(|figure| figure == 0 || figure >= 5)
    );
    let words = held.to_string();
    for word in ["age", "safe", "yes", "never", "valley"] {
        assert!(!words.contains(&format!("\"{word}\"")), "{words}");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(page), mode(page.parent().unwrap())), (0o600, 0o700));
    }
    // Other rules on the same file would tell what these hide.
    let refused = edefyn(&[&asked[..], &["--threshold", "6"]].concat());
    assert_eq!((refused.status.code(), refused.stdout.len()), (Some(1), 0));
    assert!(text(&refused.stderr).contains("give --threshold 5 without --hide-zeros"));
    // What can't be kept isn't told.
    std::fs::write(page, "[{\"threshold\"").unwrap();
    let refused = edefyn(&[&asked[..], &["--threshold", "5"]].concat());
    assert_eq!((refused.status.code(), refused.stdout.len()), (Some(1), 0));
    assert!(text(&refused.stderr).contains("the ledger beside the space can’t be kept"));
}

#[test]
fn what_was_printed_of_other_records_is_refused_in_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let file = valley(folder.path());
    let name = file.to_str().unwrap();
    let asked = ["disclose", name, "--threshold", "5", "--json", "--table", "age,safe"];
    let first = json(&edefyn(&asked));
    let refused = |earlier: &str, more: &[&str]| {
        let path = folder.path().join("earlier.json");
        std::fs::write(&path, earlier).unwrap();
        let named = ["--earlier", path.to_str().unwrap()];
        let output = edefyn(&[&asked[..], &named, more].concat());
        assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0), "{earlier}");
        text(&output.stderr)
    };
    let changed = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut earlier = first.clone();
        change(&mut earlier);
        earlier.to_string()
    };
    let unreadable = "earlier.json is not what this command prints with --json.";
    for other in ["", "age,safe\n", "{}", "[1]"] {
        assert!(refused(other, &[]).contains(unreadable), "{other}");
    }
    let short = changed(&|earlier| earlier["cells"] = serde_json::json!([]));
    assert!(refused(&short, &[]).contains(unreadable));
    let said = refused(&changed(&|earlier| earlier["rows"] = "town".into()), &[]);
    assert!(said.contains("shows a table by town, and this file has no such column"), "{said}");
    let said = refused(&changed(&|earlier| earlier["row_categories"][0] = "c".into()), &[]);
    assert!(said.contains("shows other values of age than this file has"), "{said}");
    let said = refused(&changed(&|earlier| earlier["row_totals"][1] = 19.into()), &[]);
    assert!(said.contains("shows figures of age × safe that this file does not give"), "{said}");
    let said = refused(&first.to_string(), &["--hide-zeros"]);
    assert!(said.contains("give --threshold 5 without --hide-zeros"), "{said}");
    // The two who never feel safe, shown.
    let never = changed(&|earlier| {
        let at = earlier["column_categories"].as_array().unwrap();
        let at = at.iter().position(|name| name == "never").unwrap();
        earlier["column_totals"][at] = 2.into();
    });
    let said = refused(&never, &[]);
    assert!(said.contains("shows a count under the threshold"), "{said}");
    let output = edefyn(&["disclose", name, "--table", "age"]);
    assert!(text(&output.stderr).contains("age names no table"), "{}", text(&output.stderr));
}

#[test]
fn where_two_earlier_runs_have_told_a_count_no_more_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let file = valley(folder.path());
    let name = file.to_str().unwrap();
    let mut told = vec!["disclose", name, "--threshold", "5", "--table", "age,area"];
    let paths = ["age,safe", "area,safe"].map(|table| {
        let output = edefyn(&["disclose", name, "--threshold", "5", "--json", "--table", table]);
        let path = folder.path().join(format!("{table}.json"));
        std::fs::write(&path, output.stdout).unwrap();
        path
    });
    for path in &paths {
        told.extend(["--earlier", path.to_str().unwrap()]);
    }
    let output = edefyn(&told);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
    let said = text(&output.stderr);
    assert!(said.contains("what was printed before would tell a count that was hidden"), "{said}");
}
