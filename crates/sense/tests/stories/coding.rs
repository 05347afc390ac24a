//! Coding a voice line by line.

use crate::valley::{Valley, WORDS, change, read};
use kernel::access::{Role, Scope};
use kernel::ids::Uuid;
use kernel::testing::on_both;
use listen::redaction::{self, Part};
use sense::{highlight, reading};
use web::testing::Site;

#[test]
fn a_line_is_coded_and_the_next_one_comes() {
    on_both(|test| {
        let valley = Valley::on(test);
        let site = Site::on(test, sense::routes());
        let mut mair = site.signed_in(Role::Evaluator, Scope::Space);
        let voice = valley.voice(test, valley.cwm, WORDS);
        let getting = valley.theme(test, "Getting there");
        let company = valley.theme(test, "Company");

        let page = mair.get(&format!("/en/desk/voices/{voice}/coding?line=2"));
        assert_eq!(page.status, 200);
        for there in
            ["P07, at home", "Line 2: choose themes", "Getting there", "Save and go to line 3"]
        {
            assert!(page.text.contains(there), "{there}");
        }
        assert!(!page.text.contains("<mark"), "nothing is marked yet");

        let themes = [getting.to_string(), company.to_string()];
        let saved = mair.post(
            &format!("/en/desk/voices/{voice}/coding"),
            &[
                ("line", "2"),
                ("start", ""),
                ("end", ""),
                ("theme", &themes[0]),
                ("theme", &themes[1]),
                ("memo", "Compare P03."),
            ],
        );
        assert_eq!(saved.status, 303);
        assert_eq!(saved.location(), format!("/en/desk/voices/{voice}/coding?line=3#l3"));

        let page = mair.get(&format!("/en/desk/voices/{voice}/coding?line=2"));
        assert!(page.text.contains("<mark class=\"m1\"><mark class=\"m2\">"), "{}", page.text);
        assert!(page.text.contains("Compare P03."));
        assert_eq!(page.text.matches("checked data-theme").count(), 2);
        let welsh = mair.get(&format!("/cy/desg/lleisiau/{voice}/codio?line=2"));
        assert!(welsh.text.contains("Getting there (cy)") && welsh.text.contains("lang=\"cy\""));

        // The next line is taken up by itself, and the rail tells how far it has come.
        let page = mair.get(&format!("/en/desk/voices/{voice}/coding"));
        assert!(page.text.contains("Save and go to line 4"));
        assert!(page.text.contains("40 per cent coded"));
    });
}

#[test]
fn words_within_a_line_are_marked_and_taken_off_again() {
    on_both(|test| {
        let valley = Valley::on(test);
        let site = Site::on(test, sense::routes());
        let mut mair = site.signed_in(Role::Evaluator, Scope::Space);
        let voice = valley.voice(test, valley.cwm, WORDS);
        let theme = valley.theme(test, "Getting there").to_string();
        let path = format!("/en/desk/voices/{voice}/coding");
        let span = |theme: &str| {
            vec![
                ("line".to_owned(), "2".to_owned()),
                ("start".into(), "0".into()),
                ("end".into(), "14".into()),
                ("theme".into(), theme.to_owned()),
            ]
        };
        let fields = span(&theme);
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(mair.post(&path, &fields).status, 303);
        let page = mair.get(&format!("{path}?line=1"));
        assert!(page.text.contains("<mark class=\"m1\">It’s two buses</mark> and then that hill."));

        // A line with one mark opens on the marked words; another span can be asked for.
        let page = mair.get(&format!("{path}?line=2"));
        assert!(page.text.contains("data-picked>It’s two buses</span>"));
        let page = mair.get(&format!("{path}?line=2&start=15&end=18"));
        assert!(page.text.contains("data-picked>and</span>"));

        assert_eq!(mair.post(&path, &fields[..3]).status, 303);
        assert!(!mair.get(&path).text.contains("<mark"));
        let reader = Valley::person(test, 0);
        let own = read(test, move |db| reading::of(db, voice, reader)).expect("a reading");
        assert!(read(test, move |db| highlight::of_reading(db, own.id)).is_empty());
    });
}

#[test]
fn what_is_not_on_the_line_is_refused_kindly_and_kept() {
    on_both(|test| {
        let valley = Valley::on(test);
        let site = Site::on(test, sense::routes());
        let mut mair = site.signed_in(Role::Evaluator, Scope::Space);
        let voice = valley.voice(test, valley.cwm, WORDS);
        let theme = valley.theme(test, "Getting there").to_string();
        let path = format!("/en/desk/voices/{voice}/coding");
        for (line, start, end) in [
            ("2", "0", "4000"),
            ("2", "9", "9"),
            ("2", "12", "3"),
            ("2", "x", "3"),
            ("2", "3", ""),
            ("99", "", ""),
            ("2", "18446744073709551615", "18446744073709551615"),
        ] {
            let answer = mair.post(
                &path,
                &[
                    ("line", line),
                    ("start", start),
                    ("end", end),
                    ("theme", &theme),
                    ("memo", "Typed."),
                ],
            );
            assert_eq!(answer.status, 422, "{line} {start} {end}");
            assert!(answer.text.contains("<title>Error: "));
            assert!(answer.text.contains("These words are not on that line any more."));
            assert!(answer.text.contains("Typed.") && answer.text.contains("checked data-theme"));
        }
        let reader = Valley::person(test, 0);
        assert!(read(test, move |db| reading::of(db, voice, reader)).is_none(), "half begun");
        assert_eq!(mair.post(&path, &[("line", "two")]).status, 400);
        assert_eq!(mair.post_bare(&path, &[("line", "2")]).status, 403);
    });
}

#[test]
fn a_forged_theme_or_voice_marks_nothing() {
    on_both(|test| {
        let valley = Valley::on(test);
        let site = Site::on(test, sense::routes());
        let mut mair = site.signed_in(Role::Evaluator, Scope::Space);
        let voice = valley.voice(test, valley.cwm, WORDS);
        let path = format!("/en/desk/voices/{voice}/coding");
        let elsewhere = valley.elsewhere;
        let foreign = change(test, move |tx| {
            let name = kernel::Both::new("Foreign", "");
            let draft = sense::theme::Draft::named(name, kernel::Both::default());
            sense::theme::create(tx, elsewhere, &draft)
        });
        let ended = valley.theme(test, "Ended");
        change(test, move |tx| sense::theme::end(tx, ended));
        let nobody = Uuid::from_u128(77).to_string();
        for theme in [foreign.to_string(), ended.to_string(), nobody, "theme".into()] {
            let answer = mair.post(&path, &[("line", "2"), ("theme", &theme)]);
            assert_eq!(answer.status, 422, "{theme}");
            assert!(answer.text.contains("Choose themes that are in use in this programme."));
        }
        for id in [Uuid::from_u128(3).to_string(), "x".into()] {
            let path = format!("/en/desk/voices/{id}/coding");
            assert_eq!(mair.get(&path).status, 404);
            assert_eq!(mair.post(&path, &[("line", "1")]).status, 404);
            let reading = format!("/en/desk/voices/{id}/reading");
            assert_eq!(mair.post(&reading, &[("to", "finish")]).status, 404);
            assert_eq!(mair.get(&format!("/en/desk/voices/{id}/differences")).status, 404);
        }
    });
}

#[test]
fn a_hidden_name_is_never_on_the_page() {
    on_both(|test| {
        let valley = Valley::on(test);
        let site = Site::on(test, sense::routes());
        let mut mair = site.signed_in(Role::Evaluator, Scope::Space);
        let voice = valley.voice(test, valley.cwm, WORDS);
        let theme = valley.theme(test, "Health").to_string();
        let at =
            WORDS.chars().collect::<Vec<_>>().windows(4).position(|w| w == ['S', 'i', 'â', 'n']);
        let start = at.expect("a name");
        change(test, move |tx| redaction::add(tx, voice, Part::Words, start..start + 8));
        let path = format!("/en/desk/voices/{voice}/coding");
        assert_eq!(mair.post(&path, &[("line", "3"), ("theme", &theme)]).status, 303);
        let page = mair.get(&format!("{path}?line=3"));
        assert!(page.text.contains("<span class=\"mask\" data-length=\"8\""));
        for path in [path, "/en/desk/highlights".into(), "/en/desk/highlights/export".into()] {
            let answer = mair.get(&path);
            assert_eq!(answer.status, 200);
            assert!(!answer.text.contains("Siân") && !answer.text.contains("Puw"), "{path}");
            assert!(answer.text.contains("name hidden"), "{path}");
        }
    });
}

#[test]
fn a_finished_reading_stays_as_it_is_until_it_is_opened_again() {
    on_both(|test| {
        let valley = Valley::on(test);
        let site = Site::on(test, sense::routes());
        let mut mair = site.signed_in(Role::Evaluator, Scope::Space);
        let voice = valley.voice(test, valley.cwm, WORDS);
        let theme = valley.theme(test, "Health").to_string();
        let coding = format!("/en/desk/voices/{voice}/coding");
        let reading = format!("/en/desk/voices/{voice}/reading");
        assert_eq!(mair.post(&coding, &[("line", "3"), ("theme", &theme)]).status, 303);
        assert_eq!(mair.post(&reading, &[("to", "finish")]).status, 303);
        let refused = mair.post(&coding, &[("line", "2"), ("theme", &theme)]);
        assert_eq!(refused.status, 422);
        assert!(refused.text.contains("You have finished this voice"));
        assert_eq!(mair.post(&reading, &[("to", "finish")]).status, 422);
        assert_eq!(mair.post(&reading, &[("to", "reopen")]).status, 303);
        assert_eq!(mair.post(&coding, &[("line", "2"), ("theme", &theme)]).status, 303);
        assert_eq!(mair.post(&reading, &[("to", "dance")]).status, 422);
    });
}

#[test]
fn a_voice_that_is_taken_down_or_back_is_not_there() {
    on_both(|test| {
        let valley = Valley::on(test);
        let site = Site::on(test, sense::routes());
        let mut mair = site.signed_in(Role::Evaluator, Scope::Space);
        let voice = valley.voice(test, valley.cwm, WORDS);
        let theme = valley.theme(test, "Health");
        Valley::marked(test, voice, Valley::person(test, 0), &[(3, theme)], true);
        let by = listen::voice::AskedBy::Officer;
        change(test, move |tx| listen::voice::take_down(tx, voice, by, "Worried."));
        assert_eq!(mair.get(&format!("/en/desk/voices/{voice}/coding")).status, 404);
        let coding = mair.post(&format!("/en/desk/voices/{voice}/coding"), &[("line", "1")]);
        assert_eq!(coding.status, 404);
        for path in ["/en/desk/highlights", "/en/desk/highlights/export", "/en/desk/coding"] {
            let answer = mair.get(path);
            assert!(!answer.text.contains("I cancelled") && !answer.text.contains("P07"), "{path}");
        }
        let programme = valley.programme;
        let counts = read(test, move |db| sense::theme::voices(db, programme, None));
        assert_eq!(counts.iter().map(|(_, voices)| *voices).collect::<Vec<_>>(), [0]);
    });
}

#[test]
fn a_theme_counts_each_living_voice_once_however_it_was_given() {
    on_both(|test| {
        let valley = Valley::on(test);
        let site = Site::on(test, sense::routes());
        let _mair = site.signed_in(Role::Evaluator, Scope::Space);
        let _sian = site.signed_in(Role::Evaluator, Scope::Space);
        let (mair, sian) = (Valley::person(test, 0), Valley::person(test, 1));
        let (health, cost) = (valley.theme(test, "Health"), valley.theme(test, "Cost"));
        let voices: Vec<_> = [valley.cwm, valley.llan, valley.cwm, valley.llan, valley.cwm]
            .map(|community| valley.voice(test, community, WORDS))
            .to_vec();
        // Twice by one reader and again by another: one voice.
        Valley::marked(test, voices[0], mair, &[(2, health), (3, health)], true);
        Valley::marked(test, voices[0], sian, &[(3, health), (3, cost)], true);
        // Finished by one and not by the other: it counts for what the first one gave.
        Valley::marked(test, voices[1], mair, &[(2, health)], true);
        Valley::marked(test, voices[1], sian, &[(2, health), (2, cost)], false);
        // Finished by nobody, taken down, taken back: none counts.
        Valley::marked(test, voices[2], mair, &[(2, cost)], false);
        Valley::marked(test, voices[3], mair, &[(2, health)], true);
        Valley::marked(test, voices[4], sian, &[(2, cost)], true);
        let by = listen::voice::AskedBy::Officer;
        let (down, back) = (voices[3], voices[4]);
        change(test, move |tx| listen::voice::take_down(tx, down, by, "Worried."));
        change(test, move |tx| listen::voice::forget(tx, back, by, "Asked."));
        let counted = |community| {
            let programme = valley.programme;
            let counts = read(test, move |db| sense::theme::voices(db, programme, community));
            counts.iter().map(|(_, voices)| *voices).collect::<Vec<_>>()
        };
        assert_eq!(counted(None), [2, 1]);
        // Communities are counted by another query, and together they are the programme.
        let (cwm, llan) = (counted(Some(valley.cwm)), counted(Some(valley.llan)));
        assert_eq!((cwm, llan), (vec![1, 1], vec![1, 0]));
    });
}
