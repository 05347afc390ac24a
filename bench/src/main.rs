//! Benchmarks: fills a large space, measures how the program serves it, and prints a table.

mod fill;
mod words;

use clap::{Parser, Subcommand};
use fill::Size;
use kernel::Refusal;
use kernel::db::Place;
use std::path::PathBuf;
use std::process::ExitCode;

/// What can go wrong here is only ever told to whoever runs it.
pub(crate) type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Args)]
struct Target {
    /// The folder of the space
    #[arg(long)]
    data: PathBuf,
    /// Its PostgreSQL database; without one it is in the folder
    #[arg(long)]
    database: Option<String>,
}

impl Target {
    fn place(&self) -> Place {
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
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let result = match &arguments.command {
        Command::Fill { target, size } => fill::fill(&target.data, &target.place(), *size),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// What a verb gave, or its refusal as an error.
pub(crate) fn done<T, E: Refusal + std::fmt::Debug>(made: Result<T, E>) -> Outcome<T> {
    made.map_err(|refusal| format!("refused: {refusal:?}").into())
}
