//! Raising a concern from a voice, and the leads' own pages under `/desk/concerns`.

use super::{Concern, close, find, list, looked, raise};
use crate::ids::{ConcernId, VoiceId};
use crate::redaction::{Piece, pieces};
use crate::voice::desk::{called, found, trail};
use crate::voice::{TranscriptLine, Voice, transcript};
use askama::Template;
use kernel::access::Verb;
use kernel::accounts;
use serde::Deserialize;
use web::{Context, Form, Page, PageError, PageResult, Path, Trail};

/// What somebody wrote.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ConcernForm {
    account: String,
}

#[derive(Template)]
#[template(path = "concern/new.html")]
struct NewConcernPage {
    page: Page,
    trail: Vec<Trail>,
    voice: Voice,
    form: ConcernForm,
    sent: bool,
}

fn new_page(page: Page, voice: Voice, form: ConcernForm, sent: bool) -> NewConcernPage {
    let here = page.t("concern-new");
    NewConcernPage { trail: trail(&page, &voice, &here), page, voice, form, sent }
}

/// The voice, when the viewer reads it and may raise a concern.
async fn readable(ctx: &Context, id: VoiceId) -> Result<Voice, PageError> {
    let (viewer, voice) = found(ctx, id, Verb::ReadVoice).await?;
    let may = viewer.may(Verb::RaiseConcern, voice.within());
    if may { Ok(voice) } else { Err(PageError::NotFound) }
}

pub(crate) async fn new(ctx: Context, Path(id): Path<VoiceId>) -> PageResult {
    let voice = readable(&ctx, id).await?;
    ctx.html(&new_page(ctx.desk("concern-new"), voice, ConcernForm::default(), false))
}

pub(crate) async fn create(
    ctx: Context,
    Path(id): Path<VoiceId>,
    Form(form): Form<ConcernForm>,
) -> PageResult {
    let voice = readable(&ctx, id).await?;
    let account = form.account.clone();
    match ctx.write(move |tx| raise(tx, id, &account)).await? {
        // Nothing of it is shown again, not even to the one who wrote it.
        Ok(_) => ctx.html(&new_page(ctx.desk("concern-sent"), voice, ConcernForm::default(), true)),
        Err(refusal) => {
            let page = ctx.desk("concern-new").refused(&refusal);
            ctx.refuse(&new_page(page, voice, form, false))
        }
    }
}

#[derive(Template)]
#[template(path = "concern/index.html")]
struct ConcernsPage {
    page: Page,
    concerns: Vec<(Concern, String)>,
}

pub(crate) async fn index(ctx: Context) -> PageResult {
    let viewer = ctx.require_somewhere(Verb::ReadConcern)?;
    let reach = viewer.reach(Verb::ReadConcern);
    let concerns = ctx.read(move |db| list(db, &reach)).await?;
    let named = |(concern, voice): (Concern, Voice)| (concern, called(&voice));
    let concerns = concerns.into_iter().map(named).collect();
    ctx.html(&ConcernsPage { page: ctx.desk("concerns-title"), concerns })
}

/// What a lead wrote.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct OutcomeForm {
    outcome: String,
}

#[derive(Template)]
#[template(path = "concern/show.html")]
struct ConcernPage {
    page: Page,
    trail: Vec<Trail>,
    concern: Concern,
    voice: Voice,
    called: String,
    by: String,
    lines: Vec<TranscriptLine>,
    form: OutcomeForm,
}

impl ConcernPage {
    fn pieces<'a>(&self, text: &'a str) -> Vec<Piece<'a>> {
        pieces(text)
    }
}

/// The concern, when the viewer is a lead of its place.
async fn led(ctx: &Context, id: ConcernId) -> Result<(Concern, Voice), PageError> {
    ctx.viewer()?;
    let found = ctx.read(move |db| find(db, id)).await?.ok_or(PageError::NotFound)?;
    ctx.require(Verb::ReadConcern, found.1.within())?;
    Ok(found)
}

async fn concern_page(
    ctx: &Context,
    page: Page,
    (concern, voice): (Concern, Voice),
    form: OutcomeForm,
) -> Result<ConcernPage, PageError> {
    let (by, id, today) = (concern.raised_by, voice.id, ctx.today);
    let read = ctx.read(move |db| Ok((accounts::find(db, by)?, transcript(db, id, today)?)));
    let (account, words) = read.await?;
    let mut trail =
        vec![Trail { href: page.path("/desk/concerns"), text: page.t("concerns-title") }];
    trail.push(Trail { href: String::new(), text: called(&voice) });
    Ok(ConcernPage {
        trail,
        called: called(&voice),
        by: account.map(|account| account.name).unwrap_or_default(),
        lines: words.map(|words| words.into_words().lines).unwrap_or_default(),
        page,
        concern,
        voice,
        form,
    })
}

pub(crate) async fn show(ctx: Context, Path(id): Path<ConcernId>) -> PageResult {
    let found = led(&ctx, id).await?;
    ctx.change(move |tx| looked(tx, id)).await?;
    let form = OutcomeForm { outcome: found.0.outcome.clone().unwrap_or_default() };
    let page = ctx.desk("concern-title");
    ctx.html(&concern_page(&ctx, page, found, form).await?)
}

pub(crate) async fn update(
    ctx: Context,
    Path(id): Path<ConcernId>,
    Form(form): Form<OutcomeForm>,
) -> PageResult {
    let found = led(&ctx, id).await?;
    let outcome = form.outcome.clone();
    match ctx.write(move |tx| close(tx, id, &outcome)).await? {
        Ok(()) => ctx.see_other("/desk/concerns"),
        Err(refusal) => {
            let page = ctx.desk("concern-title").refused(&refusal);
            ctx.refuse(&concern_page(&ctx, page, found, form).await?)
        }
    }
}
