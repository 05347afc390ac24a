//! The public page of a thread, `/t/{number}`: permanent without a language, and in each.

use super::{Thread, ThreadShelf, Version, thread};
use crate::kept;
use kernel::Message;
use std::sync::Arc;
use web::askama::Template;
use web::axum::Extension;
use web::axum::http::HeaderMap;
use web::{Context, Page, PageError, PageResult, Path};

#[derive(Template)]
#[template(path = "thread/show.html")]
struct ShowPage {
    page: Page,
    thread: Arc<Thread>,
    publisher: String,
}

impl ShowPage {
    /// The year of publication, for the reference.
    fn year(&self) -> i16 {
        self.thread.report.published_on.year()
    }

    /// A month in words: March 2026.
    fn month(&self, first: &kernel::clock::Date) -> String {
        let month = self.page.t(&format!("month-{}", first.month()));
        format!("{month} {}", first.year())
    }

    /// Whether anything at all was done about it.
    fn is_listening(&self) -> bool {
        self.thread.done.is_empty() && self.thread.happened.is_empty()
    }

    /// When a finding was checked, and by whom.
    fn checked(&self, on: &kernel::clock::Date, who: &str) -> String {
        let message = Message::new("thread-checked").with("date", self.page.date(on));
        self.page.say(&message.with("who", who))
    }

    /// The thread and the version, for the reference.
    fn cite(&self) -> String {
        let message = Message::new("thread-cite").with("n", self.thread.claim.thread);
        self.page.say(&message.with("version", self.thread.report.version))
    }

    /// A version and its day.
    fn version(&self, version: &Version) -> String {
        let on = self.page.date(&kernel::clock::day(version.published_at));
        self.page.say(&Message::new("thread-version").with("n", version.version).with("date", on))
    }

    /// The address of the thread for people: without the scheme.
    fn address(&self) -> String {
        let base = self.page.base.split_once("://").map_or(self.page.base.as_str(), |(_, b)| b);
        format!("{base}/t/{}", self.thread.claim.thread)
    }
}

/// Sends the browser to the page in the visitor's language.
pub(super) async fn turn(ctx: Context, Path(number): Path<i64>) -> PageResult {
    let there =
        ctx.read(move |db| crate::publication::claim_by_thread(db, number)).await?.is_some();
    if !there {
        return Err(PageError::NotFound);
    }
    Ok(ctx.turn(&format!("/t/{number}")))
}

pub(super) async fn show(
    ctx: Context,
    Extension(shelf): Extension<ThreadShelf>,
    Path(number): Path<i64>,
    headers: HeaderMap,
) -> PageResult {
    let (language, today) = (ctx.language, ctx.today);
    let found = ctx
        .read(move |db| {
            shelf.page(db, today, (number, language), || thread(db, number, language, today))
        })
        .await?;
    let thread = found.ok_or(PageError::NotFound)?;
    let publisher = ctx.app.facts().name.in_language(language).to_owned();
    let title = format!(
        "{}: {}",
        Message::new("thread-title").with("n", number).say(language),
        thread.line.sentence
    );
    let page = ctx.page("thread-name").title_text(title);
    kept::page(&ctx, &headers, &ShowPage { page, thread, publisher })
}
