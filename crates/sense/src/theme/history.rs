//! `/desk/codebook/history`: what was done to the themes, by whom and when.

use super::codebook::Codebooks;
use super::desk::{ProgrammeQuery, trail};
use super::{Change, ChangeKind};
use crate::ThemeId;
use crate::coding::frame;
use askama::Template;
use kernel::access::Verb;
use kernel::{Both, Db, Fault, Timestamp, accounts};
use serde_json::Value as Json;
use web::{Context, Page, PageError, PageResult, Query, Trail};

/// A change in words.
pub(crate) struct Line {
    pub(crate) theme: ThemeId,
    pub(crate) name: Both,
    pub(crate) kind: ChangeKind,
    /// The other names concerned: what it was called before, or what it went into.
    pub(crate) other: Option<Both>,
    pub(crate) who: String,
    pub(crate) at: Timestamp,
}

/// Changes with the names in them.
pub(crate) fn lines(db: &Db, changes: Vec<Change>) -> Result<Vec<Line>, Fault> {
    let mut lines = Vec::new();
    for change in changes {
        let detail: Json = serde_json::from_str(&change.detail)?;
        let theme = super::find(db, change.theme_id)?;
        let who = match change.account_id {
            Some(id) => accounts::find(db, id)?.map(|account| account.name).unwrap_or_default(),
            None => String::new(),
        };
        let other = match change.kind {
            ChangeKind::Merged => both(detail.get("into")),
            ChangeKind::Edited => both(detail.get("was")),
            _ => None,
        };
        let said = both(Some(&detail)).or_else(|| both(detail.get("from")));
        lines.push(Line {
            theme: change.theme_id,
            name: said.or(theme.map(|theme| theme.name)).unwrap_or_default(),
            kind: change.kind,
            other,
            who,
            at: change.at,
        });
    }
    Ok(lines)
}

fn both(detail: Option<&Json>) -> Option<Both> {
    let text = |key: &str| detail?.get(key)?.as_str().map(str::to_owned);
    Some(Both { en: text("en")?, cy: text("cy")? })
}

/// How many changes a page holds.
const PAGE: u32 = 50;

#[derive(Template)]
#[template(path = "theme/history.html")]
struct HistoryPage {
    page: Page,
    trail: Vec<Trail>,
    history: Vec<Line>,
    previous: String,
    next: String,
}

/// `GET /desk/codebook/history`: newest first.
pub(crate) async fn index(ctx: Context, Query(query): Query<ProgrammeQuery>) -> PageResult {
    let viewer = ctx.require_somewhere(Verb::ReadCodebook)?.clone();
    let at: u32 = query.page.parse().unwrap_or(0).min(10_000);
    let found = ctx
        .read(move |db| {
            let books = Codebooks::within(db, &viewer, Verb::ReadCodebook, &query.programme)?;
            let Some(programme) = books.chosen else { return Ok(None) };
            let theme = query.theme.parse().ok();
            let changes = super::history(db, programme.id, theme, at * PAGE, PAGE + 1)?;
            Ok(Some((programme.id, lines(db, changes)?)))
        })
        .await?;
    let (programme, mut history) = found.ok_or(PageError::NotFound)?;
    let page = frame(&ctx, "theme-history");
    let path = |number: u32| {
        page.path(format!("/desk/codebook/history?programme={programme}&page={number}"))
    };
    let more = history.len() > PAGE as usize;
    history.truncate(PAGE as usize);
    ctx.html(&HistoryPage {
        trail: trail(&page, programme, &page.title),
        previous: if at > 0 { path(at - 1) } else { String::new() },
        next: if more { path(at + 1) } else { String::new() },
        history,
        page,
    })
}
