//! Highlights: mark words with themes, look them up, and forget those of a voice taken back.

pub(crate) mod desk;
pub(crate) mod listing;
mod model;
pub(crate) mod store;

pub use listing::voices_with;
pub use model::{Highlight, NotHighlighted, Span};

use crate::ids::{FindingId, HighlightId, ReadingId, ThemeId};
use crate::reading::{self, MEMO_LIMIT, Reading};
use crate::{tally, theme};
use kernel::access::{Sight, Verb};
use kernel::clock::day;
use kernel::{Db, Fault, Tx, audit};
use listen::ids::VoiceId;
use listen::voice;
use serde_json::json;
use std::collections::{BTreeSet, HashMap};

/// Makes `themes` the themes of `span` in a reading: those that are missing are added, those in
/// use that are not among them go. Other spans of the line stay as they are.
///
/// # Errors
/// [`NotHighlighted`] says why not; nothing is changed then.
pub fn mark(
    tx: &mut Tx<'_>,
    reading: ReadingId,
    span: Span,
    themes: &[ThemeId],
) -> Result<(), NotHighlighted> {
    save(tx, reading, span, themes, None)
}

/// [`mark`], and the note to self at the line with it.
///
/// # Errors
/// [`NotHighlighted`] says why not; nothing is changed then.
pub fn save(
    tx: &mut Tx<'_>,
    reading: ReadingId,
    span: Span,
    themes: &[ThemeId],
    memo: Option<&str>,
) -> Result<(), NotHighlighted> {
    let reading = reading::find(tx, reading)?.ok_or(NotHighlighted::NoReading)?;
    if reading.is_finished() {
        return Err(NotHighlighted::Finished);
    }
    let voice = voice::find(tx, reading.voice_id)?.ok_or(NotHighlighted::NoVoice)?;
    let lines =
        crate::coding::lines(tx, voice.id, day(tx.now()))?.ok_or(NotHighlighted::NoVoice)?;
    let inside = lines.iter().any(|line| {
        u32::try_from(line.number) == Ok(span.line)
            && line.start <= span.start
            && span.end <= line.end
    });
    if !inside || span.start >= span.end {
        return Err(NotHighlighted::Stale);
    }
    let live: BTreeSet<ThemeId> =
        theme::all(tx, voice.programme)?.iter().map(|theme| theme.id).collect();
    let wanted: BTreeSet<ThemeId> = themes.iter().copied().collect();
    if !wanted.is_subset(&live) {
        return Err(NotHighlighted::NoTheme);
    }
    let memo = memo.map(voice::tidy);
    if memo.as_ref().is_some_and(|memo| memo.chars().count() > MEMO_LIMIT) {
        return Err(NotHighlighted::LongMemo { limit: MEMO_LIMIT });
    }
    let (added, removed) = replace(tx, &reading, span, &wanted, &live)?;
    if let Some(memo) = &memo {
        reading::store::set_memo(tx, reading.id, span.line, memo)?;
    }
    reading::store::reach(tx, reading.id, span.line)?;
    if added + removed > 0 {
        let detail = json!({ "line": span.line, "added": added, "removed": removed });
        audit::record(tx, "reading.marked", reading.id, &detail)?;
    }
    Ok(())
}

fn replace(
    tx: &mut Tx<'_>,
    reading: &Reading,
    span: Span,
    wanted: &BTreeSet<ThemeId>,
    live: &BTreeSet<ThemeId>,
) -> Result<(usize, usize), NotHighlighted> {
    let there = store::at(tx, reading.id, span.start, span.end)?;
    let mut removed = 0;
    for highlight in there.iter().filter(|h| live.contains(&h.theme_id)) {
        if wanted.contains(&highlight.theme_id) {
            continue;
        }
        if let Some(number) = store::finding_of(tx, highlight.id)? {
            return Err(NotHighlighted::Evidence { number });
        }
        store::remove(tx, highlight.id)?;
        if !store::has(tx, reading.id, highlight.theme_id)? {
            tally::shift(tx, reading.account_id, highlight.theme_id, -1)?;
        }
        removed += 1;
    }
    let had: BTreeSet<ThemeId> = there.iter().map(|highlight| highlight.theme_id).collect();
    let mut added = 0;
    for theme in wanted.difference(&had) {
        if !store::has(tx, reading.id, *theme)? {
            tally::shift(tx, reading.account_id, *theme, 1)?;
        }
        store::insert(tx, reading, *theme, span)?;
        added += 1;
    }
    Ok((added, removed))
}

/// The highlight with this id.
///
/// # Errors
/// The database's.
pub fn find(db: &Db, id: HighlightId) -> Result<Option<Highlight>, Fault> {
    store::find(db, id)
}

/// Some highlights, those that are there.
///
/// # Errors
/// The database's.
pub fn some(db: &Db, ids: &[HighlightId]) -> Result<HashMap<HighlightId, Highlight>, Fault> {
    let mut found = HashMap::with_capacity(ids.len());
    for some in ids.chunks(500) {
        found.extend(store::some(db, some)?.into_iter().map(|mark| (mark.id, mark)));
    }
    Ok(found)
}

/// The highlight with this id, when `sight` reaches the page of its voice.
///
/// # Errors
/// The database's.
pub fn seen(db: &Db, sight: &Sight, id: HighlightId) -> Result<Option<Highlight>, Fault> {
    let Some(highlight) = find(db, id)? else { return Ok(None) };
    let voice = voice::find(db, highlight.voice_id)?;
    let reached = voice.is_some_and(|voice| sight.may(Verb::ReadVoice, voice.within()));
    Ok(reached.then_some(highlight))
}

/// The highlights of one reading, in the order of the words.
///
/// # Errors
/// The database's.
pub fn of_reading(db: &Db, reading: ReadingId) -> Result<Vec<Highlight>, Fault> {
    store::of_reading(db, reading)
}

/// Forgets everything that readers made of a voice, for its withdrawal: readings, highlights,
/// notes, and the evidence that rested on them. Gives the findings that lost evidence.
///
/// # Errors
/// The database's.
pub fn forget(tx: &mut Tx<'_>, voice: VoiceId) -> Result<Vec<FindingId>, Fault> {
    let lost = store::findings_of_voice(tx, voice)?;
    store::untally(tx, voice)?;
    let counts = store::forget(tx, voice)?;
    let detail = json!({ "highlights": counts.0, "memos": counts.1, "findings": lost });
    audit::record(tx, "voice.unread", voice, &detail)?;
    Ok(lost)
}
