//! The program `edefyn`.

use std::process::ExitCode;

fn main() -> ExitCode {
    edefyn::command::run()
}
