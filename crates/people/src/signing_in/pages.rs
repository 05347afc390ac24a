//! The page on which people sign in, `/sign-in`.

use super::{Standing, pace, password};
use askama::Template;
use kernel::Message;
use kernel::accounts::{self, Account};
use kernel::ids::AccountId;
use serde::Deserialize;
use web::{Context, Form, Page, PageError, PageResult, Query, session};

/// What stands behind the question mark: where to go afterwards, and why one is here.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Arrival {
    next: String,
    ended: String,
}

/// What somebody typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct SignInForm {
    email: String,
    password: String,
    next: String,
}

#[derive(Template)]
#[template(path = "signing_in/new.html")]
struct SignInPage {
    page: Page,
    email: String,
    next: String,
}

/// `GET /sign-in`: asks for an address, and a password if one was set.
pub(crate) async fn new(ctx: Context, Query(arrival): Query<Arrival>) -> PageResult {
    let mut page = ctx.page("sign-in-title");
    let ended = match arrival.ended.as_str() {
        "here" => Some("sign-out-done"),
        "everywhere" => Some("account-sessions-ended"),
        _ => None,
    };
    if let Some(key) = ended {
        page = page.with_notice("success", &Message::new(key));
    }
    ctx.html(&SignInPage { page, email: String::new(), next: arrival.next })
}

#[derive(Template)]
#[template(path = "signing_in/sent.html")]
struct SentPage {
    page: Page,
    email: String,
}

/// `POST /sign-in`: sends a link when no password was typed, otherwise checks the password.
pub(crate) async fn create(ctx: Context, Form(form): Form<SignInForm>) -> PageResult {
    let Some(address) = accounts::address(&form.email) else {
        return refuse(&ctx, form, "email", "account-no-address");
    };
    if !form.password.is_empty() {
        return by_password(&ctx, address, form).await;
    }
    let (counted, client) = (address.clone(), ctx.client().to_owned());
    if !ctx.change(move |tx| super::count_link(tx, &counted, &client)).await? {
        return Err(PageError::TooMany);
    }
    send_link(&ctx, address);
    ctx.html(&SentPage { page: ctx.page("sign-in-sent"), email: form.email })
}

fn refuse(ctx: &Context, form: SignInForm, field: &str, key: &'static str) -> PageResult {
    let page = ctx.page("sign-in-title").with_problem(field, &Message::new(key));
    ctx.refuse(&SignInPage { page, email: form.email, next: form.next })
}

/// Sends a link after the page was answered, so that nobody can tell from how long the answer
/// takes whether the address is known.
fn send_link(ctx: &Context, address: String) {
    let ctx = ctx.clone();
    tokio::spawn(async move {
        let base = ctx.app.base().to_owned();
        let space = ctx.app.facts().name.in_language(ctx.language).to_owned();
        let sent = ctx.change(move |tx| super::send_link(tx, &address, &base, &space)).await;
        if let Err(fault) = sent {
            tracing::error!(%fault, "a sign-in link was not sent");
        }
    });
}

async fn by_password(ctx: &Context, address: String, form: SignInForm) -> PageResult {
    let asked = address.clone();
    let account = ctx.read(move |db| accounts::by_email(db, &asked)).await?;
    let hash = account.as_ref().and_then(|account| account.password_hash.clone());
    let holds = tried(ctx, address, form.password.clone(), hash).await?;
    match account.filter(|_| holds) {
        Some(account) => enter(ctx, account.id, &form.next).await,
        None => refuse(ctx, form, "password", "sign-in-wrong"),
    }
}

/// Whether a password is the one that was hashed, counted against guessing. The right one always
/// is; a wrong one is told to wait when there were too many.
pub(crate) async fn tried(
    ctx: &Context,
    address: String,
    typed: String,
    hash: Option<String>,
) -> Result<bool, PageError> {
    let (counted, client) = (address.clone(), ctx.client().to_owned());
    let standing = ctx.change(move |tx| super::count_password(tx, &counted, &client)).await?;
    if standing == Standing::Waits && !pace::turn(&accounts::network(ctx.client())).await {
        return Err(PageError::TooMany);
    }
    let holds = password::holds(typed, hash).await?;
    match (holds, standing) {
        (true, Standing::Free) => {
            let client = ctx.client().to_owned();
            ctx.change(move |tx| super::right(tx, &address, &client)).await?;
        }
        (false, Standing::Clean | Standing::Waits) => return Err(PageError::TooMany),
        _ => {}
    }
    Ok(holds)
}

/// Starts a session and sends the browser to `next`, or to where the person works.
pub(super) async fn enter(ctx: &Context, id: AccountId, next: &str) -> PageResult {
    let before = session::current(ctx).cloned();
    let (token, account, works) = ctx
        .change(move |tx| {
            let token = super::enter(tx, id, before.as_ref())?;
            Ok((token, accounts::find(tx, id)?, !accounts::roles(tx, id)?.is_empty()))
        })
        .await?;
    let home = |account: Account| account.language.path(if works { "/desk" } else { "/account" });
    let own = next.starts_with('/') && next.bytes().all(|byte| byte.is_ascii_graphic());
    let path = if own { next.to_owned() } else { account.map(home).unwrap_or_default() };
    session::start(ctx, &token, &path)
}
