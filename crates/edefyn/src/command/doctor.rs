//! `edefyn doctor`: every setting with its source, and whether all is well.

use super::{Outcome, say};
use crate::settings::{Flags, Settings};
use crate::{ends, jobs, private, serve};
use clap::Args;
use kernel::audit::{self, Anchor};
use kernel::forgotten::{NAME, Secret};
use kernel::{Fault, db::schema_version, mail};
use serde_json::json;

#[derive(Args)]
pub(super) struct Doctor {
    /// Print JSON: settings, checks
    #[arg(long)]
    json: bool,
    /// An end of the audit log that was kept elsewhere, from a backup, the log or a letter: it must
    /// still be there
    #[arg(long, value_name = "NUMBER:DIGEST")]
    audit_end: Vec<Anchor>,
}

impl Doctor {
    pub(super) fn run(&self, settings: &Settings, flags: &Flags) -> Outcome {
        let sources = settings.sources(flags);
        let checks = examine(settings, &self.audit_end);
        if self.json {
            let listed: Vec<_> = sources
                .iter()
                .map(|(name, value, source)| json!({ "name": name, "value": value, "source": source }))
                .collect();
            let checked: Vec<_> = checks
                .iter()
                .map(|(name, result)| match result {
                    Ok(words) => json!({ "check": name, "well": true, "words": words }),
                    Err(words) => json!({ "check": name, "well": false, "words": words }),
                })
                .collect();
            say::json(&json!({ "settings": listed, "checks": checked }))?;
        } else {
            println!("Settings");
            for (name, value, source) in &sources {
                println!("  {name:16} {value:44} {source}");
            }
            println!("\nChecks");
            for (name, result) in &checks {
                let (mark, words) = match result {
                    Ok(words) => ("well", words),
                    Err(words) => ("LOOK", words),
                };
                println!("  {mark}  {name:12} {words}");
            }
        }
        match checks.iter().filter(|(_, result)| result.is_err()).count() {
            0 => Ok(()),
            n => Err(format!("{n} of {} checks need a look", checks.len()).into()),
        }
    }
}

type Check = (&'static str, Result<String, String>);

fn examine(settings: &Settings, kept: &[Anchor]) -> Vec<Check> {
    let (space, files) = match serve::open(settings) {
        Ok(open) => open,
        Err(fault) => return vec![("database", Err(fault.to_string()))],
    };
    let voices = space.read_now(|db| db.only::<i64>("select count(*) from listen_voice", &[]));
    let chain = space.read_now(audit::verify);
    let secret = Secret::in_folder(&settings.data, Default::default())
        .and_then(|secret| {
            let named = space.read_now(|db| kernel::settings::get(db, serve::SECRET))?;
            Ok((secret.name(), named))
        })
        .map_err(|fault| fault.to_string());
    let end = ends::noted(&settings.data).and_then(|mut noted| {
        noted.extend(kept);
        ends::missing(&space, noted)
    });
    let open = private::open_to_others(&settings.data);
    let work = space.read_now(jobs::given_up);
    let silent = space.read_now(mail::silent_since);
    let probe = "doctor/probe";
    let written = files.put(probe, b"probe".to_vec()).and_then(|()| files.remove(probe));
    let told = |fault: Fault| fault.to_string();
    vec![
        (
            "database",
            voices.map_err(told).map(|n| format!("schema {}, {n} voices", schema_version())),
        ),
        ("files", written.map_err(told).map(|()| "can be written".into())),
        (
            "privacy",
            match open {
                Err(problem) => Err(problem.to_string()),
                Ok((0, _)) => Ok("nobody else on this machine can read the data folder".into()),
                Ok((count, some)) => {
                    let some: Vec<_> = some.iter().map(|path| path.display().to_string()).collect();
                    let (some, data) = (some.join(", "), settings.data.display());
                    Err(format!(
                        "others on this machine may read {count} files and folders ({some}): \
                         chmod -R go= {data}"
                    ))
                }
            },
        ),
        (
            "audit log",
            chain.map_err(told).and_then(|broken| match broken {
                None => match end.map_err(told)? {
                    None => Ok("every entry holds, and every end that was noted is there".into()),
                    Some(end) => Err(format!("its end was cut off: it once ended at {end}")),
                },
                Some(seq) => Err(format!("entry {seq} does not follow from the one before it")),
            }),
        ),
        (
            "recognition",
            secret.and_then(|(ours, named)| match named {
                Some(named) if named != ours => Err(format!(
                    "{NAME} is not the file by which this space recognises what was taken back; \
                     put the old one back"
                )),
                _ => Ok("what was taken back is recognised".into()),
            }),
        ),
        (
            "work",
            work.map_err(told).and_then(|failed| match failed {
                0 => Ok("nothing was given up".into()),
                n => Err(format!("{n} pieces of work or letters went wrong: see /desk/jobs")),
            }),
        ),
        (
            "letters",
            serve::post(settings).map_err(told).and_then(|_| match silent.map_err(told)? {
                Some(since) => Err(format!("the mail server has not answered since {since}")),
                None if settings.smtp.is_some() => Ok("by mail server".into()),
                None => Ok("go to the folder letters".into()),
            }),
        ),
    ]
}
