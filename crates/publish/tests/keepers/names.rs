//! Names leave what was published when they are hidden, and the house with the last voice.

use super::planted::planted;
use super::told::{kept, public, say, site, versions};
use super::world::{change, work};
use kernel::Space;
use kernel::access::{Role, Scope};
use kernel::permission::{Permission, Rung};
use kernel::testing::on_both;
use listen::voice::{AskedBy, Person, Speaker};
use listen::{narrator, redaction, voice};
use publish::taking_back;

#[test]
fn a_name_that_is_hidden_later_leaves_what_was_published() {
    on_both(|test| {
        let planted = planted(&test.space);
        say(&test.space, &planted, "We heard it from heronquill drivers.");
        let site = site(test);
        let mut reader = site.visitor();
        assert!(public(&mut reader).contains("heronquill"));
        work(&site);
        assert!(kept(&site).contains("from heronquill drivers") && kept(&site).contains("%PDF"));
        let before = versions(&test.space, &planted);
        let voice = planted.voice;
        change(&test.space, move |tx| {
            redaction::add_typed(tx, voice, redaction::Part::Words, 1, "heronquill").unwrap();
        });
        assert!(!public(&mut reader).to_lowercase().contains("heronquill"));
        work(&site);
        assert!(!kept(&site).to_lowercase().contains("heronquill"));
        assert_eq!(versions(&test.space, &planted), before + 1);
        // Everything else still stands, and the quote says that a name is hidden.
        let page = reader.get("/en/reports/a-year").text;
        assert!(page.contains("[name hidden]") && page.contains("We heard it from"), "{page}");
    });
}

#[test]
fn a_name_leaves_when_its_person_lets_the_words_stand_without_it() {
    on_both(|test| {
        let planted = planted(&test.space);
        let voice = planted.voice;
        change(&test.space, move |tx| {
            narrator::reach_at(tx, voice, "wrenna@example.org").unwrap();
            let narrator = voice::find(tx, voice).unwrap().unwrap().narrator.unwrap();
            let person = Person {
                pseudonym: "P77".into(),
                name: Some("Wrenna Larkholt".into()),
                email: Some("wrenna@example.org".into()),
                phone: None,
            };
            narrator::edit(tx, narrator, &person).unwrap();
            voice::change_permission(tx, voice, Permission::only(Rung::Named)).unwrap();
        });
        say(&test.space, &planted, "Wrenna Larkholt told us so, and Wrenna knows.");
        let site = site(test);
        let mut reader = site.visitor();
        assert!(public(&mut reader).contains("Larkholt"));
        work(&site);
        assert!(kept(&site).contains("Larkholt"));
        let before = versions(&test.space, &planted);
        let mut officer = site.signed_in(Role::Administrator, Scope::Space);
        let path = format!("/en/desk/voices/{voice}/permission");
        assert_eq!(officer.post(&path, &[("rung", "online")]).status, 303);
        let public = public(&mut reader);
        assert!(!public.contains("Larkholt") && !public.contains("Wrenna"));
        assert!(public.contains("Two heronquill buses"), "the words still stand");
        work(&site);
        let kept = kept(&site);
        assert!(!kept.contains("Larkholt") && !kept.contains("Wrenna"));
        assert_eq!(versions(&test.space, &planted), before + 1);
    });
}

#[test]
fn a_persons_names_go_with_their_last_voice() {
    on_both(|test| {
        let planted = planted(&test.space);
        let known = planted.world.voice("few");
        let (first, second, person) = change(&test.space, move |tx| {
            let known = voice::find(tx, known).unwrap().unwrap();
            let mut draft = voice::Draft::new(known.campaign, known.community, "It is steep here.");
            draft.permission = Some(Permission::only(Rung::Online));
            draft.speaker = Speaker::New(Person {
                pseudonym: "Linnetholm".into(),
                name: Some("Corrin Linnet".into()),
                email: Some("corrin@linnet.example".into()),
                phone: Some("01970 555 019".into()),
            });
            let first = voice::record(tx, draft.clone()).unwrap();
            let person = voice::find(tx, first).unwrap().unwrap().narrator.unwrap();
            draft.speaker = Speaker::Known(person);
            let second = voice::record(tx, draft).unwrap();
            (first, second, person)
        });
        let named = |space: &Space| {
            let found = space.read_now(move |db| narrator::find(db, person)).unwrap().unwrap();
            (found.pseudonym, found.name, found.email, found.phone)
        };
        let back = |voice| {
            change(&test.space, move |tx| {
                let asked = AskedBy::Officer;
                taking_back::withdraw(tx, voice, asked, taking_back::Reason::Asked).unwrap();
            });
        };
        back(first);
        assert_eq!(named(&test.space).1.as_deref(), Some("Corrin Linnet"));
        back(second);
        assert_eq!(named(&test.space), (String::new(), None, None, None));
        let site = site(test);
        let mut officer = site.signed_in(Role::Administrator, Scope::Space);
        let list = officer.get("/en/desk/narrators").text;
        assert!(!list.contains(&person.to_string()));
        assert_eq!(officer.get(&format!("/en/desk/narrators/{person}")).status, 200);
    });
}
