//! Finds names that were hidden in people's words, where they stand in a report after all.

use super::Place;
use super::place::Source;
use kernel::search::fold;
use std::collections::BTreeSet;
use std::ops::Range;

/// Hidden names, as rows of folded words.
pub(super) struct Hidden {
    rows: BTreeSet<Vec<String>>,
}

impl Hidden {
    /// Takes what was hidden. A whole span counts, and each word of it that looks like a name or
    /// a number, unless it is part of a place's own name, which everyone knows.
    pub(super) fn new(spans: &[String], places: &[String]) -> Self {
        let known: BTreeSet<String> =
            places.iter().flat_map(|name| words(name)).map(|(_, word)| word).collect();
        let mut rows = BTreeSet::new();
        for span in spans {
            let found = words(span);
            for (range, word) in &found {
                let written = span.get(range.clone()).unwrap_or_default();
                let named = written.starts_with(char::is_uppercase)
                    || written.contains(|c: char| c.is_numeric());
                if named && written.chars().count() > 2 && !known.contains(word) {
                    rows.insert(vec![word.clone()]);
                }
            }
            let row: Vec<String> = found.into_iter().map(|(_, word)| word).collect();
            if row.iter().any(|word| !known.contains(word)) {
                rows.insert(row);
            }
        }
        Self { rows }
    }

    /// Where any of them stands in a source.
    pub(super) fn in_source(&self, text: &str) -> Vec<Place> {
        let source = Source::new(text);
        self.ranges(source.text()).into_iter().map(|range| source.place(range)).collect()
    }

    /// Whether any of them stands in some words.
    pub(super) fn is_in(&self, text: &str) -> bool {
        !self.ranges(text).is_empty()
    }

    fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        if self.rows.is_empty() {
            return Vec::new();
        }
        let longest = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let found = words(text);
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for start in 0..found.len() {
            for length in (1..=longest).rev() {
                let Some(window) = found.get(start..start + length) else { continue };
                let row: Vec<String> = window.iter().map(|(_, word)| word.clone()).collect();
                let (Some((first, _)), Some((last, _))) = (window.first(), window.last()) else {
                    continue;
                };
                if self.rows.contains(&row) && ranges.last().is_none_or(|r| r.end <= first.start) {
                    ranges.push(first.start..last.end);
                    break;
                }
            }
        }
        ranges
    }
}

/// The words of a text, folded, each with its bytes. A possessive's `’s` is a word of its own.
fn words(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, c.is_alphanumeric()) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                found.push((from..at, fold(text.get(from..at).unwrap_or_default())));
                start = None;
            }
            _ => {}
        }
    }
    found
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
        let names = hidden(&["Siân Puw"]);
        for text in ["SIAN came", "told Sian’s mother", "Mrs Puw,", "(siân puw)"] {
            assert!(names.is_in(text), "{text}");
        }
        assert!(!names.is_in("Sianed and the puwl"));
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
        assert!(names.is_in("At the chip shop queue") && !names.is_in("a chip, the shop"));
    }

    #[test]
    fn the_place_is_that_of_the_name() {
        let places = hidden(&["Siân"]).in_source("tŷ\nYma mae Siân.");
        assert_eq!(places, [Place { line: 2, column: 9, end: 13 }]);
    }
}
