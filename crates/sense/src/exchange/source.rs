//! What travels with a text beyond its themes: how far a reading has come, and where characters
//! go when words are tidied.

use crate::reading::Reading;
use interchange::refi::{Note, Stamp};
use kernel::Timestamp;
use listen::redaction::MASK;

/// What makes the guid of a coding out of its highlight's.
pub(super) const CODING: u128 = 1;
/// What makes the guid of a part of the text out of its note's.
pub(super) const LINE: u128 = 2;

/// The name of the note that tells how far a reading has come.
const READING: &str = "Edefyn reading";

/// How far a reading has come, as a note.
pub(super) fn reading_note(reading: &Reading) -> Note {
    let mut text = format!("begun {}\nreached {}", reading.started_at, reading.reached);
    if let Some(at) = reading.finished_at {
        text.push_str(&format!("\nfinished {at}"));
    }
    if reading.passed {
        text.push_str("\npassed");
    }
    let by = Stamp { user: Some(reading.account_id.into()), at: Some(reading.started_at) };
    Note { guid: reading.id.into(), name: Some(READING.into()), text, created: by, modified: by }
}

/// How far a reading had come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Progress {
    pub(super) reached: u32,
    pub(super) finished: Option<Timestamp>,
    pub(super) passed: bool,
}

/// What [`reading_note`] wrote; nothing for any other note.
pub(super) fn progress(note: &Note) -> Option<Progress> {
    if note.name.as_deref() != Some(READING) {
        return None;
    }
    let mut progress = Progress::default();
    for line in note.text.lines() {
        match line.split_once(' ').unwrap_or((line, "")) {
            ("reached", number) => progress.reached = number.parse().ok()?,
            ("finished", at) => progress.finished = Some(at.parse().ok()?),
            ("passed", _) => progress.passed = true,
            _ => {}
        }
    }
    Some(progress)
}

/// A text as it is kept, and where each of its characters comes from.
#[derive(Debug)]
pub(super) struct Tidied {
    pub(super) words: String,
    /// The place in the file's text of each kept character, in code points.
    from: Vec<usize>,
    /// The hidden stretches, in code points of the kept words.
    pub(super) hidden: Vec<std::ops::Range<usize>>,
}

impl Tidied {
    /// What [`listen::voice::tidy`] makes of `text`, remembering places.
    pub(super) fn of(text: &str) -> Self {
        let mut kept: Vec<(usize, char)> = Vec::new();
        let mut before = None;
        for (at, c) in kernel::folding::normal_places(text) {
            match c {
                '\n' if before == Some('\r') => {}
                '\r' => kept.push((at, '\n')),
                '\n' | '\t' => kept.push((at, c)),
                c if c.is_control() => {}
                c => kept.push((at, c)),
            }
            before = Some(c);
        }
        let blank = |(_, c): &(usize, char)| c.is_whitespace();
        let start = kept.iter().position(|one| !blank(one)).unwrap_or(kept.len());
        let end = kept.iter().rposition(|one| !blank(one)).map_or(start, |at| at + 1);
        let kept = kept.get(start..end).unwrap_or_default();
        let mut hidden: Vec<std::ops::Range<usize>> = Vec::new();
        for (at, (_, c)) in kept.iter().enumerate() {
            if *c == MASK {
                match hidden.last_mut().filter(|last| last.end == at) {
                    Some(last) => last.end = at + 1,
                    None => hidden.push(at..at + 1),
                }
            }
        }
        Self {
            words: kept.iter().map(|(_, c)| if *c == MASK { '#' } else { *c }).collect(),
            from: kept.iter().map(|(at, _)| *at).collect(),
            hidden,
        }
    }

    /// Where `place` of the file's text is in the kept words.
    pub(super) fn place(&self, place: u64) -> usize {
        let place = usize::try_from(place).unwrap_or(usize::MAX);
        self.from.partition_point(|from| *from < place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_are_tidied_as_the_house_does_and_places_follow(
            text in "([a-cŵ█ \t\n\r\u{7}]|\r\n){0,30}",
        ) {
            let tidied = Tidied::of(&text);
            prop_assert_eq!(&tidied.words, &listen::voice::tidy(&text));
            let file: Vec<char> = text.chars().collect();
            for (at, c) in tidied.words.chars().enumerate() {
                let from = tidied.from[at];
                let there = match file[from] { '\r' => '\n', MASK => '#', other => other };
                prop_assert_eq!(there, c);
                prop_assert_eq!(tidied.place(u64::try_from(from).unwrap()), at);
                prop_assert_eq!(
                    tidied.hidden.iter().any(|span| span.contains(&at)),
                    file[from] == MASK
                );
            }
        }
    }
}
