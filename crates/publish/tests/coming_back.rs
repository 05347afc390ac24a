//! What was taken back does not come back: not from a page that was open, not from an archive.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

#[path = "withdrawal/planted.rs"]
mod planted;
mod world;

use kernel::access::{Role, Scope};
use kernel::db::Space;
use kernel::permission::{Closure, Permission, Rung};
use kernel::testing::{NOON, TestSpace, act, act_by, on_both};
use kernel::{Actor, Both, Language, Timestamp, Tx, backup, jobs};
use listen::VoiceId;
use listen::redaction;
use listen::voice::{self, AskedBy, Review};
use planted::planted;
use publish::{draft, promise, routes, taking_back};
use web::testing::{Site, Visitor};
use world::{TODAY, change, press};

fn site(test: &TestSpace) -> Site<'_> {
    Site::on(test, routes(press()).and(listen::routes()).and(sense::routes()))
}

const TYPED: &str = "We heard: the glass**wort** lane home\n\nin the rain with nobody, they said.";

#[test]
fn a_page_that_was_open_brings_nothing_back() {
    on_both(|test| {
        let planted = planted(&test.space);
        let (voice, report, programme) = (planted.voice, planted.report, planted.world.programme);
        let open = test
            .space
            .read_now(move |db| draft::latest(db, report, Language::En))
            .unwrap()
            .unwrap();
        change(&test.space, move |tx| {
            taking_back::withdraw(tx, voice, AskedBy::Officer, taking_back::Reason::Asked).unwrap();
        });
        let site = site(test);
        let mut manager = site.signed_in(Role::ProgrammeManager, Scope::Space);
        let after = open.number.to_string();
        let editor = |source: &str| {
            vec![("language", "en"), ("after", &after), ("source", source)]
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect::<Vec<_>>()
        };
        let programme = programme.to_string();
        let promise_id = test.space.read_now(|db| promise::by_number(db, 2)).unwrap().unwrap().id;
        let promise_path = format!("/en/desk/promises/{promise_id}/edit");
        let promise = |said: &str| {
            [
                ("place", programme.as_str()),
                ("title_en", "A second minibus"),
                ("title_cy", "Ail fws mini"),
                ("said_en", said),
                ("said_cy", "Dim byd"),
                ("who_en", "The council"),
                ("who_cy", "Y cyngor"),
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec()
        };
        let place = format!("programme-{programme}");
        let finding = |limits: &str| {
            [
                ("place", place.as_str()),
                ("sentence_en", "The minibus helped"),
                ("level", "1"),
                ("confidence", "fairly"),
                ("limits_en", limits),
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec()
        };
        let mut post = |path: &str, fields: Vec<(String, String)>| {
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            manager.post(path, &fields)
        };
        for (path, put_back, without) in [
            (
                "/en/desk/reports/a-year",
                editor(&open.source),
                editor("---\ntitle: A year\n---\n\nNone.\n"),
            ),
            (promise_path.as_str(), promise(TYPED), promise("Nothing of it.")),
            ("/en/desk/findings/1", finding(TYPED), finding("Only those we met.")),
        ] {
            let answer = post(path, put_back);
            assert_eq!(answer.status, 422, "{path} {}", answer.text);
            assert!(answer.text.contains("were taken back by the person who said them"), "{path}");
            assert!(answer.text.contains("lane home"), "{path}: what was typed is still there");
            let answer = post(path, without);
            assert_eq!(answer.status, 303, "{path} {}", answer.text);
        }
        let kept = test
            .space
            .read_now(move |db| {
                let draft = draft::latest(db, report, Language::En)?.unwrap();
                let promise = promise::by_number(db, 2)?.unwrap();
                let finding = sense::finding::by_number(db, 1)?.unwrap();
                Ok((draft.source, promise.said.en, finding.limits.en))
            })
            .unwrap();
        assert_eq!(kept.1, "Nothing of it.");
        assert_eq!(kept.2, "Only those we met.");
        assert!(!kept.0.contains("glasswort"));
    });
}

#[test]
fn an_older_archive_brings_nothing_back() {
    on_both(|test| {
        let planted = planted(&test.space);
        let bus = planted.world.voice("bus");
        let site = site(test);
        let (files, path) = (site.app.files().clone(), test.folder().join("old.edefyn"));
        backup::take(&test.space, &files, &path, false, NOON, |_, _, _| {}).unwrap();
        let voice = planted.voice;
        change(&test.space, move |tx| {
            taking_back::withdraw(tx, voice, AskedBy::Officer, taking_back::Reason::Asked).unwrap();
            voice::change_permission(tx, bus, Permission::only(Rung::Count)).unwrap();
        });
        drop(site);
        let proven = backup::prove(&path, test.folder(), |_, _, _| {}).unwrap();
        proven
            .taking_back(taking_back::again)
            .put_into(act(), &test.place, &files, true, |_, _, _| {})
            .unwrap();
        let space = Space::open(&test.place).unwrap();
        let (report, number) = (planted.report, planted.number.parse().unwrap());
        let (withdrawn, rung, source, said) = space
            .read_now(move |db| {
                assert!(voice::by_number(db, number)?.is_none());
                let gone = voice::find(db, voice)?.unwrap().withdrawn_at;
                let bus = voice::find(db, bus)?.unwrap();
                let draft = draft::latest(db, report, Language::En)?.unwrap();
                let promise = promise::by_number(db, 2)?.unwrap();
                Ok((gone, bus.permission.rung, draft.source, promise.said.en))
            })
            .unwrap();
        assert!(withdrawn.is_some());
        assert_eq!(rung, Rung::Count);
        for text in [source, said] {
            assert!(!text.contains("glasswort") && text.contains("[…]"), "{text}");
        }
        let words: Vec<String> = space
            .read_now(|db| db.all("select words from publish_quote where words is not null", &[]))
            .unwrap();
        assert!(words.is_empty(), "{words:?}");
        assert!(space.read_now(kernel::audit::verify).unwrap().is_none());
    });
}

#[test]
fn what_stood_in_a_voice_before_it_was_mended_goes_with_it() {
    on_both(|test| {
        let world = world::world(&test.space);
        let (first, programme) = (world.voice("bus"), world.programme);
        let voice = change(&test.space, move |tx| {
            let known = voice::find(tx, first).unwrap().unwrap();
            let words = "My neighbour in the end house sold her heirlooms to pay for oil.";
            let mut told = voice::Draft::new(known.campaign, known.community, words);
            told.permission = Some(Permission::only(Rung::Online));
            let id = voice::record(tx, told).unwrap();
            let draft = promise::Draft {
                programme,
                community: None,
                title: Both::new("Oil", "Olew"),
                said: Both::new("One neighbour in the end house sold her heirlooms to pay.", "Neb"),
                who: Both::new("The council", "Y cyngor"),
                answers: Vec::new(),
                quotes: None,
            };
            let step = promise::StepDraft {
                on: TODAY,
                state: promise::State::UnderWay,
                text: Both::new("It is looked into.", "Edrychir arno."),
            };
            promise::make(tx, &draft, &step).unwrap();
            let edit = voice::Edit {
                title: String::new(),
                described: String::new(),
                language: "en".into(),
                heard_on: None,
                entered_for: None,
                tags: Vec::new(),
                words: Some(("Oil is dear.".into(), None)),
            };
            voice::edit(tx, id, edit).unwrap();
            id
        });
        let said = |space: &Space| {
            space.read_now(|db| promise::by_number(db, 2)).unwrap().unwrap().said.en
        };
        assert!(said(&test.space).contains("heirlooms"));
        change(&test.space, move |tx| {
            taking_back::withdraw(tx, voice, AskedBy::Narrator, taking_back::Reason::Asked)
                .unwrap();
        });
        assert_eq!(said(&test.space), "One […].");
    });
}

#[test]
fn what_only_resembles_the_words_is_told_apart_and_to_nobody_with_a_card() {
    on_both(|test| {
        let world = world::world(&test.space);
        let (first, programme) = (world.voice("bus"), world.programme);
        let voice = change(&test.space, move |tx| {
            let known = voice::find(tx, first).unwrap().unwrap();
            let mut ids = Vec::new();
            for words in [
                "My neighbour in the end house sold her heirlooms to pay for the oil.",
                "A neighbour in the end house sold her rings to pay for the oil.",
            ] {
                let mut told = voice::Draft::new(known.campaign, known.community, words);
                told.permission = Some(Permission::only(Rung::Online));
                ids.push(voice::record(tx, told).unwrap());
            }
            let said = "One neighbour in the end house has sold her heirlooms to pay for oil.";
            let draft = promise::Draft {
                programme,
                community: None,
                title: Both::new("Oil", "Olew"),
                said: Both::new(said, "Neb"),
                who: Both::new("The council", "Y cyngor"),
                answers: Vec::new(),
                quotes: None,
            };
            let step = promise::StepDraft {
                on: TODAY,
                state: promise::State::UnderWay,
                text: Both::new("It is looked into.", "Edrychir arno."),
            };
            promise::make(tx, &draft, &step).unwrap();
            (ids[0], ids[1])
        });
        let site = site(test);
        let mut manager = site.signed_in(Role::ProgrammeManager, Scope::Space);
        let page = manager.get(&format!("/en/desk/voices/{}/withdrawal", voice.0)).text;
        let (reach, alike) = page.split_once("What resembles the words").expect(&page);
        assert!(alike.contains("/en/promises/2") && !reach.contains("/en/promises/2"), "{page}");
        assert!(alike.contains(&format!("/en/desk/voices/{}", voice.1)));
        let number =
            test.space.read_now(move |db| voice::find(db, voice.0)).unwrap().unwrap().number;
        let mut resident = site.visitor();
        let number = number.to_string();
        assert_eq!(resident.post("/en/thread", &[("number", &number)]).status, 303);
        let page = resident.get("/en/thread/withdrawal");
        assert!(!page.text.contains("What resembles") && !page.text.contains("promises/2"));
    });
}

/// A way of narrowing, what undoes it, and what comes of an open page of a promise, a finding and a
/// report that repeat the words.
type Way = (fn(&mut Tx<'_>, VoiceId), fn(&mut Tx<'_>, VoiceId), [u16; 3]);

fn permit(tx: &mut Tx<'_>, voice: VoiceId, rung: Rung) {
    voice::change_permission(tx, voice, Permission::only(rung)).unwrap();
}

/// Posts a page of a promise, a finding and a report as they stood open, with `typed` in them.
fn put_back(
    (test, manager): (&TestSpace, &mut Visitor<'_>),
    planted: &planted::Planted,
    typed: &str,
) -> [(u16, String); 3] {
    let report = planted.report;
    let (promise, draft) = test
        .space
        .read_now(move |db| {
            let draft = draft::latest(db, report, Language::En)?.unwrap();
            Ok((promise::by_number(db, 2)?.unwrap().id, draft.number))
        })
        .unwrap();
    let (programme, after) = (planted.world.programme.to_string(), draft.to_string());
    let place = format!("programme-{programme}");
    let source = format!("---\ntitle: A year\n---\n\n{typed}\n");
    let promise = manager.post(
        &format!("/en/desk/promises/{promise}/edit"),
        &[
            ("place", programme.as_str()),
            ("title_en", "A second minibus"),
            ("title_cy", "Ail fws mini"),
            ("said_en", typed),
            ("said_cy", "Dim byd"),
            ("who_en", "The council"),
            ("who_cy", "Y cyngor"),
        ],
    );
    let finding = manager.post(
        "/en/desk/findings/1",
        &[
            ("place", place.as_str()),
            ("sentence_en", "The minibus helped"),
            ("level", "1"),
            ("confidence", "fairly"),
            ("limits_en", typed),
        ],
    );
    let report = manager.post(
        "/en/desk/reports/a-year",
        &[("language", "en"), ("after", after.as_str()), ("source", source.as_str())],
    );
    [promise, finding, report].map(|answer| (answer.status.as_u16(), answer.text))
}

fn statuses(answers: &[(u16, String); 3]) -> [u16; 3] {
    [answers[0].0, answers[1].0, answers[2].0]
}

#[test]
fn a_page_that_was_open_brings_nothing_back_that_was_narrowed_until_it_is_allowed_again() {
    let online = |tx: &mut Tx<'_>, voice: VoiceId| permit(tx, voice, Rung::Online);
    let open = |tx: &mut Tx<'_>, voice: VoiceId| {
        voice::close(tx, voice, Closure::Open).unwrap();
    };
    let ways: [Way; 5] = [
        (|tx, voice| permit(tx, voice, Rung::Count), online, [422; 3]),
        (|tx, voice| permit(tx, voice, Rung::Quote), online, [422, 303, 303]),
        (|tx, voice| voice::close(tx, voice, Closure::ForGood).unwrap(), open, [422; 3]),
        (
            |tx, voice| voice::review(tx, voice, Review::Held).unwrap(),
            |tx, voice| voice::review(tx, voice, Review::Cleared).unwrap(),
            [422; 3],
        ),
        (
            |tx, voice| voice::take_down(tx, voice, AskedBy::Narrator, "").unwrap(),
            |tx, voice| voice::lift(tx, voice, "Looked into").unwrap(),
            [422; 3],
        ),
    ];
    for (narrow, widen, wanted) in ways {
        on_both(|test| {
            let planted = planted(&test.space);
            let site = site(test);
            let mut manager = site.signed_in(Role::ProgrammeManager, Scope::Space);
            let voice = planted.voice;
            change(&test.space, move |tx| narrow(tx, voice));
            let answers = put_back((test, &mut manager), &planted, TYPED);
            assert_eq!(statuses(&answers), wanted);
            for (status, text) in &answers {
                let told = text.contains("Some of these words may no longer stand here");
                assert_eq!(told, *status == 422, "{text}");
                assert!(*status != 422 || text.contains("lane home"), "what was typed is there");
            }
            let said = test.space.read_now(|db| promise::by_number(db, 2)).unwrap().unwrap().said;
            assert!(!said.en.contains("lane home"), "{}", said.en);
            change(&test.space, move |tx| widen(tx, voice));
            assert_eq!(statuses(&put_back((test, &mut manager), &planted, TYPED)), [303; 3]);
        });
    }
}

#[test]
fn a_name_that_was_hidden_later_comes_back_only_when_it_is_shown_again() {
    on_both(|test| {
        let planted = planted(&test.space);
        let voice = planted.voice;
        let site = site(test);
        let mut manager = site.signed_in(Role::ProgrammeManager, Scope::Space);
        let typed = "Heronquill was told of it.";
        assert_eq!(statuses(&put_back((test, &mut manager), &planted, typed)), [303; 3]);
        let hidden = change(&test.space, move |tx| {
            redaction::add_typed(tx, voice, redaction::Part::Words, 1, "heronquill").unwrap()
        });
        let answers = put_back((test, &mut manager), &planted, typed);
        // The page that was sent first untied the promise from the quote, so it rests on nobody.
        assert_eq!(statuses(&answers), [303, 422, 422]);
        assert!(
            answers[1..].iter().all(|(_, text)| text.contains("A name in these words is hidden"))
        );
        change(&test.space, move |tx| redaction::remove(tx, voice, hidden).unwrap());
        assert_eq!(statuses(&put_back((test, &mut manager), &planted, typed)), [303; 3]);
    });
}

#[test]
fn when_a_closure_lapses_the_house_asks_for_its_work_at_that_moment() {
    on_both(|test| {
        let planted = planted(&test.space);
        let voice = planted.voice;
        let site = site(test);
        let mut manager = site.signed_in(Role::ProgrammeManager, Scope::Space);
        let until = |day: kernel::clock::Date| {
            change(&test.space, move |tx| voice::close(tx, voice, Closure::Until(day)).unwrap());
        };
        until(kernel::clock::Date::constant(2027, 7, 1));
        until(kernel::clock::Date::constant(2027, 8, 1));
        assert_eq!(statuses(&put_back((test, &mut manager), &planted, TYPED)), [422; 3]);
        let due = |at: &str| -> Vec<jobs::Job> {
            let at: Timestamp = at.parse().unwrap();
            let due = test.space.read_now(move |db| jobs::due(db, at, 1000)).unwrap();
            due.into_iter().filter(|job| job.kind == voice::LAPSED).collect()
        };
        let files = site.app.files().clone();
        let work = |job: &jobs::Job, at: &str| {
            let working = jobs::Working {
                space: test.space.clone(),
                files: files.clone(),
                base: String::new(),
                act: act_by(Actor::Command, at.parse().unwrap(), 77),
            };
            listen::kinds().work(&working, job).unwrap();
        };
        assert_eq!(due("2027-06-30T22:59:59Z").len(), 0);
        let [first] = due("2027-06-30T23:00:00Z").try_into().unwrap();
        work(&first, "2027-06-30T23:00:00Z");
        assert_eq!(statuses(&put_back((test, &mut manager), &planted, TYPED)), [422; 3]);
        let both = due("2027-07-31T23:00:00Z");
        assert_eq!(both.len(), 2);
        work(&both[1], "2027-07-31T23:00:00Z");
        assert_eq!(statuses(&put_back((test, &mut manager), &planted, TYPED)), [303; 3]);
    });
}

#[test]
fn words_that_go_on_in_the_next_column_are_followed() {
    on_both(|test| {
        let planted = planted(&test.space);
        let (voice, programme) = (planted.voice, planted.world.programme);
        let halves = move |first: &str, second: &str| promise::Draft {
            programme,
            community: None,
            title: Both::new(first, "Bws"),
            said: Both::new(second, "Neb"),
            who: Both::new("The council", "Y cyngor"),
            answers: Vec::new(),
            quotes: None,
        };
        let step = move || promise::StepDraft {
            on: TODAY,
            state: promise::State::UnderWay,
            text: Both::new("It is looked into.", "Edrychir arno."),
        };
        let draft =
            move || halves("Then the glasswort lane home", "in the rain with nobody, they said.");
        change(&test.space, move |tx| {
            promise::make(tx, &draft(), &step()).unwrap();
            taking_back::withdraw(tx, voice, AskedBy::Officer, taking_back::Reason::Asked).unwrap();
        });
        let kept = test.space.read_now(|db| promise::by_number(db, 3)).unwrap().unwrap();
        assert_eq!((kept.title.en.as_str(), kept.said.en.as_str()), ("[…]", ", they said."));
        let refused = change(&test.space, move |tx| promise::make(tx, &draft(), &step()).is_err());
        assert!(refused);
    });
}
