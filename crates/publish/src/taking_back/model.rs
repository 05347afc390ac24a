//! What taking words back reaches, and why it may be asked.

use kernel::Language;

kernel::words! {
    /// Why words are hidden or taken back. A code and no free text, so that the reason itself
    /// can't hold what is to be forgotten.
    pub enum Reason {
        /// The person asked.
        Asked = "asked",
        /// They never agreed, or it was written down wrongly.
        Mistake = "mistake",
        /// It may hurt someone.
        Harm = "harm",
        /// Someone else is named in it who did not agree.
        Others = "others",
        /// The law asks for it.
        Law = "law",
    }
}

impl Reason {
    /// The key of its name.
    pub fn key(self) -> String {
        format!("taking-back-reason-{self}")
    }
}

/// What kind of thing holds the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A version of a report, on its pages.
    Publication,
    /// The printed file of a version.
    File,
    /// A version's data, to be downloaded.
    Export,
    /// A line in a report that rests on the words.
    Claim,
    /// A promise that quotes them.
    Promise,
    /// A recommendation or its reply, into which somebody typed them.
    Recommendation,
    /// A finding into which somebody typed them.
    Finding,
    /// A saved text of a report into which somebody typed them.
    Draft,
    /// An answer of the programming interface.
    Api,
    /// The home page.
    Home,
    /// Something of another room's, into which somebody typed them.
    Elsewhere {
        /// The key of what it is.
        told: &'static str,
        /// Whether it can be read by the public.
        public: bool,
    },
    /// The team's own pages: reading, search, coding.
    Team,
}

impl Kind {
    /// The key of what it is.
    pub fn key(self) -> &'static str {
        match self {
            Self::Publication => "taking-back-kind-publication",
            Self::File => "taking-back-kind-file",
            Self::Export => "taking-back-kind-export",
            Self::Claim => "taking-back-kind-claim",
            Self::Promise => "taking-back-kind-promise",
            Self::Recommendation => "taking-back-kind-recommendation",
            Self::Finding => "taking-back-kind-finding",
            Self::Draft => "taking-back-kind-draft",
            Self::Api => "taking-back-kind-api",
            Self::Home => "taking-back-kind-home",
            Self::Elsewhere { told, .. } => told,
            Self::Team => "taking-back-kind-team",
        }
    }
}

/// One thing that holds the words, or rests on them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Held {
    /// What it is.
    pub kind: Kind,
    /// Its name, as the public knows it; empty where the kind says everything.
    pub name: String,
    /// Its version, when it has one.
    pub version: Option<u32>,
    /// Where it is: an English path without the language, or one that has none.
    pub path: Option<String>,
    /// Whether the words themselves stand there; otherwise it only rests on them.
    pub words: bool,
}

/// Everything that holds someone's words or rests on them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reach {
    /// Each thing, the public ones first.
    pub held: Vec<Held>,
}

impl Reach {
    /// Whether anyone outside the team could have read the words.
    pub fn is_public(&self) -> bool {
        self.held.iter().any(|held| {
            let hidden = matches!(
                held.kind,
                Kind::Team | Kind::Finding | Kind::Draft | Kind::Elsewhere { public: false, .. }
            );
            held.words && !hidden
        })
    }

    /// Whether the words stand in a file that people may have kept.
    pub fn was_downloaded(&self) -> bool {
        self.held.iter().any(|held| held.words && matches!(held.kind, Kind::File | Kind::Export))
    }
}

impl Held {
    /// Where it is for a page in `language`.
    pub fn address(&self, language: &Language) -> Option<String> {
        let path = self.path.as_deref()?;
        Some(if path.starts_with("/api/") { path.to_owned() } else { language.path(path) })
    }
}

kernel::refusal! {
    /// Why words could not be hidden or taken back.
    pub enum NotTakenBack {
        /// They are not there, or were taken back already.
        Gone => "taking-back-gone",
        /// They are hidden already.
        DownAlready => "taking-back-down-already",
        /// They are not hidden.
        NotDown => "taking-back-not-down",
        /// No reason was chosen.
        NoReason => "taking-back-no-reason" at "reason",
        /// It was not confirmed.
        NotConfirmed => "taking-back-not-confirmed" at "sure",
    }
}

impl From<listen::voice::NotChanged> for NotTakenBack {
    fn from(refusal: listen::voice::NotChanged) -> Self {
        use listen::voice::NotChanged;
        match refusal {
            NotChanged::DownAlready => Self::DownAlready,
            NotChanged::NotDown => Self::NotDown,
            NotChanged::NoReason | NotChanged::LongReason { .. } => Self::NoReason,
            NotChanged::Fault(fault) => Self::Fault(fault),
            NotChanged::Gone | NotChanged::PastDay => Self::Gone,
        }
    }
}
