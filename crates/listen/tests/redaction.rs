//! Stories of hidden names: the original is kept for few, and everybody else never sees it.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod valley;

use kernel::access::{Role, Scope};
use kernel::permission::purpose;
use kernel::testing::on_both;
use listen::redaction::{self, Part};
use listen::voice::{self as verbs, Review};
use valley::{TODAY, done, refused, valley, voice};
use web::testing::Site;

const WORDS: &str =
    "Mair: And then?\nP07: There’s Siân Puw from the top terrace, I’d not spoken to her.";

#[test]
fn a_hidden_name_is_gone_everywhere_but_for_those_who_may_look() {
    on_both(|test| {
        let valley = valley(test);
        let id = voice(test, valley, WORDS);
        let site = Site::on(test, listen::routes());
        let mut evaluator = site.signed_in(Role::Evaluator, Scope::Space);
        let path = format!("/en/desk/voices/{id}/redaction");
        assert!(evaluator.get("/en/desk/voices?words=puw").text.contains("<mark>Puw</mark>"));
        let answer =
            evaluator.post(&path, &[("part", "words"), ("line", "2"), ("typed", "siân puw")]);
        assert_eq!(answer.status, 303, "{}", answer.text);
        for page in [
            "/en/desk/voices".to_owned(),
            "/en/desk/voices?words=terrace".into(),
            "/en/desk/voices?words=puw".into(),
            format!("/en/desk/voices/{id}"),
            format!("/en/desk/voices/{id}/edit"),
            path.clone(),
            "/en/desk/review".into(),
            "/en/desk/voices/export".into(),
        ] {
            let found = evaluator.get(&page);
            assert_eq!(found.status, 200, "{page}");
            assert!(!found.text.contains("Siân"), "{page}");
            assert!(!found.text.contains("Puw"), "{page}");
        }
        assert!(evaluator.get("/en/desk/voices?words=puw").text.contains("No voices here"));
        let page = evaluator.get(&format!("/en/desk/voices/{id}"));
        assert!(page.text.contains(">name hidden</span> from the top terrace"), "{}", page.text);
        // Evaluators hide names but don't look behind them.
        assert_eq!(evaluator.post(&format!("/en/desk/voices/{id}/original"), &[]).status, 404);
        let mut archivist = site.signed_in(Role::Archivist, Scope::Space);
        let looked = |test: &kernel::testing::TestSpace| {
            let entries = test.space.read_now(move |db| kernel::audit::of(db, id)).unwrap();
            entries.iter().filter(|entry| entry.action == "voice.read_original").count()
        };
        assert_eq!(looked(test), 0);
        let original = archivist.post(&format!("/en/desk/voices/{id}/original"), &[]);
        assert!(original.text.contains("Siân Puw"));
        assert_eq!(looked(test), 1);
    });
}

#[test]
fn a_name_is_picked_typed_and_shown_again() {
    on_both(|test| {
        let valley = valley(test);
        let id = voice(test, valley, WORDS);
        let site = Site::on(test, listen::routes());
        let mut host = site.signed_in(Role::HostManager, Scope::Community(valley.helyg));
        let path = format!("/en/desk/voices/{id}/redaction");
        // Picked by script: places count from the start of the line's text.
        let picked = [("line", "2"), ("start", "8"), ("end", "16")];
        assert_eq!(host.post(&path, &picked).status, 303);
        assert!(!host.get(&path).text.contains("Siân"));
        for (line, typed) in [("2", "Siân"), ("1", "Puw"), ("9", "And"), ("x", "And"), ("1", " ")]
        {
            let answer = host.post(&path, &[("line", line), ("typed", typed)]);
            assert_eq!(answer.status, 422, "{line} {typed}");
        }
        // The name of a speaker can be hidden too.
        assert_eq!(host.post(&path, &[("line", "1"), ("typed", "Mair")]).status, 303);
        assert!(!host.get(&format!("/en/desk/voices/{id}")).text.contains("Mair"));
        done(test, move |tx| verbs::review(tx, id, Review::Cleared));
        let hidden = test.space.read_now(move |db| redaction::of(db, id)).unwrap();
        assert_eq!(hidden.len(), 2);
        for one in hidden {
            let id = one.id.to_string();
            assert_eq!(host.post(&path, &[("remove", id.as_str())]).status, 303);
        }
        let shown = host.get(&format!("/en/desk/voices/{id}"));
        assert!(shown.text.contains("Siân Puw") && shown.text.contains("Mair"));
        assert!(
            shown.text.contains("Waits for a review"),
            "what is shown again is looked at again"
        );
        let mut evaluator = site.signed_in(Role::Evaluator, Scope::Space);
        host.post(&path, &[("line", "2"), ("typed", "Siân Puw")]);
        let hidden = test.space.read_now(move |db| redaction::of(db, id)).unwrap();
        let one = hidden[0].id.to_string();
        assert_eq!(evaluator.post(&path, &[("remove", one.as_str())]).status, 404);
    });
}

#[test]
fn a_quote_says_that_a_name_is_hidden_and_lines_stay_where_they_are() {
    on_both(|test| {
        let valley = valley(test);
        let id = voice(test, valley, WORDS);
        done(test, move |tx| verbs::review(tx, id, Review::Cleared));
        let lines = |test: &kernel::testing::TestSpace| {
            let read = test.space.read_now(move |db| verbs::transcript(db, id, TODAY));
            let lines = read.unwrap().unwrap().into_words().lines;
            lines.iter().map(|line| (line.number, line.start, line.end)).collect::<Vec<_>>()
        };
        let before = lines(test);
        done(test, move |tx| redaction::add_typed(tx, id, Part::Words, 2, "Siân Puw"));
        assert_eq!(lines(test), before);
        let (start, end) = (before[1].1, before[1].2);
        let read = test
            .space
            .read_now(move |db| verbs::excerpt(db, id, start..end, purpose::Report, TODAY));
        let text = read.unwrap().unwrap().into_words().text;
        assert_eq!(text, "There’s [name hidden] from the top terrace, I’d not spoken to her.");
        let hidden = test.space.read_now(move |db| redaction::Hidden::of(db, [id], &[])).unwrap();
        assert_eq!(hidden.found("I saw Sian Puw there").first(), Some(&(6..14)));
        let again = move |tx: &mut kernel::Tx<'_>| {
            redaction::add(tx, id, Part::Words, start + 8..start + 16)
        };
        assert_eq!(refused(test, again), "redaction-already");
        let edited = refused(test, move |tx| {
            let edit = verbs::Edit {
                title: String::new(),
                described: String::new(),
                language: "en".into(),
                heard_on: None,
                entered_for: None,
                tags: Vec::new(),
                words: Some(("Siân Puw again".into(), None)),
            };
            verbs::edit(tx, id, edit)
        });
        assert_eq!(edited, "voice-has-hidden");
    });
}
