//! Many voices from a file: read row by row, nothing assumed, all of them or none.

pub(crate) mod desk;
mod job;
mod outcome;
mod place;
mod problem;
mod reading;
mod row;

pub use job::voices;
pub use outcome::{NAMED, NotImported, Outcome, Refused, lines};
pub use place::Place;
pub(crate) use problem::said_of_table;
pub use problem::{Kind, Problem, place as place_of, say};

use crate::voice::is_language;
use interchange::table::Options;
use kernel::permission::Rung;

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// The person's words.
    Text,
    /// What the row is called; a row that was brought in before is skipped by it.
    Reference,
    /// A rung of the permission ladder: `count`, `quote`, `online` or `named`.
    Permission,
    /// The words in another language.
    Translation,
    /// The language spoken, as a language tag.
    Language,
    /// The day on which they were heard: 2020-04-06 or 06/04/2020.
    Date,
    /// A short name for lists.
    Title,
    /// The person in a few words that don't give them away.
    Described,
    /// What the narrator is called here.
    Narrator,
    /// The narrator's own name.
    Name,
    /// A tag with this name.
    Tag(String),
}

impl Field {
    /// The words for fields that are not tags, as the command line has them.
    pub const WORDS: &[(&str, Self)] = &[
        ("text", Self::Text),
        ("ref", Self::Reference),
        ("permission", Self::Permission),
        ("translation", Self::Translation),
        ("language", Self::Language),
        ("date", Self::Date),
        ("title", Self::Title),
        ("described", Self::Described),
        ("narrator", Self::Narrator),
        ("name", Self::Name),
    ];

    /// The field with this word; `tag:age` is the tag `age`.
    pub fn from_word(word: &str) -> Option<Self> {
        if let Some(name) = word.strip_prefix("tag:").or_else(|| word.strip_prefix("tag.")) {
            let name = name.trim().to_lowercase();
            return (!name.is_empty() && name.chars().count() <= 40).then_some(Self::Tag(name));
        }
        Self::WORDS.iter().find(|(known, _)| *known == word).map(|(_, field)| field.clone())
    }

    /// Its word.
    pub fn word(&self) -> String {
        match self {
            Self::Tag(name) => format!("tag:{name}"),
            field => Self::WORDS
                .iter()
                .find(|(_, known)| known == field)
                .map(|(word, _)| (*word).to_owned())
                .unwrap_or_default(),
        }
    }
}

/// Which columns hold what, and what is true of every row.
#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    /// Where the voices were heard.
    pub place: Place,
    /// Fields, each with the header of its column.
    pub mapping: Vec<(Field, String)>,
    /// The permission of rows that don't carry one. Without it a column must be mapped.
    pub permission: Option<Rung>,
    /// The language of rows that don't carry one, as a language tag.
    pub language: String,
    /// How the file is stored.
    pub options: Options,
    /// Whether to look only, and keep nothing: then [`NotImported::OnlyLooked`] comes back.
    pub only_look: bool,
}

kernel::refusal! {
    /// Why an import could not begin.
    pub enum NotPlanned {
        /// No file was chosen.
        NoFile => "import-no-file" at "file",
        /// No column was said to hold the words.
        NoText => "import-no-text" at "map-text",
        /// No column was said to hold the reference.
        NoReference => "import-no-reference" at "map-ref",
        /// Neither a permission was given nor a column that holds one.
        NoPermission => "import-no-permission" at "permission",
        /// A field or a tag is mapped twice.
        Twice { field: String } => "import-twice" at "map-text",
        /// The file has no such column.
        NoColumn { column: String, columns: String } => "import-no-column" at "map-text",
        /// The file has a header and no rows.
        NoRows => "import-no-rows" at "file",
        /// Several columns have this header, which were numbered to tell them apart.
        SameHeader { column: String, columns: String } => "import-same-header" at "map-text",
        /// The language is no language tag.
        NoLanguage => "import-no-language" at "language",
        /// There is no such community.
        NoCommunity { community: String } => "import-no-community" at "community",
        /// There is no such campaign in the community's programme.
        NoCampaign { campaign: String } => "import-no-campaign" at "campaign",
        /// The campaign is closed.
        CampaignClosed => "voice-campaign-closed" at "campaign",
        /// The campaign has not begun.
        NotOpenYet { day: String } => "voice-campaign-not-open" at "campaign",
        /// The community is of another programme.
        OtherProgramme => "voice-other-programme" at "community",
        /// What is missing could not be made.
        NotMade { name: String } => "import-not-made" at "campaign",
    }
}

impl Import {
    /// Checks what can be checked without the file.
    ///
    /// # Errors
    /// [`NotPlanned`] says what is missing.
    pub fn check(&self) -> Result<(), NotPlanned> {
        let has = |wanted: &Field| self.mapping.iter().any(|(field, _)| field == wanted);
        if !has(&Field::Text) {
            return Err(NotPlanned::NoText);
        }
        if !has(&Field::Reference) {
            return Err(NotPlanned::NoReference);
        }
        if self.permission.is_none() && !has(&Field::Permission) {
            return Err(NotPlanned::NoPermission);
        }
        if !is_language(&self.language) {
            return Err(NotPlanned::NoLanguage);
        }
        for (at, (field, _)) in self.mapping.iter().enumerate() {
            if self.mapping.iter().skip(at + 1).any(|(other, _)| other == field) {
                return Err(NotPlanned::Twice { field: field.word() });
            }
        }
        Ok(())
    }
}
