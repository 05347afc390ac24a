//! What only resembles words that somebody said: for a person to decide.

use super::{Edge, RUN, Reading, Token, letters};
use std::collections::HashSet;

/// How many words in a row are compared.
const TOGETHER: usize = 3;

/// How many such rows are looked at at once: about a sentence.
const SENTENCE: usize = 10;

/// The fewest words of a text that can resemble anything.
const FEWEST: usize = 4;

/// Somebody's words, to tell what resembles them.
#[derive(Clone, Debug, Default)]
pub struct Likeness {
    rows: HashSet<String>,
    /// The whole of it, where that is too short to be repeated as a run.
    short: HashSet<Vec<String>>,
}

impl Likeness {
    /// That of some texts.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a [Token]>) -> Self {
        let mut made = Self::default();
        for tokens in texts {
            let words: Vec<&str> = tokens
                .iter()
                .filter_map(|token| match token {
                    Token::Word(word) => Some(word.as_str()),
                    Token::Gap => None,
                })
                .collect();
            made.rows.extend(words.windows(TOGETHER).map(|row| row.join(" ")));
            if (FEWEST..RUN).contains(&words.len()) {
                made.short.insert(words.iter().map(|word| (*word).to_owned()).collect());
            }
        }
        made
    }

    /// Whether a text resembles them: within about twelve words in a row of it, at least half of
    /// the rows of three words, and no fewer than three, were said; or it holds the whole of what
    /// was said, where that is four to seven words.
    pub fn is_in(&self, text: &str) -> bool {
        let read = letters(text, Reading::Shown);
        let words: Vec<String> = read.words(Edge::Mark).map(|word| read.text(word)).collect();
        let whole = |short: &Vec<String>| words.windows(short.len()).any(|row| row == short);
        if self.short.iter().any(whole) {
            return true;
        }
        let said: Vec<bool> =
            words.windows(TOGETHER).map(|row| self.rows.contains(&row.join(" "))).collect();
        let enough = |some: &[bool]| {
            let count = some.iter().filter(|said| **said).count();
            count >= TOGETHER && count * 2 >= some.len()
        };
        if said.len() <= SENTENCE { enough(&said) } else { said.windows(SENTENCE).any(enough) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokens;
    use super::*;

    fn said(text: &str) -> Likeness {
        Likeness::of([tokens(text, '█').as_slice()])
    }

    #[test]
    fn words_that_were_changed_or_left_out_still_resemble() {
        let said = said("It’s grand if your appointment’s on a Tuesday, but mine never is.");
        for text in [
            "They said it is grand if your appointment is on a Tuesday, but mine never was.",
            "Grand if your visit’s on a Tuesday but mine never is",
            "“Your appointment’s on a Tuesday, and mine never is,” we heard in the end of it.",
        ] {
            assert!(said.is_in(text), "{text}");
        }
        for text in [
            "The appointment on a Tuesday was grand, and everybody came by the minibus again.",
            "It’s grand",
            "",
        ] {
            assert!(!said.is_in(text), "{text}");
        }
    }

    #[test]
    fn a_few_words_that_are_all_that_was_said_are_told() {
        let said = said("Nobody ever asked me.");
        assert!(said.is_in("One said: nobody ever **asked** me! We did."));
        assert!(!said.is_in("Nobody asked me."));
        assert!(!self::said("Not me.").is_in("Not me."));
    }
}
