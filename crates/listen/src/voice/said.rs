//! What someone said, kept only to find where others typed it again.

use super::asked::Asked;
use super::{Voice, store};
use crate::ids::VoiceId;
use crate::line;
use crate::redaction::MASK;
use kernel::clock::{Date, day};
use kernel::folding::{Likeness, Runs, Token, apart, tokens};
use kernel::forgotten::Earlier;
use kernel::{Db, Fault};
use std::ops::Range;

/// What stands in the place of words that were taken out of a sentence.
const GAP: &str = "[…]";

/// What someone said, with its translation: it lets none of it out, and tells only where a text
/// repeats it, word for word, as a reader sees both.
#[derive(Debug)]
pub struct Said {
    runs: Runs,
    /// What stood there before it was mended, as digests.
    earlier: Earlier,
    likeness: Likeness,
    since: Date,
}

impl Said {
    /// What a voice said, names that are hidden included, and as everybody reads it: with gaps or
    /// other names in the place of what is hidden.
    ///
    /// # Errors
    /// The database's.
    pub fn of(db: &Db, id: VoiceId) -> Result<Self, Fault> {
        let (Some(voice), Some(texts)) = (super::find(db, id)?, store::texts(db, id)?) else {
            return Ok(Self::new(&[], Date::MAX));
        };
        let entered = day(voice.entered_at);
        let since = voice.heard_on.map_or(entered, |heard| heard.min(entered));
        Ok(Self { earlier: Earlier::of(db, id)?, ..Self::new(&spoken(db, &voice, &texts)?, since) })
    }

    fn new(spoken: &[Vec<Token>], since: Date) -> Self {
        let runs = Runs::of(spoken.iter().map(Vec::as_slice));
        let likeness = Likeness::of(spoken.iter().map(Vec::as_slice));
        Self { runs, earlier: Earlier::default(), likeness, since }
    }

    /// The day from which on anybody could have repeated it: a text that is older is the team's
    /// own, and is left as it is.
    pub fn since(&self) -> Date {
        self.since
    }

    /// Whether a text resembles it without repeating it word for word: for a person to decide.
    pub fn resembles(&self, text: &str) -> bool {
        self.likeness.is_in(text) && self.without(text).is_none()
    }

    /// Whether a text resembles it, or repeats it.
    pub(super) fn is_like(&self, text: &str) -> bool {
        self.likeness.is_in(text) || self.without(text).is_some()
    }

    /// A text with each repetition taken out of it; nothing when it repeats nothing. Punctuation,
    /// capitals, accents, markup and line breaks make no difference.
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
            let mut repeated = self.runs.repeated(&whole);
            repeated.extend(self.earlier.repeated(&whole));
            let repeated = apart(repeated);
            if repeated.is_empty() {
                return changed;
            }
            changed = true;
            for range in repeated.iter().rev() {
                cut(pieces, range);
            }
        }
    }
}

/// Everything that a voice said, word by word, without what it was asked.
///
/// # Errors
/// The database's.
pub(crate) fn spoken(
    db: &Db,
    voice: &Voice,
    texts: &store::Texts,
) -> Result<Vec<Vec<Token>>, Fault> {
    let asked = Asked::of(db, voice)?;
    Ok(readings(texts).into_iter().flat_map(|said| asked.without(said)).collect())
}

/// Its words and its translation, whole and with gaps where names are hidden, with and without
/// the names of who speaks.
fn readings(texts: &store::Texts) -> Vec<Vec<Token>> {
    let translation = texts.translation.as_deref().zip(texts.shown_translation.as_deref());
    let mut spoken = Vec::new();
    for (words, shown) in
        std::iter::once((texts.words.as_str(), texts.shown.as_str())).chain(translation)
    {
        let mut take = |text: &str| {
            let read = tokens(text, MASK);
            if !spoken.contains(&read) {
                spoken.push(read);
            }
        };
        take(words);
        take(shown);
        for unlabelled in line::without_speakers(words, shown).into_iter().flatten() {
            take(&unlabelled);
        }
    }
    spoken
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

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::folding::RUN;
    use proptest::prelude::*;

    const WORDS: &str = "It’s grand if your appointment’s on a Tuesday. Mine never is.";

    fn said() -> Said {
        let welsh = "Dyw f’un i byth ar y dydd Mawrth hwnnw chwaith.";
        heard(&[WORDS, welsh], Date::constant(2026, 11, 20))
    }

    fn heard(texts: &[&str], since: Date) -> Said {
        let spoken: Vec<_> = texts.iter().map(|text| tokens(text, MASK)).collect();
        Said::new(&spoken, since)
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
        assert_eq!(heard(&["Too short"], Date::MAX).without("Too short"), None);
    }

    #[test]
    fn what_was_said_is_found_without_who_speaks_and_what_is_hidden() {
        let texts = store::Texts {
            words: "Mair: And who came?\nP07: Siân Puw came with bread,\nP07: and she stayed the night.".into(),
            translation: None,
            shown: "Mair: And who came?\nP07: ████████ came with bread,\nP07: and she stayed the night.".into(),
            shown_translation: None,
        };
        let said = Said::new(&readings(&texts), Date::MAX);
        for (typed, kept) in [
            ("Who came? Siân Puw came with bread, and she stayed", "[…]"),
            ("She said Elin came with bread, and she stayed the night", "She said Elin […]"),
            ("And who came? [name hidden] came with bread, and she stayed.", "[…]."),
        ] {
            assert_eq!(said.without(typed).as_deref(), Some(kept), "{typed}");
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

    #[test]
    fn what_was_asked_is_not_what_somebody_said() {
        let question = "What makes life easier round here, and what makes it harder?".to_owned();
        let answer = "“What makes life easier round here and what makes it harder?” they ask: the \
             bus, when it comes at all, and it never does.";
        let pieces = Asked::new(std::slice::from_ref(&question)).without(tokens(answer, MASK));
        let said = Said::new(&pieces, Date::MAX);
        assert_eq!(said.without(&question), None);
        assert_eq!(said.without("And what makes it harder, they ask? The bus"), None);
        assert_eq!(
            said.without(answer).as_deref(),
            Some(
                "“What makes life easier round here and \
             what makes it harder?” […]."
            )
        );
    }

    proptest! {
        #[test]
        fn no_run_of_what_was_said_is_left(
            before in "\\PC{0,40}", after in "\\PC{0,40}", spoken in "\\PC{0,120}",
        ) {
            let said = heard(&[&spoken], Date::MAX);
            let typed = format!("{before} {spoken} {after}");
            let kept = said.without(&typed).unwrap_or_else(|| typed.clone());
            prop_assert!(said.without(&kept).is_none());
            let words = tokens(&spoken, MASK);
            let long = words.iter().filter(|word| **word != Token::Gap).count() >= RUN;
            prop_assert_eq!(kept != typed, long, "{}", kept);
        }
    }
}
