//! The back office's pages of organisations, under `/desk/organisations`.

use super::{Draft, NotOrganisation, Organisation, OrganisationId};
use crate::host;
use askama::Template;
use kernel::Both;
use kernel::access::{Verb, Viewer, Within};
use places::community::{self, Community};
use serde::Deserialize;
use web::{Context, Form, Page, PageError, PageResult, Path, Query, Trail};

/// How many organisations stand on one page.
const PAGE: u32 = 50;

/// What stands behind the question mark of the list.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Paging {
    after: String,
}

#[derive(Template)]
#[template(path = "organisation/index.html")]
struct OrganisationsPage {
    page: Page,
    organisations: Vec<Organisation>,
    next: String,
    first: String,
    may_add: bool,
}

/// `GET /desk/organisations`: the organisations of the space.
pub(crate) async fn index(ctx: Context, Query(paging): Query<Paging>) -> PageResult {
    let viewer = ctx.require_somewhere(Verb::ReadPlaces)?;
    let after: Option<OrganisationId> = paging.after.parse().ok();
    let mut organisations = ctx.read(move |db| super::list(db, after, PAGE + 1)).await?;
    let size = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = organisations.len() > size;
    organisations.truncate(size);
    let page = ctx.desk("organisations-title");
    let path = page.path("/desk/organisations");
    let next = organisations.last().filter(|_| more).map(|last| last.id);
    ctx.html(&OrganisationsPage {
        next: next.map(|id| format!("{path}?after={id}")).unwrap_or_default(),
        first: after.map(|_| path).unwrap_or_default(),
        may_add: !viewer.reach(Verb::ManagePlaces).is_nowhere(),
        organisations,
        page,
    })
}

/// An organisation and the communities it hosts now.
async fn found(
    ctx: &Context,
    id: OrganisationId,
) -> Result<(Organisation, Vec<Community>), PageError> {
    let read = ctx.read(move |db| {
        let hosts = host::current(db)?;
        let mut communities = community::all(db)?;
        communities.retain(|community| {
            hosts.iter().any(|host| host.organisation.id == id && host.community_id == community.id)
        });
        Ok((super::find(db, id)?, communities))
    });
    let (organisation, communities) = read.await?;
    Ok((organisation.ok_or(PageError::NotFound)?, communities))
}

/// Whether the viewer may change an organisation that hosts these communities: everywhere, or in
/// each of them.
fn may_edit(viewer: &Viewer, hosted: &[Community]) -> bool {
    let everywhere = viewer.may(Verb::ManagePlaces, Within::SPACE);
    let each = |community: &Community| viewer.may(Verb::ManagePlaces, community.within());
    everywhere || (!hosted.is_empty() && hosted.iter().all(each))
}

#[derive(Template)]
#[template(path = "organisation/show.html")]
struct OrganisationPage {
    page: Page,
    trail: Vec<Trail>,
    organisation: Organisation,
    communities: Vec<Community>,
    may_edit: bool,
}

/// `GET /desk/organisations/{organisation}`: its facts and the communities it hosts.
pub(crate) async fn show(ctx: Context, Path(id): Path<OrganisationId>) -> PageResult {
    let viewer = ctx.require_somewhere(Verb::ReadPlaces)?;
    let (organisation, mut communities) = found(&ctx, id).await?;
    let may_edit = may_edit(viewer, &communities);
    communities.retain(|community| viewer.may(Verb::ReadPlaces, community.within()));
    let page = ctx.desk("organisation-title");
    let name = page.both(&organisation.name).to_owned();
    let trail = vec![
        Trail { href: page.path("/desk/organisations"), text: page.t("organisations-title") },
        Trail { href: String::new(), text: name.clone() },
    ];
    let page = page.title_text(name);
    ctx.html(&OrganisationPage { page, trail, organisation, communities, may_edit })
}

/// What somebody typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct OrganisationForm {
    name_en: String,
    name_cy: String,
    identifier: String,
    legal_form: String,
    website: String,
}

impl OrganisationForm {
    fn draft(&self) -> Draft {
        Draft {
            name: Both::new(&self.name_en, &self.name_cy),
            identifier: self.identifier.clone(),
            legal_form: self.legal_form.clone(),
            website: self.website.clone(),
        }
    }
}

impl From<Organisation> for OrganisationForm {
    fn from(organisation: Organisation) -> Self {
        Self {
            name_en: organisation.name.en,
            name_cy: organisation.name.cy,
            identifier: organisation.identifier.unwrap_or_default(),
            legal_form: organisation.legal_form.unwrap_or_default(),
            website: organisation.website.unwrap_or_default(),
        }
    }
}

#[derive(Template)]
#[template(path = "organisation/form.html")]
struct OrganisationFormPage {
    page: Page,
    heading: String,
    action: String,
    form: OrganisationForm,
}

fn form_page(
    page: Page,
    heading: &str,
    path: &str,
    form: OrganisationForm,
) -> OrganisationFormPage {
    OrganisationFormPage { heading: page.t(heading), action: page.path(path), page, form }
}

/// `GET /desk/organisations/new`: the form of a new organisation.
pub(crate) async fn new(ctx: Context) -> PageResult {
    ctx.require_somewhere(Verb::ManagePlaces)?;
    let (page, form) = (ctx.desk("organisation-new"), OrganisationForm::default());
    ctx.html(&form_page(page, "organisation-new", "/desk/organisations", form))
}

/// `POST /desk/organisations`: writes down an organisation.
pub(crate) async fn create(ctx: Context, Form(form): Form<OrganisationForm>) -> PageResult {
    ctx.require_somewhere(Verb::ManagePlaces)?;
    let draft = form.draft();
    let result: Result<_, NotOrganisation> = ctx.write(move |tx| super::create(tx, &draft)).await?;
    match result {
        Ok(id) => ctx.see_other(&format!("/desk/organisations/{id}")),
        Err(refusal) => {
            let page = ctx.desk("organisation-new").refused(&refusal);
            ctx.refuse(&form_page(page, "organisation-new", "/desk/organisations", form))
        }
    }
}

/// The organisation, when the viewer may change it.
async fn editable(ctx: &Context, id: OrganisationId) -> Result<Organisation, PageError> {
    let viewer = ctx.require_somewhere(Verb::ManagePlaces)?;
    let (organisation, hosted) = found(ctx, id).await?;
    if may_edit(viewer, &hosted) { Ok(organisation) } else { Err(PageError::NotFound) }
}

/// `GET /desk/organisations/{organisation}/edit`: the form of an organisation.
pub(crate) async fn edit(ctx: Context, Path(id): Path<OrganisationId>) -> PageResult {
    let form = editable(&ctx, id).await?.into();
    let path = format!("/desk/organisations/{id}");
    ctx.html(&form_page(ctx.desk("organisation-edit"), "organisation-edit", &path, form))
}

/// `POST /desk/organisations/{organisation}`: changes an organisation.
pub(crate) async fn update(
    ctx: Context,
    Path(id): Path<OrganisationId>,
    Form(form): Form<OrganisationForm>,
) -> PageResult {
    editable(&ctx, id).await?;
    let draft = form.draft();
    let path = format!("/desk/organisations/{id}");
    match ctx.write(move |tx| super::edit(tx, id, &draft)).await? {
        Ok(()) => ctx.see_other(&path),
        Err(refusal) => {
            let page = ctx.desk("organisation-edit").refused(&refusal);
            ctx.refuse(&form_page(page, "organisation-edit", &path, form))
        }
    }
}
