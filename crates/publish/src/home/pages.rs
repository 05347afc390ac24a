//! The home page, `/`. What it shows is gathered once and kept until something is changed: the
//! newest entry of the audit log says whether anything was.

use super::picture::{Picture, picture};
use crate::promise::{Shown, mixed};
use crate::{kept, promise, publication, report};
use kernel::access::Reach;
use kernel::clock::{Date, day};
use kernel::disclosure::{Disclosed, Thresholds, count};
use kernel::{Db, Fault, Language, Message};
use paper::chart::loom;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use web::askama::Template;
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
struct Gathered {
    people: Disclosed,
    picture: Picture,
    drawing: String,
    promises: Vec<Shown>,
    count: i64,
    reports: Vec<Latest>,
}

#[derive(Template)]
#[template(path = "home/show.html")]
struct ShowPage {
    page: Page,
    home: Arc<Gathered>,
}

pub(super) async fn show(ctx: Context, headers: HeaderMap) -> PageResult {
    let (language, today, space) = (ctx.language, ctx.today, space(&ctx));
    let home = ctx.read(move |db| gathered(db, space, language, today)).await?;
    let page = ctx.page("home-title");
    kept::page(&ctx, &headers, &ShowPage { page, home })
}

type Key = (usize, Language);
type Held = HashMap<Key, (Version, Arc<Gathered>)>;
/// The newest audit entry's digest, and the day: a closure may lapse overnight.
type Version = (Vec<u8>, Date);

static KEPT: LazyLock<Mutex<Held>> = LazyLock::new(Mutex::default);

/// What tells this app's space from another that the same program serves.
fn space(ctx: &Context) -> usize {
    std::ptr::from_ref(ctx.app.space()).addr()
}

fn gathered(
    db: &Db,
    space: usize,
    language: Language,
    today: Date,
) -> Result<Arc<Gathered>, Fault> {
    let newest = kernel::audit::latest(db, None, 1)?.into_iter().next();
    let version = (newest.map(|entry| entry.digest).unwrap_or_default(), today);
    let key = (space, language);
    let held = || KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((known, home)) = held().get(&key)
        && *known == version
    {
        return Ok(home.clone());
    }
    let home = Arc::new(gather(db, language, today)?);
    held().insert(key, (version, home.clone()));
    Ok(home)
}

fn gather(db: &Db, language: Language, today: Date) -> Result<Gathered, Fault> {
    let picture = picture(db, language)?;
    let people = |count: Disclosed| {
        Message::new("home-people").with("count", count.message().say(language)).say(language)
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
    let living = listen::voice::tallies(db, &Reach::EVERYWHERE)?.iter().map(|one| one.living).sum();
    Ok(Gathered {
        people: count(living, Thresholds::of(db)?),
        drawing: loom(&picture.loom(people, state)),
        picture,
        promises: mixed(db, today, PROMISES)?,
        count: promise::count(db)?,
        reports,
    })
}
