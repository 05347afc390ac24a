//! `/desk/codebook`: the themes of a programme, and the form of one theme.

use super::codebook::{Codebooks, may_manage};
use super::history::Line;
use super::{COLOURS, Draft, NotTheme, Theme, called};
use crate::coding::frame;
use crate::{ThemeId, tally};
use askama::Template;
use kernel::Both;
use kernel::access::{Sight, Verb};
use kernel::ids::ProgrammeId;
use serde::Deserialize;
use std::collections::HashMap;
use web::{Choice, Context, Form, Page, PageError, PageResult, Path, Query, Trail};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct ProgrammeQuery {
    pub(crate) programme: String,
    pub(crate) theme: String,
    pub(crate) page: String,
}

/// A theme as it stands in the codebook, with how deep it lies.
pub(crate) struct Entry {
    pub(crate) theme: Theme,
    depth: usize,
    voices: u64,
}

#[derive(Template)]
#[template(path = "theme/index.html")]
struct CodebookPage {
    page: Page,
    programmes: Vec<Choice>,
    programme: Option<ProgrammeId>,
    entries: Vec<Entry>,
    may_manage: bool,
    counted: bool,
}

/// `GET /desk/codebook`: the themes that are in use.
pub(crate) async fn index(ctx: Context, Query(query): Query<ProgrammeQuery>) -> PageResult {
    let viewer = ctx.require_somewhere(Verb::ReadCodebook)?.clone();
    let asked = viewer.clone();
    let (books, themes, counts) = ctx
        .read(move |db| {
            let books = Codebooks::within(db, &asked, Verb::ReadCodebook, &query.programme)?;
            let Some(programme) = &books.chosen else {
                return Ok((books, Vec::new(), HashMap::new()));
            };
            let counts = tally::of(db, asked.account, programme.id)?;
            let themes = super::all(db, programme.id)?;
            Ok((books, themes, counts))
        })
        .await?;
    let page = frame(&ctx, "codebook-title");
    let programme = books.chosen.as_ref().map(|programme| programme.id);
    ctx.html(&CodebookPage {
        programmes: books.choices(&page),
        programme,
        entries: entries(themes, &counts),
        may_manage: programme.is_some_and(|programme| may_manage(&viewer, programme)),
        counted: !viewer.reach(Verb::CodeVoice).is_nowhere(),
        page,
    })
}

/// Each theme with those beneath it after it, in the order of the codebook.
pub(crate) fn entries(themes: Vec<Theme>, counts: &HashMap<ThemeId, u64>) -> Vec<Entry> {
    let mut beneath: HashMap<Option<ThemeId>, Vec<Theme>> = HashMap::new();
    // Taken from the end below, so the last stands first. What lies in a loop of parents, which no
    // verb makes, is never reached.
    for theme in themes.into_iter().rev() {
        beneath.entry(theme.parent_id).or_default().push(theme);
    }
    let mut entries = Vec::new();
    let mut next: Vec<(usize, Theme)> = Vec::new();
    let push = |depth: usize, themes: Option<Vec<Theme>>, next: &mut Vec<(usize, Theme)>| {
        next.extend(themes.unwrap_or_default().into_iter().map(|theme| (depth, theme)));
    };
    push(0, beneath.remove(&None), &mut next);
    while let Some((depth, theme)) = next.pop() {
        push(depth + 1, beneath.remove(&Some(theme.id)), &mut next);
        let voices = counts.get(&theme.id).copied().unwrap_or_default();
        entries.push(Entry { theme, depth, voices });
    }
    entries
}

#[derive(Template)]
#[template(path = "theme/show.html")]
struct ThemePage {
    page: Page,
    trail: Vec<Trail>,
    theme: Theme,
    parent: Option<Theme>,
    successor: Option<Theme>,
    history: Vec<Line>,
    may_manage: bool,
}

/// `GET /desk/codebook/{theme}`: one theme and its history.
pub(crate) async fn show(ctx: Context, Path(id): Path<ThemeId>) -> PageResult {
    let (theme, may_manage) = readable(&ctx, id).await?;
    let programme = theme.programme_id;
    let (parent, successor, changes) = (theme.parent_id, theme.merged_into, id);
    let (parent, successor, history) = ctx
        .read(move |db| {
            let named = |id: Option<ThemeId>| match id {
                Some(id) => super::find(db, id),
                None => Ok(None),
            };
            let changes = super::history(db, programme, Some(changes), 0, 50)?;
            Ok((named(parent)?, named(successor)?, super::history::lines(db, changes)?))
        })
        .await?;
    let page = frame(&ctx, "codebook-title");
    let name = page.both(&theme.name).to_owned();
    let trail = trail(&page, programme, &name);
    ctx.html(&ThemePage {
        page: page.title_text(name),
        trail,
        theme,
        parent,
        successor,
        history,
        may_manage,
    })
}

pub(crate) fn trail(page: &Page, programme: ProgrammeId, here: &str) -> Vec<Trail> {
    vec![
        Trail {
            href: page.path(format!("/desk/codebook?programme={programme}")),
            text: page.t("codebook-title"),
        },
        Trail { href: String::new(), text: here.to_owned() },
    ]
}

/// A theme whose codebook the viewer may read, and whether they may change it.
pub(crate) async fn readable(ctx: &Context, id: ThemeId) -> Result<(Theme, bool), PageError> {
    let viewer = ctx.require_somewhere(Verb::ReadCodebook)?.clone();
    let asked = Sight::from(&viewer);
    let theme =
        ctx.read(move |db| super::seen(db, &asked, id)).await?.ok_or(PageError::NotFound)?;
    let manage = may_manage(&viewer, theme.programme_id);
    Ok((theme, manage))
}

/// A theme that the viewer may change.
pub(crate) async fn manageable(ctx: &Context, id: ThemeId) -> Result<Theme, PageError> {
    match readable(ctx, id).await? {
        (theme, true) => Ok(theme),
        (_, false) => Err(PageError::NotFound),
    }
}

/// What the form of a theme sends.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ThemeForm {
    programme: String,
    name_en: String,
    name_cy: String,
    definition_en: String,
    definition_cy: String,
    colour: String,
    parent: String,
    position: String,
}

impl ThemeForm {
    fn of(theme: &Theme) -> Self {
        Self {
            programme: theme.programme_id.to_string(),
            name_en: theme.name.en.clone(),
            name_cy: theme.name.cy.clone(),
            definition_en: theme.definition.en.clone(),
            definition_cy: theme.definition.cy.clone(),
            colour: theme.colour.to_string(),
            parent: theme.parent_id.map(|id| id.to_string()).unwrap_or_default(),
            position: theme.position.to_string(),
        }
    }

    fn draft(&self) -> Result<Draft, NotTheme> {
        let parent = match self.parent.as_str() {
            "" => None,
            id => Some(id.parse().map_err(|_| NotTheme::NoParent)?),
        };
        let colour = match self.colour.as_str() {
            "" => None,
            number => Some(number.parse().map_err(|_| NotTheme::NoColour)?),
        };
        Ok(Draft {
            name: Both::new(&self.name_en, &self.name_cy),
            definition: Both::new(&self.definition_en, &self.definition_cy),
            colour,
            parent,
            position: self.position.trim().parse().ok(),
        })
    }
}

#[derive(Template)]
#[template(path = "theme/form.html")]
struct ThemeFormPage {
    page: Page,
    action: String,
    back: String,
    form: ThemeForm,
    parents: Vec<Choice>,
    colours: Vec<Choice>,
}

impl ThemeFormPage {
    fn new(page: Page, id: Option<ThemeId>, form: ThemeForm, themes: &[Theme]) -> Self {
        let mut parents = vec![Choice::new("", page.t("theme-parent-none"), &form.parent)];
        parents.extend(
            called(themes)
                .iter()
                .filter(|(other, _)| Some(*other) != id)
                .map(|(other, name)| Choice::new(other.to_string(), page.both(name), &form.parent)),
        );
        let colours = (1..=COLOURS).map(|colour| {
            let words = page.t(&format!("theme-colour-{colour}"));
            Choice::new(colour.to_string(), words, &form.colour)
        });
        let colours = colours.collect();
        let (action, back) = match id {
            Some(id) => {
                let path = page.path(format!("/desk/codebook/{id}"));
                (path.clone(), path)
            }
            None => (
                page.path("/desk/codebook"),
                page.path(format!("/desk/codebook?programme={}", form.programme)),
            ),
        };
        Self { action, back, parents, colours, form, page }
    }
}

/// `GET /desk/codebook/new`: the form of a new theme.
pub(crate) async fn new(ctx: Context, Query(query): Query<ProgrammeQuery>) -> PageResult {
    let (programme, themes) = to_manage(&ctx, query.programme).await?;
    let form = ThemeForm { programme: programme.to_string(), ..ThemeForm::default() };
    ctx.html(&ThemeFormPage::new(frame(&ctx, "theme-new"), None, form, &themes))
}

/// The programme whose codebook the viewer may change, with its themes.
pub(crate) async fn to_manage(
    ctx: &Context,
    wanted: String,
) -> Result<(ProgrammeId, Vec<Theme>), PageError> {
    let viewer = ctx.require_somewhere(Verb::ManageCodebook)?.clone();
    ctx.read(move |db| {
        let books = Codebooks::within(db, &viewer, Verb::ManageCodebook, &wanted)?;
        let chosen = books.chosen.filter(|chosen| may_manage(&viewer, chosen.id));
        let Some(programme) = chosen else { return Ok(None) };
        Ok(Some((programme.id, super::all(db, programme.id)?)))
    })
    .await?
    .ok_or(PageError::NotFound)
}

/// `POST /desk/codebook`: makes a theme.
pub(crate) async fn create(ctx: Context, Form(form): Form<ThemeForm>) -> PageResult {
    let (programme, themes) = to_manage(&ctx, form.programme.clone()).await?;
    let result = match form.draft() {
        Ok(draft) => ctx.write(move |tx| super::create(tx, programme, &draft)).await?,
        Err(refusal) => Err(refusal),
    };
    match result {
        Ok(_) => ctx.see_other(&format!("/desk/codebook?programme={programme}")),
        Err(refusal) => {
            let page = frame(&ctx, "theme-new").refused(&refusal);
            ctx.refuse(&ThemeFormPage::new(page, None, form, &themes))
        }
    }
}

/// `GET /desk/codebook/{theme}/edit`: the form of a theme.
pub(crate) async fn edit(ctx: Context, Path(id): Path<ThemeId>) -> PageResult {
    let theme = manageable(&ctx, id).await?;
    let programme = theme.programme_id;
    let themes = ctx.read(move |db| super::all(db, programme)).await?;
    let form = ThemeForm::of(&theme);
    ctx.html(&ThemeFormPage::new(frame(&ctx, "theme-edit"), Some(id), form, &themes))
}

/// `POST /desk/codebook/{theme}`: changes a theme.
pub(crate) async fn update(
    ctx: Context,
    Path(id): Path<ThemeId>,
    Form(form): Form<ThemeForm>,
) -> PageResult {
    let theme = manageable(&ctx, id).await?;
    let result = match form.draft() {
        Ok(draft) => ctx.write(move |tx| super::edit(tx, id, &draft)).await?,
        Err(refusal) => Err(refusal),
    };
    match result {
        Ok(()) => ctx.see_other(&format!("/desk/codebook/{id}")),
        Err(refusal) => {
            let programme = theme.programme_id;
            let themes = ctx.read(move |db| super::all(db, programme)).await?;
            let page = frame(&ctx, "theme-edit").refused(&refusal);
            ctx.refuse(&ThemeFormPage::new(page, Some(id), form, &themes))
        }
    }
}

#[derive(Template)]
#[template(path = "theme/closing.html")]
struct ClosingPage {
    page: Page,
    theme: Theme,
}

/// `GET /desk/codebook/{theme}/closing`: asks once more before a theme is ended.
pub(crate) async fn closing(ctx: Context, Path(id): Path<ThemeId>) -> PageResult {
    let theme = manageable(&ctx, id).await?;
    ctx.html(&ClosingPage { page: frame(&ctx, "theme-closing"), theme })
}

/// What a form without fields sends.
#[derive(Default, Deserialize)]
pub(crate) struct Nothing {}

/// `POST /desk/codebook/{theme}/closing`: ends a theme.
pub(crate) async fn close(
    ctx: Context,
    Path(id): Path<ThemeId>,
    Form(Nothing {}): Form<Nothing>,
) -> PageResult {
    let theme = manageable(&ctx, id).await?;
    match ctx.write(move |tx| super::end(tx, id)).await? {
        Ok(()) => ctx.see_other(&format!("/desk/codebook?programme={}", theme.programme_id)),
        Err(refusal) => {
            ctx.refuse(&ClosingPage { page: frame(&ctx, "theme-closing").refused(&refusal), theme })
        }
    }
}
