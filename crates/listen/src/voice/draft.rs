//! A voice that is to be written down, and what must be true of it. Nothing here knows of HTTP or
//! SQL.

use super::How;
use crate::ids::{CampaignId, NarratorId, WordingId};
use kernel::clock::Date;
use kernel::ids::CommunityId;
use kernel::permission::{Permission, Rung};

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
    /// Whether the person tells anew what was taken back before, and wants it kept.
    pub told_anew: bool,
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
            told_anew: false,
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
        /// The words were taken back before, and nobody said that they are told anew.
        TakenBack => "voice-taken-back" at "words",
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

/// Words as they are kept: in [one form](kernel::folding::normal), lines end with a line feed,
/// blanks around them go, and nothing in them can be taken for a hidden name or be invisible to a
/// database.
pub fn tidy(words: &str) -> String {
    let words = kernel::folding::normal(words).replace("\r\n", "\n").replace('\r', "\n");
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
    let text = kernel::folding::normal(text.trim());
    (!text.is_empty()).then_some(text)
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
