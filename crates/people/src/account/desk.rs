//! The page of one's own account, `/account`.

use askama::Template;
use kernel::accounts::{self, Account};
use kernel::{Language, Message};
use serde::Deserialize;
use web::{Choice, Context, Form, Page, PageError, PageResult, Query};

/// What was just done, behind the question mark.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Done {
    saved: String,
}

#[derive(Template)]
#[template(path = "account/show.html")]
pub(super) struct AccountPage {
    page: Page,
    own_name: String,
    email: String,
    languages: Vec<Choice>,
    has_password: bool,
}

/// The viewer's account.
pub(super) async fn own(ctx: &Context) -> Result<Account, PageError> {
    let id = ctx.viewer()?.account;
    ctx.read(move |db| accounts::find(db, id)).await?.ok_or(PageError::SignIn)
}

pub(super) fn account_page(page: Page, account: Account, language: &str) -> AccountPage {
    let choice =
        |one: &Language| Choice::new(one.word(), page.t(&format!("language-{one}")), language);
    AccountPage {
        languages: Language::ALL.iter().map(choice).collect(),
        own_name: account.name,
        email: account.email,
        has_password: account.password_hash.is_some(),
        page,
    }
}

/// `GET /account`: name, language, password, sessions.
pub(crate) async fn show(ctx: Context, Query(done): Query<Done>) -> PageResult {
    let account = own(&ctx).await?;
    let mut page = ctx.desk("account-title");
    let saved = match done.saved.as_str() {
        "account" => Some("account-saved"),
        "password" => Some("account-password-saved"),
        _ => None,
    };
    if let Some(key) = saved {
        page = page.with_notice("success", &Message::new(key));
    }
    let language = account.language;
    ctx.html(&account_page(page, account, language.word()))
}

/// What somebody typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct AccountForm {
    name: String,
    language: String,
}

/// `POST /account`: changes name and language.
pub(crate) async fn update(ctx: Context, Form(form): Form<AccountForm>) -> PageResult {
    let mut account = own(&ctx).await?;
    let (id, name) = (account.id, form.name.clone());
    let language = Language::from_word(&form.language).unwrap_or(account.language);
    match ctx.write(move |tx| accounts::edit(tx, id, &name, language)).await? {
        Ok(()) => ctx.see_other("/account?saved=account"),
        Err(refusal) => {
            account.name = form.name;
            let page = ctx.desk("account-title").refused(&refusal);
            ctx.refuse(&account_page(page, account, language.word()))
        }
    }
}
