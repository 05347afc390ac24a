//! The only doors by which a person's words leave this room, each with its use.

use super::model::{Excerpt, Standings, Transcript, beside};
use super::store::{self, Texts};
use super::{Voice, find};
use crate::ids::VoiceId;
use crate::line::Places;
use crate::redaction;
use kernel::clock::Date;
use kernel::permission::{Allowed, NotAllowed, Purpose, Use, allow, allow_any_day, check, purpose};
use kernel::{Db, Fault, Tx, audit};
use serde_json::json;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// A voice's words for the team, names hidden.
///
/// # Errors
/// The inner error says why not; a voice that is not there counts as taken back. The outer one is
/// the database's.
pub fn transcript(
    db: &Db,
    id: VoiceId,
    today: Date,
) -> Result<Result<Allowed<Transcript, purpose::Team>, NotAllowed>, Fault> {
    let (Some(voice), Some(texts)) = (find(db, id)?, store::texts(db, id)?) else {
        return Ok(Err(NotAllowed::Withdrawn));
    };
    Ok(allow(&voice.standing(), purpose::Team, today, || {
        Transcript::cut(&texts.words, texts.shown, texts.shown_translation, voice.language)
    }))
}

/// A voice's words as they are shown, without their lines and translation.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// The words. What is hidden is [`crate::redaction::MASK`], one for each code point.
    pub words: String,
    /// The language spoken.
    pub language: String,
}

/// The words of many voices for the team, names hidden; of those that the team may read.
///
/// # Errors
/// The database's.
pub fn shown(
    db: &Db,
    ids: &BTreeSet<VoiceId>,
    today: Date,
) -> Result<HashMap<VoiceId, Allowed<Shown, purpose::Team>>, Fault> {
    let mut all = HashMap::with_capacity(ids.len());
    let ids: Vec<&VoiceId> = ids.iter().collect();
    for some in ids.chunks(TOGETHER) {
        for (id, Standings(standing), words, language) in store::shown(db, some)? {
            let shown = || Shown { words, language };
            if let Ok(shown) = allow(&standing, purpose::Team, today, shown) {
                all.insert(id, shown);
            }
        }
    }
    Ok(all)
}

/// How many voices are asked for at once.
const TOGETHER: usize = 500;

/// A part of somebody's words for one use, or why it may not be had.
pub type Cut<P> = Result<Allowed<Excerpt, P>, NotAllowed>;

/// A span of a voice's words, in code points, for one use on a day. Hidden names are marked in
/// brackets. The translation comes with it when the span is whole lines and both have as many
/// lines.
///
/// # Errors
/// The inner error says why not; a voice that is not there counts as taken back. The outer one is
/// the database's.
pub fn excerpt<P: Purpose>(
    db: &Db,
    id: VoiceId,
    span: Range<usize>,
    wanted: P,
    today: Date,
) -> Result<Cut<P>, Fault> {
    let only = excerpts(db, &[(id, span)], wanted, today)?.pop();
    Ok(only.unwrap_or(Err(NotAllowed::Withdrawn)))
}

/// [`excerpt`] of many voices, asked for together: one answer for each span, in their order.
///
/// # Errors
/// The database's.
pub fn excerpts<P: Purpose>(
    db: &Db,
    spans: &[(VoiceId, Range<usize>)],
    wanted: P,
    today: Date,
) -> Result<Vec<Cut<P>>, Fault> {
    let ids: BTreeSet<&VoiceId> = spans.iter().map(|(id, _)| id).collect();
    let ids: Vec<&VoiceId> = ids.into_iter().collect();
    let mut told = HashMap::with_capacity(ids.len());
    for some in ids.chunks(TOGETHER) {
        let found = store::told(db, some)?.into_iter();
        told.extend(found.map(|(voice, texts, name)| (voice.id, (voice, texts, name))));
    }
    let cut = |(id, span): &(VoiceId, Range<usize>)| {
        let (voice, texts, name) = told.get(id).ok_or(NotAllowed::Withdrawn)?;
        allow(&voice.standing(), wanted, today, || {
            let may_name = check(&voice.standing(), Use::Name, today).is_ok();
            cut(voice, texts, span, name.clone().filter(|_| may_name))
        })
    };
    Ok(spans.iter().map(cut).collect())
}

fn cut(voice: &Voice, texts: &Texts, span: &Range<usize>, name: Option<String>) -> Excerpt {
    let shown = Places::of(&texts.shown).slice(span.clone());
    let translation = texts.translation.as_deref().zip(texts.shown_translation.as_deref());
    let translation = translation
        .and_then(|(whole, shown)| beside(&texts.words, shown, whole, span))
        .map(|text| redaction::marked(&text, other(&voice.language)));
    Excerpt {
        text: redaction::marked(shown, &voice.language),
        translation,
        language: voice.language.clone(),
        described: voice.described.clone(),
        name,
        rung: voice.permission.rung,
    }
}

/// The language into which words are translated: English, and Welsh for English.
fn other(language: &str) -> &'static str {
    if language.starts_with("en") { "cy" } else { "en" }
}

/// A voice's words with nothing hidden.
#[derive(Clone, Debug, PartialEq)]
pub struct Original {
    /// What they said.
    pub words: String,
    /// Its translation.
    pub translation: Option<String>,
}

/// What stands behind hidden names, also of a voice that was taken down and is looked into.
///
/// # Errors
/// The inner error says why not; a voice that is not there counts as taken back. The outer one is
/// the database's.
pub(crate) fn whole(
    db: &Db,
    id: VoiceId,
) -> Result<Result<Allowed<Original, purpose::Whole>, NotAllowed>, Fault> {
    let (Some(voice), Some(texts)) = (find(db, id)?, store::texts(db, id)?) else {
        return Ok(Err(NotAllowed::Withdrawn));
    };
    Ok(allow_any_day(&voice.standing(), purpose::Whole, || Original {
        words: texts.words,
        translation: texts.translation,
    }))
}

/// What stands behind hidden names, also of a voice that was taken down and is looked into. That
/// somebody looked is audited.
///
/// # Errors
/// The database's.
pub fn original(
    tx: &mut Tx<'_>,
    id: VoiceId,
) -> Result<Option<Allowed<Original, purpose::Whole>>, Fault> {
    let Ok(read) = whole(tx, id)? else { return Ok(None) };
    audit::record(tx, "voice.read_original", id, &json!({}))?;
    Ok(Some(read))
}
