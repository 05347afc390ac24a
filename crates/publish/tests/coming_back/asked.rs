//! What the house asked, and somebody repeats before they answer.

use crate::put_back::site;
use crate::world::{change, world};
use kernel::access::{Role, Scope};
use kernel::clock::Date;
use kernel::permission::{Permission, Rung};
use kernel::testing::{NOON, TestSpace, act_by, on_both};
use kernel::{Actor, Both};
use listen::campaign::{self, LawfulBasis};
use listen::voice::{self, AskedBy, Review};
use publish::{promise, taking_back};

const QUESTION: &str = "What makes life easier round here, and what makes it harder?";

/// A promise that states what was asked and what one answered.
fn promised(test: &TestSpace, programme: kernel::ids::ProgrammeId) -> bool {
    let said = format!("We asked: {QUESTION} One said: the bus that never comes when it rains.");
    change(&test.space, move |tx| {
        let (draft, step) = crate::world::promised(programme, "The bus", &said);
        promise::make(tx, &draft, &step).is_ok()
    })
}

#[test]
fn a_question_that_was_asked_before_is_nobodys_words() {
    on_both(|test| {
        let world = world(&test.space);
        let (programme, community) = (world.programme, world.community);
        let draft = move |question: &str, closes_on: Option<Date>| campaign::Draft {
            programme,
            title: Both::new("Easier and harder", "Haws ac anoddach"),
            question: Both::new(question, "Beth?"),
            opens_on: Some(Date::constant(2026, 1, 1)),
            closes_on,
            lawful_basis: Some(LawfulBasis::PublicTask),
        };
        let asked =
            change(&test.space, move |tx| campaign::create(tx, &draft(QUESTION, None)).unwrap());
        let told = |n: u8, answer: &'static str| {
            let later = NOON + jiff::SignedDuration::from_hours(n.into());
            let act = act_by(Actor::Command, later, n);
            test.space
                .change_now(act, move |tx| {
                    let words = format!("“{QUESTION}” they ask. {answer}");
                    let mut told = voice::Draft::new(asked, community, words);
                    told.permission = Some(Permission::only(Rung::Online));
                    let id = voice::record(tx, told).unwrap();
                    voice::review(tx, id, Review::Cleared).unwrap();
                    Ok(id)
                })
                .unwrap()
        };
        let said = || test.space.read_now(|db| promise::by_number(db, 2)).unwrap().unwrap().said.en;
        assert!(promised(test, programme));
        let first = told(1, "It is the bus that never comes when it rains.");
        // A day that is changed makes no question newer.
        let closes = Date::constant(2027, 1, 1);
        change(&test.space, move |tx| {
            campaign::edit(tx, asked, &draft(QUESTION, Some(closes))).unwrap();
            voice::change_permission(tx, first, Permission::only(Rung::Count)).unwrap();
        });
        let asks = format!("We asked: {QUESTION}");
        assert!(said().starts_with(&asks) && said().contains("[…]"), "{}", said());
        assert!(!promised(test, programme), "what was answered is still kept from readers");
        let site = site(test);
        let mut manager = site.signed_in(Role::ProgrammeManager, Scope::Space);
        let page = manager.get(&format!("/en/desk/campaigns/{asked}")).text;
        assert!(page.contains("what makes it harder?"), "{page}");

        // A question that was changed since may have been made of the words.
        let second = told(2, "A heater in the hall that somebody knows how to light.");
        let other = "Is it a heater in the hall that somebody knows how to light?";
        let changed = act_by(Actor::Command, NOON + jiff::SignedDuration::from_hours(3), 9);
        test.space
            .change_now(changed, move |tx| {
                campaign::edit(tx, asked, &draft(other, None)).unwrap();
                taking_back::withdraw(tx, second, AskedBy::Officer, taking_back::Reason::Asked)
                    .unwrap();
                Ok(())
            })
            .unwrap();
        let kept = test.space.read_now(move |db| campaign::find(db, asked)).unwrap().unwrap();
        assert_eq!(kept.question.en, "Is it […]?");
    });
}
