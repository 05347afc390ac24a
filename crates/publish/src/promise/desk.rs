//! The back office's pages of promises: `/desk/promises`.

use super::form::{Filled, Offer, states};
use super::shown::{Shower, Shown};
use super::{Promise, Step, Wanted};
use crate::ids::PromiseId;
use kernel::access::{Verb, Within};
use kernel::{Fault, Message};
use serde::Deserialize;
use web::askama::Template;
use web::{Choice, Context, Form, Page, PageError, PageResult, Path, Query};

/// How many promises stand on one page.
const PAGE: u32 = 50;

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    before: Option<i64>,
}

#[derive(Template)]
#[template(path = "promise/desk_index.html")]
struct IndexPage {
    page: Page,
    promises: Vec<Promise>,
    next: String,
}

#[derive(Template)]
#[template(path = "promise/desk_show.html")]
struct ShowPage {
    page: Page,
    shown: Shown,
    steps: Vec<Step>,
    states: Vec<Choice>,
    filled: Filled,
}

#[derive(Template)]
#[template(path = "promise/desk_form.html")]
struct FormPage {
    page: Page,
    action: String,
    filled: Filled,
    offer: Offer,
    states: Vec<Choice>,
    first: bool,
}

pub(super) async fn index(ctx: Context, Query(asked): Query<Asked>) -> PageResult {
    let reach = ctx.require_somewhere(Verb::ManagePromise)?.reach(Verb::ManagePromise);
    let wanted = Wanted { before: asked.before, ..Wanted::default() };
    let mut promises = ctx.read(move |db| super::list(db, &wanted, &reach, PAGE + 1)).await?;
    let more = promises.len() > PAGE as usize;
    promises.truncate(PAGE as usize);
    let last = promises.last().filter(|_| more).map(|promise| promise.number);
    let next = last.map(|last| ctx.path(&format!("/desk/promises?before={last}")));
    let page = ctx.desk("promise-desk-title");
    ctx.html(&IndexPage { page, promises, next: next.unwrap_or_default() })
}

pub(super) async fn new(ctx: Context) -> PageResult {
    ctx.require_somewhere(Verb::ManagePromise)?;
    let filled = Filled { on: ctx.today.to_string(), ..Filled::default() };
    let page = form_page(&ctx, ctx.desk("promise-new-title"), filled, None).await?;
    ctx.html(&page)
}

async fn form_page(
    ctx: &Context,
    page: Page,
    filled: Filled,
    id: Option<PromiseId>,
) -> Result<FormPage, PageError> {
    let (viewer, language, today) = (ctx.viewer()?.clone(), ctx.language, ctx.today);
    let chosen = filled.clone();
    let offer = ctx.read(move |db| Offer::to(db, &viewer, &chosen, language, today)).await?;
    let path = id.map_or("/desk/promises".to_owned(), |id| format!("/desk/promises/{id}/edit"));
    let states = states(&page, &filled.state);
    Ok(FormPage { action: ctx.path(&path), page, filled, offer, states, first: id.is_none() })
}

pub(super) async fn create(ctx: Context, Form(filled): Form<Filled>) -> PageResult {
    let asked = filled.clone();
    let within = ctx.read(move |db| asked.within(db)).await?;
    let Some((within, programme)) = within.and_then(|w| w.programme.map(|id| (w, id))) else {
        let page = ctx.desk("promise-new-title");
        let page = page.with_problem("place", &Message::new("promise-no-place"));
        return ctx.refuse(&form_page(&ctx, page, filled, None).await?);
    };
    ctx.require(Verb::ManagePromise, within)?;
    let draft = filled.draft(programme, within.community);
    let first = filled.step(ctx.today);
    match ctx.write(move |tx| super::make(tx, &draft, &first)).await? {
        Ok(id) => ctx.see_other(&format!("/desk/promises/{id}")),
        Err(refusal) => {
            let page = ctx.desk("promise-new-title").refused(&refusal);
            ctx.refuse(&form_page(&ctx, page, filled, None).await?)
        }
    }
}

fn within(promise: &Promise) -> Within {
    Within { programme: Some(promise.programme), community: promise.community }
}

/// The promise, when the viewer may change it.
async fn held(ctx: &Context, id: PromiseId) -> Result<Promise, PageError> {
    ctx.viewer()?;
    let promise = ctx.read(move |db| super::find(db, id)).await?.ok_or(PageError::NotFound)?;
    ctx.require(Verb::ManagePromise, within(&promise))?;
    Ok(promise)
}

pub(super) async fn show(ctx: Context, Path(id): Path<PromiseId>) -> PageResult {
    let promise = held(&ctx, id).await?;
    let filled = Filled { on: ctx.today.to_string(), ..Filled::default() };
    let page = ctx.desk("promise-title").title_text(promise.title.in_language(ctx.language));
    ctx.html(&show_page(&ctx, page, promise, filled).await?)
}

async fn show_page(
    ctx: &Context,
    page: Page,
    promise: Promise,
    filled: Filled,
) -> Result<ShowPage, Fault> {
    let today = ctx.today;
    let (shown, steps) = ctx
        .read(move |db| {
            let steps = super::steps(db, promise.id)?;
            Ok((Shower::new(db, today)?.show(promise)?, steps))
        })
        .await?;
    Ok(ShowPage { states: states(&page, &filled.state), page, shown, steps, filled })
}

pub(super) async fn edit(ctx: Context, Path(id): Path<PromiseId>) -> PageResult {
    let promise = held(&ctx, id).await?;
    let filled = ctx.read(move |db| Filled::of(db, &promise)).await?;
    ctx.html(&form_page(&ctx, ctx.desk("promise-edit-title"), filled, Some(id)).await?)
}

pub(super) async fn update(
    ctx: Context,
    Path(id): Path<PromiseId>,
    Form(filled): Form<Filled>,
) -> PageResult {
    held(&ctx, id).await?;
    let asked = filled.clone();
    let within = ctx.read(move |db| asked.within(db)).await?;
    let refused = match within.and_then(|w| w.programme.map(|id| (w, id))) {
        None => {
            ctx.desk("promise-edit-title").with_problem("place", &Message::new("promise-no-place"))
        }
        Some((within, programme)) => {
            ctx.require(Verb::ManagePromise, within)?;
            let draft = filled.draft(programme, within.community);
            match ctx.write(move |tx| super::edit(tx, id, &draft)).await? {
                Ok(()) => return ctx.see_other(&format!("/desk/promises/{id}")),
                Err(refusal) => ctx.desk("promise-edit-title").refused(&refusal),
            }
        }
    };
    ctx.refuse(&form_page(&ctx, refused, filled, Some(id)).await?)
}

pub(super) async fn step(
    ctx: Context,
    Path(id): Path<PromiseId>,
    Form(filled): Form<Filled>,
) -> PageResult {
    let promise = held(&ctx, id).await?;
    let page = || ctx.desk("promise-title").title_text(promise.title.in_language(ctx.language));
    let page = if kernel::clock::Date::strptime("%Y-%m-%d", filled.on.trim()).is_err() {
        page().with_problem("on", &Message::new("promise-no-day"))
    } else if super::State::from_word(&filled.state).is_none() {
        page().with_problem("state", &Message::new("promise-no-state"))
    } else {
        let draft = filled.step(ctx.today);
        match ctx.write(move |tx| super::step(tx, id, &draft)).await? {
            Ok(_) => return ctx.see_other(&format!("/desk/promises/{id}")),
            Err(refusal) => page().refused(&refusal),
        }
    };
    ctx.refuse(&show_page(&ctx, page, promise, filled).await?)
}
