//! Agreement of readers beside two well-known Python packages, where `EDEFYN_ORACLES` names a Python.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use statistics::agreement::{Alpha, Kappa, alpha, kappa};
use std::fmt::Write as _;
use std::process::Command;

/// A small fixed generator, so that the readings are the same in every run.
fn readings(units: usize, seed: u64) -> Vec<[Option<u8>; 3]> {
    let mut state = seed;
    let mut next = move |below: u64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    (0..units)
        .map(|_| {
            let truth = next(4) as u8;
            std::array::from_fn(|_| match next(10) {
                0 => None,
                1..=3 => Some(next(4) as u8),
                _ => Some(truth),
            })
        })
        .collect()
}

/// Runs `script` under the oracles' Python, or says that it was skipped.
fn oracle(script: &str) -> Option<Vec<f64>> {
    let Some(python) = std::env::var_os("EDEFYN_ORACLES") else {
        eprintln!("skipped: krippendorff and scikit-learn (EDEFYN_ORACLES names no Python)");
        return None;
    };
    let output = Command::new(python).args(["-c", script]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    Some(text.split_whitespace().map(|word| word.parse().unwrap()).collect())
}

#[test]
fn krippendorffs_package_finds_the_same_alpha() {
    for (units, seed) in [(12, 1), (40, 2), (400, 3)] {
        let data = readings(units, seed);
        let mut script = String::from("import krippendorff\nx=float('nan')\nd=[");
        for reader in 0..3 {
            script.push('[');
            for unit in &data {
                match unit[reader] {
                    Some(label) => write!(script, "{label},").unwrap(),
                    None => script.push_str("x,"),
                }
            }
            script.push_str("],");
        }
        script.push_str(
            "]\nprint(krippendorff.alpha(reliability_data=d,level_of_measurement='nominal'))",
        );
        let Some(wanted) = oracle(&script) else { return };
        let Alpha::Known(found) = alpha(data) else { panic!("no alpha") };
        assert!((found.value - wanted[0]).abs() < 1e-9, "{} {wanted:?}", found.value);
    }
}

#[test]
fn scikit_learn_finds_the_same_kappa() {
    for (units, seed) in [(12, 4), (40, 5), (400, 6)] {
        let pairs: Vec<(u8, u8)> = readings(units, seed)
            .into_iter()
            .filter_map(|unit| Some((unit[0]?, unit[1]?)))
            .collect();
        let first: Vec<u8> = pairs.iter().map(|pair| pair.0).collect();
        let second: Vec<u8> = pairs.iter().map(|pair| pair.1).collect();
        let script = format!(
            "from sklearn.metrics import cohen_kappa_score as k\nprint(k({first:?},{second:?}))"
        );
        let Some(wanted) = oracle(&script) else { return };
        let Kappa::Known(found) = kappa(pairs) else { panic!("no kappa") };
        assert!((found.value - wanted[0]).abs() < 1e-9, "{} {wanted:?}", found.value);
    }
}
