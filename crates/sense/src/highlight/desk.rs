//! `/desk/highlights`: what readers marked, by theme, community and campaign, and the same as a
//! file.

use super::listing::{self, Filter, Found, Names};
use crate::coding::frame;
use crate::theme::codebook::Codebooks;
use crate::{ThemeId, theme};
use askama::Template;
use interchange::csv_out::{Cell, Writer};
use kernel::access::{Verb, Viewer};
use kernel::clock::Date;
use kernel::ids::{AccountId, CommunityId, ProgrammeId};
use kernel::{Both, Db, Fault, Language, accounts};
use listen::campaign;
use places::community;
use serde::Deserialize;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io::Write;
use web::{Choice, Context, Page, PageError, PageResult, Query};

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct HighlightsQuery {
    programme: String,
    theme: String,
    community: String,
    campaign: String,
    before: String,
}

impl HighlightsQuery {
    fn filter(&self, programme: ProgrammeId) -> Filter {
        Filter {
            theme: self.theme.parse().ok(),
            community: self.community.parse().ok(),
            campaign: self.campaign.parse().ok(),
            before: self.before.parse().ok(),
            ..Filter::of(programme)
        }
    }

    /// Everything but where the page begins, for an address.
    fn address(&self) -> String {
        format!(
            "programme={}&theme={}&community={}&campaign={}",
            self.programme, self.theme, self.community, self.campaign
        )
    }

    /// The same with nothing in it that is no id.
    fn tidy(mut self) -> Self {
        for text in [&mut self.programme, &mut self.theme, &mut self.community, &mut self.campaign]
        {
            if text.parse::<ThemeId>().is_err() {
                text.clear();
            }
        }
        self
    }
}

#[derive(Template)]
#[template(path = "highlight/index.html")]
struct HighlightsPage {
    page: Page,
    programmes: Vec<Choice>,
    themes: Vec<Choice>,
    communities: Vec<Choice>,
    campaigns: Vec<Choice>,
    found: Vec<Found>,
    names: Names,
    places: HashMap<CommunityId, Both>,
    export: String,
    next: String,
}

impl HighlightsPage {
    fn place(&self, id: &CommunityId) -> &str {
        self.places.get(id).map_or("", |name| self.page.both(name))
    }
}

struct Gathered {
    books: Codebooks,
    found: Vec<Found>,
    themes: Vec<theme::Theme>,
    communities: Vec<community::Community>,
    campaigns: Vec<campaign::Campaign>,
    names: Names,
}

fn gather(
    db: &Db,
    viewer: &Viewer,
    query: &HighlightsQuery,
    today: Date,
) -> Result<Option<Gathered>, Fault> {
    let books = Codebooks::within(db, viewer, Verb::ReadCodebook, &query.programme)?;
    let Some(programme) = books.chosen.as_ref().map(|programme| programme.id) else {
        return Ok(None);
    };
    let mut communities = community::of_programme(db, programme)?;
    communities.retain(|community| viewer.may(Verb::ReadVoice, community.within()));
    Ok(Some(Gathered {
        found: listing::list(db, viewer, &query.filter(programme), listing::PAGE + 1, today)?,
        themes: theme::all(db, programme)?,
        campaigns: campaign::of_programme(db, programme)?,
        names: Names::of(db, programme)?,
        communities,
        books,
    }))
}

/// `GET /desk/highlights`: newest first.
pub(crate) async fn index(ctx: Context, Query(query): Query<HighlightsQuery>) -> PageResult {
    let viewer = ctx.require_somewhere(Verb::ReadCodebook)?.clone();
    ctx.require_somewhere(Verb::ReadVoice)?;
    let today = ctx.today;
    let query = query.tidy();
    let asked = query.clone();
    let found = ctx.read(move |db| gather(db, &viewer, &asked, today)).await?;
    let Gathered { books, mut found, themes, communities, campaigns, names } =
        found.ok_or(PageError::NotFound)?;
    let page = frame(&ctx, "highlights-title");
    let more = found.len() > listing::PAGE as usize;
    found.truncate(listing::PAGE as usize);
    let last = found.last().filter(|_| more);
    let next = last.map_or(String::new(), |last| {
        page.path(format!("/desk/highlights?{}&before={}", query.address(), last.highlight.id))
    });
    let choices = |all: &str, some: Vec<(String, Both)>, chosen: &str| {
        let mut choices = vec![Choice::new("", page.t(all), chosen)];
        choices.extend(some.iter().map(|(id, name)| Choice::new(id, page.both(name), chosen)));
        choices
    };
    let places = communities.iter().map(|one| (one.id, one.name.clone())).collect();
    let themes =
        theme::called(&themes).into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    let communities = communities.into_iter().map(|one| (one.id.to_string(), one.name)).collect();
    let campaigns = campaigns.into_iter().map(|one| (one.id.to_string(), one.title)).collect();
    ctx.html(&HighlightsPage {
        programmes: books.choices(&page),
        themes: choices("highlight-all-themes", themes, &query.theme),
        communities: choices("highlight-all-communities", communities, &query.community),
        campaigns: choices("coding-all-campaigns", campaigns, &query.campaign),
        export: if page.may(Verb::ExportCoding) {
            page.path(format!("/desk/highlights/export?{}", query.address()))
        } else {
            String::new()
        },
        found,
        names,
        places,
        next,
        page,
    })
}

/// How many highlights are gathered at once for a file: few enough for the pages of their voices to
/// stay in the database's cache until their words are read.
const CHUNK: u32 = 500;

/// `GET /desk/highlights/export`: the same highlights, all of them, as a CSV file.
pub(crate) async fn export(ctx: Context, Query(query): Query<HighlightsQuery>) -> PageResult {
    let viewer = ctx.require_somewhere(Verb::ExportCoding)?.clone();
    let (today, language) = (ctx.today, ctx.language);
    let query = query.tidy();
    let begin = ctx.writing();
    let file = ctx
        .read(move |db| {
            let books = Codebooks::within(db, &viewer, Verb::ExportCoding, &query.programme)?;
            let Some(programme) = books.chosen.map(|programme| programme.id) else {
                return Ok(None);
            };
            let mut filter = query.filter(programme);
            (filter.before, filter.to_take_away) = (None, true);
            let mut table = Table::new(db, programme, language, begin())?;
            loop {
                let found = listing::list(db, &viewer, &filter, CHUNK, today)?;
                let Some(last) = found.last() else { break };
                filter.before = Some(last.highlight.id);
                for one in &found {
                    table.add(db, one)?;
                }
            }
            table.rows.finish()?.end().map(Some)
        })
        .await?;
    let file = file.ok_or(PageError::NotFound)?;
    ctx.download_written(file, "text/csv; charset=utf-8", "highlights.csv")
}

const HEADERS: [&str; 11] = [
    "highlight",
    "theme",
    "theme_name",
    "voice",
    "title",
    "community",
    "reader",
    "line",
    "start",
    "end",
    "words",
];

/// The file as it grows.
struct Table<W: Write> {
    rows: Writer<W>,
    names: Names,
    places: HashMap<CommunityId, Both>,
    readers: HashMap<AccountId, String>,
    language: Language,
}

impl<W: Write> Table<W> {
    fn new(db: &Db, programme: ProgrammeId, language: Language, out: W) -> Result<Self, Fault> {
        let communities = community::of_programme(db, programme)?;
        Ok(Self {
            rows: Writer::new(out, &HEADERS)?,
            names: Names::of(db, programme)?,
            places: communities.into_iter().map(|one| (one.id, one.name)).collect(),
            readers: HashMap::new(),
            language,
        })
    }

    fn add(&mut self, db: &Db, one: &Found) -> Result<(), Fault> {
        let reader = match self.readers.entry(one.reader) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => {
                let account = accounts::find(db, one.reader)?;
                entry.insert(account.map(|account| account.name).unwrap_or_default())
            }
        };
        let highlight = &one.highlight;
        let (id, theme) = (highlight.id.to_string(), highlight.theme_id.to_string());
        let voice = highlight.voice_id.to_string();
        let place = self.places.get(&one.community);
        let number = |n: usize| Cell::from(i64::try_from(n).unwrap_or(i64::MAX));
        self.rows.row([
            Cell::Text(&id),
            Cell::Text(&theme),
            Cell::Text(self.names.name(&highlight.theme_id, &self.language)),
            Cell::Text(&voice),
            Cell::Text(&one.title),
            Cell::Text(place.map_or("", |name| name.in_language(self.language))),
            Cell::Text(reader),
            Cell::from(i64::from(highlight.line)),
            number(highlight.start_at),
            number(highlight.end_at),
            Cell::Text(&one.words),
        ])?;
        Ok(())
    }
}
