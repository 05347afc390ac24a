//! `edefyn disclose`: a table of two columns of a file, as it may be shown.

mod counted;
mod shown;

use super::{Outcome, say};
use clap::Args;
use counted::{NotRead, read};
use disclosure::{Rules, Threshold, Zeros};
use interchange::table::Kind;
use kernel::{Language, Message};
use shown::Shown;
use std::path::PathBuf;

#[derive(Args)]
#[command(after_help = "\
Example:
  edefyn disclose survey.csv --rows age_band --columns safer --threshold 10

Each record of the file counts once. A count under the threshold is hidden (zeros are shown), and
further counts until nobody can work the first ones out from those that are left, whatever they
add and subtract. An empty cell is a category of its own.

What it does not do: a row whose only answer is hidden still tells, by its zeros, where that answer
is not (--hide-zeros hides them too); and categories are named as the file has them, so a column of
names is no table.")]
pub(super) struct Disclose {
    /// The file, one record to a row
    file: PathBuf,
    /// The column whose values become the rows of the table
    #[arg(long, value_name = "COLUMN")]
    rows: String,
    /// The column whose values become its columns
    #[arg(long, value_name = "COLUMN")]
    columns: String,
    /// The smallest count that may be shown, 3 or more
    #[arg(long, value_name = "PEOPLE", default_value_t = Threshold::OUTCOMES.people())]
    threshold: u64,
    /// Hide zeros like any other count under the threshold
    #[arg(long)]
    hide_zeros: bool,
    /// The language of the words
    #[arg(long, value_name = "TAG", default_value = "en", value_parser = say::language)]
    language: Language,
    /// Print one line of JSON, with the reason for each hidden figure: for the office, never for
    /// publication, since whoever knows the reasons can work out more
    #[arg(long)]
    json: bool,
}

impl Disclose {
    pub(super) fn run(&self) -> Outcome {
        let file = say::open(&self.file)?;
        let threshold = Threshold::new(self.threshold)
            .map_err(|_| Message::new("disclose-too-low").say(self.language))?;
        let counted = match read(file, &self.rows, &self.columns) {
            Ok(counted) => counted,
            Err(NotRead::Refused(message)) => return Err(message.say(self.language).into()),
            Err(NotRead::Rows(problems)) => {
                let said = |kind: &Kind| say::table_fault(*kind, self.language);
                return Err(say::refused(&self.file, &problems, self.language, said).into());
            }
        };
        let zeros = if self.hide_zeros { Zeros::Small } else { Zeros::Safe };
        let shown = Shown::of(counted, Rules { threshold, zeros })?;
        if self.json {
            say::json(&shown.json(self))?;
        } else {
            print!("{}", shown.text(self));
        }
        Ok(())
    }
}
