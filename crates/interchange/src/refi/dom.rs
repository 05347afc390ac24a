//! Reading hostile XML into a small tree: no document types, no entities of its own, bounded depth.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::DateTime;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;
use uuid::Uuid;

use super::fault::{Fault, NotRead, Place};
use super::model::Stamp;

/// An element. Its name is empty when it is of a foreign namespace.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: BTreeMap<String, String>,
    pub(super) children: Vec<Element>,
    text: String,
    /// The byte of the document at which it begins.
    at: usize,
}

/// A document: its text, to place faults in, and its tree.
pub(super) struct Document<'a> {
    file: &'a str,
    text: &'a str,
    depth: usize,
    namespaces: &'a [&'a str],
}

impl<'a> Document<'a> {
    /// A document of one of `namespaces`, in the file of this name.
    pub(super) fn new(
        file: &'a str,
        text: &'a str,
        depth: usize,
        namespaces: &'a [&'a str],
    ) -> Self {
        Self { file, text, depth, namespaces }
    }

    /// The outermost element, which must have the name `root`.
    pub(super) fn root(&self, root: &str) -> Result<Element, NotRead> {
        let element = self.parse()?;
        if element.name == root {
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
                    let character = reference.resolve_char_ref().map_err(not_xml)?;
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
                Event::DocType(_) => return Err(self.fault_at(at, Fault::DocType)),
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
        let ours = matches!(namespace, ResolveResult::Bound(Namespace(name))
            if self.namespaces.contains(name));
        let name = if ours { start.local_name().as_ref().to_owned() } else { String::new() };
        let mut attributes = BTreeMap::new();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|_| self.fault_at(at, Fault::NotXml))?;
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|_| self.fault_at(at, Fault::NotXml))?;
            attributes.insert(attribute.key.as_ref().to_owned(), value.into_owned());
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

    /// `fault` at the beginning of `element`.
    pub(super) fn fault(&self, element: &Element, fault: Fault) -> NotRead {
        self.fault_at(element.at, fault)
    }

    fn fault_at(&self, at: usize, fault: Fault) -> NotRead {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let before = self.text.get(..at).unwrap_or_default();
        let line = before.matches('\n').count() as u64 + 1;
        let last = before.rsplit('\n').next().unwrap_or_default();
        let column = last.chars().count() as u64 + 1;
        NotRead { place: Some(Place { file: self.file.to_owned(), line, column }), fault }
    }

    pub(super) fn text(&self, element: &Element, attribute: &'static str) -> Option<String> {
        element.attributes.get(attribute).cloned()
    }

    pub(super) fn needed(
        &self,
        element: &Element,
        attribute: &'static str,
    ) -> Result<String, NotRead> {
        self.text(element, attribute).ok_or_else(|| {
            let fault = Fault::NoAttribute { element: element.name.clone(), attribute };
            self.fault(element, fault)
        })
    }

    /// The attribute as `parse` understands it.
    pub(super) fn parsed<T>(
        &self,
        element: &Element,
        attribute: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, NotRead> {
        let Some(value) = element.attributes.get(attribute) else { return Ok(None) };
        parse(value.trim()).map(Some).ok_or_else(|| {
            let fault = Fault::BadAttribute { element: element.name.clone(), attribute };
            self.fault(element, fault)
        })
    }

    pub(super) fn guid(&self, element: &Element, attribute: &'static str) -> Result<Uuid, NotRead> {
        self.needed(element, attribute)?;
        let guid = self.parsed(element, attribute, |value| Uuid::parse_str(value).ok())?;
        Ok(guid.unwrap_or_default())
    }

    pub(super) fn stamp(
        &self,
        element: &Element,
        user: &'static str,
        at: &'static str,
    ) -> Result<Stamp, NotRead> {
        Ok(Stamp {
            user: self.parsed(element, user, |value| Uuid::parse_str(value).ok())?,
            at: self.parsed(element, at, moment)?,
        })
    }
}

impl Element {
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    pub(super) fn first<'a>(&'a self, name: &'a str) -> Option<&'a Element> {
        self.all(name).next()
    }

    /// The words of the first element of this name.
    pub(super) fn words(&self, name: &str) -> Option<String> {
        self.first(name).map(|child| child.text.clone())
    }
}

/// An `xsd:dateTime`; without a time zone it is taken for UTC.
fn moment(text: &str) -> Option<Timestamp> {
    if let Ok(moment) = text.parse() {
        return Some(moment);
    }
    let civil: DateTime = text.parse().ok()?;
    civil.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}
