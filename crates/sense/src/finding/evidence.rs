//! `/desk/findings/{finding}/evidence`: picking the highlights that speak for or against it.

use super::desk::allowed;
use super::{Finding, NotEvidence, Side};
use crate::highlight::listing::{self, Filter, Found, Names};
use crate::{HighlightId, highlight, theme};
use askama::Template;
use kernel::access::{Sight, Verb};
use serde::Deserialize;
use web::{Choice, Context, Form, Page, PageError, PageResult, Path, Query};

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct EvidenceQuery {
    theme: String,
    side: String,
    before: String,
}

#[derive(Template)]
#[template(path = "finding/evidence.html")]
struct EvidencePage {
    page: Page,
    finding: Finding,
    themes: Vec<Choice>,
    sides: Vec<Choice>,
    query: EvidenceQuery,
    names: Names,
    found: Vec<Found>,
    next: String,
}

async fn evidence_page(
    ctx: &Context,
    page: Page,
    finding: Finding,
    mut query: EvidenceQuery,
) -> Result<EvidencePage, PageError> {
    let viewer = ctx.viewer()?.clone();
    let (today, programme) = (ctx.today, finding.programme_id);
    let filter = Filter {
        theme: query.theme.parse().ok(),
        community: finding.community_id,
        before: query.before.parse().ok(),
        not_cited_by: Some(finding.id),
        ..Filter::of(programme)
    };
    let (mut found, known, names) = ctx
        .read(move |db| {
            let found = listing::list(db, &viewer, &filter, listing::PAGE + 1, today)?;
            Ok((found, theme::all(db, programme)?, Names::of(db, programme)?))
        })
        .await?;
    let more = found.len() > listing::PAGE as usize;
    found.truncate(listing::PAGE as usize);
    let side = Side::from_word(&query.side).unwrap_or(Side::For);
    query.side = side.word().into();
    let last = found.last().filter(|_| more);
    let next = last.map_or(String::new(), |last| {
        page.path(format!(
            "/desk/findings/{}/evidence?theme={}&side={side}&before={}",
            finding.number, query.theme, last.highlight.id
        ))
    });
    let mut themes = vec![Choice::new("", page.t("highlight-all-themes"), &query.theme)];
    themes.extend(
        theme::called(&known)
            .iter()
            .map(|(id, name)| Choice::new(id.to_string(), page.both(name), &query.theme)),
    );
    let sides = Side::ALL.iter().map(|side| {
        Choice::new(side.word(), page.t(&format!("evidence-side-{side}")), &query.side)
    });
    let sides = sides.collect();
    Ok(EvidencePage { page, finding, themes, sides, query, names, found, next })
}

/// `GET /desk/findings/{finding}/evidence`: highlights to choose from, by theme.
pub(crate) async fn new(
    ctx: Context,
    Path(number): Path<i64>,
    Query(query): Query<EvidenceQuery>,
) -> PageResult {
    let finding = allowed(&ctx, number, Verb::ManageFinding).await?;
    ctx.html(&evidence_page(&ctx, ctx.desk("evidence-title"), finding, query).await?)
}

/// What the form of the chosen highlights sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct EvidenceForm {
    side: String,
    theme: String,
    highlight: Vec<String>,
}

/// `POST /desk/findings/{finding}/evidence`: puts the chosen highlights on one side.
pub(crate) async fn create(
    ctx: Context,
    Path(number): Path<i64>,
    Form(form): Form<EvidenceForm>,
) -> PageResult {
    let finding = allowed(&ctx, number, Verb::ManageFinding).await?;
    let viewer = ctx.viewer()?.clone();
    let id = finding.id;
    let wanted: Vec<HighlightId> = form.highlight.iter().filter_map(|id| id.parse().ok()).collect();
    let result = match Side::from_word(&form.side) {
        Some(side) => {
            ctx.write(move |tx| {
                let open = listing::open(tx, &viewer, &wanted)?;
                if open.is_empty() || open.len() < wanted.len() {
                    return Err(NotEvidence::Gone);
                }
                for highlight in open {
                    super::cite(tx, id, highlight, side)?;
                }
                Ok(())
            })
            .await?
        }
        None => Err(NotEvidence::NoSide),
    };
    match result {
        Ok(()) => ctx.see_other(&format!("/desk/findings/{number}")),
        Err(refusal) => {
            let page = ctx.desk("evidence-title").refused(&refusal);
            let query = EvidenceQuery { theme: form.theme, side: form.side, before: String::new() };
            ctx.refuse(&evidence_page(&ctx, page, finding, query).await?)
        }
    }
}

/// What a form without fields sends.
#[derive(Default, Deserialize)]
pub(crate) struct Nothing {}

/// `POST /desk/findings/{finding}/evidence/{highlight}`: takes a highlight out.
pub(crate) async fn remove(
    ctx: Context,
    Path((number, id)): Path<(i64, HighlightId)>,
    Form(Nothing {}): Form<Nothing>,
) -> PageResult {
    let finding = allowed(&ctx, number, Verb::ManageFinding).await?;
    let sight = Sight::from(ctx.viewer()?);
    let seen = ctx.read(move |db| highlight::seen(db, &sight, id)).await?;
    let highlight = seen.ok_or(PageError::NotFound)?.id;
    ctx.change(move |tx| super::uncite(tx, finding.id, highlight)).await?;
    ctx.see_other(&format!("/desk/findings/{number}"))
}
