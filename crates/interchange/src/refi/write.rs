//! Writing codebooks and projects: the same bytes for the same values, and nothing others can't read.

use std::collections::HashSet;

use uuid::Uuid;

use super::archive::pack;
use super::fault::NotWritten;
use super::model::{Code, Codebook, Coding, Note, Project, Selection, Source, Stamp};
use super::{CODEBOOK, PROJECT, byte_of};
use crate::xml::Xml;

/// The codebook as the content of a `.qdc` file. Control characters in names and descriptions,
/// which XML cannot hold, become U+FFFD.
///
/// # Errors
/// [`NotWritten::NoCodes`] and [`NotWritten::SameGuid`].
pub fn write_codebook(codebook: &Codebook) -> Result<String, NotWritten> {
    if codebook.codes.is_empty() {
        return Err(NotWritten::NoCodes);
    }
    let mut guids = HashSet::new();
    gather(&codebook.codes, &mut guids)?;
    let mut xml = Xml::new();
    let origin = codebook.origin.as_deref();
    xml.open("CodeBook", &[("xmlns", Some(CODEBOOK)), ("origin", origin)]);
    xml.open("Codes", &[]);
    codes(&mut xml, &codebook.codes, false);
    Ok(xml.finish())
}

/// The project as the content of a `.qdpx` file. Texts are kept to the last character; control
/// characters elsewhere, which XML cannot hold, become U+FFFD.
///
/// # Errors
/// [`NotWritten`], save `NoCodes`.
pub fn write_project(project: &Project) -> Result<Vec<u8>, NotWritten> {
    check(project)?;
    let document = document(project);
    // A text that itself begins with a byte-order mark needs another, which readers take off.
    let texts: Vec<String> = project
        .sources
        .iter()
        .map(|source| match source.text.starts_with('\u{feff}') {
            true => format!("\u{feff}{}", source.text),
            false => source.text.clone(),
        })
        .collect();
    let mut files = vec![("project.qde".to_owned(), document.as_bytes())];
    for (source, text) in project.sources.iter().zip(&texts) {
        files.push((format!("sources/{}.txt", source.guid), text.as_bytes()));
    }
    pack(&files)
}

fn check(project: &Project) -> Result<(), NotWritten> {
    let mut known = HashSet::new();
    gather(&project.codes, &mut known)?;
    unique(project.users.iter().map(|user| user.guid))?;
    unique(project.sources.iter().map(|source| source.guid))?;
    unique(project.notes.iter().map(|note| note.guid))?;
    for source in &project.sources {
        let of_parts = source.selections.iter().flat_map(|selection| &selection.codings);
        if let Some(coding) =
            source.codings.iter().chain(of_parts).find(|c| !known.contains(&c.code))
        {
            return Err(NotWritten::UnknownCode(coding.code));
        }
        let inside =
            |part: &&Selection| part.start <= part.end && byte_of(&source.text, part.end).is_some();
        if let Some(part) = source.selections.iter().find(|part| !inside(part)) {
            return Err(NotWritten::Outside(part.guid));
        }
    }
    Ok(())
}

fn gather(codes: &[Code], known: &mut HashSet<Uuid>) -> Result<(), NotWritten> {
    for code in codes {
        if !known.insert(code.guid) {
            return Err(NotWritten::SameGuid(code.guid));
        }
        gather(&code.children, known)?;
    }
    Ok(())
}

fn unique(guids: impl Iterator<Item = Uuid>) -> Result<(), NotWritten> {
    let mut known = HashSet::new();
    for guid in guids {
        if !known.insert(guid) {
            return Err(NotWritten::SameGuid(guid));
        }
    }
    Ok(())
}

/// The elements in the order of the schema.
fn document(project: &Project) -> String {
    let mut xml = Xml::new();
    let [creator, created] = stamp(&project.created);
    let [modifier, modified] = stamp(&project.modified);
    xml.open(
        "Project",
        &[
            ("xmlns", Some(PROJECT)),
            ("name", Some(&project.name)),
            ("origin", project.origin.as_deref()),
            ("creatingUserGUID", creator.as_deref()),
            ("creationDateTime", created.as_deref()),
            ("modifyingUserGUID", modifier.as_deref()),
            ("modifiedDateTime", modified.as_deref()),
        ],
    );
    section(&mut xml, "Users", &project.users, |xml, user| {
        let guid = user.guid.to_string();
        xml.empty("User", &[("guid", Some(&guid)), ("name", user.name.as_deref())]);
    });
    if !project.codes.is_empty() {
        xml.open("CodeBook", &[]);
        xml.open("Codes", &[]);
        codes(&mut xml, &project.codes, true);
        xml.close();
        xml.close();
    }
    section(&mut xml, "Sources", &project.sources, text_source);
    section(&mut xml, "Notes", &project.notes, note);
    if let Some(description) = &project.description {
        xml.words("Description", &[], description);
    }
    references(&mut xml, &project.project_notes);
    xml.finish()
}

/// A list, which the schema wants left out when empty.
fn section<T>(xml: &mut Xml, name: &'static str, items: &[T], write: fn(&mut Xml, &T)) {
    if !items.is_empty() {
        xml.open(name, &[]);
        items.iter().for_each(|item| write(xml, item));
        xml.close();
    }
}

fn codes(xml: &mut Xml, codes: &[Code], with_notes: bool) {
    for code in codes {
        let guid = code.guid.to_string();
        let colour =
            code.colour.map(|colour| format!("#{:02x}{:02x}{:02x}", colour.0, colour.1, colour.2));
        let attributes = [
            ("guid", Some(guid.as_str())),
            ("name", Some(code.name.as_str())),
            ("isCodable", Some(if code.is_codable { "true" } else { "false" })),
            ("color", colour.as_deref()),
        ];
        let notes = if with_notes { code.notes.as_slice() } else { &[] };
        if code.description.is_none() && notes.is_empty() && code.children.is_empty() {
            xml.empty("Code", &attributes);
            continue;
        }
        xml.open("Code", &attributes);
        if let Some(description) = &code.description {
            xml.words("Description", &[], description);
        }
        references(xml, notes);
        self::codes(xml, &code.children, with_notes);
        xml.close();
    }
}

fn text_source(xml: &mut Xml, source: &Source) {
    let guid = source.guid.to_string();
    let path = format!("internal://{guid}.txt");
    let [creator, created] = stamp(&source.created);
    let [modifier, modified] = stamp(&source.modified);
    xml.open(
        "TextSource",
        &[
            ("guid", Some(&guid)),
            ("name", source.name.as_deref()),
            ("plainTextPath", Some(&path)),
            ("creatingUser", creator.as_deref()),
            ("creationDateTime", created.as_deref()),
            ("modifyingUser", modifier.as_deref()),
            ("modifiedDateTime", modified.as_deref()),
        ],
    );
    if let Some(description) = &source.description {
        xml.words("Description", &[], description);
    }
    source.selections.iter().for_each(|part| selection(xml, part));
    source.codings.iter().for_each(|given| coding(xml, given));
    references(xml, &source.notes);
    xml.close();
}

fn selection(xml: &mut Xml, part: &Selection) {
    let (guid, start, end) = (part.guid.to_string(), part.start.to_string(), part.end.to_string());
    let [creator, created] = stamp(&part.created);
    let [modifier, modified] = stamp(&part.modified);
    xml.open(
        "PlainTextSelection",
        &[
            ("guid", Some(&guid)),
            ("name", part.name.as_deref()),
            ("startPosition", Some(&start)),
            ("endPosition", Some(&end)),
            ("creatingUser", creator.as_deref()),
            ("creationDateTime", created.as_deref()),
            ("modifyingUser", modifier.as_deref()),
            ("modifiedDateTime", modified.as_deref()),
        ],
    );
    if let Some(description) = &part.description {
        xml.words("Description", &[], description);
    }
    part.codings.iter().for_each(|given| coding(xml, given));
    references(xml, &part.notes);
    xml.close();
}

fn coding(xml: &mut Xml, given: &Coding) {
    let (guid, code) = (given.guid.to_string(), given.code.to_string());
    let [creator, created] = stamp(&given.created);
    xml.open(
        "Coding",
        &[
            ("guid", Some(&guid)),
            ("creatingUser", creator.as_deref()),
            ("creationDateTime", created.as_deref()),
        ],
    );
    xml.empty("CodeRef", &[("targetGUID", Some(&code))]);
    references(xml, &given.notes);
    xml.close();
}

fn note(xml: &mut Xml, note: &Note) {
    let guid = note.guid.to_string();
    let [creator, created] = stamp(&note.created);
    let [modifier, modified] = stamp(&note.modified);
    xml.open(
        "Note",
        &[
            ("guid", Some(&guid)),
            ("name", note.name.as_deref()),
            ("creatingUser", creator.as_deref()),
            ("creationDateTime", created.as_deref()),
            ("modifyingUser", modifier.as_deref()),
            ("modifiedDateTime", modified.as_deref()),
        ],
    );
    xml.words("PlainTextContent", &[], &note.text);
    xml.close();
}

fn references(xml: &mut Xml, notes: &[Uuid]) {
    for note in notes {
        xml.empty("NoteRef", &[("targetGUID", Some(&note.to_string()))]);
    }
}

fn stamp(stamp: &Stamp) -> [Option<String>; 2] {
    [stamp.user.map(|user| user.to_string()), stamp.at.map(|at| at.to_string())]
}
