//! Finding voices: by words, place, permission, day and more, within someone's reach.

use super::snippet::snippet;
use super::{Review, Voice, store};
use crate::ids::{CampaignId, VoiceId};
use kernel::access::Reach;
use kernel::clock::Date;
use kernel::db::{ToValue, Value};
use kernel::ids::CommunityId;
use kernel::permission::{Allowed, Rung, allow_any_day, purpose};
use kernel::search::{self, Query};
use kernel::{Db, Fault, Timestamp};
use std::collections::HashSet;

/// As many matches are ranked; beyond, the newest come first.
pub const RANKED: usize = 2_000;

/// How many listed ids a statement takes; longer lists are walked.
const LISTED: usize = 900;

kernel::words! {
    /// A voice's state, to look for.
    pub enum State {
        /// It waits for its review.
        Waiting = "waiting",
        /// It was cleared.
        Cleared = "cleared",
        /// It was held back.
        Held = "held",
        /// It is taken down while it is looked into.
        Down = "down",
    }
}

/// What to look for. Every part narrows the list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Words that must all be in it; the last may be unfinished.
    pub words: String,
    /// Its campaign.
    pub campaign: Option<CampaignId>,
    /// Its community.
    pub community: Option<CommunityId>,
    /// Its rung, exactly.
    pub rung: Option<Rung>,
    /// Its state.
    pub state: Option<State>,
    /// Heard on this day or later.
    pub from: Option<Date>,
    /// Heard on this day or before.
    pub to: Option<Date>,
    /// One of these: a room above knows which voices hold a theme.
    pub only: Option<Vec<VoiceId>>,
}

/// A voice in a list, with the beginning of its words or the place where they match.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The voice.
    pub voice: Voice,
    /// A few of its words, names hidden; nothing when it is taken down.
    pub snippet: Option<Allowed<String, purpose::Team>>,
}

/// A page of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The voices.
    pub found: Vec<Found>,
    /// How many there are in all; nothing when there are more than [`RANKED`].
    pub total: Option<u64>,
    /// Whether the best match comes first; otherwise the newest does.
    pub ranked: bool,
    /// Where the next page begins, to be handed back as it is.
    pub next: Option<String>,
}

impl Found {
    /// What was read of a voice, cut to what a list shows.
    fn of(voice: Voice, shown: &str, query: &Query) -> Self {
        let words = || snippet(shown, query);
        let snippet = allow_any_day(&voice.standing(), purpose::Team, words).ok();
        Self { voice, snippet }
    }

    /// A few of its words, names hidden. Empty when it is taken down.
    pub fn words(&self) -> &str {
        self.snippet.as_ref().map_or("", |words| words.words())
    }
}

/// Where a page begins.
enum From {
    Start,
    /// After this moment and voice, newest first.
    After(Timestamp, VoiceId),
    /// After so many of the best.
    Place(u64),
}

impl From {
    fn read(cursor: Option<&str>) -> Self {
        let read = |cursor: &str| match cursor.split_once('-') {
            None => cursor.parse().ok().map(Self::Place),
            Some((at, id)) => {
                let at = Timestamp::from_microsecond(at.parse().ok()?).ok()?;
                Some(Self::After(at, id.parse().ok()?))
            }
        };
        cursor.and_then(read).unwrap_or(Self::Start)
    }
}

/// The voices within `reach` that fit `filter`: those that were taken back never, those that are
/// taken down without their words. `cursor` is [`Page::next`] of the page before.
///
/// # Errors
/// The database's.
pub fn list(
    db: &Db,
    reach: &Reach,
    filter: &Filter,
    cursor: Option<&str>,
    limit: usize,
) -> Result<Page, Fault> {
    let query = Query::new(&filter.words);
    let cursor = From::read(cursor);
    if let Some(only) = filter.only.as_ref().filter(|only| only.len() > LISTED) {
        return walked(db, reach, filter, &query, cursor, limit, only);
    }
    if !query.is_empty() && matches(db, &query)? <= RANKED {
        return best(db, reach, filter, &query, cursor, limit);
    }
    let total = match (&cursor, query.is_empty()) {
        (From::Start, true) => counted(db, reach, filter)?,
        _ => None,
    };
    let rows = some(db, reach, filter, &query, &cursor, limit + 1)?;
    Ok(Page { total, ..page(rows, limit) })
}

/// The first `limit` rows as a page; any more only say that there is a next one.
fn page(mut rows: Vec<(Found, String)>, limit: usize) -> Page {
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(|(_, place)| place.clone());
    let found = rows.into_iter().map(|(found, _)| found).collect();
    Page { found, total: None, ranked: false, next }
}

/// How many voices match the words anywhere, counted to just beyond [`RANKED`].
fn matches(db: &Db, query: &Query) -> Result<usize, Fault> {
    let matching = search::matching::<VoiceId>(db, query, "v.id", 1);
    let sql = format!(
        "select count(*) from (select 1 as one from listen_voice v {} where {} limit {}) found",
        matching.join,
        matching.condition,
        RANKED + 1
    );
    db.only(&sql, &[&matching.value])
}

/// The conditions of reach and filter, but for the words.
pub(super) fn conditions(reach: &Reach, filter: &Filter, values: &mut Vec<Value>) -> Vec<String> {
    let mut conditions = vec!["v.withdrawn_at is null".to_owned()];
    conditions.push(reach.condition("c.programme_id", "v.community_id", values));
    let mut add = |condition: &str, value: Value| {
        values.push(value);
        conditions.push(format!("{condition} ${}", values.len()));
    };
    if let Some(campaign) = filter.campaign {
        add("v.campaign_id =", campaign.to_value());
    }
    if let Some(community) = filter.community {
        add("v.community_id =", community.to_value());
    }
    if let Some(rung) = filter.rung {
        add("v.rung =", rung.to_value());
    }
    if let Some(day) = filter.from {
        add("v.heard_on >=", day.to_value());
    }
    if let Some(day) = filter.to {
        add("v.heard_on <=", day.to_value());
    }
    let review = match filter.state {
        Some(State::Waiting) => Some(Review::Waiting),
        Some(State::Cleared) => Some(Review::Cleared),
        Some(State::Held) => Some(Review::Held),
        Some(State::Down) | None => None,
    };
    if let Some(review) = review {
        add("v.review =", review.to_value());
    }
    if filter.state == Some(State::Down) {
        conditions.push("v.taken_down_at is not null".into());
    }
    if let Some(only) = filter.only.as_ref().filter(|only| only.len() <= LISTED) {
        let first = values.len() + 1;
        values.extend(only.iter().map(ToValue::to_value));
        conditions.push(match only.len() {
            0 => "1 = 0".into(),
            count => format!("v.id in ({})", store::places(first, count)),
        });
    }
    conditions
}

/// A snippet of the words is enough for a list; where words are looked for, all of them are.
fn columns(query: &Query) -> String {
    let shown = if query.is_empty() { "substr(v.shown, 1, 400)" } else { "v.shown" };
    format!("{}, {shown}", Voice::COLUMNS)
}

/// Up to `limit` voices from `cursor` on, each with the place after it: the newest first, or with
/// words the latest in the index, where the index has an order of its own.
fn some(
    db: &Db,
    reach: &Reach,
    filter: &Filter,
    query: &Query,
    cursor: &From,
    limit: usize,
) -> Result<Vec<(Found, String)>, Fault> {
    let mut values = Vec::new();
    let (mut join, mut along) = (String::new(), None);
    let mut conditions = conditions(reach, filter, &mut values);
    if !query.is_empty() {
        let matching = search::matching::<VoiceId>(db, query, "v.id", values.len() + 1);
        values.push(matching.value.to_value());
        conditions.push(matching.condition);
        (join, along) = (matching.join, matching.along);
    }
    match (cursor, along) {
        (From::Place(place), Some(along)) => {
            values.push(place.to_value());
            conditions.push(format!("{along} < ${}", values.len()));
        }
        (From::After(at, id), None) => {
            values.extend([at.to_value(), id.to_value()]);
            let last = values.len();
            conditions.push(format!("(v.entered_at, v.id) < (${}, ${last})", last - 1));
        }
        _ => {}
    }
    let order =
        along.map_or("v.entered_at desc, v.id desc".to_owned(), |along| format!("{along} desc"));
    let sql = format!(
        "select {}, {} from {} {join} where {} order by {order} limit {limit}",
        columns(query),
        along.unwrap_or("0"),
        store::FROM,
        conditions.join(" and "),
    );
    let values: Vec<&dyn ToValue> = values.iter().map(|value| value as _).collect();
    let found: Vec<(Voice, String, i64)> = db.all(&sql, &values)?;
    let placed = |(voice, shown, place): (Voice, String, i64)| {
        let place = match along {
            Some(_) => place.to_string(),
            None => format!("{}-{}", voice.entered_at.as_microsecond(), voice.id),
        };
        (Found::of(voice, &shown, query), place)
    };
    Ok(found.into_iter().map(placed).collect())
}

/// How many there are, up to [`RANKED`].
fn counted(db: &Db, reach: &Reach, filter: &Filter) -> Result<Option<u64>, Fault> {
    let mut values = Vec::new();
    let conditions = conditions(reach, filter, &mut values).join(" and ");
    let sql = format!(
        "select count(*) from (select 1 as one from {} where {conditions} limit {}) found",
        store::FROM,
        RANKED + 1
    );
    let values: Vec<&dyn ToValue> = values.iter().map(|value| value as _).collect();
    let count: u64 = db.only(&sql, &values)?;
    Ok((count <= RANKED as u64).then_some(count))
}

/// The best matches first, of a number that can be ranked.
fn best(
    db: &Db,
    reach: &Reach,
    filter: &Filter,
    query: &Query,
    cursor: From,
    limit: usize,
) -> Result<Page, Fault> {
    let matching = search::matching::<VoiceId>(db, query, "v.id", 1);
    let mut values = vec![matching.value.to_value()];
    let mut conditions = conditions(reach, filter, &mut values);
    conditions.push(matching.condition);
    let conditions = conditions.join(" and ");
    let bound: Vec<&dyn ToValue> = values.iter().map(|value| value as _).collect();
    let total: u64 = db.only(
        &format!("select count(*) from {} {} where {conditions}", store::FROM, matching.join),
        &bound,
    )?;
    let place = match cursor {
        From::Place(place) => place,
        _ => 0,
    };
    let sql = format!(
        "select {} from {} {} where {conditions}
         order by {}, v.entered_at desc, v.id desc limit {} offset {place}",
        columns(query),
        store::FROM,
        matching.join,
        matching.rank,
        limit + 1
    );
    let mut found: Vec<(Voice, String)> = db.all(&sql, &bound)?;
    let more = found.len() > limit;
    found.truncate(limit);
    let next = more.then(|| (place + found.len() as u64).to_string());
    let found = found.into_iter().map(|(voice, shown)| Found::of(voice, &shown, query)).collect();
    Ok(Page { found, total: Some(total), ranked: true, next })
}

/// Walks the newest voices for those in a list too long for one statement.
fn walked(
    db: &Db,
    reach: &Reach,
    filter: &Filter,
    query: &Query,
    cursor: From,
    limit: usize,
    only: &[VoiceId],
) -> Result<Page, Fault> {
    let only: HashSet<VoiceId> = only.iter().copied().collect();
    let filter = Filter { only: None, ..filter.clone() };
    let mut cursor = cursor;
    let mut kept = Vec::new();
    loop {
        let rows = some(db, reach, &filter, query, &cursor, WALKED)?;
        let last = rows.last().map(|(_, place)| place.clone()).filter(|_| rows.len() == WALKED);
        kept.extend(rows.into_iter().filter(|(found, _)| only.contains(&found.voice.id)));
        match last {
            Some(last) if kept.len() <= limit => cursor = From::read(Some(&last)),
            _ => return Ok(page(kept, limit)),
        }
    }
}

/// How many voices are walked over at once.
const WALKED: usize = 500;
