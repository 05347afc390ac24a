//! Hiding names: the original is kept for those who may read it, and everybody else reads the
//! words with the name hidden. Table `listen_redaction`.

pub(crate) mod desk;
mod model;
mod names;
mod unnamed;

pub use model::{MASK, Piece, find as find_in, hide, marked, pieces};
pub use names::Hidden;
pub use unnamed::Names;

use crate::ids::{RedactionId, VoiceId};
use crate::line::Places;
use crate::voice::{self, Before, Gone, store};
use kernel::{Db, Fault, Timestamp, Tx, audit, forgotten};
use serde_json::json;
use std::ops::Range;

kernel::words! {
    /// Which text a name is hidden in.
    pub enum Part {
        /// What they said.
        Words = "words",
        /// Its translation.
        Translation = "translation",
    }
}

kernel::record! {
    /// One hidden span.
    pub struct Redaction {
        /// Its id.
        pub id: RedactionId,
        /// Which text it is in.
        pub part: Part,
        /// Where it begins, in code points.
        pub start_at: usize,
        /// Where it ends.
        pub end_at: usize,
        /// Since when.
        pub created_at: Timestamp,
    }
}

impl Redaction {
    /// The span, in code points.
    pub fn span(&self) -> Range<usize> {
        self.start_at..self.end_at
    }
}

kernel::refusal! {
    /// Why a name could not be hidden.
    pub enum NotHidden {
        /// Nothing was chosen.
        Nothing => "redaction-nothing" at "typed",
        /// The text is not in the line.
        NotThere => "redaction-not-there" at "typed",
        /// It is hidden already.
        Already => "redaction-already" at "typed",
        /// There is no such line.
        NoLine => "redaction-no-line" at "line",
        /// The voice is not there, or was taken back.
        Gone => "voice-gone",
    }
}

/// Hides a span of a voice's words or translation, in code points, everywhere: also where they
/// were quoted, and where somebody typed the name into what rests on them.
///
/// # Errors
/// [`NotHidden`] says why not.
pub fn add(
    tx: &mut Tx<'_>,
    id: VoiceId,
    part: Part,
    span: Range<usize>,
) -> Result<RedactionId, NotHidden> {
    let texts = store::texts(tx, id)?.ok_or(NotHidden::Gone)?;
    if voice::find(tx, id)?.is_none_or(|voice| voice.withdrawn_at.is_some()) {
        return Err(NotHidden::Gone);
    }
    let (words, shown) = match part {
        Part::Words => (Some(texts.words.as_str()), Some(texts.shown.as_str())),
        Part::Translation => (texts.translation.as_deref(), texts.shown_translation.as_deref()),
    };
    let span = span.start..span.end.min(words.map_or(0, |words| Places::of(words).len()));
    let chosen = shown.map_or("", |shown| Places::of(shown).slice(span.clone()));
    if chosen.trim().is_empty() {
        return Err(NotHidden::Nothing);
    }
    if chosen.chars().all(|c| c == MASK || c.is_whitespace()) {
        return Err(NotHidden::Already);
    }
    let before = Before::of(tx, id)?;
    let (redaction, now, by) = (tx.id(), tx.now(), tx.actor().account());
    tx.insert(
        "listen_redaction",
        &[
            ("id", &redaction),
            ("voice_id", &id),
            ("part", &part),
            ("start_at", &span.start),
            ("end_at", &span.end),
            ("created_at", &now),
            ("created_by", &by),
        ],
    )?;
    store::show_again(tx, id)?;
    let detail = json!({ "part": part.word(), "start": span.start, "end": span.end });
    audit::record(tx, "voice.hide_name", id, &detail)?;
    let names = Names::of(tx, id, &[])?;
    before.turn(tx, id, Gone::Hidden(names))?;
    Ok(redaction)
}

/// Hides `typed` where it first stands in line `line` of the words that still can be read.
///
/// # Errors
/// [`NotHidden`] says why not.
pub fn add_typed(
    tx: &mut Tx<'_>,
    id: VoiceId,
    part: Part,
    line: usize,
    typed: &str,
) -> Result<RedactionId, NotHidden> {
    if typed.trim().is_empty() {
        return Err(NotHidden::Nothing);
    }
    let texts = store::texts(tx, id)?.ok_or(NotHidden::Gone)?;
    let (words, shown) = match part {
        Part::Words => (texts.words, texts.shown),
        Part::Translation => {
            (texts.translation.unwrap_or_default(), texts.shown_translation.unwrap_or_default())
        }
    };
    let cuts = crate::line::cuts(&words);
    let cut = line.checked_sub(1).and_then(|at| cuts.get(at)).ok_or(NotHidden::NoLine)?;
    // The speaker's name belongs to the line too.
    let start = cut.speaker.as_ref().map_or(cut.text.start, |speaker| speaker.start);
    let text = Places::of(&shown).slice(start..cut.text.end);
    let found = find_in(text, typed).ok_or(NotHidden::NotThere)?;
    add(tx, id, part, start + found.start..start + found.end)
}

/// Shows again what was hidden. The voice waits for a review again.
///
/// # Errors
/// The database's.
pub fn remove(tx: &mut Tx<'_>, id: VoiceId, redaction: RedactionId) -> Result<(), Fault> {
    let removed =
        tx.run("delete from listen_redaction where id = $1 and voice_id = $2", &[&redaction, &id])?;
    if removed == 0 {
        return Ok(());
    }
    let before = Before::of(tx, id)?;
    store::show_again(tx, id)?;
    store::set_review(tx, id, voice::Review::Waiting)?;
    audit::record(tx, "voice.show_name", id, &json!({}))?;
    // It may be typed again; the others may not.
    forgotten::name_again(tx, id, true)?;
    let names = Names::of(tx, id, &[])?;
    before.turn(tx, id, Gone::Hidden(names))
}

/// What is hidden in a voice, in order.
///
/// # Errors
/// The database's.
pub fn of(db: &Db, id: VoiceId) -> Result<Vec<Redaction>, Fault> {
    let sql = format!(
        "select {} from listen_redaction where voice_id = $1
         order by part desc, start_at, end_at, id",
        Redaction::COLUMNS
    );
    db.all(&sql, &[&id])
}

/// Where the text of a line begins, in code points of the whole.
fn line_start(db: &Db, id: VoiceId, part: Part, line: usize) -> Result<usize, NotHidden> {
    let texts = store::texts(db, id)?.ok_or(NotHidden::Gone)?;
    let text = match part {
        Part::Words => texts.words,
        Part::Translation => texts.translation.unwrap_or_default(),
    };
    let cuts = crate::line::cuts(&text);
    let cut = line.checked_sub(1).and_then(|at| cuts.get(at)).ok_or(NotHidden::NoLine)?;
    Ok(cut.text.start)
}
