//! `GET /desk/voices`: search and lists.

use super::super::{Bit, Filter, Found, Review, State, bits, list};
use super::{campaign_choices, campaigns, communities, community_choices, none};
use crate::campaign::Campaign;
use crate::ids::VoiceId;
use crate::number::ThreadNumber;
use askama::Template;
use kernel::access::{Reach, Verb, Viewer};
use kernel::permission::{Closure, Rung};
use kernel::search::Query as Words;
use kernel::{Both, Db, Fault};
use places::community::Community;
use serde::Deserialize;
use web::{Choice, Context, Page, PageResult, Query};

/// How many voices stand on one page.
const PAGE: usize = 25;

/// Finds the themes that somebody may look for, given which one was chosen (empty when none was).
pub type FindThemes = fn(&Db, &Viewer, &str) -> Result<Themes, Fault>;

/// What rooms above put into this room's pages.
#[derive(Clone, Copy, Default)]
pub struct Additions {
    /// Themes to look for.
    pub themes: Option<FindThemes>,
}

/// Themes to choose from in the search of voices.
#[derive(Clone, Debug, Default)]
pub struct Themes {
    /// Each theme's value in the address, and its name.
    pub choices: Vec<(String, Both)>,
    /// The voices that hold the chosen theme; nothing when none was chosen.
    pub voices: Option<Vec<VoiceId>>,
}

/// What stands behind the question mark.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Search {
    pub(crate) words: String,
    pub(crate) campaign: String,
    pub(crate) community: String,
    pub(crate) rung: String,
    pub(crate) state: String,
    pub(crate) theme: String,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) after: String,
}

impl Search {
    pub(crate) fn filter(&self) -> Filter {
        Filter {
            words: self.words.clone(),
            campaign: self.campaign.parse().ok(),
            community: self.community.parse().ok(),
            rung: Rung::from_word(&self.rung),
            state: State::from_word(&self.state),
            from: self.from.trim().parse().ok(),
            to: self.to.trim().parse().ok(),
            only: None,
        }
    }

    /// What follows the question mark in a link to the same search from `after` on.
    pub(crate) fn query(&self, after: &str) -> String {
        let parts = [
            ("words", &self.words),
            ("campaign", &self.campaign),
            ("community", &self.community),
            ("rung", &self.rung),
            ("state", &self.state),
            ("theme", &self.theme),
            ("from", &self.from),
            ("to", &self.to),
            ("after", &after.to_owned()),
        ];
        let parts: Vec<String> = parts
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", escaped(value)))
            .collect();
        if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
    }

    fn is_open(&self) -> bool {
        let narrow = [&self.campaign, &self.community, &self.rung, &self.state, &self.theme];
        narrow.iter().chain(&[&self.from, &self.to]).any(|value| !value.is_empty())
    }
}

/// A value for an address, as RFC 3986 has it.
fn escaped(value: &str) -> String {
    let mut out = String::new();
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

struct Choices {
    campaigns: Vec<Choice>,
    communities: Vec<Choice>,
    rungs: Vec<Choice>,
    states: Vec<Choice>,
    themes: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "voice/index.html")]
struct VoicesPage {
    page: Page,
    search: Search,
    choices: Choices,
    open: bool,
    found: Vec<Listed>,
    tally: String,
    order: String,
    next: String,
    first: String,
    export: String,
    may: May,
}

struct May {
    record: bool,
    import: bool,
    export: bool,
    review: bool,
}

/// A voice in the list.
struct Listed {
    found: Found,
    called: String,
    community: String,
    campaign: String,
    words: Words,
}

impl Listed {
    fn bits(&self) -> Vec<Bit<'_>> {
        bits(self.found.words(), &self.words)
    }
}

/// Everything that the page needs from the database, in one read.
struct Read {
    list: super::super::Page,
    campaigns: Vec<Campaign>,
    communities: Vec<Community>,
    themes: Themes,
}

fn read(db: &Db, viewer: &Viewer, search: &Search, additions: Additions) -> Result<Read, Fault> {
    let reach = viewer.reach(Verb::ReadVoice);
    let themes = match additions.themes {
        Some(themes) => themes(db, viewer, &search.theme)?,
        None => Themes::default(),
    };
    let filter = Filter { only: themes.voices.clone(), ..search.filter() };
    let list = match by_number(db, viewer, &reach, &filter)? {
        Some(page) => page,
        None => {
            let after = Some(search.after.as_str()).filter(|after| !after.is_empty());
            list(db, &reach, &filter, after, PAGE)?
        }
    };
    Ok(Read {
        list,
        campaigns: campaigns(db, &reach)?,
        communities: communities(db, &reach)?,
        themes,
    })
}

/// Somebody may have typed the number on a card.
fn by_number(
    db: &Db,
    viewer: &Viewer,
    reach: &Reach,
    filter: &Filter,
) -> Result<Option<super::super::Page>, Fault> {
    let Ok(number) = filter.words.parse::<ThreadNumber>() else { return Ok(None) };
    let Some(voice) = super::super::by_number(db, number)? else { return Ok(None) };
    if !viewer.may(Verb::ReadVoice, voice.within()) {
        return Ok(None);
    }
    let only = Filter { only: Some(vec![voice.id]), ..Filter::default() };
    list(db, reach, &only, None, 1).map(Some)
}

pub(crate) async fn index(
    ctx: Context,
    Query(search): Query<Search>,
    additions: Additions,
) -> PageResult {
    let viewer = ctx.require_somewhere(Verb::ReadVoice)?.clone();
    let asked = search.clone();
    let may = |verb| !viewer.reach(verb).is_nowhere();
    let may = May {
        record: may(Verb::RecordVoice),
        import: may(Verb::ImportVoice),
        export: may(Verb::ExportVoice),
        review: may(Verb::ReviewVoice),
    };
    let reader = viewer.clone();
    let found = ctx.read(move |db| read(db, &reader, &asked, additions)).await?;
    let page = ctx.desk("voices-title");
    let words = Words::new(&search.words);
    let name = |list: &[Community], id| {
        let found = list.iter().find(|one| one.id == id);
        found.map(|one| page.both(&one.name).to_owned()).unwrap_or_default()
    };
    let title = |id| {
        let found = found.campaigns.iter().find(|one| one.id == id);
        found.map(|one| page.both(&one.title).to_owned()).unwrap_or_default()
    };
    let listed = |one: &Found| Listed {
        called: super::called(&one.voice),
        community: name(&found.communities, one.voice.community),
        campaign: title(one.voice.campaign),
        words: words.clone(),
        found: one.clone(),
    };
    let tally = match (found.list.total, search.after.is_empty()) {
        (Some(total), _) => page.t1("voices-total", "n", total),
        (None, true) => page.t1("voices-many", "n", super::super::RANKED),
        (None, false) => String::new(),
    };
    let order = if found.list.ranked { "voices-best" } else { "voices-newest" };
    let path = |query: String| page.path("/desk/voices") + &query;
    ctx.html(&VoicesPage {
        found: found.list.found.iter().map(listed).collect(),
        tally,
        order: page.t(order),
        next: found.list.next.as_ref().map(|next| path(search.query(next))).unwrap_or_default(),
        first: Some(&search.after)
            .filter(|after| !after.is_empty())
            .map(|_| path(search.query("")))
            .unwrap_or_default(),
        export: page.path("/desk/voices/export") + &search.query(""),
        choices: choices(&page, &search, &found),
        open: search.is_open(),
        may,
        search,
        page,
    })
}

fn choices(page: &Page, search: &Search, found: &Read) -> Choices {
    let any = || vec![none(page, "voices-any")];
    let with = |mut first: Vec<Choice>, more: Vec<Choice>| {
        first.extend(more);
        first
    };
    let rung = |rung: &Rung| {
        Choice::new(rung.word(), page.t(&format!("permission-{rung}-short")), &search.rung)
    };
    let state = |state: &State| {
        Choice::new(state.word(), page.t(&format!("voice-state-{state}")), &search.state)
    };
    let theme = |(value, name): &(String, Both)| Choice::new(value, page.both(name), &search.theme);
    let themes: Vec<Choice> = found.themes.choices.iter().map(theme).collect();
    Choices {
        campaigns: with(any(), campaign_choices(page, &found.campaigns, &search.campaign)),
        communities: with(any(), community_choices(page, &found.communities, &search.community)),
        rungs: with(any(), Rung::ALL.iter().map(rung).collect()),
        states: with(any(), State::ALL.iter().map(state).collect()),
        themes: if themes.is_empty() { Vec::new() } else { with(any(), themes) },
    }
}
