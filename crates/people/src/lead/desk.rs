//! `/desk/leads`: those put forward as safeguarding leads, for the leads to agree or refuse.

use super::{LeadId, settle, waiting};
use crate::person::Map;
use crate::person::desk::place;
use askama::Template;
use kernel::access::Verb;
use serde::Deserialize;
use web::{Context, Form, Page, PageResult, Path};

/// Somebody who is put forward, in words.
struct Line {
    id: LeadId,
    name: String,
    place: String,
    put_forward: String,
}

#[derive(Template)]
#[template(path = "lead/index.html")]
struct LeadsPage {
    page: Page,
    lines: Vec<Line>,
}

async fn leads_page(ctx: &Context, page: Page) -> Result<LeadsPage, web::PageError> {
    let viewer = ctx.require_somewhere(Verb::ReadConcern)?.account;
    let (map, waiting) = ctx.read(move |db| Ok((Map::read(db)?, waiting(db, viewer)?))).await?;
    let lines = waiting
        .into_iter()
        .filter_map(|(one, account)| {
            let place = place(&page, &map, one.scope()?);
            let on = page.moment(&one.proposed_at);
            let put_forward =
                page.t2("leads-line", ("place", place.as_str()), ("date", on.as_str()));
            Some(Line { id: one.id, name: account.name, place, put_forward })
        })
        .collect();
    Ok(LeadsPage { page, lines })
}

/// `GET /desk/leads`: who is put forward.
pub(crate) async fn index(ctx: Context) -> PageResult {
    let page = leads_page(&ctx, ctx.desk("leads-title")).await?;
    ctx.html(&page)
}

/// The button that was pressed.
#[derive(Deserialize)]
pub(crate) struct Answer {
    #[serde(default)]
    answer: String,
}

/// `POST /desk/leads/{lead}`: agrees, or refuses.
pub(crate) async fn update(
    ctx: Context,
    Path(id): Path<LeadId>,
    Form(Answer { answer }): Form<Answer>,
) -> PageResult {
    ctx.require_somewhere(Verb::ReadConcern)?;
    let agreed = answer == "agree";
    match ctx.write(move |tx| settle(tx, id, agreed)).await? {
        Ok(()) => ctx.see_other("/desk/leads"),
        Err(refusal) => {
            let page = leads_page(&ctx, ctx.desk("leads-title").refused(&refusal)).await?;
            ctx.refuse(&page)
        }
    }
}
