//! Earlier texts of a voice, and what only resembles it.

use crate::put_back::site;
use crate::world::{change, promised, world};
use kernel::access::{Role, Scope};
use kernel::db::Space;
use kernel::permission::{Permission, Rung};
use kernel::testing::on_both;
use listen::voice::{self, AskedBy};
use publish::{promise, taking_back};

#[test]
fn what_stood_in_a_voice_before_it_was_mended_goes_with_it() {
    on_both(|test| {
        let world = world(&test.space);
        let (first, programme) = (world.voice("bus"), world.programme);
        let voice = change(&test.space, move |tx| {
            let known = voice::find(tx, first).unwrap().unwrap();
            let words = "My neighbour in the end house sold her heirlooms to pay for oil.";
            let mut told = voice::Draft::new(known.campaign, known.community, words);
            told.permission = Some(Permission::only(Rung::Online));
            let id = voice::record(tx, told).unwrap();
            let said = "One neighbour in the end house sold her heirlooms to pay.";
            let (draft, step) = promised(programme, "Oil", said);
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
        let world = world(&test.space);
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
            let (draft, step) = promised(programme, "Oil", said);
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
