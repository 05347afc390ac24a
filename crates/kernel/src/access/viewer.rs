//! The person at the other end, their roles, and where things lie.

use crate::Language;
use crate::ids::{AccountId, CommunityId, ProgrammeId};
use uuid::Uuid;

crate::words! {
    /// A role, held in a scope.
    pub enum Role {
        /// Looks after the space.
        Administrator = "administrator",
        /// Runs a programme.
        ProgrammeManager = "programme_manager",
        /// Manages a community's host organisation.
        HostManager = "host_manager",
        /// Paid to work in a community.
        LocalWorker = "local_worker",
        /// Makes sense of voices.
        Evaluator = "evaluator",
        /// Keeps recordings and transcripts.
        Archivist = "archivist",
        /// Looks into safeguarding concerns.
        SafeguardingLead = "safeguarding_lead",
        /// Reads before things are public.
        Reader = "reader",
    }
}

/// How far a role goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// The whole space.
    Space,
    /// One programme and its communities.
    Programme(ProgrammeId),
    /// One community.
    Community(CommunityId),
}

impl Scope {
    /// Its kind and id, as they are stored.
    pub fn parts(self) -> (&'static str, Option<Uuid>) {
        match self {
            Self::Space => ("space", None),
            Self::Programme(id) => ("programme", Some(id.into())),
            Self::Community(id) => ("community", Some(id.into())),
        }
    }

    /// The scope with this kind and id, if there is one.
    pub fn from_parts(kind: &str, id: Option<Uuid>) -> Option<Self> {
        match (kind, id) {
            ("space", None) => Some(Self::Space),
            ("programme", Some(id)) => Some(Self::Programme(id.into())),
            ("community", Some(id)) => Some(Self::Community(id.into())),
            _ => None,
        }
    }
}

/// Where a thing lies: always in the space, and in a programme and a community when it belongs
/// to one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Within {
    /// The programme it belongs to.
    pub programme: Option<ProgrammeId>,
    /// The community it belongs to.
    pub community: Option<CommunityId>,
}

impl Within {
    /// A thing of the whole space.
    pub const SPACE: Self = Self { programme: None, community: None };

    /// A thing of a programme.
    pub fn programme(id: ProgrammeId) -> Self {
        Self { programme: Some(id), community: None }
    }

    /// A thing of a community in a programme.
    pub fn community(programme: ProgrammeId, community: CommunityId) -> Self {
        Self { programme: Some(programme), community: Some(community) }
    }

    /// Every scope it lies within.
    pub fn scopes(self) -> impl Iterator<Item = Scope> {
        std::iter::once(Scope::Space)
            .chain(self.programme.map(Scope::Programme))
            .chain(self.community.map(Scope::Community))
    }
}

/// Someone who has signed in.
#[derive(Clone, Debug, PartialEq)]
pub struct Viewer {
    /// Their account.
    pub account: AccountId,
    /// Their name.
    pub name: String,
    /// The language they chose.
    pub language: Language,
    /// Their roles, each with its scope.
    pub roles: Vec<(Role, Scope)>,
}

impl Viewer {
    /// Whether they may do `verb` to something that lies `within`.
    pub fn may(&self, verb: super::Verb, within: Within) -> bool {
        super::may(self, verb, within)
    }

    /// Where they may do `verb`.
    pub fn reach(&self, verb: super::Verb) -> super::Reach {
        super::reach(self, verb)
    }
}
