//! What the compiler gives: a document, everything it rests on, and what is the matter with it.

use super::{Diagnostic, Front, Severity};
use crate::edition::Document;
use crate::told::Told;
use kernel::Language;
use kernel::ids::CommunityId;
use kernel::permission::{Allowed, purpose};
use listen::VoiceId;
use listen::voice::{Excerpt, People};
use sense::finding::{Confidence, Side};
use sense::{FindingId, HighlightId, ThemeId};
use std::collections::BTreeMap;

/// A source, compiled.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The language it is written in.
    pub language: Language,
    /// What its front matter says.
    pub front: Front,
    /// The community that its figures are about, when it is about one.
    pub community: Option<CommunityId>,
    /// The document, without anyone's words.
    pub document: Document,
    /// Its claims, in order.
    pub claims: Vec<Claim>,
    /// What would be told of each theme that its charts show.
    pub themes: BTreeMap<ThemeId, Told>,
    /// The words it quotes, in order; nothing where they may not be quoted.
    pub quotes: Vec<Option<Quote>>,
    /// What it asks for, in order.
    pub recommendations: Vec<Recommendation>,
    /// The numbers of the promises it shows.
    pub promises: Vec<i64>,
    /// What the compiler has to say, in the order of the source.
    pub diagnostics: Vec<Diagnostic>,
}

/// A claim and what stands behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Its key.
    pub key: String,
    /// The sentence.
    pub sentence: String,
    /// The heading it stands under.
    pub section: String,
    /// The paragraph it stands in.
    pub excerpt: String,
    /// The findings it rests on.
    pub findings: Vec<FindingId>,
    /// How many people support it. Public only as [`crate::told`] tells it.
    pub people: People,
    /// How sure the least sure of its findings is.
    pub confidence: Confidence,
}

/// Someone's words, allowed for a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// The highlight.
    pub highlight: HighlightId,
    /// The voice.
    pub voice: VoiceId,
    /// The key of the claim it stands by.
    pub claim: Option<String>,
    /// Whether it supports the claim.
    pub side: Side,
    /// The words.
    pub excerpt: Allowed<Excerpt, purpose::Report>,
}

/// What is asked of a named body.
#[derive(Clone, Debug, PartialEq)]
pub struct Recommendation {
    /// Its key.
    pub key: String,
    /// The body.
    pub to: String,
    /// What is asked.
    pub text: String,
    /// The keys of the claims it rests on.
    pub rests_on: Vec<String>,
}

impl Compiled {
    /// What stops publication.
    pub fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter().filter(|found| found.severity() == Severity::Error)
    }

    /// What asks for a reason.
    pub fn warnings(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter().filter(|found| found.severity() == Severity::Warning)
    }
}
