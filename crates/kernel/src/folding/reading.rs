//! A text's letters as a reader sees them, each with its place in the text.

use super::{is_invisible, letters_of};
use entities::{Codepoints, ENTITIES};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// How a text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// As a page shows it: entities are what they stand for, and addresses, tags, and the names and
    /// attributes of directives are not seen.
    Shown,
    /// As it is written, every letter of it.
    Written,
}

/// Whether a word may begin at a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edge {
    /// Another letter stands right before it.
    None,
    /// A mark such as `*` stands before it, which shows nothing: it may be the same word.
    Mark,
    /// It is the first of its word.
    Word,
}

/// One letter that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The letter, folded.
    pub letter: char,
    /// Where what it is read from begins in the text, in bytes.
    pub start: usize,
    /// Where that ends.
    pub end: usize,
    /// Whether a word begins here.
    pub edge: Edge,
}

/// The letters of a text, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letters(Vec<Letter>);

impl std::ops::Deref for Letters {
    type Target = [Letter];

    fn deref(&self) -> &[Letter] {
        &self.0
    }
}

impl Letters {
    /// Whether a word begins at the letter at `at`, by an edge that is at least so clear.
    pub fn begins_at(&self, at: usize, least: Edge) -> bool {
        self.get(at).is_some_and(|letter| letter.edge >= least)
    }

    /// Whether a word ends before the letter at `at`; at the end one does.
    pub fn ends_at(&self, at: usize, least: Edge) -> bool {
        self.get(at).is_none_or(|letter| letter.edge >= least)
    }

    /// The beginning of the next word after the letter at `at`, if there is one.
    pub fn next_word(&self, at: usize) -> Option<usize> {
        let rest = self.get(at + 1..)?;
        Some(at + 1 + rest.iter().position(|letter| letter.edge >= Edge::Mark)?)
    }

    /// The bytes from one letter to before another; nothing when there is none between them.
    pub fn range(&self, from: usize, to: usize) -> Option<Range<usize>> {
        let (first, last) = (self.get(from)?, self.get(to.checked_sub(1)?)?);
        Some(first.start..last.end)
    }

    /// The words, as places among the letters, parted by edges that are at least so clear.
    pub fn words(&self, least: Edge) -> impl Iterator<Item = Range<usize>> {
        let starts = (0..self.len()).filter(move |at| self.begins_at(*at, least));
        let ends = starts.clone().skip(1).chain([self.len()]);
        starts.zip(ends).map(|(start, end)| start..end)
    }

    /// The letters from one to before another as a text.
    pub fn text(&self, range: Range<usize>) -> String {
        self.get(range).unwrap_or_default().iter().map(|letter| letter.letter).collect()
    }
}

/// The letters of `text`, in one pass over it.
pub fn letters(text: &str, reading: Reading) -> Letters {
    let mut reader = Reader { text, letters: Vec::with_capacity(text.len()), edge: Edge::Word };
    let hidden = match reading {
        Reading::Shown => hidden(text),
        Reading::Written => Vec::new(),
    };
    let mut hidden = hidden.into_iter().peekable();
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        if let Some((range, edge)) = hidden.next_if(|(range, _)| range.start <= at) {
            reader.edge = reader.edge.max(edge);
            at = at.max(range.end);
            continue;
        }
        let end = at + c.len_utf8();
        match (c, reading) {
            ('&', Reading::Shown) => match entity(text, at) {
                Some((end, shown)) => {
                    shown.into_iter().for_each(|c| reader.take(c, at..end));
                    at = end;
                }
                None => {
                    reader.take(c, at..end);
                    at = end;
                }
            },
            _ => {
                reader.take(c, at..end);
                at = end;
            }
        }
    }
    Letters(reader.letters)
}

struct Reader<'a> {
    text: &'a str,
    letters: Vec<Letter>,
    edge: Edge,
}

impl Reader<'_> {
    fn take(&mut self, c: char, at: Range<usize>) {
        let before = self.letters.len();
        let (mut edge, letters) = (self.edge, &mut self.letters);
        letters_of(c, |letter| {
            letters.push(Letter { letter, start: at.start, end: at.end, edge });
            edge = Edge::None;
        });
        self.edge = if self.letters.len() > before {
            Edge::None
        } else if is_invisible(c) {
            self.cover(at.end);
            self.edge
        } else if matches!(c, '*' | '_' | '~' | '`' | '\\') {
            self.edge.max(Edge::Mark)
        } else {
            Edge::Word
        };
    }

    /// What is not seen by itself, such as an accent, goes with the letter before it.
    fn cover(&mut self, end: usize) {
        let adjoins = |last: &&mut Letter| {
            self.text.get(last.end..end).is_some_and(|between| between.chars().all(is_invisible))
        };
        if let Some(last) = self.letters.last_mut().filter(adjoins) {
            last.end = end;
        }
    }
}

/// The most letters that an address or an attribute may have to be taken for one.
const LONGEST: usize = 1_000;

/// The stretches of a text that a page does not show, in order, each with the edge that it makes.
fn hidden(text: &str) -> Vec<(Range<usize>, Edge)> {
    let bytes = text.as_bytes();
    let mut found: Vec<(Range<usize>, Edge)> = Vec::new();
    let mut open_comment = false;
    let mut at = 0;
    let mut line_start = true;
    while let Some(byte) = bytes.get(at) {
        let begins_line = std::mem::replace(&mut line_start, *byte == b'\n');
        let stretch = match byte {
            b'<' => tag(text, at, &mut open_comment).map(|end| (at..end, Edge::Mark)),
            b']' => after_label(text, at + 1).map(|end| (at..end, Edge::Mark)),
            b':' => directive(text, at).map(|end| (at..end, Edge::Mark)),
            b'\\' => bytes
                .get(at + 1)
                .filter(|next| next.is_ascii_punctuation())
                .map(|_| (at..at + 1, Edge::None)),
            _ if begins_line || at == 0 => item(text, at).map(|end| (at..end, Edge::Word)),
            _ => None,
        };
        match stretch {
            Some((range, edge)) => {
                at = range.end.max(at + 1);
                if byte == &b'\\' {
                    // What was escaped is shown as it is.
                    at += 1;
                }
                found.push((range, edge));
            }
            None => at += 1,
        }
    }
    found
}

/// The end of an HTML tag or comment that begins at `at`. A comment that is never closed is looked
/// for once.
fn tag(text: &str, at: usize, open_comment: &mut bool) -> Option<usize> {
    let rest = text.get(at..)?;
    if rest.starts_with("<!--") {
        if *open_comment {
            return None;
        }
        let end = rest.get(4..).and_then(|rest| rest.find("-->"));
        *open_comment = end.is_none();
        return end.map(|end| at + 4 + end + 3);
    }
    let first = rest.as_bytes().get(1)?;
    if !first.is_ascii_alphabetic() && !matches!(first, b'/' | b'!' | b'?') {
        return None;
    }
    close(text, at + 1, b'>', b'<')
}

/// The end of what follows a label that closes before `at`: `(address)`, `[reference]` or
/// `{attributes}`.
fn after_label(text: &str, at: usize) -> Option<usize> {
    match text.as_bytes().get(at)? {
        b'(' => close(text, at + 1, b')', b'\n'),
        b'[' => close(text, at + 1, b']', b'['),
        b'{' => close(text, at + 1, b'}', b'{'),
        _ => None,
    }
}

/// The end of a directive's name at `at`, and of its attributes when they come at once.
fn directive(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let colons = bytes.get(at..)?.iter().take_while(|byte| **byte == b':').count();
    let start = at + colons;
    let name = bytes.get(start..)?.iter().take(40).take_while(|byte| byte.is_ascii_alphanumeric());
    let end = start + name.count();
    match bytes.get(end) {
        Some(b'[') if end > start => Some(end),
        Some(b'{') if end > start => close(text, end + 1, b'}', b'{'),
        _ => None,
    }
}

/// The end of the number of a list's item, or of its box to tick, at the beginning of a line.
fn item(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let blank = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'>' | b'-' | b'*' | b'+' | b'#' | b'|');
    let start = at + bytes.get(at..)?.iter().take(40).take_while(blank).count();
    let digits =
        bytes.get(start..)?.iter().take(9).take_while(|byte| byte.is_ascii_digit()).count();
    let ends = |end: usize| matches!(bytes.get(end), None | Some(b' ' | b'\t' | b'\n'));
    if digits > 0
        && matches!(bytes.get(start + digits), Some(b'.' | b')'))
        && ends(start + digits + 1)
    {
        return Some(start + digits + 1);
    }
    let ticked = matches!(bytes.get(start..start + 3), Some(b"[x]" | b"[X]"));
    (ticked && ends(start + 3)).then_some(start + 3)
}

/// The byte after the next `closing`, unless `stops` or too much comes before it.
fn close(text: &str, at: usize, closing: u8, stops: u8) -> Option<usize> {
    let rest = text.as_bytes().get(at..)?;
    let end = rest.iter().take(LONGEST).position(|byte| *byte == closing || *byte == stops)?;
    (rest.get(end) == Some(&closing)).then_some(at + end + 1)
}

/// The longest name of an entity, with its ampersand and semicolon, in bytes.
const LONGEST_NAME: usize = 40;

/// The entity that begins at `at`: its end, and what it stands for.
fn entity(text: &str, at: usize) -> Option<(usize, Vec<char>)> {
    static NAMED: LazyLock<HashMap<&str, &Codepoints>> = LazyLock::new(|| {
        let all = ENTITIES.iter().filter(|entity| entity.entity.ends_with(';'));
        all.map(|entity| (entity.entity, &entity.codepoints)).collect()
    });
    let bytes = text.as_bytes().get(at..)?;
    let length = bytes.iter().take(LONGEST_NAME).position(|byte| *byte == b';')? + 1;
    let name = text.get(at..at + length)?;
    let end = at + length;
    if let Some(number) = name.strip_prefix("&#").and_then(|name| name.strip_suffix(';')) {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        return Some((end, vec![char::from_u32(code.ok()?)?]));
    }
    let shown = match NAMED.get(name)? {
        Codepoints::Single(one) => vec![char::from_u32(*one)?],
        Codepoints::Double(one, other) => vec![char::from_u32(*one)?, char::from_u32(*other)?],
    };
    Some((end, shown))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> String {
        let letters = letters(text, Reading::Shown);
        let words: Vec<String> = letters.words(Edge::Word).map(|word| letters.text(word)).collect();
        words.join(" ")
    }

    #[test]
    fn a_text_is_read_as_a_page_shows_it() {
        for (text, read) in [
            ("ki**nd** _words_", "kind words"),
            ("M&#111;rfydd Si&acirc;n &#x53;i&#226;n", "morfydd sian sian"),
            ("**Mor**fydd", "morfydd"),
            ("Mor<b class='x'>fy</b>dd<!-- no -->", "morfydd"),
            ("[Mor](https://a.example/b)fydd and [Siân][1]", "morfydd and sian"),
            (":claim[kind people]{#a findings=\"3\"} came", "kind people came"),
            ("::quote{highlight=3}\nthen", "then"),
            ("1. one\n2. two\n- [x] three\n> 4) four", "one two three four"),
            ("ki\\*nd kin\\d", "kind kind"),
            ("soft\nbreak a &amp; b a < b > c", "soft break a b a b c"),
            ("it’s co-operate", "it s co operate"),
            ("`co`de [not a link] x", "code not a link x"),
        ] {
            assert_eq!(shown(text), read, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_place_is_one_of_the_text(text in "(\\PC|[&;<>\\[\\](){}:*\\\\\n#]|&#111;|<b>|\\]\\(){0,60}") {
            for reading in [Reading::Shown, Reading::Written] {
                let mut end = 0;
                let read = letters(&text, reading);
                for letter in read.iter() {
                    prop_assert!(text.get(letter.start..letter.end).is_some_and(|t| !t.is_empty()));
                    prop_assert!(letter.start >= end || letter.edge == Edge::None);
                    end = letter.end;
                }
                prop_assert!(read.first().is_none_or(|first| first.edge != Edge::None));
            }
        }
    }
}
