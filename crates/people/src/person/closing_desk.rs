//! Closing somebody's account, `/desk/people/{account}/closing`.

use super::desk;
use crate::lead;
use askama::Template;
use kernel::Tx;
use kernel::access::{Role, Verb, Within};
use kernel::accounts::{self, NotAccount};
use kernel::ids::AccountId;
use serde::Deserialize;
use web::{Context, Form, Page, PageResult, Path};

#[derive(Template)]
#[template(path = "person/closing.html")]
struct ClosingPage {
    page: Page,
    name: String,
    action: String,
    back: String,
}

fn closing_page(page: Page, id: AccountId, name: String) -> ClosingPage {
    ClosingPage {
        action: page.path(format!("/desk/people/{id}/closing")),
        back: page.path(format!("/desk/people/{id}")),
        page,
        name,
    }
}

/// `GET /desk/people/{account}/closing`: says what closing means and asks again.
pub(crate) async fn new(ctx: Context, Path(id): Path<AccountId>) -> PageResult {
    ctx.require(Verb::ManagePeople, Within::SPACE)?;
    let (person, _) = desk::found(&ctx, id).await?;
    ctx.html(&closing_page(ctx.desk("person-closing"), id, person.account.name))
}

/// Ends an account; those beside whom they were a safeguarding lead are told.
fn end(tx: &mut Tx<'_>, id: AccountId) -> Result<(), NotAccount> {
    for (_, role, scope) in accounts::roles(tx, id)? {
        if role == Role::SafeguardingLead {
            lead::tell_of_end(tx, id, scope)?;
        }
    }
    accounts::end(tx, id)
}

/// The form has nothing but its token.
#[derive(Deserialize)]
pub(crate) struct Button {}

/// `POST /desk/people/{account}/closing`: ends the account, its roles and its sessions.
pub(crate) async fn create(
    ctx: Context,
    Path(id): Path<AccountId>,
    Form(Button {}): Form<Button>,
) -> PageResult {
    ctx.require(Verb::ManagePeople, Within::SPACE)?;
    let (person, _) = desk::found(&ctx, id).await?;
    match ctx.write(move |tx| end(tx, id)).await? {
        Ok(()) => ctx.see_other("/desk/people"),
        Err(refusal) => {
            let page = ctx.desk("person-closing").refused(&refusal);
            ctx.refuse(&closing_page(page, id, person.account.name))
        }
    }
}
