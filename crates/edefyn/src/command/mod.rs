//! The command line.

mod demo;
mod disclose;
mod doctor;
mod export;
mod figure;
mod import;
mod opinion;
mod reading;
mod report;
mod say;
mod serve;
mod space;
mod user;

use crate::settings::{Flags, Settings};
use clap::{Parser, Subcommand};
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

const EXAMPLES: &str = "\
Examples:
  edefyn demo --serve
      Makes an invented valley, serves it and prints a sign-in link for each role.
  edefyn serve --data /var/lib/edefyn --listen 127.0.0.1:8080
  edefyn user invite --role administrator mair@example.org
  edefyn import voices spring.csv --community cwm-helyg --campaign \"Spring 2026\" \\
      --map text=words --map ref=id --permission count
  edefyn report check report.md
  edefyn figure paired wellbeing.csv --before spring --after autumn
  edefyn opinion groups export --svg groups.svg
  edefyn disclose answers.csv --rows ward --columns answer --threshold 10
  edefyn figure paired wellbeing.csv --before spring --after autumn
  edefyn backup space.edefyn

Settings: a flag, or a variable such as EDEFYN_LISTEN, EDEFYN_DATA, EDEFYN_DATABASE, or a line of
edefyn.toml; `edefyn doctor` shows each and where it came from.

Exit codes: 0 done; 1 refused or failed, with the reason on standard error; 2 the command line
could not be read.";

/// Listen, map, bring together, test, learn and publish: one thread through it all.
#[derive(Parser)]
#[command(name = "edefyn", version, after_help = EXAMPLES)]
struct Line {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    flags: Flags,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the space
    Serve,
    /// Make the demonstration: an invented valley in both languages
    Demo(demo::Demo),
    /// Bring in records from a file
    #[command(subcommand)]
    Import(import::Import),
    /// Check or build a report from its source
    #[command(subcommand)]
    Report(report::Report),
    /// What a table's numbers say: change, and what may be chance
    #[command(subcommand)]
    Figure(figure::Figure),
    /// Who thinks alike in a conversation, what sets them apart, what all agree on
    #[command(subcommand)]
    Opinion(opinion::Opinion),
    /// Show a table of two columns so that no small count can be seen or worked out
    Disclose(disclose::Disclose),
    /// Write data out of the space
    #[command(subcommand)]
    Export(export::Export),
    /// Write the whole space, database and files, into one archive
    Backup(space::Backup),
    /// Put a space back from an archive
    Restore(space::Restore),
    /// Invite people and list them
    #[command(subcommand)]
    User(user::User),
    /// Show every setting, where it came from, and whether all is well
    Doctor(doctor::Doctor),
    /// Print one report, asked by the pipes: for the program itself
    #[cfg(feature = "press")]
    #[command(hide = true)]
    Press,
}

/// Why a command ended.
type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Reads the command line and does what it says.
pub fn run() -> ExitCode {
    let line = Line::parse();
    match carry_out(&line) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("edefyn: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn carry_out(line: &Line) -> Outcome {
    let settings = Settings::read(&line.flags)?;
    begin_log(&settings, matches!(line.command, Command::Serve));
    match &line.command {
        Command::Serve => serve::run(&settings),
        Command::Demo(demo) => demo.run(&settings),
        Command::Import(import) => import.run(&settings),
        Command::Report(report) => report.run(&settings),
        Command::Figure(figure) => figure.run(),
        Command::Opinion(opinion) => opinion.run(),
        Command::Disclose(disclose) => disclose.run(&settings, &line.flags),
        Command::Export(export) => export.run(&settings),
        Command::Backup(backup) => backup.run(&settings),
        Command::Restore(restore) => restore.run(&settings),
        Command::User(user) => user.run(&settings),
        Command::Doctor(doctor) => doctor.run(&settings, &line.flags),
        #[cfg(feature = "press")]
        Command::Press => Ok(press::answer(std::io::stdin().lock(), std::io::stdout().lock())?),
    }
}

/// Structured lines on standard error. Commands say only what went wrong, unless asked.
fn begin_log(settings: &Settings, serving: bool) {
    let filter = if serving { settings.log.as_str() } else { "error" };
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let _ = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .try_init();
}
