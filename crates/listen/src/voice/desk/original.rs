//! `POST /desk/voices/{voice}/original`: what stands behind hidden names. It is a form's answer
//! and not a link's, since looking is written down.

use super::super::{Original, Voice, original};
use super::{found, trail};
use crate::ids::VoiceId;
use askama::Template;
use kernel::access::Verb;
use kernel::permission::{Allowed, purpose};
use serde::Deserialize;
use web::{Context, Form, Page, PageError, PageResult, Path, Trail};

#[derive(Template)]
#[template(path = "original/show.html")]
struct OriginalPage {
    page: Page,
    trail: Vec<Trail>,
    voice: Voice,
    original: Allowed<Original, purpose::Whole>,
}

/// A form with nothing in it but its token.
#[derive(Deserialize)]
pub(crate) struct Nothing {}

pub(crate) async fn create(
    ctx: Context,
    Path(id): Path<VoiceId>,
    Form(Nothing {}): Form<Nothing>,
) -> PageResult {
    let (_, voice) = found(&ctx, id, Verb::ReadOriginal).await?;
    let read = ctx.change(move |tx| original(tx, id)).await?.ok_or(PageError::NotFound)?;
    let page = ctx.desk("original-title");
    let here = page.t("original-title");
    ctx.html(&OriginalPage { trail: trail(&page, &voice, &here), voice, original: read, page })
}
