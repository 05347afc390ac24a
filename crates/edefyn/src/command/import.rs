//! `edefyn import`: bringing in what people said from a file.

use super::reading::Reading;
use super::{Outcome, say};
use crate::serve;
use crate::settings::Settings;
use clap::{Args, Subcommand};
use kernel::Language;
use kernel::permission::Rung;
use listen::import::{self, Field, NotImported, Place};
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

#[derive(Subcommand)]
pub(super) enum Import {
    /// Bring in voices from a table: all of them or none, every bad row named
    #[command(after_help = "\
Example:
  edefyn import voices survey.csv --community cwm-helyg --campaign \"Spring 2026\" --create \\
      --map text=comment --map ref=respondent --map tag:age=age_band --permission count

The table is CSV or a workbook (XLSX, XLS or ODS). Dates of a workbook come in as 2026-11-26, formulas
with the values they had, hidden rows too. Columns with the same header are numbered: map
text=\"comment (2)\". Rows with nothing in them are passed over; a row that ends early has empty cells.
Words after a cell's closing quotation mark are a fault, unless --quotes-in-words says that the marks
belong to the words.

Fields that a column can be mapped to: text, ref, permission, translation, language, date, title,
described, narrator, name, and tag:NAME.

A row whose ref the campaign has already is skipped, so the same file can be brought in twice.
A row in which nothing was said, or in which any cell says that consent was revoked, is left out
and named. Any other fault stops the whole import, and nothing is kept.

The permission is never assumed: give --permission, or map a column to it.")]
    Voices(Voices),
}

#[derive(Args)]
pub(super) struct Voices {
    /// The file
    file: PathBuf,
    /// The community, by its name in addresses
    #[arg(long, value_name = "SLUG")]
    community: String,
    /// The listening campaign, by its title
    #[arg(long, value_name = "TITLE")]
    campaign: String,
    /// Make the campaign and the community if they are not there
    #[arg(long)]
    create: bool,
    /// What a column holds, such as text=comment; once for each column
    #[arg(long, value_name = "FIELD=COLUMN", value_parser = mapping)]
    map: Vec<(Field, String)>,
    /// How far the words of every row may go: count, quote, online or named
    #[arg(long, value_parser = rung)]
    permission: Option<Rung>,
    /// The language spoken
    #[arg(long, default_value = "en", value_name = "TAG")]
    language: String,
    #[command(flatten)]
    reading: Reading,
    /// Look only: say what would happen and keep nothing
    #[arg(long)]
    dry_run: bool,
    /// End with one line of JSON: read, created, skipped, rejected, problems
    #[arg(long)]
    json: bool,
}

fn mapping(text: &str) -> Result<(Field, String), String> {
    let (word, column) = text
        .split_once('=')
        .ok_or_else(|| "write FIELD=COLUMN, such as text=comment".to_owned())?;
    let field = Field::from_word(word).ok_or_else(|| {
        let known: Vec<&str> = Field::WORDS.iter().map(|(word, _)| *word).collect();
        format!("the fields are {} and tag:NAME", known.join(", "))
    })?;
    Ok((field, column.to_owned()))
}

fn rung(word: &str) -> Result<Rung, String> {
    Rung::from_word(word).ok_or_else(|| "choose count, quote, online or named".to_owned())
}

impl Import {
    pub(super) fn run(&self, settings: &Settings) -> Outcome {
        match self {
            Self::Voices(voices) => voices.run(settings),
        }
    }
}

impl Voices {
    fn run(&self, settings: &Settings) -> Outcome {
        let name = self.file.display();
        let file =
            File::open(&self.file).map_err(|error| format!("{name} can't be opened: {error}"))?;
        let size = file.metadata()?.len();
        let (space, _) = serve::open(settings)?;
        let options = self.reading.options(&self.file, Language::En)?;
        let import = import::Import {
            place: Place::Named {
                community: self.community.clone(),
                campaign: self.campaign.clone(),
                create: self.create,
            },
            mapping: self.map.clone(),
            permission: self.permission,
            language: self.language.clone(),
            options,
            only_look: self.dry_run,
        };
        let bar = say::bar(Some(size));
        bar.set_message("Reading");
        let watched = bar.clone();
        let done = space.write_now(say::act()?, move |tx| {
            let file = Watched { file, bar: watched };
            import::voices(tx, file, &import, &mut |_| {})
        })?;
        bar.finish_and_clear();
        let (outcome, words) = match done {
            Ok(outcome) => (outcome, "Kept"),
            Err(NotImported::OnlyLooked(outcome)) => (*outcome, "Would keep"),
            Err(NotImported::Rows(refused)) => {
                for line in import::lines(&refused.problems, Language::En) {
                    eprintln!("{line}");
                }
                if self.json {
                    say::json(&refused.json(Language::En))?;
                }
                return Err(say::words(&NotImported::Rows(refused)).into());
            }
            Err(refusal) => return Err(say::words(&refusal).into()),
        };
        for line in import::lines(&outcome.left_out, Language::En) {
            eprintln!("{line}");
        }
        if self.json {
            say::json(&outcome.json(Language::En))?;
        } else {
            println!(
                "{words} {} of {} rows; {} were there already; {} were left out.",
                outcome.created, outcome.read, outcome.skipped, outcome.rejected
            );
        }
        Ok(())
    }
}

/// A file whose reading moves a bar.
struct Watched {
    file: File,
    bar: indicatif::ProgressBar,
}

impl Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.bar.inc(u64::try_from(read).unwrap_or_default());
        Ok(read)
    }
}
