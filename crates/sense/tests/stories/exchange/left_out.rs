//! Files that are refused, and what of a file is left out and named.

use super::{bring, code, packed};
use crate::valley::{Valley, WORDS, change, read};
use kernel::access::{Role, Scope};
use kernel::testing::on_both;
use sense::theme;
use web::testing::Site;

#[test]
fn hostile_files_are_refused_with_a_sentence() {
    on_both(|test| {
        let valley = Valley::on(test);
        let site = Site::on(test, sense::routes());
        let mut mair = site.signed_in(Role::Evaluator, Scope::Space);
        let programme = valley.programme.to_string();
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
            let answer = mair.upload(
                "/en/desk/codebook/import",
                &[("programme", programme.as_str())],
                ("file", "x.qdc", bytes),
            );
            assert_eq!(answer.status, 422, "{reason}");
            let said = answer.text.contains(reason) || (bytes.is_empty());
            assert!(said, "{reason}: {}", answer.text);
            assert!(answer.text.contains("There is a problem"));
        }
        for bytes in [b"nonsense".as_slice(), b"PK\x03\x04", bomb.as_bytes()] {
            let answer = bring(&mut mair, valley, "x.qdpx", bytes);
            assert_eq!(answer.status, 422);
            assert!(answer.text.contains("The file can’t be opened."));
        }
        let huge = vec![b'x'; 3 << 20];
        let answer = bring(&mut mair, valley, "x.qdpx", &huge);
        assert_eq!(answer.status, 413);
        let programme = valley.programme;
        assert!(read(test, move |db| theme::ever(db, programme)).is_empty(), "half imported");
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
            packed(&document)
        };
        let mut brought = |marks: &str| {
            let answer = bring(&mut mair, valley, "a.qdpx", &project(marks));
            assert_eq!(answer.status, 200, "{}", answer.text);
            answer.text
        };
        let marks = mark(11, 11, 1) + &mark(12, 3, 9);
        let said = brought(&marks);
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
        let said = brought(&(marks + &mark(13, 3, 1)));
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
        let answer = bring(&mut mair, valley, "a.qdpx", &packed(&document));
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
