//! The page of a one-time link, `/sign-in/{token}`. Opening it only shows a button, so that a
//! mail scanner that follows links does not use it up.

use super::pages;
use askama::Template;
use kernel::accounts::{self, Token};
use serde::Deserialize;
use web::{Context, Form, Page, PageResult, Path, unkept};

#[derive(Template)]
#[template(path = "signing_in/link.html")]
struct LinkPage {
    page: Page,
    action: String,
}

#[derive(Template)]
#[template(path = "signing_in/link_refused.html")]
struct RefusedPage {
    page: Page,
}

fn refuse(ctx: &Context) -> PageResult {
    unkept(ctx.refuse(&RefusedPage { page: ctx.page("sign-in-link-refused") }))
}

/// `GET /sign-in/{token}`: shows the button.
pub(crate) async fn show(ctx: Context, Path(token): Path<String>) -> PageResult {
    match Token::read(&token) {
        Some(token) => unkept(ctx.html(&LinkPage {
            page: ctx.page("sign-in-title"),
            action: ctx.path(&format!("/sign-in/{}", token.reveal())),
        })),
        None => refuse(&ctx),
    }
}

/// The form has nothing but its token.
#[derive(Deserialize)]
pub(crate) struct Button {}

/// `POST /sign-in/{token}`: uses the link up and signs in.
pub(crate) async fn create(
    ctx: Context,
    Path(token): Path<String>,
    Form(Button {}): Form<Button>,
) -> PageResult {
    let Some(token) = Token::read(&token) else { return refuse(&ctx) };
    match ctx.change(move |tx| accounts::open_link(tx, &token)).await? {
        Some(account) => pages::enter(&ctx, account, "").await,
        None => refuse(&ctx),
    }
}
