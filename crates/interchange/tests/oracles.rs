//! What we export, as the field's own Python packages read it, where `EDEFYN_ORACLES` names a Python.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::path::{Path, PathBuf};
use std::process::Command;

use interchange::frictionless::{Content, Field, FieldType, License, Package, Resource};
use interchange::prov::{Document, Name, Value};
use interchange::refi::{
    Code, Codebook, Coding, Colour, Note, Project, Selection, Source, Stamp, User, write_codebook,
    write_project,
};
use interchange::{atom, csv_out, frictionless};
use jiff::Timestamp;
use uuid::Uuid;

/// A folder of its own for each test, taken away afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("edefyn-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Path {
        std::fs::write(self.0.join(name), bytes).unwrap();
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// What `script`, run in `folder`, prints; nothing where there is no Python to run it.
fn oracle(name: &str, folder: &Path, script: &str) -> Option<String> {
    let Some(python) = std::env::var_os("EDEFYN_ORACLES") else {
        eprintln!("skipped: {name} (EDEFYN_ORACLES names no Python)");
        return None;
    };
    let output = Command::new(python).current_dir(folder).args(["-c", script]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap().trim().to_owned())
}

fn moment(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn feedparser_finds_nothing_wrong_with_a_feed() {
    let link = |rel, href: &str| atom::Link {
        href: href.to_owned(),
        rel,
        media_type: Some("text/html"),
        language: Some("cy".to_owned()),
    };
    let feed = atom::Feed {
        id: "urn:uuid:60a76c80-d399-11d9-b93c-0003939e0af6".to_owned(),
        title: "Adroddiadau <Cwm Helyg> & \"tŷ dŵr\"".to_owned(),
        language: Some("cy".to_owned()),
        updated: moment("2026-11-22T16:00:00Z"),
        author: "Cwm Helyg".to_owned(),
        links: vec![link("self", "https://example.org/cy/feed.atom")],
        entries: vec![atom::Entry {
            id: "urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a".to_owned(),
            title: "A report was superseded".to_owned(),
            updated: moment("2026-11-21T09:30:00.5Z"),
            summary: Some("Words were taken back.\nThe old version says so.\u{1}".to_owned()),
            links: vec![link("alternate", "https://example.org/cy/reports/1?a=1&b=2")],
            categories: vec![atom::Category {
                term: "superseded".to_owned(),
                label: Some("Disodlwyd".to_owned()),
            }],
        }],
    };
    let folder = Folder::new("atom");
    let folder = folder.write("feed.atom", atom::write(&feed));
    let script = "import feedparser\nf=feedparser.parse(open('feed.atom','rb').read())\n\
        e=f.entries[0]\nprint(f.bozo,f.version,f.feed.title,e.title,e.updated,e.tags[0].label,\
        e.link,f.feed.author,sep='|')";
    let Some(found) = oracle("feedparser", folder, script) else { return };
    assert_eq!(
        found,
        "False|atom10|Adroddiadau <Cwm Helyg> & \"tŷ dŵr\"|A report was superseded|\
         2026-11-21T09:30:00.5Z|Disodlwyd|https://example.org/cy/reports/1?a=1&b=2|Cwm Helyg"
    );
}

#[test]
fn the_prov_package_reads_a_thread() {
    let name = |local: &str| Name::new("edefyn", local).unwrap();
    let prov = |local: &str| Name::new("prov", local).unwrap();
    let at = Some(moment("2026-11-22T16:00:00Z"));
    let mut thread = Document::new();
    thread.prefix("edefyn", "https://example.org/prov/");
    thread.entity(
        &name("voice/1"),
        &[(prov("type"), Value::Name(name("Voice"))), (name("lines"), Value::Number(3))],
    );
    thread.entity(
        &name("claim/14"),
        &[
            (prov("label"), Value::Words { text: "Bysiau".into(), language: "cy".into() }),
            (prov("label"), Value::Text("Buses".into())),
            (name("live"), Value::Flag(true)),
            (name("at"), Value::Moment(moment("2026-11-22T16:00:00Z"))),
            (name("page"), Value::Address("https://example.org/t/14".into())),
        ],
    );
    thread.activity(&name("coding/1"), at, None, &[]);
    thread.agent(&name("reader/1"), &[(prov("type"), Value::Name(prov("Person")))]);
    thread.was_generated_by(&name("claim/14"), &name("coding/1"), at);
    thread.used(&name("coding/1"), &name("voice/1"), at);
    thread.was_derived_from(&name("claim/14"), &name("voice/1"));
    thread.was_attributed_to(&name("claim/14"), &name("reader/1"));
    thread.was_associated_with(&name("coding/1"), &name("reader/1"));
    thread.was_invalidated_by(&name("claim/14"), &name("coding/1"), at);

    let folder = Folder::new("prov");
    let folder = folder.write("thread.json", thread.json().unwrap());
    let script = "from prov.model import ProvDocument\n\
        d=ProvDocument.deserialize('thread.json',format='json')\n\
        print(len(d.get_records()))\nprint(d.get_provn())";
    let Some(found) = oracle("prov", folder, script) else { return };
    for line in [
        "10",
        "prefix edefyn <https://example.org/prov/>",
        "edefyn:lines=\"3\" %% xsd:long",
        "\"Bysiau\"@cy",
        "activity(edefyn:coding/1, 2026-11-22T16:00:00+00:00, -)",
        "wasDerivedFrom(edefyn:claim/14, edefyn:voice/1, -, -, -)",
        "wasInvalidatedBy(edefyn:claim/14, edefyn:coding/1, 2026-11-22T16:00:00+00:00)",
    ] {
        assert!(found.contains(line), "{line}\nis not in\n{found}");
    }
}

#[test]
fn frictionless_validates_a_package() {
    let mut writer = csv_out::Writer::new(Vec::new(), &["theme", "voices", "when"]).unwrap();
    for (theme, voices) in [("Bysiau, \"heb\" ddim", Some(14)), ("=cost", None), ("x\ny", Some(-2))]
    {
        writer.row([theme.into(), voices.into(), "2026-11-22".into()]).unwrap();
    }
    let csv = writer.finish().unwrap();
    let fields = vec![
        Field::new("theme", FieldType::String).described("What it is about"),
        Field::new("voices", FieldType::Integer).described("How many; empty where hidden"),
        Field::new("when", FieldType::Date),
    ];
    let package = Package {
        name: "cwm-helyg-2026".into(),
        title: "Cwm Helyg".into(),
        description: "What was heard.".into(),
        version: Some("2".into()),
        created: Some("2026-11-22T16:00:00Z".into()),
        homepage: Some("https://example.org/en/reports/1".into()),
        licenses: vec![License {
            name: "CC-BY-4.0".into(),
            path: "https://creativecommons.org/licenses/by/4.0/".into(),
            title: "Creative Commons Attribution 4.0".into(),
        }],
        resources: vec![
            Resource::csv("themes", "themes.csv", "Themes", fields, &Content::of(&csv))
                .unwrap()
                .with_missing(&["[hidden]"]),
        ],
    };
    let folder = Folder::new("frictionless");
    folder.write("datapackage.json", frictionless::write(&package).unwrap());
    folder.write("themes.csv", &csv);
    let script = "from frictionless import validate,Package\nr=validate('datapackage.json')\n\
        print(r.valid,r.flatten(['type','note']))\n\
        print(Package('datapackage.json').resources[0].read_rows())";
    let Some(found) = oracle("frictionless", &folder.0, script) else { return };
    assert!(found.starts_with("True []"), "{found}");
    assert!(found.contains("'voices': -2") && found.contains("'voices': None"), "{found}");

    // It would notice: another content does not fit the hash.
    folder.write("themes.csv", String::from_utf8(csv).unwrap().replace("14", "15"));
    let found = oracle("frictionless", &folder.0, script).unwrap();
    assert!(found.starts_with("False") && found.contains("hash"), "{found}");
}

/// A small project with everything in it that Edefyn holds.
fn project() -> Project {
    let guid = Uuid::from_u128;
    let stamp = Stamp { user: Some(guid(1)), at: Some(moment("2026-11-22T16:00:00Z")) };
    let code = |number: u128, name: &str, children| Code {
        guid: guid(number),
        name: name.to_owned(),
        description: Some("What is \"said\" & <meant>".to_owned()),
        colour: Some(Colour(138, 36, 99)),
        is_codable: true,
        notes: vec![guid(40)],
        children,
    };
    let coding = Coding { guid: guid(30), code: guid(11), created: stamp, notes: vec![guid(40)] };
    let selection = Selection {
        guid: guid(21),
        name: Some("dŵr 🌊".to_owned()),
        start: 3,
        end: 8,
        description: Some("a remark".to_owned()),
        created: stamp,
        modified: stamp,
        codings: vec![coding.clone()],
        notes: vec![guid(40)],
    };
    Project {
        name: "Cwm Helyg".to_owned(),
        origin: Some("Edefyn".to_owned()),
        created: stamp,
        modified: stamp,
        users: vec![User { guid: guid(1), name: Some("Reader A".to_owned()) }],
        codes: vec![code(10, "Moving about", vec![code(11, "Buses", vec![])])],
        sources: vec![Source {
            guid: guid(20),
            name: Some("Voice 1".to_owned()),
            description: None,
            text: "Tŷ dŵr 🌊\r\nby the bus stop".to_owned(),
            created: stamp,
            modified: stamp,
            selections: vec![selection],
            codings: vec![coding],
            notes: vec![],
        }],
        notes: vec![Note {
            guid: guid(40),
            name: Some("memo".to_owned()),
            text: "Look again.".to_owned(),
            created: stamp,
            modified: stamp,
        }],
        description: Some("A pilot".to_owned()),
        project_notes: vec![guid(40)],
    }
}

#[test]
fn the_standards_schemas_accept_what_is_written() {
    let project = project();
    let codebook = Codebook { origin: Some("Edefyn".into()), codes: project.codes.clone() };
    let folder = Folder::new("refi-schema");
    folder.write("whole.qdpx", write_project(&project).unwrap());
    let bare = Project { name: "bare".into(), ..Project::default() };
    folder.write("bare.qdpx", write_project(&bare).unwrap());
    folder.write("book.qdc", write_codebook(&codebook).unwrap());
    let schemas = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/refi");
    let script = format!(
        "import xmlschema,zipfile\np=xmlschema.XMLSchema('{schemas}/Project.xsd')\n\
         for f in ('whole','bare'): p.validate(zipfile.ZipFile(f+'.qdpx').read('project.qde').decode())\n\
         xmlschema.XMLSchema('{schemas}/Codebook.xsd').validate('book.qdc')\nprint('valid')\n\
         bad=open('book.qdc').read().replace('isCodable','isCodeable')\n\
         print(xmlschema.XMLSchema('{schemas}/Codebook.xsd').is_valid(bad))"
    );
    let Some(found) = oracle("xmlschema", &folder.0, &script) else { return };
    assert_eq!(found, "valid\nFalse");
}

#[test]
fn another_reader_of_refi_finds_the_same_words() {
    let folder = Folder::new("refi-other");
    folder.write("whole.qdpx", write_project(&project()).unwrap());
    let script = "import zipfile\nfrom pyrefiqda import RefiProject\n\
        p=RefiProject.load('whole.qdpx')\ns=p.sources.text_source[0]\n\
        t=zipfile.ZipFile('whole.qdpx').read('sources/'+s.plain_text_path.split('//')[1]).decode()\n\
        x=s.plain_text_selection[0]\nprint(t[x.start_position:x.end_position])\n\
        print(x.coding[0].code_ref.target_guid,p.code_book.codes.code[0].code[0].name)";
    let Some(found) = oracle("pyrefiqda", &folder.0, script) else { return };
    assert_eq!(found, "dŵr 🌊\n00000000-0000-0000-0000-00000000000b Buses");
}
