//! Setting one's own password, `/account/password`.

use super::desk::{account_page, own};
use crate::signing_in::{pages, password};
use kernel::{Fault, Message, Refusal, accounts};
use serde::Deserialize;
use web::{Context, Form, PageError, PageResult, session};

/// What somebody typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct PasswordForm {
    current: String,
    password: String,
}

/// `POST /account/password`: sets a password, ends every session and starts a new one here.
pub(crate) async fn update(ctx: Context, Form(form): Form<PasswordForm>) -> PageResult {
    let account = own(&ctx).await?;
    if account.password_hash.is_some() {
        let hash = account.password_hash.clone();
        if !pages::tried(&ctx, account.email.clone(), form.current, hash).await? {
            let page = ctx.desk("account-title");
            let page = page.with_problem("current", &Message::new("account-wrong-password"));
            let language = account.language.word();
            return ctx.refuse(&account_page(page, account, language));
        }
    }
    match password::hash(form.password, ctx.app.chance()).await? {
        Ok(hash) => {
            let id = account.id;
            let token = ctx.change(move |tx| {
                accounts::set_password(tx, id, &hash)?;
                accounts::start_session(tx, id)
            });
            session::start(&ctx, &token.await?, &ctx.path("/account?saved=password"))
        }
        Err(refusal) => {
            let refusal = refusal.or_fault().map_err(|fault: Fault| PageError::from(fault))?;
            let language = account.language.word();
            let page = ctx.desk("account-title").refused(&refusal);
            ctx.refuse(&account_page(page, account, language))
        }
    }
}
