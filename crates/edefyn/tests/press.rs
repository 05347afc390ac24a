//! The press as a process of its own.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use edefyn::press::HousePress;
use kernel::{Fault, Timestamp};
use publish::Press;
use std::time::{Duration, Instant};

const SOURCE: &str = "#set document(title: \"Tŷ\")\n#title()\nTwo buses.\n";

fn at() -> Timestamp {
    Timestamp::constant(1_795_165_200, 0)
}

#[test]
fn the_program_prints_the_same_bytes_for_the_same_source() {
    let press = HousePress::of(env!("CARGO_BIN_EXE_edefyn"), &["press"]);
    let printed = press.print(SOURCE, "https://edefyn.example/1", at()).unwrap();
    assert!(printed.starts_with(b"%PDF"));
    assert!(printed == press.print(SOURCE, "https://edefyn.example/1", at()).unwrap());
    assert!(printed != press.print(SOURCE, "https://edefyn.example/2", at()).unwrap());
}

#[test]
fn what_can_not_be_printed_is_told_without_its_words() {
    let press = HousePress::of(env!("CARGO_BIN_EXE_edefyn"), &["press"]);
    let problem = press.print("#let (Morfydd", "a", at()).unwrap_err().to_string();
    assert!(problem.contains("line 1") && !problem.contains("Morfydd"), "{problem}");
}

#[test]
fn a_press_that_is_still_being_built_is_no_fault_of_the_report() {
    let none = HousePress::of("/nowhere/edefyn-press", &[]).print(SOURCE, "a", at()).unwrap_err();
    assert!(matches!(none, Fault::NotYet), "{none}");
}

#[test]
fn a_print_that_does_not_end_is_ended() {
    let begun = Instant::now();
    let press = HousePress::of("sleep", &["1000"]).within(Duration::from_millis(200));
    let problem = press.print(SOURCE, "a", at()).unwrap_err();
    assert!(problem.to_string().contains("it took longer"), "{problem}");
    assert!(begun.elapsed() < Duration::from_secs(900));
}
