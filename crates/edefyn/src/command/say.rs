//! Saying things on the terminal: progress bars, and plain words or JSON at the end.

use crate::serve::system_chance;
use indicatif::{ProgressBar, ProgressStyle};
use interchange::table::{self, Problem, Problems};
use kernel::{Act, Actor, Fault, Language, Message, Refusal, Timestamp};
use serde::Serialize;
use std::fs::File;
use std::path::Path;

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

/// Opens a file that somebody named.
///
/// # Errors
/// A sentence.
pub(super) fn open(path: &Path) -> Result<File, String> {
    File::open(path).map_err(|error| format!("{} can't be opened: {error}", path.display()))
}

/// How many faults of a file are named one by one.
pub(super) const NAMED: usize = 100;

/// Says on standard error what is wrong with `file`, and gives the sentence that nothing came of it.
pub(super) fn refused<K>(
    file: &Path,
    problems: &Problems<K>,
    language: Language,
    said: impl Fn(&K) -> String,
) -> String {
    for line in faults(problems, language, said) {
        eprintln!("{}: {line}", file.display());
    }
    let wrong = problems.found().len() as u64 + problems.beyond();
    Message::new("file-refused").with("n", wrong).say(language)
}

/// Each fault in a line of its own, its place and what `said` says of it; and how many more there
/// are.
pub(super) fn faults<K>(
    problems: &Problems<K>,
    language: Language,
    said: impl Fn(&K) -> String,
) -> Vec<String> {
    let line = |problem: &Problem<K>| {
        let place = match &problem.column {
            Some(column) => Message::new("import-place-cell").with("column", column.as_str()),
            None => Message::new("import-place-row"),
        };
        format!("{}: {}", place.with("line", problem.line).say(language), said(&problem.kind))
    };
    let more = (problems.beyond() > 0)
        .then(|| Message::new("import-more").with("n", problems.beyond()).say(language));
    problems.found().iter().map(line).chain(more).collect()
}

/// The file has no such column, but these.
pub(super) fn no_column(column: &str, headers: &[String]) -> Message {
    Message::new("file-no-column").with("column", column).with("columns", headers.join(", "))
}

/// What is wrong with a table, and what to do about it.
pub(super) fn table_fault(kind: table::Kind, language: Language) -> String {
    let kind = listen::import::Kind::Table(kind);
    format!("{} {}", kind.message().say(language), kind.remedy().say(language))
}

/// Text of a file as a terminal may be given it: without what would move its cursor or colour it.
pub(super) fn plain(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

/// Reads `--language`.
///
/// # Errors
/// A sentence, for any but the two.
pub(super) fn language(tag: &str) -> Result<Language, String> {
    let known = [Language::En, Language::Cy].into_iter().find(|language| language.word() == tag);
    known.ok_or_else(|| "choose en or cy".to_owned())
}
