//! Whole projects, out and back.

use super::{bring, held};
use crate::valley::{Valley, WORDS, change, read, two_readers};
use interchange::refi::{Limits, read_project, write_project};
use kernel::Both;
use kernel::access::{Role, Scope};
use kernel::permission::{Permission, Rung};
use kernel::testing::{on_both, sqlite};
use listen::redaction::{self, Part};
use sense::exchange::{self, Into};
use sense::{highlight, reading, theme};
use std::io::Cursor;
use web::testing::Site;

#[test]
fn a_project_goes_out_and_comes_back_without_loss() {
    on_both(|test| {
        let valley = Valley::on(test);
        let site = Site::on(test, sense::routes());
        let (mut sian, mut mair) = two_readers(&site);
        let voice = valley.voice(test, valley.cwm, WORDS);
        let health = valley.theme(test, "Health");
        let programme = valley.programme;
        let eyes = change(test, move |tx| {
            let draft = theme::Draft {
                name: Both::new("", "Llygaid"),
                definition: Both::new("", "Nid \"traed\" <chwaith> & ŷ."),
                colour: Some(9),
                parent: Some(health),
                position: Some(1),
            };
            theme::create(tx, programme, &draft)
        });
        let ended = valley.theme(test, "Ended");
        let (one, two) = (Valley::person(test, 0), Valley::person(test, 1));
        let first = Valley::marked(test, voice, one, &[(2, health), (3, eyes), (5, ended)], false);
        change(test, move |tx| {
            let whole = highlight::of_reading(tx, first)?[0].span();
            let part = highlight::Span { start: whole.start + 5, end: whole.start + 14, ..whole };
            highlight::save(tx, first, part, &[eyes, health], Some("A note,\non two lines."))
        });
        Valley::marked(test, voice, two, &[(3, health)], true);
        change(test, move |tx| reading::finish(tx, first));
        change(test, move |tx| theme::end(tx, ended));
        let at =
            WORDS.chars().collect::<Vec<_>>().windows(4).position(|w| w == ['S', 'i', 'â', 'n']);
        let start = at.expect("a name");
        change(test, move |tx| redaction::add(tx, voice, Part::Words, start..start + 8));

        let path = format!("/en/desk/coding/export?programme={programme}");
        let file = sian.get(&path);
        assert_eq!(file.status, 200);
        assert_eq!(file.bytes, mair.get(&path).bytes, "the same for both: both have finished");
        let project = read_project(Cursor::new(&file.bytes), &Limits::default()).expect("whole");
        assert_eq!(project.left_out, []);
        let text = &project.value.sources[0].text;
        assert!(!text.contains("Siân") && text.contains("████████"));

        // Into another space, where the same two people have accounts.
        let other = sqlite();
        let there = Valley::on(&other);
        let accounts = [(one, "sian@example.org"), (two, "mair@example.org")];
        let evaluator = kernel::access::Viewer {
            account: one,
            name: "Siân".into(),
            language: kernel::Language::En,
            roles: vec![(Role::Evaluator, Scope::Space)],
        };
        other
            .space
            .change_now(kernel::testing::act(), move |tx| {
                for (id, email) in accounts {
                    tx.run(
                        "insert into kernel_account (id, email, name, language, created_at)
                         values ($1, $2, 'Somebody', 'en', 0)",
                        &[&id, &email],
                    )?;
                }
                Ok(())
            })
            .expect("accounts");
        let into = Into {
            programme: there.programme,
            campaign: there.campaign,
            community: there.cwm,
            permission: Permission::only(Rung::Count),
        };
        let value = project.value.clone();
        let viewer = evaluator.clone();
        let brought = change(&other, move |tx| exchange::bring_project(tx, &viewer, into, &value));
        assert_eq!((brought.themes, brought.voices, brought.highlights), (3, 1, 6));
        assert_eq!((brought.memos, brought.left), (1, 0));
        assert_eq!(held(&other, there), held(test, valley));

        let again = read(&other, move |db| {
            let today = kernel::clock::day(kernel::testing::NOON);
            exchange::project(db, &evaluator, there.programme, None, today)
        });
        assert_eq!(again.sources[0].text, *text, "names stay hidden");
        assert_eq!(again.codes, project.value.codes);
        assert_eq!(again.notes.len(), project.value.notes.len());
    });
}

#[test]
fn bringing_the_same_project_twice_changes_nothing() {
    on_both(|test| {
        let valley = Valley::on(test);
        let site = Site::on(test, sense::routes());
        let mut mair = site.signed_in(Role::Evaluator, Scope::Space);
        let voice = valley.voice(test, valley.cwm, WORDS);
        let theme = valley.theme(test, "Health");
        let me = Valley::person(test, 0);
        Valley::marked(test, voice, me, &[(2, theme), (3, theme)], false);
        let path = format!("/en/desk/coding/export?programme={}", valley.programme);
        let file = mair.get(&path).bytes;
        let before = held(test, valley);
        let (programme, campaign, community) =
            (valley.programme.to_string(), valley.campaign.to_string(), valley.cwm.to_string());
        let fields = [
            ("programme", programme.as_str()),
            ("campaign", campaign.as_str()),
            ("community", community.as_str()),
            ("rung", "count"),
        ];
        let answer = mair.upload("/en/desk/coding/import", &fields, ("file", "a.qdpx", &file));
        assert_eq!(answer.status, 200, "{}", answer.text);
        assert!(answer.text.contains("Voices: 0. Highlights: 0. Notes: 0. Left as they were: 2."));
        assert_eq!(held(test, valley), before);

        // Nothing is assumed: without a permission, a campaign or a file it is refused.
        for missing in ["rung", "campaign", "community"] {
            let some: Vec<(&str, &str)> =
                fields.iter().copied().filter(|(name, _)| *name != missing).collect();
            let answer = mair.upload("/en/desk/coding/import", &some, ("file", "a.qdpx", &file));
            assert_eq!(answer.status, 422, "{missing}");
        }
        let named: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| if *name == "rung" { ("rung", "named") } else { (*name, *value) })
            .collect();
        let answer = mair.upload("/en/desk/coding/import", &named, ("file", "a.qdpx", &file));
        assert_eq!(answer.status, 422);
    });
}

#[test]
fn nobody_puts_marks_into_anothers_reading_by_a_file() {
    on_both(|test| {
        let valley = Valley::on(test);
        let site = Site::on(test, sense::routes());
        let (mut sian, mut mair) = two_readers(&site);
        let voice = valley.voice(test, valley.cwm, WORDS);
        let theme = valley.theme(test, "Health");
        let (one, two) = (Valley::person(test, 0), Valley::person(test, 1));
        Valley::marked(test, voice, one, &[(2, theme)], false);
        let path = format!("/en/desk/coding/export?programme={}", valley.programme);
        let file = sian.get(&path).bytes;
        let mut project = read_project(Cursor::new(file), &Limits::default()).expect("whole").value;
        for selection in &mut project.sources[0].selections {
            selection.guid = kernel::ids::Uuid::from_u128(selection.guid.as_u128() ^ 99);
            selection.end -= 3;
        }
        let forged = write_project(&project).expect("a file");
        let before = held(test, valley);
        let answer = bring(&mut mair, valley, "a.qdpx", &forged);
        assert_eq!(answer.status, 200);
        assert!(answer.text.contains("Highlights: 0."));
        assert_eq!(held(test, valley), before);
        let own = read(test, move |db| reading::of(db, voice, two));
        assert!(own.is_none(), "no reading was begun for her either");
    });
}

#[test]
fn the_house_takes_away_every_reading_that_is_finished() {
    on_both(|test| {
        let valley = Valley::on(test);
        let site = Site::on(test, sense::routes());
        two_readers(&site);
        let health = valley.theme(test, "Health");
        let (one, two) = (Valley::person(test, 0), Valley::person(test, 1));
        let finished = valley.voice(test, valley.cwm, WORDS);
        let open = valley.voice(test, valley.cwm, WORDS);
        Valley::marked(test, finished, one, &[(2, health)], true);
        Valley::marked(test, finished, two, &[(3, health)], true);
        Valley::marked(test, open, one, &[(2, health)], true);
        Valley::marked(test, open, two, &[(3, health)], false);
        let project = read(test, move |db| {
            let today = kernel::clock::day(kernel::testing::NOON);
            exchange::whole_project(db, valley.programme, today)
        });
        let sources: Vec<_> = project.sources.iter().map(|source| source.guid).collect();
        assert_eq!(sources, [kernel::ids::Uuid::from(finished)], "nobody is told of an open one");
        assert_eq!(project.sources[0].selections.len(), 2);
        assert_eq!(project.users.len(), 2);
    });
}
