//! Projects in the manner of the programs that write them. What is known of each manner comes from
//! its public exports and from what others met when they read them.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test may fail")]

use std::io::{Cursor, Write};

use interchange::refi::{Limits, Odd, Project, Reading, read_codebook, read_project};
use zip::write::SimpleFileOptions;

fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        match name.strip_suffix('/') {
            Some(folder) => zip.add_directory(folder, SimpleFileOptions::default()).unwrap(),
            None => {
                zip.start_file(*name, SimpleFileOptions::default()).unwrap();
                zip.write_all(bytes).unwrap();
            }
        }
    }
    zip.finish().unwrap().into_inner()
}

fn read(files: &[(&str, &[u8])]) -> Reading<Project> {
    read_project(Cursor::new(packed(files)), &Limits::default()).unwrap()
}

/// The words of each mark, with the names of its themes.
fn marked(project: &Project) -> Vec<(String, Vec<String>)> {
    fn name(codes: &[interchange::refi::Code], guid: uuid::Uuid) -> Option<String> {
        let own = codes.iter().find(|code| code.guid == guid).map(|code| code.name.clone());
        own.or_else(|| codes.iter().find_map(|code| name(&code.children, guid)))
    }
    let marks = project.sources.iter().flat_map(|source| {
        source.selections.iter().map(|mark| {
            let themes = mark.codings.iter().map(|coding| name(&project.codes, coding.code));
            (source.words(mark).unwrap().to_owned(), themes.map(Option::unwrap).collect())
        })
    });
    marks.collect()
}

fn one(words: &str, theme: &str) -> (String, Vec<String>) {
    (words.to_owned(), vec![theme.to_owned()])
}

#[test]
fn nvivo_packs_its_sources_under_a_capital_with_line_ends_of_windows() {
    let document = "\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n\
<Project xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" \
xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" name=\"Valley\" origin=\"NVivo for Windows 12.6\" \
creatingUserGUID=\"f93ad076-5ca1-4f46-abf4-b4b67130a6e2\" creationDateTime=\"2025-02-21T15:09:07.1234567Z\" \
basePath=\"\" xmlns=\"urn:QDA-XML:project:1.0\">\r\n\
  <Users><User guid=\"f93ad076-5ca1-4f46-abf4-b4b67130a6e2\" name=\"Mair\" id=\"MP\" /></Users>\r\n\
  <CodeBook><Codes>\r\n\
    <Code guid=\"3c51efbb-071f-43a7-9f32-228b89668e8d\" name=\"Transport\" isCodable=\"true\">\r\n\
      <Description />\r\n\
      <Code guid=\"4d62f0cc-182f-44b8-a043-339c90779e9e\" name=\"Cost\" isCodable=\"true\" />\r\n\
    </Code>\r\n\
    <Code guid=\"5d62f0cc-182f-44b8-a043-339c90779e9e\" name=\"Food\" isCodable=\"true\">\r\n\
      <Code guid=\"6d62f0cc-182f-44b8-a043-339c90779e9e\" name=\"Cost\" isCodable=\"true\" />\r\n\
    </Code>\r\n\
  </Codes></CodeBook>\r\n\
  <Variables><Variable guid=\"7d62f0cc-182f-44b8-a043-339c90779e9e\" name=\"Age\" typeOfVariable=\"Text\"><Description /></Variable></Variables>\r\n\
  <Cases><Case guid=\"8d62f0cc-182f-44b8-a043-339c90779e9e\" name=\"P1\"><Description /></Case></Cases>\r\n\
  <Sources>\r\n\
    <TextSource guid=\"56a79789-d535-4fb8-bedd-a915504c54ba\" name=\"Interview 1\" \
richTextPath=\"internal://56a79789-d535-4fb8-bedd-a915504c54ba.docx\" \
plainTextPath=\"internal://56a79789-d535-4fb8-bedd-a915504c54ba.txt\" creationDateTime=\"2025-06-11T16:24:07Z\">\r\n\
      <Description />\r\n\
      <PlainTextSelection guid=\"fd960901-8191-4db1-a3dd-a91626d56c4b\" name=\"\" startPosition=\"12\" endPosition=\"21\">\r\n\
        <Description />\r\n\
        <Coding guid=\"aa960901-8191-4db1-a3dd-a91626d56c4b\"><CodeRef targetGUID=\"6d62f0cc-182f-44b8-a043-339c90779e9e\" /></Coding>\r\n\
        <Coding guid=\"ba960901-8191-4db1-a3dd-a91626d56c4b\"><CodeRef targetGUID=\"8d62f0cc-182f-44b8-a043-339c90779e9e\" /></Coding>\r\n\
      </PlainTextSelection>\r\n\
    </TextSource>\r\n\
    <PictureSource guid=\"57a79789-d535-4fb8-bedd-a915504c54ba\" name=\"Map\" path=\"internal://57a79789-d535-4fb8-bedd-a915504c54ba.jpg\" />\r\n\
  </Sources>\r\n\
  <Sets><Set guid=\"9d62f0cc-182f-44b8-a043-339c90779e9e\" name=\"All\" /></Sets>\r\n\
</Project>";
    let text = "\u{feff}Two buses.\r\nNo bread. None at all.\r\n";
    let reading = read(&[
        ("Sources/", b""),
        ("project.qde", document.as_bytes()),
        ("Sources/56a79789-d535-4fb8-bedd-a915504c54ba.txt", text.as_bytes()),
        ("Sources/56a79789-d535-4fb8-bedd-a915504c54ba.docx", b"PK"),
        ("Sources/57a79789-d535-4fb8-bedd-a915504c54ba.jpg", b"\xff\xd8"),
    ]);
    assert_eq!(marked(&reading.value), [one("No bread.", "Cost")]);
    assert_eq!(reading.value.codes[1].children[0].name, "Cost");
    let kinds: Vec<&Odd> = reading.odd.found().iter().map(|one| &one.odd).collect();
    // A case is no theme, and a picture has no words: both are named.
    assert_eq!(kinds, [&Odd::UnknownCode, &Odd::NoWords]);
    let left: Vec<&str> = reading.left_out.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(left, ["Cases", "PictureSource", "Sets", "Variables"]);
}

#[test]
fn nvivo_on_a_mac_writes_another_namespace_for_its_codebook() {
    let file = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\" ?><CodeBook \
        origin=\"NVivo 12 For Mac\" xmlns=\"urn:QDA-XML:codebook:1:0\" \
        xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
        xsi:schemaLocation=\"urn:QDA-XML:codebook:1:0 Codebook.xsd\"><Codes><Code \
        color=\"#00FF00\" guid=\"3C51EFBB-071F-43A7-9F32-228B89668E8D\" isCodable=\"true\" \
        name=\"Buses\"><Description>x</Description></Code></Codes></CodeBook>";
    for file in [
        file.to_owned(),
        file.replace("codebook:1:0", "codebook:0:4"),
        file.replace("urn:QDA-XML:codebook:1:0", "http://schema.qdasoftware.org/codebook"),
        file.replace(" xmlns=\"urn:QDA-XML:codebook:1:0\"", ""),
        file.replace("<Code", "<qda:Code")
            .replace("</Code", "</qda:Code")
            .replace("xmlns=", "xmlns:qda="),
        file.replace("CodeBook", "Codebook").replace("isCodable", "iscodable"),
        format!("<!DOCTYPE CodeBook>{}", file.split_once("?>").unwrap().1),
    ] {
        let reading = read_codebook(file.as_bytes(), &Limits::default()).unwrap();
        assert_eq!(reading.value.codes[0].name, "Buses", "{file}");
        assert!(reading.odd.is_empty(), "{:?}", reading.odd);
    }
}

#[test]
fn maxqda_writes_capital_guids_and_long_descriptions_and_names_its_marks() {
    let long = "Apply this code when people speak of the way to somewhere. ".repeat(60);
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Project \
xsi:schemaLocation=\"urn:QDA-XML:project:1.0 http://schema.qdasoftware.org/versions/Project/v1.0/Project.xsd\" \
xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns=\"urn:QDA-XML:project:1.0\" \
origin=\"MAXQDA 24 (Release 24.7.0)\" name=\"Valley\" modifiedDateTime=\"2025-07-14T18:42:34Z\">\n\
<Users>\n<User guid=\"F3EA8DA1-BB99-411F-8ED4-011170237B6C\" name=\"mair\"/>\n</Users>\n\
<CodeBook>\n<Codes>\n\
<Code color=\"#ef8256\" guid=\"C9E3D7E0-4DBF-46E2-96EF-14574ECD3B90\" name=\"Getting there\" isCodable=\"true\">\n\
<Description>{long}</Description>\n\
<Code color=\"#ef8256\" guid=\"C6C1BE73-B4F4-4C2D-91F1-90B73BFC5C25\" name=\"Getting there\" isCodable=\"true\"/>\n\
</Code>\n</Codes>\n</CodeBook>\n<Sources>\n\
<TextSource creatingUser=\"F3EA8DA1-BB99-411F-8ED4-011170237B6C\" guid=\"C5E4C960-5296-4FDE-8C63-DEABA4E17F92\" \
name=\"Voices 1-10\" plainTextPath=\"internal://C5E4C960-5296-4FDE-8C63-DEABA4E17F92.txt\">\n\
<PlainTextSelection startPosition=\"12\" endPosition=\"27\" name=\"the bus 🚌 went\" \
guid=\"D5E4C960-5296-4FDE-8C63-DEABA4E17F92\">\n\
<Coding guid=\"E5E4C960-5296-4FDE-8C63-DEABA4E17F92\">\n\
<CodeRef targetGUID=\"C6C1BE73-B4F4-4C2D-91F1-90B73BFC5C25\"/>\n</Coding>\n</PlainTextSelection>\n\
</TextSource>\n\
<VideoSource guid=\"F5E4C960-5296-4FDE-8C63-DEABA4E17F92\" name=\"Recording\" path=\"internal://F.m4a\">\n\
<VideoSelection begin=\"1\" end=\"2\" guid=\"05E4C960-5296-4FDE-8C63-DEABA4E17F92\"/>\n</VideoSource>\n\
</Sources>\n<Sets>\n<Set guid=\"45FE4439-9BF4-47FC-AFAF-D87305293172\" name=\"All\">\n\
<MemberSource targetGUID=\"C5E4C960-5296-4FDE-8C63-DEABA4E17F92\"/>\n</Set>\n</Sets>\n</Project>\n"
    );
    let reading = read(&[
        ("project.qde", document.as_bytes()),
        // Counted in UTF-16: the wave and the bus are two each.
        (
            "sources/C5E4C960-5296-4FDE-8C63-DEABA4E17F92.txt",
            "Dŵr 🌊 then the bus 🚌 went.".as_bytes(),
        ),
        ("sources/F.m4a", b"\0\0"),
    ]);
    assert_eq!(marked(&reading.value), [one("the bus 🚌 went", "Getting there")]);
    assert_eq!(reading.value.codes[0].description.as_deref(), Some(long.as_str()));
    let kinds: Vec<&Odd> = reading.odd.found().iter().map(|one| &one.odd).collect();
    assert_eq!(kinds, [&Odd::Counted, &Odd::NoWords]);
}

#[test]
fn atlas_names_the_document_after_the_project_and_reads_pdfs() {
    let document = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\" ?>\n\
<Project xmlns=\"urn:QDA-XML:project:1.0\" creatingUserGUID=\"{F3EA8DA1-BB99-411F-8ED4-011170237B6C}\" \
creationDateTime=\"2026-06-22T10:00:00\" name=\"Valley voices\" origin=\"ATLAS.ti Mac 26.1\">\n\
<Users><User guid=\"{F3EA8DA1-BB99-411F-8ED4-011170237B6C}\" name=\"Mair\"/></Users>\n\
<CodeBook><Codes><Code color=\"#FF46AA00\" guid=\"{1FF58B12-6F6F-4B0C-8BE5-BBDC91F55294}\" \
isCodable=\"true\" name=\"Bread\"/></Codes>\
<Sets><Set guid=\"{2FF58B12-6F6F-4B0C-8BE5-BBDC91F55294}\" name=\"g\"/></Sets></CodeBook>\n\
<Sources><PDFSource guid=\"{3FF58B12-6F6F-4B0C-8BE5-BBDC91F55294}\" name=\"Letter.pdf\" \
path=\"internal://3FF58B12-6F6F-4B0C-8BE5-BBDC91F55294.pdf\">\
<PDFSelection firstX=\"1\" firstY=\"1\" guid=\"{4FF58B12-6F6F-4B0C-8BE5-BBDC91F55294}\" page=\"0\" secondX=\"2\" secondY=\"2\"/>\
<Representation guid=\"{5FF58B12-6F6F-4B0C-8BE5-BBDC91F55294}\" name=\"Representation_for_Letter.pdf\" \
plainTextPath=\"internal://5FF58B12-6F6F-4B0C-8BE5-BBDC91F55294.txt\">\
<PlainTextSelection endPosition=\"9\" guid=\"{6FF58B12-6F6F-4B0C-8BE5-BBDC91F55294}\" name=\"No bread...\" startPosition=\"1\">\
<Coding guid=\"{7FF58B12-6F6F-4B0C-8BE5-BBDC91F55294}\"><CodeRef targetGUID=\"{1FF58B12-6F6F-4B0C-8BE5-BBDC91F55294}\"/></Coding>\
<NoteRef targetGUID=\"{8FF58B12-6F6F-4B0C-8BE5-BBDC91F55294}\"/></PlainTextSelection></Representation></PDFSource></Sources>\n\
<Notes><Note guid=\"{8FF58B12-6F6F-4B0C-8BE5-BBDC91F55294}\" name=\"n\" plainTextPath=\"internal://8FF58B12-6F6F-4B0C-8BE5-BBDC91F55294.txt\"/></Notes>\n\
<Links><Link guid=\"{9FF58B12-6F6F-4B0C-8BE5-BBDC91F55294}\" name=\"l\"/></Links></Project>";
    let reading = read(&[
        ("Valley voices.qde", document.as_bytes()),
        // The byte-order mark is counted, as the names show.
        ("sources/5FF58B12-6F6F-4B0C-8BE5-BBDC91F55294.txt", "\u{feff}No bread today.".as_bytes()),
        ("sources/8FF58B12-6F6F-4B0C-8BE5-BBDC91F55294.txt", b"A note"),
        ("sources/3FF58B12-6F6F-4B0C-8BE5-BBDC91F55294.pdf", b"%PDF"),
        ("__MACOSX/._Valley voices.qde", b"\0"),
    ]);
    assert_eq!(marked(&reading.value), [one("No bread", "Bread")]);
    let source = &reading.value.sources[0];
    assert_eq!(source.name.as_deref(), Some("Letter.pdf"));
    assert_eq!(source.guid.to_string(), "3ff58b12-6f6f-4b0c-8be5-bbdc91f55294");
    assert_eq!(reading.value.notes[0].text, "A note");
    let kinds: Vec<&Odd> = reading.odd.found().iter().map(|one| &one.odd).collect();
    assert_eq!(kinds, [&Odd::Counted]);
    let left: Vec<&str> = reading.left_out.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(left, ["Links", "PDFSelection", "Sets"]);
}

#[test]
fn transcripts_of_recordings_are_texts_marked_by_points_in_time() {
    let document = "<Project name=\"x\"><CodeBook><Code guid=\"c1\" name=\"Bus\"/></CodeBook><Sources>\
<AudioSource guid=\"a1\" name=\"Mair\" path=\"relative:///mair.mp3\"><Transcript guid=\"t1\" \
plainTextPath=\"sources\\mair one.txt\"><SyncPoint guid=\"p1\" position=\"0\" timeStamp=\"0\"/>\
<SyncPoint guid=\"p2\" position=\"9\" timeStamp=\"900\"/><TranscriptSelection guid=\"s1\" \
fromSyncPoint=\"p1\" toSyncPoint=\"p2\"><Coding guid=\"k1\"><CodeRef targetGUID=\"c1\"/></Coding>\
</TranscriptSelection></Transcript></AudioSource></Sources></Project>";
    let reading = read(&[
        ("Valley\\project.qde", document.as_bytes()),
        ("Valley\\Sources\\Mair one.txt", "Two buses, then none".as_bytes()),
    ]);
    assert_eq!(marked(&reading.value), [one("Two buses", "Bus")]);
    assert_eq!(reading.value.sources[0].name.as_deref(), Some("Mair"));
    assert!(reading.odd.is_empty(), "{:?}", reading.odd);
}

#[test]
fn paths_lead_to_texts_however_they_are_written() {
    for path in [
        "internal://a b.txt",
        "internal:///a b.txt",
        "internal://Sources/a b.txt",
        "internal://a%20b.txt",
        "INTERNAL://A B.TXT",
        "a b.txt",
        "sources/a b.txt",
        ".\\Sources\\a b.txt",
        "relative:///texts/a b.txt",
    ] {
        let document = format!(
            "<Project xmlns=\"urn:QDA-XML:project:1.0\"><Sources><TextSource guid=\"t\" \
             plainTextPath=\"{path}\"/></Sources></Project>"
        );
        let reading = read(&[("project.qde", document.as_bytes()), ("sources/a b.txt", b"words")]);
        assert_eq!(reading.value.sources[0].text, "words", "{path}");
    }
}
