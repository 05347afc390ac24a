//! Two readers mark the same voices without seeing each other's marks, and do not always agree.

use super::data::{file, map};
use super::markup::Mark;
use super::valley::{Marked, Valley, known};
use super::voice::Planned;
use super::{kept, person};
use kernel::{Chance, Fault, Tx};
use listen::line::{Line, lines};
use sense::highlight::{self, Span};
use sense::reading;

/// What is said in many places, so that it is worth reading for the programme.
const SHARED: &[&str] = &[
    "sit",
    "cancelled",
    "meter",
    "nothingback",
    "heardback",
    "paperwork",
    "enough",
    "door",
    "programme",
];

/// Conversations that the first reader has begun and not finished.
const BEGUN: &[&str] = &["P30, landing on the stairs", "P36, the Portakabin"];

/// Who reads which voices.
pub(super) struct Share {
    /// Those of the first reader.
    pub(super) first: Vec<usize>,
    /// Those of the second, most of which the first reads too.
    pub(super) second: Vec<usize>,
}

impl Share {
    /// Shares the voices out: all but the newest of the valley, and some of every other place.
    pub(super) fn of(planned: &[Planned], chance: &mut Chance) -> Self {
        let mut share = Self { first: Vec::new(), second: Vec::new() };
        let newest = kernel::clock::Date::constant(2026, 10, 12);
        for (at, of) in planned.iter().enumerate() {
            let valley = of.place == "cwm-helyg";
            let wanted = if of.longer {
                true
            } else if valley {
                of.heard < newest
            } else {
                let part = if of.speaks_of(SHARED) { 62 } else { 20 };
                chance.below(100) < part
            };
            if wanted {
                share.first.push(at);
            }
            if wanted && (of.longer || chance.below(100) < 55) {
                share.second.push(at);
            }
        }
        share
    }
}

/// A reader marks voices.
pub(super) fn read(
    tx: &mut Tx<'_>,
    valley: &mut Valley,
    reader: &str,
    which: &[usize],
    chance: &mut Chance,
) -> Result<(), Fault> {
    let account = known(&valley.accounts, reader)?;
    let first = reader == "Mair Pugh";
    let memos = map(file!("memos.txt"));
    for at in which {
        let of = valley.planned(*at)?;
        let begun = first && BEGUN.contains(&of.title.as_str());
        let marks = if first { of.words.marks.clone() } else { doubted(&of.words.marks, chance) };
        let reading = kept(reading::begin(tx, valley.voice(*at)?, account))?;
        let lines = lines(&of.words.text);
        let marks = marks.iter().take(if begun { 1 } else { usize::MAX });
        for mark in marks {
            let Some(span) = span(mark, &lines) else { continue };
            let themes: Result<Vec<_>, _> =
                mark.themes.iter().map(|theme| known(&valley.themes, theme)).collect();
            let memo = memos.get(mark.name.as_str()).filter(|_| first).copied();
            kept(highlight::save(tx, reading, span, &themes?, memo))?;
        }
        if begun {
            continue;
        }
        kept(reading::finish(tx, reading))?;
        if first {
            let made = highlight::of_reading(tx, reading)?;
            let made = of.words.marks.iter().filter_map(|mark| {
                let theme = valley.themes.get(mark.themes.first()?)?;
                let span = span(mark, &lines)?;
                let found = made.iter().find(|h| h.span() == span && h.theme_id == *theme)?;
                Some(Marked {
                    highlight: found.id,
                    voice: *at,
                    topic: mark.topic.clone(),
                    name: mark.name.clone(),
                })
            });
            let made: Vec<Marked> = made.collect();
            valley.marked.extend(made);
        }
    }
    Ok(())
}

/// The part of a mark that lies on one line, where most of it does.
fn span(mark: &Mark, lines: &[Line<'_>]) -> Option<Span> {
    let shared = |line: &&Line<'_>| {
        mark.span.end.min(line.end).saturating_sub(mark.span.start.max(line.start))
    };
    let line = lines.iter().max_by_key(shared).filter(|line| shared(line) > 0)?;
    Some(Span {
        line: u32::try_from(line.number).ok()?,
        start: mark.span.start.max(line.start),
        end: mark.span.end.min(line.end),
    })
}

/// What another reader makes of the same words: mostly the same.
fn doubted(marks: &[Mark], chance: &mut Chance) -> Vec<Mark> {
    let mut doubted = Vec::new();
    for mark in marks {
        let mut mark = mark.clone();
        match chance.below(100) {
            0..=7 => continue,
            8..=15 => mark.themes = vec![near(&mark, chance).to_owned()],
            16..=21 => mark.themes.push(near(&mark, chance).to_owned()),
            22..=27 => mark.themes.truncate(1),
            _ => {}
        }
        mark.themes.dedup();
        doubted.push(mark);
    }
    doubted
}

/// A theme that the words of a mark could be taken for.
fn near(mark: &Mark, chance: &mut Chance) -> &'static str {
    let near: &[&str] = match mark.themes.first().map(String::as_str) {
        Some("warm") => &["neighbours", "food", "young"],
        Some("getting") => &["heard", "food"],
        Some("neighbours") => &["carrying", "warm"],
        Some("young") => &["heard", "warm"],
        Some("food") => &["getting", "heard"],
        Some("heard") => &["getting", "proud"],
        Some("carrying") => &["neighbours", "heard"],
        _ => &["neighbours", "carrying"],
    };
    person::one(near, chance).unwrap_or("heard")
}
