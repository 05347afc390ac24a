//! Attacks and cheapest patterns beside HiGHS, another solver (by way of SciPy), where `EDEFYN_ORACLES`
//! names a Python.

use crate::published::{Published, sums};
use disclosure::{Dimension, Entry, Method, Rules, State, Table, Threshold};
use std::process::Command;

const THRESHOLD: u64 = 10;

/// A small fixed generator, so that the tables are the same in every run.
fn table(ways: &[Dimension], seed: u64) -> Table {
    let mut state = seed;
    let mut next = move |below: u64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let cells: usize = ways.iter().map(|way| way.leaves().len()).product();
    let entries: Vec<Entry> =
        (0..cells).map(|_| Entry::Count(next(16) * (next(16) + 1) / 3)).collect();
    let rules = Rules::new(Threshold::new(THRESHOLD).unwrap());
    Table::counts(rules, ways.to_vec(), &entries).unwrap()
}

/// The numbers that `script` prints under the oracles' Python, or a word that it was skipped.
fn oracle(script: &str) -> Option<Vec<f64>> {
    let Some(python) = std::env::var_os("EDEFYN_ORACLES") else {
        eprintln!("skipped: SciPy's HiGHS (EDEFYN_ORACLES names no Python)");
        return None;
    };
    let output = Command::new(python).args(["-c", script]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    Some(text.split_whitespace().map(|word| word.parse().unwrap()).collect())
}

fn ways() -> Vec<Vec<Dimension>> {
    let tree = || Dimension::tree(&[0, 0, 1, 1, 1, 2, 2]).unwrap();
    vec![
        vec![Dimension::flat(8)],
        vec![Dimension::flat(5), Dimension::flat(6)],
        vec![tree(), Dimension::flat(3)],
        vec![Dimension::flat(3), Dimension::flat(3), Dimension::flat(3)],
        vec![tree(), tree()],
        vec![Dimension::flat(2), Dimension::flat(2), Dimension::flat(2), Dimension::flat(2)],
    ]
}

#[test]
fn highs_bounds_every_hidden_count_as_wide_as_asked_and_as_our_attacker_does() {
    for (seed, ways) in (1..).zip(ways()) {
        let shown = table(&ways, seed).protect().unwrap();
        let published = Published::table(&ways, &shown.cells, 1);
        let figures: Vec<f64> = published.shown.iter().map(|shown| shown.unwrap_or(-1.0)).collect();
        let script = format!(
            "
import numpy as np
from scipy.optimize import linprog
shown, sums = {figures:?}, {:?}
bounds = [(v, v) if v >= 0 else (1, None) for v in shown]
a = np.zeros((len(sums), len(shown)))
for row, (total, parts) in enumerate(sums):
    a[row, total] = -1
    a[row, parts] = 1
for place, value in enumerate(shown):
    if value < 0:
        for sign in (1, -1):
            c = np.zeros(len(shown))
            c[place] = sign
            found = linprog(c, A_eq=a, b_eq=np.zeros(len(sums)), bounds=bounds)
            print(sign * found.fun if found.status == 0 else 'inf')
",
            published.sums,
        );
        let Some(found) = oracle(&script) else { return };
        let hidden: Vec<usize> =
            (0..figures.len()).filter(|place| published.shown[*place].is_none()).collect();
        assert_eq!(found.len(), 2 * hidden.len());
        assert!(!hidden.is_empty());
        for (place, bounds) in hidden.into_iter().zip(found.chunks(2)) {
            let (low, high) = published.bounds(place);
            assert!((low - bounds[0]).abs() < 1e-6, "{low} {bounds:?}");
            assert!(high == bounds[1] || (high - bounds[1]).abs() < 1e-6, "{high} {bounds:?}");
            assert!(bounds[1] - bounds[0] >= (THRESHOLD - 2) as f64 - 1e-6, "{bounds:?}");
        }
    }
}

/// The whole problem as one integer programme: for each figure that might be hidden, two tables that
/// move only what is hidden and stand far enough apart in it (Fischetti and Salazar-González 2001,
/// section 3).
#[test]
fn highs_finds_no_cheaper_pattern_than_the_exact_one_and_none_below_the_bound() {
    let ways = [
        vec![Dimension::flat(7)],
        vec![Dimension::flat(3), Dimension::flat(3)],
        vec![Dimension::flat(3), Dimension::flat(4)],
        vec![Dimension::flat(2), Dimension::flat(2), Dimension::flat(2)],
    ];
    let mut exact = 0;
    for (seed, ways) in (1..).zip(ways.iter().cycle().take(12)) {
        let table = table(ways, seed);
        let shown = table.protect().unwrap();
        let figures = table.system().figures();
        let values: Vec<i128> = figures.iter().map(|figure| figure.value).collect();
        let costs: Vec<u64> = figures.iter().map(|figure| figure.cost).collect();
        let states: Vec<u8> = figures
            .iter()
            .map(|figure| match figure.state {
                State::Known => 0,
                State::Free => 1,
                State::Hidden(_) => 2,
            })
            .collect();
        let script = format!(
            "
import numpy as np
from scipy.optimize import milp, LinearConstraint, Bounds
from scipy.sparse import lil_matrix
values, costs, states, sums = {values:?}, {costs:?}, {states:?}, {:?}
n, asked = len(values), {THRESHOLD} - 2
most = 8 * asked
able = [i for i in range(n) if states[i]]
size = n + 2 * n * len(able)
rows, low, high = [], [], []
def row(terms, least, greatest):
    rows.append(terms); low.append(least); high.append(greatest)
for k, p in enumerate(able):
    up, down = n + 2 * n * k, n + 2 * n * k + n
    for y in (up, down):
        for total, parts in sums:
            row([(y + total, -1)] + [(y + i, 1) for i in parts], 0, 0)
        for i in range(n):
            row([(y + i, 1), (i, -most)], -np.inf, 0)
            row([(y + i, 1), (i, max(values[i] - 1, 0))], 0, np.inf)
    row([(up + p, 1), (down + p, -1), (p, -asked)], 0, np.inf)
a = lil_matrix((len(rows), size))
for r, terms in enumerate(rows):
    for i, by in terms:
        a[r, i] = by
least = np.full(size, -np.inf); least[:n] = [s == 2 for s in states]
greatest = np.full(size, np.inf); greatest[:n] = [s > 0 for s in states]
whole = np.zeros(size); whole[:n] = 1
c = np.zeros(size); c[:n] = [cost if s == 1 else 0 for cost, s in zip(costs, states)]
found = milp(c, constraints=LinearConstraint(a.tocsr(), low, high), bounds=Bounds(least, greatest),
             integrality=whole)
assert found.success, found.message
print(round(found.fun))
",
            sums(ways),
        );
        let Some(found) = oracle(&script) else { return };
        let cheapest = found[0] as u64;
        assert!(
            shown.protection.lower_bound <= cheapest,
            "{seed} {:?} {cheapest}",
            shown.protection
        );
        assert!(shown.protection.cost >= cheapest);
        if shown.protection.method == Method::Exact {
            assert_eq!(shown.protection.cost, cheapest, "table {seed}");
            exact += usize::from(cheapest > 0);
        }
    }
    assert!(exact > 8, "{exact} of 12 were solved and had anything to hide");
}
