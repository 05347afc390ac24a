//! Lines taken apart for the eye: stretches under the same marks, hidden names, the words picked.

use crate::highlight::Span;
use listen::redaction::MASK;
use listen::voice::TranscriptLine;

/// A mark over words, with the colour of its theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) span: Span,
    pub(crate) colour: u32,
}

/// A stretch of a line that is the same throughout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    /// The words; nothing when they are hidden.
    pub(crate) text: String,
    /// How many code points are hidden; 0 when they are not.
    pub(crate) hidden: usize,
    /// The colours over it, the longest mark first, each once.
    pub(crate) colours: Vec<u32>,
    /// Whether it is picked.
    pub(crate) picked: bool,
}

impl Segment {
    pub(crate) fn is_hidden(&self) -> bool {
        self.hidden > 0
    }
}

/// Cuts a line where a mark, a hidden name or the picked words begin or end.
pub(crate) fn segments(
    line: &TranscriptLine,
    marks: &[Mark],
    picked: Option<Span>,
) -> Vec<Segment> {
    let mut over: Vec<&Mark> = marks
        .iter()
        .filter(|mark| mark.span.start < line.end && line.start < mark.span.end)
        .collect();
    over.sort_by_key(|mark| (std::cmp::Reverse(mark.span.end - mark.span.start), mark.colour));
    let mut segments: Vec<Segment> = Vec::new();
    for (at, c) in (line.start..).zip(line.text.chars()) {
        let covers = |span: &Span| span.start <= at && at < span.end;
        let mut colours: Vec<u32> = Vec::new();
        for mark in over.iter().filter(|mark| covers(&mark.span)) {
            if !colours.contains(&mark.colour) {
                colours.push(mark.colour);
            }
        }
        let picked = picked.is_some_and(|span| covers(&span));
        let masked = c == MASK;
        match segments.last_mut() {
            Some(last)
                if last.colours == colours
                    && last.picked == picked
                    && last.is_hidden() == masked =>
            {
                last.push(c, masked);
            }
            _ => {
                let mut segment = Segment { text: String::new(), hidden: 0, colours, picked };
                segment.push(c, masked);
                segments.push(segment);
            }
        }
    }
    segments
}

impl Segment {
    fn push(&mut self, c: char, masked: bool) {
        if masked {
            self.hidden += 1;
        } else {
            self.text.push(c);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn line(text: &str) -> TranscriptLine {
        TranscriptLine {
            number: 1,
            speaker: None,
            start: 10,
            end: 10 + text.chars().count(),
            text: text.to_owned(),
        }
    }

    fn mark(start: usize, end: usize, colour: u32) -> Mark {
        Mark { span: Span { line: 1, start, end }, colour }
    }

    #[test]
    fn marks_that_overlap_are_cut_where_they_meet() {
        let found = segments(&line("abcdef"), &[mark(10, 14, 1), mark(12, 16, 2)], None);
        let seen: Vec<(&str, &[u32])> =
            found.iter().map(|s| (s.text.as_str(), s.colours.as_slice())).collect();
        assert_eq!(seen, [("ab", [1].as_slice()), ("cd", &[1, 2]), ("ef", &[2])]);
    }

    #[test]
    fn a_mark_within_a_mark_lies_inside_it() {
        let found = segments(&line("abcdef"), &[mark(12, 13, 2), mark(10, 16, 1)], None);
        assert_eq!(found.len(), 3);
        assert_eq!(found[1].colours, [1, 2]);
    }

    #[test]
    fn a_hidden_name_is_one_piece_that_says_nothing() {
        let found = segments(&line("To ███ at"), &[mark(10, 16, 3)], None);
        assert_eq!(found.len(), 3);
        assert_eq!((found[1].text.as_str(), found[1].hidden), ("", 3));
        assert_eq!(found[1].colours, [3]);
    }

    proptest! {
        #[test]
        fn segments_hold_every_letter_once_and_in_order(
            text in "[a-zŵ █]{0,40}",
            marks in prop::collection::vec((5_usize..60, 1_usize..20, 1_u32..13), 0..6),
            pick in prop::option::of((5_usize..60, 1_usize..20)),
        ) {
            let marks: Vec<Mark> =
                marks.into_iter().map(|(at, long, colour)| mark(at, at + long, colour)).collect();
            let pick = pick.map(|(at, long)| Span { line: 1, start: at, end: at + long });
            let line = line(&text);
            let mut whole = String::new();
            let mut at = line.start;
            for segment in segments(&line, &marks, pick) {
                let long = segment.hidden + segment.text.chars().count();
                prop_assert!(long > 0 && (segment.hidden == 0) != segment.text.is_empty());
                for here in at..at + long {
                    for mark in &marks {
                        let covered = mark.span.start <= here && here < mark.span.end;
                        prop_assert!(!covered || segment.colours.contains(&mark.colour));
                    }
                    let picked = pick.is_some_and(|s| s.start <= here && here < s.end);
                    prop_assert_eq!(segment.picked, picked);
                }
                whole.push_str(&segment.text);
                whole.extend(std::iter::repeat_n(MASK, segment.hidden));
                at += long;
            }
            prop_assert_eq!(whole, text);
        }
    }
}
