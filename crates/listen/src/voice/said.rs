//! What someone said, kept only to find where others typed it again.

use super::store;
use crate::ids::VoiceId;
use kernel::clock::{Date, day};
use kernel::{Db, Fault, Timestamp};
use std::collections::HashSet;
use std::ops::Range;

/// How many words in a row make a repetition: fewer are anybody's.
const RUN: usize = 8;

/// What stands in the place of words that were taken out of a sentence.
const GAP: &str = "[…]";

/// What someone said, with its translation: it lets none of it out, and tells only where a text
/// repeats it, word for word.
#[derive(Debug)]
pub struct Said {
    runs: HashSet<Vec<String>>,
    since: Date,
}

impl Said {
    /// What a voice said, names that are hidden included.
    ///
    /// # Errors
    /// The database's.
    pub fn of(db: &Db, id: VoiceId) -> Result<Self, Fault> {
        let (Some(voice), Some(texts)) = (super::find(db, id)?, store::texts(db, id)?) else {
            return Ok(Self::new([], Date::MAX));
        };
        let entered = day(voice.entered_at);
        let since = voice.heard_on.map_or(entered, |heard| heard.min(entered));
        Ok(Self::new([Some(texts.words), texts.translation].into_iter().flatten(), since))
    }

    fn new(texts: impl IntoIterator<Item = String>, since: Date) -> Self {
        Self { runs: texts.into_iter().flat_map(|text| runs(&text)).collect(), since }
    }

    /// Leaves out what stood in a text that was written at `at`, when that was before anybody
    /// heard it: those words are the text's own, and the person repeated them.
    pub fn leave_out(&mut self, text: &str, at: Timestamp) {
        if day(at) < self.since {
            for run in runs(text) {
                self.runs.remove(&run);
            }
        }
    }

    /// A text with each repetition taken out of it; nothing when it repeats nothing. Punctuation,
    /// capitals and line breaks make no difference.
    pub fn without(&self, text: &str) -> Option<String> {
        let mut kept = text.to_owned();
        self.take_out(&mut [&mut kept]).then_some(kept)
    }

    /// Takes each repetition out of a text that lies in pieces, as in bold and plain words. Gives
    /// whether there was one.
    pub fn take_out(&self, pieces: &mut [&mut String]) -> bool {
        let mut changed = false;
        // What stood before and after one may be another, once both have come together.
        loop {
            let whole: String = pieces.iter().map(|piece| piece.as_str()).collect();
            let repeated = self.repeated(&whole);
            if repeated.is_empty() {
                return changed;
            }
            changed = true;
            for range in repeated.iter().rev() {
                cut(pieces, range);
            }
        }
    }

    /// Where a text repeats it, in bytes, in order and apart from each other.
    fn repeated(&self, text: &str) -> Vec<Range<usize>> {
        let (places, words): (Vec<_>, Vec<_>) = words(text).unzip();
        let mut found: Vec<Range<usize>> = Vec::new();
        for (at, run) in words.windows(RUN).enumerate() {
            let (Some(first), Some(last)) = (places.get(at), places.get(at + RUN - 1)) else {
                break;
            };
            match found.last_mut() {
                _ if !self.runs.contains(run) => {}
                Some(before) if first.start <= before.end => before.end = last.end,
                _ => found.push(first.start..last.end),
            }
        }
        found
    }
}

/// Puts a gap in the place of a range of what the pieces say together.
fn cut(pieces: &mut [&mut String], range: &Range<usize>) {
    let (mut start, mut gap) = (0, GAP);
    for piece in pieces {
        let end = start + piece.len();
        let within = range.start.clamp(start, end) - start..range.end.clamp(start, end) - start;
        if !within.is_empty() {
            piece.replace_range(within, gap);
            gap = "";
        }
        start = end;
    }
}

/// Every run of words of a text.
fn runs(text: &str) -> Vec<Vec<String>> {
    let words: Vec<String> = words(text).map(|(_, word)| word).collect();
    words.windows(RUN).map(<[String]>::to_vec).collect()
}

/// The words of a text in small letters, and where each stands in bytes.
fn words(text: &str) -> impl Iterator<Item = (Range<usize>, String)> {
    let mut from = 0;
    text.split(|c: char| !c.is_alphanumeric()).filter_map(move |word| {
        let start = text.len().min(from);
        from = start + word.len();
        from += text.get(from..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        (!word.is_empty()).then(|| (start..start + word.len(), word.to_lowercase()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WORDS: &str = "It’s grand if your appointment’s on a Tuesday. Mine never is.";

    fn said() -> Said {
        let welsh = "Dyw f’un i byth ar y dydd Mawrth hwnnw chwaith.";
        Said::new([WORDS.to_owned(), welsh.to_owned()], Date::constant(2026, 11, 20))
    }

    #[test]
    fn what_was_said_is_taken_out_of_a_sentence_however_it_was_typed() {
        for (typed, kept) in [
            (WORDS, "[…]."),
            (
                "One said: “it's GRAND if your\nappointment's on a *Tuesday*”, and we heard.",
                "One said: “[…]*”, and we heard.",
            ),
            (
                "Byth ar y dydd Mawrth hwnnw? F’un i byth ar y dydd Mawrth hwnnw!",
                "Byth ar y dydd Mawrth hwnnw? […]!",
            ),
        ] {
            assert_eq!(said().without(typed).as_deref(), Some(kept));
        }
    }

    #[test]
    fn seven_words_in_a_row_are_anybodys() {
        assert_eq!(said().without("An appointment’s on a Tuesday, mine never"), None);
        assert_eq!(Said::new(["Too short".to_owned()], Date::MAX).without("Too short"), None);
    }

    #[test]
    fn words_that_were_the_teams_before_anybody_heard_them_stay() {
        for (day, stays) in [(19, true), (20, false), (21, false)] {
            let at = Date::constant(2026, 11, day).at(12, 0, 0, 0).in_tz("Europe/London");
            let mut said = said();
            said.leave_out(WORDS, at.unwrap().timestamp());
            assert_eq!(said.without(WORDS).is_none(), stays, "{day}");
        }
    }

    #[test]
    fn what_was_said_is_found_across_bold_and_plain_words() {
        let mut pieces =
            ["It’s ", "grand", " if your appointment’s on ", "a Tuesday", ", they say"]
                .map(str::to_owned);
        let mut each: Vec<&mut String> = pieces.iter_mut().collect();
        assert!(said().take_out(&mut each));
        assert_eq!(pieces, ["[…]", "", "", "", ", they say"]);
    }

    proptest! {
        #[test]
        fn no_run_of_what_was_said_is_left(
            before in "\\PC{0,40}", after in "\\PC{0,40}", spoken in "\\PC{0,120}",
        ) {
            let said = Said::new([spoken.clone()], Date::MAX);
            let typed = format!("{before} {spoken} {after}");
            let kept = said.without(&typed).unwrap_or_else(|| typed.clone());
            prop_assert!(said.repeated(&kept).is_empty());
            let long = words(&spoken).count() >= RUN;
            prop_assert_eq!(kept != typed, long, "{}", kept);
        }
    }
}
