//! `edefyn export`: writing data out of the space, in formats that others read.

use super::{Outcome, say};
use crate::serve;
use crate::settings::Settings;
use clap::{Args, Subcommand};
use interchange::refi::{write_codebook, write_project};
use kernel::access::Reach;
use kernel::clock::day;
use kernel::ids::ProgrammeId;
use kernel::{Fault, Space, Timestamp};
use listen::voice::Filter;
use serde_json::json;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

#[derive(Subcommand)]
pub(super) enum Export {
    /// Voices as CSV, names hidden; none that was taken down or back
    #[command(after_help = "\
Example:
  edefyn export voices voices.csv --community cwm-helyg")]
    Voices {
        #[command(flatten)]
        to: To,
        /// Only those of the community with this slug
        #[arg(long, value_name = "SLUG")]
        community: Option<String>,
    },
    /// A programme's themes as a REFI-QDA codebook (.qdc)
    Codebook {
        #[command(flatten)]
        to: To,
        /// The programme, by its name in addresses [default: the only one]
        #[arg(long, value_name = "SLUG")]
        programme: Option<String>,
    },
    /// A programme's coding as a REFI-QDA project (.qdpx), names hidden
    #[command(after_help = "\
Example:
  edefyn export coding coding.qdpx --programme getting-there

All readings that are finished, by whomever, of voices that nobody is still reading, with the words
of those voices.")]
    Coding {
        #[command(flatten)]
        to: To,
        /// The programme, by its name in addresses [default: the only one]
        #[arg(long, value_name = "SLUG")]
        programme: Option<String>,
    },
}

#[derive(Args)]
pub(super) struct To {
    /// The file to write
    file: PathBuf,
    /// Replace the file if it is there already
    #[arg(long)]
    force: bool,
    /// Print JSON: file, bytes
    #[arg(long)]
    json: bool,
}

impl Export {
    pub(super) fn run(&self, settings: &Settings) -> Outcome {
        let (space, _) = serve::open(settings)?;
        match self {
            Self::Voices { to, community } => {
                to.write(|file| voices(&space, community.clone(), file))
            }
            Self::Codebook { to, programme } => {
                let programme = find(&space, programme.clone())?;
                let codebook =
                    space.read_now(move |db| sense::exchange::write_codebook(db, programme))?;
                let text = write_codebook(&codebook)
                    .map_err(|problem| format!("the codebook can't be written: {problem}"))?;
                to.write(|mut file| Ok(file.write_all(text.as_bytes())?))
            }
            Self::Coding { to, programme } => {
                let programme = find(&space, programme.clone())?;
                let today = day(Timestamp::now());
                let project = space
                    .read_now(move |db| sense::exchange::whole_project(db, programme, today))?;
                if project.sources.is_empty() {
                    return Err("nothing was written: no reading is finished whose voice nobody \
                                is still reading; `edefyn export codebook` writes the themes"
                        .into());
                }
                let bytes = write_project(&project)
                    .map_err(|problem| format!("the project can't be written: {problem}"))?;
                to.write(|mut file| Ok(file.write_all(&bytes)?))
            }
        }
    }
}

fn find(space: &Space, slug: Option<String>) -> Result<ProgrammeId, Box<dyn std::error::Error>> {
    let programmes = space.read_now(places::programme::all)?;
    match (slug, programmes.as_slice()) {
        (Some(slug), all) => {
            let found = all.iter().find(|programme| programme.slug == slug);
            Ok(found.ok_or(format!("there is no programme {slug}"))?.id)
        }
        (None, [only]) => Ok(only.id),
        (None, []) => Err("there is no programme yet".into()),
        (None, _) => Err("there are several programmes; choose one with --programme".into()),
    }
}

/// Writes voices one by one, so that it is no matter how many there are.
fn voices(space: &Space, slug: Option<String>, file: File) -> Outcome {
    let community = match slug {
        None => None,
        Some(slug) => {
            let wanted = slug.clone();
            let found = space.read_now(move |db| places::community::by_slug(db, &wanted))?;
            Some(found.ok_or(format!("there is no community {slug}"))?.id)
        }
    };
    let written = space.change_now(say::act()?, move |tx| {
        let filter = Filter { community, ..Filter::default() };
        let out = BufWriter::new(file);
        let written = listen::voice::export::write_csv(tx, &[&Reach::EVERYWHERE], &filter, out)?;
        if written.voices > 0 {
            listen::voice::export::note(tx, written.voices)?;
        }
        Ok::<_, Fault>(written)
    })?;
    if written.voices == 0 {
        return Err("nothing was written: there are no voices to write".into());
    }
    if written.guarded > 0 {
        eprintln!(
            "{} cells begin with an apostrophe that is nobody's words: it keeps spreadsheets from \
             running or changing them",
            written.guarded
        );
    }
    Ok(())
}

impl To {
    /// Writes the file whole or not at all, for its owner's eyes only, as `write` does it.
    fn write(&self, write: impl FnOnce(File) -> Outcome) -> Outcome {
        let name = self.file.display();
        if self.file.exists() && !self.force {
            return Err(format!("{name} is there already; replace it with --force").into());
        }
        let folder = match self.file.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        let told = |error: std::io::Error| format!("{name} can't be written: {error}");
        // A temporary file can be read by its owner only.
        let file = tempfile::NamedTempFile::new_in(folder).map_err(told)?;
        write(file.as_file().try_clone().map_err(told)?)?;
        let bytes = file.as_file().metadata().map_err(told)?.len();
        file.persist(&self.file).map_err(|error| told(error.error))?;
        if self.json {
            say::json(&json!({ "file": name.to_string(), "bytes": bytes }))?;
        } else {
            println!("Wrote {name}: {bytes} bytes");
        }
        Ok(())
    }
}
