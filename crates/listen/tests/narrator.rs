//! Stories of the people who spoke: what is held about them, and its end.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod valley;

use kernel::access::{Role, Scope};
use kernel::permission::{Permission, Rung};
use kernel::testing::on_both;
use listen::narrator;
use listen::voice::{self as verbs, AskedBy, Draft, Person, Speaker};
use valley::{done, refused, valley};
use web::testing::Site;

fn draft(valley: valley::Valley) -> Draft {
    let mut draft = Draft::new(valley.campaign, valley.helyg, "Words of Ceinwen");
    draft.permission = Some(Permission::only(Rung::Named));
    draft.tags = vec![("age".into(), "70s".into())];
    draft.speaker = Speaker::New(Person {
        pseudonym: "P07".into(),
        name: Some("Ceinwen Rees".into()),
        email: Some("ceinwen@example.org".into()),
        phone: None,
    });
    draft
}

#[test]
fn a_person_gets_everything_held_and_then_nothing_is() {
    on_both(|test| {
        let valley = valley(test);
        let id = done(test, move |tx| verbs::record(tx, draft(valley)));
        let voice = test.space.read_now(move |db| verbs::find(db, id)).unwrap().unwrap();
        let person = voice.narrator.unwrap();
        let mut second = draft(valley);
        second.speaker = Speaker::Known(person);
        second.words = "More words".into();
        let second = done(test, move |tx| verbs::record(tx, second));
        let site = Site::on(test, listen::routes());
        let mut archivist = site.signed_in(Role::Archivist, Scope::Space);
        let held = archivist.get(&format!("/en/desk/narrators/{person}/export"));
        for words in
            ["Ceinwen Rees", "ceinwen@example.org", "Words of Ceinwen", "More words", "70s"]
        {
            assert!(held.text.contains(words), "{words}: {}", held.text);
        }
        let mut evaluator = site.signed_in(Role::Evaluator, Scope::Space);
        let page = evaluator.get(&format!("/en/desk/narrators/{person}"));
        assert!(page.text.contains("P07") && !page.text.contains("Ceinwen Rees"));
        assert_eq!(evaluator.get(&format!("/en/desk/narrators/{person}/export")).status, 404);
        let mut other = site.signed_in(Role::HostManager, Scope::Community(valley.northfield));
        assert_eq!(other.get(&format!("/en/desk/narrators/{person}")).status, 404);
        assert!(!other.get("/en/desk/narrators?words=P07").text.contains(&person.to_string()));
        let erase = move |tx: &mut kernel::Tx<'_>| narrator::erase(tx, person);
        assert_eq!(refused(test, erase), "narrator-voices-remain");
        for voice in [id, second] {
            done(test, move |tx| verbs::forget(tx, voice, AskedBy::Narrator, ""));
        }
        done(test, erase);
        let left = test.space.read_now(move |db| {
            let mut left = String::new();
            for table in [
                "listen_voice",
                "listen_narrator",
                "listen_tag",
                "listen_permission",
                "kernel_search",
                "kernel_audit",
                "listen_withdrawal",
            ] {
                db.each(&format!("select * from {table}"), &[], |row: Vec<kernel::db::Value>| {
                    left.push_str(&format!("{row:?}"));
                    Ok(())
                })?;
            }
            Ok(left)
        });
        let left = left.unwrap();
        for words in ["Ceinwen", "ceinwen", "P07", "ore words", "70s"] {
            assert!(!left.contains(words), "{words} is left");
        }
        assert!(left.contains("narrator.erase"));
        assert_eq!(archivist.get(&format!("/en/desk/narrators/{person}")).status, 404);
        assert_eq!(refused(test, erase), "narrator-gone");
    });
}

#[test]
fn a_name_is_shown_only_to_whom_it_was_given() {
    on_both(|test| {
        let valley = valley(test);
        let mut unnamed = draft(valley);
        unnamed.speaker = Speaker::Unknown;
        let record = move |tx: &mut kernel::Tx<'_>| verbs::record(tx, unnamed);
        assert_eq!(refused(test, record), "voice-no-name");
        let id = done(test, move |tx| verbs::record(tx, draft(valley)));
        done(test, move |tx| verbs::review(tx, id, verbs::Review::Cleared));
        use kernel::permission::{Purpose, purpose};
        fn who(
            test: &kernel::testing::TestSpace,
            id: listen::VoiceId,
            wanted: impl Purpose,
        ) -> Option<String> {
            let read =
                test.space.read_now(move |db| verbs::excerpt(db, id, 0..5, wanted, valley::TODAY));
            read.unwrap().ok().map(|words| words.into_words().who().to_owned())
        }
        assert_eq!(who(test, id, purpose::Site).unwrap(), "Ceinwen Rees");
        done(test, move |tx| verbs::change_permission(tx, id, Permission::only(Rung::Online)));
        assert_eq!(who(test, id, purpose::Site).unwrap(), "");
        assert!(who(test, id, purpose::Name).is_none());
    });
}
