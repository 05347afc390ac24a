//! What a finding is: a sentence, how well it is supported, and what it can't tell us.

use crate::ids::{FindingId, HighlightId, ThemeId};
use kernel::clock::Date;
use kernel::db::{FromRow, FromValue, Row, ToValue, Value};
use kernel::ids::{CommunityId, ProgrammeId};
use kernel::{Both, Fault, Timestamp};
use listen::ids::VoiceId;
use listen::voice::tidy;

/// How strong the evidence is, 1 to 5, after Nesta: Puttick, R. & Ludlow, J. (2013), Standards
/// of Evidence: an approach that balances the need for evidence with innovation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Level(u8);

impl Level {
    /// What people told us.
    pub const ACCOUNTS: Self = Self(1);

    /// The level with this number, 1 to 5.
    pub fn new(number: u8) -> Option<Self> {
        (1..=5).contains(&number).then_some(Self(number))
    }

    /// Its number, 1 to 5.
    pub fn number(self) -> u8 {
        self.0
    }

    /// Every level, lowest first.
    pub fn all() -> impl Iterator<Item = Self> {
        (1..=5).map(Self)
    }
}

impl ToValue for Level {
    fn to_value(&self) -> Value {
        Value::Int(self.0.into())
    }
}

impl FromValue for Level {
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Int(number) => u8::try_from(number).ok().and_then(Self::new),
            _ => None,
        }
    }
}

kernel::words! {
    /// How sure we are, in a word.
    pub enum Confidence {
        /// Not sure.
        Unsure = "unsure",
        /// Less sure.
        Less = "less",
        /// Fairly sure.
        Fairly = "fairly",
        /// Very sure.
        Very = "very",
    }
}

kernel::words! {
    /// On which side of a finding a highlight stands.
    pub enum Side {
        /// It supports it.
        For = "for",
        /// It counts against it.
        Against = "against",
    }
}

/// What we conclude.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Its id.
    pub id: FindingId,
    /// Its number, by which reports name it.
    pub number: i64,
    /// The programme it is about.
    pub programme_id: ProgrammeId,
    /// The community it is about, when it is about one.
    pub community_id: Option<CommunityId>,
    /// The sentence.
    pub sentence: Both,
    /// How strong the evidence is.
    pub level: Level,
    /// How sure we are.
    pub confidence: Confidence,
    /// What it can't tell us.
    pub limits: Both,
    /// When it was first written.
    pub created_at: Timestamp,
    /// On which day it was last checked.
    pub checked_on: Option<Date>,
    /// Who checked it; empty when nobody has.
    pub checked_by: String,
}

impl Finding {
    pub(crate) const COLUMNS: &str = "f.id, f.number, f.programme_id, f.community_id, \
         f.sentence_en, f.sentence_cy, f.level, f.confidence, f.limits_en, f.limits_cy, \
         f.created_at, f.checked_on, f.checked_by";
}

impl FromRow for Finding {
    fn from_row(row: &mut Row<'_>) -> Result<Self, Fault> {
        Ok(Self {
            id: row.take()?,
            number: row.take()?,
            programme_id: row.take()?,
            community_id: row.take()?,
            sentence: Both::from_row(row)?,
            level: row.take()?,
            confidence: row.take()?,
            limits: Both::from_row(row)?,
            created_at: row.take()?,
            checked_on: row.take()?,
            checked_by: row.take()?,
        })
    }
}

kernel::record! {
    /// A highlight that stands for or against a finding.
    pub struct Evidence {
        /// The highlight.
        pub highlight: HighlightId,
        /// The voice whose words it marks.
        pub voice: VoiceId,
        /// The theme it was marked with.
        pub theme: ThemeId,
        /// Where it begins in the voice's words, in Unicode code points from 0.
        pub start: usize,
        /// Where it ends.
        pub end: usize,
        /// On which side it stands.
        pub side: Side,
    }
}

/// What someone wrote about a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The programme it is about.
    pub programme: ProgrammeId,
    /// The community it is about, when it is about one.
    pub community: Option<CommunityId>,
    /// The sentence; one language is enough to begin with.
    pub sentence: Both,
    /// How strong the evidence is.
    pub level: Level,
    /// How sure we are.
    pub confidence: Confidence,
    /// What it can't tell us; at least in one language.
    pub limits: Both,
}

/// The most characters that a finding's sentence may have.
pub const SENTENCE_LIMIT: usize = 500;
/// The most characters that its limits may have.
pub const LIMITS_LIMIT: usize = 2000;

impl Draft {
    /// The same with trimmed words, when they may stand.
    pub(crate) fn tidy(&self) -> Result<Self, NotFinding> {
        let trim = |both: &Both| Both::new(tidy(&both.en), tidy(&both.cy));
        let empty = |both: &Both| both.en.is_empty() && both.cy.is_empty();
        let long =
            |both: &Both, limit| both.en.chars().count() > limit || both.cy.chars().count() > limit;
        let (sentence, limits) = (trim(&self.sentence), trim(&self.limits));
        if empty(&sentence) {
            return Err(NotFinding::NoSentence);
        }
        if long(&sentence, SENTENCE_LIMIT) {
            return Err(NotFinding::LongSentence { limit: SENTENCE_LIMIT });
        }
        if empty(&limits) {
            return Err(NotFinding::NoLimits);
        }
        if long(&limits, LIMITS_LIMIT) {
            return Err(NotFinding::LongLimits { limit: LIMITS_LIMIT });
        }
        Ok(Self { sentence, limits, ..self.clone() })
    }
}

kernel::refusal! {
    /// Why a finding could not be written or changed.
    pub enum NotFinding {
        /// It has no sentence in either language.
        NoSentence => "finding-no-sentence" at "sentence_en",
        /// The sentence is too long.
        LongSentence { limit: usize } => "finding-long-sentence" at "sentence_en",
        /// Nothing says what it can't tell us.
        NoLimits => "finding-no-limits" at "limits_en",
        /// What it can't tell us is too long.
        LongLimits { limit: usize } => "finding-long-limits" at "limits_en",
        /// No level of evidence was chosen.
        NoLevel => "finding-no-level" at "level",
        /// No word for the confidence was chosen.
        NoConfidence => "finding-no-confidence" at "confidence",
        /// There is no such programme, or the community is not one of its.
        NoPlace => "finding-no-place" at "place",
        /// There is no such finding.
        Gone => "finding-gone",
        /// Nobody said who checked it.
        NoChecker => "finding-no-checker" at "checked_by",
        /// The day on which it was checked is missing or has not come yet.
        NoDay => "finding-no-day" at "checked_on",
    }
}

kernel::refusal! {
    /// Why a highlight could not stand for or against a finding.
    pub enum NotEvidence {
        /// There is no such finding or highlight.
        Gone => "evidence-gone" at "highlight",
        /// It was not said on which side.
        NoSide => "evidence-no-side" at "side",
        /// The highlight is of another programme, or of another community than the finding's.
        Elsewhere => "evidence-elsewhere" at "highlight",
    }
}
