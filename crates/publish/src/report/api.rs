//! Reports as JSON: `/api/v1/reports`, `/api/v1/reports/{slug}`. Counts as they may be told, and
//! nobody's words.

use super::{Report, by_slug, published};
use crate::kept;
use crate::publication::{self, Publication};
use crate::recommendation;
use crate::told::{About, Book};
use kernel::{Db, Fault};
use serde_json::{Value, json};
use web::axum::http::HeaderMap;
use web::{Context, PageError, PageResult, Path};

pub(super) async fn index(ctx: Context, headers: HeaderMap) -> PageResult {
    let base = ctx.app.base().to_owned();
    let list = ctx
        .read(move |db| {
            let mut list = Vec::new();
            for report in published(db)? {
                if let Some(newest) = publication::current(db, report.id)? {
                    list.push(brief(db, &report, &newest, &base)?);
                }
            }
            Ok(list)
        })
        .await?;
    answer(&ctx, &headers, &json!({ "reports": list }))
}

pub(super) async fn show(ctx: Context, headers: HeaderMap, Path(slug): Path<String>) -> PageResult {
    let base = ctx.app.base().to_owned();
    let found = ctx.read(move |db| whole(db, &slug, &base)).await?;
    answer(&ctx, &headers, &found.ok_or(PageError::NotFound)?)
}

fn answer(ctx: &Context, headers: &HeaderMap, value: &Value) -> PageResult {
    kept::answer(ctx, headers, "application/json", value.to_string().into_bytes())
}

/// What a list says of a report.
fn brief(db: &Db, report: &Report, newest: &Publication, base: &str) -> Result<Value, Fault> {
    let slug = &report.slug;
    let editions: Vec<Value> = publication::editions(db, newest.id)?
        .into_iter()
        .map(|edition| {
            let path = edition.language.path(&format!("/reports/{slug}"));
            json!({
                "language": edition.language.word(),
                "title": edition.title,
                "subtitle": edition.subtitle,
                "html": format!("{base}{path}"),
                "pdf": format!("{base}{path}/report.pdf"),
            })
        })
        .collect();
    Ok(json!({
        "slug": slug,
        "version": newest.version,
        "published_at": newest.published_at.to_string(),
        "superseded_at": newest.superseded_at.map(|at| at.to_string()),
        "superseded_why": newest.superseded_why.map(|why| why.word()),
        "editions": editions,
        "url": format!("{base}/api/v1/reports/{slug}"),
        "data": format!("{base}/en/reports/{slug}/data.zip"),
        "provenance": format!("{base}/en/reports/{slug}/prov.json"),
    }))
}

/// A report with its claims and what it asks for.
fn whole(db: &Db, slug: &str, base: &str) -> Result<Option<Value>, Fault> {
    let Some(report) = by_slug(db, slug)? else { return Ok(None) };
    let Some(newest) = publication::current(db, report.id)? else { return Ok(None) };
    let book = Book::of(db)?;
    let known = publication::claims(db, report.id)?;
    let mut claims = Vec::new();
    for edition in publication::editions(db, newest.id)? {
        for line in publication::lines(db, edition.id)? {
            let Some(claim) = known.iter().find(|claim| claim.id == line.claim_id) else {
                continue;
            };
            let told = book.told(About::Claim(claim.id));
            claims.push(json!({
                "thread": claim.thread,
                "key": claim.key,
                "language": edition.language.word(),
                "section": line.section,
                "sentence": line.sentence,
                "voices": told.people.count(),
                "voices_fewer_than": told.people.fewer_than(),
                "counted": told.key("people", "voices"),
                "confidence": line.confidence.word(),
                "state": line.state.word(),
                "url": format!("{base}/t/{}", claim.thread),
            }));
        }
    }
    let mut asked = Vec::new();
    for one in publication::recommendations(db, report.id)? {
        let reply = recommendation::latest(db, one.id)?;
        asked.push(json!({
            "key": one.key,
            "to": one.body,
            "text": one.text,
            "asked_on": one.asked_on.to_string(),
            "replied_on": reply.as_ref().map(|reply| reply.received_on.to_string()),
            "stance": reply.as_ref().map(|reply| reply.stance.word()),
        }));
    }
    let mut value = brief(db, &report, &newest, base)?;
    if let Value::Object(map) = &mut value {
        map.insert("claims".into(), claims.into());
        map.insert("recommendations".into(), asked.into());
    }
    Ok(Some(value))
}
