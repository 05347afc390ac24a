//! `/desk/coding/agreement`: how far two readers agree about each theme, over all voices that
//! both have finished.

use crate::coding::frame;
use crate::reading::store::open_to;
use crate::theme::codebook::Codebooks;
use crate::theme::{self, Theme};
use crate::{ReadingId, ThemeId};
use askama::Template;
use kernel::access::{Verb, Viewer};
use kernel::db::{ToValue, Value};
use kernel::ids::ProgrammeId;
use kernel::{Db, Fault};
use listen::ids::VoiceId;
use serde::Deserialize;
use statistics::agreement as citation;
use statistics::agreement::{Alpha, AlphaBand, Kappa, KappaBand, Marks};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use web::{Choice, Context, Page, PageError, PageResult, Query};

/// Two readings of the same voice.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Pair {
    pub(crate) voice: VoiceId,
    pub(crate) lines: u32,
    pub(crate) first: ReadingId,
    pub(crate) second: ReadingId,
}

/// How two readers used one theme.
pub(crate) struct Agreed {
    pub(crate) theme: Theme,
    pub(crate) marks: Marks,
}

/// What can be said of all themes of a programme.
pub(crate) struct Agreement {
    pub(crate) voices: usize,
    pub(crate) lines: u64,
    pub(crate) themes: Vec<Agreed>,
}

/// The first two readings of each voice that at least two people have finished, nobody is still
/// reading, and whose readings are open to the viewer.
fn pairs(db: &Db, viewer: &Viewer, programme: ProgrammeId) -> Result<Vec<Pair>, Fault> {
    let mut values: Vec<Value> = vec![programme.to_value(), Value::Bool(false)];
    let within =
        viewer.reach(Verb::ReadCodebook).condition("v.programme_id", "v.community_id", &mut values);
    let open = open_to(viewer, &mut values);
    let sql = format!(
        "select r.voice_id, r.lines, r.id from sense_reading r
         join sense_voice v on v.id = r.voice_id
         where v.programme_id = $1 and {within} and {open} and r.finished_at is not null
         and r.passed = $2 and not exists (select 1 from sense_reading o
           where o.voice_id = r.voice_id and o.finished_at is null)
         and (select count(*) from sense_reading d
           where d.voice_id = r.voice_id and d.passed = $2) > 1
         order by r.voice_id, r.started_at, r.id"
    );
    let values: Vec<&dyn ToValue> = values.iter().map(|value| value as _).collect();
    let rows: Vec<(VoiceId, u32, ReadingId)> = db.all(&sql, &values)?;
    let mut pairs: Vec<Pair> = Vec::new();
    let mut waiting: Option<(VoiceId, ReadingId)> = None;
    for (voice, lines, reading) in rows {
        match waiting {
            Some((other, first)) if other == voice => {
                pairs.push(Pair { voice, lines, first, second: reading });
                waiting = None;
            }
            _ if pairs.last().is_some_and(|pair| pair.voice == voice) => {}
            _ => waiting = Some((voice, reading)),
        }
    }
    Ok(pairs)
}

/// The lines that one reading gave each theme.
pub(crate) fn lines_by_theme(
    db: &Db,
    reading: ReadingId,
) -> Result<BTreeMap<ThemeId, BTreeSet<u32>>, Fault> {
    let rows: Vec<(ThemeId, u32)> =
        db.all("select theme_id, line from sense_highlight where reading_id = $1", &[&reading])?;
    let mut lines: BTreeMap<ThemeId, BTreeSet<u32>> = BTreeMap::new();
    for (theme, line) in rows {
        lines.entry(theme).or_default().insert(line);
    }
    Ok(lines)
}

/// How many pairs are added up at once.
const TOGETHER: usize = 100;

/// Adds up some pairs: for each theme that anyone used, and each in use, how many lines both,
/// one or neither gave it.
pub(crate) fn add_up(db: &Db, programme: ProgrammeId, pairs: &[Pair]) -> Result<Agreement, Fault> {
    let mut counts: BTreeMap<ThemeId, Marks> = BTreeMap::new();
    for some in pairs.chunks(TOGETHER) {
        for ((_, theme, _), gave) in given(db, some)? {
            let marks = counts.entry(theme).or_default();
            match gave {
                [true, true] => marks.both += 1,
                [true, false] => marks.first_only += 1,
                [false, true] => marks.second_only += 1,
                [false, false] => {}
            }
        }
    }
    let lines: u64 = pairs.iter().map(|pair| u64::from(pair.lines)).sum();
    let themes = theme::ever(db, programme)?
        .into_iter()
        .filter(|theme| theme.is_live() || counts.contains_key(&theme.id))
        .map(|theme| {
            let mut marks = counts.get(&theme.id).copied().unwrap_or_default();
            marks.neither = lines.saturating_sub(marks.units());
            Agreed { theme, marks }
        })
        .collect();
    Ok(Agreement { voices: pairs.len(), lines, themes })
}

/// Which of the two readers of each voice gave a theme to a line.
type Given = HashMap<(VoiceId, ThemeId, u32), [bool; 2]>;

fn given(db: &Db, pairs: &[Pair]) -> Result<Given, Fault> {
    let readings: HashMap<ReadingId, (VoiceId, usize)> = pairs
        .iter()
        .flat_map(|pair| [(pair.first, (pair.voice, 0)), (pair.second, (pair.voice, 1))])
        .collect();
    let ids: Vec<&ReadingId> = pairs.iter().flat_map(|pair| [&pair.first, &pair.second]).collect();
    let places: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
    let sql = format!(
        "select reading_id, theme_id, line from sense_highlight where reading_id in ({})",
        places.join(", ")
    );
    let values: Vec<&dyn ToValue> = ids.iter().map(|id| *id as _).collect();
    let mut given = Given::new();
    db.each(&sql, &values, |(reading, theme, line): (ReadingId, ThemeId, u32)| {
        if let Some((voice, who)) = readings.get(&reading) {
            let gave = given.entry((*voice, theme, line)).or_default();
            if let Some(gave) = gave.get_mut(*who) {
                *gave = true;
            }
        }
        Ok(())
    })?;
    Ok(given)
}

/// A theme's figures in words.
pub(crate) struct Figures {
    pub(crate) name: String,
    pub(crate) colour: u32,
    pub(crate) lines: String,
    pub(crate) same: String,
    pub(crate) kappa: String,
    pub(crate) kappa_word: String,
    pub(crate) alpha: String,
    pub(crate) alpha_word: String,
}

/// Puts figures into words. A figure that is not defined is never shown as if it were.
pub(crate) fn figures(page: &Page, agreed: &Agreed) -> Figures {
    let decimal = |value: f64| format!("{value:.2}").replace('-', "\u{2212}");
    let (kappa, kappa_word) = match agreed.marks.kappa() {
        Kappa::Known(known) => {
            let (low, high) = known.interval();
            let interval =
                format!("{} ({} – {})", decimal(known.value), decimal(low), decimal(high));
            (interval, page.t(kappa_key(known.band())))
        }
        Kappa::NoUnits => (String::new(), page.t("readers-no-units")),
        Kappa::NoVariation => (String::new(), page.t("readers-no-variation")),
    };
    let (alpha, alpha_word) = match agreed.marks.alpha() {
        Alpha::Known(known) => (decimal(known.value), page.t(alpha_key(known.band()))),
        Alpha::NoPairs => (String::new(), page.t("readers-no-units")),
        Alpha::NoVariation => (String::new(), page.t("readers-no-variation")),
    };
    let marks = agreed.marks;
    let used = marks.both + marks.first_only + marks.second_only;
    Figures {
        name: page.both(&agreed.theme.name).to_owned(),
        colour: agreed.theme.colour,
        lines: page.number(used),
        same: marks.observed().map_or(String::new(), |share| format!("{:.0}%", share * 100.0)),
        kappa,
        kappa_word,
        alpha,
        alpha_word,
    }
}

fn kappa_key(band: KappaBand) -> &'static str {
    match band {
        KappaBand::Poor => "readers-kappa-poor",
        KappaBand::Slight => "readers-kappa-slight",
        KappaBand::Fair => "readers-kappa-fair",
        KappaBand::Moderate => "readers-kappa-moderate",
        KappaBand::Substantial => "readers-kappa-substantial",
        KappaBand::AlmostPerfect => "readers-kappa-almost-perfect",
    }
}

fn alpha_key(band: AlphaBand) -> &'static str {
    match band {
        AlphaBand::Unreliable => "readers-alpha-unreliable",
        AlphaBand::Tentative => "readers-alpha-tentative",
        AlphaBand::Reliable => "readers-alpha-reliable",
    }
}

/// Where the ways of computing come from.
pub(crate) const CITATIONS: &[&str] = &[
    citation::COHEN_1960,
    citation::FLEISS_COHEN_EVERITT_1969,
    citation::LANDIS_KOCH_1977,
    citation::KRIPPENDORFF_2004,
    citation::KRIPPENDORFF_2011,
];

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct AgreementQuery {
    programme: String,
}

#[derive(Template)]
#[template(path = "readers/agreement.html")]
struct AgreementPage {
    page: Page,
    programmes: Vec<Choice>,
    voices: usize,
    lines: u64,
    figures: Vec<Figures>,
    citations: &'static [&'static str],
}

impl AgreementPage {
    /// Over how much it was worked out, in words.
    fn over(&self) -> String {
        self.page.t2("readers-over", ("voices", self.voices), ("lines", self.lines))
    }
}

/// `GET /desk/coding/agreement`: by theme, over all voices that two people have read.
pub(crate) async fn index(ctx: Context, Query(query): Query<AgreementQuery>) -> PageResult {
    let viewer = ctx.require_somewhere(Verb::ReadCodebook)?.clone();
    let (books, agreement) = ctx
        .read(move |db| {
            let books = Codebooks::within(db, &viewer, Verb::ReadCodebook, &query.programme)?;
            let agreement = match &books.chosen {
                Some(programme) => {
                    let pairs = pairs(db, &viewer, programme.id)?;
                    Some(add_up(db, programme.id, &pairs)?)
                }
                None => None,
            };
            Ok((books, agreement))
        })
        .await?;
    let agreement = agreement.ok_or(PageError::NotFound)?;
    let page = frame(&ctx, "readers-agreement-title");
    let figures = agreement.themes.iter().map(|agreed| figures(&page, agreed)).collect();
    ctx.html(&AgreementPage {
        programmes: books.choices(&page),
        voices: agreement.voices,
        lines: agreement.lines,
        figures,
        citations: CITATIONS,
        page,
    })
}
