//! `GET` and `POST /desk/voices/{voice}/closure`: not to be shown until a day, or for good.

use super::super::{NotChanged, Voice, close};
use super::{found, trail};
use crate::ids::VoiceId;
use askama::Template;
use kernel::access::Verb;
use kernel::permission::Closure;
use serde::Deserialize;
use web::{Choice, Context, Form, Page, PageResult, Path, Trail};

/// What somebody chose.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ClosureForm {
    closed: String,
    until: String,
}

#[derive(Template)]
#[template(path = "closure/edit.html")]
struct ClosurePage {
    page: Page,
    trail: Vec<Trail>,
    voice: Voice,
    form: ClosureForm,
    choices: Vec<Choice>,
}

fn show(page: Page, voice: Voice, form: ClosureForm) -> ClosurePage {
    let here = page.t("closure-title");
    let choice = |word: &str| {
        Choice::new(word, page.t(&format!("closure-{word}")), &form.closed)
            .with_hint(page.t(&format!("closure-{word}-means")))
    };
    ClosurePage {
        trail: trail(&page, &voice, &here),
        choices: ["open", "until", "for-good"].into_iter().map(choice).collect(),
        voice,
        form,
        page,
    }
}

pub(crate) async fn edit(ctx: Context, Path(id): Path<VoiceId>) -> PageResult {
    let (_, voice) = found(&ctx, id, Verb::CloseVoice).await?;
    let (closed, until) = match voice.closure {
        Closure::Open => ("open", String::new()),
        Closure::Until(day) => ("until", day.to_string()),
        Closure::ForGood => ("for-good", String::new()),
    };
    let form = ClosureForm { closed: closed.to_owned(), until };
    ctx.html(&show(ctx.desk("closure-title"), voice, form))
}

fn chosen(form: &ClosureForm) -> Option<Closure> {
    match form.closed.as_str() {
        "open" => Some(Closure::Open),
        "until" => form.until.trim().parse().ok().map(Closure::Until),
        "for-good" => Some(Closure::ForGood),
        _ => None,
    }
}

pub(crate) async fn update(
    ctx: Context,
    Path(id): Path<VoiceId>,
    Form(form): Form<ClosureForm>,
) -> PageResult {
    let (_, voice) = found(&ctx, id, Verb::CloseVoice).await?;
    let result = match chosen(&form) {
        Some(closure) => ctx.write(move |tx| close(tx, id, closure)).await?,
        None => Err(NotChanged::PastDay),
    };
    match result {
        Ok(()) => ctx.see_other(&format!("/desk/voices/{id}")),
        Err(refusal) => {
            let page = ctx.desk("closure-title").refused(&refusal);
            ctx.refuse(&show(page, voice, form))
        }
    }
}
