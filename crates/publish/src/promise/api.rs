//! Promises as JSON: `/api/v1/promises`, the same facts as the public list.

use super::pages::Asked;
use super::shown::{People, Shown, shown};
use super::steps;
use crate::ids::PromiseId;
use crate::told::Told;
use kernel::clock::Date;
use kernel::{Both, Db, Fault};
use serde_json::{Value, json};
use std::collections::HashMap;
use web::axum::Json;
use web::axum::extract::Query;
use web::axum::response::IntoResponse;
use web::{Context, PageResult};

/// How many promises one answer holds.
const PAGE: u32 = 100;

pub(super) async fn index(ctx: Context, Query(asked): Query<Asked>) -> PageResult {
    let (today, base) = (ctx.today, ctx.app.base().to_owned());
    let answer = ctx.read(move |db| answer(db, &asked, today, &base)).await?;
    Ok(Json(answer).into_response())
}

fn answer(db: &Db, asked: &Asked, today: Date, base: &str) -> Result<Value, Fault> {
    let communities = places::community::all(db)?;
    let slugs: HashMap<_, _> = communities.iter().map(|c| (c.id, c.slug.clone())).collect();
    let mut found = shown(db, &asked.wanted(&communities), today, PAGE + 1)?;
    let more = found.len() > PAGE as usize;
    found.truncate(PAGE as usize);
    let last = found.last().filter(|_| more).map(|last| last.promise.number);
    let mut promises = Vec::new();
    for one in &found {
        let slug = one.promise.community.and_then(|id| slugs.get(&id));
        promises.push(promise(db, one, slug, base)?);
    }
    let next = last.map(|last| format!("{base}{}", asked.next("/api/v1/promises", last)));
    Ok(json!({ "promises": promises, "next": next }))
}

fn promise(db: &Db, shown: &Shown, community: Option<&String>, base: &str) -> Result<Value, Fault> {
    let promise = &shown.promise;
    let words = shown.words.as_ref().map(|words| {
        let words = words.words();
        json!({
            "text": words.text,
            "language": words.language,
            "translation": words.translation,
            "who": words.who(),
            "permission": words.rung.word(),
        })
    });
    Ok(json!({
        "number": promise.number,
        "address": format!("{base}/en/promises/{}", promise.number),
        "title": both(&promise.title),
        "said": both(&promise.said),
        "who": both(&promise.who),
        "state": promise.state.word(),
        "community": community,
        "words": words,
        "people": shown.people.as_ref().map(people),
        "thread": shown.thread.map(|thread| format!("{base}/t/{thread}")),
        "steps": dated(db, promise.id)?,
    }))
}

fn dated(db: &Db, id: PromiseId) -> Result<Vec<Value>, Fault> {
    let step = |step: super::Step| json!({ "on": step.on.to_string(), "state": step.state.word(), "text": both(&step.text) });
    Ok(steps(db, id)?.into_iter().map(step).collect())
}

fn people(people: &People) -> Value {
    json!({ "about": both(&people.about), "count": disclosed(people.told) })
}

/// A number of people as it is told: the number or nothing, the words that stand for it, and
/// whether people or voices were counted.
pub(crate) fn disclosed(told: Told) -> Value {
    json!({
        "n": told.people.count(),
        "words": told.people.message().say(kernel::Language::En),
        "counted": told.key("people", "voices"),
    })
}

/// A text in both languages.
pub(crate) fn both(both: &Both) -> Value {
    json!({ "en": both.en, "cy": both.cy })
}
