//! `GET /desk/review` and `POST /desk/voices/{voice}/review`: what a person must look at before
//! anything is public.

use super::super::{Filter, Page as List};
use super::super::{Found, Review, State, list, review as settle};
use super::found;
use crate::ids::VoiceId;
use crate::redaction::{Piece, pieces};
use askama::Template;
use kernel::access::{Reach, Verb};
use kernel::permission::Rung;
use kernel::{Db, Fault};
use serde::Deserialize;
use web::{Context, Form, Page, PageError, PageResult, Path};

/// How many voices stand in the queue's page.
const PAGE: usize = 20;

#[derive(Template)]
#[template(path = "review/index.html")]
struct ReviewsPage {
    page: Page,
    waiting: Vec<Found>,
    more: bool,
}

impl ReviewsPage {
    fn pieces<'a>(&self, text: &'a str) -> Vec<Piece<'a>> {
        pieces(text)
    }
}

/// The voices within reach that wait for a review and whose people agreed to more than being
/// counted, newest first of each rung.
fn waiting(db: &Db, reach: &Reach) -> Result<List, Fault> {
    let mut all = List::default();
    for rung in [Rung::Named, Rung::Online, Rung::Quote] {
        let filter = Filter { rung: Some(rung), state: Some(State::Waiting), ..Filter::default() };
        let page = list(db, reach, &filter, None, PAGE)?;
        all.next = all.next.or(page.next);
        all.found.extend(page.found.into_iter().filter(|found| found.voice.is_living()));
    }
    if all.found.len() > PAGE {
        all.next = Some(String::new());
        all.found.truncate(PAGE);
    }
    Ok(all)
}

pub(crate) async fn index(ctx: Context) -> PageResult {
    let viewer = ctx.require_somewhere(Verb::ReviewVoice)?;
    let reach = viewer.reach(Verb::ReviewVoice);
    let found = ctx.read(move |db| waiting(db, &reach)).await?;
    let page = ctx.desk("reviews-title");
    ctx.html(&ReviewsPage { page, waiting: found.found, more: found.next.is_some() })
}

/// What somebody decided.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct ReviewForm {
    outcome: String,
    then: String,
}

pub(crate) async fn create(
    ctx: Context,
    Path(id): Path<VoiceId>,
    Form(form): Form<ReviewForm>,
) -> PageResult {
    found(&ctx, id, Verb::ReviewVoice).await?;
    let outcome = Review::from_word(&form.outcome).ok_or(PageError::Unreadable)?;
    if ctx.write(move |tx| settle(tx, id, outcome)).await?.is_err() {
        return Err(PageError::NotFound);
    }
    match form.then.as_str() {
        "next" => ctx.see_other("/desk/review"),
        _ => ctx.see_other(&format!("/desk/voices/{id}")),
    }
}
