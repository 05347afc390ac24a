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
