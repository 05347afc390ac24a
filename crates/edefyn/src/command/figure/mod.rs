//! `edefyn figure`: what a table's numbers say, and what may be called chance.

mod answers;
mod told;

use super::reading::Reading;
use super::{Outcome, say};
use answers::{Kind, NotRead, read};
use clap::{Args, Subcommand};
use interchange::table::Options;
use kernel::{Language, Message};
use statistics::Level;
use statistics::paired::paired;
use statistics::sample::LARGEST;
use std::path::PathBuf;
use told::Told;

#[derive(Subcommand)]
pub(super) enum Figure {
    /// How the same people changed between two columns
    #[command(after_help = "\
Example:
  edefyn figure paired wellbeing.csv --before satisfaction_spring --after satisfaction_autumn

Numbers have a full stop before decimals; in files whose cells are parted by semicolons or tabs
also a comma, unless just three digits follow it: 1,000 may be a thousand. A cell that is empty,
NA, N/A, NaN or null is no answer: its row is left out and counted. Any other cell that is no
number stops the whole, and every one is named.")]
    Paired(Change),
}

#[derive(Args)]
pub(super) struct Change {
    /// The file: CSV or a workbook (XLSX, XLS or ODS)
    file: PathBuf,
    /// The column of the earlier answers
    #[arg(long, value_name = "COLUMN")]
    before: String,
    /// The column of the later answers
    #[arg(long, value_name = "COLUMN")]
    after: String,
    /// How sure the interval shown is to be, in per cent; the words always go by that of 95
    #[arg(long, value_name = "PERCENT", default_value = "95", value_parser = level)]
    level: Level,
    /// The smallest change that matters, in the answers' own unit
    #[arg(long, value_name = "NUMBER", default_value_t = 0.0, value_parser = smallest)]
    smallest: f64,
    #[command(flatten)]
    reading: Reading,
    /// The language of the words
    #[arg(long, value_name = "TAG", default_value = "en", value_parser = say::language)]
    language: Language,
    /// Print one line of JSON
    #[arg(long)]
    json: bool,
}

fn level(text: &str) -> Result<Level, String> {
    let level = text.parse().ok().and_then(|percent: f64| Level::new(percent / 100.0));
    level.ok_or_else(|| "give a percentage from 50 to 99.99".to_owned())
}

fn smallest(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number| (0.0..=LARGEST).contains(number));
    number.ok_or_else(|| "give a number of 0 or more".to_owned())
}

impl Figure {
    pub(super) fn run(&self) -> Outcome {
        match self {
            Self::Paired(change) => change.run(),
        }
    }
}

impl Change {
    fn run(&self) -> Outcome {
        let file = say::open(&self.file)?;
        let options = Options {
            // A row that ends early may have lost an answer.
            short_rows: false,
            ..self.reading.options(&self.file, self.language)?
        };
        let answers = match read(file, options, &self.before, &self.after) {
            Ok(answers) => answers,
            Err(NotRead::NoColumn(message)) => return Err(message.say(self.language).into()),
            Err(NotRead::Rows(problems)) => {
                let said = |kind: &Kind| kind.say(self.language);
                return Err(say::refused(&self.file, &problems, self.language, said).into());
            }
        };
        let paired = paired(&answers.pairs, self.level)
            .map_err(|_| Message::new("figure-nobody").say(self.language))?;
        let told = Told { paired, left_out: answers.left_out, asked: self };
        if self.json {
            say::json(&told.json())?;
        } else {
            print!("{}", told.text());
        }
        Ok(())
    }
}
