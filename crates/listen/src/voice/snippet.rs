//! A few words of a voice for a list: the place that matched, marked, and what is hidden, hidden.

use crate::redaction;
use kernel::search::Query;

/// How many characters of words a list shows.
const SNIPPET: usize = 220;

/// The beginning of the words, or the place of the first match.
pub(super) fn snippet(shown: &str, query: &Query) -> String {
    let characters: Vec<char> = shown.chars().collect();
    let at = query.spans(shown).first().and_then(|span| shown.get(..span.start));
    let at = at.map_or(0, |before| before.chars().count());
    let start = if at < SNIPPET / 2 { 0 } else { at - SNIPPET / 4 };
    let start = characters.iter().take(at).skip(start).position(|c| c.is_whitespace()).map_or(
        if at < SNIPPET / 2 { 0 } else { start },
        |gap| {
            if start == 0 { 0 } else { start + gap + 1 }
        },
    );
    let mut text: String = characters.iter().skip(start).take(SNIPPET).collect();
    if start + SNIPPET < characters.len() {
        let end = text.rfind(char::is_whitespace).unwrap_or(text.len());
        text.truncate(end);
        text.push('…');
    }
    if start > 0 {
        text.insert(0, '…');
    }
    text.split(['\n', '\t'])
        .map(str::trim)
        .filter(|row| !row.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// A piece of a snippet, for showing it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bit<'a> {
    /// As it stands.
    Plain(&'a str),
    /// It was looked for.
    Match(&'a str),
    /// A hidden name.
    Hidden,
}

/// A text in pieces: what was looked for, what is hidden, and the rest.
pub fn bits<'a>(text: &'a str, query: &Query) -> Vec<Bit<'a>> {
    let mut bits = Vec::new();
    let mut at = 0;
    let plain = |from: usize, to: usize, bits: &mut Vec<Bit<'a>>| {
        for piece in redaction::pieces(text.get(from..to).unwrap_or_default()) {
            bits.push(if piece.hidden { Bit::Hidden } else { Bit::Plain(piece.text) });
        }
    };
    for span in query.spans(text) {
        plain(at, span.start, &mut bits);
        bits.push(Bit::Match(text.get(span.clone()).unwrap_or_default()));
        at = span.end;
    }
    plain(at, text.len(), &mut bits);
    bits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snippet_shows_the_place_that_matched() {
        let words = format!(
            "{}The minibus never came. {}",
            "So it goes. ".repeat(60),
            "And on. ".repeat(60)
        );
        let found = snippet(&words, &Query::new("minibus"));
        assert!(found.contains("minibus") && found.starts_with('…') && found.ends_with('…'));
        assert_eq!(snippet("Short.\nAnd\tsweet.", &Query::new("")), "Short. And sweet.");
    }

    #[test]
    fn what_matched_and_what_is_hidden_are_told_apart() {
        let found = bits("Tŷ ████ ger", &Query::new("ty"));
        assert_eq!(found, [Bit::Match("Tŷ"), Bit::Plain(" "), Bit::Hidden, Bit::Plain(" ger")]);
    }
}
