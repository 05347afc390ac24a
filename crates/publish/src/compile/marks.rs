//! The marks of a source that belong together, found in one pass: which bracket closes which, where
//! paragraphs end, and where runs of backticks stand.

use std::collections::HashMap;

/// Where marks stand in a text, in bytes.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    /// Each `[` and the `]` that closes it, by where it opens.
    pairs: Vec<(usize, usize)>,
    /// Where paragraphs end: the line ends before an empty line, and the end of the text.
    ends: Vec<usize>,
    /// The whole runs of backticks of each length.
    backticks: HashMap<usize, Vec<usize>>,
}

impl Marks {
    /// Finds the marks of `text`.
    pub(crate) fn of(text: &str) -> Self {
        let mut marks = Self::default();
        let mut open = Vec::new();
        let mut bytes = text.bytes().enumerate().peekable();
        while let Some((at, byte)) = bytes.next() {
            match byte {
                b'\\' if bytes.peek().is_some_and(|(_, next)| next.is_ascii_punctuation()) => {
                    // An escaped backtick is still a backtick to the code that it may end.
                    if let Some((at, b'`')) = bytes.next() {
                        marks.run(at, &mut bytes);
                    }
                }
                b'[' => open.push(at),
                b']' => marks.pairs.extend(open.pop().map(|open| (open, at))),
                b'`' => marks.run(at, &mut bytes),
                b'\n' if is_empty_line(text, at + 1) => {
                    marks.ends.push(at);
                    open.clear();
                }
                _ => {}
            }
        }
        marks.ends.push(text.len());
        marks.pairs.sort_unstable();
        marks
    }

    /// Takes a run of backticks in that begins at `at`.
    fn run(
        &mut self,
        at: usize,
        bytes: &mut std::iter::Peekable<impl Iterator<Item = (usize, u8)>>,
    ) {
        let mut length = 1;
        while bytes.next_if(|(_, next)| *next == b'`').is_some() {
            length += 1;
        }
        self.backticks.entry(length).or_default().push(at);
    }

    /// Where the bracket that opens at `open` is closed, within its paragraph.
    pub(crate) fn close(&self, open: usize) -> Option<usize> {
        let found = self.pairs.binary_search_by_key(&open, |(open, _)| *open).ok()?;
        self.pairs.get(found).map(|(_, close)| *close)
    }

    /// Where the paragraph that `at` stands in ends.
    pub(crate) fn paragraph_end(&self, at: usize) -> usize {
        let found = self.ends.partition_point(|end| *end < at);
        self.ends.get(found).copied().unwrap_or(at)
    }

    /// The first run of just `length` backticks from `at` on in the same paragraph.
    pub(crate) fn backticks(&self, length: usize, at: usize) -> Option<usize> {
        let runs = self.backticks.get(&length)?;
        let run = runs.get(runs.partition_point(|run| *run < at)).copied()?;
        (run < self.paragraph_end(at)).then_some(run)
    }
}

/// Whether the line that begins at `at` holds nothing but space.
fn is_empty_line(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    line.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn brackets_close_within_their_paragraph() {
        let marks = Marks::of("a[b[c]d\\]e]f [g\n\nh]");
        assert_eq!((marks.close(1), marks.close(3), marks.close(13)), (Some(10), Some(5), None));
        assert_eq!((marks.paragraph_end(0), marks.paragraph_end(17)), (15, 19));
    }

    #[test]
    fn runs_of_backticks_are_whole() {
        let marks = Marks::of("`a``b```c` d\n \n`e");
        assert_eq!((marks.backticks(1, 1), marks.backticks(2, 0)), (Some(9), Some(2)));
        assert_eq!((marks.backticks(1, 10), marks.backticks(4, 0)), (None, None));
    }

    proptest! {
        #[test]
        fn a_bracket_closes_where_reading_on_from_it_would_end(text in r"[\[\]\\a \n]{0,30}") {
            let marks = Marks::of(&text);
            // What an escape hides is none, wherever reading begins.
            let mut escaped = false;
            for (open, byte) in text.bytes().enumerate() {
                if escaped || byte == b'\\' {
                    let next = text.as_bytes().get(open + 1);
                    escaped = !escaped && next.is_some_and(u8::is_ascii_punctuation);
                    continue;
                }
                if byte == b'[' {
                    prop_assert_eq!(marks.close(open), read_on(&text, open), "{}", open);
                }
            }
        }
    }

    /// The slow way: reads on from one bracket.
    fn read_on(text: &str, open: usize) -> Option<usize> {
        let (mut depth, mut at) = (0, open);
        while let Some(byte) = text.as_bytes().get(at) {
            match byte {
                b'\\' if text.as_bytes().get(at + 1)?.is_ascii_punctuation() => at += 1,
                b'[' => depth += 1,
                b']' => depth -= 1,
                b'\n' if is_empty_line(text, at + 1) => return None,
                _ => {}
            }
            if depth == 0 {
                return Some(at);
            }
            at += 1;
        }
        None
    }
}
