//! `edefyn report`: checking a report's source like a compiler, and building it without
//! publishing.

use super::{Outcome, say};
use crate::press::HousePress;
use crate::serve;
use crate::settings::Settings;
use clap::{Args, Subcommand};
use kernel::clock::day;
use kernel::{Language, Space, Timestamp};
use miette::{LabeledSpan, MietteDiagnostic, NamedSource, Report as Shown, Severity as Shade};
use publish::Press;
use publish::compile::{self, Compiled, Diagnostic, Severity};
use serde_json::json;
use std::path::{Path, PathBuf};

#[derive(Subcommand)]
pub(super) enum Report {
    /// Check a report's source: every problem with its code, place and remedy
    #[command(after_help = "\
Example:
  edefyn report check a-year.md --language en

Exit code 1 when there are errors; warnings alone leave it at 0.")]
    Check(Source),
    /// Build a report's PDF and data from its source, without publishing it
    #[command(after_help = "\
Example:
  edefyn report build a-year.md --out a-year.pdf")]
    Build {
        #[command(flatten)]
        source: Source,
        /// Where the PDF goes [default: the source's name, ending in .pdf]
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

#[derive(Args)]
pub(super) struct Source {
    /// The source: Markdown with directives
    file: PathBuf,
    /// The language it is written in
    #[arg(long, default_value = "en", value_parser = ["en", "cy"])]
    language: String,
    /// Print one line of JSON: errors, warnings, diagnostics
    #[arg(long)]
    json: bool,
}

impl Report {
    pub(super) fn run(&self, settings: &Settings) -> Outcome {
        let (space, _) = serve::open(settings)?;
        match self {
            Self::Check(source) => source.check(&space).map(drop),
            Self::Build { source, out } => {
                let compiled = source.check(&space)?;
                let out = out.clone().unwrap_or_else(|| source.file.with_extension("pdf"));
                build(settings, &space, compiled, &out)?;
                if !source.json {
                    println!("Built {}", out.display());
                }
                Ok(())
            }
        }
    }
}

impl Source {
    fn language(&self) -> Language {
        Language::from_word(&self.language).unwrap_or(Language::En)
    }

    /// Compiles the source and shows what is the matter with it.
    fn check(&self, space: &Space) -> Result<Compiled, Box<dyn std::error::Error>> {
        let file = self.file.display();
        let text = std::fs::read_to_string(&self.file)
            .map_err(|error| format!("{file} can't be read as UTF-8 text: {error}"))?;
        let (language, today) = (self.language(), day(Timestamp::now()));
        let compiled = space.read_now({
            let text = text.clone();
            move |db| compile::check(db, &text, language, today)
        })?;
        let (errors, warnings) = (compiled.errors().count(), compiled.warnings().count());
        if self.json {
            let diagnostics: Vec<_> =
                compiled.diagnostics.iter().map(|found| found.json(language)).collect();
            say::json(&json!({
                "errors": errors, "warnings": warnings, "diagnostics": diagnostics,
            }))?;
        } else {
            for found in &compiled.diagnostics {
                eprintln!("{:?}", shown(found, language, &self.file, &text));
            }
            println!("{file}: {errors} errors, {warnings} warnings");
        }
        if errors > 0 {
            return Err(format!("{file} can't be published as it stands").into());
        }
        Ok(compiled)
    }
}

/// A diagnostic as a compiler shows it: the line, the place beneath it, and the remedy.
fn shown(found: &Diagnostic, language: Language, file: &Path, text: &str) -> Shown {
    let place = found.place;
    let start: usize = text
        .split_inclusive('\n')
        .take(usize::try_from(place.line.saturating_sub(1)).unwrap_or(0))
        .map(str::len)
        .sum();
    let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let byte = |column: u32| {
        let characters = usize::try_from(column.saturating_sub(1)).unwrap_or(0);
        line.char_indices().nth(characters).map_or(line.len(), |(at, _)| at)
    };
    let (from, to) = (start + byte(place.column), start + byte(place.end));
    let diagnostic = MietteDiagnostic::new(found.sentence.say(language))
        .with_code(found.code.word())
        .with_severity(match found.severity() {
            Severity::Error => Shade::Error,
            Severity::Warning => Shade::Warning,
        })
        .with_help(found.remedy.say(language))
        .with_label(LabeledSpan::underline(from..to.max(from)));
    let name = file.display().to_string();
    Shown::new(diagnostic).with_source_code(NamedSource::new(name, text.to_owned()))
}

fn build(settings: &Settings, space: &Space, compiled: Compiled, out: &Path) -> Outcome {
    let (now, base) = (Timestamp::now(), settings.base());
    let document =
        space.read_now(move |db| publish::edition::printed_draft(db, &compiled, &base, now))?;
    let source = paper::typst_source(&document);
    let pdf = HousePress::of_this_program()?.print(&source, &out.display().to_string(), now)?;
    std::fs::write(out, pdf)
        .map_err(|error| format!("{} can't be written: {error}", out.display()))?;
    Ok(())
}
