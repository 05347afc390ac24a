//! `/desk/voices/{voice}/differences`: what two readers marked, line by line, once both are done.

use super::agreement::{Agreement, CITATIONS, Figures, Pair, add_up, figures, lines_by_theme};
use crate::coding::frame;
use crate::reading::{self, Reading};
use crate::theme::{self, Theme};
use crate::{ThemeId, coding};
use askama::Template;
use kernel::access::{Verb, Viewer};
use kernel::clock::Date;
use kernel::{Both, Db, Fault, accounts};
use listen::ids::VoiceId;
use listen::redaction;
use listen::voice::{self, Voice};
use std::collections::{BTreeMap, BTreeSet};
use web::{Context, Page, PageError, PageResult, Path};

/// A line that somebody marked.
struct Compared {
    number: usize,
    speaker: String,
    text: String,
    /// For each reader, the themes: whether every reader gave it, its colour and its name.
    readers: Vec<Vec<(bool, u32, Both)>>,
}

struct Differences {
    voice: Voice,
    language: String,
    names: Vec<String>,
    lines: Vec<Compared>,
    agreement: Option<Agreement>,
}

/// The finished readings of a voice, when the viewer may compare them: nobody is still reading,
/// and they have read it themselves, have passed it by, or may not read it.
fn comparable(db: &Db, voice: &Voice, viewer: &Viewer) -> Result<Option<Vec<Reading>>, Fault> {
    let readings = reading::of_voice(db, voice.id)?;
    let done = readings.iter().all(Reading::is_finished);
    let own = readings.iter().any(|reading| reading.account_id == viewer.account);
    let may = own || !viewer.may(Verb::CodeVoice, voice.within());
    let finished: Vec<Reading> = readings.into_iter().filter(|reading| !reading.passed).collect();
    Ok((done && may && !finished.is_empty()).then_some(finished))
}

fn load(db: &Db, id: VoiceId, viewer: &Viewer, today: Date) -> Result<Option<Differences>, Fault> {
    let Some(voice) = voice::find(db, id)? else { return Ok(None) };
    let allowed = viewer.may(Verb::ReadVoice, voice.within())
        && viewer.may(Verb::ReadCodebook, voice.within());
    if !allowed {
        return Ok(None);
    }
    let Some(readings) = comparable(db, &voice, viewer)? else { return Ok(None) };
    let Some(lines) = coding::lines(db, id, today)? else { return Ok(None) };
    let themes: BTreeMap<ThemeId, Theme> =
        theme::ever(db, voice.programme)?.into_iter().map(|theme| (theme.id, theme)).collect();
    let mut names = Vec::new();
    let mut marked = Vec::new();
    for reading in &readings {
        let account = accounts::find(db, reading.account_id)?;
        names.push(account.map(|account| account.name).unwrap_or_default());
        marked.push(lines_by_theme(db, reading.id)?);
    }
    let compared = lines.iter().filter_map(|line| {
        let number = u32::try_from(line.number).unwrap_or(u32::MAX);
        let gave = |lines: &BTreeMap<ThemeId, BTreeSet<u32>>, theme: &ThemeId| {
            lines.get(theme).is_some_and(|lines| lines.contains(&number))
        };
        let readers: Vec<Vec<(bool, u32, Both)>> = marked
            .iter()
            .map(|own| {
                let given = themes.values().filter(|theme| gave(own, &theme.id));
                given
                    .map(|theme| {
                        let same = marked.iter().all(|other| gave(other, &theme.id));
                        (same, theme.colour, theme.name.clone())
                    })
                    .collect()
            })
            .collect();
        let text = redaction::marked(&line.text, &voice.language);
        let speaker = line.speaker.clone().unwrap_or_default();
        let any = readers.iter().any(|themes| !themes.is_empty());
        any.then_some(Compared { number: line.number, speaker, text, readers })
    });
    let lines = compared.collect();
    let agreement = match readings.as_slice() {
        [first, second, ..] => {
            let pair = Pair { voice: id, lines: first.lines, first: first.id, second: second.id };
            Some(add_up(db, voice.programme, &[pair])?)
        }
        _ => None,
    };
    let language = voice.language.clone();
    Ok(Some(Differences { voice, language, names, lines, agreement }))
}

#[derive(Template)]
#[template(path = "readers/differences.html")]
struct DifferencesPage {
    page: Page,
    found: Differences,
    figures: Vec<Figures>,
    citations: &'static [&'static str],
}

/// `GET /desk/voices/{voice}/differences`: readers side by side.
pub(crate) async fn show(ctx: Context, Path(id): Path<VoiceId>) -> PageResult {
    let viewer = ctx.viewer()?.clone();
    let today = ctx.today;
    let found = ctx.read(move |db| load(db, id, &viewer, today)).await?;
    let found = found.ok_or(PageError::NotFound)?;
    let page = frame(&ctx, "readers-differences-title");
    let figures = match &found.agreement {
        Some(agreement) => agreement
            .themes
            .iter()
            .filter(|agreed| agreed.marks.neither < agreed.marks.units())
            .map(|agreed| figures(&page, agreed))
            .collect(),
        None => Vec::new(),
    };
    ctx.html(&DifferencesPage { page, found, figures, citations: CITATIONS })
}
