//! What publishing freezes: a version, its editions, their lines and the words they quote.

use crate::compile::Code;
use crate::ids::{ClaimId, EditionId, LineId, PublicationId, QuoteId, RecommendationId, ReportId};
use kernel::clock::Date;
use kernel::db::{FromRow, FromValue, Row, ToValue, Value};
use kernel::ids::AccountId;
use kernel::permission::{Allowed, NotAllowed, Rung, Standing, allow, purpose};
use kernel::{Both, Db, Fault, Language, Timestamp};
use listen::ids::VoiceId;
use listen::voice::Excerpt;
use sense::HighlightId;
pub use sense::finding::{Confidence, Side};

kernel::words! {
    /// Why a version is no longer the one to read.
    pub enum Superseded {
        /// A newer version was published.
        Newer = "newer",
        /// Words that it rests on were taken back.
        Withdrawal = "withdrawal",
    }
}

kernel::words! {
    /// How the evidence of a published claim stands now.
    pub enum State {
        /// It holds.
        Live = "live",
        /// Some of it is being looked into.
        Checking = "checking",
        /// It has fallen away.
        Fallen = "fallen",
    }
}

kernel::record! {
    /// One frozen version of a report.
    pub struct Publication {
        /// Its id.
        pub id: PublicationId,
        /// The report.
        pub report_id: ReportId,
        /// 1 for the first, one more each time.
        pub version: u32,
        /// When it was published.
        pub published_at: Timestamp,
        /// Who published it.
        pub published_by: Option<AccountId>,
        /// When it was replaced, or words it rests on were taken back.
        pub superseded_at: Option<Timestamp>,
        /// Which of the two it was.
        pub superseded_why: Option<Superseded>,
        /// Digest of everything in it, as it stands now.
        pub digest: Vec<u8>,
    }
}

kernel::record! {
    /// A publication in one language.
    pub struct Edition {
        /// Its id.
        pub id: EditionId,
        /// The publication.
        pub publication_id: PublicationId,
        /// The language it is written in.
        pub language: Language,
        /// Its title.
        pub title: String,
        /// The sentence under the title; may be empty.
        pub subtitle: String,
        /// The document as JSON, without anyone's words; see [`crate::edition::Document`].
        pub document: String,
        /// When its text was first published.
        pub written_at: Timestamp,
        /// Where its PDF is among the files. Nothing while it waits to be printed.
        pub pdf_path: Option<String>,
        /// BLAKE3 digest of the PDF.
        pub pdf_digest: Option<Vec<u8>>,
    }
}

kernel::record! {
    /// A claim of a report. Its thread number is its own for good.
    pub struct Claim {
        /// Its id.
        pub id: ClaimId,
        /// The report.
        pub report_id: ReportId,
        /// Its key in the source.
        pub key: String,
        /// The number of its thread: `/t/14`.
        pub thread: i64,
    }
}

kernel::record! {
    /// A claim as one edition says it.
    pub struct Line {
        /// Its id.
        pub id: LineId,
        /// The edition.
        pub edition_id: EditionId,
        /// The claim.
        pub claim_id: ClaimId,
        /// Its place in the edition, from 0.
        pub position: u32,
        /// The heading it stands under; may be empty.
        pub section: String,
        /// The sentence.
        pub sentence: String,
        /// The paragraph it stands in, as plain text.
        pub excerpt: String,
        /// How many people supported it when it was published, or when words it rested on were
        /// last taken back. Never shown: what is public is what [`crate::told`] tells.
        pub voices: u64,
        /// How sure the least sure of its findings is.
        pub confidence: Confidence,
        /// How its evidence stands.
        pub state: State,
    }
}

kernel::record! {
    /// Someone's words in one edition. Without `words` they were taken back.
    pub struct Quote {
        /// Its id.
        pub id: QuoteId,
        /// The edition.
        pub edition_id: EditionId,
        /// Its place in the edition, from 0.
        pub position: u32,
        /// The highlight that was quoted; nothing once it is gone.
        pub highlight_id: Option<HighlightId>,
        /// The voice.
        pub voice_id: VoiceId,
        /// The claim it stands by, if by one.
        pub claim_id: Option<ClaimId>,
        /// Whether it supports that claim.
        pub side: Side,
        /// The language spoken.
        pub language: String,
        /// The words, names hidden; nothing once they were taken back.
        pub words: Option<Printed>,
        /// The translation, if there is one.
        pub translation: Option<Printed>,
        /// Who said it, blurred: "Woman, 70s".
        pub described: String,
        /// How far the words may go: for a page outside the report, at least `online`.
        pub rung: Rung,
        /// When they were removed.
        pub removed_at: Option<Timestamp>,
    }
}

impl Quote {
    /// The words as they were published, when they may stand in a report on `today`.
    ///
    /// # Errors
    /// [`NotAllowed`] says why not; words that were removed count as taken back.
    pub fn excerpt(
        &self,
        standing: &Standing,
        today: Date,
    ) -> Result<Allowed<Excerpt, purpose::Report>, NotAllowed> {
        let Printed(text) = self.words.as_ref().ok_or(NotAllowed::Withdrawn)?;
        allow(standing, purpose::Report, today, || Excerpt {
            text: text.clone(),
            translation: self.translation.as_ref().map(|Printed(text)| text.clone()),
            language: self.language.clone(),
            described: self.described.clone(),
            name: None,
            rung: self.rung,
        })
    }
}

/// Someone's words as they were published: copied from version to version and digested, but read
/// only through [`Quote::excerpt`].
#[derive(Clone, PartialEq, Eq)]
pub struct Printed(String);

impl Printed {
    /// Whether they tell a name that was hidden in the voice.
    ///
    /// # Errors
    /// The database's.
    pub(crate) fn tells_hidden_name(&self, db: &Db, voice: VoiceId) -> Result<bool, Fault> {
        crate::compile::tells_hidden_name(db, voice, &self.0)
    }

    /// The same with something taken out of it; nothing when `less` takes nothing out.
    pub(crate) fn lessened(&self, less: impl FnOnce(&str) -> Option<String>) -> Option<Self> {
        less(&self.0).map(Self)
    }

    /// The words for the person who said them, who is given everything that is held about them.
    pub(crate) fn for_their_person(&self) -> &str {
        &self.0
    }

    /// What the digest of a publication takes in.
    pub(super) fn digested(words: Option<&Self>) -> &str {
        words.map_or("", |Self(text)| text)
    }
}

impl std::fmt::Debug for Printed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Printed")
    }
}

impl ToValue for Printed {
    fn to_value(&self) -> Value {
        self.0.to_value()
    }
}

impl FromValue for Printed {
    fn from_value(value: Value) -> Option<Self> {
        String::from_value(value).map(Self)
    }
}

kernel::record! {
    /// Why a warning was let stand, for everyone to read.
    pub struct Reason {
        /// The code of the warning.
        pub code: Code,
        /// The line of the source.
        pub line: u32,
        /// The reason.
        pub reason: String,
    }
}

/// What a report asks of a named body.
#[derive(Clone, Debug, PartialEq)]
pub struct Recommendation {
    /// Its id.
    pub id: RecommendationId,
    /// The report.
    pub report_id: ReportId,
    /// Its key in the source.
    pub key: String,
    /// Its place in the report, from 0.
    pub position: u32,
    /// The body it is put to.
    pub body: Both,
    /// What is asked.
    pub text: Both,
    /// The day it was first published.
    pub asked_on: Date,
}

impl Recommendation {
    /// The columns it is read from, in order.
    pub const COLUMNS: &str =
        "id, report_id, key, position, body_en, body_cy, text_en, text_cy, asked_on";
}

impl FromRow for Recommendation {
    fn from_row(row: &mut Row<'_>) -> Result<Self, Fault> {
        Ok(Self {
            id: row.take()?,
            report_id: row.take()?,
            key: row.take()?,
            position: row.take()?,
            body: Both::from_row(row)?,
            text: Both::from_row(row)?,
            asked_on: row.take()?,
        })
    }
}
