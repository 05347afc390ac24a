//! REFI-QDA there and back, the standard's own example, and files made to do harm.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::io::{Cursor, Write};

use interchange::refi::{
    Code, Codebook, Coding, Colour, Fault, Limits, NotRead, NotWritten, Note, Odd, Place, Project,
    Selection, Source, Stamp, User, read_codebook, read_project, write_codebook, write_project,
};
use jiff::Timestamp;
use proptest::prelude::*;
use uuid::Uuid;
use zip::write::SimpleFileOptions;

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn qdpx(document: &str) -> Vec<u8> {
    zipped(&[("project.qde", document.as_bytes()), ("sources/a.txt", "tŷ dŵr".as_bytes())])
}

fn project_of(inside: &str) -> String {
    format!("<Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"x\">\n{inside}\n</Project>")
}

const CODES: &str = "<CodeBook><Codes><Code guid=\"00000000-0000-4000-8000-000000000001\" \
    name=\"c\" isCodable=\"1\"/></Codes></CodeBook>";

#[track_caller]
fn check(file: &[u8], limits: Limits, place: Option<(u64, u64)>, fault: Fault) {
    let refused = read_project(Cursor::new(file), &limits).unwrap_err();
    assert_eq!(refused.fault, fault);
    let found = refused.place.map(|Place { line, column, .. }| (line, column));
    assert_eq!(found, place);
}

#[track_caller]
fn check_document(document: &str, place: (u64, u64), fault: Fault) {
    check(&qdpx(document), Limits::default(), Some(place), fault);
}

#[test]
fn the_codebook_of_the_standards_annex_is_read() {
    // REFI-QDA 1.5, annex A.1.
    let file = r##"<CodeBook xmlns="urn:QDA-XML:codebook:1.0" xmlns:qda="urn:QDA-XML:codebook:1.0"
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:QDA-XML:codebook:1.0
http://schema.qdasoftware.org/versions/Codebook/v1.0/Codebook.xsd">
<Codes>
<Code guid="{5215cc69-b628-4e02-afb9-9beeaee55808}" name="Topics" isCodable="false">
</Code>
<Code guid="{d7aa29da-519b-4946-9b90-253b6db8fd0a}" name="Economy" isCodable="true" color="#ffff00">
<Description>Anything about jobs or taxes or business</Description>
</Code>
</Codes>
<Sets><Set guid="{d7aa29da-519b-4946-9b90-253b6db8fd0b}" name="s"/></Sets>
</CodeBook>"##;
    let reading = read_codebook(file.as_bytes(), &Limits::default()).unwrap();
    let [topics, economy] = reading.value.codes.as_slice() else { panic!("two codes") };
    assert_eq!(
        (topics.name.as_str(), topics.is_codable, &topics.description),
        ("Topics", false, &None)
    );
    assert_eq!(economy.colour, Some(Colour(255, 255, 0)));
    assert_eq!(economy.description.as_deref(), Some("Anything about jobs or taxes or business"));
    assert_eq!(reading.left_out, [("Sets".to_owned(), 1)]);
}

#[test]
fn positions_are_those_of_the_standards_annex() {
    // Annex A.2 marks "granola" from 62 to 69, and "See you tomorrow?" style passages likewise:
    // the end is one past the last character.
    let text = format!("{}granola.", "ŵ".repeat(62));
    let document = project_of(&format!(
        "{CODES}<Sources><TextSource guid=\"00000000-0000-4000-8000-000000000002\">\
         <PlainTextContent>{text}</PlainTextContent><PlainTextSelection name=\"granola\" \
         guid=\"27A5F0C2-E225-4D6A-8297-F4FEC794D890\" startPosition=\"62\" endPosition=\"69\" \
         creationDateTime=\"2018-03-27T19:12:39\"/></TextSource></Sources>"
    ));
    let project = read_project(Cursor::new(qdpx(&document)), &Limits::default()).unwrap().value;
    let source = &project.sources[0];
    assert_eq!(source.words(&source.selections[0]), Some("granola"));
    let at: Timestamp = "2018-03-27T19:12:39Z".parse().unwrap();
    assert_eq!(source.selections[0].created.at, Some(at));
}

#[test]
fn what_is_not_held_is_counted() {
    let document = project_of(
        "<Cases/><Sources><PictureSource/><TextSource guid=\"00000000-0000-4000-8000-000000000002\" \
         richTextPath=\"internal://a.docx\"/><TextSource guid=\"00000000-0000-4000-8000-000000000003\" \
         plainTextPath=\"absolute:///C:/a.txt\"/><TextSource plainTextPath=\"internal://A.TXT\" \
         guid=\"00000000-0000-4000-8000-000000000004\"><VariableValue/></TextSource></Sources>",
    );
    let reading = read_project(Cursor::new(qdpx(&document)), &Limits::default()).unwrap();
    assert_eq!(reading.value.sources.len(), 1);
    assert_eq!(reading.value.sources[0].text, "tŷ dŵr");
    let left_out = [("Cases", 1), ("PictureSource", 1), ("TextSource", 2), ("VariableValue", 1)];
    assert_eq!(reading.left_out, left_out.map(|(name, count)| (name.to_owned(), count)));
}

#[test]
fn faults_in_a_document_have_a_place() {
    check_document("<!DOCTYPE a [<!ENTITY b \"c\">]><a/>", (1, 1), Fault::DocType);
    check_document(
        &project_of("<Description>&b;</Description>"),
        (2, 14),
        Fault::Entity("b".into()),
    );
    check_document(&project_of("<Users>"), (3, 1), Fault::NotXml);
    check_document("<Other/>", (1, 1), Fault::OtherDocument("Other".into()));
    check_document("<a:Project xmlns:a=\"urn:x\"/>", (1, 1), Fault::OtherDocument(String::new()));
    check_document("", (1, 1), Fault::NotXml);
    check_document("words", (1, 1), Fault::NotXml);
    let two = format!("{}<b/>", project_of(""));
    check_document(&two, (3, 11), Fault::NotXml);
    let deep = project_of(&"<a>".repeat(100));
    check_document(&deep, (2, 190), Fault::TooDeep { limit: 64 });
}

/// What is odd in a document: where, in which element, and what.
fn odd(document: &str) -> (Project, Vec<(u64, u64, String, Odd)>) {
    let reading = read_project(Cursor::new(qdpx(document)), &Limits::default()).unwrap();
    let found = reading.odd.found().iter().map(|one| {
        assert_eq!(one.place.file, "project.qde");
        (one.place.line, one.place.column, one.element.clone(), one.odd.clone())
    });
    let found = found.collect();
    (reading.value, found)
}

#[test]
fn what_is_odd_is_named_by_its_place_and_the_rest_is_kept() {
    let twice = "00000000-0000-4000-8000-000000000001";
    let named = |line, column, element: &str, odd| (line, column, element.to_owned(), odd);
    let (project, found) = odd(&project_of(&format!(
        "<Users>\n<User/><User guid=\"{twice}\"/><User guid=\"{twice}\"/></Users>"
    )));
    assert_eq!(project.users.len(), 3);
    assert_eq!(found[0], named(3, 1, "User", Odd::NoGuid));
    assert_eq!(found[1], named(3, 59, "User", Odd::SameGuid(twice.parse().unwrap())));

    let source = "<Sources><TextSource guid=\"00000000-0000-4000-8000-000000000002\" \
        plainTextPath=\"internal://a.txt\">\n";
    let part = |start: &str, end: &str| {
        project_of(&format!(
            "{CODES}{source}<PlainTextSelection guid=\"{twice}\" startPosition=\"{start}\" \
             endPosition=\"{end}\"><Coding guid=\"{twice}\"><CodeRef targetGUID=\"{twice}\"/>\
             </Coding></PlainTextSelection></TextSource></Sources>"
        ))
    };
    for (start, end, kept, fault) in [
        ("0", "6", Some((0, 6)), None),
        // One past the end, as programs write that count a last line end.
        ("0", "7", Some((0, 6)), Some(Odd::PastTheEnd)),
        ("3", "900", Some((3, 6)), Some(Odd::PastTheEnd)),
        ("6", "7", None, Some(Odd::Outside)),
        ("3", "2", None, Some(Odd::Outside)),
        ("-1", "2", None, Some(Odd::NoPlace)),
        ("2", "2", Some((2, 2)), Some(Odd::Empty)),
    ] {
        let (project, found) = odd(&part(start, end));
        let marks = &project.sources[0].selections;
        assert_eq!(marks.first().map(|mark| (mark.start, mark.end)), kept, "{start} {end}");
        let wanted: Vec<_> =
            fault.into_iter().map(|odd| named(3, 1, "PlainTextSelection", odd)).collect();
        assert_eq!(found, wanted, "{start} {end}");
    }
    let (project, found) = odd(&project_of(&format!(
        "{source}<Coding guid=\"{twice}\">\n<CodeRef targetGUID=\"{twice}\"/></Coding>\
         <Coding/></TextSource></Sources>"
    )));
    assert_eq!((project.sources.len(), project.sources[0].codings.len()), (1, 0));
    assert_eq!(
        found,
        [named(3, 1, "Coding", Odd::UnknownCode), named(4, 70, "Coding", Odd::NoCode)]
    );
    let missing = project_of(&(source.replace("a.txt", "b.txt") + "</TextSource></Sources>"));
    let (project, found) = odd(&missing);
    assert_eq!(project.sources, []);
    assert_eq!(found, [named(2, 10, "TextSource", Odd::Missing("b.txt".into()))]);
    let (project, found) = odd(&project_of(
        "<CodeBook><Codes><Code guid=\"x\" name=\" \" color=\"mauve\" isCodable=\"perhaps\"/>\
         </Codes></CodeBook>",
    ));
    let code = &project.codes[0];
    assert_eq!((code.name.as_str(), code.colour, code.is_codable), (" ", None, true));
    let kinds: Vec<Odd> = found.into_iter().map(|(.., odd)| odd).collect();
    assert_eq!(kinds, [Odd::NoName, Odd::BadValue("color"), Odd::BadValue("isCodable")]);
}

#[test]
fn identifiers_that_are_no_guids_hold_within_their_project_only() {
    let code = |name: &str| {
        let document =
            project_of("<CodeBook><Codes><Code guid=\"code-1\" name=\"c\"/></Codes></CodeBook>");
        odd(&document.replace("name=\"x\"", &format!("name=\"{name}\""))).0.codes[0].guid
    };
    assert_eq!(code("x"), code("x"));
    assert_ne!(code("x"), code("y"));
}

#[test]
fn archives_made_to_do_harm_are_refused() {
    let good = project_of("");
    let limits = Limits::default();
    check(b"not a zip", limits, None, Fault::NotAnArchive);
    check(b"", limits, None, Fault::NotAnArchive);
    check(&zipped(&[("a.txt", b"")]), limits, None, Fault::Missing("project.qde".into()));
    for name in ["../../etc/passwd", "/etc/passwd", "a\\..\\b", "sources/../x", "C:x"] {
        let file = zipped(&[("project.qde", good.as_bytes()), (name, b"x")]);
        check(&file, limits, None, Fault::UnsafeName(name.into()));
    }
    let file = zipped(&[("project.qde", good.as_bytes()), ("Project.qde", b"x")]);
    check(&file, limits, None, Fault::SameName("Project.qde".into()));
    let small = Limits { file_bytes: 100, ..limits };
    check(&qdpx(&good), small, None, Fault::TooLarge { limit: 100 });
    let few = Limits { files: 1, ..limits };
    check(&qdpx(&good), few, None, Fault::TooManyFiles { limit: 1 });

    // A bomb: ten million spaces pack into ten thousand bytes.
    let bomb = project_of(&" ".repeat(10_000_000));
    let tight = Limits { unpacked_bytes: 1_000_000, ..limits };
    let packed = qdpx(&bomb);
    assert!(packed.len() < 20_000);
    check(&packed, tight, None, Fault::TooLarge { limit: 1_000_000 });
    // The same, lying about its size in the directory and in its own header.
    let (true_size, lie) = ((bomb.len() as u32).to_le_bytes(), 1_000_u32.to_le_bytes());
    let mut liar = packed;
    let places: Vec<usize> =
        (0..liar.len() - 4).filter(|at| liar[*at..at + 4] == true_size).collect();
    assert!(!places.is_empty());
    for at in places {
        liar[at..at + 4].copy_from_slice(&lie);
    }
    let refused = read_project(Cursor::new(liar), &tight).unwrap_err().fault;
    assert!(matches!(refused, Fault::TooLarge { .. } | Fault::NotAnArchive), "{refused:?}");
}

#[test]
fn a_text_in_another_encoding_is_read_and_named() {
    let document = project_of(
        "<Sources><TextSource guid=\"00000000-0000-4000-8000-000000000002\" \
         plainTextPath=\"internal://b.txt\"/></Sources>",
    );
    let file =
        zipped(&[("project.qde", document.as_bytes()), ("sources/b.txt", b"a\nt\xc5\xb7 \xff")]);
    let reading = read_project(Cursor::new(file), &Limits::default()).unwrap();
    assert_eq!(reading.value.sources[0].text, "a\ntÅ· ÿ");
    assert_eq!(reading.odd.found()[0].odd, Odd::Windows1252);
    // With a NUL in it, it is no text at all.
    let file = zipped(&[("project.qde", document.as_bytes()), ("sources/b.txt", b"a\0\xff")]);
    let reading = read_project(Cursor::new(file), &Limits::default()).unwrap();
    assert_eq!((reading.value.sources.len(), &reading.odd.found()[0].odd), (0, &Odd::NotText));
    // A document that can't be read is placed.
    let refused = read_codebook(b"<a>\nt\xc5\xb7 \xff".as_slice(), &Limits::default());
    let place = Place { file: String::new(), line: 2, column: 4 };
    assert_eq!(refused.unwrap_err(), NotRead { place: Some(place), fault: Fault::NotText });
}

#[test]
fn what_others_could_not_read_is_not_written() {
    let guid = Uuid::from_u128(1);
    let code = Code {
        guid,
        name: "c".into(),
        description: None,
        colour: None,
        is_codable: true,
        notes: vec![],
        children: vec![],
    };
    assert_eq!(write_codebook(&Codebook::default()), Err(NotWritten::NoCodes));
    let twice = Codebook { origin: None, codes: vec![code.clone(), code] };
    assert_eq!(write_codebook(&twice), Err(NotWritten::SameGuid(guid)));
    let coding = Coding { guid, code: guid, created: Stamp::default(), notes: vec![] };
    let source = Source {
        guid,
        name: None,
        description: None,
        text: "abc".into(),
        created: Stamp::default(),
        modified: Stamp::default(),
        selections: vec![],
        codings: vec![coding],
        notes: vec![],
    };
    let project = Project { sources: vec![source], ..Project::default() };
    assert_eq!(write_project(&project), Err(NotWritten::UnknownCode(guid)));
}

fn guid() -> impl Strategy<Value = Uuid> {
    any::<u128>().prop_map(Uuid::from_u128)
}

fn guids() -> impl Strategy<Value = Vec<Uuid>> {
    prop::collection::vec(guid(), 0..3)
}

/// Words with all that XML and line ends make hard.
fn words() -> impl Strategy<Value = String> {
    "[a-zŵŷ🌊<>&\"' \t\r\n\u{85}\u{2028}\\]]{0,8}"
}

fn stamp() -> impl Strategy<Value = Stamp> {
    (prop::option::of(guid()), prop::option::of(0i64..4_000_000_000_000_000)).prop_map(
        |(user, at)| Stamp { user, at: at.map(|at| Timestamp::from_microsecond(at).unwrap()) },
    )
}

fn code() -> impl Strategy<Value = Code> {
    let one = |with: Vec<Code>| {
        let colour = prop::option::of(any::<(u8, u8, u8)>());
        (guid(), words(), prop::option::of(words()), colour, any::<bool>(), guids()).prop_map(
            move |(guid, name, description, colour, is_codable, notes)| Code {
                guid,
                name,
                description,
                colour: colour.map(|(r, g, b)| Colour(r, g, b)),
                is_codable,
                notes,
                children: with.clone(),
            },
        )
    };
    one(vec![])
        .prop_recursive(3, 8, 3, move |inner| prop::collection::vec(inner, 0..3).prop_flat_map(one))
}

fn coding(codes: Vec<Uuid>) -> impl Strategy<Value = Coding> {
    (guid(), prop::sample::select(codes), stamp(), guids())
        .prop_map(|(guid, code, created, notes)| Coding { guid, code, created, notes })
}

fn source(codes: Vec<Uuid>) -> impl Strategy<Value = Source> {
    let codings = prop::collection::vec(coding(codes), 0..3).boxed();
    let part = (
        guid(),
        // Fits no words: which way of counting a name tells is tried where places are read.
        prop::option::of(words().prop_map(|name| format!("№{name}"))),
        any::<(u64, u64)>(),
        stamp(),
        stamp(),
        codings.clone(),
        guids(),
    );
    let text = prop_oneof![words(), "[\u{feff}\0\r\na🌊]{0,9}"];
    (
        (guid(), prop::option::of(words()), prop::option::of(words()), text),
        (stamp(), stamp(), prop::collection::vec(part, 0..3), codings, guids()),
    )
        .prop_map(
            |((guid, name, description, text), (created, modified, parts, codings, notes))| {
                let length = text.chars().count() as u64 + 1;
                let selections = parts
                    .into_iter()
                    .map(|(guid, name, (one, other), created, modified, codings, notes)| {
                        Selection {
                            guid,
                            description: name.clone(),
                            name,
                            start: (one % length).min(other % length),
                            end: (one % length).max(other % length),
                            created,
                            modified,
                            codings,
                            notes,
                        }
                    })
                    .collect();
                Source {
                    guid,
                    name,
                    description,
                    text,
                    created,
                    modified,
                    selections,
                    codings,
                    notes,
                }
            },
        )
}

fn all(codes: &[Code], into: &mut Vec<Uuid>) {
    for code in codes {
        into.push(code.guid);
        all(&code.children, into);
    }
}

fn project() -> impl Strategy<Value = Project> {
    prop::collection::vec(code(), 1..3).prop_flat_map(|codes| {
        let mut known = Vec::new();
        all(&codes, &mut known);
        let user = (guid(), prop::option::of(words())).prop_map(|(guid, name)| User { guid, name });
        let note = (guid(), prop::option::of(words()), words(), stamp(), stamp()).prop_map(
            |(guid, name, text, created, modified)| Note { guid, name, text, created, modified },
        );
        (
            (words(), prop::option::of(words()), stamp(), stamp(), guids()),
            prop::collection::vec(user, 0..3),
            prop::collection::vec(source(known), 0..3),
            prop::collection::vec(note, 0..3),
            prop::option::of(words()),
        )
            .prop_map(move |(head, users, sources, notes, description)| {
                let (name, origin, created, modified, project_notes) = head;
                let codes = codes.clone();
                Project {
                    name,
                    origin,
                    created,
                    modified,
                    users,
                    codes,
                    sources,
                    notes,
                    description,
                    project_notes,
                }
            })
    })
}

fn without_notes(codes: &[Code]) -> Vec<Code> {
    codes
        .iter()
        .map(|code| Code { notes: vec![], children: without_notes(&code.children), ..code.clone() })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_project_comes_back_as_it_was(project in project()) {
        let file = write_project(&project).unwrap();
        prop_assert_eq!(&file, &write_project(&project).unwrap());
        let reading = read_project(Cursor::new(file), &Limits::default()).unwrap();
        prop_assert_eq!(reading.value, project);
        prop_assert_eq!(reading.left_out, vec![]);
    }

    #[test]
    fn a_codebook_comes_back_as_it_was(
        codes in prop::collection::vec(code(), 1..4),
        origin in prop::option::of(words()),
    ) {
        let codebook = Codebook { origin, codes: without_notes(&codes) };
        let file = write_codebook(&codebook).unwrap();
        let reading = read_codebook(file.as_bytes(), &Limits::default()).unwrap();
        prop_assert_eq!(reading.value, codebook);
    }

    #[test]
    fn no_bytes_at_all_break_the_readers(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        pieces in prop::collection::vec(prop::sample::select(vec![
            "<Project xmlns='urn:QDA-XML:project:1.0' name='x'>", "</Project>", "<CodeBook>",
            "<CodeBook xmlns='urn:QDA-XML:codebook:1.0'>", "</CodeBook>", "<Codes>", "</Codes>",
            "<Code guid='00000000-0000-4000-8000-000000000001' name='&lt;'>", "</Code>", "<a:b/>",
            "&#x0;", "&#1;", "<![CDATA[", "]]>", "<!--", "-->", "<?", "?>", "\u{feff}", "ŵ", "<!D",
        ]), 0..12),
    ) {
        let _ = read_codebook(bytes.as_slice(), &Limits::default());
        let _ = read_project(Cursor::new(&bytes), &Limits::default());
        let document = pieces.concat();
        let _ = read_codebook(document.as_bytes(), &Limits::default());
        let _ = read_project(Cursor::new(qdpx(&document)), &Limits::default());
    }

    #[test]
    fn a_good_file_with_a_byte_changed_breaks_nothing(
        project in project(),
        changes in prop::collection::vec(any::<(prop::sample::Index, u8)>(), 1..4),
    ) {
        let mut file = write_project(&project).unwrap();
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        let _ = read_project(Cursor::new(file), &Limits::default());
    }
}
