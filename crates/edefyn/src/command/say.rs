//! Saying things on the terminal: progress bars, and plain words or JSON at the end.

use crate::serve::system_chance;
use indicatif::{ProgressBar, ProgressStyle};
use interchange::table::{self, Problem, Problems};
use kernel::{Act, Actor, Fault, Language, Message, Refusal, Timestamp};
use serde::Serialize;

/// An act by the command line, now.
///
/// # Errors
/// When the system has no randomness.
pub(super) fn act() -> Result<Act, Fault> {
    Ok(Act { actor: Actor::Command, now: Timestamp::now(), chance: system_chance()? })
}

/// A bar on standard error for long work; none is drawn when that is no terminal.
pub(super) fn bar(total: Option<u64>) -> ProgressBar {
    let bar = total.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
    let style = "{msg:30} {wide_bar} {human_pos} of {human_len} {eta}";
    if let (Some(_), Ok(style)) = (total, ProgressStyle::with_template(style)) {
        bar.set_style(style);
    }
    bar
}

/// One line of JSON on standard output.
///
/// # Errors
/// When it can't be written as JSON.
pub(super) fn json(value: &impl Serialize) -> Result<(), serde_json::Error> {
    println!("{}", serde_json::to_string(value)?);
    Ok(())
}

/// A refusal in the words that a page would use.
pub(super) fn words(refusal: &impl Refusal) -> String {
    refusal.message().say(Language::En)
}

/// Each fault of `file` in a line of its own: its place, and what `said` says of it; and how many
/// more there are.
pub(super) fn faults<K>(
    file: &str,
    problems: &Problems<K>,
    language: Language,
    said: impl Fn(&K) -> String,
) -> Vec<String> {
    let line = |problem: &Problem<K>| {
        let place = match &problem.column {
            Some(column) => Message::new("import-place-cell").with("column", column.as_str()),
            None => Message::new("import-place-row"),
        };
        let place = place.with("line", problem.line).say(language);
        format!("{file}: {place}: {}", said(&problem.kind))
    };
    let mut lines: Vec<String> = problems.found().iter().map(line).collect();
    if problems.beyond() > 0 {
        lines.push(Message::new("import-more").with("n", problems.beyond()).say(language));
    }
    lines
}

/// What is wrong with a table, and what to do about it.
pub(super) fn table_fault(kind: table::Kind, language: Language) -> String {
    let kind = listen::import::Kind::Table(kind);
    format!("{} {}", kind.message().say(language), kind.remedy().say(language))
}

/// Reads `--language`.
///
/// # Errors
/// A sentence, for any but the two.
pub(super) fn language(tag: &str) -> Result<Language, String> {
    let known = [Language::En, Language::Cy].into_iter().find(|language| language.word() == tag);
    known.ok_or_else(|| "choose en or cy".to_owned())
}
