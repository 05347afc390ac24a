//! `/desk/codebook/merging` and `/desk/codebook/{theme}/splitting`: two themes become one, or one
//! becomes several.

use super::desk::{ProgrammeQuery, manageable, to_manage};
use super::{Draft, NotMerged, Theme, called};
use crate::coding::frame;
use crate::highlight::listing::{self, Filter, Found};
use crate::{HighlightId, ThemeId};
use askama::Template;
use kernel::Both;
use kernel::ids::ProgrammeId;
use serde::Deserialize;
use web::{Choice, Context, Form, Page, PageResult, Path, Query};

#[derive(Template)]
#[template(path = "theme/merging.html")]
struct MergingPage {
    page: Page,
    programme: ProgrammeId,
    from: Vec<Choice>,
    into: Vec<Choice>,
}

/// What the form of a merging sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct MergingForm {
    programme: String,
    from: String,
    into: String,
}

fn merging_page(
    page: Page,
    programme: ProgrammeId,
    themes: &[Theme],
    form: &MergingForm,
) -> MergingPage {
    let choices = |chosen: &str| {
        let mut choices = vec![Choice::new("", page.t("theme-choose"), chosen)];
        choices.extend(
            called(themes)
                .iter()
                .map(|(id, name)| Choice::new(id.to_string(), page.both(name), chosen)),
        );
        choices
    };
    MergingPage { from: choices(&form.from), into: choices(&form.into), programme, page }
}

/// `GET /desk/codebook/merging`: asks which theme goes into which.
pub(crate) async fn new(ctx: Context, Query(query): Query<ProgrammeQuery>) -> PageResult {
    let (programme, themes) = to_manage(&ctx, query.programme).await?;
    let form = MergingForm { from: query.theme, ..MergingForm::default() };
    ctx.html(&merging_page(frame(&ctx, "theme-merging"), programme, &themes, &form))
}

/// `POST /desk/codebook/merging`: merges them.
pub(crate) async fn create(ctx: Context, Form(form): Form<MergingForm>) -> PageResult {
    let (programme, themes) = to_manage(&ctx, form.programme.clone()).await?;
    let known = |id: &str| {
        let id: Option<ThemeId> = id.parse().ok();
        id.filter(|id| themes.iter().any(|theme| theme.id == *id))
    };
    let result = match (known(&form.from), known(&form.into)) {
        (Some(from), Some(into)) => {
            ctx.write(move |tx| super::merge(tx, from, into)).await?.map(|()| into)
        }
        _ => Err(NotMerged::Ended),
    };
    match result {
        Ok(into) => ctx.see_other(&format!("/desk/codebook/{into}")),
        Err(refusal) => {
            let page = frame(&ctx, "theme-merging").refused(&refusal);
            ctx.refuse(&merging_page(page, programme, &themes, &form))
        }
    }
}

#[derive(Template)]
#[template(path = "theme/splitting.html")]
struct SplittingPage {
    page: Page,
    theme: Theme,
    form: SplittingForm,
    into: Vec<Choice>,
    found: Vec<Found>,
    next: String,
}

/// What the form of a splitting sends: names of new themes, one on each line.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct SplittingForm {
    names_en: String,
    names_cy: String,
}

impl SplittingForm {
    /// The drafts, each English name with the Welsh one on the same line.
    fn drafts(&self) -> Vec<Draft> {
        let mut welsh = self.names_cy.lines();
        let draft = |english: &str| {
            let name = Both::new(english.trim(), welsh.next().unwrap_or_default().trim());
            Draft::named(name, Both::default())
        };
        self.names_en.lines().filter(|line| !line.trim().is_empty()).map(draft).collect()
    }
}

/// Which part of a theme's highlights to show.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct PartQuery {
    before: String,
}

async fn splitting_page(
    ctx: &Context,
    page: Page,
    theme: Theme,
    form: SplittingForm,
    before: Option<HighlightId>,
) -> Result<SplittingPage, web::PageError> {
    let viewer = ctx.viewer()?.clone();
    let (today, id, programme) = (ctx.today, theme.id, theme.programme_id);
    let (mut found, themes) = ctx
        .read(move |db| {
            let filter = Filter { theme: Some(id), before, ..Filter::of(programme) };
            let found = listing::list(db, &viewer, &filter, listing::PAGE + 1, today)?;
            Ok((found, super::all(db, programme)?))
        })
        .await?;
    let more = found.len() > listing::PAGE as usize;
    found.truncate(listing::PAGE as usize);
    let last = found.last().filter(|_| more);
    let next = last.map_or(String::new(), |last| {
        page.path(format!("/desk/codebook/{id}/splitting?before={}", last.highlight.id))
    });
    let mut into = vec![Choice::new("", page.t("theme-choose"), "")];
    into.extend(
        themes
            .iter()
            .filter(|other| other.id != id)
            .map(|other| Choice::new(other.id.to_string(), page.both(&other.name), "")),
    );
    Ok(SplittingPage { page, theme, form, into, found, next })
}

/// `GET /desk/codebook/{theme}/splitting`: new themes from one, and which highlights go over.
pub(crate) async fn split_form(
    ctx: Context,
    Path(id): Path<ThemeId>,
    Query(query): Query<PartQuery>,
) -> PageResult {
    let theme = manageable(&ctx, id).await?;
    let form = SplittingForm::default();
    let before = query.before.parse().ok();
    let page = frame(&ctx, "theme-splitting");
    ctx.html(&splitting_page(&ctx, page, theme, form, before).await?)
}

/// `POST /desk/codebook/{theme}/splitting`: makes the new themes.
pub(crate) async fn split(
    ctx: Context,
    Path(id): Path<ThemeId>,
    Form(form): Form<SplittingForm>,
) -> PageResult {
    let theme = manageable(&ctx, id).await?;
    let drafts = form.drafts();
    let result = if drafts.is_empty() {
        Err(super::NotTheme::NoNames)
    } else {
        ctx.write(move |tx| super::split(tx, id, &drafts)).await?
    };
    match result {
        Ok(_) => ctx.see_other(&format!("/desk/codebook/{id}/splitting")),
        Err(refusal) => {
            let page = frame(&ctx, "theme-splitting").refused(&refusal);
            ctx.refuse(&splitting_page(&ctx, page, theme, form, None).await?)
        }
    }
}

/// What the form that moves highlights sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct MovingForm {
    into: String,
    highlight: Vec<String>,
}

/// `POST /desk/codebook/{theme}/highlights`: gives chosen highlights to another theme.
pub(crate) async fn move_over(
    ctx: Context,
    Path(id): Path<ThemeId>,
    Form(form): Form<MovingForm>,
) -> PageResult {
    let theme = manageable(&ctx, id).await?;
    let chosen: Vec<HighlightId> = form.highlight.iter().filter_map(|id| id.parse().ok()).collect();
    let viewer = ctx.viewer()?.clone();
    let result = match form.into.parse::<ThemeId>() {
        Ok(into) => {
            ctx.write(move |tx| {
                let chosen = listing::open(tx, &viewer, &chosen)?;
                super::move_highlights(tx, id, into, &chosen)
            })
            .await?
        }
        Err(_) => Err(NotMerged::Ended),
    };
    match result {
        Ok(_) => ctx.see_other(&format!("/desk/codebook/{id}/splitting")),
        Err(refusal) => {
            let page = frame(&ctx, "theme-splitting").refused(&refusal);
            let form = SplittingForm::default();
            ctx.refuse(&splitting_page(&ctx, page, theme, form, None).await?)
        }
    }
}
