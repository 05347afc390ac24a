//! Themes and coding to another program and back.

use crate::valley::{Valley, WORDS, change, read, two_readers};
use interchange::refi::{Limits, read_codebook, read_project, write_project};
use kernel::Both;
use kernel::access::{Role, Scope};
use kernel::permission::{Permission, Rung};
use kernel::testing::{TestSpace, Work, counting, on_both, sqlite};
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
        let bad: [(&[u8], &str); 5] = [
            (b"", "Choose a file."),
            (b"PK\x03\x04 not really", "well-formed"),
            (b"\xff\xfe\x00\xd8", "not text"),
            (bomb.as_bytes(), "document type declaration"),
            (b"<Other xmlns=\"urn:QDA-XML:codebook:1.0\"/>", "another kind"),
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

/// A code with this number for its guid, its name and what is within it.
fn code(number: u32, name: &str, inner: &str) -> String {
    format!(
        "<Code guid=\"{number:08x}-0000-4000-8000-000000000000\" name=\"{name}\" \
         isCodable=\"true\">{inner}</Code>"
    )
}

fn codebook(codes: &str) -> String {
    format!("<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\"><Codes>{codes}</Codes></CodeBook>")
}

/// The names of a programme's themes, each with those above it.
fn paths(test: &TestSpace, programme: kernel::ids::ProgrammeId) -> Vec<String> {
    let themes = read(test, move |db| theme::all(db, programme));
    let path = |theme: &theme::Theme| {
        let mut names = vec![theme.name.en.clone()];
        let mut above = theme.parent_id;
        while let Some(wider) = above.and_then(|id| themes.iter().find(|one| one.id == id)) {
            names.insert(0, wider.name.en.clone());
            above = wider.parent_id;
        }
        names.join("/")
    };
    themes.iter().map(path).collect()
}

#[test]
fn a_code_is_its_guid_and_its_path_and_never_its_name_alone() {
    on_both(|test| {
        let valley = Valley::on(test);
        let site = Site::on(test, sense::routes());
        let mut mair = site.signed_in(Role::Evaluator, Scope::Space);
        let programme = valley.programme.to_string();
        let mut take = |codes: &str| {
            let file = codebook(codes);
            let fields = [("programme", programme.as_str())];
            mair.upload("/en/desk/codebook/import", &fields, ("file", "a.qdc", file.as_bytes()))
        };
        let codes = code(1, "Transport", &code(2, "Cost", ""))
            + &code(3, "Food", &code(4, "Cost", ""))
            + &code(5, "Health", &code(6, "health", ""))
            + &code(7, "Cost", "")
            + &code(8, "cost", "");
        let answer = take(&codes);
        assert!(answer.text.contains("Themes added: 8."), "{}", answer.text);
        let all = [
            "Transport",
            "Transport/Cost",
            "Food",
            "Food/Cost",
            "Health",
            "Health/health",
            "Cost",
            "cost",
        ];
        assert_eq!(paths(test, valley.programme), all);
        let answer = take(&codes);
        assert!(answer.text.contains("Themes that stayed as they are: 8."), "{}", answer.text);

        // Another program's guids: what is known by its path is that theme.
        let others = code(11, "Transport", &code(12, "COST", ""))
            + &code(13, "Leisure", &code(14, "Cost", ""));
        let answer = take(&others);
        assert!(answer.text.contains("Themes added: 2. Themes changed: 1."), "{}", answer.text);
        let mut wanted = all.map(str::to_owned).to_vec();
        wanted[1] = "Transport/COST".into();
        wanted.extend(["Leisure".to_owned(), "Leisure/Cost".to_owned()]);
        assert_eq!(paths(test, valley.programme), wanted);

        // By hand nobody makes two of one name beside each other, but under another theme.
        let food = read(test, move |db| theme::all(db, valley.programme)).remove(2).id.to_string();
        let mut post = |parent: &str, name: &str| {
            let fields = [("programme", programme.as_str()), ("name_en", name), ("parent", parent)];
            mair.post("/en/desk/codebook", &fields).status
        };
        assert_eq!(post(&food, "Transport"), 303);
        assert_eq!(post(&food, "TRANSPORT"), 422);
    });
}

#[test]
fn what_a_project_has_beyond_what_can_be_kept_is_named_and_the_rest_comes_in() {
    on_both(|test| {
        let valley = Valley::on(test);
        let site = Site::on(test, sense::routes());
        let mut mair = site.signed_in(Role::Evaluator, Scope::Space);
        let (long_name, long_words) = ("name ".repeat(30), "words ".repeat(2_000));
        let codes = code(1, &long_name, &format!("<Description>{long_words}</Description>"))
            + &code(2, "", "");
        let text = |number: u32, name: &str, words: &str, marks: &str| {
            format!(
                "<TextSource guid=\"{number:08x}-0000-4000-8000-000000000000\" name=\"{name}\">\
                 <PlainTextContent>{words}</PlainTextContent>{marks}</TextSource>"
            )
        };
        let mark = |number: u32, end: u32, code: u32| {
            format!(
                "<PlainTextSelection guid=\"{number:08x}-0000-4000-8000-000000000000\" \
                 startPosition=\"0\" endPosition=\"{end}\"><Coding guid=\"c{number}\"><CodeRef \
                 targetGUID=\"{code:08x}-0000-4000-8000-000000000000\"/></Coding>\
                 </PlainTextSelection>"
            )
        };
        let project = |marks: &str| {
            let sources = text(5, "Mair", "Two buses.", marks)
                + &text(6, "Blank", " \n ", &mark(21, 1, 1))
                + &text(7, &"x".repeat(130), "Other words", "");
            let document = format!(
                "<?xml version=\"1.0\"?><Project name=\"p\"><CodeBook><Codes>{codes}</Codes>\
                 </CodeBook><Sources>{sources}<PictureSource guid=\"pic\" name=\"The bus stop\"/>\
                 </Sources></Project>"
            );
            let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
            let options = zip::write::SimpleFileOptions::default();
            zip.start_file("Valley.qde", options).expect("a file");
            std::io::Write::write_all(&mut zip, document.as_bytes()).expect("written");
            zip.finish().expect("whole").into_inner()
        };
        let ids =
            [valley.programme.to_string(), valley.campaign.to_string(), valley.cwm.to_string()];
        let fields = [
            ("programme", ids[0].as_str()),
            ("campaign", ids[1].as_str()),
            ("community", ids[2].as_str()),
            ("rung", "count"),
        ];
        let mut bring = |marks: &str| {
            let file = project(marks);
            let file = ("file", "a.qdpx", file.as_slice());
            let answer = mair.upload("/en/desk/coding/import", &fields, file);
            assert_eq!(answer.status, 200, "{}", answer.text);
            answer.text
        };
        let marks = mark(11, 11, 1) + &mark(12, 3, 9);
        let said = bring(&marks);
        assert!(said.contains("Themes: 2. Voices: 2. Highlights: 1. Notes: 0."), "{said}");
        for odd in [
            "line 1, PlainTextSelection 0000000b-0000-4000-8000-000000000000: the mark ends after \
             its text.",
            "Coding c12: its theme is not in the file’s codebook",
            "PictureSource The bus stop (pic): it has no plain words",
            "Code 00000002-0000-4000-8000-000000000000: the theme has no name.",
            "its name is longer than 80 characters. It was shortened",
            "its definition is longer than 10,000 characters.",
            "Text Blank (00000006-0000-4000-8000-000000000000): there are no words in it",
            "(00000007-0000-4000-8000-000000000000): its name is longer than 120 characters",
        ] {
            assert!(said.contains(odd), "{odd}: {said}");
        }
        let themes = read(test, move |db| theme::all(db, valley.programme));
        assert_eq!(themes[0].name.en.chars().count(), 80);
        assert!(themes[0].definition.en.starts_with(long_name.trim()), "the whole name is kept");
        assert_eq!(themes[1].name.en, "00000002-0000-4000-8000-000000000000");

        // The project was worked on and comes again: the same voices, and one more mark.
        let said = bring(&(marks + &mark(13, 3, 1)));
        assert!(said.contains("Themes: 0. Voices: 0. Highlights: 1."), "{said}");
    });
}

#[test]
fn what_repeats_words_that_were_taken_back_is_left_out_and_the_rest_comes_in() {
    on_both(|test| {
        let valley = Valley::on(test);
        let site = Site::on(test, sense::routes().and(listen::routes()));
        let mut mair = site.signed_in(Role::Evaluator, Scope::Space);
        let voice = valley.voice(test, valley.cwm, WORDS);
        change(test, move |tx| {
            listen::voice::forget(tx, voice, listen::voice::AskedBy::Narrator, "")
        });
        let gone = "If the first one’s late you’ve lost the second.";
        let codes = code(1, "Buses", "") + &code(2, gone, "") + &code(3, "Hills", "");
        let text = |number: u32, name: &str, words: &str| {
            format!(
                "<TextSource guid=\"{number:08x}-0000-4000-8000-000000000000\" name=\"{name}\">\
                 <PlainTextContent>{words}</PlainTextContent><PlainTextSelection \
                 guid=\"1{number:07x}-0000-4000-8000-000000000000\" startPosition=\"0\" \
                 endPosition=\"5\"><Coding guid=\"c{number}\"><CodeRef \
                 targetGUID=\"00000001-0000-4000-8000-000000000000\"/></Coding>\
                 <NoteRef targetGUID=\"2{number:07x}-0000-4000-8000-000000000000\"/>\
                 </PlainTextSelection></TextSource>"
            )
        };
        let note = |number: u32, words: &str| {
            format!(
                "<Note guid=\"2{number:07x}-0000-4000-8000-000000000000\">\
                 <PlainTextContent>{words}</PlainTextContent></Note>"
            )
        };
        let sources = text(5, "Kept", "Other words.")
            + &text(6, "Said again", &format!("They said: {gone}"))
            + &text(7, gone, "Words of another.")
            + &text(8, "Noted", "And words of one more.");
        let notes = note(5, "A note to keep.") + &note(8, gone);
        let document = format!(
            "<?xml version=\"1.0\"?><Project name=\"p\"><CodeBook><Codes>{codes}</Codes>\
             </CodeBook><Sources>{sources}</Sources><Notes>{notes}</Notes></Project>"
        );
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file("Valley.qde", options).expect("a file");
        std::io::Write::write_all(&mut zip, document.as_bytes()).expect("written");
        let file = zip.finish().expect("whole").into_inner();
        let ids =
            [valley.programme.to_string(), valley.campaign.to_string(), valley.cwm.to_string()];
        let fields = [
            ("programme", ids[0].as_str()),
            ("campaign", ids[1].as_str()),
            ("community", ids[2].as_str()),
            ("rung", "count"),
        ];
        let answer = mair.upload("/en/desk/coding/import", &fields, ("file", "a.qdpx", &file));
        assert_eq!(answer.status, 200, "{}", answer.text);
        let said = answer.text;
        assert!(said.contains("Themes: 2. Voices: 2. Highlights: 2. Notes: 1."), "{said}");
        for odd in [
            "Theme 00000002-0000-4000-8000-000000000000: its name or definition repeats words",
            "Text 00000006-0000-4000-8000-000000000000: it repeats words that were taken back",
            "Text 00000007-0000-4000-8000-000000000000: it repeats words that were taken back",
            "Note 20000008-0000-4000-8000-000000000000: it repeats words that were taken back",
        ] {
            assert!(said.contains(odd), "{odd}: {said}");
        }
        assert!(!said.contains("first one"), "{said}");
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

/// Takes a codebook of `size` codes into an empty programme twice, the second time with all of them
/// renamed and turned over, and gives what each asked of the database.
fn work_for(test: &TestSpace, size: u32) -> [Work; 2] {
    let programme = Valley::on(test).programme;
    let book = |name: &str, parent: &dyn Fn(u32) -> bool| {
        let mut codes = String::new();
        for number in 0..size {
            let inner =
                if parent(number) { code(number / 2 + size, "under", "") } else { String::new() };
            codes += &code(number, &format!("{name} {number}"), &inner);
        }
        codebook(&codes)
    };
    [book("one", &|n| n % 2 == 0), book("two", &|n| n % 2 == 1)].map(|text| {
        let codes = read_codebook(Cursor::new(text), &Limits::default()).unwrap().value.codes;
        change(test, move |tx| {
            let (taken, work) = counting(|| exchange::take_codebook(tx, programme, &codes));
            taken.map(|_| work)
        })
    })
}

#[test]
fn a_codebook_twice_as_long_is_twice_the_work() {
    let (small, large) = (work_for(&sqlite(), 40), work_for(&sqlite(), 80));
    for (small, large) in small.into_iter().zip(large) {
        assert!(large.statements <= 2 * small.statements, "{small:?} {large:?}");
        assert!(large.rows <= 2 * small.rows, "{small:?} {large:?}");
    }
}
