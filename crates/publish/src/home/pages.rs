//! The home page, `/`. What it shows is put together once and kept until something is changed.

use super::picture::{Picture, picture};
use crate::promise::{Shown, mixed};
use crate::shelf::Shelf;
use crate::told::{About, Book, Told};
use crate::{kept, promise, publication, report};
use kernel::access::Reach;
use kernel::clock::{Date, day};
use kernel::{Db, Fault, Language, Message};
use paper::chart::loom;
use std::sync::Arc;
use web::askama::Template;
use web::axum::Extension;
use web::axum::http::HeaderMap;
use web::{Context, Page, PageResult};

/// How many promises stand on the home page, and how many reports.
const PROMISES: usize = 4;
const REPORTS: usize = 3;

/// A report in the list of the latest.
#[derive(Clone, Debug, PartialEq)]
struct Latest {
    slug: String,
    title: String,
    subtitle: String,
    published_on: Date,
}

/// Everything the page shows in one language.
#[derive(Debug, PartialEq)]
pub(super) struct Gathered {
    told: Told,
    picture: Picture,
    drawing: String,
    promises: Vec<Shown>,
    count: i64,
    reports: Vec<Latest>,
}

impl Gathered {
    /// Whether it is told how many people spoke.
    fn is_told(&self) -> bool {
        self.told.is_something() && self.told.people.count() != Some(0)
    }
}

#[derive(Template)]
#[template(path = "home/show.html")]
struct ShowPage {
    page: Page,
    home: Arc<Gathered>,
}

/// The home page in each language, shared by every request.
pub(super) type HomeShelf = Shelf<Language, Gathered>;

/// Sends the browser to the page in the visitor's language.
pub(super) async fn turn(ctx: Context) -> PageResult {
    Ok(ctx.turn("/"))
}

pub(super) async fn show(
    ctx: Context,
    headers: HeaderMap,
    Extension(shelf): Extension<HomeShelf>,
) -> PageResult {
    let (language, today) = (ctx.language, ctx.today);
    let home = ctx
        .read(move |db| shelf.page(db, today, language, || gather(db, language, today).map(Some)))
        .await?
        .ok_or(Fault::Missing)?;
    let page = ctx.page("home-title");
    kept::page(&ctx, &headers, &ShowPage { page, home })
}

fn gather(db: &Db, language: Language, today: Date) -> Result<Gathered, Fault> {
    let picture = picture(db, language)?;
    let people = |told: Told| {
        let count = told.people.message().say(language);
        Message::new(told.key("home-people", "home-voices")).with("count", count).say(language)
    };
    let state = |state: promise::State| kernel::languages::say(language, state.key());
    let mut reports = Vec::new();
    for report in report::all(db, &Reach::EVERYWHERE)? {
        let Some(newest) = publication::current(db, report.id)? else { continue };
        let Some(edition) = publication::edition(db, newest.id, language)? else { continue };
        reports.push(Latest {
            slug: report.slug,
            title: edition.title,
            subtitle: edition.subtitle,
            published_on: day(newest.published_at),
        });
    }
    reports.sort_by_key(|report| std::cmp::Reverse(report.published_on));
    reports.truncate(REPORTS);
    Ok(Gathered {
        told: Book::of(db)?.told(About::Everyone),
        drawing: loom(&picture.loom(people, state)),
        picture,
        promises: mixed(db, today, PROMISES)?,
        count: promise::count(db)?,
        reports,
    })
}
