//! Benchmarks of the mathematics: each case runs in a process of its own, so that its memory is its own.

mod disclosure;
mod opinion;
mod shapes;
mod statistics;
mod table;

use clap::Parser;
use serde::Serialize;
use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

/// What can go wrong here is only ever told to whoever runs it.
pub(crate) type Outcome<T> = Result<T, Box<dyn Error>>;

/// One thing that is measured.
pub(crate) struct Case {
    /// Its name on the command line, the same in `peers/`.
    pub(crate) name: &'static str,
    /// What it is, in a table.
    pub(crate) what: &'static str,
    /// The most milliseconds that were wished for, if any were.
    pub(crate) milliseconds: Option<f64>,
    /// The most MB of memory that were wished for, if any were.
    pub(crate) megabytes: Option<f64>,
    /// Makes what is needed, does it a few times with [`timed`], and tells.
    pub(crate) work: fn() -> Outcome<Measured>,
}

/// What was measured, and the least that any program would have to do.
#[derive(Serialize)]
pub(crate) struct Measured {
    /// Milliseconds that each repetition took.
    pub(crate) times: Vec<f64>,
    /// The multiplications with an addition that the task needs.
    pub(crate) multiply_adds: f64,
    /// The bytes that the task needs to read and write.
    pub(crate) bytes: f64,
    /// A line on the result, so that it can be held beside a peer's.
    pub(crate) result: String,
}

/// Runs `work` so many `times` and gives the milliseconds of each, with the last answer.
pub(crate) fn timed<T>(times: usize, mut work: impl FnMut() -> T) -> (Vec<f64>, T) {
    let mut once = || {
        let begun = Instant::now();
        let answer = work();
        (begun.elapsed().as_secs_f64() * 1e3, answer)
    };
    let (first, mut answer) = once();
    let mut taken = vec![first];
    for _ in 1..times {
        let (time, last) = once();
        taken.push(time);
        answer = last;
    }
    (taken, answer)
}

#[derive(Parser)]
struct Arguments {
    /// The case to run; without one the names of all are listed
    case: Option<String>,
    /// Print results as Markdown: lines of JSON of the cases, and of their peers
    #[arg(long, num_args = 2, value_names = ["OURS", "PEERS"])]
    table: Vec<PathBuf>,
    /// Protect tables of many shapes and print the processor time of each as Markdown; with a word, only
    /// those of sizes whose name holds it
    #[arg(long, num_args = 0..=1, default_missing_value = "", value_name = "SIZE")]
    shapes: Option<String>,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Outcome<()> {
    if let [ours, peers] = arguments.table.as_slice() {
        print!("{}", table::table(ours, peers)?);
        return Ok(());
    }
    if let Some(wanted) = &arguments.shapes {
        return shapes::print(wanted);
    }
    let all = || [opinion::CASES, statistics::CASES, disclosure::CASES].into_iter().flatten();
    let Some(name) = &arguments.case else {
        all().for_each(|case| println!("{}", case.name));
        return Ok(());
    };
    let case = all().find(|case| case.name == name).ok_or("there is no such case")?;
    let measured = (case.work)()?;
    let line = serde_json::json!({
        "name": case.name,
        "what": case.what,
        "target": { "milliseconds": case.milliseconds, "megabytes": case.megabytes },
        "measured": measured,
        "megabytes": most_memory()?,
    });
    println!("{line}");
    Ok(())
}

/// The most memory that this process has held, in MB.
fn most_memory() -> Outcome<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes: f64 =
        line.and_then(|line| line.split_whitespace().next()).ok_or("no VmHWM")?.parse()?;
    Ok(kilobytes / 1e3)
}
