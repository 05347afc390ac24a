//! `edefyn backup` and `edefyn restore`: the whole space in one archive, and back.

use super::{Outcome, say};
use crate::settings::Settings;
use crate::{ends, serve};
use clap::Args;
use indicatif::ProgressBar;
use kernel::backup::{self, Step, Summary};
use kernel::db::Place;
use kernel::files::Files;
use kernel::{AnyId, Timestamp, audit};
use serde_json::json;
use std::path::{Path, PathBuf};

#[derive(Args)]
#[command(after_help = "\
Examples:
  edefyn backup space.edefyn
  edefyn backup \"space-$(date +%F).edefyn\" --database postgres://edefyn@db/space

The archive shows one moment of the database and its files, from SQLite or PostgreSQL, and may be
taken while the space is served. It holds people's words: only its owner can read it, and it is
not encrypted. It appears whole or not at all. The audit log says that it was taken.")]
pub(super) struct Backup {
    /// The archive to write
    #[arg(value_name = "FILE.edefyn")]
    file: PathBuf,
    /// Replace the file if it is there already
    #[arg(long)]
    force: bool,
    /// Print JSON: file, bytes, digest, schema, made_at, database, tables, rows, files,
    /// audit_log_holds, audit_log_ends
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
#[command(after_help = "\
Examples:
  edefyn restore space.edefyn --data new-data
  edefyn restore space.edefyn --database postgres://edefyn@db/space

The archive is proven whole first: every byte, every row, every rule of the schema, the audit log.
Then the database changes in one transaction, and its files after it. Until all is proven nothing
is touched, and a space that is not empty is left alone without --replace. An archive from SQLite
can be put into PostgreSQL and the other way round, and an older Edefyn's into this one. Stop
`edefyn serve` before, and start it after. The data folder needs room for the space once more.")]
pub(super) struct Restore {
    /// The archive to put back
    #[arg(value_name = "FILE.edefyn")]
    file: PathBuf,
    /// Put it in place of everything that the space holds now
    #[arg(long)]
    replace: bool,
    /// Print JSON: file, bytes, digest, schema, made_at, database, tables, rows, files,
    /// audit_log_holds, audit_log_ends
    #[arg(long)]
    json: bool,
}

impl Backup {
    pub(super) fn run(&self, settings: &Settings) -> Outcome {
        // Opening a space makes one where there is none, and nobody wants an archive of that.
        if let Place::File(path) = settings.place()
            && !path.exists()
        {
            return Err(format!("there is no space in {}", settings.data.display()).into());
        }
        let (space, files) = serve::open(settings)?;
        let noted = space.change_now(say::act()?, |tx| {
            let subject = AnyId { kind: "space", uuid: Default::default() };
            audit::record(tx, "space.backup", subject, &json!({}))
        });
        if let Err(fault) = noted {
            // A full disk is when an archive is needed most.
            eprintln!("edefyn: the audit log could not be told of this backup: {fault}");
        }
        let bar = say::bar(Some(1));
        let tell = telling(bar.clone(), ["Reading rows", "Reading files", "Sealing", ""]);
        let taken = backup::take(&space, &files, &self.file, self.force, Timestamp::now(), tell);
        bar.finish_and_clear();
        self::tell("holds", &self.file, &taken?, self.json)
    }
}

impl Restore {
    pub(super) fn run(&self, settings: &Settings) -> Outcome {
        std::fs::create_dir_all(&settings.data)?;
        let bar = say::bar(Some(1));
        let steps = ["Proving rows", "Proving files", "Checking the seal", ""];
        let proven = backup::prove(&self.file, &settings.data, telling(bar.clone(), steps));
        let restored = proven.and_then(|proven| {
            let files = Files::in_folder(&settings.files())?;
            let steps = ["", "Putting files beside", "", "Writing the database"];
            let tell = telling(bar.clone(), steps);
            let proven = proven.taking_back(publish::taking_back::again);
            proven.put_into(say::act()?, &settings.place(), &files, self.replace, tell)
        });
        bar.finish_and_clear();
        if restored.is_ok() {
            ends::put_aside(&settings.data, Timestamp::now())?;
        }
        tell("is restored:", &self.file, &restored?, self.json)
    }
}

/// Moves the bar on: the words for rows, files, seal and loading.
fn telling(
    bar: ProgressBar,
    words: [&'static str; 4],
) -> impl FnMut(Step, u64, u64) + Send + 'static {
    let [rows, files, seal, loading] = words;
    let mut shown = None;
    move |step, done, total| {
        if shown != Some(step) {
            shown = Some(step);
            bar.set_message(match step {
                Step::Rows => rows,
                Step::Files => files,
                Step::Seal => seal,
                Step::Loading => loading,
            });
        }
        bar.set_length(total);
        bar.set_position(done);
    }
}

fn tell(done: &str, file: &Path, summary: &Summary, as_json: bool) -> Outcome {
    let file = file.display().to_string();
    if as_json {
        say::json(&json!({
            "file": file, "bytes": summary.bytes, "digest": summary.digest,
            "schema": summary.schema, "made_at": summary.made_at, "database": summary.database,
            "tables": summary.tables, "rows": summary.rows, "files": summary.files,
            "audit_log_holds": summary.audit_log_holds,
            "audit_log_ends": summary.audit_log_ends,
        }))?;
    } else {
        let Summary { rows, tables, files, bytes, made_at, database, digest, .. } = summary;
        println!(
            "{file} {done} {rows} rows in {tables} tables and {files} files \
             ({bytes} bytes, from {database}, {made_at})\nBLAKE3 {digest}"
        );
        if let Some(end) = &summary.audit_log_ends {
            println!("audit log ends at {end}");
        }
    }
    if !summary.audit_log_holds {
        // Neither hidden nor mended: it was so before.
        eprintln!("edefyn: the audit log in it does not hold; `edefyn doctor` tells where");
    }
    Ok(())
}
