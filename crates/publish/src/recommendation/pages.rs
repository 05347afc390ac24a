//! The public page of recommendations, `/recommendations`, and its JSON,
//! `/api/v1/recommendations`.

use super::Response;
use super::shown::{Shown, shown};
use crate::promise::api::both;
use kernel::Language;
use kernel::access::Reach;
use serde_json::{Value, json};
use web::askama::Template;
use web::axum::Json;
use web::axum::response::IntoResponse;
use web::{Context, Page, PageResult};

/// The most that are shown; a space makes some dozens in a year.
const MOST: u32 = 500;

#[derive(Template)]
#[template(path = "recommendation/index.html")]
struct IndexPage {
    page: Page,
    recommendations: Vec<Shown>,
}

pub(super) async fn index(ctx: Context) -> PageResult {
    let (language, today) = (ctx.language, ctx.today);
    let recommendations =
        ctx.read(move |db| shown(db, &Reach::EVERYWHERE, language, today, MOST)).await?;
    ctx.html(&IndexPage { page: ctx.page("recommendation-index-title"), recommendations })
}

pub(super) async fn json_index(ctx: Context) -> PageResult {
    let (today, base) = (ctx.today, ctx.app.base().to_owned());
    let all = ctx.read(move |db| shown(db, &Reach::EVERYWHERE, Language::En, today, MOST)).await?;
    let all: Vec<Value> = all.iter().map(|one| value(one, &base)).collect();
    Ok(Json(json!({ "recommendations": all })).into_response())
}

fn value(shown: &Shown, base: &str) -> Value {
    let asked = &shown.recommendation;
    let response = |response: &Response| {
        json!({
            "received_on": response.received_on.to_string(),
            "stance": response.stance.word(),
            "text": both(&response.text),
        })
    };
    json!({
        "report": format!("{base}/en/reports/{}", shown.slug),
        "body": both(&asked.body),
        "text": both(&asked.text),
        "asked_on": asked.asked_on.to_string(),
        "responses": shown.responses.iter().map(response).collect::<Vec<_>>(),
        "days_without_reply": shown.days,
    })
}
