//! The public pages of subscriptions: `/subscription`, `/subscription/confirm` and
//! `/subscription/closing`. A link opens a page with one button, since programs that look at
//! letters open links too.

use super::{NotSubscribed, ONE_CLICK, ask, confirm, end};
use kernel::Message;
use kernel::accounts::Token;
use serde::Deserialize;
use web::askama::Template;
use web::axum::extract::Query;
use web::axum::http::StatusCode;
use web::axum::response::IntoResponse;
use web::axum::routing::get;
use web::{Context, Form, Page, PageError, PageResult, Routes, unkept};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .page("/subscription", get(new).post(create))
        .page("/subscription/confirm", get(confirmation).post(confirmed))
        .page("/subscription/closing", get(closing).post(closed))
        .plain(ONE_CLICK, get(asked_to_end).post(ended))
}

#[derive(Template)]
#[template(path = "subscription/new.html")]
struct NewPage {
    page: Page,
    email: String,
    sent: bool,
}

#[derive(Template)]
#[template(path = "subscription/link.html")]
struct LinkPage {
    page: Page,
    path: &'static str,
    words: &'static str,
    button: &'static str,
    token: Option<String>,
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    email: String,
}

#[derive(Deserialize)]
struct Linked {
    #[serde(default)]
    token: String,
}

async fn new(ctx: Context) -> PageResult {
    ctx.html(&NewPage { page: ctx.page("subscription-title"), email: String::new(), sent: false })
}

async fn create(ctx: Context, Form(form): Form<Asked>) -> PageResult {
    let (email, language) = (form.email.clone(), ctx.language);
    let (client, base) = (ctx.client().to_owned(), ctx.app.base().to_owned());
    match ctx.write(move |tx| ask(tx, &email, language, &client, &base)).await? {
        Ok(()) => {
            let page = ctx.page("subscription-sent-title");
            ctx.html(&NewPage { page, email: String::new(), sent: true })
        }
        Err(NotSubscribed::TooMany) => Err(PageError::TooMany),
        Err(refusal) => {
            let page = ctx.page("subscription-title").refused(&refusal);
            ctx.refuse(&NewPage { page, email: form.email, sent: false })
        }
    }
}

async fn confirmation(ctx: Context, Query(linked): Query<Linked>) -> PageResult {
    let page = ctx.page("subscription-confirm-title");
    button(&ctx, page, "/subscription/confirm", &linked)
}

async fn closing(ctx: Context, Query(linked): Query<Linked>) -> PageResult {
    let page = ctx.page("subscription-closing-title");
    button(&ctx, page, "/subscription/closing", &linked)
}

fn button(ctx: &Context, mut page: Page, path: &'static str, linked: &Linked) -> PageResult {
    let token = Token::read(&linked.token).ok_or(PageError::NotFound)?;
    let (words, button) = match path {
        "/subscription/confirm" => ("subscription-confirm-words", "subscription-confirm-button"),
        _ => ("subscription-closing-words", "subscription-closing-button"),
    };
    // The other language's address would carry the token out of the letter's own link.
    page.other_path = ctx.language.other().path("/subscription");
    let token = Some(token.reveal().to_owned());
    unkept(ctx.html(&LinkPage { page, path, words, button, token }))
}

async fn confirmed(ctx: Context, Form(linked): Form<Linked>) -> PageResult {
    let token = Token::read(&linked.token).ok_or(PageError::NotFound)?;
    if !ctx.change(move |tx| confirm(tx, &token)).await? {
        return Err(PageError::NotFound);
    }
    done(&ctx, "subscription-confirmed-title", "subscription-confirmed-words")
}

async fn closed(ctx: Context, Form(linked): Form<Linked>) -> PageResult {
    let token = Token::read(&linked.token).ok_or(PageError::NotFound)?;
    ctx.change(move |tx| end(tx, &token)).await?;
    done(&ctx, "subscription-closed-title", "subscription-closed-words")
}

/// `GET` of the one-click address: asks, since programs that look at letters open links too.
async fn asked_to_end(ctx: Context, Query(linked): Query<Linked>) -> PageResult {
    let token = Token::read(&linked.token).ok_or(PageError::NotFound)?;
    ctx.see_other(&format!("/subscription/closing?token={}", token.reveal()))
}

/// `POST` of the one-click address: ends the subscription. A mail program asks for it, without a
/// cookie or a form's token; the link's own is proof enough.
async fn ended(ctx: Context, Query(linked): Query<Linked>) -> PageResult {
    let token = Token::read(&linked.token).ok_or(PageError::NotFound)?;
    ctx.change(move |tx| end(tx, &token)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn done(ctx: &Context, title: &'static str, words: &'static str) -> PageResult {
    let page = ctx.page(title).with_notice("success", &Message::new(title));
    ctx.html(&LinkPage { page, path: "/", words, button: "", token: None })
}
