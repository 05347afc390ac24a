//! Compiling the report of twelve pages and printing it as a PDF, in a press that is warm.

use crate::measure::task;
use crate::{Outcome, Target};
use kernel::clock::day;
use kernel::{Language, Space, Timestamp};
use press::Press;
use publish::compile;
use std::time::Instant;

/// How often it is compiled and printed.
const ROUNDS: usize = 20;

/// Compiles and prints the source that filling left, and keeps the last PDF beside it.
///
/// # Errors
/// The database's or the press's.
pub fn print(target: &Target) -> Outcome<Vec<(String, usize, f64, f64)>> {
    let space = Space::open(&target.place())?;
    let source = std::fs::read_to_string(target.data.join("report.md"))?;
    let laid = Instant::now();
    let press = Press::new().map_err(|fault| format!("press: {fault}"))?;
    let (mut compiling, mut printing, mut both) = (Vec::new(), Vec::new(), Vec::new());
    let mut first = vec![];
    let laid = laid.elapsed();
    for round in 0..=ROUNDS {
        let now = Timestamp::now();
        let text = source.clone();
        let begun = Instant::now();
        let document = space.read_now(move |db| {
            let compiled = compile::check(db, &text, Language::En, day(now))?;
            publish::edition::printed_draft(db, &compiled, "http://localhost", now)
        })?;
        let compiled = begun.elapsed();
        let pdf = press.print(&paper::typst_source(&document), "bench", None);
        let pdf = pdf.map_err(|fault| format!("press: {fault}"))?;
        let done = begun.elapsed();
        if round == 0 {
            first.push(laid + done);
            continue;
        }
        compiling.push(compiled);
        printing.push(done - compiled);
        both.push(done);
        if round == ROUNDS {
            std::fs::write(target.data.join("report.pdf"), pdf)?;
        }
    }
    Ok(vec![
        task("compile and print the report, the first time", first),
        task("compile the report", compiling),
        task("print the report", printing),
        task("compile and print the report", both),
    ])
}
