//! Reading codebooks and projects: whatever can be understood, and telling what was odd.

use std::collections::{BTreeMap, HashSet};
use std::io::{Read, Seek};

use uuid::Uuid;

use super::Limits;
use super::archive::Archive;
use super::decode;
use super::dom::{Document, Element};
use super::fault::{Fault, NotRead};
use super::model::{Code, Codebook, Note, Project, Reading, Stamp, User};
use super::odd::{Odd, Oddities, Oddity};
use super::value::{colour, derived, moment, yes_or_no};

/// Reads a `.qdc` file, or the codebook of a `project.qde`.
///
/// # Errors
/// [`NotRead`], when nothing of it can be understood.
pub fn read_codebook(file: impl Read, limits: &Limits) -> Result<Reading<Codebook>, NotRead> {
    let limit = limits.file_bytes.min(limits.unpacked_bytes);
    let mut bytes = Vec::new();
    let read = file.take(limit.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|error| Fault::Unreadable(error.kind()))?;
    if bytes.len() as u64 > limit {
        return Err(Fault::TooLarge { limit }.into());
    }
    let text = decode::document("", bytes)?;
    let document = Document::new("", &text, limits.depth);
    let root = document.root(&["CodeBook", "Project"])?;
    let mut builder = Builder::new(document, &root);
    let origin = root.attribute("origin").map(str::to_owned);
    let codebook = if root.is("Project") { root.first("CodeBook") } else { Some(&root) };
    let codes = codebook.map(|codebook| builder.tree(codebook)).unwrap_or_default();
    Ok(builder.reading(Codebook { origin, codes }))
}

/// Reads a `.qdpx` file.
///
/// Only texts are held: text sources, the plain words of PDF sources, and the transcripts of
/// recordings. Sources of other kinds, and texts that are kept outside the file or only as styled
/// documents, are counted in [`Reading::left_out`]. All that is odd is named in
/// [`Reading::odd`], with its place.
///
/// # Errors
/// [`NotRead`], when it can't be understood at all.
pub fn read_project(file: impl Read + Seek, limits: &Limits) -> Result<Reading<Project>, NotRead> {
    let mut archive = Archive::open(file, limits)?;
    let name = archive.document()?;
    let text = decode::document(&name, archive.read(&name)?)?;
    let document = Document::new(&name, &text, limits.depth);
    let root = document.root(&["Project"])?;
    let mut builder = Builder::new(document, &root);
    let project = builder.project(&root, &mut archive)?;
    Ok(builder.reading(project))
}

/// What has identifiers of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    User,
    Code,
    Source,
    Note,
    /// A mark or a coding: programs give several the same, and nothing refers to them.
    Mark,
}

/// Turns elements into values.
pub(super) struct Builder<'a> {
    document: Document<'a>,
    /// What makes identifiers that are no guids those of this project.
    seed: String,
    known: HashSet<(Kind, Uuid)>,
    left_out: BTreeMap<String, u64>,
    odd: Oddities,
}

impl<'a> Builder<'a> {
    fn new(document: Document<'a>, root: &Element) -> Self {
        let facts = ["origin", "name", "creationDateTime"].map(|fact| root.attribute(fact));
        let seed = facts.map(Option::unwrap_or_default).join("\n");
        Self {
            document,
            seed,
            known: HashSet::new(),
            left_out: BTreeMap::new(),
            odd: Oddities::default(),
        }
    }

    fn reading<T>(self, value: T) -> Reading<T> {
        Reading { value, left_out: self.left_out.into_iter().collect(), odd: self.odd }
    }

    /// Names what is odd about `element`.
    pub(super) fn odd(&mut self, element: &Element, odd: Odd) {
        let document = &self.document;
        self.odd.push(|| Oddity {
            place: document.place(element.at),
            element: element.name.clone(),
            name: element.said("name").map(str::to_owned),
            guid: element.said("guid").map(str::to_owned),
            odd,
        });
    }

    /// Counts an element that is not held.
    pub(super) fn leave_out(&mut self, element: &Element) {
        *self.left_out.entry(element.name.clone()).or_default() += 1;
    }

    /// Counts the children of `element` that are not among `held`.
    pub(super) fn hold_only(&mut self, element: &Element, held: &[&str]) {
        for child in &element.children {
            if !child.name.is_empty() && !held.iter().any(|name| child.is(name)) {
                self.leave_out(child);
            }
        }
    }

    /// Whether there is a code with this identifier.
    pub(super) fn has_code(&self, code: Uuid) -> bool {
        self.known.contains(&(Kind::Code, code))
    }

    /// The identifier that these words are: a guid, or what some programs write in its place.
    pub(super) fn identifier(&self, words: &str) -> Uuid {
        Uuid::parse_str(words).unwrap_or_else(|_| derived(&[&self.seed, words]))
    }

    /// The identifier of `element` itself, which nothing of its kind has had.
    pub(super) fn own(&mut self, element: &Element, kind: Kind) -> Uuid {
        let at = element.at.to_string();
        let guid = match element.said("guid") {
            Some(words) => self.identifier(words),
            None => {
                self.odd(element, Odd::NoGuid);
                derived(&[&self.seed, &element.name, &at])
            }
        };
        if kind == Kind::Mark || self.known.insert((kind, guid)) {
            return guid;
        }
        self.odd(element, Odd::SameGuid(guid));
        let other = derived(&[&self.seed, &guid.to_string(), &at]);
        self.known.insert((kind, other));
        other
    }

    /// The attribute as `parse` understands it; nothing, and odd, where that is not at all.
    fn parsed<T>(
        &mut self,
        element: &Element,
        attribute: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let value = element.said(attribute)?;
        let parsed = parse(value);
        if parsed.is_none() {
            self.odd(element, Odd::BadValue(attribute));
        }
        parsed
    }

    pub(super) fn stamp(
        &mut self,
        element: &Element,
        user: &'static str,
        at: &'static str,
    ) -> Stamp {
        let user = element.said(user).map(|words| self.identifier(words));
        Stamp { user, at: self.parsed(element, at, moment) }
    }

    pub(super) fn references(&self, element: &Element) -> Vec<Uuid> {
        let references = element.all("NoteRef").filter_map(|note| note.said("targetGUID"));
        references.map(|words| self.identifier(words)).collect()
    }

    fn project<R: Read + Seek>(
        &mut self,
        root: &Element,
        archive: &mut Archive<R>,
    ) -> Result<Project, NotRead> {
        let known = ["Users", "CodeBook", "Sources", "Notes", "Description", "NoteRef"];
        self.hold_only(root, &known);
        let mut project = Project {
            name: root.attribute("name").unwrap_or_default().to_owned(),
            origin: root.attribute("origin").map(str::to_owned),
            created: self.stamp(root, "creatingUserGUID", "creationDateTime"),
            modified: self.stamp(root, "modifyingUserGUID", "modifiedDateTime"),
            description: root.words("Description"),
            project_notes: self.references(root),
            ..Project::default()
        };
        for user in list(root, "Users", "User") {
            let guid = self.own(user, Kind::User);
            let name = user.attribute("name").map(str::to_owned);
            project.users.push(User { guid, name });
        }
        if let Some(codebook) = root.first("CodeBook") {
            project.codes = self.tree(codebook);
        }
        for sources in root.all("Sources") {
            for element in &sources.children {
                self.sources(element, archive, &mut project.sources)?;
            }
        }
        for element in list(root, "Notes", "Note") {
            let guid = self.own(element, Kind::Note);
            match self.words(element, archive)? {
                Some(words) => {
                    let note = self.note(element, guid, words.text);
                    project.notes.push(note);
                }
                None => self.leave_out(element),
            }
        }
        Ok(project)
    }

    /// The themes under a `CodeBook` element.
    fn tree(&mut self, codebook: &Element) -> Vec<Code> {
        self.hold_only(codebook, &["Codes", "Code"]);
        let inner = codebook.first("Codes").unwrap_or(codebook);
        inner.all("Code").map(|code| self.code(code)).collect()
    }

    fn code(&mut self, element: &Element) -> Code {
        self.hold_only(element, &["Description", "NoteRef", "Code"]);
        let guid = self.own(element, Kind::Code);
        if element.said("name").is_none() {
            self.odd(element, Odd::NoName);
        }
        Code {
            guid,
            name: element.attribute("name").unwrap_or_default().to_owned(),
            description: element.words("Description"),
            colour: self.parsed(element, "color", colour),
            is_codable: self.parsed(element, "isCodable", yes_or_no).unwrap_or(true),
            notes: self.references(element),
            children: element.all("Code").map(|child| self.code(child)).collect(),
        }
    }

    fn note(&mut self, element: &Element, guid: Uuid, text: String) -> Note {
        Note {
            guid,
            name: element.attribute("name").map(str::to_owned),
            text,
            created: self.stamp(element, "creatingUser", "creationDateTime"),
            modified: self.stamp(element, "modifyingUser", "modifiedDateTime"),
        }
    }
}

fn list<'a>(
    root: &'a Element,
    section: &'a str,
    item: &'a str,
) -> impl Iterator<Item = &'a Element> {
    root.all(section).flat_map(move |section| section.all(item))
}
