//! What a source says, before anything is looked up.

use super::{Diagnostic, Front, Place};
use crate::edition::Document;

/// Everything that one source says.
#[derive(Debug, Default)]
pub(crate) struct Parsed {
    pub(crate) front: Front,
    pub(crate) document: Document,
    pub(crate) claims: Vec<Claim>,
    pub(crate) differs: Vec<Spot>,
    pub(crate) short: Vec<Spot>,
    pub(crate) quotes: Vec<Quote>,
    pub(crate) recommendations: Vec<Recommendation>,
    pub(crate) promises: Vec<Spot>,
    pub(crate) themes: Vec<ThemesAsked>,
    pub(crate) links: Vec<Spot>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// A word of the source, such as a key or an address, and where it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Spot {
    pub(crate) word: String,
    pub(crate) place: Place,
}

#[derive(Clone, Debug)]
pub(crate) struct Claim {
    pub(crate) key: String,
    pub(crate) sentence: String,
    pub(crate) findings: Vec<Spot>,
    pub(crate) place: Place,
    pub(crate) section: String,
    pub(crate) excerpt: String,
}

#[derive(Clone, Debug)]
pub(crate) struct Quote {
    pub(crate) highlight: Spot,
    pub(crate) claim: Option<Spot>,
    pub(crate) against: bool,
    pub(crate) place: Place,
}

#[derive(Clone, Debug)]
pub(crate) struct Recommendation {
    pub(crate) key: String,
    pub(crate) to: String,
    pub(crate) text: String,
    pub(crate) rests_on: Vec<Spot>,
    pub(crate) place: Place,
}

#[derive(Clone, Debug)]
pub(crate) struct ThemesAsked {
    /// The block that the rows go into.
    pub(crate) block: usize,
    pub(crate) top: usize,
    pub(crate) place: Place,
}
