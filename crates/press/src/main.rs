//! The program `edefyn-press`: the press by itself, for a server that was built without it.

use std::io::{stdin, stdout};
use std::process::ExitCode;

fn main() -> ExitCode {
    match press::answer(stdin().lock(), stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::FAILURE
        }
    }
}
