//! A person is given what every room holds of them.

use super::planted::planted;
use super::told::site;
use super::world::change;
use kernel::access::{Role, Scope};
use kernel::mail;
use kernel::testing::{NOON, on_both};
use listen::{narrator, voice};

#[test]
fn a_person_is_given_what_every_room_holds_of_them() {
    on_both(|test| {
        let planted = planted(&test.space);
        let voice = planted.voice;
        let person = change(&test.space, move |tx| {
            narrator::reach_at(tx, voice, "mair@example.org").unwrap();
            mail::post(tx, "mair@example.org", "What came of it", "Read it here.").unwrap();
            voice::find(tx, voice).unwrap().unwrap().narrator.unwrap()
        });
        let site = site(test);
        let mut archivist = site.signed_in(Role::Archivist, Scope::Space);
        let held = archivist.get(&format!("/en/desk/narrators/{person}/export"));
        let held: serde_json::Value = serde_json::from_str(&held.text).unwrap();
        let made = &held["made_of_them"];
        assert_eq!(made["sense"]["read"][0]["notes"][0]["note"], "A sedgeletter to myself");
        assert_eq!(made["publish"]["quoted"].as_array().unwrap().len(), 2);
        assert_eq!(made["publish"]["lines"][0]["thread"], 1);
        assert_eq!(made["kernel"]["letters_waiting"][0]["subject"], "What came of it");
        let mut officer = site.signed_in(Role::Administrator, Scope::Space);
        officer.post(&format!("/en/desk/narrators/{person}/erasure"), &[("sure", "yes")]);
        let waiting = test.space.read_now(|db| mail::due(db, NOON, 100)).unwrap();
        assert!(waiting.iter().all(|letter| letter.recipient != "mair@example.org"));
    });
}
