//! What a voice is, and its words as they may be read. Nothing here knows of HTTP or SQL.

use crate::ids::{CampaignId, NarratorId, VoiceId};
use crate::line::{self, Places};
use crate::number::ThreadNumber;
use kernel::Timestamp;
use kernel::access::Within;
use kernel::clock::Date;
use kernel::db::{FromRow, Row};
use kernel::ids::{AccountId, CommunityId, ProgrammeId};
use kernel::permission::{Closure, Permission, Rung, Standing};
use std::ops::Range;

kernel::words! {
    /// How a voice came in.
    pub enum How {
        /// Typed while they spoke, or by themselves.
        Typed = "typed",
        /// Copied from paper.
        Paper = "paper",
        /// Told by phone.
        Phone = "phone",
        /// Brought in from a file.
        Import = "import",
    }
}

kernel::words! {
    /// Whether a person has looked for what may hurt someone if it is public.
    pub enum Review {
        /// Nobody has looked yet.
        Waiting = "waiting",
        /// Nothing was found.
        Cleared = "cleared",
        /// Something was found: it does not become public.
        Held = "held",
    }
}

kernel::words! {
    /// Who asked for words to be hidden or taken back.
    pub enum AskedBy {
        /// The person themselves.
        Narrator = "narrator",
        /// Somebody who works here.
        Officer = "officer",
    }
}

/// All that is known about a voice but its words.
#[derive(Clone, Debug, PartialEq)]
pub struct Voice {
    /// Its id.
    pub id: VoiceId,
    /// The number on the person's card.
    pub number: ThreadNumber,
    /// The campaign in which it was heard.
    pub campaign: CampaignId,
    /// The campaign's programme.
    pub programme: ProgrammeId,
    /// Where it was heard.
    pub community: CommunityId,
    /// Who spoke, when that was written down.
    pub narrator: Option<NarratorId>,
    /// What it is called in the file it came from.
    pub reference: Option<String>,
    /// A short name for lists, such as `P07, at home`.
    pub title: String,
    /// The person in a few words that don't give them away, such as `Woman, 70s`.
    pub described: String,
    /// The language spoken, as a language tag such as `cy`.
    pub language: String,
    /// The day on which it was heard.
    pub heard_on: Option<Date>,
    /// When it was written down here.
    pub entered_at: Timestamp,
    /// Who wrote it down.
    pub entered_by: Option<AccountId>,
    /// How it came in.
    pub entered_how: How,
    /// For whom it was written down.
    pub entered_for: Option<String>,
    /// What the person agreed to.
    pub permission: Permission,
    /// Until when it is closed.
    pub closure: Closure,
    /// Whether it was reviewed before it may be public.
    pub review: Review,
    /// Since when its words can't be changed, because readers have begun to mark them.
    pub fixed_at: Option<Timestamp>,
    /// Since when it is hidden while it is looked into.
    pub taken_down_at: Option<Timestamp>,
    /// When its person took it back.
    pub withdrawn_at: Option<Timestamp>,
}

impl Voice {
    /// The columns it is read from, of `listen_voice v` and `listen_campaign c`.
    pub(crate) const COLUMNS: &str = "v.id, v.number, v.campaign_id, c.programme_id,
        v.community_id, v.narrator_id, v.reference, v.title, v.described, v.language, v.heard_on,
        v.entered_at, v.entered_by, v.entered_how, v.entered_for, v.rung, v.sound, v.archive,
        v.contact, v.closed, v.closed_until, v.review, v.fixed_at, v.taken_down_at, v.withdrawn_at";

    /// Everything that decides whether its words may be shown.
    pub fn standing(&self) -> Standing {
        Standing {
            permission: self.permission,
            closure: self.closure,
            cleared: self.review == Review::Cleared,
            taken_down: self.taken_down_at.is_some(),
            withdrawn: self.withdrawn_at.is_some(),
        }
    }

    /// Where it lies, for the question who may do what.
    pub fn within(&self) -> Within {
        Within::community(self.programme, self.community)
    }

    /// Whether it is neither taken down nor taken back.
    pub fn is_living(&self) -> bool {
        self.taken_down_at.is_none() && self.withdrawn_at.is_none()
    }
}

impl FromRow for Voice {
    fn from_row(row: &mut Row<'_>) -> Result<Self, kernel::Fault> {
        Ok(Self {
            id: row.take()?,
            number: row.take()?,
            campaign: row.take()?,
            programme: row.take()?,
            community: row.take()?,
            narrator: row.take()?,
            reference: row.take()?,
            title: row.take()?,
            described: row.take()?,
            language: row.take()?,
            heard_on: row.take()?,
            entered_at: row.take()?,
            entered_by: row.take()?,
            entered_how: row.take()?,
            entered_for: row.take()?,
            permission: Permission {
                rung: row.take()?,
                sound: row.take()?,
                archive: row.take()?,
                contact: row.take()?,
            },
            closure: closure(row.take()?, row.take()?),
            review: row.take()?,
            fixed_at: row.take()?,
            taken_down_at: row.take()?,
            withdrawn_at: row.take()?,
        })
    }
}

/// What decides whether a voice's words may be shown, as it is read.
pub(crate) struct Standings(pub(crate) Standing);

impl Standings {
    /// The columns it is read from, of `listen_voice v`.
    pub(crate) const COLUMNS: &str = "v.rung, v.sound, v.archive, v.contact, v.closed,
        v.closed_until, v.review, v.taken_down_at, v.withdrawn_at";
}

impl FromRow for Standings {
    fn from_row(row: &mut Row<'_>) -> Result<Self, kernel::Fault> {
        let permission = Permission {
            rung: row.take()?,
            sound: row.take()?,
            archive: row.take()?,
            contact: row.take()?,
        };
        let closure = closure(row.take()?, row.take()?);
        let cleared = row.take::<Review>()? == Review::Cleared;
        let (down, withdrawn): (Option<Timestamp>, Option<Timestamp>) = (row.take()?, row.take()?);
        let (taken_down, withdrawn) = (down.is_some(), withdrawn.is_some());
        Ok(Self(Standing { permission, closure, cleared, taken_down, withdrawn }))
    }
}

/// A closure from its two columns. A closed voice without a day stays closed.
fn closure(closed: bool, until: Option<Date>) -> Closure {
    match (closed, until) {
        (false, _) => Closure::Open,
        (true, Some(day)) => Closure::Until(day),
        (true, None) => Closure::ForGood,
    }
}

/// A voice's words as the team reads them: names hidden, cut into lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Transcript {
    /// The words. What is hidden is [`crate::redaction::MASK`], one for each code point, so that
    /// places in the words stay the same.
    pub words: String,
    /// The translation beside them, hidden likewise.
    pub translation: Option<String>,
    /// The language spoken.
    pub language: String,
    /// Its lines, in order.
    pub lines: Vec<TranscriptLine>,
}

/// One numbered line of a transcript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TranscriptLine {
    /// Its number, from 1.
    pub number: usize,
    /// Who speaks.
    pub speaker: Option<String>,
    /// Where its text begins in the words, in code points.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Its text.
    pub text: String,
}

impl Transcript {
    /// `shown` cut where the lines of `words` are, so that hiding a name moves no line.
    pub(crate) fn cut(
        words: &str,
        shown: String,
        translation: Option<String>,
        language: String,
    ) -> Self {
        let places = Places::of(&shown);
        let line = |(number, cut): (usize, line::Cut)| TranscriptLine {
            number,
            speaker: cut.speaker.map(|speaker| places.slice(speaker).to_owned()),
            start: cut.text.start,
            end: cut.text.end,
            text: places.slice(cut.text).to_owned(),
        };
        let lines = (1..).zip(line::cuts(words)).map(line).collect();
        Self { lines, words: shown, translation, language }
    }
}

/// A span of someone's words, as it may be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Excerpt {
    /// The words, in the language spoken. Hidden names are told in brackets.
    pub text: String,
    /// The translation, when the span is whole lines and the translation has as many.
    pub translation: Option<String>,
    /// The language spoken.
    pub language: String,
    /// The person in a few words that don't give them away.
    pub described: String,
    /// The person's own name, only when they agreed to it.
    pub name: Option<String>,
    /// How far they let their words go.
    pub rung: Rung,
}

impl Excerpt {
    /// Who said it: their own name when they agreed to it, otherwise how they are described.
    pub fn who(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.described)
    }
}

/// The lines of the translation that stand beside `span` of the words: only where the span is
/// whole lines and both have as many.
pub(crate) fn beside(
    words: &str,
    shown_translation: &str,
    translation: &str,
    span: &Range<usize>,
) -> Option<String> {
    let (ours, theirs) = (line::cuts(words), line::cuts(translation));
    let first = ours.iter().position(|cut| cut.text.start >= span.start)?;
    let last = ours.iter().rposition(|cut| cut.text.end <= span.end)?;
    let characters = words.chars().skip(span.start).take(span.end.saturating_sub(span.start));
    let inside: usize = characters.filter(|c| !c.is_whitespace()).count();
    let whole: usize = ours
        .get(first..=last)?
        .iter()
        .flat_map(|cut| words.chars().skip(cut.text.start).take(cut.text.end - cut.text.start))
        .filter(|c| !c.is_whitespace())
        .count();
    if ours.len() != theirs.len() || inside != whole {
        return None;
    }
    let places = Places::of(shown_translation);
    let lines: Vec<&str> =
        theirs.get(first..=last)?.iter().map(|cut| places.slice(cut.text.clone())).collect();
    Some(lines.join("\n"))
}
