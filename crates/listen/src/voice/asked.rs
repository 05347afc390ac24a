//! What was asked before it was answered: a question that somebody repeats is not their own words.

use super::Voice;
use super::spoken::as_address;
use crate::campaign;
use crate::redaction::MASK;
use kernel::clock::day;
use kernel::folding::{RUN, Token, tokens};
use kernel::{Db, Fault};
use std::collections::HashSet;

/// What was asked before a voice was written down, in any campaign: an interview asks again what
/// another one did.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    runs: HashSet<Vec<Token>>,
    addresses: Vec<String>,
}

impl Asked {
    /// What may have been asked of a voice. A question that was changed since, or after the day on
    /// which the voice was heard, may have been made of it.
    ///
    /// # Errors
    /// The database's.
    pub(crate) fn of(db: &Db, voice: &Voice) -> Result<Self, Fault> {
        let mut asked = Vec::new();
        for (title, question, written) in campaign::written_before(db, voice.entered_at)? {
            if voice.heard_on.is_none_or(|heard| day(written) <= heard) {
                asked.extend([title.en, title.cy, question.en, question.cy]);
            }
        }
        Ok(Self::new(&asked))
    }

    pub(super) fn new(texts: &[String]) -> Self {
        let addresses = texts.iter().map(|text| format!("-{}-", as_address(text).join("-")));
        let runs = texts.iter().flat_map(|text| {
            tokens(text, MASK).windows(RUN).map(<[Token]>::to_vec).collect::<Vec<_>>()
        });
        Self { runs: runs.collect(), addresses: addresses.collect() }
    }

    /// What is left of a text without each repetition of what was asked, in pieces.
    pub(super) fn without(&self, said: Vec<Token>) -> Vec<Vec<Token>> {
        let mut own = vec![true; said.len()];
        for (at, run) in said.windows(RUN).enumerate() {
            if self.runs.contains(run) {
                own.iter_mut().skip(at).take(RUN).for_each(|own| *own = false);
            }
        }
        let mut pieces = vec![Vec::new()];
        for (token, own) in said.into_iter().zip(own) {
            match pieces.last_mut() {
                Some(piece) if own => piece.push(token),
                Some(piece) if piece.is_empty() => {}
                _ => pieces.push(Vec::new()),
            }
        }
        pieces
    }

    /// Whether an address repeats it: `run` has a hyphen at each end.
    pub(super) fn makes(&self, run: &str) -> bool {
        self.addresses.iter().any(|asked| asked.contains(run))
    }
}
