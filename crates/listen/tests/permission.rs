//! The law of the room: no sequence of grants, closures, reviews, takedowns, withdrawals and
//! hidden names lets a word out that the person did not agree to.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod valley;

use kernel::Refusal;
use kernel::access::Reach;
use kernel::clock::Date;
use kernel::permission::{Closure, Permission, Purpose, Rung, Use, purpose};
use kernel::testing::{TestSpace, on_both};
use listen::VoiceId;
use listen::redaction::{self, Part};
use listen::voice::{self as verbs, AskedBy, Draft, Filter, Review};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use valley::{TODAY, act, done, valley};

/// One thing that somebody does to a voice.
#[derive(Clone, Debug)]
enum Deed {
    Permit(Rung, bool),
    Close(Option<i16>),
    Open,
    Review(Review),
    TakeDown,
    Lift,
    Withdraw,
    Hide(usize),
    Show,
    Mend,
    Fix,
}

/// What must be true after the deeds: a model that knows nothing of how it is done.
#[derive(Clone, Debug)]
struct Model {
    permission: Permission,
    closed: Option<Option<Date>>,
    cleared: bool,
    down: bool,
    gone: bool,
    hidden: Vec<usize>,
    fixed: bool,
    mended: usize,
}

/// The words: each is one that nothing else holds. The last is what mending adds.
const WORDS: [&str; 4] = ["alffa", "betta", "gamma", "delta"];

impl Model {
    fn words(&self) -> String {
        let mut words = WORDS[..3].join(" ");
        for _ in 0..self.mended {
            words.push_str(" delta");
        }
        words
    }

    /// Whether word `n` may be read for a use on a day.
    fn may(&self, wanted: Use, day: Date, n: usize) -> bool {
        let there = n < 3 || self.mended > 0;
        let team = there && !self.gone && !self.down && !self.hidden.contains(&n);
        let open = match self.closed {
            None => true,
            Some(None) => false,
            Some(Some(until)) => day >= until,
        };
        let public = team && open && self.cleared;
        match wanted {
            Use::Team => team,
            Use::Report => public && self.permission.rung >= Rung::Quote,
            Use::Site => public && self.permission.rung >= Rung::Online,
            Use::Name => public && self.permission.rung >= Rung::Named,
            Use::Archive => public && self.permission.archive,
            Use::Whole => there && !self.gone,
        }
    }
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        4 => (prop::sample::select(Rung::ALL.to_vec()), any::<bool>())
            .prop_map(|(rung, archive)| Deed::Permit(rung, archive)),
        2 => prop::option::of(1_i16..20).prop_map(Deed::Close),
        2 => Just(Deed::Open),
        4 => prop::sample::select(Review::ALL.to_vec()).prop_map(Deed::Review),
        1 => Just(Deed::TakeDown),
        2 => Just(Deed::Lift),
        1 => Just(Deed::Withdraw),
        2 => (0_usize..3).prop_map(Deed::Hide),
        1 => Just(Deed::Show),
        1 => Just(Deed::Mend),
        1 => Just(Deed::Fix),
    ]
}

fn day(n: i16) -> Date {
    TODAY.checked_add(jiff::Span::new().days(n)).unwrap()
}

/// Does the deed to the voice and to the model; both must agree on whether it can be done.
fn perform(test: &TestSpace, id: VoiceId, model: &mut Model, deed: &Deed) {
    let told = deed.clone();
    let before = model.clone();
    let result = test.space.write_now(act(), move |tx| -> Result<(), verbs::NotChanged> {
        match told {
            Deed::Permit(rung, archive) => {
                verbs::change_permission(tx, id, Permission { archive, ..Permission::only(rung) })
            }
            Deed::Close(None) => verbs::close(tx, id, Closure::ForGood),
            Deed::Close(Some(n)) => verbs::close(tx, id, Closure::Until(day(n))),
            Deed::Open => verbs::close(tx, id, Closure::Open),
            Deed::Review(outcome) => verbs::review(tx, id, outcome),
            Deed::TakeDown => verbs::take_down(tx, id, AskedBy::Officer, "a call"),
            Deed::Lift => verbs::lift(tx, id, "all well"),
            Deed::Withdraw => verbs::forget(tx, id, AskedBy::Narrator, ""),
            Deed::Hide(n) => redaction::add_typed(tx, id, Part::Words, 1, WORDS[n])
                .map(drop)
                .or_else(|refusal| refusal.or_fault().map(drop).map_err(Into::into)),
            Deed::Show => {
                if let Some(first) = redaction::of(tx, id)?.first() {
                    redaction::remove(tx, id, first.id)?;
                }
                Ok(())
            }
            Deed::Mend => {
                let edit = verbs::Edit {
                    title: String::new(),
                    described: String::new(),
                    language: "en".into(),
                    heard_on: None,
                    entered_for: None,
                    tags: Vec::new(),
                    words: Some((format!("{} delta", before.words()), None)),
                };
                verbs::edit(tx, id, edit)
                    .or_else(|refusal| refusal.or_fault().map(drop).map_err(Into::into))
            }
            Deed::Fix => Ok(verbs::fix(tx, id)?),
        }
    });
    let done = result.expect("no fault").is_ok();
    if model.gone {
        return;
    }
    match deed {
        Deed::Permit(rung, archive) => {
            model.permission = Permission { archive: *archive, ..Permission::only(*rung) };
        }
        Deed::Close(until) => model.closed = Some(until.map(day)),
        Deed::Open => model.closed = None,
        Deed::Review(outcome) => model.cleared = *outcome == Review::Cleared,
        Deed::TakeDown => {
            assert_eq!(done, !model.down);
            model.down = true;
        }
        Deed::Lift => {
            assert_eq!(done, model.down);
            model.down = false;
        }
        Deed::Withdraw => model.gone = true,
        Deed::Hide(n) => {
            if !model.hidden.contains(n) {
                model.hidden.push(*n);
            }
        }
        Deed::Show => {
            if !model.hidden.is_empty() {
                // The first by place is shown again, and must be looked at again.
                let first = model.hidden.iter().copied().min().unwrap();
                model.hidden.retain(|n| *n != first);
                model.cleared = false;
            }
        }
        Deed::Mend => {
            if !model.fixed && model.hidden.is_empty() && !model.down {
                model.mended += 1;
                model.cleared = false;
            }
        }
        Deed::Fix => model.fixed = true,
    }
}

/// The words that come out for a purpose; empty when none do.
fn read(test: &TestSpace, id: VoiceId, wanted: impl Purpose, today: Date) -> String {
    let read = test.space.read_now(move |db| verbs::excerpt(db, id, 0..1000, wanted, today));
    read.unwrap().map(|words| words.into_words().text).unwrap_or_default()
}

/// Looks through every door at every word.
fn look(test: &TestSpace, id: VoiceId, model: &Model) {
    for today in [TODAY, day(7), day(30)] {
        for wanted in [Use::Team, Use::Report, Use::Site, Use::Name, Use::Archive] {
            let text = match wanted {
                Use::Team => read(test, id, purpose::Team, today),
                Use::Report => read(test, id, purpose::Report, today),
                Use::Site => read(test, id, purpose::Site, today),
                Use::Name => read(test, id, purpose::Name, today),
                _ => read(test, id, purpose::Archive, today),
            };
            for (n, word) in WORDS.iter().enumerate() {
                assert_eq!(
                    text.contains(word),
                    model.may(wanted, today, n),
                    "{word} {wanted:?} {today} {model:?} {text:?}"
                );
            }
        }
    }
    let seen = test
        .space
        .read_now(move |db| {
            let everywhere = Reach::EVERYWHERE;
            let mut seen = vec![(None, String::new())];
            let transcript = verbs::transcript(db, id, TODAY)?;
            seen.push((
                None,
                transcript.map(|words| format!("{:?}", words.into_words())).unwrap_or_default(),
            ));
            let all = verbs::list(db, &everywhere, &Filter::default(), None, 9)?;
            seen.push((None, all.found.iter().map(|one| one.words().to_owned()).collect()));
            let mut bytes = Vec::new();
            verbs::export::write_csv(db, &[&everywhere], &Filter::default(), &mut bytes)?;
            seen.push((None, String::from_utf8_lossy(&bytes).into_owned()));
            for (n, word) in WORDS.iter().enumerate() {
                let filter = Filter { words: (*word).into(), ..Filter::default() };
                let found = verbs::list(db, &everywhere, &filter, None, 9)?;
                let snippets: String =
                    found.found.iter().map(|one| one.words().to_owned()).collect();
                seen.push((Some(n), snippets));
            }
            Ok(seen)
        })
        .unwrap();
    for (searched, text) in &seen {
        for (n, word) in WORDS.iter().enumerate() {
            let may = model.may(Use::Team, TODAY, n);
            assert!(may || !text.contains(word), "{word} {model:?} {text:?}");
            if *searched == Some(n) {
                assert_eq!(text.contains(word), may, "{word} is found when it may be {model:?}");
            }
        }
    }
}

#[test]
fn no_sequence_of_deeds_lets_a_word_out() {
    on_both(|test| {
        let valley = valley(test);
        let deeds = prop::collection::vec(deed(), 1..14);
        let mut runner =
            TestRunner::new(Config { cases: 60, failure_persistence: None, ..Config::default() });
        runner
            .run(&deeds, |deeds| {
                let mut draft = Draft::new(valley.campaign, valley.helyg, WORDS[..3].join(" "));
                draft.permission = Some(Permission::only(Rung::Count));
                let id = done(test, move |tx| verbs::record(tx, draft));
                let mut model = Model {
                    permission: Permission::only(Rung::Count),
                    closed: None,
                    cleared: false,
                    down: false,
                    gone: false,
                    hidden: Vec::new(),
                    fixed: false,
                    mended: 0,
                };
                look(test, id, &model);
                for deed in &deeds {
                    perform(test, id, &mut model, deed);
                    look(test, id, &model);
                }
                if !model.gone {
                    done(test, move |tx| verbs::forget(tx, id, AskedBy::Narrator, ""));
                }
                Ok(())
            })
            .unwrap();
    });
}
