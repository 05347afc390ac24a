//! `GET /desk/voices/{voice}/card`: the thread number, to be printed and handed over.

use super::super::Voice;
use super::{found, trail};
use crate::ids::VoiceId;
use askama::Template;
use kernel::access::Verb;
use web::{Context, Page, PageResult, Path, Trail};

#[derive(Template)]
#[template(path = "voice/card.html")]
struct CardPage {
    page: Page,
    trail: Vec<Trail>,
    voice: Voice,
    address: String,
    other_address: String,
}

pub(crate) async fn show(ctx: Context, Path(id): Path<VoiceId>) -> PageResult {
    let (_, voice) = found(&ctx, id, Verb::ReadVoice).await?;
    let page = ctx.desk("card-title");
    let here = page.t("card-title");
    ctx.html(&CardPage {
        trail: trail(&page, &voice, &here),
        address: format!("{}{}", page.base, page.language.path("/thread")),
        other_address: format!("{}{}", page.base, page.language.other().path("/thread")),
        voice,
        page,
    })
}
