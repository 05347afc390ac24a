//! Themes and coding to another program and back.

use crate::valley::{Valley, WORDS, change, read, two_readers};
use interchange::refi::{Limits, read_codebook, read_project, write_project};
use kernel::Both;
use kernel::access::{Role, Scope};
use kernel::permission::{Permission, Rung};
use kernel::testing::{TestSpace, on_both, sqlite};
use listen::redaction::{self, Part};
use sense::exchange::{self, Into};
use sense::{highlight, reading, theme};
use std::io::Cursor;
use web::testing::Site;

/// Themes, readings, marks and notes as they are held, with every id.
fn held(test: &TestSpace, valley: Valley) -> String {
    read(test, move |db| {
        let mut all = String::new();
        for theme in theme::ever(db, valley.programme)? {
            all += &format!(
                "theme {} {:?} {:?} {:?} {} {} {}\n",
                theme.id,
                theme.parent_id,
                theme.name,
                theme.definition,
                theme.colour,
                theme.position,
                theme.is_live()
            );
        }
        let readings: Vec<(sense::ReadingId, kernel::ids::AccountId, u32, u32, Option<i64>, bool)> =
            db.all(
                "select id, account_id, lines, reached, finished_at, passed from sense_reading
                 order by id",
                &[],
            )?;
        for one in &readings {
            all += &format!("reading {one:?}\n");
            for mark in highlight::of_reading(db, one.0)? {
                let span = mark.span();
                all += &format!("mark {} {} {span:?}\n", mark.id, mark.theme_id);
            }
            let memos: Vec<(u32, String)> = db.all(
                "select line, body from sense_memo where reading_id = $1 order by line",
                &[&one.0],
            )?;
            all += &format!("memos {memos:?}\n");
        }
        let tallies: Vec<(kernel::ids::AccountId, sense::ThemeId, i64)> = db.all(
            "select account_id, theme_id, voices from sense_tally where voices > 0
             order by account_id, theme_id",
            &[],
        )?;
        Ok(all + &format!("{tallies:?}"))
    })
}

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
        let ids =
            [valley.programme.to_string(), valley.campaign.to_string(), valley.cwm.to_string()];
        let fields = [
            ("programme", ids[0].as_str()),
            ("campaign", ids[1].as_str()),
            ("community", ids[2].as_str()),
            ("rung", "count"),
        ];
        let before = held(test, valley);
        let answer = mair.upload("/en/desk/coding/import", &fields, ("file", "a.qdpx", &forged));
        assert_eq!(answer.status, 200);
        assert!(answer.text.contains("Highlights: 0."));
        assert_eq!(held(test, valley), before);
        let own = read(test, move |db| reading::of(db, voice, two));
        assert!(own.is_none(), "no reading was begun for her either");
    });
}

#[test]
fn a_codebook_goes_out_and_comes_in_elsewhere() {
    on_both(|test| {
        let valley = Valley::on(test);
        let site = Site::on(test, sense::routes());
        let mut mair = site.signed_in(Role::Evaluator, Scope::Space);
        let empty = mair.get(&format!("/en/desk/codebook/export?programme={}", valley.programme));
        assert_eq!(empty.status, 404, "a codebook needs a theme");
        valley.theme(test, "Health");
        valley.theme(test, "Money");
        let path = format!("/en/desk/codebook/export?programme={}", valley.programme);
        let file = mair.get(&path);
        assert_eq!(file.headers["content-disposition"], "attachment; filename=\"helyg.qdc\"");
        let codes = read_codebook(Cursor::new(&file.bytes), &Limits::default()).expect("whole");
        assert_eq!(codes.value.codes.len(), 2);

        let elsewhere = valley.elsewhere.to_string();
        let fields = [("programme", elsewhere.as_str())];
        let path = "/en/desk/codebook/import";
        let answer = mair.upload(path, &fields, ("file", "b.qdc", &file.bytes));
        assert!(answer.text.contains("Themes added: 2."), "{}", answer.text);
        let answer = mair.upload(path, &fields, ("file", "b.qdc", &file.bytes));
        assert!(
            answer
                .text
                .contains("Themes added: 0. Themes changed: 0. Themes that stayed as they are: 2.")
        );
        let id = valley.elsewhere;
        let names: Vec<Both> = read(test, move |db| {
            Ok(theme::all(db, id)?.into_iter().map(|theme| theme.name).collect())
        });
        assert_eq!(names[0], Both::new("Health", "Health (cy)"));

        // Another program knows no Welsh: what is here stays.
        let plain = "<?xml version=\"1.0\"?><CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\"><Codes>\
            <Code guid=\"11111111-1111-4111-8111-111111111111\" name=\"Health\" isCodable=\"true\">\
            <Description>Bodies and minds</Description></Code></Codes></CodeBook>";
        let answer = mair.upload(path, &fields, ("file", "c.qdc", plain.as_bytes()));
        assert!(answer.text.contains("Themes changed: 1."), "{}", answer.text);
        let health = read(test, move |db| theme::all(db, id)).remove(0);
        assert_eq!(health.name, Both::new("Health", "Health (cy)"));
        assert_eq!(health.definition.en, "Bodies and minds");
    });
}

#[test]
fn hostile_files_are_refused_with_a_sentence() {
    on_both(|test| {
        let valley = Valley::on(test);
        let site = Site::on(test, sense::routes());
        let mut mair = site.signed_in(Role::Evaluator, Scope::Space);
        let ids =
            [valley.programme.to_string(), valley.campaign.to_string(), valley.cwm.to_string()];
        let fields = [
            ("programme", ids[0].as_str()),
            ("campaign", ids[1].as_str()),
            ("community", ids[2].as_str()),
            ("rung", "count"),
        ];
        let bomb = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaa\">]>\
            <CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\"><Codes/></CodeBook>";
        let long = format!(
            "<?xml version=\"1.0\"?><CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\"><Codes><Code \
             guid=\"11111111-1111-4111-8111-111111111111\" name=\"{}\" isCodable=\"true\"/>\
             </Codes></CodeBook>",
            "x".repeat(200)
        );
        let bad: [(&[u8], &str); 6] = [
            (b"", "Choose a file."),
            (b"PK\x03\x04 not really", "well-formed"),
            (b"\xff\xfe\x00\xd8", "not text"),
            (bomb.as_bytes(), "document type declaration"),
            (b"<Other xmlns=\"urn:QDA-XML:codebook:1.0\"/>", "another kind"),
            (long.as_bytes(), "Use a name of up to 80 characters."),
        ];
        for (bytes, reason) in bad {
            let answer =
                mair.upload("/en/desk/codebook/import", &fields[..1], ("file", "x.qdc", bytes));
            assert_eq!(answer.status, 422, "{reason}");
            let said = answer.text.contains(reason) || (bytes.is_empty());
            assert!(said, "{reason}: {}", answer.text);
            assert!(answer.text.contains("There is a problem"));
        }
        for bytes in [b"nonsense".as_slice(), b"PK\x03\x04", bomb.as_bytes()] {
            let answer = mair.upload("/en/desk/coding/import", &fields, ("file", "x.qdpx", bytes));
            assert_eq!(answer.status, 422);
            assert!(answer.text.contains("The file can’t be opened."));
        }
        let huge = vec![b'x'; 3 << 20];
        let answer = mair.upload("/en/desk/coding/import", &fields, ("file", "x.qdpx", &huge));
        assert_eq!(answer.status, 413);
        let programme = valley.programme;
        assert!(read(test, move |db| theme::ever(db, programme)).is_empty(), "half imported");
    });
}
