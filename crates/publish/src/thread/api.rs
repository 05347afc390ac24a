//! A thread as JSON: `/api/v1/threads/{number}`, the same facts as its page.

use super::{Event, Thread, ThreadShelf, thread};
use crate::kept;
use crate::promise::api::{both, disclosed};
use crate::quoted::Quoted;
use kernel::permission::purpose;
use kernel::{Language, languages};
use serde_json::{Value, json};
use web::axum::Extension;
use web::axum::http::HeaderMap;
use web::{Context, PageError, PageResult, Path, Query};

#[derive(serde::Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    language: String,
}

pub(super) async fn show(
    ctx: Context,
    Extension(shelf): Extension<ThreadShelf>,
    Path(number): Path<i64>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> PageResult {
    let language = Language::from_word(&asked.language).unwrap_or(Language::En);
    let today = ctx.today;
    let found = ctx
        .read(move |db| {
            shelf.page(db, today, (number, language), || thread(db, number, language, today))
        })
        .await?;
    let thread = found.ok_or(PageError::NotFound)?;
    let body = value(&thread, language, ctx.app.base()).to_string();
    kept::answer(&ctx, &headers, "application/json", body.into_bytes())
}

fn value(thread: &Thread, language: Language, base: &str) -> Value {
    let say = |key: &str| languages::say(language, key);
    let quotes = |quotes: &[Quoted<purpose::Site>]| quotes.iter().map(quote).collect::<Vec<_>>();
    let events = |events: &[Event]| events.iter().map(event).collect::<Vec<_>>();
    json!({
        "number": thread.claim.thread,
        "address": format!("{base}/t/{}", thread.claim.thread),
        "language": thread.language.word(),
        "sentence": thread.line.sentence,
        "excerpt": thread.line.excerpt,
        "section": thread.line.section,
        "state": thread.line.state.word(),
        "in_newest_version": thread.stands,
        "confidence": thread.line.confidence.word(),
        "report": {
            "address": format!("{base}/{}/reports/{}", Language::En, thread.report.slug),
            "title": thread.report.title,
            "version": thread.report.version,
            "published_on": thread.report.published_on.to_string(),
        },
        "voices": {
            "count": disclosed(thread.voices.told),
            "split": say(thread.voices.split.key()),
            "shared": say(thread.voices.shared.key()),
            "support": quotes(&thread.voices.support),
            "different": quotes(&thread.voices.different),
        },
        "readers": say(thread.readers.key()),
        "findings": thread.findings.iter().map(|basis| json!({
            "number": basis.number,
            "sentence": both(&basis.sentence),
            "level": basis.level,
            "limits": both(&basis.limits),
            "checked_on": basis.checked.as_ref().map(|(on, _)| on.to_string()),
        })).collect::<Vec<_>>(),
        "done": events(&thread.done),
        "happened": events(&thread.happened),
        "words_taken_back": thread.removed.iter()
            .map(|month| month.strftime("%Y-%m").to_string()).collect::<Vec<_>>(),
        "versions": thread.versions.iter().map(|version| json!({
            "version": version.version,
            "published_at": version.published_at.to_string(),
            "superseded": version.superseded.map(|why| why.word()),
        })).collect::<Vec<_>>(),
    })
}

fn quote(quote: &Quoted<purpose::Site>) -> Value {
    json!({
        "text": quote.text,
        "language": quote.language,
        "translation": quote.translation,
        "who": quote.who,
        "permission": quote.rung.word(),
    })
}

fn event(event: &Event) -> Value {
    json!({
        "on": event.on.to_string(),
        "standing": event.standing.0,
        "who": both(&event.who),
        "text": both(&event.text),
    })
}
