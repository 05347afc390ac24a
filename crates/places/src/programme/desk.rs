//! The back office's pages of programmes, under `/desk/programmes`.

use super::form::ProgrammeForm;
use super::{Kind, NotProgramme, Objective, Programme};
use crate::community::{self, Community};
use askama::Template;
use kernel::access::{Verb, Within};
use kernel::ids::ProgrammeId;
use web::{Context, Form, Page, PageError, PageResult, Path, Trail};

#[derive(Template)]
#[template(path = "programme/index.html")]
struct ProgrammesPage {
    page: Page,
    programmes: Vec<Programme>,
    may_add: bool,
}

/// `GET /desk/programmes`: the programmes within reach.
pub(crate) async fn index(ctx: Context) -> PageResult {
    let viewer = ctx.require_somewhere(Verb::ReadPlaces)?;
    let may_add = viewer.may(Verb::ManagePlaces, Within::SPACE);
    let reach = viewer.reach(Verb::ReadPlaces);
    let programmes = ctx.read(move |db| super::within(db, &reach)).await?;
    ctx.html(&ProgrammesPage { page: ctx.desk("programmes-title"), programmes, may_add })
}

#[derive(Template)]
#[template(path = "programme/show.html")]
struct ProgrammePage {
    page: Page,
    trail: Vec<Trail>,
    programme: Programme,
    objectives: Vec<Objective>,
    cross_cutting: Vec<Objective>,
    communities: Vec<Community>,
    may_edit: bool,
}

/// `GET /desk/programmes/{programme}`: its goal, its objectives and its communities. Who works
/// in one of the communities only sees that one.
pub(crate) async fn show(ctx: Context, Path(id): Path<ProgrammeId>) -> PageResult {
    let viewer = ctx.require_somewhere(Verb::ReadPlaces)?;
    let found = ctx.read(move |db| {
        Ok((super::find(db, id)?, super::objectives(db, id)?, community::of_programme(db, id)?))
    });
    let (programme, objectives, mut communities) = found.await?;
    let programme = programme.ok_or(PageError::NotFound)?;
    communities.retain(|community| viewer.may(Verb::ReadPlaces, community.within()));
    if communities.is_empty() && !viewer.may(Verb::ReadPlaces, Within::programme(id)) {
        return Err(PageError::NotFound);
    }
    let (objectives, cross_cutting) =
        objectives.into_iter().partition(|objective| objective.kind == Kind::Objective);
    let page = ctx.desk("programme-title");
    let name = page.both(&programme.name).to_owned();
    ctx.html(&ProgrammePage {
        trail: trail(&page, &name),
        page: page.title_text(name),
        programme,
        objectives,
        cross_cutting,
        communities,
        may_edit: viewer.may(Verb::ManagePlaces, Within::programme(id)),
    })
}

fn trail(page: &Page, here: &str) -> Vec<Trail> {
    vec![
        Trail { href: page.path("/desk/programmes"), text: page.t("programmes-title") },
        Trail { href: String::new(), text: here.to_owned() },
    ]
}

#[derive(Template)]
#[template(path = "programme/form.html")]
struct ProgrammeFormPage {
    page: Page,
    heading: String,
    action: String,
    back: String,
    form: ProgrammeForm,
}

fn new_page(page: Page, form: ProgrammeForm) -> ProgrammeFormPage {
    ProgrammeFormPage {
        heading: page.t("programme-new"),
        action: page.path("/desk/programmes"),
        back: page.path("/desk/programmes"),
        page,
        form,
    }
}

fn edit_page(page: Page, id: ProgrammeId, form: ProgrammeForm) -> ProgrammeFormPage {
    let path = page.path(format!("/desk/programmes/{id}"));
    ProgrammeFormPage {
        heading: page.t("programme-edit"),
        back: path.clone(),
        action: path,
        page,
        form,
    }
}

/// `GET /desk/programmes/new`: the form of a new programme.
pub(crate) async fn new(ctx: Context) -> PageResult {
    ctx.require(Verb::ManagePlaces, Within::SPACE)?;
    ctx.html(&new_page(ctx.desk("programme-new"), ProgrammeForm::default()))
}

/// `POST /desk/programmes`: writes down a programme.
pub(crate) async fn create(ctx: Context, Form(form): Form<ProgrammeForm>) -> PageResult {
    ctx.require(Verb::ManagePlaces, Within::SPACE)?;
    let result = match form.draft() {
        Ok(draft) => ctx.write(move |tx| super::create(tx, &draft)).await?,
        Err(refusal) => Err(refusal),
    };
    match result {
        Ok(id) => ctx.see_other(&format!("/desk/programmes/{id}")),
        Err(refusal) => ctx.refuse(&new_page(ctx.desk("programme-new").refused(&refusal), form)),
    }
}

/// `GET /desk/programmes/{programme}/edit`: the form of a programme.
pub(crate) async fn edit(ctx: Context, Path(id): Path<ProgrammeId>) -> PageResult {
    ctx.require(Verb::ManagePlaces, Within::programme(id))?;
    let found = ctx.read(move |db| Ok((super::find(db, id)?, super::objectives(db, id)?)));
    let (programme, objectives) = found.await?;
    let programme = programme.ok_or(PageError::NotFound)?;
    let form = ProgrammeForm::of(&programme, &objectives);
    ctx.html(&edit_page(ctx.desk("programme-edit"), id, form))
}

/// `POST /desk/programmes/{programme}`: changes a programme.
pub(crate) async fn update(
    ctx: Context,
    Path(id): Path<ProgrammeId>,
    Form(form): Form<ProgrammeForm>,
) -> PageResult {
    ctx.require(Verb::ManagePlaces, Within::programme(id))?;
    if ctx.read(move |db| super::find(db, id)).await?.is_none() {
        return Err(PageError::NotFound);
    }
    let result: Result<(), NotProgramme> = match form.draft() {
        Ok(draft) => ctx.write(move |tx| super::edit(tx, id, &draft)).await?,
        Err(refusal) => Err(refusal),
    };
    match result {
        Ok(()) => ctx.see_other(&format!("/desk/programmes/{id}")),
        Err(refusal) => {
            ctx.refuse(&edit_page(ctx.desk("programme-edit").refused(&refusal), id, form))
        }
    }
}
