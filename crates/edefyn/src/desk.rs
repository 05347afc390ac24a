//! The back office's first page, `/desk`: what waits for you, and the communities side by side.

use crate::jobs;
use kernel::access::{Reach, Verb, Viewer, Within};
use kernel::ids::CommunityId;
use kernel::{Db, Fault, Language, Message, Timestamp};
use places::community::{self, Community};
use publish::promise::State;
use std::collections::HashMap;
use web::axum::routing::get;
use web::{Context, Page, PageResult, Routes, askama};

/// After how many days without a new voice a community needs a look.
const QUIET_DAYS: i32 = 42;

/// The page.
pub fn routes() -> Routes {
    Routes::new().page("/desk", get(index))
}

/// The rest of the back office: message, path, and who sees it.
const MORE: &[(&str, &str, Verb)] = &[
    ("desk-more-programmes", "/desk/programmes", Verb::ReadPlaces),
    ("desk-more-communities", "/desk/communities", Verb::ReadPlaces),
    ("desk-more-organisations", "/desk/organisations", Verb::ReadPlaces),
    ("desk-more-campaigns", "/desk/campaigns", Verb::ReadVoice),
    ("desk-more-wording", "/desk/wording", Verb::ManageCampaign),
    ("desk-more-narrators", "/desk/narrators", Verb::ChangePermission),
    ("desk-more-review", "/desk/review", Verb::ReviewVoice),
    ("desk-more-import", "/desk/import", Verb::ImportVoice),
    ("desk-more-codebook", "/desk/codebook", Verb::ReadCodebook),
    ("desk-more-highlights", "/desk/highlights", Verb::CodeVoice),
    ("desk-more-agreement", "/desk/coding/agreement", Verb::CodeVoice),
    ("desk-more-recommendations", "/desk/recommendations", Verb::RecordResponse),
    ("desk-more-access", "/desk/access", Verb::ReadAccess),
    ("desk-more-audit", "/desk/audit", Verb::ReadAudit),
    ("desk-more-jobs", "/desk/jobs", Verb::ManageSpace),
];

/// Something that waits for the viewer.
struct Waiting {
    words: Message,
    path: String,
    link: &'static str,
}

/// One community of the table.
struct Row {
    community: Community,
    host: Option<String>,
    voices: u64,
    promises: Vec<(State, u64)>,
    lines: Option<(u64, u64)>,
    attention: Vec<Message>,
}

impl Row {
    /// The community's page: its own back-office page.
    fn path(&self) -> String {
        format!("/desk/communities/{}", self.community.id)
    }

    /// The class of a promise's square.
    fn square(state: &State) -> &'static str {
        match state {
            State::Done => "d",
            State::UnderWay => "w",
            State::NotPossible => "x",
            State::StillListening => "l",
        }
    }

    /// The message that counts promises in a state.
    fn state_key(state: &State) -> &'static str {
        match state {
            State::Done => "desk-promises-done",
            State::UnderWay => "desk-promises-under-way",
            State::NotPossible => "desk-promises-not-possible",
            State::StillListening => "desk-promises-still-listening",
        }
    }

    /// How many of the lines hold, in words.
    fn lines_of(&self, page: &Page) -> String {
        let (live, all) = self.lines.unwrap_or_default();
        page.t2("desk-lines-of", ("live", live), ("all", all))
    }

    /// The share of lines that hold, from 0 to 100.
    fn share(&self) -> u64 {
        self.lines.map_or(0, |(live, all)| live * 100 / all.max(1))
    }
}

#[derive(askama::Template)]
#[template(path = "desk/index.html")]
struct Desk {
    page: Page,
    waiting: Vec<Waiting>,
    rows: Vec<Row>,
    more: Vec<(&'static str, &'static str)>,
    sees_voices: bool,
    sees_promises: bool,
}

async fn index(context: Context) -> PageResult {
    let viewer = context.require_somewhere(Verb::SeeDesk)?.clone();
    let (language, now) = (context.language, context.now);
    let asker = viewer.clone();
    let (waiting, rows) = context
        .read(move |db| Ok((waiting(db, &asker)?, rows(db, &asker, language, now)?)))
        .await?;
    context.html(&Desk {
        page: context.desk("desk-title"),
        waiting,
        rows,
        more: MORE
            .iter()
            .filter(|(.., verb)| !viewer.reach(*verb).is_nowhere())
            .map(|(key, path, _)| (*key, *path))
            .collect(),
        sees_voices: !viewer.reach(Verb::ReadVoice).is_nowhere(),
        sees_promises: !viewer.reach(Verb::ReadReport).is_nowhere(),
    })
}

fn waiting(db: &Db, viewer: &Viewer) -> Result<Vec<Waiting>, Fault> {
    let mut found = Vec::new();
    let mut add = |n: u64, key: &'static str, path: &str, link: &'static str| {
        if n > 0 {
            found.push(Waiting { words: Message::new(key).with("n", n), path: path.into(), link });
        }
    };
    let review = viewer.reach(Verb::ReviewVoice);
    if !review.is_nowhere() {
        let tallies = listen::voice::tallies(db, &review)?;
        let waiting = tallies.iter().map(|tally| tally.waiting).sum();
        add(waiting, "desk-waiting-review", "/desk/review", "desk-waiting-review-link");
    }
    if !viewer.reach(Verb::ReadConcern).is_nowhere() {
        let concerns = listen::concern::list(db, &viewer.reach(Verb::ReadConcern))?;
        let open = concerns.iter().filter(|(concern, _)| concern.closed_at.is_none()).count();
        add(
            u64::try_from(open).unwrap_or(u64::MAX),
            "desk-waiting-concerns",
            "/desk/concerns",
            "desk-waiting-concerns-link",
        );
    }
    if !viewer.reach(Verb::ReadConcern).is_nowhere() {
        let leads = people::lead::waiting(db, viewer.account)?.len();
        let n = u64::try_from(leads).unwrap_or(u64::MAX);
        add(n, "desk-waiting-leads", "/desk/leads", "desk-waiting-leads-link");
    }
    if !viewer.reach(Verb::CodeVoice).is_nowhere() {
        let begun = sense::reading::unfinished(db, viewer.account)?;
        add(begun, "desk-waiting-coding", "/desk/coding", "desk-waiting-coding-link");
    }
    if !viewer.reach(Verb::RecordResponse).is_nowhere() {
        let silent = publish::recommendation::unanswered(db)?;
        let (path, link) = ("/desk/recommendations", "desk-waiting-silent-link");
        add(silent, "desk-waiting-silent", path, link);
    }
    if viewer.may(Verb::ManageSpace, Within::SPACE) {
        let silent = kernel::mail::silent_since(db)?.is_some();
        let wrong = jobs::given_up(db)? + u64::from(silent);
        add(wrong, "desk-waiting-jobs", "/desk/jobs", "desk-waiting-jobs-link");
    }
    Ok(found)
}

fn rows(db: &Db, viewer: &Viewer, language: Language, now: Timestamp) -> Result<Vec<Row>, Fault> {
    let tally = |verb: Verb| -> Reach { viewer.reach(verb) };
    let voices: HashMap<CommunityId, listen::voice::Tally> =
        listen::voice::tallies(db, &tally(Verb::ReadVoice))?
            .into_iter()
            .map(|tally| (tally.community, tally))
            .collect();
    let promises = publish::promise::tallies(db, &tally(Verb::ReadReport))?;
    let lines: HashMap<CommunityId, (u64, u64)> =
        publish::publication::tallies(db, &tally(Verb::ReadReport))?
            .into_iter()
            .map(|(community, live, all)| (community, (live, all)))
            .collect();
    let mut hosts = HashMap::new();
    for host in people::host::current(db)? {
        // Of two that overlap the one that began later comes first.
        hosts.entry(host.community_id).or_insert(host.organisation.name);
    }
    let mut rows = Vec::new();
    for community in community::all(db)? {
        if !viewer.may(Verb::ReadPlaces, community.within()) {
            continue;
        }
        let id = community.id;
        let tally = voices.get(&id);
        let mut attention = Vec::new();
        if let Some((live, all)) = lines.get(&id).filter(|(live, all)| live < all) {
            attention.push(Message::new("desk-attention-lines").with("n", all - live));
        }
        if let Some(tally) = tally {
            let days = now.duration_since(tally.latest).as_hours() / 24;
            if days >= QUIET_DAYS.into() {
                attention.push(Message::new("desk-attention-quiet").with("n", days / 7));
            }
        }
        rows.push(Row {
            host: hosts.get(&id).map(|host| host.in_language(language).to_owned()),
            voices: tally.map_or(0, |tally| tally.living),
            promises: promises
                .iter()
                .filter(|(community, ..)| *community == id)
                .map(|(_, state, n)| (*state, *n))
                .collect(),
            lines: lines.get(&id).copied(),
            attention,
            community,
        });
    }
    Ok(rows)
}
