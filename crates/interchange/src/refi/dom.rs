//! Reading hostile XML into a small tree: no entities of its own, bounded depth, and names as
//! programs write them: of any version of the standard's namespace or of none, in any case.

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;

use super::fault::{Fault, NotRead, Place};

/// An element. Its name is empty when it is of a foreign namespace.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    pub(super) children: Vec<Element>,
    text: String,
    /// The byte of the document at which it begins.
    pub(super) at: usize,
}

/// A document: its text, to place faults in, and its tree.
pub(super) struct Document<'a> {
    file: &'a str,
    text: &'a str,
    depth: usize,
}

impl<'a> Document<'a> {
    /// A document in the file of this name.
    pub(super) fn new(file: &'a str, text: &'a str, depth: usize) -> Self {
        Self { file, text, depth }
    }

    /// The outermost element, which must have one of these names.
    pub(super) fn root(&self, names: &[&str]) -> Result<Element, NotRead> {
        let element = self.parse()?;
        if names.iter().any(|name| element.is(name)) {
            return Ok(element);
        }
        let at = element.at;
        Err(self.fault_at(at, Fault::OtherDocument(element.name)))
    }

    fn parse(&self) -> Result<Element, NotRead> {
        let mut reader = NsReader::from_str(self.text);
        let mut open: Vec<Element> = Vec::new();
        let mut root: Option<Element> = None;
        loop {
            let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            let not_xml = |_| self.fault_at(at, Fault::NotXml);
            let (namespace, event) = reader.read_resolved_event().map_err(not_xml)?;
            let closed = match event {
                Event::Start(_) | Event::Empty(_) if open.len() >= self.depth => {
                    return Err(self.fault_at(at, Fault::TooDeep { limit: self.depth }));
                }
                Event::Start(_) | Event::Empty(_) if open.is_empty() && root.is_some() => {
                    return Err(self.fault_at(at, Fault::NotXml));
                }
                Event::Start(start) => {
                    open.push(self.element(&start, &namespace, at)?);
                    None
                }
                Event::Empty(start) => Some(self.element(&start, &namespace, at)?),
                Event::End(_) => open.pop(),
                Event::Text(text) => {
                    self.add(&mut open, &text.xml10_content(), at)?;
                    None
                }
                Event::CData(text) => {
                    self.add(&mut open, &text.xml10_content(), at)?;
                    None
                }
                Event::GeneralRef(reference) => {
                    // A reference to what XML can't hold, as a NUL is, stands for no character.
                    let character = match reference.resolve_char_ref() {
                        Ok(character) => character,
                        Err(_) => Some(char::REPLACEMENT_CHARACTER),
                    };
                    let name = reference.into_inner();
                    let words = match character {
                        Some(character) => character.to_string(),
                        None => resolve_predefined_entity(&name)
                            .ok_or_else(|| self.fault_at(at, Fault::Entity(name.to_string())))?
                            .to_owned(),
                    };
                    self.add(&mut open, &words, at)?;
                    None
                }
                // One that declares nothing does no harm.
                Event::DocType(declared) if declared.contains('[') => {
                    return Err(self.fault_at(at, Fault::DocType));
                }
                Event::DocType(_) => None,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => None,
                Event::Eof => break,
            };
            match (closed, open.last_mut()) {
                (Some(element), Some(parent)) => parent.children.push(element),
                (Some(element), None) => root = Some(element),
                (None, _) => {}
            }
        }
        root.filter(|_| open.is_empty())
            .ok_or_else(|| self.fault_at(self.text.len(), Fault::NotXml))
    }

    fn element(
        &self,
        start: &BytesStart<'_>,
        namespace: &ResolveResult<'_>,
        at: usize,
    ) -> Result<Element, NotRead> {
        let ours = match namespace {
            ResolveResult::Bound(Namespace(name)) => is_ours(name),
            ResolveResult::Unbound | ResolveResult::Unknown(_) => true,
        };
        let name = if ours { start.local_name().as_ref().to_owned() } else { String::new() };
        let mut attributes = Vec::new();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|_| self.fault_at(at, Fault::NotXml))?;
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|_| self.fault_at(at, Fault::NotXml))?;
            let prefix = attribute.key.prefix().map_or("", |prefix| prefix.into_inner());
            if attribute.key.as_namespace_binding().is_none() && prefix != "xsi" && prefix != "xml"
            {
                let name = attribute.key.local_name().as_ref().to_owned();
                attributes.push((name, value.into_owned()));
            }
        }
        Ok(Element { name, attributes, at, ..Element::default() })
    }

    /// Adds words to the innermost element; outside all there may be blanks only.
    fn add(&self, open: &mut [Element], words: &str, at: usize) -> Result<(), NotRead> {
        match open.last_mut() {
            Some(element) => element.text.push_str(words),
            None if words.trim().is_empty() => {}
            None => return Err(self.fault_at(at, Fault::NotXml)),
        }
        Ok(())
    }

    fn fault_at(&self, at: usize, fault: Fault) -> NotRead {
        NotRead { place: Some(self.place(at)), fault }
    }

    /// Where the byte `at` of the document is.
    pub(super) fn place(&self, at: usize) -> Place {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let before = self.text.get(..at).unwrap_or_default();
        let line = before.matches('\n').count() as u64 + 1;
        let last = before.rsplit('\n').next().unwrap_or_default();
        let column = last.chars().count() as u64 + 1;
        Place { file: self.file.to_owned(), line, column }
    }
}

/// Whether a namespace is the standard's: of codebooks or projects, of a draft or of any version.
fn is_ours(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with("urn:qda-xml:") || name.contains("qdasoftware.org")
}

impl Element {
    /// Whether it has this name, in any case.
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.is(name))
    }

    /// The attribute of this name, in any case.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let mut all = self.attributes.iter();
        let (_, value) = all.find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        Some(value)
    }

    /// The same where it says something.
    pub(super) fn said(&self, name: &str) -> Option<&str> {
        self.attribute(name).map(str::trim).filter(|value| !value.is_empty())
    }

    pub(super) fn first<'a>(&'a self, name: &'a str) -> Option<&'a Element> {
        self.all(name).next()
    }

    /// The words of the first element of this name.
    pub(super) fn words(&self, name: &str) -> Option<String> {
        self.first(name).map(|child| child.text.clone())
    }
}
