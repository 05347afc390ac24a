//! Queries over `sense_highlight`.

use super::model::{Highlight, Span};
use crate::ids::{FindingId, HighlightId, ReadingId, ThemeId};
use crate::reading::Reading;
use crate::tally;
use kernel::db::ToValue;
use kernel::ids::AccountId;
use kernel::{Db, Fault, Tx};
use listen::ids::VoiceId;

pub(crate) fn insert(
    tx: &mut Tx<'_>,
    reading: &Reading,
    theme: ThemeId,
    span: Span,
) -> Result<HighlightId, Fault> {
    let id = tx.id();
    insert_as(tx, id, reading, theme, span)?;
    Ok(id)
}

/// [`insert`] with an id that it brought along, from a file.
pub(crate) fn insert_as(
    tx: &mut Tx<'_>,
    id: HighlightId,
    reading: &Reading,
    theme: ThemeId,
    span: Span,
) -> Result<(), Fault> {
    let now = tx.now();
    tx.insert(
        "sense_highlight",
        &[
            ("id", &id),
            ("reading_id", &reading.id),
            ("voice_id", &reading.voice_id),
            ("theme_id", &theme),
            ("line", &span.line),
            ("start_at", &span.start),
            ("end_at", &span.end),
            ("created_at", &now),
        ],
    )
}

pub(super) fn remove(tx: &mut Tx<'_>, id: HighlightId) -> Result<(), Fault> {
    tx.run("delete from sense_highlight where id = $1", &[&id])?;
    Ok(())
}

/// Whether a reading has the theme anywhere.
pub(crate) fn has(db: &Db, reading: ReadingId, theme: ThemeId) -> Result<bool, Fault> {
    let found: Option<i64> = db.first(
        "select 1 from sense_highlight where reading_id = $1 and theme_id = $2 limit 1",
        &[&reading, &theme],
    )?;
    Ok(found.is_some())
}

/// The highlights of exactly these words.
pub(super) fn at(
    db: &Db,
    reading: ReadingId,
    start: usize,
    end: usize,
) -> Result<Vec<Highlight>, Fault> {
    let sql = format!(
        "select {} from sense_highlight
         where reading_id = $1 and start_at = $2 and end_at = $3 order by id",
        Highlight::COLUMNS
    );
    db.all(&sql, &[&reading, &start, &end])
}

/// The number of a finding that rests on the highlight.
pub(super) fn finding_of(db: &Db, id: HighlightId) -> Result<Option<i64>, Fault> {
    db.first(
        "select f.number from sense_evidence e join sense_finding f on f.id = e.finding_id
         where e.highlight_id = $1 order by f.number",
        &[&id],
    )
}

pub(super) fn find(db: &Db, id: HighlightId) -> Result<Option<Highlight>, Fault> {
    let sql = format!("select {} from sense_highlight where id = $1", Highlight::COLUMNS);
    db.first(&sql, &[&id])
}

pub(super) fn some(db: &Db, ids: &[HighlightId]) -> Result<Vec<Highlight>, Fault> {
    let places: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
    let sql = format!(
        "select {} from sense_highlight where id in ({})",
        Highlight::COLUMNS,
        places.join(", ")
    );
    let values: Vec<&dyn ToValue> = ids.iter().map(|id| id as _).collect();
    db.all(&sql, &values)
}

pub(super) fn of_reading(db: &Db, reading: ReadingId) -> Result<Vec<Highlight>, Fault> {
    let sql = format!(
        "select {} from sense_highlight where reading_id = $1 order by start_at, end_at, id",
        Highlight::COLUMNS
    );
    db.all(&sql, &[&reading])
}

pub(crate) fn findings_of_voice(db: &Db, voice: VoiceId) -> Result<Vec<FindingId>, Fault> {
    db.all(
        "select distinct e.finding_id from sense_highlight h
         join sense_evidence e on e.highlight_id = h.id where h.voice_id = $1",
        &[&voice],
    )
}

/// Takes the voice out of the readers' counts.
pub(super) fn untally(tx: &mut Tx<'_>, voice: VoiceId) -> Result<(), Fault> {
    let counted: Vec<(AccountId, ThemeId)> = tx.all(
        "select distinct r.account_id, h.theme_id from sense_highlight h
         join sense_reading r on r.id = h.reading_id where h.voice_id = $1",
        &[&voice],
    )?;
    for (account, theme) in counted {
        tally::shift(tx, account, theme, -1)?;
    }
    Ok(())
}

/// Deletes everything that readers made of a voice: how many highlights, how many notes.
pub(super) fn forget(tx: &mut Tx<'_>, voice: VoiceId) -> Result<(u64, u64), Fault> {
    tx.run(
        "delete from sense_evidence where highlight_id in (
           select id from sense_highlight where voice_id = $1)",
        &[&voice],
    )?;
    let highlights = tx.run("delete from sense_highlight where voice_id = $1", &[&voice])?;
    let memos = tx.run(
        "delete from sense_memo where reading_id in (
           select id from sense_reading where voice_id = $1)",
        &[&voice],
    )?;
    tx.run("delete from sense_reading where voice_id = $1", &[&voice])?;
    Ok((highlights, memos))
}
