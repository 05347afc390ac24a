//! The program `edefyn`.

use std::process::ExitCode;

fn main() -> ExitCode {
    edefyn::private::begin();
    edefyn::command::run()
}
