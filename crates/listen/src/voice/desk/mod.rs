//! The back office's pages of voices, under `/desk/voices`.

pub(crate) mod card;
pub(crate) mod closure;
pub(crate) mod edit;
pub(crate) mod export;
pub(crate) mod form;
pub(crate) mod index;
pub(crate) mod original;
pub(crate) mod permission;
pub(crate) mod review;
pub(crate) mod show;

pub use index::{Additions, Themes};

use super::{Voice, find};
use crate::campaign::{self, Campaign};
use crate::ids::VoiceId;
use kernel::access::{Reach, Verb, Viewer};
use kernel::permission::{Permission, Rung};
use kernel::{Db, Fault};
use places::community::Community;
use web::{Choice, Context, Page, PageError, Trail};

/// The voice, when the viewer may do `verb` to it and it was not taken back.
pub(crate) async fn found(
    ctx: &Context,
    id: VoiceId,
    verb: Verb,
) -> Result<(Viewer, Voice), PageError> {
    let (viewer, voice) = found_ever(ctx, id, verb).await?;
    if voice.withdrawn_at.is_some() { Err(PageError::NotFound) } else { Ok((viewer, voice)) }
}

/// The same, also when it was taken back.
pub(crate) async fn found_ever(
    ctx: &Context,
    id: VoiceId,
    verb: Verb,
) -> Result<(Viewer, Voice), PageError> {
    ctx.viewer()?;
    let voice = ctx.read(move |db| find(db, id)).await?.ok_or(PageError::NotFound)?;
    let viewer = ctx.require(verb, voice.within())?.clone();
    Ok((viewer, voice))
}

/// What a voice is called on a page: its title, or its number on the card.
pub(crate) fn called(voice: &Voice) -> String {
    if voice.title.is_empty() || !voice.is_living() {
        voice.number.to_string()
    } else {
        voice.title.clone()
    }
}

pub(crate) fn trail(page: &Page, voice: &Voice, here: &str) -> Vec<Trail> {
    let mut trail = vec![Trail { href: page.path("/desk/voices"), text: page.t("voices-title") }];
    let name = called(voice);
    if here.is_empty() {
        trail.push(Trail { href: String::new(), text: name });
    } else {
        trail.push(Trail { href: page.path(format!("/desk/voices/{}", voice.id)), text: name });
        trail.push(Trail { href: String::new(), text: here.to_owned() });
    }
    trail
}

/// The campaigns of every programme within reach, newest first.
pub(crate) fn campaigns(db: &Db, reach: &Reach) -> Result<Vec<Campaign>, Fault> {
    let mut campaigns = Vec::new();
    for programme in places::programme::within(db, reach)? {
        campaigns.extend(campaign::of_programme(db, programme.id)?);
    }
    Ok(campaigns)
}

/// The most communities that a choice offers.
const MOST: u32 = 1_000;

/// The communities within reach, in the order in which they joined.
pub(crate) fn communities(db: &Db, reach: &Reach) -> Result<Vec<Community>, Fault> {
    places::community::list(db, reach, None, MOST)
}

/// A first choice that stands for none.
pub(crate) fn none(page: &Page, key: &str) -> Choice {
    Choice::new("", page.t(key), "-")
}

pub(crate) fn campaign_choices(page: &Page, found: &[Campaign], chosen: &str) -> Vec<Choice> {
    found.iter().map(|one| Choice::new(one.id.to_string(), page.both(&one.title), chosen)).collect()
}

pub(crate) fn community_choices(page: &Page, found: &[Community], chosen: &str) -> Vec<Choice> {
    found.iter().map(|one| Choice::new(one.id.to_string(), page.both(&one.name), chosen)).collect()
}

/// The permission ladder as choices with their plain meanings.
pub(crate) fn ladder(page: &Page, chosen: &str) -> Vec<Choice> {
    let choice = |rung: &Rung| {
        Choice::new(rung.word(), page.t(&format!("permission-{rung}")), chosen)
            .with_hint(page.t(&format!("permission-{rung}-means")))
    };
    Rung::ALL.iter().map(choice).collect()
}

/// What a form says about the permission ladder.
pub(crate) fn permission(
    rung: &str,
    (sound, archive, contact): (&str, &str, &str),
) -> Option<Permission> {
    let rung = Rung::from_word(rung)?;
    let yes = |said: &str| said == "yes";
    Some(Permission { rung, sound: yes(sound), archive: yes(archive), contact: yes(contact) })
}

/// The languages that forms offer first; an import takes any language tag.
const LANGUAGES: &[&str] = &[
    "en", "cy", "ar", "bn", "bfi", "ckb", "cs", "es", "fa", "fr", "gd", "gu", "hi", "hu", "it",
    "lt", "pa", "pl", "ps", "pt", "ro", "ru", "so", "ta", "ti", "tr", "uk", "ur", "yue", "zh",
];

pub(crate) fn languages(page: &Page, chosen: &str) -> Vec<Choice> {
    let mut choices: Vec<Choice> = LANGUAGES
        .iter()
        .map(|tag| Choice::new(*tag, page.t(&format!("spoken-{tag}")), chosen))
        .collect();
    if !chosen.is_empty() && !LANGUAGES.contains(&chosen) {
        choices.push(Choice::new(chosen, chosen, chosen));
    }
    choices
}

/// The name of a language, or its tag when we have none.
pub(crate) fn language_name(page: &Page, tag: &str) -> String {
    if LANGUAGES.contains(&tag) { page.t(&format!("spoken-{tag}")) } else { tag.to_owned() }
}

/// Tags as they are typed: a name and a value on each line.
pub(crate) fn read_tags(typed: &str) -> Vec<(String, String)> {
    typed
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| {
            let (name, value) = line.split_once(':').unwrap_or((line, ""));
            (name.trim().to_owned(), value.trim().to_owned())
        })
        .collect()
}

pub(crate) fn write_tags(tags: &[(String, String)]) -> String {
    tags.iter().map(|(name, value)| format!("{name}: {value}\n")).collect()
}
