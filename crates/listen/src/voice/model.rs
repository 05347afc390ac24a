//! What a voice is, and the rules of writing one down. Nothing here knows of HTTP or SQL.

use crate::ids::{CampaignId, NarratorId, VoiceId, WordingId};
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

/// The person who spoke, as they are written down.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Person {
    /// What they are called here.
    pub pseudonym: String,
    /// Their own name, when they gave it.
    pub name: Option<String>,
    /// Where they can be told what happened.
    pub email: Option<String>,
    /// The same by phone.
    pub phone: Option<String>,
}

/// Who speaks in a voice that is being written down.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Speaker {
    /// It was not asked, or not said.
    #[default]
    Unknown,
    /// Somebody who has spoken before.
    Known(NarratorId),
    /// Somebody new.
    New(Person),
}

/// A signed or spoken agreement to be kept with a voice.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Agreed {
    /// Which wording.
    pub wording: WordingId,
    /// On which day.
    pub made_on: Date,
    /// How.
    pub how: crate::agreement::Made,
}

/// A voice that is to be written down.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The campaign.
    pub campaign: CampaignId,
    /// Where it was heard.
    pub community: CommunityId,
    /// Who spoke.
    pub speaker: Speaker,
    /// What it is called in the file it came from.
    pub reference: Option<String>,
    /// A short name for lists; empty takes the description or the day.
    pub title: String,
    /// The person in a few words that don't give them away.
    pub described: String,
    /// The language spoken, as a language tag such as `cy`.
    pub language: String,
    /// Their words.
    pub words: String,
    /// What they mean in another language.
    pub translation: Option<String>,
    /// The day on which they were heard.
    pub heard_on: Option<Date>,
    /// How they came in.
    pub entered_how: How,
    /// For whom they were written down.
    pub entered_for: Option<String>,
    /// Tags, each a name and a value, such as `age` and `70s`.
    pub tags: Vec<(String, String)>,
    /// What the person agreed to. Nothing is assumed: without it the voice is refused.
    pub permission: Option<Permission>,
    /// What they signed or said.
    pub agreed: Vec<Agreed>,
}

impl Draft {
    /// A draft with these words and nothing else said.
    pub fn new(campaign: CampaignId, community: CommunityId, words: impl Into<String>) -> Self {
        Self {
            campaign,
            community,
            speaker: Speaker::Unknown,
            reference: None,
            title: String::new(),
            described: String::new(),
            language: "en".into(),
            words: words.into(),
            translation: None,
            heard_on: None,
            entered_how: How::Typed,
            entered_for: None,
            tags: Vec::new(),
            permission: None,
            agreed: Vec::new(),
        }
    }
}

kernel::refusal! {
    /// Why a voice could not be written down or changed.
    pub enum NotRecorded {
        /// There are no words.
        NoWords => "voice-no-words" at "words",
        /// The words are too long.
        TooLong { most: usize } => "voice-too-long" at "words",
        /// The translation is too long.
        TranslationTooLong { most: usize } => "voice-translation-too-long" at "translation",
        /// A short text is too long.
        LongTitle { most: usize } => "voice-long-title" at "title",
        /// The description is too long.
        LongDescribed { most: usize } => "voice-long-described" at "described",
        /// For whom it was entered is too long.
        LongFor { most: usize } => "voice-long-for" at "entered_for",
        /// No campaign was chosen, or there is none such.
        NoCampaign => "voice-no-campaign" at "campaign",
        /// The campaign has not begun.
        NotOpenYet { day: String } => "voice-campaign-not-open" at "campaign",
        /// The campaign is closed.
        CampaignClosed => "voice-campaign-closed" at "campaign",
        /// No community was chosen, or there is none such.
        NoCommunity => "voice-no-community" at "community",
        /// The community is of another programme than the campaign.
        OtherProgramme => "voice-other-programme" at "community",
        /// The language is no language tag.
        NoLanguage => "voice-no-language" at "language",
        /// The day can't be read.
        NoDay => "voice-no-day" at "heard_on",
        /// It was heard in the future.
        Future => "voice-future" at "heard_on",
        /// Nothing was chosen on the permission ladder.
        NoPermission => "voice-no-permission" at "rung",
        /// A tag has no name or value, or is too long.
        BadTag { most: usize } => "voice-bad-tag" at "tags",
        /// The same tag stands twice.
        TagTwice { tag: String } => "voice-tag-twice" at "tags",
        /// The narrator is not there, or was erased.
        NoNarrator => "voice-no-narrator" at "pseudonym",
        /// A named person needs a name.
        NoName => "voice-no-name" at "name",
        /// The e-mail address is none.
        NoAddress => "voice-no-address" at "email",
        /// The narrator's details are too long.
        LongPerson { most: usize } => "voice-long-person" at "pseudonym",
        /// The wording is not there.
        NoWording => "voice-no-wording" at "agreed_how",
        /// The reference is used already in this campaign.
        ReferenceTaken => "voice-reference-taken" at "reference",
        /// Its words are fixed, because readers have begun to mark them.
        Fixed => "voice-fixed" at "words",
        /// Names are hidden in its words.
        HasHidden => "voice-has-hidden" at "words",
        /// It is not there, or was taken back.
        Gone => "voice-gone",
    }
}

/// The most characters that a person's words may have.
pub const MOST_WORDS: usize = 200_000;
/// The most characters that a short text may have.
pub const MOST_SHORT: usize = 120;

/// Whether `tag` looks like a language tag of BCP 47: `cy`, `pt-BR`.
pub fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_lowercase())
        && parts.all(|part| {
            (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
}

/// Words as they are kept: lines end with a line feed, blanks around them go, and nothing in them
/// can be taken for a hidden name or be invisible to a database.
pub fn tidy(words: &str) -> String {
    let words = words.replace("\r\n", "\n").replace('\r', "\n");
    let kept = words.chars().filter_map(|c| match c {
        crate::redaction::MASK => Some('#'),
        '\n' | '\t' => Some(c),
        c if c.is_control() => None,
        c => Some(c),
    });
    kept.collect::<String>().trim().to_owned()
}

/// `text` trimmed, or nothing when it is empty.
pub fn given(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Checks what a draft says by itself and puts it in its kept form.
///
/// # Errors
/// [`NotRecorded`] says what is missing or too long.
pub fn check(mut draft: Draft, today: Date) -> Result<Draft, NotRecorded> {
    let long = |text: &str, most: usize| text.chars().count() > most;
    draft.words = tidy(&draft.words);
    draft.translation = draft.translation.map(|text| tidy(&text)).filter(|text| !text.is_empty());
    draft.title = tidy(&draft.title);
    draft.described = tidy(&draft.described);
    draft.entered_for = draft.entered_for.as_deref().map(tidy).filter(|text| !text.is_empty());
    draft.reference = draft.reference.as_deref().map(tidy).filter(|text| !text.is_empty());
    if draft.words.is_empty() {
        return Err(NotRecorded::NoWords);
    }
    if long(&draft.words, MOST_WORDS) {
        return Err(NotRecorded::TooLong { most: MOST_WORDS });
    }
    if draft.translation.as_ref().is_some_and(|text| long(text, MOST_WORDS)) {
        return Err(NotRecorded::TranslationTooLong { most: MOST_WORDS });
    }
    if long(&draft.title, MOST_SHORT) {
        return Err(NotRecorded::LongTitle { most: MOST_SHORT });
    }
    if long(&draft.described, MOST_SHORT) {
        return Err(NotRecorded::LongDescribed { most: MOST_SHORT });
    }
    if draft.entered_for.as_ref().is_some_and(|text| long(text, MOST_SHORT)) {
        return Err(NotRecorded::LongFor { most: MOST_SHORT });
    }
    if !is_language(&draft.language) {
        return Err(NotRecorded::NoLanguage);
    }
    if draft.heard_on.is_some_and(|day| day > today) {
        return Err(NotRecorded::Future);
    }
    draft.tags = check_tags(&draft.tags)?;
    if let Speaker::New(person) = &mut draft.speaker {
        check_person(person)?;
    }
    if draft.permission.is_some_and(|permission| permission.rung == Rung::Named)
        && matches!(&draft.speaker, Speaker::Unknown | Speaker::New(Person { name: None, .. }))
    {
        return Err(NotRecorded::NoName);
    }
    Ok(draft)
}

/// Tags in their kept form.
///
/// # Errors
/// [`NotRecorded::BadTag`], [`NotRecorded::TagTwice`].
pub fn check_tags(tags: &[(String, String)]) -> Result<Vec<(String, String)>, NotRecorded> {
    let mut kept: Vec<(String, String)> = Vec::new();
    for (name, value) in tags {
        let (name, value) = (tidy(name).to_lowercase(), tidy(value));
        let long = name.chars().count() > 40 || value.chars().count() > MOST_SHORT;
        if name.is_empty() || value.is_empty() || long {
            return Err(NotRecorded::BadTag { most: MOST_SHORT });
        }
        if kept.iter().any(|(other, _)| *other == name) {
            return Err(NotRecorded::TagTwice { tag: name });
        }
        kept.push((name, value));
    }
    Ok(kept)
}

pub(crate) fn check_person(person: &mut Person) -> Result<(), NotRecorded> {
    person.pseudonym = tidy(&person.pseudonym);
    person.name = person.name.as_deref().and_then(given);
    person.phone = person.phone.as_deref().and_then(given);
    let email = person.email.as_deref().and_then(given);
    person.email = match email {
        Some(typed) => Some(kernel::accounts::address(&typed).ok_or(NotRecorded::NoAddress)?),
        None => None,
    };
    let texts = [Some(&person.pseudonym), person.name.as_ref(), person.phone.as_ref()];
    if texts.into_iter().flatten().any(|text| text.chars().count() > MOST_SHORT) {
        return Err(NotRecorded::LongPerson { most: MOST_SHORT });
    }
    if person.pseudonym.is_empty() {
        return Err(NotRecorded::NoNarrator);
    }
    Ok(())
}
