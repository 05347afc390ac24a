//! Pages that were open when words were taken back.

use crate::planted::planted;
use crate::put_back::{TYPED, site};
use crate::world::change;
use kernel::Language;
use kernel::access::{Role, Scope};
use kernel::testing::on_both;
use listen::voice::AskedBy;
use publish::{draft, promise, taking_back};

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
