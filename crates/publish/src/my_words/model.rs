//! What someone with a card is shown: what happened because of what they said, and what they
//! agreed to. Never the words themselves.

use crate::promise::{answering, steps};
use crate::publication;
use crate::taking_back;
use crate::thread::{Event, thread};
use kernel::clock::Date;
use kernel::permission::{Closure, Permission};
use kernel::{Db, Fault, Language};
use listen::voice::Voice;
use sense::ThemeId;
use std::collections::BTreeSet;

/// A line in a published report that rests on someone's words.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The number of its thread.
    pub thread: i64,
    /// What it says.
    pub sentence: String,
    /// The language it is written in.
    pub language: Language,
    /// The report's title.
    pub title: String,
    /// The report's name in addresses.
    pub slug: String,
    /// When it was published.
    pub published_on: Date,
}

/// Everything that someone with a card is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Mine {
    /// What they agreed to.
    pub permission: Permission,
    /// Whether the words are closed.
    pub closure: Closure,
    /// Whether they are hidden while they are looked into.
    pub taken_down: bool,
    /// Whether somebody has read and sorted them.
    pub read: bool,
    /// Whether their own words stand in a published report.
    pub quoted: bool,
    /// The published lines that rest on them.
    pub lines: Vec<Line>,
    /// What was done and what was replied, oldest first.
    pub events: Vec<Event>,
    /// Whether we know where to tell them.
    pub reachable: bool,
}

impl Mine {
    /// The key of how far they let their words go.
    pub fn rung_key(&self) -> String {
        format!("my-words-rung-{}", self.permission.rung)
    }

    /// The key of what that means.
    pub fn means_key(&self) -> String {
        format!("my-words-rung-{}-means", self.permission.rung)
    }
}

kernel::refusal! {
    /// Why a number opened nothing.
    pub enum NotFound {
        /// It has not the shape of a number.
        Shape => "my-words-shape" at "number",
        /// Its last character does not fit the others.
        Check => "my-words-check" at "number",
        /// Nothing was found with it.
        Unknown => "my-words-unknown" at "number",
        /// Too many were tried from one place.
        TooMany => "my-words-too-many" at "number",
    }
}

kernel::refusal! {
    /// Why something could not be changed.
    pub enum NotChanged {
        /// The words were taken back.
        Gone => "my-words-gone",
        /// Nothing was chosen.
        NoRung => "my-words-no-rung" at "rung",
        /// They did not give us their name.
        NoName => "my-words-no-name" at "rung",
        /// It is not an e-mail address.
        NoAddress => "my-words-no-address" at "email",
        /// It was not confirmed.
        NotConfirmed => "my-words-not-confirmed" at "sure",
    }
}

/// What the person whose voice it is may see, for a page in `language` on `today`.
///
/// # Errors
/// The database's.
pub fn mine(db: &Db, voice: &Voice, language: Language, today: Date) -> Result<Mine, Fault> {
    let readings = sense::reading::of_voice(db, voice.id)?;
    let mut themes: BTreeSet<ThemeId> = BTreeSet::new();
    for reading in readings.iter().filter(|reading| reading.is_finished()) {
        let marks = sense::highlight::of_reading(db, reading.id)?;
        themes.extend(marks.into_iter().map(|mark| mark.theme_id));
    }
    let (lines, mut events) = lines(db, voice, language, today)?;
    for theme in themes {
        for promise in answering(db, theme)? {
            for step in steps(db, promise.id)? {
                events.push(Event::of(&promise, step));
            }
        }
    }
    events.sort_by(|one, other| (one.on, &one.path).cmp(&(other.on, &other.path)));
    events.dedup();
    let narrator = match voice.narrator {
        Some(id) => listen::narrator::find(db, id)?,
        None => None,
    };
    Ok(Mine {
        permission: voice.permission,
        closure: voice.closure,
        taken_down: voice.taken_down_at.is_some(),
        read: readings.iter().any(|reading| reading.is_finished()),
        quoted: taking_back::is_quoted(db, voice.id)?,
        lines,
        events,
        reachable: narrator.is_some_and(|narrator| narrator.email.is_some()),
    })
}

/// The lines of newest versions that rest on a voice, and what happened because of each.
fn lines(
    db: &Db,
    voice: &Voice,
    language: Language,
    today: Date,
) -> Result<(Vec<Line>, Vec<Event>), Fault> {
    let mut threads: BTreeSet<i64> = BTreeSet::new();
    for claim in taking_back::claims_on(db, voice.id)? {
        threads.extend(publication::claim(db, claim)?.map(|claim| claim.thread));
    }
    let (mut lines, mut events) = (Vec::new(), Vec::new());
    for number in threads {
        let Some(thread) = thread(db, number, language, today)? else { continue };
        if thread.stands {
            lines.push(Line {
                thread: number,
                sentence: thread.line.sentence,
                language: thread.language,
                title: thread.report.title,
                slug: thread.report.slug,
                published_on: thread.report.published_on,
            });
        }
        events.extend(thread.done.into_iter().chain(thread.happened));
    }
    Ok((lines, events))
}
