//! Reading codebooks and projects, all or nothing, and telling what was left out.

use std::collections::{BTreeMap, HashSet};
use std::io::{Read, Seek};

use encoding_rs::Encoding;
use uuid::Uuid;

use super::archive::Archive;
use super::dom::{Document, Element};
use super::fault::{Fault, NotRead, Place};
use super::model::{
    Code, Codebook, Coding, Colour, Note, Project, Reading, Selection, Source, User,
};
use super::{CODEBOOK, Limits, PROJECT};

/// An earlier draft's namespace, which some programs still write.
const CODEBOOK_DRAFT: &str = "urn:QDA-XML:codebook:0:4";

/// Reads a `.qdc` file.
///
/// # Errors
/// [`NotRead`].
pub fn read_codebook(file: impl Read, limits: &Limits) -> Result<Reading<Codebook>, NotRead> {
    let limit = limits.file_bytes.min(limits.unpacked_bytes);
    let mut bytes = Vec::new();
    let read = file.take(limit.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|error| Fault::Unreadable(error.kind()))?;
    if bytes.len() as u64 > limit {
        return Err(Fault::TooLarge { limit }.into());
    }
    let text = text("", bytes)?;
    let document = Document::new("", &text, limits.depth, &[CODEBOOK, CODEBOOK_DRAFT]);
    let root = document.root("CodeBook")?;
    let mut builder = Builder { document, codes: HashSet::new(), left_out: BTreeMap::new() };
    builder.leave_out(&root, &["Codes"]);
    let origin = builder.document.text(&root, "origin");
    let codes = builder.tree(&root)?;
    Ok(builder.reading(Codebook { origin, codes }))
}

/// Reads a `.qdpx` file.
///
/// Only texts are held. Sources of other kinds, and texts that are kept outside the file or only
/// as styled documents, are counted in [`Reading::left_out`].
///
/// # Errors
/// [`NotRead`].
pub fn read_project(file: impl Read + Seek, limits: &Limits) -> Result<Reading<Project>, NotRead> {
    let mut archive = Archive::open(file, limits)?;
    let bytes = archive.read("project.qde")?;
    let text = text("project.qde", bytes)?;
    let document = Document::new("project.qde", &text, limits.depth, &[PROJECT]);
    let root = document.root("Project")?;
    let mut builder = Builder { document, codes: HashSet::new(), left_out: BTreeMap::new() };
    let project = builder.project(&root, &mut archive)?;
    Ok(builder.reading(project))
}

/// The words of a file: UTF-8, or UTF-16 with a byte-order mark. Marks are taken off.
fn text(file: &str, bytes: Vec<u8>) -> Result<String, NotRead> {
    let not_text = |good: &[u8]| {
        let lines = good.iter().filter(|byte| **byte == b'\n').count();
        let start = good.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let last = String::from_utf8_lossy(good.get(start..).unwrap_or_default());
        let place = Place {
            file: file.to_owned(),
            line: lines as u64 + 1,
            column: last.chars().count() as u64 + 1,
        };
        NotRead { place: Some(place), fault: Fault::NotText }
    };
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        let rest = bytes.get(mark..).unwrap_or_default();
        return match encoding.decode_without_bom_handling_and_without_replacement(rest) {
            Some(text) => Ok(text.into_owned()),
            None => {
                let good = std::str::from_utf8(rest).err().map_or(0, |error| error.valid_up_to());
                Err(not_text(rest.get(..good).unwrap_or_default()))
            }
        };
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        not_text(error.as_bytes().get(..good).unwrap_or_default())
    })
}

/// Turns elements into values.
struct Builder<'a> {
    document: Document<'a>,
    codes: HashSet<Uuid>,
    left_out: BTreeMap<String, u64>,
}

impl Builder<'_> {
    fn reading<T>(self, value: T) -> Reading<T> {
        Reading { value, left_out: self.left_out.into_iter().collect() }
    }

    /// Counts the children of `element` that are not among `held`.
    fn leave_out(&mut self, element: &Element, held: &[&str]) {
        for child in &element.children {
            if !child.name.is_empty() && !held.contains(&child.name.as_str()) {
                *self.left_out.entry(child.name.clone()).or_default() += 1;
            }
        }
    }

    fn project<R: Read + Seek>(
        &mut self,
        root: &Element,
        archive: &mut Archive<R>,
    ) -> Result<Project, NotRead> {
        let known = ["Users", "CodeBook", "Sources", "Notes", "Description", "NoteRef"];
        self.leave_out(root, &known);
        let document = &self.document;
        let mut project = Project {
            name: document.needed(root, "name")?,
            origin: document.text(root, "origin"),
            created: document.stamp(root, "creatingUserGUID", "creationDateTime")?,
            modified: document.stamp(root, "modifyingUserGUID", "modifiedDateTime")?,
            description: root.words("Description"),
            project_notes: self.references(root)?,
            ..Project::default()
        };
        for user in list(root, "Users", "User") {
            let guid = self.document.guid(user, "guid")?;
            project.users.push(User { guid, name: self.document.text(user, "name") });
        }
        self.unique(root, project.users.iter().map(|user| user.guid))?;
        if let Some(codebook) = root.first("CodeBook") {
            project.codes = self.tree(codebook)?;
        }
        if let Some(sources) = root.first("Sources") {
            self.leave_out(sources, &["TextSource"]);
        }
        for element in list(root, "Sources", "TextSource") {
            match self.words(element, archive)? {
                Some(words) => project.sources.push(self.source(element, words)?),
                None => *self.left_out.entry(element.name.clone()).or_default() += 1,
            }
        }
        self.unique(root, project.sources.iter().map(|source| source.guid))?;
        for element in list(root, "Notes", "Note") {
            match self.words(element, archive)? {
                Some(words) => project.notes.push(self.note(element, words)?),
                None => *self.left_out.entry(element.name.clone()).or_default() += 1,
            }
        }
        self.unique(root, project.notes.iter().map(|note| note.guid))?;
        Ok(project)
    }

    fn unique(&self, root: &Element, guids: impl Iterator<Item = Uuid>) -> Result<(), NotRead> {
        let mut known = HashSet::new();
        for guid in guids {
            if !known.insert(guid) {
                return Err(self.document.fault(root, Fault::SameGuid(guid)));
            }
        }
        Ok(())
    }

    /// The themes under a `CodeBook` element.
    fn tree(&mut self, codebook: &Element) -> Result<Vec<Code>, NotRead> {
        let Some(codes) = codebook.first("Codes") else {
            let fault = Fault::NoElement { element: codebook.name.clone(), needed: "Codes" };
            return Err(self.document.fault(codebook, fault));
        };
        codes.all("Code").map(|code| self.code(code)).collect()
    }

    fn code(&mut self, element: &Element) -> Result<Code, NotRead> {
        self.leave_out(element, &["Description", "NoteRef", "Code"]);
        let document = &self.document;
        let guid = document.guid(element, "guid")?;
        if !self.codes.insert(guid) {
            return Err(document.fault(element, Fault::SameGuid(guid)));
        }
        Ok(Code {
            guid,
            name: document.needed(element, "name")?,
            description: element.words("Description"),
            colour: document.parsed(element, "color", colour)?,
            is_codable: document.parsed(element, "isCodable", yes_or_no)?.unwrap_or(true),
            notes: self.references(element)?,
            children: element
                .all("Code")
                .map(|child| self.code(child))
                .collect::<Result<_, _>>()?,
        })
    }

    /// The words of a text or note, where the file has them as plain text.
    fn words<R: Read + Seek>(
        &self,
        element: &Element,
        archive: &mut Archive<R>,
    ) -> Result<Option<String>, NotRead> {
        let path =
            match (element.words("PlainTextContent"), self.document.text(element, "plainTextPath"))
            {
                (Some(words), _) => return Ok(Some(words)),
                (None, Some(path)) => path,
                (None, None) => return Ok(None),
            };
        let Some(name) = path.strip_prefix("internal://") else { return Ok(None) };
        let name = format!("sources/{}", name.trim_start_matches('/'));
        let bytes = archive.read(&name).map_err(|refused| match refused.fault {
            fault @ Fault::Missing(_) => self.document.fault(element, fault),
            fault => fault.into(),
        })?;
        text(&name, bytes).map(Some)
    }

    fn source(&mut self, element: &Element, text: String) -> Result<Source, NotRead> {
        let held = ["Description", "PlainTextContent", "PlainTextSelection", "Coding", "NoteRef"];
        self.leave_out(element, &held);
        let document = &self.document;
        let length = text.chars().count() as u64;
        Ok(Source {
            guid: document.guid(element, "guid")?,
            name: document.text(element, "name"),
            description: element.words("Description"),
            created: document.stamp(element, "creatingUser", "creationDateTime")?,
            modified: document.stamp(element, "modifyingUser", "modifiedDateTime")?,
            selections: element
                .all("PlainTextSelection")
                .map(|part| self.selection(part, length))
                .collect::<Result<_, _>>()?,
            codings: self.codings(element)?,
            notes: self.references(element)?,
            text,
        })
    }

    fn selection(&self, element: &Element, length: u64) -> Result<Selection, NotRead> {
        let document = &self.document;
        let place = |attribute| {
            document.needed(element, attribute)?;
            let place = document.parsed(element, attribute, |value| value.parse::<u64>().ok())?;
            Ok::<u64, NotRead>(place.unwrap_or_default())
        };
        let guid = document.guid(element, "guid")?;
        let (start, end) = (place("startPosition")?, place("endPosition")?);
        if start > end || end > length {
            return Err(document.fault(element, Fault::Outside(guid)));
        }
        Ok(Selection {
            guid,
            name: document.text(element, "name"),
            start,
            end,
            description: element.words("Description"),
            created: document.stamp(element, "creatingUser", "creationDateTime")?,
            modified: document.stamp(element, "modifyingUser", "modifiedDateTime")?,
            codings: self.codings(element)?,
            notes: self.references(element)?,
        })
    }

    fn codings(&self, element: &Element) -> Result<Vec<Coding>, NotRead> {
        element.all("Coding").map(|coding| self.coding(coding)).collect()
    }

    fn coding(&self, element: &Element) -> Result<Coding, NotRead> {
        let document = &self.document;
        let Some(reference) = element.first("CodeRef") else {
            let fault = Fault::NoElement { element: element.name.clone(), needed: "CodeRef" };
            return Err(document.fault(element, fault));
        };
        let code = document.guid(reference, "targetGUID")?;
        if !self.codes.contains(&code) {
            return Err(document.fault(reference, Fault::UnknownCode(code)));
        }
        Ok(Coding {
            guid: document.guid(element, "guid")?,
            code,
            created: document.stamp(element, "creatingUser", "creationDateTime")?,
            notes: self.references(element)?,
        })
    }

    fn note(&self, element: &Element, text: String) -> Result<Note, NotRead> {
        let document = &self.document;
        Ok(Note {
            guid: document.guid(element, "guid")?,
            name: document.text(element, "name"),
            text,
            created: document.stamp(element, "creatingUser", "creationDateTime")?,
            modified: document.stamp(element, "modifyingUser", "modifiedDateTime")?,
        })
    }

    fn references(&self, element: &Element) -> Result<Vec<Uuid>, NotRead> {
        element.all("NoteRef").map(|note| self.document.guid(note, "targetGUID")).collect()
    }
}

fn list<'a>(
    root: &'a Element,
    section: &'a str,
    item: &'a str,
) -> impl Iterator<Item = &'a Element> {
    root.all(section).flat_map(move |section| section.all(item))
}

fn yes_or_no(value: &str) -> Option<bool> {
    match value {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}

/// `#RGB` or `#RRGGBB`.
fn colour(value: &str) -> Option<Colour> {
    let digits: Option<Vec<u8>> = value
        .strip_prefix('#')?
        .chars()
        .map(|digit| digit.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect();
    match digits?.as_slice() {
        [r, g, b] => Some(Colour(r * 17, g * 17, b * 17)),
        [r, s, g, h, b, c] => Some(Colour(r * 16 + s, g * 16 + h, b * 16 + c)),
        _ => None,
    }
}
