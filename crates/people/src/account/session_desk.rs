//! Signing out everywhere, `/account/sessions`.

use kernel::accounts;
use serde::Deserialize;
use web::{Context, Form, PageResult, session};

/// The form has nothing but its token.
#[derive(Deserialize)]
pub(crate) struct Button {}

/// `POST /account/sessions`: ends every session of the viewer, this one too.
pub(crate) async fn remove(ctx: Context, Form(Button {}): Form<Button>) -> PageResult {
    let id = ctx.viewer()?.account;
    ctx.change(move |tx| accounts::end_sessions(tx, id)).await?;
    session::end(&ctx, &ctx.path("/sign-in?ended=everywhere"))
}
