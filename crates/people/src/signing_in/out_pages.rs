//! Signing out, `/sign-out`.

use askama::Template;
use kernel::accounts;
use serde::Deserialize;
use web::{Context, Form, Page, PageResult, session};

#[derive(Template)]
#[template(path = "signing_in/out.html")]
struct SignOutPage {
    page: Page,
}

/// `GET /sign-out`: shows the button.
pub(crate) async fn new(ctx: Context) -> PageResult {
    ctx.html(&SignOutPage { page: ctx.page("sign-out-title") })
}

/// The form has nothing but its token.
#[derive(Deserialize)]
pub(crate) struct Button {}

/// `POST /sign-out`: ends this session.
pub(crate) async fn create(ctx: Context, Form(Button {}): Form<Button>) -> PageResult {
    if let Some(token) = session::current(&ctx).cloned() {
        ctx.change(move |tx| accounts::end_session(tx, &token)).await?;
    }
    session::end(&ctx, &ctx.path("/sign-in?ended=here"))
}
