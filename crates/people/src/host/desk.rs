//! The page of a community's host organisation, `/desk/communities/{community}/host`.

use super::{Host, NotHost};
use crate::community::desk::{found, trail};
use crate::organisation::{self, OrganisationId};
use askama::Template;
use kernel::access::Verb;
use kernel::ids::CommunityId;
use places::community::Community;
use serde::Deserialize;
use web::{Choice, Context, Form, Page, PageError, PageResult, Path, Trail};

/// What somebody typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct HostForm {
    organisation: String,
    started_on: String,
}

#[derive(Template)]
#[template(path = "host/show.html")]
struct HostPage {
    page: Page,
    trail: Vec<Trail>,
    community: Community,
    hosts: Vec<Host>,
    organisations: Vec<Choice>,
    form: HostForm,
    may_edit: bool,
}

async fn page_of(
    ctx: &Context,
    page: Page,
    community: Community,
    may_edit: bool,
    form: HostForm,
) -> Result<HostPage, PageError> {
    let id = community.id;
    let read = ctx.read(move |db| Ok((super::history(db, id)?, organisation::all(db)?)));
    let (hosts, organisations) = read.await?;
    let blank = Choice::new("", page.t("access-choose"), "-");
    let choices = organisations
        .iter()
        .map(|one| Choice::new(one.id.to_string(), page.both(&one.name), &form.organisation));
    Ok(HostPage {
        trail: trail(&page, &community, "host-title"),
        organisations: std::iter::once(blank).chain(choices).collect(),
        page,
        community,
        hosts,
        form,
        may_edit,
    })
}

/// `GET /desk/communities/{community}/host`: who hosts it, and who did.
pub(crate) async fn show(ctx: Context, Path(id): Path<CommunityId>) -> PageResult {
    let (viewer, community) = found(&ctx, id, Verb::ReadPlaces).await?;
    let may_edit = viewer.may(Verb::ManagePlaces, community.within());
    let form = HostForm { started_on: ctx.today.to_string(), ..HostForm::default() };
    ctx.html(&page_of(&ctx, ctx.desk("host-title"), community, may_edit, form).await?)
}

/// `POST /desk/communities/{community}/host`: gives it another host.
pub(crate) async fn create(
    ctx: Context,
    Path(id): Path<CommunityId>,
    Form(form): Form<HostForm>,
) -> PageResult {
    let (_, community) = found(&ctx, id, Verb::ManagePlaces).await?;
    let organisation: Option<OrganisationId> = form.organisation.parse().ok();
    let result = match (organisation, form.started_on.trim().parse()) {
        (None, _) => Err(NotHost::NoOrganisation),
        (_, Err(_)) => Err(NotHost::NoDay),
        (Some(organisation), Ok(day)) => {
            ctx.write(move |tx| super::place(tx, id, organisation, day)).await?.map(drop)
        }
    };
    match result {
        Ok(()) => ctx.see_other(&format!("/desk/communities/{id}/host")),
        Err(refusal) => {
            let page = ctx.desk("host-title").refused(&refusal);
            ctx.refuse(&page_of(&ctx, page, community, true, form).await?)
        }
    }
}
