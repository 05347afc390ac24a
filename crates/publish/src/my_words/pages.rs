//! The pages of someone with a card: `/thread` and what lies under it. Nothing of theirs stands
//! in an address, and no browser keeps a copy.

use super::{Mine, NotChanged, NotFound, change, end, look_up, mine, tell_me, visited};
use crate::taking_back::{self, NotTakenBack, Reach, Reason};
use kernel::accounts::Token;
use kernel::permission::{Permission, Rung};
use kernel::{Actor, Message};
use listen::voice::{AskedBy, Voice};
use serde::Deserialize;
use web::askama::Template;
use web::axum::http::HeaderMap;
use web::axum::response::Response;
use web::axum::routing::{get, post};
use web::{Choice, Context, Form, Page, PageError, PageResult, Routes, Secret, unkept};

const COOKIE: Secret = Secret { name: "edefyn-thread", lax: false };

pub(crate) fn routes() -> Routes {
    Routes::new()
        .plain("/thread", get(turn))
        .page("/thread", get(new).post(create))
        .page("/thread/words", get(show))
        .page("/thread/permission", get(edit).post(update))
        .page("/thread/contact", get(contact).post(contacted))
        .page("/thread/withdrawal", get(ask).post(withdraw))
        .page("/thread/closing", post(close))
}

#[derive(Template)]
#[template(path = "my_words/new.html")]
struct NewPage {
    page: Page,
    number: String,
    open: bool,
}

#[derive(Template)]
#[template(path = "my_words/show.html")]
struct ShowPage {
    page: Page,
    mine: Mine,
}

#[derive(Template)]
#[template(path = "my_words/permission.html")]
struct PermissionPage {
    page: Page,
    rungs: Vec<Choice>,
    filled: Changed,
    changed: bool,
}

#[derive(Template)]
#[template(path = "my_words/contact.html")]
struct ContactPage {
    page: Page,
    email: String,
}

#[derive(Template)]
#[template(path = "my_words/withdrawal.html")]
struct WithdrawalPage {
    page: Page,
    reach: Reach,
}

#[derive(Template)]
#[template(path = "my_words/gone.html")]
struct GonePage {
    page: Page,
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Typed {
    number: String,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct Changed {
    rung: String,
    sound: String,
    archive: String,
    contact: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Reached {
    email: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Sure {
    sure: String,
}

/// The token of a visit, from its cookie.
fn token(ctx: &Context, headers: &HeaderMap) -> Option<Token> {
    COOKIE.read(&ctx.app, headers).and_then(|value| Token::read(&value))
}

/// Hands the browser a visit's token for `seconds`, or takes it away.
fn with_cookie(ctx: &Context, mut response: Response, value: &str, seconds: i64) -> Response {
    COOKIE.set(&ctx.app, response.headers_mut(), value, seconds);
    response
}

/// The voice of this visit, or nothing when there is none; the browser is then sent to enter its
/// number.
async fn visit(ctx: &Context, headers: &HeaderMap) -> Result<Option<Voice>, PageError> {
    let Some(token) = token(ctx, headers) else { return Ok(None) };
    let now = ctx.now;
    Ok(ctx.read(move |db| visited(db, &token, now)).await?)
}

async fn turn(ctx: Context) -> PageResult {
    Ok(ctx.turn("/thread"))
}

async fn new(ctx: Context, headers: HeaderMap) -> PageResult {
    let open = visit(&ctx, &headers).await?.is_some();
    let page = ctx.page("my-words-title");
    unkept(ctx.html(&NewPage { page, number: String::new(), open }))
}

async fn create(ctx: Context, Form(typed): Form<Typed>) -> PageResult {
    let (number, client) = (typed.number.clone(), ctx.client().to_owned());
    let found = ctx.write_as(Actor::Visitor, move |tx| look_up(tx, &number, &client)).await?;
    let refusal = match found {
        Ok(Some(token)) => {
            let there = ctx.see_other("/thread/words")?;
            let seconds = super::LENGTH.as_secs();
            return Ok(with_cookie(&ctx, there, token.reveal(), seconds));
        }
        Ok(None) => NotFound::Unknown,
        Err(NotFound::TooMany) => return Err(PageError::TooMany),
        Err(refusal) => refusal,
    };
    let page = ctx.page("my-words-title").refused(&refusal);
    unkept(ctx.refuse(&NewPage { page, number: typed.number, open: false }))
}

async fn show(ctx: Context, headers: HeaderMap) -> PageResult {
    let Some(voice) = visit(&ctx, &headers).await? else { return ctx.see_other("/thread") };
    let (language, today) = (ctx.language, ctx.today);
    let mine = ctx.read(move |db| mine(db, &voice, language, today)).await?;
    unkept(ctx.html(&ShowPage { page: ctx.page("my-words-show-title"), mine }))
}

fn rungs(page: &Page, chosen: &str) -> Vec<Choice> {
    let choice = |rung: &Rung| {
        let hint = page.t(&format!("my-words-rung-{rung}-means"));
        Choice::new(rung.word(), page.t(&format!("my-words-rung-{rung}")), chosen).with_hint(hint)
    };
    Rung::ALL.iter().map(choice).collect()
}

fn yes(set: bool) -> String {
    if set { "yes".to_owned() } else { String::new() }
}

fn permission_page(page: Page, filled: Changed, changed: bool) -> PermissionPage {
    PermissionPage { rungs: rungs(&page, &filled.rung), page, filled, changed }
}

async fn edit(ctx: Context, headers: HeaderMap) -> PageResult {
    let Some(voice) = visit(&ctx, &headers).await? else { return ctx.see_other("/thread") };
    let held = voice.permission;
    let filled = Changed {
        rung: held.rung.word().to_owned(),
        sound: yes(held.sound),
        archive: yes(held.archive),
        contact: yes(held.contact),
    };
    unkept(ctx.html(&permission_page(ctx.page("my-words-permission-title"), filled, false)))
}

async fn update(ctx: Context, headers: HeaderMap, Form(filled): Form<Changed>) -> PageResult {
    let Some(voice) = visit(&ctx, &headers).await? else { return ctx.see_other("/thread") };
    let page = ctx.page("my-words-permission-title");
    let Some(rung) = Rung::from_word(&filled.rung) else {
        let page = page.refused(&NotChanged::NoRung);
        return unkept(ctx.refuse(&permission_page(page, filled, false)));
    };
    let permission = Permission {
        rung,
        sound: filled.sound == "yes",
        archive: filled.archive == "yes",
        contact: filled.contact == "yes",
    };
    let id = voice.id;
    match ctx.write_as(Actor::Narrator, move |tx| change(tx, id, permission)).await? {
        Ok(()) => {
            let page = page.with_notice("success", &Message::new("my-words-permission-changed"));
            unkept(ctx.html(&permission_page(page, filled, true)))
        }
        Err(refusal) => unkept(ctx.refuse(&permission_page(page.refused(&refusal), filled, false))),
    }
}

async fn contact(ctx: Context, headers: HeaderMap) -> PageResult {
    if visit(&ctx, &headers).await?.is_none() {
        return ctx.see_other("/thread");
    }
    let page = ctx.page("my-words-contact-title");
    unkept(ctx.html(&ContactPage { page, email: String::new() }))
}

async fn contacted(ctx: Context, headers: HeaderMap, Form(reached): Form<Reached>) -> PageResult {
    let Some(voice) = visit(&ctx, &headers).await? else { return ctx.see_other("/thread") };
    let (id, email) = (voice.id, reached.email.clone());
    match ctx.write_as(Actor::Narrator, move |tx| tell_me(tx, id, &email)).await? {
        Ok(()) => ctx.see_other("/thread/words"),
        Err(refusal) => {
            let page = ctx.page("my-words-contact-title").refused(&refusal);
            unkept(ctx.refuse(&ContactPage { page, email: reached.email }))
        }
    }
}

async fn withdrawal_page(
    ctx: &Context,
    page: Page,
    voice: &Voice,
) -> Result<WithdrawalPage, PageError> {
    let (id, language, today) = (voice.id, ctx.language, ctx.today);
    let reach = ctx.read(move |db| taking_back::reach(db, id, language, today)).await?;
    Ok(WithdrawalPage { page, reach })
}

async fn ask(ctx: Context, headers: HeaderMap) -> PageResult {
    let Some(voice) = visit(&ctx, &headers).await? else { return ctx.see_other("/thread") };
    let page = ctx.page("my-words-withdrawal-title");
    unkept(ctx.html(&withdrawal_page(&ctx, page, &voice).await?))
}

async fn withdraw(ctx: Context, headers: HeaderMap, Form(sure): Form<Sure>) -> PageResult {
    let Some(voice) = visit(&ctx, &headers).await? else { return ctx.see_other("/thread") };
    let page = ctx.page("my-words-withdrawal-title");
    if sure.sure != "yes" {
        let page = page.refused(&NotChanged::NotConfirmed);
        return unkept(ctx.refuse(&withdrawal_page(&ctx, page, &voice).await?));
    }
    let (id, held) = (voice.id, token(&ctx, &headers));
    let done = ctx
        .write_as(Actor::Narrator, move |tx| {
            taking_back::withdraw(tx, id, AskedBy::Narrator, Reason::Asked)?;
            if let Some(token) = held {
                end(tx, &token)?;
            }
            Ok::<_, NotTakenBack>(())
        })
        .await?;
    match done {
        Ok(()) => {
            let gone = GonePage { page: ctx.page("my-words-gone-title") };
            Ok(with_cookie(&ctx, unkept(ctx.html(&gone))?, "", 0))
        }
        Err(refusal) => {
            let page = page.refused(&refusal);
            unkept(ctx.refuse(&withdrawal_page(&ctx, page, &voice).await?))
        }
    }
}

async fn close(ctx: Context, headers: HeaderMap, Form(_): Form<Sure>) -> PageResult {
    if let Some(token) = token(&ctx, &headers) {
        ctx.change(move |tx| end(tx, &token)).await?;
    }
    let there = ctx.see_other("/thread")?;
    Ok(with_cookie(&ctx, there, "", 0))
}
