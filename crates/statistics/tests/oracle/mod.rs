//! Asking independent implementations, where `EDEFYN_ORACLES` names a Python that has them.

#![allow(dead_code, reason = "not every test asks for all")]

use std::io::Write;
use std::process::{Command, Stdio};

/// Runs `script`, which prints numbers, or says that it was skipped.
pub fn ask(packages: &str, script: &str) -> Option<Vec<f64>> {
    let Some(python) = std::env::var_os("EDEFYN_ORACLES") else {
        eprintln!("skipped: {packages} (EDEFYN_ORACLES names no Python)");
        return None;
    };
    let mut process = Command::new(python)
        .arg("-")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // What it says of a script that it would not read to the end is told below.
    let _ = process.stdin.take().unwrap().write_all(script.as_bytes());
    let output = process.wait_with_output().unwrap();
    let problem = String::from_utf8_lossy(&output.stderr);
    if problem.contains("ModuleNotFoundError") {
        eprintln!("skipped: {packages} (not installed)");
        return None;
    }
    assert!(output.status.success(), "{problem}");
    let text = String::from_utf8(output.stdout).unwrap();
    Some(text.split_whitespace().map(|word| word.parse().unwrap()).collect())
}

/// Beside what a difference is small.
#[derive(Clone, Copy)]
enum Size {
    /// The figure, or 1 where it is smaller.
    OneOrMore,
    /// The figure, however small.
    Own,
}

/// Figures to be held beside an oracle's, all in one run of it.
pub struct Beside {
    packages: &'static str,
    script: String,
    found: Vec<(String, Vec<f64>, Size)>,
}

impl Beside {
    /// Begins with what the script imports.
    pub fn new(packages: &'static str, imports: &str) -> Self {
        let script = format!("{imports}\nnan = float('nan')\n");
        Self { packages, script, found: Vec::new() }
    }

    /// Adds lines of Python that print the figures that were `found` here.
    pub fn add(&mut self, lines: &str, found: &[f64]) {
        self.take(lines, found, Size::OneOrMore);
    }

    /// The same for figures whose every digit counts however small they are, such as p.
    pub fn add_tails(&mut self, lines: &str, found: &[f64]) {
        self.take(lines, found, Size::Own);
    }

    fn take(&mut self, lines: &str, found: &[f64], size: Size) {
        self.script.push_str(lines);
        self.script.push('\n');
        self.found.push((lines.to_owned(), found.to_vec(), size));
    }

    /// Compares them, to 1e-9 of their size.
    #[track_caller]
    pub fn compare(self) {
        let Some(wanted) = ask(self.packages, &self.script) else { return };
        let mut wanted = wanted.into_iter();
        for (lines, found, size) in self.found {
            let told: Vec<f64> = wanted.by_ref().take(found.len()).collect();
            let least = match size {
                Size::OneOrMore => 1.0,
                // Under 1e-300 a float has fewer digits.
                Size::Own => 1e-300,
            };
            let near = |(a, b): (&f64, &f64)| (a - b).abs() <= 1e-9 * b.abs().max(least);
            let same = told.len() == found.len() && found.iter().zip(&told).all(near);
            let lines: String = lines.chars().take(2_000).collect();
            assert!(same, "found {found:?}, but the oracle has {told:?} for\n{lines}");
        }
        assert_eq!(wanted.count(), 0);
    }
}

/// Numbers that are the same in every run, from 0 up to but not including `below`.
pub fn numbers(seed: u64) -> impl FnMut(u64) -> u64 {
    let mut state = seed;
    move |below| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    }
}
