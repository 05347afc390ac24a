//! Benchmarks: fills a large space, measures how the program serves it, and prints a table.

mod fill;
mod http;
mod measure;
#[cfg(feature = "press")]
mod printing;
mod server;
mod table;
mod timing;
mod weight;
mod words;

use clap::{Parser, Subcommand};
use fill::Size;
use kernel::Refusal;
use kernel::db::Place;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What can go wrong here is only ever told to whoever runs it.
pub(crate) type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Args)]
pub(crate) struct Target {
    /// The folder of the space
    #[arg(long)]
    pub(crate) data: PathBuf,
    /// Its PostgreSQL database; without one it is in the folder
    #[arg(long)]
    pub(crate) database: Option<String>,
}

impl Target {
    /// Where its database is.
    pub(crate) fn place(&self) -> Place {
        match &self.database {
            Some(url) => Place::Server(url.clone()),
            None => Place::File(self.data.join("space.db")),
        }
    }
}

#[derive(Subcommand)]
enum Command {
    /// Fill an empty space, the same way each time
    Fill {
        #[command(flatten)]
        target: Target,
        #[command(flatten)]
        size: Size,
    },
    /// Measure how the program serves a filled space
    Measure {
        #[command(flatten)]
        target: Target,
        /// The program
        #[arg(long)]
        edefyn: PathBuf,
        /// Where the results go, as JSON
        #[arg(long)]
        out: PathBuf,
    },
    /// Print results as Markdown
    Table {
        /// Results of `measure`
        results: Vec<PathBuf>,
        /// Results of other programs
        #[arg(long)]
        peers: Option<PathBuf>,
    },
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let result = match &arguments.command {
        Command::Fill { target, size } => fill::fill(&target.data, &target.place(), *size),
        Command::Measure { target, edefyn, out } => measured(edefyn, target, out),
        Command::Table { results, peers } => {
            table::table(results, peers.as_ref()).map(|text| print!("{text}"))
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn measured(edefyn: &Path, target: &Target, out: &Path) -> Outcome<()> {
    let measured = measure::measure(edefyn, target)?;
    Ok(std::fs::write(out, serde_json::to_string_pretty(&measured)?)?)
}

/// What a verb gave, or its refusal as an error.
pub(crate) fn done<T, E: Refusal + std::fmt::Debug>(made: Result<T, E>) -> Outcome<T> {
    made.map_err(|refusal| format!("refused: {refusal:?}").into())
}
