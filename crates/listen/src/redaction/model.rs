//! Hiding spans of words without moving the rest. Nothing here knows of HTTP or SQL.

use kernel::Language;
use kernel::folding::{Edge, Reading, letters};
use std::ops::Range;

/// Stands for each hidden code point, so that places in the words stay the same.
pub const MASK: char = '█';

/// A piece of text: read as it stands, or hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// Whether it is hidden. Then its text says nothing.
    pub hidden: bool,
    /// Its text.
    pub text: &'a str,
}

/// `words` with every span, in code points, hidden. Line ends stay, so that lines do too.
pub fn hide(words: &str, spans: &[Range<usize>]) -> String {
    let hidden = |at: usize| spans.iter().any(|span| span.contains(&at));
    words
        .chars()
        .enumerate()
        .map(|(at, c)| if c != '\n' && hidden(at) { MASK } else { c })
        .collect()
}

/// Text taken apart into what is read and what is hidden.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let hidden = rest.starts_with(MASK);
        let end = rest.find(|c| (c == MASK) != hidden).unwrap_or(rest.len());
        let (text, after) = rest.split_at(end);
        pieces.push(Piece { hidden, text });
        rest = after;
    }
    pieces
}

/// Text for reading outside the house: each hidden span, however long, is one mark in brackets,
/// in the language of the words.
pub fn marked(text: &str, language: &str) -> String {
    let reader = Language::from_word(language.get(..2).unwrap_or_default()).unwrap_or(Language::En);
    let mark = kernel::languages::say(reader, "redaction-mark");
    pieces(text).iter().map(|piece| if piece.hidden { mark.as_str() } else { piece.text }).collect()
}

/// Where `typed` first stands in `line`, in code points: as it is, or else whatever its capitals,
/// accents and the like, as whole words first.
pub fn find(line: &str, typed: &str) -> Option<Range<usize>> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    let found = match line.find(typed) {
        Some(start) => start..start + typed.len(),
        None => find_folded(line, typed)?,
    };
    let before = line.get(..found.start)?.chars().count();
    Some(before..before + line.get(found)?.chars().count())
}

fn find_folded(line: &str, typed: &str) -> Option<Range<usize>> {
    let (read, typed) = (letters(line, Reading::Written), letters(typed, Reading::Written));
    let stands = |at: &usize| {
        let here = read.get(*at..at + typed.len());
        here.is_some_and(|here| here.iter().zip(typed.iter()).all(|(a, b)| a.letter == b.letter))
    };
    let whole =
        |at: &usize| read.begins_at(*at, Edge::Mark) && read.ends_at(at + typed.len(), Edge::Mark);
    let all = || (0..read.len()).filter(stands);
    let at = all().find(whole).or_else(|| all().next()).filter(|_| !typed.is_empty())?;
    read.range(at, at + typed.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_hidden_name_is_one_mark_in_the_language_of_the_words() {
        let shown = hide("Mae Siân Puw yn dod.", std::slice::from_ref(&(4..12)));
        assert_eq!(shown, "Mae ████████ yn dod.");
        assert_eq!(marked(&shown, "cy"), "Mae [enw wedi’i guddio] yn dod.");
        assert_eq!(marked(&shown, "en"), "Mae [name hidden] yn dod.");
    }

    #[test]
    fn a_name_is_found_whatever_its_capitals() {
        assert_eq!(find("There’s Siân from", "siân"), Some(8..12));
        assert_eq!(find("There’s Sia\u{302}n from", "sian"), Some(8..13));
        assert_eq!(find("There’s Siân from", "SIAN"), Some(8..12));
        assert_eq!(find("Annette and Anné", "anne"), Some(12..16));
        assert_eq!(find("Jo O’Brien came", "o'brien"), Some(3..10));
        assert_eq!(find("There’s Siân from", "Mair"), None);
        assert_eq!(find("There’s", " "), None);
    }

    proptest! {
        #[test]
        fn nothing_hidden_is_left_and_nothing_else_moves(
            words in "[a-zŵ \n]{0,40}",
            spans in prop::collection::vec((0_usize..40, 0_usize..12), 0..4),
        ) {
            let spans: Vec<_> = spans.into_iter().map(|(start, len)| start..start + len).collect();
            let shown: Vec<char> = hide(&words, &spans).chars().collect();
            prop_assert_eq!(shown.len(), words.chars().count());
            for (at, c) in words.chars().enumerate() {
                let hidden = spans.iter().any(|span| span.contains(&at)) && c != '\n';
                prop_assert_eq!(shown[at], if hidden { MASK } else { c });
            }
        }
    }
}
