//! A small world for stories of publishing: a valley, its voices, what was made of them.

#![allow(dead_code, unused_imports, missing_docs, clippy::expect_used, clippy::unwrap_used)]

use kernel::access::{Role, Scope};
use kernel::clock::Date;
use kernel::ids::{AccountId, CommunityId, ProgrammeId};
use kernel::permission::{Closure, Permission, Rung};
use kernel::testing::{NOON, TestSpace, act, act_by};
use kernel::{Actor, Both, Fault, Language, Space, Timestamp, Tx, accounts, jobs};
use listen::voice::{AskedBy, Review};
use listen::{VoiceId, campaign, redaction, voice};
use publish::ids::ReportId;
use publish::{Press, draft, promise, publication, report};
use sense::finding::{self, Confidence, Level, Side};
use sense::highlight::Span;
use sense::{FindingId, HighlightId, ThemeId, highlight, reading, theme};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use web::testing::{Answer, Site};

/// The day of the tests.
pub const TODAY: Date = Date::constant(2026, 11, 22);

/// What stands in the world, by the names that sources use between per cent signs.
pub struct World {
    pub programme: ProgrammeId,
    pub community: CommunityId,
    pub elsewhere: ProgrammeId,
    pub account: AccountId,
    /// Name, voice and highlight.
    pub voices: Vec<(&'static str, VoiceId, HighlightId)>,
}

impl World {
    pub fn voice(&self, name: &str) -> VoiceId {
        self.voices.iter().find(|(known, ..)| *known == name).expect("a voice").1
    }

    pub fn highlight(&self, name: &str) -> HighlightId {
        self.voices.iter().find(|(known, ..)| *known == name).expect("a highlight").2
    }

    /// `source` with `%name%` replaced by the highlight of that name.
    pub fn filled(&self, source: &str) -> String {
        self.voices.iter().fold(source.to_owned(), |source, (name, _, highlight)| {
            source.replace(&format!("%{name}%"), &highlight.to_string())
        })
    }
}

/// A promise of a programme that says this in English, and its first step.
pub fn promised(
    programme: ProgrammeId,
    title: &str,
    said: &str,
) -> (promise::Draft, promise::StepDraft) {
    let draft = promise::Draft {
        programme,
        community: None,
        title: Both::new(title, "Addewid"),
        said: Both::new(said, "Neb"),
        who: Both::new("The council", "Y cyngor"),
        answers: Vec::new(),
        quotes: None,
    };
    let text = Both::new("It is looked into.", "Edrychir arno.");
    (draft, promise::StepDraft { on: TODAY, state: promise::State::UnderWay, text })
}

/// Changes the space at noon, as the command line.
pub fn change<T: Send + 'static>(
    space: &Space,
    work: impl FnOnce(&mut Tx<'_>) -> T + Send + 'static,
) -> T {
    space.change_now(fixed(Actor::Command), move |tx| Ok(work(tx))).expect("a change")
}

thread_local!(static NEXT: std::cell::Cell<u32> = const { std::cell::Cell::new(0) });

/// An act whose chances follow those of the act before, from the start of the world.
fn fixed(actor: Actor) -> kernel::Act {
    let mut seed = [7; 32];
    let next = NEXT.replace(NEXT.get() + 1);
    seed[..4].copy_from_slice(&next.to_be_bytes());
    kernel::Act { actor, now: NOON, chance: kernel::Chance::seeded(seed) }
}

/// Makes the world. Its ids are the same wherever it is made.
pub fn world(space: &Space) -> World {
    NEXT.set(0);
    let (programme, community, elsewhere, account) = change(space, places);
    let (cold, bus) = change(space, move |tx| themes(tx, programme));
    let listening = change(space, move |tx| campaign(tx, programme));
    let mut voices = Vec::new();
    let told: [(&'static str, &str, Rung); 13] = [
        ("bus", "Two buses and a walk to the eye clinic. I cancelled, in the end.", Rung::Online),
        ("bus2", "The bus does not come on a Tuesday any more.", Rung::Online),
        ("bus3", "I walked to the surgery twice in the rain.", Rung::Quote),
        ("bus4", "Ken toots at ten past nine and off we go.", Rung::Online),
        ("bus5", "Without the minibus I would not have gone.", Rung::Online),
        ("bus6", "You stop booking at all, don’t you.", Rung::Count),
        ("against", "My clinic is on a Friday, so it is no use to me.", Rung::Online),
        ("few", "I knit by the window and nobody knocks.", Rung::Online),
        ("closed", "This one stays in the drawer for now.", Rung::Online),
        ("waiting", "Nobody has looked at this one yet.", Rung::Online),
        ("down", "This one was taken down this morning.", Rung::Online),
        ("gone", "This one was taken back this morning.", Rung::Online),
        ("named", "Siân Puw held my hand the whole way there.", Rung::Online),
    ];
    for (name, words, rung) in told {
        let theme = if name == "few" { cold } else { bus };
        let made = change(space, move |tx| {
            let voice = record(tx, (listening, community), words, rung);
            let highlight = mark(tx, voice, account, theme);
            (voice, highlight)
        });
        voices.push((name, made.0, made.1));
    }
    let world = World { programme, community, elsewhere, account, voices };
    standings(space, &world);
    findings(space, &world);
    world
}

fn places(tx: &mut Tx<'_>) -> (ProgrammeId, CommunityId, ProgrammeId, AccountId) {
    let programme = |tx: &mut Tx<'_>, en: &str, cy: &str| {
        let draft = places::programme::Draft {
            name: Both::new(en, cy),
            goal: Both::default(),
            starts_on: None,
            ends_on: None,
            objectives: Vec::new(),
            cross_cutting: Vec::new(),
        };
        places::programme::create(tx, &draft).expect("a programme")
    };
    let valley = programme(tx, "The valley", "Y cwm");
    let elsewhere = programme(tx, "Elsewhere", "Rhywle arall");
    let draft = places::community::Draft {
        programme: valley,
        name: Both::new("Cwm Helyg", "Cwm Helyg"),
        nation: places::community::Nation::Wales,
        joined_on: Date::constant(2025, 5, 1),
    };
    let community = places::community::create(tx, &draft).expect("a community");
    let account =
        accounts::create(tx, "reader@example.org", "A reader", Language::En).expect("an account");
    (valley, community, elsewhere, account)
}

fn themes(tx: &mut Tx<'_>, programme: ProgrammeId) -> (ThemeId, ThemeId) {
    let mut theme = |en: &str, cy: &str| {
        let draft =
            theme::Draft::named(Both::new(en, cy), Both::new("When they say so", "Pan ddywedant"));
        theme::create(tx, programme, &draft).expect("a theme")
    };
    (theme("Being alone", "Bod ar eich pen eich hun"), theme("Getting there", "Cyrraedd yno"))
}

fn campaign(tx: &mut Tx<'_>, programme: ProgrammeId) -> listen::CampaignId {
    let draft = campaign::Draft {
        programme,
        title: Both::new("Getting by", "Dod i ben"),
        question: Both::new("How do you get by?", "Sut ydych chi’n dod i ben?"),
        opens_on: Some(Date::constant(2026, 1, 1)),
        closes_on: None,
        lawful_basis: Some(campaign::LawfulBasis::PublicTask),
    };
    campaign::create(tx, &draft).expect("a campaign")
}

fn record(
    tx: &mut Tx<'_>,
    (campaign, community): (listen::CampaignId, CommunityId),
    words: &str,
    rung: Rung,
) -> VoiceId {
    let mut draft = voice::Draft::new(campaign, community, words);
    draft.described = "Woman, 70s".into();
    draft.heard_on = Some(Date::constant(2026, 9, 1));
    draft.permission = Some(Permission::only(rung));
    voice::record(tx, draft).expect("a voice")
}

fn mark(tx: &mut Tx<'_>, voice: VoiceId, account: AccountId, theme: ThemeId) -> HighlightId {
    let reading = reading::begin(tx, voice, account).expect("a reading");
    let lines = voice::transcript(tx, voice, TODAY).expect("no fault").expect("allowed");
    let line = lines.words().lines.first().expect("a line").clone();
    let number = u32::try_from(line.number).expect("a line");
    let span = Span { line: number, start: line.start, end: line.end };
    highlight::mark(tx, reading, span, &[theme]).expect("a highlight");
    reading::finish(tx, reading).expect("a finished reading");
    highlight::of_reading(tx, reading).expect("no fault").first().expect("a highlight").id
}

/// Reviews the voices, closes one, takes one down, takes one back and hides a name.
fn standings(space: &Space, world: &World) {
    for (name, voice, _) in world.voices.clone() {
        change(space, move |tx| {
            if name == "named" {
                redaction::add(tx, voice, redaction::Part::Words, 0..8).expect("a hidden name");
            }
            if name != "waiting" {
                voice::review(tx, voice, Review::Cleared).expect("a review");
            }
            match name {
                "closed" => {
                    let until = Closure::Until(Date::constant(2030, 1, 1));
                    voice::close(tx, voice, until).expect("a closure");
                }
                "down" => voice::take_down(tx, voice, AskedBy::Narrator, "").expect("a takedown"),
                // What was marked in it stays here, which no withdrawal leaves: a report that still
                // points at it is refused all the same.
                "gone" => {
                    let now = tx.now();
                    tx.update("listen_voice", voice, &[("withdrawn_at", &now)]).expect("a mark");
                }
                _ => {}
            }
        });
    }
}

fn findings(space: &Space, world: &World) {
    let evidence: [(&str, &[&str], &[&str]); 4] = [
        ("The minibus helped", &["bus", "bus2", "bus3", "bus4", "bus5", "bus6"], &["against"]),
        ("Some are alone", &["few", "named"], &[]),
        ("Nobody said so", &[], &[]),
        ("The bus is late", &["bus", "bus2", "bus3", "bus4", "bus5"], &[]),
    ];
    for (sentence, support, against) in evidence {
        let pick = |names: &[&str]| -> Vec<HighlightId> {
            names.iter().map(|name| world.highlight(name)).collect()
        };
        let (support, against, programme) = (pick(support), pick(against), world.programme);
        change(space, move |tx| {
            let id = write(tx, programme, sentence);
            for highlight in support {
                finding::cite(tx, id, highlight, Side::For).expect("evidence");
            }
            for highlight in against {
                finding::cite(tx, id, highlight, Side::Against).expect("evidence");
            }
        });
    }
    let (programme, elsewhere) = (world.programme, world.elsewhere);
    change(space, move |tx| {
        write(tx, elsewhere, "Something else");
        let draft = promise::Draft {
            programme,
            community: None,
            title: Both::new("A minibus on Fridays", "Bws mini ar ddydd Gwener"),
            said: Both::new("It doesn’t come on Fridays", "Nid yw’n dod ar ddydd Gwener"),
            who: Both::new("The council", "Y cyngor"),
            answers: Vec::new(),
            quotes: None,
        };
        let step = promise::StepDraft {
            on: Date::constant(2026, 10, 1),
            state: promise::State::UnderWay,
            text: Both::new("A driver is being sought.", "Chwilir am yrrwr."),
        };
        promise::make(tx, &draft, &step).expect("a promise");
    });
}

fn write(tx: &mut Tx<'_>, programme: ProgrammeId, sentence: &str) -> FindingId {
    let draft = finding::Draft {
        programme,
        community: None,
        sentence: Both::new(sentence, ""),
        level: Level::ACCOUNTS,
        confidence: Confidence::Fairly,
        limits: Both::new("Only those we met.", ""),
    };
    finding::create(tx, &draft).expect("a finding")
}

/// A press that prints nothing: its PDF is the source that it was given.
#[derive(Default)]
pub struct PaperPress {
    pub prints: AtomicU32,
}

impl Press for PaperPress {
    fn print(&self, source: &str, identifier: &str, at: Timestamp) -> Result<Vec<u8>, Fault> {
        self.prints.fetch_add(1, Ordering::Relaxed);
        Ok(format!("%PDF {identifier} {at}\n{source}").into_bytes())
    }
}

/// A press for the routes.
pub fn press() -> Arc<dyn Press> {
    Arc::new(PaperPress::default())
}

/// Saves a source as the next version of a report's English text and publishes it, with a reason
/// for each warning.
pub fn publish_source(
    tx: &mut Tx<'_>,
    id: ReportId,
    source: &str,
) -> Result<(), publication::NotPublished> {
    let before = draft::latest(tx, id, Language::En).unwrap().map(|draft| draft.number);
    let number = draft::save(tx, id, Language::En, source, before).unwrap();
    let report = report::find(tx, id).unwrap().unwrap();
    let checked = publication::check(tx, &report, TODAY).unwrap();
    let warnings = checked.iter().flat_map(|checked| checked.compiled.warnings());
    let reasons: Vec<publication::Given> = warnings
        .map(|warning| publication::Given {
            language: Language::En,
            code: warning.code,
            line: warning.place.line,
            reason: "So be it.".into(),
        })
        .collect();
    let numbers = BTreeMap::from([(Language::En, number)]);
    publication::publish(tx, &report, &numbers, &reasons).map(drop)
}

/// Does the work that waits, as the program does it.
pub fn work(site: &Site<'_>) {
    let space = site.app.space().clone();
    loop {
        let now = site.app.now();
        let due = space.read_now(move |db| jobs::due(db, now, 50)).unwrap();
        let Some(job) = due.into_iter().next() else { return };
        let (id, files, press) = (job.id, site.app.files().clone(), press());
        publish::work(&space, &files, &press, "http://site.test", &job, act()).unwrap();
        space.change_now(act(), move |tx| jobs::done(tx, id)).unwrap();
    }
}

/// What an answer says, also inside an archive.
pub fn text_of(answer: &Answer) -> String {
    if !answer.bytes.starts_with(b"PK") {
        return answer.text.clone();
    }
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&answer.bytes)).unwrap();
    let mut whole = String::new();
    for at in 0..archive.len() {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut archive.by_index(at).unwrap(), &mut bytes).unwrap();
        whole += &String::from_utf8_lossy(&bytes);
    }
    whole
}
