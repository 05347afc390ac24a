//! `edefyn export`: writing data out of the space, in formats that others read.

use super::{Outcome, say};
use crate::serve;
use crate::settings::Settings;
use clap::{Args, Subcommand};
use interchange::refi::{write_codebook, write_project};
use kernel::access::{Reach, Role, Scope, Viewer};
use kernel::clock::day;
use kernel::ids::{AccountId, ProgrammeId, Uuid};
use kernel::{Fault, Language, Space, Timestamp};
use listen::voice::Filter;
use serde_json::json;
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
            Self::Voices { to, community } => to.write(voices(&space, community.clone())?),
            Self::Codebook { to, programme } => {
                let programme = find(&space, programme.clone())?;
                let codebook =
                    space.read_now(move |db| sense::exchange::write_codebook(db, programme))?;
                let text = write_codebook(&codebook)
                    .map_err(|problem| format!("the codebook can't be written: {problem}"))?;
                to.write(text.into_bytes())
            }
            Self::Coding { to, programme } => {
                let programme = find(&space, programme.clone())?;
                let today = day(Timestamp::now());
                let project = space.read_now(move |db| {
                    sense::exchange::project(db, &house(), programme, None, today)
                })?;
                let bytes = write_project(&project)
                    .map_err(|problem| format!("the project can't be written: {problem}"))?;
                to.write(bytes)
            }
        }
    }
}

/// Whoever may use the server's command line may see what an administrator sees.
fn house() -> Viewer {
    Viewer {
        account: AccountId(Uuid::nil()),
        name: String::new(),
        language: Language::En,
        roles: vec![(Role::Administrator, Scope::Space)],
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

fn voices(space: &Space, slug: Option<String>) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let community = match slug {
        None => None,
        Some(slug) => {
            let wanted = slug.clone();
            let found = space.read_now(move |db| places::community::by_slug(db, &wanted))?;
            Some(found.ok_or(format!("there is no community {slug}"))?.id)
        }
    };
    let csv = space.change_now(say::act()?, move |tx| {
        let filter = Filter { community, ..Filter::default() };
        let (csv, count) = listen::voice::export::csv(tx, &[&Reach::EVERYWHERE], &filter)?;
        listen::voice::export::note(tx, count)?;
        Ok::<_, Fault>(csv)
    })?;
    Ok(csv)
}

impl To {
    /// Writes the file whole or not at all, for its owner's eyes only.
    fn write(&self, bytes: Vec<u8>) -> Outcome {
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
        let mut file = tempfile::NamedTempFile::new_in(folder).map_err(told)?;
        std::io::Write::write_all(&mut file, &bytes).map_err(told)?;
        file.persist(&self.file).map_err(|error| told(error.error))?;
        if self.json {
            say::json(&json!({ "file": name.to_string(), "bytes": bytes.len() }))?;
        } else {
            println!("Wrote {name}: {} bytes", bytes.len());
        }
        Ok(())
    }
}
