//! Two readers' readings and half a million highlights, in bulk.

use super::places::Places;
use super::voices::Said;
use super::{Filling, bulk};
use crate::Outcome;
use kernel::Chance;
use kernel::db::{ToValue, Value};
use kernel::ids::AccountId;
use listen::VoiceId;
use sense::{HighlightId, ReadingId, ThemeId};
use std::collections::HashSet;

/// How many readings are written in one change.
const READINGS: usize = 2_000;

/// How many highlights of each theme are kept for findings.
const KEPT: usize = 60;

/// A highlight that a report may quote.
pub(super) struct Kept {
    pub(super) id: HighlightId,
    pub(super) voice: VoiceId,
    /// The theme's place among the themes.
    pub(super) theme: usize,
}

/// One reading of one voice.
struct Reading<'a> {
    said: &'a Said,
    reader: AccountId,
    finished: bool,
    marks: Vec<Mark>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Mark {
    line: usize,
    start: usize,
    end: usize,
    theme: usize,
}

pub(super) fn make(
    filling: &mut Filling<'_>,
    places: &Places,
    said: Vec<Said>,
) -> Outcome<Vec<Kept>> {
    let plan = plan(filling, places, &said);
    filling.manifest.highlights = plan.iter().map(|reading| reading.marks.len() as u64).sum();
    let mut kept = Vec::new();
    let mut counts = vec![0_u64; places.themes.len()];
    let batches = plan.len().div_ceil(READINGS);
    for (batch, readings) in plan.chunks(READINGS).enumerate() {
        let mut act = filling.act(60 + (batches - batch) as i64 * 3);
        let (rows, marks) = rows(&mut act, &places.themes, readings, &mut kept, &mut counts);
        filling.space.change_now(act, move |tx| {
            bulk::insert(tx, READING, 8, &rows)?;
            bulk::insert(tx, HIGHLIGHT, 8, &marks)
        })?;
    }
    let act = filling.act(30);
    filling.space.change_now(act, |tx| {
        let now = tx.now();
        tx.run(TALLY, &[])?;
        tx.run(
            "update listen_voice set fixed_at = $1
             where id in (select voice_id from sense_reading)",
            &[&now],
        )
    })?;
    manifest(filling, places, &said, &counts);
    Ok(kept)
}

const READING: &str = "insert into sense_reading
    (id, voice_id, account_id, lines, reached, started_at, finished_at, passed)";
const HIGHLIGHT: &str = "insert into sense_highlight
    (id, reading_id, voice_id, theme_id, line, start_at, end_at, created_at)";
const TALLY: &str = "insert into sense_tally (account_id, theme_id, voices)
    select r.account_id, h.theme_id, count(distinct h.voice_id)
    from sense_highlight h join sense_reading r on r.id = h.reading_id
    group by r.account_id, h.theme_id";

/// Who reads which voice and marks what. The first reader reads all but the last fiftieth, the
/// second one a quarter and then as many more as there are highlights to make.
fn plan<'a>(filling: &mut Filling<'_>, places: &Places, said: &'a [Said]) -> Vec<Reading<'a>> {
    let mut left = filling.size.highlights as usize;
    let themes = places.themes.len();
    let [first, second] = places.readers;
    let end = said.len() - said.len() / 20;
    let ones = said.iter().take(end).map(|said| (said, first));
    let others = (0..4).flat_map(|from| said.iter().take(end).skip(from).step_by(4));
    let others = others.map(|said| (said, second));
    let mut plan = Vec::new();
    for (said, reader) in ones.chain(others) {
        if left == 0 {
            break;
        }
        let marks = marks(&mut filling.chance, said, themes, left);
        left -= marks.len();
        plan.push(Reading { said, reader, finished: true, marks });
    }
    // Each reader is in the middle of some.
    for reader in places.readers {
        let own = plan.iter_mut().filter(|reading| reading.reader == reader);
        own.rev().take(100).for_each(|reading| reading.finished = false);
    }
    plan
}

/// One to seven marks, about four on average: whole lines and parts of them.
fn marks(chance: &mut Chance, said: &Said, themes: usize, left: usize) -> Vec<Mark> {
    let wanted = (1 + chance.below(4) + chance.below(4)) as usize;
    let mut marks = HashSet::new();
    let mut ordered = Vec::new();
    for _ in 0..wanted.min(left) {
        let at = chance.below(u32::try_from(said.lines.len()).unwrap_or(1)) as usize;
        let Some((start, end)) = said.lines.get(at).copied() else { continue };
        let long = u32::try_from(end - start).unwrap_or(1);
        let (start, end) = match chance.below(2) {
            0 => (start, end),
            _ => {
                let skip = chance.below(long / 2 + 1) as usize;
                (start + skip, end - chance.below(long / 4 + 1) as usize)
            }
        };
        let mark = Mark { line: at + 1, start, end, theme: theme(chance, themes) };
        if start < end && marks.insert(mark) {
            ordered.push(mark);
        }
    }
    ordered
}

/// A theme; the first are given more often than the last.
fn theme(chance: &mut Chance, themes: usize) -> usize {
    let themes = u32::try_from(themes).unwrap_or(1);
    chance.below(themes).min(chance.below(themes)) as usize
}

fn rows(
    act: &mut kernel::Act,
    themes: &[ThemeId],
    readings: &[Reading<'_>],
    kept: &mut Vec<Kept>,
    counts: &mut [u64],
) -> (Vec<Value>, Vec<Value>) {
    let (mut rows, mut marked) = (Vec::new(), Vec::new());
    let now = act.now;
    for reading in readings {
        let id = ReadingId(act.uuid());
        let reached = reading.marks.iter().map(|mark| mark.line).max().unwrap_or(0);
        let finished = reading.finished.then_some(now);
        let columns: [&dyn ToValue; 8] = [
            &id,
            &reading.said.id,
            &reading.reader,
            &reading.said.lines.len(),
            &reached,
            &now,
            &finished,
            &false,
        ];
        rows.extend(columns.iter().map(|value| value.to_value()));
        for mark in &reading.marks {
            let Some(theme) = themes.get(mark.theme) else { continue };
            let highlight = HighlightId(act.uuid());
            let columns: [&dyn ToValue; 8] = [
                &highlight,
                &id,
                &reading.said.id,
                theme,
                &mark.line,
                &mark.start,
                &mark.end,
                &now,
            ];
            marked.extend(columns.iter().map(|value| value.to_value()));
            let Some(count) = counts.get_mut(mark.theme) else { continue };
            *count += 1;
            let whole = reading.said.lines.get(mark.line - 1) == Some(&(mark.start, mark.end));
            let few = kept.iter().filter(|kept| kept.theme == mark.theme).count() < KEPT;
            if few && whole && reading.finished && reading.said.quotable {
                kept.push(Kept { id: highlight, voice: reading.said.id, theme: mark.theme });
            }
        }
    }
    (rows, marked)
}

fn manifest(filling: &mut Filling<'_>, places: &Places, said: &[Said], counts: &[u64]) {
    let names = |some: &mut dyn Iterator<Item = &Said>| -> Vec<String> {
        some.map(|said| said.id.to_string()).collect()
    };
    let spread = (said.len() / 400).max(1);
    filling.manifest.read =
        names(&mut said.iter().take(said.len() * 9 / 10).step_by(spread).take(300));
    filling.manifest.unread = names(&mut said.iter().rev().take(said.len() / 20));
    let enough = counts.iter().zip(&places.themes).filter(|(count, _)| **count >= 10_000);
    let nearest = enough.min_by_key(|(count, _)| **count);
    if let Some((count, theme)) = nearest {
        filling.manifest.theme = theme.to_string();
        filling.manifest.theme_highlights = *count;
    }
}
