//! Sources and what is marked in them: texts, the words of PDFs, transcripts of recordings.

use std::collections::HashMap;
use std::io::{Read, Seek};

use super::archive::Archive;
use super::decode::{self, Words};
use super::dom::Element;
use super::fault::{Fault, NotRead};
use super::model::{Coding, Selection, Source};
use super::odd::Odd;
use super::places::{Counting, Raw};
use super::read::{Builder, Kind};
use super::value::{Path, path, unescaped};

/// A marked part: its element, and where it begins and ends as its program counts.
type Marked<'e> = (&'e Element, u64, u64);

impl Builder<'_> {
    /// The texts of one source: none of a picture, one of a text, those of its transcripts of a
    /// recording.
    pub(super) fn sources<R: Read + Seek>(
        &mut self,
        element: &Element,
        archive: &mut Archive<R>,
        into: &mut Vec<Source>,
    ) -> Result<(), NotRead> {
        let inner = match element.name.to_ascii_lowercase().as_str() {
            "" => return Ok(()),
            "textsource" => vec![element],
            "pdfsource" => element.all("Representation").collect(),
            "audiosource" | "videosource" => element.all("Transcript").collect(),
            _ => Vec::new(),
        };
        let before = into.len();
        for text in &inner {
            if let Some(words) = self.words(text, archive)? {
                // A text that is the only one of its source is that source.
                let only = inner.len() == 1;
                let source = self.source(element, text, only, words);
                into.push(source);
            }
        }
        if into.len() == before {
            self.leave_out(element);
            if inner.is_empty() {
                self.odd(element, Odd::NoWords);
            }
        }
        Ok(())
    }

    /// The words of a text or note, where the file has them as plain text.
    pub(super) fn words<R: Read + Seek>(
        &mut self,
        element: &Element,
        archive: &mut Archive<R>,
    ) -> Result<Option<Words>, NotRead> {
        let inline = element.words("PlainTextContent");
        let Some(value) = element.said("plainTextPath") else {
            if inline.is_none() {
                self.odd(element, Odd::NoWords);
            }
            return Ok(inline.map(|text| Words { text, marked: false, guessed: false }));
        };
        if let Some(text) = inline.filter(|text| !text.is_empty()) {
            return Ok(Some(Words { text, marked: false, guessed: false }));
        }
        let Path::Inside(name) = path(value) else {
            self.odd(element, Odd::Elsewhere(value.to_owned()));
            return Ok(None);
        };
        let Some(found) = find(archive, &name) else {
            self.odd(element, Odd::Missing(name));
            return Ok(None);
        };
        match decode::text(&found, &archive.read(&found)?) {
            Ok(words) => {
                if words.guessed {
                    self.odd(element, Odd::Windows1252);
                }
                Ok(Some(words))
            }
            Err(refused) if refused.fault == Fault::NotText => {
                self.odd(element, Odd::NotText);
                Ok(None)
            }
            Err(refused) => Err(refused),
        }
    }

    /// The text `inner` of the source `outer`, which may be itself.
    fn source(&mut self, outer: &Element, inner: &Element, only: bool, words: Words) -> Source {
        let same = std::ptr::eq(outer, inner);
        let held = [
            "Description",
            "PlainTextContent",
            "PlainTextSelection",
            "TranscriptSelection",
            "SyncPoint",
            "Coding",
            "NoteRef",
        ];
        self.hold_only(inner, &held);
        if !same {
            let held = ["Description", "Representation", "Transcript", "Coding", "NoteRef"];
            self.hold_only(outer, &held);
        }
        let guid = self.own(if only { outer } else { inner }, Kind::Source);
        let (mut codings, mut notes) = (self.codings(inner), self.references(inner));
        if !same && only {
            codings.extend(self.codings(outer));
            notes.extend(self.references(outer));
        }
        let name = outer.attribute("name").or_else(|| inner.attribute("name"));
        Source {
            guid,
            name: name.map(str::to_owned),
            description: outer.words("Description").or_else(|| inner.words("Description")),
            created: self.stamp(outer, "creatingUser", "creationDateTime"),
            modified: self.stamp(outer, "modifyingUser", "modifiedDateTime"),
            selections: self.selections(inner, &words),
            codings,
            notes,
            text: words.text,
        }
    }

    fn selections(&mut self, element: &Element, words: &Words) -> Vec<Selection> {
        let mut marked = self.marked(element);
        marked.extend(self.marked_by_time(element));
        let parts: Vec<Raw<'_>> = marked
            .iter()
            .map(|(part, start, end)| Raw { start: *start, end: *end, name: part.said("name") })
            .collect();
        let counting = Counting::of(&words.text, &parts, words.marked);
        if !counting.is_standard() {
            self.odd(element, Odd::Counted);
        }
        let length = words.text.chars().count() as u64;
        let mut selections = Vec::new();
        let places = counting.read(&words.text, &parts);
        for ((part, ..), (start, end)) in marked.into_iter().zip(places) {
            selections.extend(self.selection(part, (start, end), length));
        }
        selections
    }

    /// The parts that are marked by their places.
    fn marked<'e>(&mut self, element: &'e Element) -> Vec<Marked<'e>> {
        let mut marked = Vec::new();
        for part in element.all("PlainTextSelection") {
            let place = |name| part.said(name).and_then(|place| place.parse::<u64>().ok());
            match (place("startPosition"), place("endPosition")) {
                (Some(start), Some(end)) => marked.push((part, start, end)),
                _ => self.odd(part, Odd::NoPlace),
            }
        }
        marked
    }

    /// The parts of a transcript that are marked by points in time with places of their own.
    fn marked_by_time<'e>(&mut self, element: &'e Element) -> Vec<Marked<'e>> {
        let points: HashMap<&str, u64> = element
            .all("SyncPoint")
            .filter_map(|point| Some((point.said("guid")?, point.said("position")?.parse().ok()?)))
            .collect();
        let mut marked = Vec::new();
        for part in element.all("TranscriptSelection") {
            let place = |name| part.said(name).and_then(|point| points.get(point)).copied();
            match (place("fromSyncPoint"), place("toSyncPoint")) {
                (Some(start), Some(end)) => marked.push((part, start, end)),
                _ => self.odd(part, Odd::NoPlace),
            }
        }
        marked
    }

    fn selection(
        &mut self,
        element: &Element,
        (start, end): (u64, u64),
        length: u64,
    ) -> Option<Selection> {
        let held = ["Description", "Coding", "NoteRef"];
        self.hold_only(element, &held);
        if start > end || (start >= length && end > length) {
            self.odd(element, Odd::Outside);
            return None;
        }
        let codings = self.codings(element);
        if start == end && !codings.is_empty() {
            self.odd(element, Odd::Empty);
        }
        if end > length {
            self.odd(element, Odd::PastTheEnd);
        }
        Some(Selection {
            guid: self.own(element, Kind::Mark),
            name: element.attribute("name").map(str::to_owned),
            start,
            end: end.min(length),
            description: element.words("Description"),
            created: self.stamp(element, "creatingUser", "creationDateTime"),
            modified: self.stamp(element, "modifyingUser", "modifiedDateTime"),
            codings,
            notes: self.references(element),
        })
    }

    fn codings(&mut self, element: &Element) -> Vec<Coding> {
        element.all("Coding").filter_map(|coding| self.coding(coding)).collect()
    }

    fn coding(&mut self, element: &Element) -> Option<Coding> {
        let Some(reference) = element.first("CodeRef").and_then(|code| code.said("targetGUID"))
        else {
            self.odd(element, Odd::NoCode);
            return None;
        };
        let code = self.identifier(reference);
        if !self.has_code(code) {
            self.odd(element, Odd::UnknownCode);
            return None;
        }
        Some(Coding {
            guid: self.own(element, Kind::Mark),
            code,
            created: self.stamp(element, "creatingUser", "creationDateTime"),
            notes: self.references(element),
        })
    }
}

/// The file of the archive that a path means: beside the other sources, or as the path has it;
/// failing these the only file of its name.
fn find<R: Read + Seek>(archive: &Archive<R>, name: &str) -> Option<String> {
    let names = [Some(name.to_owned()), unescaped(name)];
    names.into_iter().flatten().find_map(|name| archive.find(&name))
}
