//! The public pages of reports: `/reports`, `/reports/{slug}`, its versions, and their files.

use super::{Report, by_slug, published};
use crate::edition::{Part, Run, View, version_line};
use crate::ids::ReportId;
use crate::kept;
use crate::publication::{self, Edition, Press, Publication, Reason, State, Wanted};
use crate::shelf::Shelf;
use kernel::clock::{Date, day};
use kernel::{Db, Fault, Language, Message};
use std::collections::HashMap;
use std::sync::Arc;
use web::askama::Template;
use web::axum::Extension;
use web::axum::http::HeaderMap;
use web::{Context, Page, PageError, PageResult, Path};

/// The press, shared by every request.
pub(crate) type SharedPress = Extension<Arc<dyn Press>>;

#[derive(Template)]
#[template(path = "report/index.html")]
struct IndexPage {
    page: Page,
    reports: Vec<Row>,
}

struct Row {
    slug: String,
    language: Language,
    title: String,
    subtitle: String,
    line: String,
    notice: Option<Message>,
}

pub(super) async fn index(ctx: Context, headers: HeaderMap) -> PageResult {
    let language = ctx.language;
    let reports = ctx.read(move |db| rows(db, language)).await?;
    let page = IndexPage { page: ctx.page("report-index-title"), reports };
    kept::page(&ctx, &headers, &page)
}

fn rows(db: &Db, language: Language) -> Result<Vec<Row>, Fault> {
    let mut newest: HashMap<ReportId, (Publication, Vec<Edition>)> = HashMap::new();
    for (publication, edition) in publication::newest(db)? {
        let report = publication.report_id;
        newest.entry(report).or_insert((publication, Vec::new())).1.push(edition);
    }
    let mut rows = Vec::new();
    for report in published(db)? {
        let Some((newest, mut editions)) = newest.remove(&report.id) else { continue };
        editions.sort_by_key(|edition| edition.language != language);
        let Some(edition) = editions.into_iter().next() else { continue };
        rows.push(Row {
            slug: report.slug,
            language: edition.language,
            title: edition.title,
            subtitle: edition.subtitle,
            line: version_line(newest.version, day(newest.published_at), language),
            notice: publication::superseded(&newest),
        });
    }
    Ok(rows)
}

#[derive(Template)]
#[template(path = "report/show.html")]
struct ShowPage {
    page: Page,
    slug: String,
    /// `/reports/a-year`, with the version behind it for an old one.
    address: String,
    old: bool,
    version: u32,
    version_line: String,
    notices: Vec<Message>,
    found: Arc<Found>,
}

/// The shelf of report pages, shared by every request.
pub(super) type SharedShelf = Extension<ReportShelf>;
/// A page by its report, the version that was asked for, and the language.
pub(super) type ReportShelf = Shelf<(String, Option<u32>, Language), Found>;

/// A version of a report with what its page shows.
pub(super) struct Found {
    view: View,
    publication: Publication,
    both: bool,
    reasons: Vec<Reason>,
    versions: Vec<(u32, Date)>,
}

fn found(
    db: &Db,
    slug: &str,
    version: Option<u32>,
    language: Language,
    today: Date,
) -> Result<Option<Found>, Fault> {
    let Some((_, publication)) = chosen(db, slug, version)? else { return Ok(None) };
    let Some(edition) = publication::edition(db, publication.id, language)? else {
        return Ok(None);
    };
    let all = publication::of_report(db, publication.report_id)?;
    Ok(Some(Found {
        view: View::of(db, &publication, &edition, today)?,
        both: publication::editions(db, publication.id)?.len() > 1,
        reasons: publication::reasons(db, edition.id)?,
        versions: all.iter().map(|one| (one.version, day(one.published_at))).collect(),
        publication,
    }))
}

/// The version that was asked for, or the newest.
fn chosen(
    db: &Db,
    slug: &str,
    version: Option<u32>,
) -> Result<Option<(Report, Publication)>, Fault> {
    let Some(report) = by_slug(db, slug)? else { return Ok(None) };
    let publication = match version {
        Some(version) => publication::version(db, report.id, version)?,
        None => publication::current(db, report.id)?,
    };
    Ok(publication.map(|publication| (report, publication)))
}

pub(super) async fn show(
    ctx: Context,
    headers: HeaderMap,
    Extension(shelf): SharedShelf,
    Path(slug): Path<String>,
) -> PageResult {
    shown(ctx, headers, shelf, slug, None).await
}

pub(super) async fn version(
    ctx: Context,
    headers: HeaderMap,
    Extension(shelf): SharedShelf,
    Path((slug, version)): Path<(String, u32)>,
) -> PageResult {
    shown(ctx, headers, shelf, slug, Some(version)).await
}

async fn shown(
    ctx: Context,
    headers: HeaderMap,
    shelf: ReportShelf,
    slug: String,
    version: Option<u32>,
) -> PageResult {
    let (language, today) = (ctx.language, ctx.today);
    let name = (slug.clone(), version, language);
    let found = ctx
        .read(move |db| {
            let slug = name.0.clone();
            shelf.page(db, today, name, || found(db, &slug, version, language, today))
        })
        .await?;
    let found = found.ok_or(PageError::NotFound)?;
    let newest = found.versions.first().map(|(newest, _)| *newest);
    let number = found.publication.version;
    let address = match version {
        Some(version) => format!("/reports/{slug}/versions/{version}"),
        None => format!("/reports/{slug}"),
    };
    let mut notices: Vec<Message> =
        publication::superseded(&found.publication).into_iter().collect();
    if found.view.language != ctx.language {
        notices.push(Message::new("report-other-language-only"));
    }
    let page = ShowPage {
        page: ctx.page("report-index-title").title_text(found.view.title.clone()),
        slug,
        address,
        old: newest != Some(number),
        version: number,
        version_line: version_line(number, day(found.publication.published_at), ctx.language),
        notices,
        found,
    };
    kept::page(&ctx, &headers, &page)
}

pub(super) async fn pdf(
    ctx: Context,
    headers: HeaderMap,
    Extension(press): SharedPress,
    Path(slug): Path<String>,
) -> PageResult {
    printed(ctx, headers, press, slug, None).await
}

pub(super) async fn version_pdf(
    ctx: Context,
    headers: HeaderMap,
    Extension(press): SharedPress,
    Path((slug, version)): Path<(String, u32)>,
) -> PageResult {
    printed(ctx, headers, press, slug, Some(version)).await
}

async fn printed(
    ctx: Context,
    headers: HeaderMap,
    press: Arc<dyn Press>,
    slug: String,
    version: Option<u32>,
) -> PageResult {
    let found = ctx.read(move |db| chosen(db, &slug, version)).await?;
    let (_, publication) = found.ok_or(PageError::NotFound)?;
    let wanted = Wanted {
        publication: publication.id,
        language: ctx.language,
        base: ctx.app.base().to_owned(),
        today: ctx.today,
    };
    let pdf = publication::pdf(&ctx, &press, wanted).await?.ok_or(PageError::NotFound)?;
    kept::document(&ctx, &headers, "application/pdf", pdf)
}

pub(super) async fn data(ctx: Context, headers: HeaderMap, Path(slug): Path<String>) -> PageResult {
    packaged(ctx, headers, slug, None).await
}

pub(super) async fn version_data(
    ctx: Context,
    headers: HeaderMap,
    Path((slug, version)): Path<(String, u32)>,
) -> PageResult {
    packaged(ctx, headers, slug, Some(version)).await
}

async fn packaged(
    ctx: Context,
    headers: HeaderMap,
    slug: String,
    version: Option<u32>,
) -> PageResult {
    let (base, today) = (ctx.app.base().to_owned(), ctx.today);
    let begin = ctx.writing();
    let read = ctx.read(move |db| {
        let Some((report, publication)) = chosen(db, &slug, version)? else { return Ok(None) };
        let package = publication::write_data(db, &report, &publication, &base, today, begin())?;
        package.end().map(Some)
    });
    let package = read.await?.ok_or(PageError::NotFound)?;
    kept::document(&ctx, &headers, "application/zip", package)
}

pub(super) async fn prov(ctx: Context, headers: HeaderMap, Path(slug): Path<String>) -> PageResult {
    proved(ctx, headers, slug, None).await
}

pub(super) async fn version_prov(
    ctx: Context,
    headers: HeaderMap,
    Path((slug, version)): Path<(String, u32)>,
) -> PageResult {
    proved(ctx, headers, slug, Some(version)).await
}

async fn proved(
    ctx: Context,
    headers: HeaderMap,
    slug: String,
    version: Option<u32>,
) -> PageResult {
    let base = ctx.app.base().to_owned();
    let json = ctx
        .read(move |db| {
            let Some((report, publication)) = chosen(db, &slug, version)? else { return Ok(None) };
            publication::provenance(db, &report, &publication, &base).map(Some)
        })
        .await?;
    let json = json.ok_or(PageError::NotFound)?;
    kept::answer(&ctx, &headers, "application/json", json.into_bytes())
}
