//! How long a press takes to print a report of twelve pages, cold and warm.
//!
//! `cargo run -p press --example warm [FILE.pdf]`; with a file, it keeps what it printed.

#[path = "../tests/sample/mod.rs"]
mod sample;

use std::{error::Error, time::Instant};

fn main() -> Result<(), Box<dyn Error>> {
    let begun = Instant::now();
    let press = press::Press::new()?;
    println!("press made     {:>9.1?}", begun.elapsed());
    let document = sample::report(7);
    let begun = Instant::now();
    let source = paper::typst_source(&document);
    println!("source written {:>9.1?}  {} bytes", begun.elapsed(), source.len());
    let mut times = Vec::new();
    let mut pdf = Vec::new();
    for round in 0..10 {
        let begun = Instant::now();
        pdf = press.print(&source, "a year in Cwm Helyg, version 2", None)?;
        let taken = begun.elapsed();
        if round == 0 {
            println!("first print    {taken:>9.1?}  {} bytes", pdf.len());
        }
        times.push(taken);
    }
    times.sort();
    let median = times.get(times.len() / 2).copied().unwrap_or_default();
    println!("median of ten  {median:>9.1?}");
    if let Some(file) = std::env::args().nth(1) {
        std::fs::write(file, pdf)?;
    }
    Ok(())
}
