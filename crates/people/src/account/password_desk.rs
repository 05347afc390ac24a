//! Setting one's own password, `/account/password`.

use super::desk::{account_page, own};
use crate::signing_in::{pages, password};
use jiff::SignedDuration;
use kernel::accounts::{self, Account, NotAccount};
use kernel::{Fault, Message, Refusal};
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
    if let Some(refusal) = unfit(&ctx, &account, &form.password).await? {
        let page = ctx.desk("account-title").refused(&refusal);
        let language = account.language.word();
        return ctx.refuse(&account_page(page, account, language));
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

/// How long after following a link somebody may set their first password.
const PROVEN: SignedDuration = SignedDuration::from_mins(30);

/// Why a password may not be set by whoever asks, apart from what hashing it finds.
async fn unfit(
    ctx: &Context,
    account: &Account,
    password: &str,
) -> Result<Option<NotAccount>, PageError> {
    if account.password_hash.is_none() {
        // Only a link can have begun a session of who has no password: it must have been just now.
        let held = session::current(ctx).cloned().ok_or(PageError::SignIn)?;
        let begun = ctx.read(move |db| accounts::session_begun(db, &held)).await?;
        if begun.is_none_or(|begun| ctx.now.duration_since(begun) > PROVEN) {
            return Ok(Some(NotAccount::NotProven));
        }
    }
    let facts = ctx.app.facts();
    let names = [&account.name, &account.email, &facts.name.en, &facts.name.cy];
    let own = accounts::is_own(password, &names.map(String::as_str));
    // A common one is told as such, when it is hashed.
    Ok((own && !accounts::is_common(password)).then_some(NotAccount::OwnPassword))
}
