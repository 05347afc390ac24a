//! Texts of the team that repeat a voice lose its words, and no others do.

use super::planted::planted;
use super::sown::{ADDRESS, RARE};
use super::world::{TODAY, change, promised};
use kernel::permission::{Permission, Rung};
use kernel::testing::{NOON, act_by, on_both};
use kernel::{Actor, Both, Tx};
use listen::voice;
use listen::voice::{AskedBy, Review};
use publish::{promise, report, taking_back};
use sense::finding;

#[test]
fn a_text_that_is_older_than_a_voice_stays_and_later_copies_of_it_go() {
    const SAID: &str = "Nobody should have to choose between the bus and the doctor.";
    on_both(|test| {
        let planted = planted(&test.space);
        let (programme, known) = (planted.world.programme, planted.world.voice("bus"));
        let make = move |tx: &mut Tx<'_>| {
            let (draft, step) = promised(programme, "A bus to the doctor", SAID);
            promise::make(tx, &draft, &step).unwrap()
        };
        let older = change(&test.space, make);
        let later = NOON + jiff::SignedDuration::from_hours(72);
        let copy = test.space.change_now(act_by(Actor::Command, later, 91), move |tx| {
            let known = voice::find(tx, known)?.unwrap();
            let mut draft = voice::Draft::new(known.campaign, known.community, SAID);
            draft.permission = Some(Permission::only(Rung::Online));
            let repeats = voice::record(tx, draft).unwrap();
            voice::review(tx, repeats, Review::Cleared).unwrap();
            let copy = make(tx);
            let finding = finding::by_number(tx, 1)?.unwrap();
            finding::check(tx, finding.id, SAID, TODAY).unwrap();
            let asked = AskedBy::Narrator;
            taking_back::withdraw(tx, repeats, asked, taking_back::Reason::Asked).unwrap();
            Ok(copy)
        });
        let copy = copy.unwrap();
        let said = |id| {
            let found = test.space.read_now(move |db| promise::find(db, id)).unwrap().unwrap();
            found.said.en
        };
        assert_eq!((said(older), said(copy)), (SAID.to_owned(), "[…].".to_owned()));
    });
}

#[test]
fn a_report_is_found_by_an_address_without_the_words_that_left_its_title() {
    on_both(|test| {
        let planted = planted(&test.space);
        let (programme, voice) = (planted.world.programme, planted.voice);
        let title = "The glasswort lane home in the rain with nobody";
        let id = change(&test.space, move |tx| {
            let title = Both::new(title, "");
            report::create(tx, &report::NewReport { programme, community: None, title }).unwrap()
        });
        let slug = || test.space.read_now(move |db| report::find(db, id)).unwrap().unwrap().slug;
        assert_eq!(slug(), ADDRESS);
        change(&test.space, move |tx| {
            let asked = AskedBy::Officer;
            taking_back::withdraw(tx, voice, asked, taking_back::Reason::Asked).unwrap();
        });
        assert!(slug().starts_with("report-") && !slug().contains(RARE), "{}", slug());
    });
}
