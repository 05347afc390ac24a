//! The feed itself: `/feed.xml` in each language, Atom 1.0.

use super::{Kind, Notice, latest};
use crate::{kept, publication, report};
use interchange::atom::{Category, Entry, Feed, Link, write};
use kernel::{Db, Fault, Language, Message, Timestamp, languages};
use web::axum::http::HeaderMap;
use web::{Context, PageResult};

/// How many things that happened stand in the feed.
const MOST: u32 = 60;

pub(super) async fn show(ctx: Context, headers: HeaderMap) -> PageResult {
    let (language, base) = (ctx.language, ctx.app.base().to_owned());
    let author = ctx.app.facts().name.in_language(language).to_owned();
    let feed = ctx.read(move |db| feed(db, language, &base, author)).await?;
    kept::answer(&ctx, &headers, "application/atom+xml; charset=utf-8", write(&feed).into_bytes())
}

fn feed(db: &Db, language: Language, base: &str, author: String) -> Result<Feed, Fault> {
    let mut entries = Vec::new();
    for notice in latest(db, MOST)? {
        entries.extend(entry(db, &notice, language, base)?);
    }
    let address = format!("{base}{}", language.path("/feed.xml"));
    let link = |href: String, rel, media_type| Link {
        href,
        rel,
        media_type: Some(media_type),
        language: Some(language.word().to_owned()),
    };
    Ok(Feed {
        id: address.clone(),
        title: Message::new("feed-title").with("name", author.clone()).say(language),
        language: Some(language.word().to_owned()),
        updated: entries.first().map_or(Timestamp::UNIX_EPOCH, |entry: &Entry| entry.updated),
        author,
        links: vec![
            link(address, "self", "application/atom+xml"),
            link(format!("{base}{}", language.path("/")), "alternate", "text/html"),
        ],
        entries,
    })
}

fn entry(db: &Db, notice: &Notice, language: Language, base: &str) -> Result<Option<Entry>, Fault> {
    let Some(report) = report::find(db, notice.report_id)? else { return Ok(None) };
    let Some(version) = publication::version(db, notice.report_id, notice.version)? else {
        return Ok(None);
    };
    let edition = publication::edition(db, version.id, language)?;
    let title = edition.map(|edition| edition.title).unwrap_or_default();
    let title =
        Message::new(notice.kind.key()).with("title", title).with("version", notice.version);
    let path = match notice.kind {
        Kind::Response => "/recommendations".to_owned(),
        _ => format!("/reports/{}", report.slug),
    };
    Ok(Some(Entry {
        id: format!("urn:uuid:{}", notice.id),
        title: title.say(language),
        updated: notice.at,
        summary: Some(languages::say(language, notice.kind.summary_key())),
        links: vec![Link {
            href: format!("{base}{}", language.path(&path)),
            rel: "alternate",
            media_type: Some("text/html"),
            language: Some(language.word().to_owned()),
        }],
        categories: vec![Category { term: notice.kind.word().to_owned(), label: None }],
    }))
}
