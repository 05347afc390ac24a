//! The page that shows who may do what, `/desk/access`.

use super::MATRIX;
use crate::person::desk::{PersonLine, line};
use crate::person::{Map, roster};
use askama::Template;
use kernel::access::{POLICIES, Role, Verb, Within};
use web::{Context, Page, PageResult};

#[derive(Template)]
#[template(path = "access/show.html")]
struct AccessPage {
    page: Page,
    people: Vec<PersonLine>,
    roles: Vec<String>,
    verbs: Vec<(String, Vec<bool>)>,
    policies: &'static str,
    may_audit: bool,
}

/// `GET /desk/access`: people with their roles, every verb by role, and the policies' own text.
pub(crate) async fn show(ctx: Context) -> PageResult {
    let viewer = ctx.require_somewhere(Verb::ReadAccess)?;
    let asks = viewer.clone();
    let found = ctx.read(move |db| {
        let map = Map::read(db)?;
        Ok((roster(db, &asks, &map)?, map))
    });
    let (people, map) = found.await?;
    let page = ctx.desk("access-title");
    let verb =
        |(verb, allowed): &(Verb, Vec<bool>)| (page.t(&format!("verb-{verb}")), allowed.clone());
    ctx.html(&AccessPage {
        people: people
            .iter()
            .filter(|person| !person.roles.is_empty())
            .map(|person| line(&page, &map, person, false))
            .collect(),
        roles: Role::ALL.iter().map(|role| page.t(&format!("role-{role}"))).collect(),
        verbs: MATRIX.iter().map(verb).collect(),
        policies: POLICIES,
        may_audit: viewer.may(Verb::ReadAudit, Within::SPACE),
        page,
    })
}
