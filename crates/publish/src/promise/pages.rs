//! The public pages of promises: `/you-said-we-did` and `/promises/{number}`.

use super::shown::{Shower, Shown, shown};
use super::{State, Step, Wanted, by_number, steps};
use places::community::Community;
use serde::Deserialize;
use web::askama::Template;
use web::{Choice, Context, Page, PageError, PageResult, Path, Query};

/// How many promises stand on one page.
const PAGE: u32 = 20;

/// What the address of the list says.
#[derive(Clone, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    state: String,
    #[serde(default)]
    community: String,
    #[serde(default)]
    before: Option<i64>,
}

impl Asked {
    /// Which promises it means. A word that means nothing filters nothing.
    pub(super) fn wanted(&self, communities: &[Community]) -> Wanted {
        let community = communities.iter().find(|community| community.slug == self.community);
        Wanted {
            state: State::from_word(&self.state),
            community: community.map(|community| community.id),
            before: self.before,
        }
    }

    /// The address of the page after the one that ended with promise `last`.
    pub(super) fn next(&self, path: &str, last: i64) -> String {
        format!(
            "{path}?state={}&community={}&before={last}",
            plain(&self.state),
            plain(&self.community)
        )
    }
}

/// What may stand in an address as it is.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect()
}

#[derive(Template)]
#[template(path = "promise/index.html")]
struct IndexPage {
    page: Page,
    promises: Vec<Shown>,
    states: Vec<Choice>,
    communities: Vec<Choice>,
    filtered: bool,
    next: String,
}

#[derive(Template)]
#[template(path = "promise/show.html")]
struct ShowPage {
    page: Page,
    shown: Shown,
    steps: Vec<Step>,
}

pub(super) async fn index(ctx: Context, Query(asked): Query<Asked>) -> PageResult {
    let today = ctx.today;
    let (asked, communities, mut promises) = ctx
        .read(move |db| {
            let communities = places::community::all(db)?;
            let wanted = asked.wanted(&communities);
            let promises = shown(db, &wanted, today, PAGE + 1)?;
            Ok((asked, communities, promises))
        })
        .await?;
    let more = promises.len() > PAGE as usize;
    promises.truncate(PAGE as usize);
    let last = promises.last().filter(|_| more).map(|last| last.promise.number);
    let page = ctx.page("promise-index-title");
    let all = |key: &str| Choice::new("", page.t(key), "-");
    let states = State::ALL.iter().map(|s| Choice::new(s.word(), page.t(s.key()), &asked.state));
    let states = std::iter::once(all("promise-all-states")).chain(states).collect();
    let named = |community: &Community| {
        Choice::new(&community.slug, page.both(&community.name), &asked.community)
    };
    let communities =
        std::iter::once(all("promise-all-communities")).chain(communities.iter().map(named));
    let communities = communities.collect();
    ctx.html(&IndexPage {
        next: last.map_or(String::new(), |last| ctx.path(&asked.next("/you-said-we-did", last))),
        filtered: !asked.state.is_empty() || !asked.community.is_empty(),
        page,
        promises,
        states,
        communities,
    })
}

pub(super) async fn show(ctx: Context, Path(number): Path<i64>) -> PageResult {
    let today = ctx.today;
    let found = ctx
        .read(move |db| {
            let Some(promise) = by_number(db, number)? else { return Ok(None) };
            let steps = steps(db, promise.id)?;
            Ok(Some((Shower::new(db, today)?.show(promise)?, steps)))
        })
        .await?;
    let (shown, steps) = found.ok_or(PageError::NotFound)?;
    let title = shown.promise.title.in_language(ctx.language).to_owned();
    ctx.html(&ShowPage { page: ctx.page("promise-title").title_text(title), shown, steps })
}
