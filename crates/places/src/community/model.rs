//! What a community is and what must be true of it. Nothing here knows of HTTP or SQL.

use crate::programme::{NAME, longest, trimmed};
use kernel::access::Within;
use kernel::clock::Date;
use kernel::db::{FromRow, Row};
use kernel::ids::{CommunityId, ProgrammeId};
use kernel::{Both, Fault};

kernel::words! {
    /// The nation in which a community lies; deprivation is never compared across them.
    pub enum Nation {
        /// Wales.
        Wales = "wales",
        /// England.
        England = "england",
        /// Scotland.
        Scotland = "scotland",
        /// Northern Ireland.
        NorthernIreland = "northern_ireland",
    }
}

/// A community in which a programme works.
#[derive(Clone, Debug, PartialEq)]
pub struct Community {
    /// Its id.
    pub id: CommunityId,
    /// Its name in addresses.
    pub slug: String,
    /// The programme it belongs to.
    pub programme_id: ProgrammeId,
    /// Its name.
    pub name: Both,
    /// The nation in which it lies.
    pub nation: Nation,
    /// The day on which it joined.
    pub joined_on: Date,
    /// Whether an outline was given; [`super::boundary`] reads it.
    pub boundary: bool,
}

impl Community {
    /// Where it lies, for the policies.
    pub fn within(&self) -> Within {
        Within::community(self.programme_id, self.id)
    }
}

impl FromRow for Community {
    fn from_row(row: &mut Row<'_>) -> Result<Self, Fault> {
        Ok(Self {
            id: row.take()?,
            slug: row.take()?,
            programme_id: row.take()?,
            name: Both::from_row(row)?,
            nation: row.take()?,
            joined_on: row.take()?,
            boundary: row.take()?,
        })
    }
}

/// A community as somebody wrote it down, before it is checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The programme it belongs to; it stays there.
    pub programme: ProgrammeId,
    /// Its name; one language is enough when both use the same.
    pub name: Both,
    /// The nation in which it lies.
    pub nation: Nation,
    /// The day on which it joined.
    pub joined_on: Date,
}

kernel::refusal! {
    /// Why a community could not be written down.
    pub enum NotCommunity {
        /// There is no such programme.
        NoProgramme => "community-no-programme" at "programme",
        /// It has no name.
        NoName => "community-no-name" at "name_en",
        /// The nation is missing.
        NoNation => "community-no-nation" at "nation",
        /// The day of joining is missing or can't be read.
        NoDay => "community-no-day" at "joined_on",
        /// The name is too long.
        LongName { most: usize } => "community-long-name" at "name_en",
    }
}

impl Draft {
    /// Its name without spaces at the edges, when it can be one.
    pub(super) fn checked_name(&self) -> Result<Both, NotCommunity> {
        let name = trimmed(&self.name);
        if name.en.is_empty() && name.cy.is_empty() {
            return Err(NotCommunity::NoName);
        }
        if longest(&name) > NAME {
            return Err(NotCommunity::LongName { most: NAME });
        }
        Ok(name)
    }
}
