//! The law of the gate, over everything that is published: no sequence of permissions, closures,
//! reviews, takedowns, withdrawals and new versions shows words that may not be shown.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod world;

use kernel::clock::Date;
use kernel::permission::{Closure, Permission, Rung, Use, check};
use kernel::testing::{TestSpace, sqlite};
use kernel::{AnyId, Both, Space};
use listen::voice::{self, AskedBy, Review};
use proptest::prelude::*;
use publish::ids::ReportId;
use publish::{my_words, promise, publication, report, routes, taking_back};
use web::testing::Site;
use world::{TODAY, World, change, press, publish_source, text_of, world};

/// Three people, and words of each that stand nowhere else.
const PEOPLE: [(&str, &str); 3] = [
    ("bus", "to the eye clinic"),
    ("bus4", "Ken toots at ten"),
    ("against", "clinic is on a Friday"),
];

const SOURCE: &str = "---\ntitle: A year\ncommunity: cwm-helyg\n---\n\n\
:claim[Older residents missed fewer appointments.]{#bus findings=\"1\"} \
It does :differs[not work for everyone]{claim=bus}.\n\n";

/// Something that somebody does about one person's words.
#[derive(Clone, Debug)]
enum Deed {
    Agree(Rung),
    AgreeAtTheDesk(Rung),
    Close(bool),
    Open,
    Review(bool),
    TakeDown,
    Lift,
    Withdraw,
    Publish,
    Sweep,
}

fn deed() -> impl Strategy<Value = (usize, Deed)> {
    let rung = || prop::sample::select(vec![Rung::Count, Rung::Quote, Rung::Online]);
    let deed = prop_oneof![
        rung().prop_map(Deed::Agree),
        rung().prop_map(Deed::AgreeAtTheDesk),
        any::<bool>().prop_map(Deed::Close),
        Just(Deed::Open),
        any::<bool>().prop_map(Deed::Review),
        Just(Deed::TakeDown),
        Just(Deed::Lift),
        Just(Deed::Withdraw),
        Just(Deed::Publish),
        Just(Deed::Sweep),
    ];
    (0..PEOPLE.len(), deed)
}

fn begin(space: &Space, world: &World) -> ReportId {
    let (programme, community) = (world.programme, Some(world.community));
    let highlight = world.highlight("bus4");
    change(space, move |tx| {
        let draft = promise::Draft {
            programme,
            community: None,
            title: Both::new("A second minibus", "Ail fws mini"),
            said: Both::new("One is not enough", "Nid yw un yn ddigon"),
            who: Both::new("The council", "Y cyngor"),
            answers: Vec::new(),
            quotes: Some(AnyId::from(highlight)),
        };
        let text = Both::new("It is ordered.", "Mae wedi’i archebu.");
        let step = promise::StepDraft { on: TODAY, state: promise::State::UnderWay, text };
        promise::make(tx, &draft, &step).unwrap();
        let new = report::NewReport { programme, community, title: Both::new("A year", "") };
        report::create(tx, &new).unwrap()
    })
}

/// Publishes with the quotes that the compiler lets pass today.
fn publish(space: &Space, world: &World, id: ReportId) {
    let mut source = SOURCE.to_owned();
    for (name, _) in PEOPLE {
        let voice = world.voice(name);
        let standing = space.read_now(move |db| voice::standing(db, voice)).unwrap().unwrap();
        if check(&standing, Use::Report, TODAY).is_ok() {
            let side = if name == "against" { " side=against" } else { "" };
            source +=
                &format!("::quote{{highlight={} claim=bus{side}}}\n\n", world.highlight(name));
        }
    }
    change(space, move |tx| {
        // A refusal is as good: then nothing new is public.
        let _ = publish_source(tx, id, &source);
    });
}

fn act(space: &Space, world: &World, report: ReportId, who: usize, deed: &Deed) {
    let id = world.voice(PEOPLE[who].0);
    let deed = deed.clone();
    if matches!(deed, Deed::Publish) {
        return publish(space, world, report);
    }
    // What is refused, such as closing what was taken back, changes nothing.
    change(space, move |tx| {
        let permission = |rung| Permission::only(rung);
        match deed {
            Deed::Agree(rung) => drop(my_words::change(tx, id, permission(rung))),
            Deed::AgreeAtTheDesk(rung) => drop(voice::change_permission(tx, id, permission(rung))),
            Deed::Close(for_good) => {
                let until = Closure::Until(Date::constant(2030, 1, 1));
                drop(voice::close(tx, id, if for_good { Closure::ForGood } else { until }));
            }
            Deed::Open => drop(voice::close(tx, id, Closure::Open)),
            Deed::Review(clear) => {
                let outcome = if clear { Review::Cleared } else { Review::Held };
                drop(voice::review(tx, id, outcome));
            }
            Deed::TakeDown => {
                let reason = taking_back::Reason::Harm;
                drop(taking_back::take_down(tx, id, AskedBy::Officer, reason));
            }
            Deed::Lift => drop(taking_back::lift(tx, id, taking_back::Reason::Mistake)),
            Deed::Withdraw => {
                let reason = taking_back::Reason::Asked;
                drop(taking_back::withdraw(tx, id, AskedBy::Narrator, reason));
            }
            Deed::Sweep => drop(taking_back::sweep(tx).unwrap()),
            Deed::Publish => {}
        }
    });
}

/// Every public address, and what it shows words for.
fn addresses(space: &Space, report: ReportId) -> Vec<(String, Use)> {
    let versions = space.read_now(move |db| publication::of_report(db, report)).unwrap();
    let mut all: Vec<(String, Use)> = [
        "/en",
        "/en/t/1",
        "/cy/t/1",
        "/en/you-said-we-did",
        "/en/promises/2",
        "/api/v1/promises",
        "/api/v1/threads/1",
        "/en/feed.xml",
    ]
    .map(|path| (path.to_owned(), Use::Site))
    .to_vec();
    for path in ["", "/data.zip", "/report.pdf"] {
        all.push((format!("/en/reports/a-year{path}"), Use::Report));
        for version in &versions {
            let version = version.version;
            all.push((format!("/en/reports/a-year/versions/{version}{path}"), Use::Report));
        }
    }
    all.push(("/api/v1/reports/a-year".into(), Use::Report));
    all
}

fn holds(test: &TestSpace, world: &World, report: ReportId) -> Result<(), TestCaseError> {
    let site = Site::on(test, routes(press()));
    let mut reader = site.visitor();
    let mut standings = Vec::new();
    for (name, words) in PEOPLE {
        let voice = world.voice(name);
        let standing = test.space.read_now(move |db| voice::standing(db, voice)).unwrap().unwrap();
        standings.push((words, standing));
    }
    for (address, used) in addresses(&test.space, report) {
        let answer = reader.get(&address);
        prop_assert!(!answer.status.is_server_error(), "{address}");
        let text = text_of(&answer);
        for (words, standing) in &standings {
            let allowed = check(standing, used, TODAY);
            if text.contains(words) {
                prop_assert!(allowed.is_ok(), "{address} shows «{words}»: {allowed:?}");
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn no_sequence_of_deeds_shows_words_that_may_not_be_shown(
        deeds in prop::collection::vec(deed(), 1..10)
    ) {
        let test = sqlite();
        let world = world(&test.space);
        let report = begin(&test.space, &world);
        publish(&test.space, &world, report);
        let site = Site::on(&test, routes(press()));
        // It could leak: before anything happens each of them is read somewhere.
        for (_, words) in PEOPLE {
            prop_assert!(site.visitor().get("/en/reports/a-year").text.contains(words), "{words}");
        }
        for (who, deed) in deeds {
            act(&test.space, &world, report, who, &deed);
            holds(&test, &world, report)?;
        }
    }
}
