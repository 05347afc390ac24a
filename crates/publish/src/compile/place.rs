//! Where something stands in a source: line and column, as an editor counts them.

use super::marks::Marks;
use std::ops::Range;

/// A stretch of one line. Lines and columns count from 1, columns in characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Place {
    /// The line.
    pub line: u32,
    /// The column of the first character.
    pub column: u32,
    /// The column after the last character that is on this line.
    pub end: u32,
}

impl Place {
    /// The beginning: for what is the matter with the whole.
    pub(crate) const TOP: Self = Self { line: 1, column: 1, end: 1 };
}

/// How far apart the bytes lie before which characters are counted once for all.
const STRIDE: usize = 256;

/// A source, with the starts of its lines and the marks in it.
pub(crate) struct Source {
    text: String,
    starts: Vec<usize>,
    marks: Marks,
    /// How many characters begin before each byte that `STRIDE` divides.
    counted: Vec<usize>,
}

impl Source {
    /// Takes a source in. Characters for private use become "�", since the compiler marks its
    /// own places with them; line ends become `\n`, and a byte order mark goes.
    pub(crate) fn new(text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
        let text: String = text
            .chars()
            .map(|c| match c {
                '\u{e000}'..='\u{f8ff}' | '\0' => '\u{fffd}',
                '\r' => '\n',
                other => other,
            })
            .collect();
        let starts =
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let mut counted = vec![0];
        for chunk in text.as_bytes().chunks(STRIDE) {
            counted.push(counted.last().copied().unwrap_or(0) + characters(chunk));
        }
        Self { marks: Marks::of(&text), text, starts, counted }
    }

    /// The brackets, paragraphs and backticks of the source.
    pub(crate) fn marks(&self) -> &Marks {
        &self.marks
    }

    /// How many characters begin before byte `at`: a long line is not counted again for each
    /// place on it.
    fn before(&self, at: usize) -> usize {
        let whole = at / STRIDE;
        let rest = self.text.as_bytes().get(whole * STRIDE..at).unwrap_or_default();
        self.counted.get(whole).copied().unwrap_or(0) + characters(rest)
    }

    /// The source.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Its part from one byte to another; empty when the range is not one of whole characters.
    pub(crate) fn slice(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// Where a range of bytes stands.
    pub(crate) fn place(&self, range: Range<usize>) -> Place {
        let line = self.starts.partition_point(|start| *start <= range.start).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let line_end = self.starts.get(line).map_or(self.text.len(), |next| next - 1);
        let count = |end: usize| {
            let end = (start..=end.min(line_end)).rev().find(|at| self.text.is_char_boundary(*at));
            let characters = self.before(end.unwrap_or(start)) - self.before(start);
            u32::try_from(characters).unwrap_or(u32::MAX - 1) + 1
        };
        let column = count(range.start);
        Place {
            line: u32::try_from(line).unwrap_or(u32::MAX),
            column,
            end: count(range.end).max(column),
        }
    }

    /// Every line with the byte at which it starts, without its line end.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.starts.iter().enumerate().map(|(at, start)| {
            let end = self.starts.get(at + 1).map_or(self.text.len(), |next| next - 1);
            (*start, self.slice(*start..end))
        })
    }
}

/// How many characters begin in these bytes.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn columns_count_characters_and_not_bytes() {
        let source = Source::new("tŷ dŵr\r\nail linell");
        let at = source.text().find("dŵr").unwrap();
        assert_eq!(source.place(at..at + 4), Place { line: 1, column: 4, end: 7 });
        let at = source.text().find("linell").unwrap();
        assert_eq!(source.place(at..at + 99), Place { line: 2, column: 5, end: 11 });
        assert_eq!(source.place(0..14), Place { line: 1, column: 1, end: 7 });
    }

    proptest! {
        #[test]
        fn any_range_has_a_place(text in any::<String>(), start in 0_usize..99, long in 0_usize..99) {
            let source = Source::new(&text);
            let place = source.place(start..start + long);
            prop_assert!(place.line >= 1 && place.column >= 1 && place.end >= place.column);
        }

        #[test]
        fn a_long_line_counts_its_characters(text in "[aŵ€🌊]{0,900}", start in 0_usize..900) {
            let source = Source::new(&text);
            let start = text.char_indices().nth(start).map_or(text.len(), |(at, _)| at);
            let column = text[..start].chars().count() + 1;
            let place = source.place(start..start);
            prop_assert_eq!(usize::try_from(place.column).unwrap(), column);
        }
    }
}
