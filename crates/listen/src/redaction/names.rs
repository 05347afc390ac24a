//! Names that were hidden, kept only to find where they stand in a text after all.

use super::{Redaction, of};
use crate::ids::VoiceId;
use crate::line::Places;
use crate::redaction::Part;
use crate::voice::store;
use kernel::folding::{Edge, Letters, Reading, letters};
use kernel::{Db, Fault};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Hidden names: it lets none of them out, and tells only where a text tells one, as a reader
/// sees it.
#[derive(Debug, Default)]
pub struct Hidden {
    /// The words of each, by the first letter.
    names: BTreeMap<char, BTreeSet<Vec<String>>>,
}

impl Hidden {
    /// What is hidden in some voices. A whole span counts, and each word of it that looks like a
    /// name or a number, unless it is part of the name of one of `places`, which everyone knows.
    ///
    /// # Errors
    /// The database's.
    pub fn of(
        db: &Db,
        voices: impl IntoIterator<Item = VoiceId>,
        places: &[String],
    ) -> Result<Self, Fault> {
        let mut spans = Vec::new();
        for voice in voices {
            spans.extend(spans_of(db, voice)?);
        }
        Ok(Self::new(&spans, places))
    }

    /// Takes names that were told otherwise.
    pub(super) fn new(spans: &[String], places: &[String]) -> Self {
        let known: BTreeSet<String> =
            places.iter().flat_map(|name| words(name)).map(|(_, word)| word).collect();
        let mut hidden = Self::default();
        for span in spans {
            let found = words(span);
            for (range, word) in &found {
                let written = span.get(range.clone()).unwrap_or_default();
                let named = written.starts_with(char::is_uppercase)
                    || written.contains(|c: char| c.is_numeric());
                if named && word.chars().count() > 2 && !known.contains(word) {
                    hidden.add(vec![word.clone()]);
                }
            }
            if found.iter().any(|(_, word)| !known.contains(word)) {
                hidden.add(found.into_iter().map(|(_, word)| word).collect());
            }
        }
        hidden
    }

    fn add(&mut self, name: Vec<String>) {
        if let Some(first) = name.first().and_then(|word| word.chars().next()) {
            self.names.entry(first).or_default().insert(name);
        }
    }

    /// The letters of each.
    pub(super) fn letters(&self) -> Vec<String> {
        self.names.values().flatten().map(|words| words.concat()).collect()
    }

    /// Where a text tells any of them, in bytes, in order and apart from each other.
    pub fn found(&self, text: &str) -> Vec<Range<usize>> {
        let mut ranges: Vec<Range<usize>> = Vec::new();
        if self.names.is_empty() {
            return ranges;
        }
        for reading in [Reading::Shown, Reading::Written] {
            let read = letters(text, reading);
            ranges.extend(read.words(Edge::Word).filter_map(|word| self.at(&read, word.start)));
        }
        ranges.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
        let mut end = 0;
        ranges.retain(|range| {
            let apart = range.start >= end;
            end = if apart { range.end } else { end };
            apart
        });
        ranges
    }

    /// Whether a text tells any of them.
    pub fn is_in(&self, text: &str) -> bool {
        !self.found(text).is_empty()
    }

    /// The longest that stands at a letter.
    fn at(&self, read: &Letters, at: usize) -> Option<Range<usize>> {
        let names = self.names.get(&read.get(at)?.letter)?;
        read.range(at, names.iter().filter_map(|name| ends(name, read, at)).max()?)
    }
}

/// What is hidden in a voice.
pub(super) fn spans_of(db: &Db, voice: VoiceId) -> Result<Vec<String>, Fault> {
    let Some(texts) = store::texts(db, voice)? else { return Ok(Vec::new()) };
    let slice = |redaction: Redaction| {
        let text = match redaction.part {
            Part::Words => Some(texts.words.as_str()),
            Part::Translation => texts.translation.as_deref(),
        };
        text.map(|text| Places::of(text).slice(redaction.span()).to_owned())
    };
    Ok(of(db, voice)?.into_iter().filter_map(slice).collect())
}

/// Where `name` ends when it stands at a letter. Its words may be written together, but none of
/// them apart.
fn ends(name: &[String], read: &Letters, at: usize) -> Option<usize> {
    let mut end = at;
    for word in name {
        for (n, letter) in word.chars().enumerate() {
            let here = read.get(end)?;
            if here.letter != letter || (n > 0 && here.edge == Edge::Word) {
                return None;
            }
            end += 1;
        }
    }
    read.ends_at(end, Edge::Word).then_some(end)
}

/// The words of a text, folded, each with its bytes. A possessive's `’s` is a word of its own.
fn words(text: &str) -> Vec<(Range<usize>, String)> {
    let read = letters(text, Reading::Written);
    let word = |word: Range<usize>| Some((read.range(word.start, word.end)?, read.text(word)));
    read.words(Edge::Word).filter_map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(spans: &[&str]) -> Hidden {
        let spans: Vec<String> = spans.iter().map(|span| (*span).to_owned()).collect();
        Hidden::new(&spans, &["Cwm Helyg".to_owned()])
    }

    #[test]
    fn a_hidden_name_is_found_in_any_dress() {
        let names = hidden(&["Siân Puw", "Morfydd", "O’Brien"]);
        for text in [
            "SIAN came",
            "told Sian’s mother",
            "Mrs Puw,",
            "(siân puw)",
            "told M&#111;rfydd",
            "Si&acirc;n",
            "**Mor**fydd came",
            "_Mor_fydd",
            "Mor<b>fydd</b>",
            "[Mor](https://a.example)fydd",
            ":claim[Mor]{#a}fydd",
            "{to=\"Morfydd\"}",
            "Sia\u{302}n",
            "Mor\u{200b}fy\u{ad}dd",
            "Ｍorfydd",
            "Mоrfydd",
            "Jo O'Brien",
            "JO OBRIEN",
        ] {
            assert!(names.is_in(text), "{text}");
        }
        for text in ["Sianed and the puwl", "Morfyddlan", "**Morfydd**lan", "Mor fydd"] {
            assert!(!names.is_in(text), "{text}");
        }
    }

    #[test]
    fn small_words_and_known_places_are_no_names() {
        let names = hidden(&["my sister Anne of Cwm Helyg", "Cwm Helyg"]);
        assert!(names.is_in("Anne"));
        assert!(!names.is_in("my sister of Cwm Helyg"));
    }

    #[test]
    fn a_span_without_a_name_counts_as_a_whole() {
        let names = hidden(&["the chip shop"]);
        assert!(names.is_in("At the chip shop queue") && !names.is_in("a chip, the shops"));
    }

    #[test]
    fn the_place_is_that_of_the_name() {
        let text = "tŷ\nYma mae Si&acirc;n.";
        let at = text.find("Si").unwrap_or_default();
        let place = at..text.len() - 1;
        assert_eq!(hidden(&["Siân"]).found(text), std::slice::from_ref(&place));
    }
}
