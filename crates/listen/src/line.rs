//! Words cut into numbered lines, which readers point at and highlights hang on.

use std::ops::Range;

/// From how many characters on a line is cut at the ends of its sentences, and how long the
/// pieces are about.
const LONG: usize = 280;
const PIECE: usize = 200;

/// One line of someone's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// Its number, from 1.
    pub number: usize,
    /// Who speaks, where the line began with `Name: `.
    pub speaker: Option<&'a str>,
    /// Where its text begins in the whole, in code points.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Its text, without the speaker.
    pub text: &'a str,
}

/// Where a line lies in the words, in bytes and in code points. Cuts of the words fit their
/// redacted form too, in code points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cut {
    pub(crate) speaker: Option<Range<usize>>,
    pub(crate) text: Range<usize>,
}

/// The lines of `words`: one for each line of text that is not empty, and several for a long one.
///
/// `Name: ` at the start of a line names its speaker when at least two lines begin so.
pub fn lines(words: &str) -> Vec<Line<'_>> {
    let places = Places::of(words);
    let line = |(number, cut): (usize, Cut)| Line {
        number,
        speaker: cut.speaker.map(|speaker| places.slice(speaker)),
        start: cut.text.start,
        end: cut.text.end,
        text: places.slice(cut.text),
    };
    (1..).zip(cuts(words)).map(line).collect()
}

/// Text that can be sliced by code points.
pub(crate) struct Places<'a> {
    text: &'a str,
    /// The byte at which each code point begins, and the end.
    bytes: Vec<usize>,
}

impl<'a> Places<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        let bytes = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        Self { text, bytes }
    }

    /// How many code points there are.
    pub(crate) fn len(&self) -> usize {
        self.bytes.len().saturating_sub(1)
    }

    /// The code points of `span`; what lies beyond the end is left out.
    pub(crate) fn slice(&self, span: Range<usize>) -> &'a str {
        let byte = |at: usize| self.bytes.get(at.min(self.len())).copied().unwrap_or_default();
        self.text.get(byte(span.start)..byte(span.end)).unwrap_or_default()
    }
}

/// Where the lines of `words` lie, in code points.
pub(crate) fn cuts(words: &str) -> Vec<Cut> {
    let characters: Vec<char> = words.chars().collect();
    let rows = rows(&characters);
    let spoken = |row: &Range<usize>| speaker(characters.get(row.clone()).unwrap_or_default());
    let dialogue = rows.iter().filter(|row| spoken(row).is_some()).count() >= 2;
    let mut cuts = Vec::new();
    for row in rows {
        let (speaker, text) = match spoken(&row).filter(|_| dialogue) {
            Some((name, text)) => (Some(row.start..row.start + name), row.start + text..row.end),
            None => (None, row.clone()),
        };
        let inside = characters.get(text.clone()).unwrap_or_default();
        for piece in pieces(inside) {
            let text = text.start + piece.start..text.start + piece.end;
            cuts.push(Cut { speaker: speaker.clone(), text });
        }
    }
    cuts
}

/// `words`, and their redacted form, without the names of who speaks; nothing when nobody is named.
pub(crate) fn without_speakers(words: &str, shown: &str) -> Option<[String; 2]> {
    let cuts = cuts(words);
    cuts.iter().any(|cut| cut.speaker.is_some()).then(|| {
        [words, shown].map(|text| {
            let places = Places::of(text);
            let lines: Vec<&str> = cuts.iter().map(|cut| places.slice(cut.text.clone())).collect();
            lines.join("\n")
        })
    })
}

/// The rows of text that are not empty, without the blanks around them.
fn rows(characters: &[char]) -> Vec<Range<usize>> {
    let mut rows = Vec::new();
    let mut start = 0;
    for row in characters.split(|c| *c == '\n') {
        if let Some(trimmed) = trim(row) {
            rows.push(start + trimmed.start..start + trimmed.end);
        }
        start += row.len() + 1;
    }
    rows
}

fn trim(characters: &[char]) -> Option<Range<usize>> {
    let start = characters.iter().position(|c| !c.is_whitespace())?;
    let end = characters.iter().rposition(|c| !c.is_whitespace())?;
    Some(start..end + 1)
}

/// The length of the speaker's name and where the text after it begins, when the row starts with
/// one: up to three words, each with a capital or a digit first.
fn speaker(row: &[char]) -> Option<(usize, usize)> {
    let colon = row.iter().take(32).position(|c| *c == ':')?;
    let name = row.get(..colon)?;
    let gap = row.get(colon + 1..)?.iter().take_while(|c| c.is_whitespace()).count();
    let words: Vec<&[char]> = name.split(|c| c.is_whitespace()).collect();
    let named = |word: &&[char]| {
        word.first().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
            && word.iter().all(|c| c.is_alphanumeric() || "'’.-".contains(*c))
    };
    let fits = gap > 0 && colon + 1 + gap < row.len() && words.len() <= 3;
    (fits && words.iter().all(named)).then_some((colon, colon + 1 + gap))
}

/// A row in pieces of about [`PIECE`] characters, each ending with a sentence.
fn pieces(row: &[char]) -> Vec<Range<usize>> {
    if row.len() <= LONG {
        return std::iter::once(0..row.len()).collect();
    }
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for sentence in sentences(row) {
        match pieces.last_mut() {
            Some(last) if sentence.end - last.start <= PIECE => last.end = sentence.end,
            _ => pieces.push(sentence),
        }
    }
    pieces
}

fn sentences(row: &[char]) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut ended = false;
    for (at, c) in row.iter().enumerate() {
        match c {
            '.' | '!' | '?' | '…' => ended = true,
            '"' | '”' | '’' | '\'' | ')' | ']' => {}
            c if c.is_whitespace() && ended => {
                sentences.extend(trimmed(row, start..at));
                start = at + 1;
                ended = false;
            }
            _ => ended = false,
        }
    }
    sentences.extend(trimmed(row, start..row.len()));
    sentences
}

fn trimmed(row: &[char], span: Range<usize>) -> Option<Range<usize>> {
    let inside = trim(row.get(span.clone())?)?;
    Some(span.start + inside.start..span.start + inside.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_conversation_has_a_line_for_each_turn() {
        let words = "Mair: And has anything changed?\n\nP07:  The minibus has.\n";
        let found: Vec<_> =
            lines(words).into_iter().map(|l| (l.number, l.speaker, l.start, l.text)).collect();
        assert_eq!(
            found,
            [
                (1, Some("Mair"), 6, "And has anything changed?"),
                (2, Some("P07"), 39, "The minibus has.")
            ]
        );
    }

    #[test]
    fn one_colon_makes_no_speaker() {
        let found = lines("One thing: the bus.\nIt never comes.");
        assert_eq!(found[0].speaker, None);
        assert_eq!(found[0].text, "One thing: the bus.");
    }

    #[test]
    fn a_long_paragraph_is_cut_where_sentences_end() {
        let words = "The bus was late again, as it is most days of the week. ".repeat(10);
        let found = lines(&words);
        assert_eq!(found.len(), 4);
        assert!(found.iter().all(|line| line.text.ends_with("week.") && line.text.len() <= 200));
    }

    proptest! {
        /// No letter is lost, none stands in two lines, and places are those of the words.
        #[test]
        fn lines_hold_every_letter_once(words in "([A-Za-zŵŷ:.!? \n]|P1: ){0,900}") {
            let characters: Vec<char> = words.chars().collect();
            let mut end = 0;
            let mut kept = 0;
            for line in lines(&words) {
                prop_assert!(line.start >= end && line.end > line.start);
                let there: String = characters[line.start..line.end].iter().collect();
                prop_assert_eq!(line.text, there);
                kept += line.text.chars().filter(|c| !c.is_whitespace()).count();
                end = line.end;
            }
            let spoken: usize = cuts(&words)
                .iter()
                .zip(cuts(&words).iter().skip(1).map(Some).chain([None]))
                .filter(|(cut, next)| next.is_none_or(|next| next.speaker != cut.speaker))
                .filter_map(|(cut, _)| cut.speaker.clone())
                .map(|name| 1 + characters[name].iter().filter(|c| !c.is_whitespace()).count())
                .sum();
            let all = characters.iter().filter(|c| !c.is_whitespace()).count();
            prop_assert_eq!(kept + spoken, all);
        }
    }
}
