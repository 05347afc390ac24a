//! `/desk/coding`, the queue, and `/desk/voices/{voice}/coding`, the workspace.

use super::frame;
use super::queue::{self, Filter, Queued, Stage};
use super::workspace::{self, Wanted, Workspace};
use crate::ThemeId;
use crate::highlight::{self, NotHighlighted, Span};
use crate::reading::{self, NotReading};
use askama::Template;
use kernel::Message;
use kernel::access::Verb;
use kernel::permission::Closure;
use listen::ids::VoiceId;
use listen::voice::{self, Voice};
use serde::Deserialize;
use web::{Choice, Context, Form, Page, PageError, PageResult, Path, Query};

/// How many voices a page of the queue holds.
const PAGE: u32 = 25;

#[derive(Deserialize)]
#[serde(default)]
pub(crate) struct QueueQuery {
    campaign: String,
    stage: String,
    after: String,
}

impl Default for QueueQuery {
    fn default() -> Self {
        Self { campaign: String::new(), stage: "all".into(), after: String::new() }
    }
}

#[derive(Template)]
#[template(path = "coding/index.html")]
struct QueuePage {
    page: Page,
    voices: Vec<Queued>,
    campaigns: Vec<Choice>,
    stages: Vec<Choice>,
    next: String,
}

/// `GET /desk/coding`: the voices that wait for this reader.
pub(crate) async fn index(ctx: Context, Query(query): Query<QueueQuery>) -> PageResult {
    let viewer = ctx.require_somewhere(Verb::CodeVoice)?.clone();
    let stage = Stage::from_word(&query.stage).unwrap_or(Stage::All);
    let filter =
        Filter { campaign: query.campaign.parse().ok(), stage, after: query.after.parse().ok() };
    let reach = viewer.reach(Verb::CodeVoice);
    let (mut voices, campaigns) = ctx
        .read(move |db| {
            Ok((queue::list(db, &viewer, &filter, PAGE + 1)?, queue::campaigns(db, &reach)?))
        })
        .await?;
    let page = frame(&ctx, "coding-queue-title");
    let more = voices.len() > PAGE as usize;
    voices.truncate(PAGE as usize);
    let last = voices.last().filter(|_| more);
    let next = last.map_or(String::new(), |last| {
        page.path(format!(
            "/desk/coding?campaign={}&stage={stage}&after={}",
            query.campaign, last.voice.id
        ))
    });
    let mut choices = vec![Choice::new("", page.t("coding-all-campaigns"), &query.campaign)];
    choices.extend(campaigns.iter().map(|campaign| {
        Choice::new(campaign.id.to_string(), page.both(&campaign.title), &query.campaign)
    }));
    let stages = Stage::ALL.iter().map(|stage| {
        Choice::new(stage.word(), page.t(&format!("coding-stage-{stage}")), &query.stage)
    });
    let stages = stages.collect();
    ctx.html(&QueuePage { voices, campaigns: choices, stages, next, page })
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct LineQuery {
    line: String,
    start: String,
    end: String,
}

/// What the form of the workspace sends.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct CodingForm {
    line: String,
    start: String,
    end: String,
    theme: Vec<String>,
    memo: String,
}

#[derive(Template)]
#[template(path = "coding/show.html")]
struct CodingPage {
    page: Page,
    work: Workspace,
    path: String,
    facts: Vec<(String, String)>,
    memo_problem: String,
}

impl CodingPage {
    fn new(page: Page, work: Workspace) -> Self {
        let path = format!("/desk/voices/{}/coding", work.voice.id);
        let facts = facts(&page, &work.voice);
        let memo_problem = page.problem("memo").to_owned();
        Self { path, facts, memo_problem, page, work }
    }

    fn line_path(&self, number: &usize) -> String {
        self.page.path(format!("{}?line={number}#l{number}", self.path))
    }

    fn words_path(&self, number: &usize, start: &usize, end: &usize) -> String {
        self.page.path(format!("{}?line={number}&start={start}&end={end}#l{number}", self.path))
    }

    fn save_label(&self) -> String {
        if self.work.chosen.last {
            self.page.t("coding-save-last")
        } else {
            self.page.t1("coding-save", "line", self.work.chosen.line + 1)
        }
    }

    fn is_finished(&self) -> bool {
        self.work.reading.as_ref().is_some_and(reading::Reading::is_finished)
    }

    fn has_passed(&self) -> bool {
        self.work.reading.as_ref().is_some_and(|reading| reading.passed)
    }

    fn has_begun(&self) -> bool {
        self.work.reading.is_some()
    }
}

/// What the person agreed to, as tags: kind and words.
fn facts(page: &Page, voice: &Voice) -> Vec<(String, String)> {
    let permission = voice.permission;
    let mut facts = vec![(
        permission.rung.to_string(),
        page.t(&format!("coding-permission-{}", permission.rung)),
    )];
    let sound = if permission.sound { "coding-sound-heard" } else { "coding-sound-team" };
    facts.push(("sound".into(), page.t(sound)));
    if permission.archive {
        facts.push(("archive".into(), page.t("coding-archive")));
    }
    if permission.contact {
        facts.push(("contact".into(), page.t("coding-contact")));
    }
    match voice.closure {
        Closure::Open => {}
        Closure::ForGood => facts.push(("closed".into(), page.t("coding-closed"))),
        Closure::Until(day) => {
            facts.push(("closed".into(), page.t1("coding-closed-until", "day", page.date(&day))));
        }
    }
    facts
}

/// `GET /desk/voices/{voice}/coding?line=n`: one voice, line by line.
pub(crate) async fn show(
    ctx: Context,
    Path(id): Path<VoiceId>,
    Query(query): Query<LineQuery>,
) -> PageResult {
    let (work, title) = load(&ctx, id, wanted(&query.line, &query.start, &query.end)).await?;
    ctx.html(&CodingPage::new(frame(&ctx, "coding-title").title_text(title), work))
}

async fn load(
    ctx: &Context,
    id: VoiceId,
    wanted: Wanted,
) -> Result<(Workspace, String), PageError> {
    let viewer = ctx.viewer()?.clone();
    let (language, today) = (ctx.language, ctx.today);
    let work = ctx
        .read(move |db| {
            let Some(voice) = voice::find(db, id)? else { return Ok(None) };
            let allowed = viewer.may(Verb::CodeVoice, voice.within())
                && viewer.may(Verb::ReadVoice, voice.within());
            if !allowed {
                return Ok(None);
            }
            workspace::load(db, &voice, &viewer, language, today, wanted)
        })
        .await?;
    let work = work.ok_or(PageError::NotFound)?;
    let title = work.voice.title.clone();
    Ok((work, title))
}

fn wanted(line: &str, start: &str, end: &str) -> Wanted {
    let within = start.trim().parse().ok().zip(end.trim().parse().ok());
    Wanted { line: line.trim().parse().ok(), within }
}

/// `POST /desk/voices/{voice}/coding`: saves the themes and the note of one line.
pub(crate) async fn create(
    ctx: Context,
    Path(id): Path<VoiceId>,
    Form(form): Form<CodingForm>,
) -> PageResult {
    may_code(&ctx, id).await?;
    let reader = ctx.viewer()?.account;
    let Ok(line) = form.line.trim().parse::<usize>() else { return Err(PageError::Unreadable) };
    let (sent, today) = (form.clone(), ctx.today);
    let saved = ctx
        .write(move |tx| {
            let lines = super::lines(tx, id, today)?.ok_or(NotHighlighted::NoVoice)?;
            let at = lines.iter().find(|l| l.number == line).ok_or(NotHighlighted::Stale)?;
            let span = place(&sent)?.span(line, at.start, at.end)?;
            let themes: Result<Vec<ThemeId>, _> = sent.theme.iter().map(|id| id.parse()).collect();
            let themes = themes.map_err(|_| NotHighlighted::NoTheme)?;
            let reading = reading::begin(tx, id, reader).map_err(not_begun)?;
            highlight::save(tx, reading, span, &themes, Some(&sent.memo))?;
            Ok::<_, NotHighlighted>(lines.last().map_or(line, |last| last.number))
        })
        .await?;
    match saved {
        Ok(last) => {
            let next = (line + 1).min(last);
            ctx.see_other(&format!("/desk/voices/{id}/coding?line={next}#l{next}"))
        }
        Err(refusal) => {
            let (mut work, title) =
                load(&ctx, id, wanted(&form.line, &form.start, &form.end)).await?;
            for option in &mut work.options {
                option.ticked = form.theme.contains(&option.id.to_string());
            }
            work.memo = form.memo;
            let page = frame(&ctx, "coding-title").title_text(title).refused(&refusal);
            ctx.refuse(&CodingPage::new(page, work))
        }
    }
}

fn not_begun(refusal: NotReading) -> NotHighlighted {
    match refusal {
        NotReading::Fault(fault) => NotHighlighted::Fault(fault),
        NotReading::Passed => NotHighlighted::Passed,
        _ => NotHighlighted::NoVoice,
    }
}

/// Which words of the line a form is about.
enum Place {
    Whole,
    Part(usize, usize),
}

fn place(form: &CodingForm) -> Result<Place, NotHighlighted> {
    match (form.start.trim(), form.end.trim()) {
        ("", "") => Ok(Place::Whole),
        (start, end) => {
            let part = start.parse().ok().zip(end.parse().ok());
            part.map(|(start, end)| Place::Part(start, end)).ok_or(NotHighlighted::Stale)
        }
    }
}

impl Place {
    fn span(self, line: usize, start: usize, end: usize) -> Result<Span, NotHighlighted> {
        let line = u32::try_from(line).map_err(|_| NotHighlighted::Stale)?;
        let (from, to) = match self {
            Self::Whole => (start, end),
            Self::Part(from, to) => (start.saturating_add(from), start.saturating_add(to)),
        };
        if from < to && to <= end {
            Ok(Span { line, start: from, end: to })
        } else {
            Err(NotHighlighted::Stale)
        }
    }
}

/// The voice, when the viewer may mark it.
pub(crate) async fn may_code(ctx: &Context, id: VoiceId) -> Result<Voice, PageError> {
    ctx.viewer()?;
    let voice = ctx.read(move |db| voice::find(db, id)).await?.ok_or(PageError::NotFound)?;
    ctx.require(Verb::CodeVoice, voice.within())?;
    ctx.require(Verb::ReadVoice, voice.within())?;
    Ok(voice)
}

/// What the form of a reading sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct ReadingForm {
    to: String,
}

/// `POST /desk/voices/{voice}/reading`: finishes the reading, opens it again, or passes it by.
pub(crate) async fn update(
    ctx: Context,
    Path(id): Path<VoiceId>,
    Form(form): Form<ReadingForm>,
) -> PageResult {
    may_code(&ctx, id).await?;
    let reader = ctx.viewer()?.account;
    let to = form.to.clone();
    let done = ctx
        .write(move |tx| match to.as_str() {
            "finish" => {
                let reading = reading::begin(tx, id, reader)?;
                reading::finish(tx, reading)
            }
            "reopen" => {
                let reading = reading::of(tx, id, reader)?.ok_or(NotReading::NoVoice)?;
                reading::reopen(tx, reading.id)
            }
            "pass" => reading::pass(tx, id, reader),
            _ => Err(NotReading::NoVoice),
        })
        .await?;
    match done {
        Ok(()) if form.to == "pass" => ctx.see_other(&format!("/desk/voices/{id}/differences")),
        Ok(()) => ctx.see_other(&format!("/desk/voices/{id}/coding")),
        Err(refusal) => {
            let (work, title) = load(&ctx, id, Wanted::default()).await?;
            let page = frame(&ctx, "coding-title").title_text(title).refused(&refusal);
            ctx.refuse(&CodingPage::new(page, work))
        }
    }
}

impl CodingPage {
    /// Who is still reading, in words; nothing when nobody is.
    fn still_reading(&self) -> Option<String> {
        self.sentence(&self.work.second.reading, "coding-second-reading")
    }

    /// Who has finished, in words; nothing when nobody has.
    fn has_finished(&self) -> Option<String> {
        self.sentence(&self.work.second.finished, "coding-second-finished")
    }

    fn sentence(&self, names: &[String], key: &str) -> Option<String> {
        let message = Message::new(key.to_owned()).with("names", names.join(", "));
        (!names.is_empty()).then(|| self.page.say(&message))
    }
}
