//! Themes: made, changed, merged, split and ended, with their history.

use crate::valley::{Valley, WORDS, change, read};
use kernel::access::{Role, Scope};
use kernel::testing::on_both;
use sense::finding::{Confidence, Draft, Level, Side};
use sense::{highlight, theme};
use web::testing::Site;

#[test]
fn a_theme_is_made_changed_and_ended_and_its_history_tells() {
    on_both(|test| {
        let valley = Valley::on(test);
        let site = Site::on(test, sense::routes());
        let mut mair = site.signed_in(Role::Evaluator, Scope::Space);
        assert!(mair.get("/en/desk/codebook").text.contains("There are no themes yet."));
        let programme = valley.programme.to_string();
        let made = mair.post(
            "/en/desk/codebook",
            &[
                ("programme", &programme),
                ("name_en", " Getting there "),
                ("name_cy", "Cyrraedd"),
                ("definition_en", "Travel, roads.\r\nNot cost."),
                ("colour", "7"),
            ],
        );
        assert_eq!(made.status, 303, "{}", made.text);
        let id = valley.programme;
        let theme = read(test, move |db| theme::all(db, id)).remove(0);
        assert_eq!((theme.name.en.as_str(), theme.colour), ("Getting there", 7));
        assert_eq!(theme.definition.en, "Travel, roads.\nNot cost.");

        let path = format!("/en/desk/codebook/{}", theme.id);
        assert!(mair.get(&format!("{path}/edit")).text.contains("Travel, roads."));
        let changed =
            mair.post(&path, &[("programme", &programme), ("name_en", "Travel"), ("colour", "2")]);
        assert_eq!(changed.status, 303);
        let page = mair.get(&path).text;
        assert!(page.contains("changed") && page.contains("Getting there"), "{page}");
        assert!(mair.get(&format!("{path}/closing")).text.contains("Nobody can mark words"));
        assert_eq!(mair.post(&format!("{path}/closing"), &[]).status, 303);
        assert!(mair.get(&path).text.contains("This theme has ended."));
        assert_eq!(mair.post(&format!("{path}/closing"), &[]).status, 422);
        let history = mair.get(&format!("/cy/desg/llyfr-codau/hanes?programme={programme}")).text;
        for word in ["wedi’i gwneud", "wedi’i newid", "wedi dod i ben", "Person 0"] {
            assert!(history.contains(word), "{word}");
        }
    });
}

#[test]
fn what_can_be_no_theme_comes_back_with_its_reason() {
    on_both(|test| {
        let valley = Valley::on(test);
        let site = Site::on(test, sense::routes());
        let mut mair = site.signed_in(Role::Evaluator, Scope::Space);
        let programme = valley.programme.to_string();
        let health = valley.theme(test, "Health");
        let long = "x".repeat(81);
        let gone = kernel::ids::Uuid::from_u128(9).to_string();
        for (fields, reason) in [
            (vec![("name_en", "  ")], "Give the theme a name"),
            (vec![("name_en", long.as_str())], "Use a name of up to 80 characters."),
            (vec![("name_en", "HEALTH")], "Another theme has this name."),
            (vec![("name_en", "A"), ("colour", "13")], "Choose one of the twelve colours."),
            (vec![("name_en", "A"), ("colour", "red")], "Choose one of the twelve colours."),
            (vec![("name_en", "A"), ("parent", gone.as_str())], "Choose a wider theme"),
            (vec![("name_en", "A"), ("parent", "x")], "Choose a wider theme"),
        ] {
            let mut all = vec![("programme", programme.as_str()), ("definition_en", "Kept.")];
            all.extend(fields);
            let answer = mair.post("/en/desk/codebook", &all);
            assert_eq!(answer.status, 422, "{reason}");
            assert!(answer.text.contains(reason) && answer.text.contains("Kept."), "{reason}");
        }
        // A theme can't lie beneath itself or what is beneath it.
        let child = change(test, move |tx| {
            let name = kernel::Both::new("Eyes", "");
            let draft = theme::Draft { name, parent: Some(health), ..theme::Draft::default() };
            theme::create(tx, valley.programme, &draft)
        });
        for parent in [health, child] {
            let path = format!("/en/desk/codebook/{health}");
            let fields = [("name_en", "Health"), ("parent", &parent.to_string())];
            assert_eq!(mair.post(&path, &fields).status, 422);
        }
        let elsewhere = kernel::ids::Uuid::from_u128(4).to_string();
        let answer = mair.post("/en/desk/codebook", &[("programme", &elsewhere), ("name_en", "A")]);
        assert_eq!(answer.status, 404);
    });
}

#[test]
fn merging_moves_highlights_and_evidence_and_leaves_none_twice() {
    on_both(|test| {
        let valley = Valley::on(test);
        let site = Site::on(test, sense::routes());
        let mut mair = site.signed_in(Role::Evaluator, Scope::Space);
        let me = Valley::person(test, 0);
        let voice = valley.voice(test, valley.cwm, WORDS);
        let [from, into] = ["Buses", "Getting there"].map(|name| valley.theme(test, name));
        let reading = Valley::marked(test, voice, me, &[(2, from), (3, from)], false);
        change(test, move |tx| {
            let second = highlight::of_reading(tx, reading)?[0].span();
            highlight::mark(tx, reading, second, &[from, into])
        });
        let programme = valley.programme;
        let finding = change(test, move |tx| {
            let id = sense::finding::create(
                tx,
                &Draft {
                    programme,
                    community: None,
                    sentence: kernel::Both::new("Buses decide.", ""),
                    level: Level::ACCOUNTS,
                    confidence: Confidence::Very,
                    limits: kernel::Both::new("Few asked.", ""),
                },
            )?;
            Ok::<_, sense::finding::NotFinding>(id)
        });
        change(test, move |tx| {
            for mark in highlight::of_reading(tx, reading)?.iter().filter(|m| m.theme_id == from) {
                sense::finding::cite(tx, finding, mark.id, Side::For)?;
            }
            Ok::<_, sense::finding::NotEvidence>(())
        });
        let programme_id = programme.to_string();
        let form = |from: &str, into: &str| {
            vec![
                ("programme".to_owned(), programme_id.clone()),
                ("from".into(), from.to_owned()),
                ("into".into(), into.to_owned()),
            ]
        };
        let post = |mair: &mut web::testing::Visitor<'_>, from: &str, into: &str| {
            let form = form(from, into);
            let form: Vec<(&str, &str)> =
                form.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
            mair.post("/en/desk/codebook/merging", &form)
        };
        assert_eq!(post(&mut mair, &from.to_string(), &from.to_string()).status, 422);
        assert_eq!(post(&mut mair, &from.to_string(), "").status, 422);
        assert_eq!(post(&mut mair, &from.to_string(), &into.to_string()).status, 303);
        let marks = read(test, move |db| highlight::of_reading(db, reading));
        assert_eq!(marks.len(), 2);
        assert!(marks.iter().all(|mark| mark.theme_id == into));
        let evidence = read(test, move |db| sense::finding::evidence(db, finding));
        assert_eq!(evidence.len(), 2);
        assert!(mair.get("/en/desk/codebook").text.contains("Voices you gave it to: 1"));
        let old = mair.get(&format!("/en/desk/codebook/{from}")).text;
        assert!(old.contains("It is now part of:") && old.contains("Getting there"));
        assert_eq!(post(&mut mair, &from.to_string(), &into.to_string()).status, 422);
    });
}

#[test]
fn splitting_makes_narrower_themes_and_a_person_moves_the_words() {
    on_both(|test| {
        let valley = Valley::on(test);
        let site = Site::on(test, sense::routes());
        let mut mair = site.signed_in(Role::Evaluator, Scope::Space);
        let me = Valley::person(test, 0);
        let voice = valley.voice(test, valley.cwm, WORDS);
        let health = valley.theme(test, "Health");
        let reading = Valley::marked(test, voice, me, &[(2, health), (3, health)], false);
        let path = format!("/en/desk/codebook/{health}/splitting");
        assert_eq!(mair.post(&path, &[("names_en", " \n ")]).status, 422);
        let split = mair.post(&path, &[("names_en", "Eyes\r\nFeet"), ("names_cy", "Llygaid")]);
        assert_eq!(split.status, 303);
        let programme = valley.programme;
        let themes = read(test, move |db| theme::all(db, programme));
        let names: Vec<&str> = themes.iter().map(|theme| theme.name.en.as_str()).collect();
        assert_eq!(names, ["Health", "Eyes", "Feet"]);
        assert!(themes[1..].iter().all(|theme| theme.parent_id == Some(health)));
        assert_eq!(themes[1].name.cy, "Llygaid");

        let page = mair.get(&path).text;
        assert!(page.contains("I cancelled, in the end."));
        let mark = read(test, move |db| highlight::of_reading(db, reading)).remove(1).id;
        let (mark_id, eyes) = (mark.to_string(), themes[1].id);
        let moved = mair.post(
            &format!("/en/desk/codebook/{health}/highlights"),
            &[("into", &eyes.to_string()), ("highlight", &mark_id)],
        );
        assert_eq!(moved.status, 303);
        let now = read(test, move |db| highlight::find(db, mark)).expect("there");
        assert_eq!(now.theme_id, eyes);
        let history = mair.get(&format!("/en/desk/codebook/{health}")).text;
        assert!(history.contains("split"));
    });
}
