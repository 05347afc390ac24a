//! The back office's pages of people, under `/desk/people`: who is there, and inviting somebody.

use super::{Map, Person, roster};
use crate::invitation::{self, Draft, NotInvited};
use crate::lead;
use askama::Template;
use kernel::access::{Role, Scope, Verb, Within};
use kernel::ids::AccountId;
use kernel::{Language, Message};
use serde::Deserialize;
use web::{Choice, Context, Form, Page, PageError, PageResult, Path, Query};

/// How many people stand on one page.
const PAGE: usize = 50;

/// What stands behind the question mark of the list.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Paging {
    after: String,
    invited: String,
}

/// A role in words.
pub(crate) struct RoleLine {
    pub role: String,
    pub place: String,
    /// Where a form that ends it goes; empty when the viewer may not.
    pub end: String,
}

/// Somebody, in words.
pub(crate) struct PersonLine {
    pub id: AccountId,
    pub name: String,
    /// Empty when the viewer may not know it.
    pub email: String,
    pub roles: Vec<RoleLine>,
}

/// A scope in words.
pub(crate) fn place(page: &Page, map: &Map, scope: Scope) -> String {
    match map.name(scope) {
        Some(name) => page.both(name).to_owned(),
        None => page.t("access-everywhere"),
    }
}

/// Somebody in words; the address only when `with_email`.
pub(crate) fn line(page: &Page, map: &Map, person: &Person, with_email: bool) -> PersonLine {
    let id = person.account.id;
    let roles = person.roles.iter().map(|held| RoleLine {
        role: page.t(&format!("role-{}", held.role)),
        place: place(page, map, held.scope),
        end: if held.may_end {
            page.path(format!("/desk/people/{id}/roles/{}/closing", held.id))
        } else {
            String::new()
        },
    });
    PersonLine {
        id,
        name: person.account.name.clone(),
        email: if with_email { person.account.email.clone() } else { String::new() },
        roles: roles.collect(),
    }
}

#[derive(Template)]
#[template(path = "person/index.html")]
struct PeoplePage {
    page: Page,
    people: Vec<PersonLine>,
    next: String,
    first: String,
    may_invite: bool,
    may_audit: bool,
}

/// `GET /desk/people`: who is there, by name.
pub(crate) async fn index(ctx: Context, Query(paging): Query<Paging>) -> PageResult {
    let viewer = ctx.require_somewhere(Verb::ReadAccess)?;
    let asks = viewer.clone();
    let found = ctx.read(move |db| {
        let map = Map::read(db)?;
        Ok((roster(db, &asks, &map)?, map))
    });
    let (people, map) = found.await?;
    let may_invite = !viewer.reach(Verb::ManagePeople).is_nowhere();
    let mut page = ctx.desk("people-title");
    if paging.invited == "yes" {
        page = page.with_notice("success", &Message::new("invitation-sent"));
    }
    let after: Option<AccountId> = paging.after.parse().ok();
    let start = people.iter().position(|person| Some(person.account.id) == after);
    let rest = people.get(start.map_or(0, |at| at + 1)..).unwrap_or_default();
    let next = rest.get(PAGE.saturating_sub(1)).filter(|_| rest.len() > PAGE);
    let path = |query: String| page.path("/desk/people") + &query;
    ctx.html(&PeoplePage {
        people: rest.iter().take(PAGE).map(|one| line(&page, &map, one, may_invite)).collect(),
        next: next.map(|last| path(format!("?after={}", last.account.id))).unwrap_or_default(),
        first: start.map(|_| path(String::new())).unwrap_or_default(),
        may_invite,
        may_audit: viewer.may(Verb::ReadAudit, Within::SPACE),
        page,
    })
}

/// What somebody typed to invite somebody, or to give a role.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct InvitationForm {
    email: String,
    name: String,
    language: String,
    pub(crate) role: String,
    pub(crate) scope: String,
}

/// The scope that a select's value names.
pub(crate) fn scope_of(value: &str) -> Option<Scope> {
    match value.split_once('/') {
        None if value == "space" => Some(Scope::Space),
        Some((kind, id)) => Scope::from_parts(kind, id.parse().ok()),
        None => None,
    }
}

fn scope_value(scope: Scope) -> String {
    match scope.parts() {
        (kind, Some(id)) => format!("{kind}/{id}"),
        (kind, None) => kind.to_owned(),
    }
}

/// The choices of a role and of a place, for a form.
pub(crate) struct Choices {
    pub roles: Vec<Choice>,
    pub scopes: Vec<Choice>,
}

impl Choices {
    pub(crate) fn new(page: &Page, map: &Map, scopes: &[Scope], form: &InvitationForm) -> Self {
        let blank = Choice::new("", page.t("access-choose"), "-");
        let role =
            |role: &Role| Choice::new(role.word(), page.t(&format!("role-{role}")), &form.role);
        let scope = |scope: &Scope| {
            let (kind, _) = scope.parts();
            let name = place(page, map, *scope);
            let text = match kind {
                "space" => name,
                _ => format!("{}: {name}", page.t(&format!("{kind}-title"))),
            };
            Choice::new(scope_value(*scope), text, &form.scope)
        };
        let blank_too = Choice::new("", page.t("access-choose"), "-");
        Self {
            roles: std::iter::once(blank).chain(Role::ALL.iter().map(role)).collect(),
            scopes: std::iter::once(blank_too).chain(scopes.iter().map(scope)).collect(),
        }
    }
}

#[derive(Template)]
#[template(path = "person/new.html")]
struct InvitationPage {
    page: Page,
    form: InvitationForm,
    languages: Vec<Choice>,
    choices: Choices,
}

/// The scopes in which the viewer may give roles.
pub(crate) async fn managed(ctx: &Context) -> Result<(Map, Vec<Scope>), PageError> {
    let viewer = ctx.require_somewhere(Verb::ManagePeople)?;
    let map = ctx.read(Map::read).await?;
    let scopes = map.scopes_for(viewer, Verb::ManagePeople);
    if scopes.is_empty() { Err(PageError::NotFound) } else { Ok((map, scopes)) }
}

fn invitation_page(
    page: Page,
    map: &Map,
    scopes: &[Scope],
    form: InvitationForm,
) -> InvitationPage {
    let language = |one: &Language| {
        Choice::new(one.word(), page.t(&format!("language-{one}")), &form.language)
    };
    InvitationPage {
        languages: Language::ALL.iter().map(language).collect(),
        choices: Choices::new(&page, map, scopes, &form),
        page,
        form,
    }
}

/// `GET /desk/people/new`: the form of an invitation.
pub(crate) async fn new(ctx: Context) -> PageResult {
    let (map, scopes) = managed(&ctx).await?;
    let form = InvitationForm { language: ctx.language.to_string(), ..InvitationForm::default() };
    ctx.html(&invitation_page(ctx.desk("people-invite"), &map, &scopes, form))
}

fn draft(form: &InvitationForm, scopes: &[Scope]) -> Result<Draft, NotInvited> {
    Ok(Draft {
        email: form.email.clone(),
        name: form.name.clone(),
        language: Language::from_word(&form.language).unwrap_or(Language::En),
        role: Role::from_word(&form.role).ok_or(NotInvited::NoRole)?,
        scope: scope_of(&form.scope)
            .filter(|scope| scopes.contains(scope))
            .ok_or(NotInvited::NoScope)?,
    })
}

/// `POST /desk/people`: invites somebody and sends them a link.
pub(crate) async fn create(ctx: Context, Form(form): Form<InvitationForm>) -> PageResult {
    let (map, scopes) = managed(&ctx).await?;
    let result = match draft(&form, &scopes) {
        Ok(draft) => {
            let base = ctx.app.base().to_owned();
            let space = ctx.app.facts().name.in_language(draft.language).to_owned();
            ctx.write(move |tx| invitation::send(tx, &draft, &base, &space)).await?
        }
        Err(refusal) => Err(refusal),
    };
    match result {
        Ok(_) => ctx.see_other("/desk/people?invited=yes"),
        Err(refusal) => {
            let page = ctx.desk("people-invite").refused(&refusal);
            ctx.refuse(&invitation_page(page, &map, &scopes, form))
        }
    }
}

#[derive(Template)]
#[template(path = "person/show.html")]
struct PersonPage {
    page: Page,
    person: PersonLine,
    choices: Choices,
    may_give: bool,
    may_close: bool,
    /// Where they are put forward as a safeguarding lead.
    put_forward: Vec<String>,
}

/// Somebody whom the viewer may see.
pub(crate) async fn found(ctx: &Context, id: AccountId) -> Result<(Person, Map), PageError> {
    let viewer = ctx.require_somewhere(Verb::ReadAccess)?.clone();
    let read = ctx.read(move |db| {
        let map = Map::read(db)?;
        Ok((roster(db, &viewer, &map)?, map))
    });
    let (people, map) = read.await?;
    let person = people.into_iter().find(|person| person.account.id == id);
    Ok((person.ok_or(PageError::NotFound)?, map))
}

/// `GET /desk/people/{account}`: somebody and their roles.
pub(crate) async fn show(ctx: Context, Path(id): Path<AccountId>) -> PageResult {
    page_of(&ctx, id, ctx.desk("people-title"), InvitationForm::default())
        .await
        .and_then(|page| ctx.html(&page))
}

/// The same after a refusal.
pub(crate) async fn refuse(
    ctx: &Context,
    id: AccountId,
    refusal: &impl kernel::Refusal,
    form: InvitationForm,
) -> PageResult {
    let page = page_of(ctx, id, ctx.desk("people-title"), form).await?;
    ctx.refuse(&PersonPage { page: page.page.refused(refusal), ..page })
}

async fn page_of(
    ctx: &Context,
    id: AccountId,
    page: Page,
    form: InvitationForm,
) -> Result<PersonPage, PageError> {
    let viewer = ctx.viewer()?;
    let (person, map) = found(ctx, id).await?;
    let scopes = map.scopes_for(viewer, Verb::ManagePeople);
    let page = page.title_text(person.account.name.clone());
    let put_forward = ctx.read(lead::of_all).await?;
    let put_forward = put_forward.into_iter().filter(|(one, _)| one.account_id == id);
    Ok(PersonPage {
        put_forward: put_forward
            .filter_map(|(one, _)| Some(place(&page, &map, one.scope()?)))
            .collect(),
        person: line(&page, &map, &person, !scopes.is_empty()),
        choices: Choices::new(&page, &map, &scopes, &form),
        may_give: !scopes.is_empty(),
        may_close: viewer.may(Verb::ManagePeople, Within::SPACE),
        page,
    })
}
