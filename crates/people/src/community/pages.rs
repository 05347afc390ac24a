//! The public pages of communities, under `/communities`: no number of anybody is on them.

use crate::host::{self, Host};
use crate::organisation::Organisation;
use askama::Template;
use kernel::ids::CommunityId;
use places::community::{self, Community};
use places::programme::{self, Programme};
use serde::Deserialize;
use web::{Context, Page, PageError, PageResult, Path, Query, Trail};

/// How many communities stand on one page.
const PAGE: u32 = 50;

/// What stands behind the question mark of the list.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Paging {
    after: String,
}

#[derive(Template)]
#[template(path = "community/public_index.html")]
struct CommunitiesPage {
    page: Page,
    communities: Vec<(Community, Option<Organisation>)>,
    next: String,
    first: String,
}

/// `GET /communities`: the communities, in the order in which they joined.
pub(crate) async fn index(ctx: Context, Query(paging): Query<Paging>) -> PageResult {
    let after: Option<CommunityId> = paging.after.parse().ok();
    let found = ctx.read(move |db| {
        let everywhere = kernel::access::Reach::EVERYWHERE;
        Ok((community::list(db, &everywhere, after, PAGE + 1)?, host::current(db)?))
    });
    let (mut communities, hosts) = found.await?;
    let size = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = communities.len() > size;
    communities.truncate(size);
    let page = ctx.page("communities-title");
    let path = page.path("/communities");
    let next = communities.last().filter(|_| more).map(|last| last.id);
    let with_host = |community: Community| {
        let host = hosts.iter().find(|host| host.community_id == community.id);
        (community, host.map(|host| host.organisation.clone()))
    };
    ctx.html(&CommunitiesPage {
        communities: communities.into_iter().map(with_host).collect(),
        next: next.map(|id| format!("{path}?after={id}")).unwrap_or_default(),
        first: after.map(|_| path).unwrap_or_default(),
        page,
    })
}

#[derive(Template)]
#[template(path = "community/public_show.html")]
struct CommunityPage {
    page: Page,
    trail: Vec<Trail>,
    other_name: String,
    community: Community,
    programme: Option<Programme>,
    host: Option<Host>,
    outline: Option<String>,
}

/// `GET /communities/{slug}`: its names, who hosts it, and its outline.
pub(crate) async fn show(ctx: Context, Path(slug): Path<String>) -> PageResult {
    let found = ctx.read(move |db| {
        let Some(community) = community::by_slug(db, &slug)? else { return Ok(None) };
        let programme = programme::find(db, community.programme_id)?;
        let boundary = community::boundary(db, community.id)?;
        let host = host::of(db, community.id)?;
        Ok(Some((community, programme, boundary, host)))
    });
    let (community, programme, boundary, host) = found.await?.ok_or(PageError::NotFound)?;
    let page = ctx.page("community-title");
    let name = page.both(&community.name).to_owned();
    let other = community.name.in_language(ctx.language.other());
    ctx.html(&CommunityPage {
        trail: vec![
            Trail { href: page.path("/communities"), text: page.t("communities-title") },
            Trail { href: String::new(), text: name.clone() },
        ],
        other_name: if other == name { String::new() } else { other.to_owned() },
        page: page.title_text(name),
        outline: boundary.map(|boundary| boundary.path(480.0, 360.0, 8.0)),
        community,
        programme,
        host,
    })
}
