//! Saying things on the terminal: progress bars, and plain words or JSON at the end.

use crate::serve::system_chance;
use indicatif::{ProgressBar, ProgressStyle};
use kernel::{Act, Actor, Fault, Language, Refusal, Timestamp};
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
