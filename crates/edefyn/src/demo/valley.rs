//! What the demonstration has made so far: the ids of everything, by the names that its files
//! give them.

use super::place::Place;
use super::voice::Planned;
use kernel::Fault;
use kernel::ids::{AccountId, CommunityId, ProgrammeId, Uuid};
use listen::{CampaignId, VoiceId, WordingId};
use publish::ids::{PromiseId, ReportId};
use sense::{FindingId, HighlightId, ThemeId};
use std::collections::BTreeMap;

/// A span that a reader marked, as a finding, a promise or a report may name it.
pub(super) struct Marked {
    /// The highlight.
    pub(super) highlight: HighlightId,
    /// Which of the planned voices it is in.
    pub(super) voice: usize,
    /// What it is about.
    pub(super) topic: String,
    /// Its name, when it has one.
    pub(super) name: String,
}

/// Everything that was made so far.
pub(super) struct Valley {
    pub(super) places: Vec<Place>,
    pub(super) planned: Vec<Planned>,
    pub(super) programme: ProgrammeId,
    pub(super) communities: BTreeMap<String, CommunityId>,
    pub(super) accounts: BTreeMap<String, AccountId>,
    /// The first worker of each place.
    pub(super) workers: BTreeMap<String, AccountId>,
    pub(super) campaigns: BTreeMap<String, CampaignId>,
    pub(super) wordings: Vec<WordingId>,
    pub(super) themes: BTreeMap<String, ThemeId>,
    /// The voices that were written down, by their place in `planned`.
    pub(super) voices: BTreeMap<usize, VoiceId>,
    pub(super) marked: Vec<Marked>,
    pub(super) findings: BTreeMap<String, (FindingId, i64)>,
    pub(super) promises: BTreeMap<String, (PromiseId, i64)>,
    pub(super) reports: BTreeMap<String, ReportId>,
}

impl Valley {
    /// Nothing yet.
    pub(super) fn new(places: Vec<Place>, planned: Vec<Planned>) -> Self {
        Self {
            places,
            planned,
            programme: ProgrammeId(Uuid::nil()),
            communities: BTreeMap::new(),
            accounts: BTreeMap::new(),
            workers: BTreeMap::new(),
            campaigns: BTreeMap::new(),
            wordings: Vec::new(),
            themes: BTreeMap::new(),
            voices: BTreeMap::new(),
            marked: Vec::new(),
            findings: BTreeMap::new(),
            promises: BTreeMap::new(),
            reports: BTreeMap::new(),
        }
    }

    /// One of the planned voices.
    pub(super) fn planned(&self, at: usize) -> Result<&Planned, Fault> {
        self.planned.get(at).ok_or(Fault::Missing)
    }

    /// The id of a planned voice that was written down.
    pub(super) fn voice(&self, at: usize) -> Result<VoiceId, Fault> {
        self.voices.get(&at).copied().ok_or(Fault::Missing)
    }

    /// The span with this name.
    pub(super) fn named(&self, name: &str) -> Option<&Marked> {
        self.marked.iter().find(|marked| marked.name == name)
    }

    /// How many voices of a place, or of all, were written down and are kept, and how many of
    /// them in Welsh.
    pub(super) fn spoke(&self, place: Option<&str>) -> (usize, usize) {
        let here = |of: &&Planned| place.is_none_or(|place| of.place == place);
        let kept = self.voices.keys().filter_map(|at| self.planned.get(*at));
        let kept: Vec<_> =
            kept.filter(here).filter(|of| of.fate != super::voice::Fate::TakenBack).collect();
        (kept.len(), kept.iter().filter(|of| of.language == "cy").count())
    }
}

/// The id that a name stands for.
pub(super) fn known<T: Copy>(all: &BTreeMap<String, T>, name: &str) -> Result<T, Fault> {
    all.get(name).copied().ok_or_else(|| Fault::Other(format!("the demonstration knows no {name}")))
}
