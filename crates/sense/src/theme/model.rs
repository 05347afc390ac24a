//! What a theme is, and when one may be made or changed. Nothing here knows of HTTP or SQL.

use crate::ids::{CodebookId, ThemeId};
use kernel::db::{FromRow, Row};
use kernel::ids::ProgrammeId;
use kernel::{Both, Fault, Timestamp};
use listen::voice::tidy;

/// How many colours there are for themes.
pub const COLOURS: u32 = 12;
/// The most characters a theme's name may have.
pub const NAME_LIMIT: usize = 80;
/// The most characters a theme's definition may have.
pub const DEFINITION_LIMIT: usize = 10_000;

/// A theme: what people talk about, and how to tell.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// Its id.
    pub id: ThemeId,
    /// The codebook it stands in.
    pub codebook_id: CodebookId,
    /// The programme whose codebook that is.
    pub programme_id: ProgrammeId,
    /// The wider theme it belongs to.
    pub parent_id: Option<ThemeId>,
    /// The theme that took its place.
    pub merged_into: Option<ThemeId>,
    /// Its name.
    pub name: Both,
    /// When to use it, and when not.
    pub definition: Both,
    /// Its colour, 1 to 12.
    pub colour: u32,
    /// Its place in the codebook; the first nine have a number key.
    pub position: u32,
    /// Since when.
    pub created_at: Timestamp,
    /// Until when.
    pub ended_at: Option<Timestamp>,
}

impl Theme {
    pub(crate) const COLUMNS: &str = "t.id, t.codebook_id, b.programme_id, t.parent_id, \
         t.merged_into, t.name_en, t.name_cy, t.definition_en, t.definition_cy, t.colour, \
         t.position, t.created_at, t.ended_at";

    /// Whether it is in use.
    pub fn is_live(&self) -> bool {
        self.ended_at.is_none()
    }
}

impl FromRow for Theme {
    fn from_row(row: &mut Row<'_>) -> Result<Self, Fault> {
        Ok(Self {
            id: row.take()?,
            codebook_id: row.take()?,
            programme_id: row.take()?,
            parent_id: row.take()?,
            merged_into: row.take()?,
            name: Both::from_row(row)?,
            definition: Both::from_row(row)?,
            colour: row.take()?,
            position: row.take()?,
            created_at: row.take()?,
            ended_at: row.take()?,
        })
    }
}

/// What someone wrote about a theme.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// Its name; one language is enough to begin with.
    pub name: Both,
    /// When to use it, and when not.
    pub definition: Both,
    /// Its colour, 1 to 12; nothing takes the next one.
    pub colour: Option<u32>,
    /// The wider theme it belongs to.
    pub parent: Option<ThemeId>,
    /// Its place in the codebook, from 1; nothing puts it last.
    pub position: Option<u32>,
}

impl Draft {
    /// A theme of this name and definition, with everything else as it comes.
    pub fn named(name: Both, definition: Both) -> Self {
        Self { name, definition, ..Self::default() }
    }

    /// The same with trimmed words, when they may stand.
    pub(crate) fn tidy(&self) -> Result<Self, NotTheme> {
        let trim = |both: &Both| Both::new(tidy(&both.en), tidy(&both.cy));
        let (name, definition) = (trim(&self.name), trim(&self.definition));
        let long =
            |both: &Both, limit| both.en.chars().count() > limit || both.cy.chars().count() > limit;
        if name.en.is_empty() && name.cy.is_empty() {
            return Err(NotTheme::NoName);
        }
        if long(&name, NAME_LIMIT) {
            return Err(NotTheme::LongName { limit: NAME_LIMIT });
        }
        if long(&definition, DEFINITION_LIMIT) {
            return Err(NotTheme::LongDefinition { limit: DEFINITION_LIMIT });
        }
        if self.colour.is_some_and(|colour| !(1..=COLOURS).contains(&colour)) {
            return Err(NotTheme::NoColour);
        }
        Ok(Self { name, definition, ..self.clone() })
    }
}

kernel::refusal! {
    /// Why a theme could not be made or changed.
    pub enum NotTheme {
        /// It has no name in either language.
        NoName => "theme-no-name" at "name_en",
        /// The name is too long.
        LongName { limit: usize } => "theme-long-name" at "name_en",
        /// Another theme in use has this name, under the same wider theme.
        Taken => "theme-taken" at "name_en",
        /// The definition is too long.
        LongDefinition { limit: usize } => "theme-long-definition" at "definition_en",
        /// There is no such colour.
        NoColour => "theme-no-colour" at "colour",
        /// The wider theme is itself, lies beneath it, has ended, or is of another codebook.
        NoParent => "theme-no-parent" at "parent",
        /// There is no such programme.
        NoProgramme => "theme-no-programme" at "programme",
        /// No new name was given.
        NoNames => "theme-no-names" at "names_en",
        /// There is no such theme, or it has ended.
        Ended => "theme-has-ended",
    }
}

kernel::refusal! {
    /// Why two themes could not be made one.
    pub enum NotMerged {
        /// One of them is not there, or has ended.
        Ended => "theme-has-ended" at "into",
        /// They are one and the same, or of different codebooks, or one lies beneath the other.
        Same => "theme-not-merged-same" at "into",
    }
}

kernel::words! {
    /// What was done to a theme.
    pub enum ChangeKind {
        /// It was made.
        Created = "created",
        /// Its words, colour or place were changed.
        Edited = "edited",
        /// Another theme was merged into it, or it into another.
        Merged = "merged",
        /// New themes were split from it, or it was split from another.
        Split = "split",
        /// It was ended.
        Ended = "ended",
        /// It came in from a file.
        Imported = "imported",
    }
}

kernel::record! {
    /// A change that was made to a theme.
    pub struct Change {
        /// The theme.
        pub theme_id: ThemeId,
        /// What was done.
        pub kind: ChangeKind,
        /// Facts as JSON: the names before and after, and the other themes concerned.
        pub detail: String,
        /// When.
        pub at: Timestamp,
        /// By which account.
        pub account_id: Option<kernel::ids::AccountId>,
    }
}
