//! The back office's pages of recommendations: `/desk/recommendations` and the reply to one,
//! `/desk/recommendations/{recommendation}/response`.

use super::shown::{Shown, show, shown};
use super::{Draft, NotRecorded, Stance};
use crate::ids::RecommendationId;
use crate::{publication, report};
use kernel::access::Verb;
use kernel::{Both, Message, Refusal};
use serde::Deserialize;
use web::askama::Template;
use web::{Choice, Context, Form, Page, PageError, PageResult, Path};

/// The most that are shown.
const MOST: u32 = 500;

#[derive(Template)]
#[template(path = "recommendation/desk_index.html")]
struct IndexPage {
    page: Page,
    recommendations: Vec<Shown>,
}

#[derive(Template)]
#[template(path = "recommendation/desk_response.html")]
struct ResponsePage {
    page: Page,
    shown: Shown,
    stances: Vec<Choice>,
    filled: Filled,
}

/// What came back.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Filled {
    received_on: String,
    stance: String,
    text_en: String,
    text_cy: String,
}

pub(super) async fn index(ctx: Context) -> PageResult {
    let reach = ctx.require_somewhere(Verb::RecordResponse)?.reach(Verb::RecordResponse);
    let (language, today) = (ctx.language, ctx.today);
    let recommendations = ctx.read(move |db| shown(db, &reach, language, today, MOST)).await?;
    ctx.html(&IndexPage { page: ctx.desk("recommendation-index-title"), recommendations })
}

/// The recommendation, when the viewer may record what was replied to it.
async fn held(ctx: &Context, id: RecommendationId) -> Result<Shown, PageError> {
    ctx.viewer()?;
    let (language, today) = (ctx.language, ctx.today);
    let found = ctx
        .read(move |db| {
            let Some(asked) = publication::recommendation(db, id)? else { return Ok(None) };
            let Some(report) = report::find(db, asked.report_id)? else { return Ok(None) };
            Ok(show(db, asked, language, today)?.map(|shown| (shown, report.within())))
        })
        .await?;
    let (shown, within) = found.ok_or(PageError::NotFound)?;
    ctx.require(Verb::RecordResponse, within)?;
    Ok(shown)
}

pub(super) async fn new(ctx: Context, Path(id): Path<RecommendationId>) -> PageResult {
    let shown = held(&ctx, id).await?;
    let filled = Filled { received_on: ctx.today.to_string(), ..Filled::default() };
    ctx.html(&response_page(ctx.desk("recommendation-response-title"), shown, filled))
}

fn response_page(page: Page, shown: Shown, filled: Filled) -> ResponsePage {
    let choice = |stance: &Stance| Choice::new(stance.word(), page.t(stance.key()), &filled.stance);
    let stances = Stance::ALL.iter().map(choice).collect();
    ResponsePage { page, shown, stances, filled }
}

pub(super) async fn create(
    ctx: Context,
    Path(id): Path<RecommendationId>,
    Form(filled): Form<Filled>,
) -> PageResult {
    let shown = held(&ctx, id).await?;
    let page = ctx.desk("recommendation-response-title");
    let page = match (filled.received_on.trim().parse(), Stance::from_word(&filled.stance)) {
        (Err(_), _) => {
            let refusal = NotRecorded::WrongDay;
            page.with_problem("received_on", &refusal.message())
        }
        (_, None) => page.with_problem("stance", &Message::new("recommendation-no-stance")),
        (Ok(received_on), Some(stance)) => {
            let text = Both::new(filled.text_en.clone(), filled.text_cy.clone());
            let draft = Draft { received_on, stance, text };
            match ctx.write(move |tx| super::respond(tx, id, &draft)).await? {
                Ok(_) => return ctx.see_other("/desk/recommendations"),
                Err(refusal) => page.refused(&refusal),
            }
        }
    };
    ctx.refuse(&response_page(page, shown, filled))
}
