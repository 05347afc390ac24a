//! What a thread shows: a published line, back to the voices behind it and forward to what
//! happened. Nothing in it can tell a small group apart.

use crate::promise::{Promise, Step};
use crate::publication::{Claim, Confidence, Line, State, Superseded};
use crate::quoted::Quoted;
use crate::told::Told;
use kernel::clock::Date;
use kernel::disclosure::Disclosed;
use kernel::permission::purpose;
use kernel::{Both, Language, Timestamp};

/// Everything that a thread's page and its JSON say.
#[derive(Clone, Debug, PartialEq)]
pub struct Thread {
    /// The claim and its number.
    pub claim: Claim,
    /// The line as the newest version that has it says it.
    pub line: Line,
    /// The language of the line.
    pub language: Language,
    /// The report.
    pub report: Source,
    /// Whether the newest version of the report still has the line.
    pub stands: bool,
    /// The voices behind it.
    pub voices: Voices,
    /// What was done before the line was first published, oldest first.
    pub done: Vec<Event>,
    /// What happened since, oldest first.
    pub happened: Vec<Event>,
    /// How many promises answer it.
    pub actions: usize,
    /// The findings that it rests on.
    pub findings: Vec<Basis>,
    /// Whether two people read every voice, or most, without seeing what the other marked.
    pub readers: Readers,
    /// In which months words were taken back, oldest first: the first day of each.
    pub removed: Vec<Date>,
    /// The versions of the report that have the line, newest first.
    pub versions: Vec<Version>,
}

/// The report that a line stands in.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Its name in addresses.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// The newest version that has the line.
    pub version: u32,
    /// When that was published.
    pub published_on: Date,
}

/// The voices behind a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Voices {
    /// How many people said so: the number on the knot.
    pub told: Told,
    /// How the sides compare, in words.
    pub split: Split,
    /// How many let their words stand here, in words.
    pub shared: Share,
    /// Words that support the line.
    pub support: Vec<Quoted<purpose::Site>>,
    /// Words that see it differently.
    pub different: Vec<Quoted<purpose::Site>>,
}

/// How the two sides compare. Exact splits would identify people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    /// Too few spoke to say.
    TooFew,
    /// Nobody was found to see it differently.
    All,
    /// Most supported it, a few did not.
    MostAFew,
    /// Most supported it, some did not.
    MostSome,
    /// About as many on each side.
    Both,
    /// More saw it differently.
    MoreAgainst,
}

impl Split {
    /// The sides compared, as it is told how many are on each. Those against are never counted in
    /// public: any small number of them has one sentence, which fits every other small one.
    pub fn of(support: Disclosed, against: Disclosed, threshold: u64) -> Self {
        let few = threshold.saturating_sub(1);
        let Some(support) = support.count().filter(|n| *n > 0) else {
            let many = against.count().is_some_and(|n| n >= threshold);
            return if many { Self::MoreAgainst } else { Self::TooFew };
        };
        match against.count() {
            Some(0) => Self::All,
            None if few * 4 < support + few => Self::MostAFew,
            None => Self::MostSome,
            Some(against) => Self::by_share(support + against, against),
        }
    }

    fn by_share(total: u64, against: u64) -> Self {
        if against * 4 < total {
            Self::MostAFew
        } else if against * 5 < total * 2 {
            Self::MostSome
        } else if against * 5 <= total * 3 {
            Self::Both
        } else {
            Self::MoreAgainst
        }
    }

    /// The key of its sentence.
    pub fn key(self) -> &'static str {
        match self {
            Self::TooFew => "thread-split-too-few",
            Self::All => "thread-split-all",
            Self::MostAFew => "thread-split-most-few",
            Self::MostSome => "thread-split-most-some",
            Self::Both => "thread-split-both",
            Self::MoreAgainst => "thread-split-more-against",
        }
    }
}

/// How many of the people let their words stand on the public site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// Nobody did.
    Nobody,
    /// Some did and some did not.
    Some,
    /// Everybody did.
    Everybody,
}

impl Share {
    /// How many of `total` people `open` are.
    pub fn of(total: usize, open: usize) -> Self {
        match open {
            0 => Self::Nobody,
            open if open >= total => Self::Everybody,
            _ => Self::Some,
        }
    }

    /// The key of its sentence.
    pub fn key(self) -> &'static str {
        match self {
            Self::Nobody => "thread-share-nobody",
            Self::Some => "thread-share-some",
            Self::Everybody => "thread-share-everybody",
        }
    }
}

/// How the voices were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// Two people read each of them without seeing what the other marked.
    Two,
    /// Two people did so for some of them.
    TwoForSome,
    /// One person read them.
    One,
}

impl Readers {
    /// How `total` voices were read, `twice` of which were read by two people.
    pub fn of(total: usize, twice: usize) -> Self {
        match twice {
            0 => Self::One,
            twice if twice >= total => Self::Two,
            _ => Self::TwoForSome,
        }
    }

    /// The key of its sentence.
    pub fn key(self) -> &'static str {
        match self {
            Self::Two => "thread-readers-two",
            Self::TwoForSome => "thread-readers-some",
            Self::One => "thread-readers-one",
        }
    }
}

/// Something dated that was done, or that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// When.
    pub on: Date,
    /// The kind of tag that says how it stands, and the key of its words.
    pub standing: (&'static str, &'static str),
    /// Who did it.
    pub who: Both,
    /// What happened.
    pub text: Both,
    /// The page that says more, by its English path without the language.
    pub path: String,
}

impl Event {
    /// A step of a promise.
    pub(crate) fn of(promise: &Promise, step: Step) -> Self {
        Self {
            on: step.on,
            standing: (step.state.tag(), step.state.key()),
            who: promise.who.clone(),
            text: step.text,
            path: format!("/promises/{}", promise.number),
        }
    }
}

/// A finding that a line rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Basis {
    /// Its number.
    pub number: i64,
    /// What it says.
    pub sentence: Both,
    /// How strong the evidence is, 1 to 5.
    pub level: u8,
    /// What it can't tell us.
    pub limits: Both,
    /// On which day it was checked, and by whom.
    pub checked: Option<(Date, String)>,
}

/// A version that has the line.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// Its number.
    pub version: u32,
    /// When it was published.
    pub published_at: Timestamp,
    /// Why it was replaced, when it was.
    pub superseded: Option<Superseded>,
}

impl Thread {
    /// How sure we are, 1 to 4, with the key of its word.
    pub fn confidence(&self) -> (u8, &'static str) {
        match self.line.confidence {
            Confidence::Unsure => (1, "thread-confidence-unsure"),
            Confidence::Less => (2, "thread-confidence-less"),
            Confidence::Fairly => (3, "thread-confidence-fairly"),
            Confidence::Very => (4, "thread-confidence-very"),
        }
    }

    /// The key of the notice above a line that no longer stands as it was.
    pub fn notice(&self) -> Option<&'static str> {
        match (self.line.state, self.stands) {
            (State::Fallen, _) => Some("thread-fallen"),
            (State::Checking, _) => Some("thread-checking"),
            (State::Live, false) => Some("thread-dropped"),
            (State::Live, true) => None,
        }
    }

    /// The day of the last check, when there was one.
    pub fn checked_on(&self) -> Option<Date> {
        self.findings.iter().filter_map(|basis| Some(basis.checked.as_ref()?.0)).max()
    }

    /// One dot for each person, when the number may be told and is not too many to draw.
    pub fn dots(&self) -> u64 {
        self.voices.told.people.count().filter(|n| *n <= 200).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::disclosure::{Thresholds, count};
    use proptest::prelude::*;

    fn split(support: u64, against: u64) -> Split {
        let thresholds = Thresholds { counts: 5, outcomes: 10 };
        Split::of(count(support, thresholds), count(against, thresholds), 5)
    }

    #[test]
    fn sides_are_compared_in_words() {
        let check = |support, against, wanted| assert_eq!(split(support, against), wanted);
        check(4, 1, Split::TooFew);
        check(4, 9, Split::MoreAgainst);
        check(14, 0, Split::All);
        check(14, 3, Split::MostAFew);
        check(6, 1, Split::MostSome);
        check(14, 6, Split::MostSome);
        check(10, 10, Split::Both);
        check(10, 18, Split::MoreAgainst);
    }

    proptest! {
        #[test]
        fn every_small_number_of_others_has_the_same_sentence(
            support in 1_u64..90, one in 1_u64..5, other in 1_u64..5,
        ) {
            prop_assert_eq!(split(support, one), split(support, other));
        }
    }
}
