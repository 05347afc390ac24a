//! What the coding page of one voice shows, gathered in one read.

use super::queue::{self, Rail};
use super::segments::{Mark, Segment, segments};
use crate::highlight::{self, Highlight, Span};
use crate::reading::{self, Reading};
use crate::theme::{self, Theme};
use crate::{ThemeId, tally};
use kernel::access::Viewer;
use kernel::clock::Date;
use kernel::{Both, Db, Fault, Language, accounts};
use listen::ids::VoiceId;
use listen::redaction;
use listen::voice::{self, TranscriptLine, Voice};
use std::collections::{BTreeSet, HashMap};

/// The line, and the words of it, that somebody asked for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Wanted {
    /// The line, from 1.
    pub(crate) line: Option<usize>,
    /// Where the words begin and end, in code points from the beginning of the line's text.
    pub(crate) within: Option<(usize, usize)>,
}

/// Everything on the coding page of one voice.
pub(crate) struct Workspace {
    pub(crate) voice: Voice,
    pub(crate) language: String,
    pub(crate) reading: Option<Reading>,
    pub(crate) rows: Vec<Row>,
    pub(crate) chosen: Chosen,
    pub(crate) options: Vec<ThemeOption>,
    pub(crate) memo: String,
    pub(crate) second: Second,
    pub(crate) rail: Rail,
}

/// A numbered line.
pub(crate) struct Row {
    pub(crate) number: usize,
    pub(crate) speaker: String,
    /// Whether it is said by somebody other than the person whose voice it is.
    pub(crate) interviewer: bool,
    pub(crate) selected: bool,
    pub(crate) segments: Vec<Segment>,
    pub(crate) codes: Vec<CodeTag>,
}

/// A theme beside a line, with where its words are.
pub(crate) struct CodeTag {
    pub(crate) name: String,
    pub(crate) colour: u32,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The line and the words that the form is about.
pub(crate) struct Chosen {
    pub(crate) line: usize,
    pub(crate) last: bool,
    /// Where the words begin in the line's text, and where they end.
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) words: String,
}

/// A theme to tick.
pub(crate) struct ThemeOption {
    pub(crate) id: ThemeId,
    pub(crate) name: String,
    pub(crate) colour: u32,
    pub(crate) voices: u64,
    /// Its number key, for the first nine.
    pub(crate) key: Option<usize>,
    pub(crate) ticked: bool,
}

/// How things stand with other readers, without a word of what they marked.
#[derive(Default)]
pub(crate) struct Second {
    /// Who is still reading.
    pub(crate) reading: Vec<String>,
    /// Who has finished.
    pub(crate) finished: Vec<String>,
    /// Whether the differences may be seen.
    pub(crate) comparable: bool,
}

/// Gathers the page, or nothing when the voice can't be worked with.
pub(crate) fn load(
    db: &Db,
    voice: &Voice,
    viewer: &Viewer,
    language: Language,
    today: Date,
    wanted: Wanted,
) -> Result<Option<Workspace>, Fault> {
    let Ok(transcript) = voice::transcript(db, voice.id, today)? else { return Ok(None) };
    let transcript = transcript.into_words();
    let reading = reading::of(db, voice.id, viewer.account)?;
    let marks = match &reading {
        Some(reading) => highlight::of_reading(db, reading.id)?,
        None => Vec::new(),
    };
    let themes = theme::ever(db, voice.programme)?;
    let reached = reading.as_ref().map_or(0, |reading| reading.reached);
    let (chosen, span) = choose(&transcript.lines, &marks, wanted, reached, &transcript.language);
    let memo = match &reading {
        Some(reading) => reading::store::memo(db, reading.id, span.line)?,
        None => None,
    };
    let counts = tally::of(db, viewer.account, voice.programme)?;
    Ok(Some(Workspace {
        rows: rows(&transcript.lines, &marks, &themes, span, language),
        options: options(&themes, &marks, &counts, span, language),
        second: second(db, voice.id, viewer, reading.as_ref())?,
        rail: queue::rail(db, voice, viewer)?,
        memo: memo.map(|memo| memo.body).unwrap_or_default(),
        language: transcript.language,
        voice: voice.clone(),
        reading,
        chosen,
    }))
}

/// The line asked for or the next one to read, and the words on it: those asked for, those of its
/// only mark, or all of them.
fn choose(
    lines: &[TranscriptLine],
    marks: &[Highlight],
    wanted: Wanted,
    reached: u32,
    language: &str,
) -> (Chosen, Span) {
    let last = lines.last().map_or(0, |line| line.number);
    let next = usize::try_from(reached).unwrap_or(usize::MAX).saturating_add(1);
    let number = wanted.line.unwrap_or(next).clamp(1, last.max(1));
    let Some(line) = lines.iter().find(|line| line.number == number) else {
        let nothing = Chosen { line: 0, last: true, start: 0, end: 0, words: String::new() };
        return (nothing, Span { line: 0, start: 0, end: 0 });
    };
    let number_of = u32::try_from(number).unwrap_or(u32::MAX);
    let long = line.end.saturating_sub(line.start);
    let spans: BTreeSet<(usize, usize)> = marks
        .iter()
        .filter(|mark| mark.line == number_of)
        .map(|mark| {
            (mark.start_at.saturating_sub(line.start), mark.end_at - line.start.min(mark.end_at))
        })
        .collect();
    let only = spans.first().filter(|_| spans.len() == 1).copied();
    let asked = wanted.within.filter(|(start, end)| start < end && *end <= long);
    let (start, end) = asked.or(only).unwrap_or((0, long));
    let text: String = line.text.chars().skip(start).take(end - start).collect();
    let chosen = Chosen {
        line: number,
        last: number == last,
        start,
        end,
        words: redaction::marked(&text, language),
    };
    (chosen, Span { line: number_of, start: line.start + start, end: line.start + end })
}

fn rows(
    lines: &[TranscriptLine],
    marks: &[Highlight],
    themes: &[Theme],
    chosen: Span,
    language: Language,
) -> Vec<Row> {
    let known: HashMap<ThemeId, &Theme> = themes.iter().map(|theme| (theme.id, theme)).collect();
    let narrator = narrator(lines);
    let row = |line: &TranscriptLine| {
        let number = u32::try_from(line.number).unwrap_or(u32::MAX);
        let here: Vec<&Highlight> = marks.iter().filter(|mark| mark.line == number).collect();
        let coloured: Vec<Mark> = here
            .iter()
            .filter_map(|mark| {
                let theme = known.get(&mark.theme_id)?;
                Some(Mark { span: mark.span(), colour: theme.colour })
            })
            .collect();
        let selected = number == chosen.line;
        Row {
            number: line.number,
            speaker: line.speaker.clone().unwrap_or_default(),
            interviewer: line.speaker.is_some() && line.speaker.as_deref() != narrator,
            selected,
            segments: segments(line, &coloured, selected.then_some(chosen)),
            codes: codes(&here, &known, line.start, language),
        }
    };
    lines.iter().map(row).collect()
}

fn codes(
    marks: &[&Highlight],
    themes: &HashMap<ThemeId, &Theme>,
    start: usize,
    language: Language,
) -> Vec<CodeTag> {
    let code = |mark: &&Highlight| {
        let theme = themes.get(&mark.theme_id)?;
        Some(CodeTag {
            name: theme.name.in_language(language).to_owned(),
            colour: theme.colour,
            start: mark.start_at.saturating_sub(start),
            end: mark.end_at.saturating_sub(start),
        })
    };
    marks.iter().filter_map(code).collect()
}

/// Who says most: the person whose voice it is.
fn narrator(lines: &[TranscriptLine]) -> Option<&str> {
    let mut said: HashMap<&str, usize> = HashMap::new();
    for line in lines {
        if let Some(speaker) = &line.speaker {
            *said.entry(speaker).or_default() += line.end - line.start;
        }
    }
    said.into_iter()
        .max_by_key(|(name, long)| (*long, std::cmp::Reverse(*name)))
        .map(|(name, _)| name)
}

fn options(
    themes: &[Theme],
    marks: &[Highlight],
    counts: &HashMap<ThemeId, u64>,
    chosen: Span,
    language: Language,
) -> Vec<ThemeOption> {
    let ticked: BTreeSet<ThemeId> = marks
        .iter()
        .filter(|mark| mark.start_at == chosen.start && mark.end_at == chosen.end)
        .map(|mark| mark.theme_id)
        .collect();
    let live: Vec<Theme> = themes.iter().filter(|theme| theme.is_live()).cloned().collect();
    let called = theme::called(&live);
    let option = |(key, (theme, (_, name))): (usize, (&Theme, &(ThemeId, Both)))| ThemeOption {
        id: theme.id,
        name: name.in_language(language).to_owned(),
        colour: theme.colour,
        voices: counts.get(&theme.id).copied().unwrap_or_default(),
        key: (key <= 9).then_some(key),
        ticked: ticked.contains(&theme.id),
    };
    (1..).zip(live.iter().zip(&called)).map(option).collect()
}

fn second(
    db: &Db,
    voice: VoiceId,
    viewer: &Viewer,
    own: Option<&Reading>,
) -> Result<Second, Fault> {
    let mut second = Second::default();
    for other in reading::of_voice(db, voice)? {
        if other.account_id == viewer.account || other.passed {
            continue;
        }
        let name = accounts::find(db, other.account_id)?.map(|account| account.name);
        let list = if other.is_finished() { &mut second.finished } else { &mut second.reading };
        list.push(name.unwrap_or_default());
    }
    let done = own.is_some_and(Reading::is_finished);
    second.comparable = done && second.reading.is_empty() && !second.finished.is_empty();
    Ok(second)
}
