//! The page of a community's local workers, `/desk/communities/{community}/workers`.

use super::{NotWorker, WorkerId};
use crate::community::desk::{found, trail};
use crate::organisation::{self, Organisation, OrganisationId};
use crate::person::{Map, Person, roster};
use askama::Template;
use kernel::Refusal;
use kernel::access::Verb;
use kernel::accounts;
use kernel::clock::Date;
use kernel::ids::{AccountId, CommunityId};
use places::community::Community;
use serde::Deserialize;
use web::{Choice, Context, Form, Page, PageError, PageResult, Path, Trail};

/// What somebody typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct WorkerForm {
    account: String,
    organisation: String,
    started_on: String,
}

/// A local worker in words.
struct Line {
    name: String,
    organisation: String,
    started_on: Date,
    /// Where the form that ends the placement goes.
    end: String,
}

#[derive(Template)]
#[template(path = "worker/index.html")]
struct WorkersPage {
    page: Page,
    trail: Vec<Trail>,
    community: Community,
    workers: Vec<Line>,
    people: Vec<Choice>,
    organisations: Vec<Choice>,
    form: WorkerForm,
    may_place: bool,
}

/// The people whom the viewer may see, since nobody else is theirs to place.
fn people_choices(page: &Page, people: &[Person], chosen: &str) -> Vec<Choice> {
    let blank = Choice::new("", page.t("access-choose"), "-");
    let choices = people
        .iter()
        .map(|one| Choice::new(one.account.id.to_string(), one.account.name.clone(), chosen));
    std::iter::once(blank).chain(choices).collect()
}

fn organisation_choices(page: &Page, all: &[Organisation], chosen: &str) -> Vec<Choice> {
    let blank = Choice::new("", page.t("worker-no-employer"), "-");
    let choices =
        all.iter().map(|one| Choice::new(one.id.to_string(), page.both(&one.name), chosen));
    std::iter::once(blank).chain(choices).collect()
}

async fn page_of(
    ctx: &Context,
    page: Page,
    community: Community,
    form: WorkerForm,
) -> Result<WorkersPage, PageError> {
    let viewer = ctx.viewer()?.clone();
    let may_place = viewer.may(Verb::ManagePeople, community.within());
    let id = community.id;
    let read = ctx.read(move |db| {
        let people = match may_place {
            true => roster(db, &viewer, &Map::read(db)?)?,
            false => Vec::new(),
        };
        Ok((super::of(db, id)?, accounts::all(db)?, people, organisation::all(db)?))
    });
    let (workers, everyone, people, organisations) = read.await?;
    let workers = workers.iter().map(|worker| {
        let person = everyone.iter().find(|account| account.id == worker.account_id);
        let employer = organisations.iter().find(|one| Some(one.id) == worker.organisation_id);
        Line {
            name: person.map(|account| account.name.clone()).unwrap_or_default(),
            organisation: employer.map(|one| page.both(&one.name).to_owned()).unwrap_or_default(),
            started_on: worker.started_on,
            end: page.path(format!("/desk/communities/{id}/workers/{}/closing", worker.id)),
        }
    });
    Ok(WorkersPage {
        trail: trail(&page, &community, "worker-title"),
        workers: workers.collect(),
        people: people_choices(&page, &people, &form.account),
        organisations: organisation_choices(&page, &organisations, &form.organisation),
        page,
        community,
        form,
        may_place,
    })
}

/// `GET /desk/communities/{community}/workers`: who works there.
pub(crate) async fn index(ctx: Context, Path(id): Path<CommunityId>) -> PageResult {
    let (_, community) = found(&ctx, id, Verb::ReadPlaces).await?;
    let form = WorkerForm { started_on: ctx.today.to_string(), ..WorkerForm::default() };
    ctx.html(&page_of(&ctx, ctx.desk("worker-title"), community, form).await?)
}

/// What was typed, understood.
fn understood(form: &WorkerForm) -> Result<(AccountId, Option<OrganisationId>, Date), NotWorker> {
    let organisation = match form.organisation.as_str() {
        "" => None,
        text => Some(text.parse().map_err(|_| NotWorker::NoOrganisation)?),
    };
    Ok((
        form.account.parse().map_err(|_| NotWorker::NoPerson)?,
        organisation,
        form.started_on.trim().parse().map_err(|_| NotWorker::NoDay)?,
    ))
}

/// `POST /desk/communities/{community}/workers`: places somebody there, with the role.
pub(crate) async fn create(
    ctx: Context,
    Path(id): Path<CommunityId>,
    Form(form): Form<WorkerForm>,
) -> PageResult {
    let (viewer, community) = found(&ctx, id, Verb::ManagePeople).await?;
    let result = match understood(&form) {
        Ok((account, organisation, day)) => {
            let placed = ctx.write(move |tx| {
                let people = roster(tx, &viewer, &Map::read(tx)?)?;
                if people.iter().all(|person| person.account.id != account) {
                    return Err(NotWorker::NoPerson);
                }
                super::place(tx, account, id, organisation, day)
            });
            placed.await?.map(drop)
        }
        Err(refusal) => Err(refusal),
    };
    match result {
        Ok(()) => ctx.see_other(&format!("/desk/communities/{id}/workers")),
        Err(refusal) => {
            let page = ctx.desk("worker-title").refused(&refusal);
            ctx.refuse(&page_of(&ctx, page, community, form).await?)
        }
    }
}

/// The form has nothing but its token.
#[derive(Deserialize)]
pub(crate) struct Button {}

/// `POST /desk/communities/{community}/workers/{worker}/closing`: ends a placement and its role.
pub(crate) async fn remove(
    ctx: Context,
    Path((id, worker)): Path<(CommunityId, WorkerId)>,
    Form(Button {}): Form<Button>,
) -> PageResult {
    found(&ctx, id, Verb::ManagePeople).await?;
    let placed = ctx.read(move |db| super::find(db, worker)).await?;
    let open = |placed: &super::Worker| placed.community_id == id && placed.ended_on.is_none();
    placed.filter(open).ok_or(PageError::NotFound)?;
    match ctx.write(move |tx| super::end(tx, worker)).await? {
        Ok(()) => ctx.see_other(&format!("/desk/communities/{id}/workers")),
        Err(refusal) => {
            refusal.or_fault()?;
            Err(PageError::NotFound)
        }
    }
}
