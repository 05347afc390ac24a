//! Runs of words that somebody said, and where a text repeats one.

use super::{Edge, Letters, Reading, letters};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

/// How many words in a row make a repetition: fewer are anybody's.
pub const RUN: usize = 8;

/// How many words may stand in the place of what is hidden, as in "[name hidden]".
const GAP: usize = 4;

/// How many of a run's letters it is looked up by.
const PREFIX: usize = 6;

/// What somebody said, word by word.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Token {
    /// A word, folded.
    Word(String),
    /// Something hidden.
    Gap,
}

/// The words of `text`, each stretch of `hidden` a gap.
pub fn tokens(text: &str, hidden: char) -> Vec<Token> {
    let mut tokens = Vec::new();
    for (n, piece) in text.split(hidden).enumerate() {
        if n > 0 && tokens.last() != Some(&Token::Gap) {
            tokens.push(Token::Gap);
        }
        let letters = letters(piece, Reading::Written);
        tokens.extend(letters.words(Edge::Mark).map(|word| Token::Word(letters.text(word))));
    }
    tokens
}

/// One run: the letters of its words, in as many parts as what is hidden leaves.
pub type Run = Vec<String>;

/// Every run of words, each once.
pub fn runs(tokens: &[Token]) -> BTreeSet<Run> {
    let mut words: Vec<(&str, bool)> = Vec::new();
    let mut gap = false;
    for token in tokens {
        match token {
            Token::Gap => gap = true,
            Token::Word(word) => words.push((word, std::mem::take(&mut gap))),
        }
    }
    words
        .windows(RUN)
        .map(|run| {
            let mut parts: Run = Vec::new();
            for (n, (word, after_gap)) in run.iter().enumerate() {
                match parts.last_mut().filter(|_| n > 0 && !after_gap) {
                    Some(part) => part.push_str(word),
                    None => parts.push((*word).to_owned()),
                }
            }
            parts
        })
        .collect()
}

/// The runs of everything that somebody said, to find them by.
#[derive(Clone, Debug, Default)]
pub struct Runs {
    runs: Vec<Vec<Vec<char>>>,
    by_start: HashMap<Vec<char>, Vec<usize>>,
    lengths: BTreeSet<usize>,
}

impl Runs {
    /// Those of some texts.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a [Token]>) -> Self {
        let all: HashSet<Run> = texts.into_iter().flat_map(runs).collect();
        let mut made = Self::default();
        for run in all {
            let run: Vec<Vec<char>> = run.iter().map(|part| part.chars().collect()).collect();
            let start = start(&run);
            made.lengths.insert(start.len());
            made.by_start.entry(start).or_default().push(made.runs.len());
            made.runs.push(run);
        }
        made
    }

    /// Leaves one out.
    pub fn remove(&mut self, run: &Run) {
        let run: Vec<Vec<char>> = run.iter().map(|part| part.chars().collect()).collect();
        let Some(at) = self.by_start.get_mut(&start(&run)) else { return };
        at.retain(|at| self.runs.get(*at) != Some(&run));
    }

    /// Whether there is no run.
    pub fn is_empty(&self) -> bool {
        self.by_start.values().all(Vec::is_empty)
    }

    /// Where `text` repeats one, as it is shown or as it is written: in bytes, in order and apart
    /// from each other.
    pub fn repeated(&self, text: &str) -> Vec<Range<usize>> {
        if self.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<Range<usize>> = Vec::new();
        for reading in [Reading::Shown, Reading::Written] {
            self.find(&letters(text, reading), &mut found);
        }
        apart(found)
    }

    fn find(&self, letters: &Letters, found: &mut Vec<Range<usize>>) {
        for at in 0..letters.len() {
            if !letters.begins_at(at, Edge::Mark) {
                continue;
            }
            let Some(end) = self.longest_at(letters, at) else { continue };
            found.extend(letters.range(at, end));
        }
    }

    /// Where the longest run ends that begins at `at`.
    fn longest_at(&self, letters: &Letters, at: usize) -> Option<usize> {
        let runs = self.lengths.iter().filter_map(|length| {
            let start: Vec<char> =
                letters.get(at..at + length)?.iter().map(|letter| letter.letter).collect();
            self.by_start.get(&start)
        });
        let runs = runs.flatten().filter_map(|run| self.runs.get(*run));
        runs.filter_map(|run| fits(run, letters, at)).max()
    }
}

/// Ranges in order and apart from each other; those that touch become one.
pub fn apart(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut apart: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match apart.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => apart.push(range),
        }
    }
    apart
}

/// The letters by which a run is looked up.
fn start(run: &[Vec<char>]) -> Vec<char> {
    run.first().into_iter().flatten().take(PREFIX).copied().collect()
}

/// Where `run` ends when it stands at `at`.
fn fits(run: &[Vec<char>], letters: &Letters, at: usize) -> Option<usize> {
    let (first, rest) = run.split_first()?;
    let end = at + first.len();
    let stands = letters.get(at..end)?.iter().zip(first).all(|(letter, c)| letter.letter == *c);
    if !stands || !letters.ends_at(end, Edge::Mark) {
        return None;
    }
    if rest.is_empty() {
        return Some(end);
    }
    let mut next = end;
    for _ in 0..=GAP {
        if let Some(end) = fits(rest, letters, next) {
            return Some(end);
        }
        next = letters.next_word(next)?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MASK: char = '█';

    fn spoken(text: &str) -> Runs {
        Runs::of([tokens(text, MASK).as_slice()])
    }

    #[test]
    fn a_run_is_found_in_any_dress() {
        let said = spoken("It’s Siân who told me that kind people came");
        for text in [
            "It's Sian who told me that kind people came",
            "its siân who told me that ki**nd** people came",
            "it’s Sia&#x302;n who tol<b>d m</b>e that [kind](https://a.example) people came",
            "1. It’s Siân who\n2. told me that\n\n| kind | people | came |",
            "It’s Si\u{200b}ân who told me that ｋｉｎｄ people came",
            ":claim[It’s Siân who told me]{#a findings=\"3\"} that kind people came",
        ] {
            assert_eq!(said.repeated(text).len(), 1, "{text}");
        }
        for text in [
            "Siân who told me that kind",
            "It’s Siân who told him that kind people came",
            "its sian who told me that kindly people came",
        ] {
            assert!(said.repeated(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn what_is_hidden_may_be_a_mark_or_another_name() {
        let said = spoken("I told ████ ███ about the damp and she came");
        for text in [
            "I told [name hidden] about the damp and she came",
            "I told […] about the damp and she came.",
            "I told [enw wedi’i guddio] about the damp and she came",
            "I told Mair about the damp and she came",
            "I told about the damp and she came",
        ] {
            let whole = 0..text.trim_end_matches('.').len();
            assert_eq!(said.repeated(text), std::slice::from_ref(&whole), "{text}");
        }
        let other = "I told all of them at last about the damp and she came";
        assert!(said.repeated(other).is_empty());
    }

    fn dressed() -> impl Strategy<Value = String> {
        let mark = prop::sample::select(vec![
            "", "", "", "**", "*", "_", "~~", "`", "\u{200b}", "\u{ad}", "<b>", "</i>", "<!-- -->",
            "\u{2060}",
        ]);
        let words = "kind people brought me home again that night when";
        let marks = prop::collection::vec(mark, words.len());
        marks.prop_map(move |marks| {
            words.chars().zip(marks).map(|(c, mark)| format!("{mark}{c}")).collect()
        })
    }

    proptest! {
        #[test]
        fn marks_among_letters_hide_nothing(dressed in dressed(), before in "\\PC{0,9}", after in "\\PC{0,9}") {
            let said = spoken("kind people brought me home again that night when");
            let text = format!("{before} {dressed} {after}");
            let found = said.repeated(&text);
            prop_assert!(!found.is_empty());
            prop_assert!(found.iter().all(|range| text.get(range.clone()).is_some()));
        }

        #[test]
        fn every_run_is_found_where_it_was_said(text in "\\PC{0,160}") {
            let words = tokens(&text, MASK).iter().filter(|token| **token != Token::Gap).count();
            prop_assert_eq!(!spoken(&text).repeated(&text).is_empty(), words >= RUN);
        }
    }
}
