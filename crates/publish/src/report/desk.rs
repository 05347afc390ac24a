//! The back office's list of reports and the form that begins one: `/desk/reports`,
//! `/desk/reports/new`.

use super::{NewReport, NotReport, Report, all, find};
use crate::compile::title_of;
use crate::edition::version_line;
use crate::{draft, publication};
use kernel::access::{Reach, Verb, Within};
use kernel::clock::day;
use kernel::ids::{CommunityId, ProgrammeId};
use kernel::{Both, Db, Fault, Language, Timestamp};
use serde::Deserialize;
use web::askama::Template;
use web::{Choice, Context, Form, Page, PageResult};

#[derive(Template)]
#[template(path = "report/desk_index.html")]
struct IndexPage {
    page: Page,
    may_write: bool,
    reports: Vec<Row>,
}

struct Row {
    slug: String,
    title: String,
    published: Option<String>,
    saved: Option<Timestamp>,
}

pub(super) async fn index(ctx: Context) -> PageResult {
    let reach = ctx.require_somewhere(Verb::ReadReport)?.reach(Verb::ReadReport);
    let language = ctx.language;
    let reports = ctx.read(move |db| rows(db, &reach, language)).await?;
    let page = ctx.desk("report-desk-title");
    let may_write = page.may(Verb::WriteReport);
    ctx.html(&IndexPage { page, may_write, reports })
}

fn rows(db: &Db, reach: &Reach, language: Language) -> Result<Vec<Row>, Fault> {
    let reports = all(db, reach)?;
    reports.into_iter().map(|report| row(db, report, language)).collect()
}

fn row(db: &Db, report: Report, language: Language) -> Result<Row, Fault> {
    let newest = publication::current(db, report.id)?;
    let mut saved = None;
    let mut titles = Both::default();
    for one in Language::ALL {
        if let Some(draft) = draft::latest(db, report.id, *one)? {
            saved = saved.max(Some(draft.saved_at));
            match one {
                Language::En => titles.en = title_of(&draft.source),
                Language::Cy => titles.cy = title_of(&draft.source),
            }
        }
    }
    let title = titles.in_language(language);
    let title = if title.is_empty() { report.slug.clone() } else { title.to_owned() };
    let published =
        newest.map(|newest| version_line(newest.version, day(newest.published_at), language));
    Ok(Row { slug: report.slug, title, published, saved })
}

#[derive(Template)]
#[template(path = "report/new.html")]
struct NewPage {
    page: Page,
    filled: Filled,
    places: Vec<Choice>,
}

/// What came back.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Filled {
    title_en: String,
    title_cy: String,
    place: String,
}

pub(super) async fn new(ctx: Context) -> PageResult {
    form(&ctx, ctx.desk("report-new-title"), Filled::default(), false).await
}

async fn form(ctx: &Context, page: Page, filled: Filled, refused: bool) -> PageResult {
    let reach = ctx.require_somewhere(Verb::WriteReport)?.reach(Verb::WriteReport);
    let (language, chosen) = (ctx.language, filled.place.clone());
    let places = ctx.read(move |db| places(db, &reach, language, &chosen)).await?;
    let page = NewPage { page, filled, places };
    if refused { ctx.refuse(&page) } else { ctx.html(&page) }
}

/// Programmes and communities that the viewer may write about, as `programme` or
/// `programme/community`.
fn places(db: &Db, reach: &Reach, language: Language, chosen: &str) -> Result<Vec<Choice>, Fault> {
    let mut choices = Vec::new();
    let communities = places::community::list(db, reach, None, 1_000)?;
    for programme in places::programme::within(db, reach)? {
        let name = programme.name.in_language(language).to_owned();
        // A role in a community alone doesn't reach the programme; the door is checked again.
        choices.push(Choice::new(programme.id.to_string(), name.clone(), chosen));
        for community in communities.iter().filter(|c| c.programme_id == programme.id) {
            let value = format!("{}/{}", programme.id, community.id);
            let text = format!("{name}: {}", community.name.in_language(language));
            choices.push(Choice::new(value, text, chosen));
        }
    }
    Ok(choices)
}

/// The place that a value of the form stands for.
fn place(value: &str) -> Option<(ProgrammeId, Option<CommunityId>)> {
    match value.split_once('/') {
        Some((programme, community)) => {
            Some((programme.parse().ok()?, Some(community.parse().ok()?)))
        }
        None => Some((value.parse().ok()?, None)),
    }
}

pub(super) async fn create(ctx: Context, Form(filled): Form<Filled>) -> PageResult {
    ctx.require_somewhere(Verb::WriteReport)?;
    let page = ctx.desk("report-new-title");
    let Some((programme, community)) = place(&filled.place) else {
        return form(&ctx, page.refused(&NotReport::NoPlace), filled, true).await;
    };
    ctx.require(Verb::WriteReport, Within { programme: Some(programme), community })?;
    let title = Both::new(filled.title_en.clone(), filled.title_cy.clone());
    let new = NewReport { title, programme, community };
    let made = ctx
        .write(move |tx| {
            let id = super::create(tx, &new)?;
            Ok::<_, NotReport>(find(tx, id)?.map(|report| report.slug).unwrap_or_default())
        })
        .await?;
    match made {
        Ok(slug) => ctx.see_other(&format!("/desk/reports/{slug}")),
        Err(refusal) => form(&ctx, page.refused(&refusal), filled, true).await,
    }
}
