//! The back office's pages of communities, under `/desk/communities`.

use super::{Boundary, Community, Draft, Nation, NotCommunity};
use crate::programme::{self, Programme};
use askama::Template;
use kernel::Both;
use kernel::access::{Verb, Viewer, Within};
use kernel::ids::{CommunityId, ProgrammeId};
use serde::Deserialize;
use web::{Choice, Context, Form, Page, PageError, PageResult, Path, Query, Trail};

/// How many communities stand on one page.
const PAGE: u32 = 50;

/// What stands behind the question mark of a list.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Paging {
    after: String,
}

#[derive(Template)]
#[template(path = "community/index.html")]
struct CommunitiesPage {
    page: Page,
    communities: Vec<(Community, String)>,
    next: String,
    first: String,
    may_add: bool,
}

/// `GET /desk/communities`: the communities within reach, in the order in which they joined.
pub(crate) async fn index(ctx: Context, Query(paging): Query<Paging>) -> PageResult {
    let viewer = ctx.require_somewhere(Verb::ReadPlaces)?;
    let may_add = !viewer.reach(Verb::ManagePlaces).is_nowhere();
    let reach = viewer.reach(Verb::ReadPlaces);
    let after: Option<CommunityId> = paging.after.parse().ok();
    let found = ctx.read(move |db| {
        Ok((super::list(db, &reach, after, PAGE + 1)?, programme::within(db, &reach)?))
    });
    let (mut communities, programmes) = found.await?;
    let page = ctx.desk("communities-title");
    let more = communities.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    communities.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let next = communities.last().filter(|_| more).map(|last| last.id);
    let programme = |community: &Community| {
        let found = programmes.iter().find(|programme| programme.id == community.programme_id);
        found.map(|programme| page.both(&programme.name).to_owned()).unwrap_or_default()
    };
    let communities = communities.into_iter().map(|one| (one.clone(), programme(&one))).collect();
    let path = |query: String| page.path("/desk/communities") + &query;
    ctx.html(&CommunitiesPage {
        communities,
        next: next.map(|id| path(format!("?after={id}"))).unwrap_or_default(),
        first: after.map(|_| path(String::new())).unwrap_or_default(),
        may_add,
        page,
    })
}

#[derive(Template)]
#[template(path = "community/show.html")]
struct CommunityPage {
    page: Page,
    trail: Vec<Trail>,
    community: Community,
    programme: Option<Programme>,
    outline: Option<String>,
    may_edit: bool,
}

/// `GET /desk/communities/{community}`: its facts and its outline.
pub(crate) async fn show(ctx: Context, Path(id): Path<CommunityId>) -> PageResult {
    let (viewer, community) = found(&ctx, id, Verb::ReadPlaces).await?;
    let programme_id = community.programme_id;
    let read =
        ctx.read(move |db| Ok((programme::find(db, programme_id)?, super::boundary(db, id)?)));
    let (programme, boundary) = read.await?;
    let page = ctx.desk("community-title");
    let name = page.both(&community.name).to_owned();
    ctx.html(&CommunityPage {
        trail: trail(&page, &name),
        page: page.title_text(name),
        outline: boundary.map(|boundary| outline(&boundary)),
        may_edit: viewer.may(Verb::ManagePlaces, community.within()),
        community,
        programme,
    })
}

/// The data of the path that draws an outline in the box that the templates use.
fn outline(boundary: &Boundary) -> String {
    boundary.path(480.0, 360.0, 8.0)
}

pub(super) fn trail(page: &Page, here: &str) -> Vec<Trail> {
    vec![
        Trail { href: page.path("/desk/communities"), text: page.t("communities-title") },
        Trail { href: String::new(), text: here.to_owned() },
    ]
}

/// The community, when the viewer may do `verb` there.
pub(super) async fn found(
    ctx: &Context,
    id: CommunityId,
    verb: Verb,
) -> Result<(Viewer, Community), PageError> {
    ctx.viewer()?;
    let community = ctx.read(move |db| super::find(db, id)).await?.ok_or(PageError::NotFound)?;
    let viewer = ctx.require(verb, community.within())?.clone();
    Ok((viewer, community))
}

/// What somebody typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct CommunityForm {
    programme: String,
    name_en: String,
    name_cy: String,
    nation: String,
    joined_on: String,
}

impl CommunityForm {
    fn of(community: &Community) -> Self {
        Self {
            programme: community.programme_id.to_string(),
            name_en: community.name.en.clone(),
            name_cy: community.name.cy.clone(),
            nation: community.nation.word().to_owned(),
            joined_on: community.joined_on.to_string(),
        }
    }

    fn draft(&self, programme: ProgrammeId) -> Result<Draft, NotCommunity> {
        Ok(Draft {
            programme,
            name: Both::new(&self.name_en, &self.name_cy),
            nation: Nation::from_word(&self.nation).ok_or(NotCommunity::NoNation)?,
            joined_on: self.joined_on.trim().parse().map_err(|_| NotCommunity::NoDay)?,
        })
    }
}

#[derive(Template)]
#[template(path = "community/form.html")]
struct CommunityFormPage {
    page: Page,
    heading: String,
    action: String,
    back: String,
    form: CommunityForm,
    programmes: Vec<Choice>,
    nations: Vec<Choice>,
}

fn nations(page: &Page, chosen: &str) -> Vec<Choice> {
    let nation =
        |nation: &Nation| Choice::new(nation.word(), page.t(&format!("nation-{nation}")), chosen);
    Nation::ALL.iter().map(nation).collect()
}

/// The programmes to which the viewer may add a community.
async fn programmes(ctx: &Context) -> Result<Vec<Programme>, PageError> {
    let viewer = ctx.require_somewhere(Verb::ManagePlaces)?;
    let mut programmes = ctx.read(programme::all).await?;
    let may =
        |programme: &Programme| viewer.may(Verb::ManagePlaces, Within::programme(programme.id));
    programmes.retain(may);
    if programmes.is_empty() { Err(PageError::NotFound) } else { Ok(programmes) }
}

fn new_page(page: Page, programmes: &[Programme], form: CommunityForm) -> CommunityFormPage {
    let choice = |programme: &Programme| {
        Choice::new(programme.id.to_string(), page.both(&programme.name), &form.programme)
    };
    CommunityFormPage {
        heading: page.t("community-new"),
        action: page.path("/desk/communities"),
        back: page.path("/desk/communities"),
        programmes: programmes.iter().map(choice).collect(),
        nations: nations(&page, &form.nation),
        page,
        form,
    }
}

/// What stands behind the question mark of the form of a new community.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Start {
    programme: String,
}

/// `GET /desk/communities/new`: the form of a new community.
pub(crate) async fn new(ctx: Context, Query(start): Query<Start>) -> PageResult {
    let programmes = programmes(&ctx).await?;
    let form = CommunityForm {
        programme: start.programme,
        joined_on: ctx.today.to_string(),
        ..CommunityForm::default()
    };
    ctx.html(&new_page(ctx.desk("community-new"), &programmes, form))
}

/// `POST /desk/communities`: writes down a community.
pub(crate) async fn create(ctx: Context, Form(form): Form<CommunityForm>) -> PageResult {
    let programmes = programmes(&ctx).await?;
    let chosen = programmes.iter().find(|one| one.id.to_string() == form.programme);
    let draft = chosen.ok_or(NotCommunity::NoProgramme).and_then(|one| form.draft(one.id));
    let result = match draft {
        Ok(draft) => ctx.write(move |tx| super::create(tx, &draft)).await?,
        Err(refusal) => Err(refusal),
    };
    match result {
        Ok(id) => ctx.see_other(&format!("/desk/communities/{id}")),
        Err(refusal) => {
            let page = ctx.desk("community-new").refused(&refusal);
            ctx.refuse(&new_page(page, &programmes, form))
        }
    }
}

fn edit_page(page: Page, community: &Community, form: CommunityForm) -> CommunityFormPage {
    let path = page.path(format!("/desk/communities/{}", community.id));
    CommunityFormPage {
        heading: page.t("community-edit"),
        back: path.clone(),
        action: path,
        programmes: Vec::new(),
        nations: nations(&page, &form.nation),
        page,
        form,
    }
}

/// `GET /desk/communities/{community}/edit`: the form of a community.
pub(crate) async fn edit(ctx: Context, Path(id): Path<CommunityId>) -> PageResult {
    let (_, community) = found(&ctx, id, Verb::ManagePlaces).await?;
    let form = CommunityForm::of(&community);
    ctx.html(&edit_page(ctx.desk("community-edit"), &community, form))
}

/// `POST /desk/communities/{community}`: changes a community.
pub(crate) async fn update(
    ctx: Context,
    Path(id): Path<CommunityId>,
    Form(form): Form<CommunityForm>,
) -> PageResult {
    let (_, community) = found(&ctx, id, Verb::ManagePlaces).await?;
    let result = match form.draft(community.programme_id) {
        Ok(draft) => ctx.write(move |tx| super::edit(tx, id, &draft)).await?,
        Err(refusal) => Err(refusal),
    };
    match result {
        Ok(()) => ctx.see_other(&format!("/desk/communities/{id}")),
        Err(refusal) => {
            let page = ctx.desk("community-edit").refused(&refusal);
            ctx.refuse(&edit_page(page, &community, form))
        }
    }
}
