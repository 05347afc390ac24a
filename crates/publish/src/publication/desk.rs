//! Publishing in the back office: what the compiler says of both editions, the reasons for its
//! warnings, and the button. Page `/desk/reports/{slug}/publishing`.

use super::{Checked, Given, NotPublished, Press, check_for, current, publish};
use crate::compile::Code;
use crate::draft::desk::{Told, held, may, told};
use crate::report::Report;
use kernel::access::{Sight, Verb};
use kernel::{Language, Refusal};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use web::askama::Template;
use web::axum::Extension;
use web::{Context, Form, Page, PageError, PageResult, Path};

#[derive(Template)]
#[template(path = "report/publishing.html")]
struct PublishingPage {
    page: Page,
    slug: String,
    tab: &'static str,
    may_publish: bool,
    is_public: bool,
    editions: Vec<Edition>,
    errors: usize,
    next: u32,
}

struct Edition {
    language: Language,
    heading: String,
    number: u32,
    found: Vec<Found>,
}

/// A diagnostic with its place in the form.
struct Found {
    code: String,
    error: bool,
    severity: String,
    at: String,
    sentence: String,
    remedy: String,
    /// `en W201 12`.
    which: String,
    /// The id of its field.
    field: String,
    reason: String,
}

/// What came back: the reasons stand in the order of the warnings.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Filled {
    number_en: Option<u32>,
    number_cy: Option<u32>,
    which: Vec<String>,
    reason: Vec<String>,
}

impl Filled {
    fn numbers(&self) -> BTreeMap<Language, u32> {
        let both = [(Language::En, self.number_en), (Language::Cy, self.number_cy)];
        both.into_iter().filter_map(|(language, number)| Some((language, number?))).collect()
    }

    fn reasons(&self) -> Vec<Given> {
        let read = |which: &str, reason: &str| {
            let mut parts = which.split(' ');
            Some(Given {
                language: Language::from_word(parts.next()?)?,
                code: Code::from_word(parts.next()?)?,
                line: parts.next()?.parse().ok()?,
                reason: reason.to_owned(),
            })
        };
        let pairs = self.which.iter().zip(&self.reason);
        pairs.filter_map(|(which, reason)| read(which, reason)).collect()
    }
}

pub(crate) async fn show(ctx: Context, Path(slug): Path<String>) -> PageResult {
    let report = held(&ctx, &slug, Verb::PublishReport).await?;
    let page = ctx.desk("publishing-title");
    let page = publishing_page(&ctx, page, &report, &[]).await?;
    ctx.html(&page)
}

async fn publishing_page(
    ctx: &Context,
    page: Page,
    report: &Report,
    given: &[Given],
) -> Result<PublishingPage, PageError> {
    let (today, about, sight) = (ctx.today, report.clone(), Sight::from(ctx.viewer()?));
    let read =
        ctx.read(move |db| Ok((check_for(db, &about, &sight, today)?, current(db, about.id)?)));
    let (checked, newest) = read.await?;
    let errors = checked.iter().map(|checked| checked.compiled.errors().count()).sum();
    let mut number = 0;
    let editions = checked.iter().map(|checked| edition(ctx, checked, given, &mut number));
    Ok(PublishingPage {
        editions: editions.collect(),
        slug: report.slug.clone(),
        tab: "publishing",
        may_publish: may(ctx, Verb::PublishReport, report),
        is_public: newest.is_some(),
        errors,
        next: newest.map_or(0, |newest| newest.version) + 1,
        page,
    })
}

fn edition(ctx: &Context, checked: &Checked, given: &[Given], number: &mut usize) -> Edition {
    let language = checked.compiled.language;
    let found = told(&checked.compiled, "", ctx.language);
    let pairs = found.into_iter().zip(&checked.compiled.diagnostics);
    let found = pairs.map(|(told, diagnostic)| {
        let Told { code, error, severity, line, at, sentence, remedy, .. } = told;
        let reason = given.iter().find(|given| {
            (given.language, given.code, given.line) == (language, diagnostic.code, line)
        });
        // The first field has the id that the refusal names.
        let field = if *number == 0 { "reason".to_owned() } else { format!("reason-{number}") };
        *number += usize::from(!error);
        Found {
            which: format!("{language} {code} {line}"),
            reason: reason.map(|given| given.reason.clone()).unwrap_or_default(),
            code,
            error,
            severity,
            at,
            sentence,
            remedy,
            field,
        }
    });
    let heading = kernel::languages::say(ctx.language, &format!("language-{language}"));
    Edition { language, heading, number: checked.number, found: found.collect() }
}

pub(crate) async fn create(
    ctx: Context,
    Extension(press): Extension<Arc<dyn Press>>,
    Path(slug): Path<String>,
    Form(filled): Form<Filled>,
) -> PageResult {
    let report = held(&ctx, &slug, Verb::PublishReport).await?;
    let (numbers, reasons, about) = (filled.numbers(), filled.reasons(), report.clone());
    let given = reasons.clone();
    let published = ctx.write(move |tx| publish(tx, &about, &numbers, &given)).await?;
    match published {
        Ok(id) => {
            // Nobody waits for the press: a print that fails is tried again by the first reader.
            for language in Language::ALL {
                let wanted = super::Wanted {
                    publication: id,
                    language: *language,
                    base: ctx.app.base().to_owned(),
                    today: ctx.today,
                };
                if let Err(fault) = super::pdf(&ctx, &press, wanted).await {
                    tracing::error!(%fault, publication = %id, "a report could not be printed");
                }
            }
            ctx.see_other(&format!("/reports/{slug}"))
        }
        Err(refusal) => {
            let page = ctx.desk("publishing-title");
            let field = match &refusal {
                NotPublished::NoReason { .. } | NotPublished::LongReason { .. } => "reason",
                _ => "main",
            };
            let page = page.with_problem(field, &refusal.message());
            let page = publishing_page(&ctx, page, &report, &reasons).await?;
            ctx.refuse(&page)
        }
    }
}
