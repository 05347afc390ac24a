//! Numbers of people: one for each thing wherever it is told, and no two that a reader could
//! subtract to learn of a few.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod world;

use kernel::access::{Role, Scope};
use kernel::ids::{AccountId, CommunityId};
use kernel::permission::{Permission, Rung};
use kernel::testing::{TestSpace, on_both, sqlite};
use kernel::{AnyId, Both, Language, Tx};
use listen::voice::{self, AskedBy, Person, Review, Speaker};
use listen::{CampaignId, NarratorId, VoiceId};
use proptest::prelude::*;
use publish::compile::{self, Asked};
use publish::ids::ReportId;
use publish::{promise, report, routes, taking_back};
use sense::finding::{self, Side};
use sense::highlight::{self, Span};
use sense::{ThemeId, reading, theme};
use std::collections::{BTreeMap, BTreeSet};
use web::testing::Site;
use world::{TODAY, World, change, press, publish_source, text_of, world};

const SOURCE: &str = "---\ntitle: A year\nkind: Learning report\ncommunity: cwm-helyg\n---\n\n\
## Getting there\n\n\
:claim[Older residents missed fewer appointments.]{#bus findings=\"1\"} \
It does :differs[not work for everyone]{claim=bus}.\n\n\
:claim[The bus is late.]{#late findings=4}\n\n::themes{title=\"What came up\"}\n\n\
::recommendation[Put clinics on Tuesdays.]{#clinic to=\"Health board\" rests-on=\"bus\"}\n\n\
::promise{number=2}\n\n::promise{number=3}\n";

/// Every number that is told, by what it is told of, and where.
type Numbers = BTreeMap<String, BTreeMap<String, u64>>;

/// A world with a report, a second community, and a promise that answers a theme and another that
/// answers a finding.
struct Told {
    world: World,
    report: ReportId,
    campaign: CampaignId,
    elsewhere: CommunityId,
    themes: [ThemeId; 2],
}

fn told(test: &TestSpace) -> Told {
    let world = world(&test.space);
    let (programme, community, known) = (world.programme, world.community, world.voice("bus"));
    change(&test.space, move |tx| {
        let draft = places::community::Draft {
            programme,
            name: Both::new("Bryn Onnen", "Bryn Onnen"),
            nation: places::community::Nation::Wales,
            joined_on: TODAY,
        };
        let elsewhere = places::community::create(tx, &draft).unwrap();
        let all = theme::all(tx, programme).unwrap();
        let finding = finding::by_number(tx, 1).unwrap().unwrap().id;
        for answered in [AnyId::from(all[1].id), AnyId::from(finding)] {
            let draft = promise::Draft {
                programme,
                community: None,
                title: Both::new("A minibus", "Bws mini"),
                said: Both::new("No bus", "Dim bws"),
                who: Both::new("The council", "Y cyngor"),
                answers: vec![answered],
                quotes: None,
            };
            let text = Both::new("Asked.", "Gofynnwyd.");
            let step = promise::StepDraft { on: TODAY, state: promise::State::UnderWay, text };
            promise::make(tx, &draft, &step).unwrap();
        }
        let new = report::NewReport {
            programme,
            community: Some(community),
            title: Both::new("A year", ""),
        };
        let report = report::create(tx, &new).unwrap();
        let campaign = voice::find(tx, known).unwrap().unwrap().campaign;
        Told { world, report, campaign, elsewhere, themes: [all[0].id, all[1].id] }
    })
}

fn publish(test: &TestSpace, told: &Told) -> bool {
    let id = told.report;
    change(&test.space, move |tx| publish_source(tx, id, SOURCE).is_ok())
}

/// A voice that was read, marked with a theme and put on a side of findings.
struct Spoken {
    community: CommunityId,
    speaker: Speaker,
    theme: ThemeId,
    cited: Vec<(i64, Side)>,
}

fn speak(tx: &mut Tx<'_>, (campaign, account): (CampaignId, AccountId), spoken: Spoken) -> VoiceId {
    let words = "The bus never came, so I went home again.";
    let mut draft = voice::Draft::new(campaign, spoken.community, words);
    draft.permission = Some(Permission::only(Rung::Count));
    draft.speaker = spoken.speaker;
    // Everybody says the same here, also after somebody took it back.
    draft.told_anew = true;
    let id = voice::record(tx, draft).unwrap();
    voice::review(tx, id, Review::Cleared).unwrap();
    let reading = reading::begin(tx, id, account).unwrap();
    let span = Span { line: 1, start: 0, end: words.chars().count() };
    highlight::mark(tx, reading, span, &[spoken.theme]).unwrap();
    reading::finish(tx, reading).unwrap();
    let mark = highlight::of_reading(tx, reading).unwrap()[0].id;
    for (number, side) in spoken.cited {
        let finding = finding::by_number(tx, number).unwrap().unwrap().id;
        finding::cite(tx, finding, mark, side).unwrap();
    }
    id
}

fn person(name: &str) -> Speaker {
    Speaker::New(Person { pseudonym: name.to_owned(), ..Person::default() })
}

/// The numbers that stand before `words` in a text, each with what stands before it.
fn numbers_before<'a>(text: &'a str, words: &str) -> Vec<(&'a str, u64)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(words) {
        let before = text[..at].trim_end();
        let digits = before.trim_end_matches(|c: char| c.is_ascii_digit());
        if let Ok(n) = before[digits.len()..].parse() {
            found.push((digits, n));
        }
    }
    found
}

/// Reads every public place, and collects each number of people with what it is told of.
fn read(test: &TestSpace) -> Numbers {
    let site = Site::on(test, routes(press()));
    let mut reader = site.visitor();
    let mut all = Numbers::new();
    let mut see = |thing: String, place: &str, n: u64| {
        all.entry(thing).or_default().insert(place.to_owned(), n);
    };
    // Claim 1 says what finding 1 says, and claim 2 what finding 4 says.
    let claim = |thread: i64| format!("claim {thread}");
    let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    let whole = json(&reader.get("/api/v1/reports/a-year").text);
    for one in whole["claims"].as_array().into_iter().flatten() {
        if let Some(n) = one["voices"].as_u64() {
            see(claim(one["thread"].as_i64().unwrap()), "report api", n);
        }
    }
    for thread in [1, 2] {
        let address = format!("/api/v1/threads/{thread}");
        let answer = reader.get(&address);
        if answer.status == 200
            && let Some(n) = json(&answer.text)["voices"]["count"]["n"].as_u64()
        {
            see(claim(thread), &address, n);
        }
        let address = format!("/en/t/{thread}");
        for words in [" voices said so", " people said so"] {
            for (_, n) in numbers_before(&reader.get(&address).text, words) {
                see(claim(thread), &address, n);
            }
        }
    }
    for one in json(&reader.get("/api/v1/promises").text)["promises"].as_array().unwrap() {
        let about = one["people"]["about"]["en"].as_str().unwrap_or_default();
        if let Some(n) = one["people"]["count"]["n"].as_u64() {
            see(thing(about), "promises api", n);
        }
    }
    let newest = whole["version"].as_u64().unwrap_or(0);
    for version in 1..=newest {
        let address = format!("/en/reports/a-year/versions/{version}");
        let page = reader.get(&address).text;
        let mut on_page = BTreeSet::new();
        for words in [" voices", " people"] {
            for (before, n) in numbers_before(&page, words) {
                on_page.insert(n);
                if let Some(at) = before.rfind("Follow thread ")
                    && before.len() - at < 20
                {
                    let thread = before[at + 14..].trim_end_matches([':', ' ']);
                    see(claim(thread.parse().unwrap()), &address, n);
                }
                if let Some(rest) = before.strip_suffix("</span><b>") {
                    see(thing(rest.rsplit('>').next().unwrap()), &address, n);
                }
            }
        }
        let printed = reader.get(&format!("{address}/report.pdf")).text;
        for words in [" voices", " people"] {
            for (_, n) in numbers_before(&printed, words) {
                assert!(on_page.contains(&n), "{n} in print, {on_page:?} on the page");
            }
        }
        let file = format!("{address}/data.zip");
        let data = text_of(&reader.get(&file));
        for row in data.lines().map(|line| line.split(',').collect::<Vec<_>>()) {
            if row.len() == 10 && row[0] == "en" && !row[5].is_empty() {
                see(claim(row[1].parse().unwrap()), &file, row[5].parse().unwrap());
            }
            if row.len() == 6 && row[0] == "en" && row[1] == "What came up" && !row[3].is_empty() {
                see(thing(row[2]), &file, row[3].parse().unwrap());
            }
        }
        let file = format!("{address}/prov.json");
        let answer = reader.get(&file);
        let prov = json(&answer.text);
        for (number, thread) in [(1, 1), (4, 2)] {
            let name = format!("ed:findings/{number}/voices");
            if let Some(n) = prov["entity"][&name]["term:count"]["$"].as_str() {
                see(claim(thread), &file, n.parse().unwrap());
            }
        }
    }
    let home = reader.get("/en").text;
    for words in [" voices", " people"] {
        for (before, n) in numbers_before(&home, words) {
            if before.ends_with("<h1>") {
                see("everyone".to_owned(), "home", n);
            }
            if let Some(rest) = before.strip_suffix("</b><br><span>") {
                see(thing(rest.rsplit('>').next().unwrap()), "home", n);
            }
        }
    }
    all
}

fn thing(about: &str) -> String {
    match about {
        "The minibus helped" => "claim 1".to_owned(),
        theme => format!("theme {theme}"),
    }
}

#[test]
fn every_place_tells_the_same_number_of_the_same_thing() {
    on_both(|test| {
        let told = told(test);
        assert!(publish(test, &told));
        let numbers = read(test);
        let places = |thing: &str| numbers[thing].keys().cloned().collect::<Vec<_>>();
        assert_eq!(
            places("claim 1"),
            [
                "/api/v1/threads/1",
                "/en/reports/a-year/versions/1",
                "/en/reports/a-year/versions/1/data.zip",
                "/en/reports/a-year/versions/1/prov.json",
                "/en/t/1",
                "promises api",
                "report api",
            ]
        );
        assert_eq!(
            places("theme Getting there"),
            [
                "/en/reports/a-year/versions/1",
                "/en/reports/a-year/versions/1/data.zip",
                "home",
                "promises api",
            ]
        );
        for (thing, n) in
            [("claim 1", 6), ("claim 2", 5), ("theme Getting there", 10), ("everyone", 12)]
        {
            let told: BTreeSet<u64> = numbers[thing].values().copied().collect();
            assert_eq!(told, BTreeSet::from([n]), "{thing}: {:?}", numbers[thing]);
        }
        assert!(!numbers.contains_key("theme Being alone"));
    });
}

#[test]
fn no_number_tells_of_what_someone_spoke_who_took_their_words_back() {
    on_both(|test| {
        let told = told(test);
        assert!(publish(test, &told));
        let before = read(test);
        for name in ["bus", "bus2", "bus6", "against", "few"] {
            let voice = told.world.voice(name);
            change(&test.space, move |tx| {
                let reason = taking_back::Reason::Asked;
                taking_back::withdraw(tx, voice, AskedBy::Officer, reason).unwrap();
            });
            let after = read(test);
            for (thing, places) in before.iter().filter(|(thing, _)| thing.starts_with("theme")) {
                let n = places.values().next().unwrap();
                assert!(after[thing].values().all(|now| now == n), "{name} {thing} {after:?}");
            }
        }
        // Three of six are gone from the first line, and two of five from the second: so few that
        // each still tells its number, in every version.
        let after = read(test);
        for (thing, n) in [("claim 1", 6), ("claim 2", 5)] {
            let told: BTreeSet<u64> = after[thing].values().copied().collect();
            assert_eq!(told, BTreeSet::from([n]), "{after:?}");
        }
    });
}

#[test]
fn one_person_with_many_voices_is_one_person() {
    on_both(|test| {
        let told = told(test);
        let (campaign, account) = (told.campaign, told.world.account);
        let (community, cold) = (told.world.community, told.themes[0]);
        change(&test.space, move |tx| {
            let spoken =
                |speaker| Spoken { community, speaker, theme: cold, cited: vec![(3, Side::For)] };
            let first = speak(tx, (campaign, account), spoken(person("Ann")));
            let ann = voice::find(tx, first).unwrap().unwrap().narrator.unwrap();
            for _ in 0..4 {
                speak(tx, (campaign, account), spoken(Speaker::Known(ann)));
            }
        });
        let source = SOURCE.replace("findings=4", "findings=3");
        let id = told.report;
        change(&test.space, move |tx| publish_source(tx, id, &source).unwrap());
        let site = Site::on(test, routes(press()));
        let page = site.visitor().get("/en/reports/a-year").text;
        assert!(page.contains("Follow thread 2: a few people"), "{page}");
        assert!(page.contains("Follow thread 1: 6 voices"), "{page}");
        assert!(!read(test).contains_key("theme Being alone"));
        // Four more people, and it is said that they are people.
        change(&test.space, move |tx| {
            for n in 0..8 {
                let speaker = person(&format!("Person {n}"));
                let cited = vec![(3, Side::For)];
                speak(tx, (campaign, account), Spoken { community, speaker, theme: cold, cited });
            }
        });
        let source = SOURCE.replace("findings=4", "findings=3");
        change(&test.space, move |tx| publish_source(tx, id, &source).unwrap());
        let page = site.visitor().get("/en/reports/a-year").text;
        assert!(page.contains("Follow thread 2: 9 people"), "{page}");
        let welsh = site.visitor().get("/cy/t/2").text;
        assert!(welsh.contains("Dywedodd 9 o bobl hyn"), "{welsh}");
    });
}

#[test]
fn a_report_of_one_community_tells_nothing_of_another() {
    on_both(|test| {
        let told = told(test);
        let (campaign, account) = (told.campaign, told.world.account);
        let (elsewhere, cold) = (told.elsewhere, told.themes[0]);
        change(&test.space, move |tx| {
            for _ in 0..23 {
                let speaker = Speaker::Unknown;
                let spoken = Spoken { community: elsewhere, speaker, theme: cold, cited: vec![] };
                speak(tx, (campaign, account), spoken);
            }
        });
        let site = Site::on(test, routes(press()));
        let mut writer = site.signed_in(Role::Evaluator, Scope::Community(told.world.community));
        let other = SOURCE.replace("cwm-helyg", "bryn-onnen");
        let none = SOURCE.replace("community: cwm-helyg\n", "");
        for (source, unknown) in [(&other, true), (&none, false)] {
            let fields = [("language", "en"), ("after", "1"), ("source", source.as_str())];
            let preview = writer.post("/en/desk/reports/a-year/preview", &fields);
            assert_eq!(preview.status, 200, "{}", preview.text);
            assert_eq!(preview.text.contains("E107"), unknown, "{}", preview.text);
            assert!(preview.text.contains("10 voices") && !preview.text.contains("23 voices"));
        }
        let id = told.report;
        let refused = change(&test.space, move |tx| publish_source(tx, id, &other));
        assert!(refused.is_err());
        // Somebody who may see it, in a report of the whole programme, does.
        let (programme, source) =
            (Some(told.world.programme), SOURCE.replace("cwm-helyg", "bryn-onnen"));
        let compiled = test.space.read_now(move |db| {
            let language = Language::En;
            let asked =
                Asked { source: &source, language, programme, community: None, today: TODAY };
            compile::compile(db, &asked)
        });
        let themes = compiled.unwrap().themes;
        assert_eq!(themes[&cold].people.count(), Some(23));
    });
}

#[derive(Clone, Debug)]
enum Deed {
    Speak { many: usize, whose: u8, cold: bool, elsewhere: bool, cited: u8 },
    TakeBack(usize),
    Narrow(usize),
    Promise(bool),
    Publish,
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        4 => (1_usize..7, 0_u8..3, any::<bool>(), any::<bool>(), 0_u8..4).prop_map(
            |(many, whose, cold, elsewhere, cited)| {
                Deed::Speak { many, whose, cold, elsewhere, cited }
            }
        ),
        4 => (0_usize..200).prop_map(Deed::TakeBack),
        1 => (0_usize..200).prop_map(Deed::Narrow),
        1 => any::<bool>().prop_map(Deed::Promise),
        4 => Just(Deed::Publish),
    ]
}

/// Does one thing that may happen to a space.
fn act(test: &TestSpace, told: &Told, voices: &mut Vec<VoiceId>, deed: Deed) {
    let at = (told.campaign, told.world.account);
    match deed {
        Deed::Speak { many, whose, cold, elsewhere, cited } => {
            let community = if elsewhere { told.elsewhere } else { told.world.community };
            let theme = told.themes[usize::from(!cold)];
            let cited = match cited {
                0 => vec![(1, Side::For)],
                1 => vec![(1, Side::Against)],
                2 => vec![(1, Side::For), (4, Side::For)],
                _ => vec![],
            };
            voices.extend(change(&test.space, move |tx| {
                let mut known: Option<NarratorId> = None;
                let mut made = Vec::new();
                for n in 0..many {
                    let speaker = match (whose, known) {
                        (0, _) => Speaker::Unknown,
                        (1, Some(known)) => Speaker::Known(known),
                        _ => person(&format!("Person {n}")),
                    };
                    let cited = cited.clone();
                    let id = speak(tx, at, Spoken { community, speaker, theme, cited });
                    known = voice::find(tx, id).unwrap().unwrap().narrator;
                    made.push(id);
                }
                made
            }));
        }
        Deed::TakeBack(which) if !voices.is_empty() => {
            let voice = voices.remove(which % voices.len());
            change(&test.space, move |tx| {
                let reason = taking_back::Reason::Asked;
                let _ = taking_back::withdraw(tx, voice, AskedBy::Officer, reason);
            });
        }
        Deed::Narrow(which) if !voices.is_empty() => {
            let voice = voices[which % voices.len()];
            change(&test.space, move |tx| {
                if voice::change_permission(tx, voice, Permission::only(Rung::Count)).is_ok() {
                    taking_back::narrow(tx, voice).unwrap();
                }
            });
        }
        Deed::Promise(here) => {
            let (programme, theme) = (told.world.programme, told.themes[0]);
            let community = here.then_some(told.world.community);
            change(&test.space, move |tx| {
                let draft = promise::Draft {
                    programme,
                    community,
                    title: Both::new("A hub", "Hwb"),
                    said: Both::new("It is cold", "Mae’n oer"),
                    who: Both::new("The council", "Y cyngor"),
                    answers: vec![AnyId::from(theme)],
                    quotes: None,
                };
                let text = Both::new("Asked.", "Gofynnwyd.");
                let step = promise::StepDraft { on: TODAY, state: promise::State::UnderWay, text };
                promise::make(tx, &draft, &step).unwrap();
            });
        }
        Deed::Publish => {
            publish(test, told);
        }
        Deed::TakeBack(_) | Deed::Narrow(_) => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10))]

    #[test]
    fn no_history_tells_a_few_people_by_subtraction(
        deeds in prop::collection::vec(deed(), 1..16)
    ) {
        let test = sqlite();
        let told = told(&test);
        publish(&test, &told);
        let mut voices: Vec<VoiceId> = told.world.voices.iter().map(|(_, voice, _)| *voice).collect();
        // What somebody who keeps everything has ever read of a thing.
        let mut kept: BTreeMap<String, BTreeSet<u64>> = BTreeMap::new();
        for deed in deeds {
            let said = format!("{deed:?}");
            act(&test, &told, &mut voices, deed);
            for (thing, places) in read(&test) {
                let now: BTreeSet<u64> = places.values().copied().collect();
                if !thing.starts_with("theme") {
                    prop_assert!(now.len() == 1, "{thing} after {said}: {places:?}");
                }
                kept.entry(thing).or_default().extend(now);
            }
            for (thing, numbers) in &kept {
                for one in numbers {
                    prop_assert!(!(1..5).contains(one), "{thing}: {one} after {said}");
                    for other in numbers {
                        let apart = one.abs_diff(*other);
                        prop_assert!(!(1..5).contains(&apart), "{thing}: {one} and {other} after {said}");
                    }
                }
            }
        }
    }
}
