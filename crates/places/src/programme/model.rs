//! What a programme is and what must be true of it. Nothing here knows of HTTP or SQL.

use kernel::clock::Date;
use kernel::db::{FromRow, Row};
use kernel::ids::ProgrammeId;
use kernel::{Both, Fault};

kernel::ids! {
    /// One objective of a programme.
    ObjectiveId = "objective";
}

kernel::words! {
    /// What kind of objective it is.
    pub enum Kind {
        /// One of the things that the programme wants to reach.
        Objective = "objective",
        /// One that runs through all the others.
        CrossCutting = "cross_cutting",
    }
}

/// A programme: one goal, pursued in several communities for a time.
#[derive(Clone, Debug, PartialEq)]
pub struct Programme {
    /// Its id.
    pub id: ProgrammeId,
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub name: Both,
    /// What it is for, in a sentence or two.
    pub goal: Both,
    /// Its first day, when it is known.
    pub starts_on: Option<Date>,
    /// Its last day, when it is known.
    pub ends_on: Option<Date>,
}

impl FromRow for Programme {
    fn from_row(row: &mut Row<'_>) -> Result<Self, Fault> {
        Ok(Self {
            id: row.take()?,
            slug: row.take()?,
            name: Both::from_row(row)?,
            goal: Both::from_row(row)?,
            starts_on: row.take()?,
            ends_on: row.take()?,
        })
    }
}

/// One objective of a programme.
#[derive(Clone, Debug, PartialEq)]
pub struct Objective {
    /// Its id, which it keeps when its words change.
    pub id: ObjectiveId,
    /// What kind it is.
    pub kind: Kind,
    /// Its number among those of its kind, from 1.
    pub number: u32,
    /// Its words.
    pub text: Both,
}

impl FromRow for Objective {
    fn from_row(row: &mut Row<'_>) -> Result<Self, Fault> {
        Ok(Self {
            id: row.take()?,
            kind: row.take()?,
            number: row.take()?,
            text: Both::from_row(row)?,
        })
    }
}

/// A programme as somebody wrote it down, before it is checked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// Its name; one language is enough.
    pub name: Both,
    /// What it is for.
    pub goal: Both,
    /// Its first day.
    pub starts_on: Option<Date>,
    /// Its last day.
    pub ends_on: Option<Date>,
    /// Its objectives, in order.
    pub objectives: Vec<Both>,
    /// The objectives that run through all the others, in order.
    pub cross_cutting: Vec<Both>,
}

kernel::refusal! {
    /// Why a programme could not be written down.
    pub enum NotProgramme {
        /// It has no name.
        NoName => "programme-no-name" at "name_en",
        /// The name is too long.
        LongName { most: usize } => "programme-long-name" at "name_en",
        /// The goal is too long.
        LongGoal { most: usize } => "programme-long-goal" at "goal_en",
        /// The first day can't be read.
        UnreadableStart => "programme-unreadable-start" at "starts_on",
        /// The last day can't be read.
        UnreadableEnd => "programme-unreadable-end" at "ends_on",
        /// It ends before it starts.
        EndsFirst => "programme-ends-first" at "ends_on",
        /// There are too many objectives.
        ManyObjectives { most: usize } => "programme-many-objectives" at "objectives_en",
        /// The two languages have different numbers of objectives.
        UnpairedObjectives => "programme-unpaired-objectives" at "objectives_cy",
        /// The two languages have different numbers of cross-cutting objectives.
        UnpairedCrossCutting => "programme-unpaired-cross-cutting" at "cross_cutting_cy",
        /// An objective is too long.
        LongObjective { most: usize } => "programme-long-objective" at "objectives_en",
    }
}

/// The most characters of a name.
pub const NAME: usize = 120;
const GOAL: usize = 2000;
const OBJECTIVE: usize = 500;
const OBJECTIVES: usize = 20;

impl Draft {
    /// The draft without spaces at its edges, when it can be a programme.
    pub(super) fn checked(&self) -> Result<Self, NotProgramme> {
        let draft = Self {
            name: trimmed(&self.name),
            goal: trimmed(&self.goal),
            starts_on: self.starts_on,
            ends_on: self.ends_on,
            objectives: self.objectives.iter().map(trimmed).collect(),
            cross_cutting: self.cross_cutting.iter().map(trimmed).collect(),
        };
        if draft.name.en.is_empty() && draft.name.cy.is_empty() {
            return Err(NotProgramme::NoName);
        }
        if longest(&draft.name) > NAME {
            return Err(NotProgramme::LongName { most: NAME });
        }
        if longest(&draft.goal) > GOAL {
            return Err(NotProgramme::LongGoal { most: GOAL });
        }
        if draft.starts_on.zip(draft.ends_on).is_some_and(|(start, end)| end < start) {
            return Err(NotProgramme::EndsFirst);
        }
        if draft.objectives.len().max(draft.cross_cutting.len()) > OBJECTIVES {
            return Err(NotProgramme::ManyObjectives { most: OBJECTIVES });
        }
        if draft.objectives.iter().chain(&draft.cross_cutting).any(|text| longest(text) > OBJECTIVE)
        {
            return Err(NotProgramme::LongObjective { most: OBJECTIVE });
        }
        Ok(draft)
    }
}

/// Both texts without spaces at their edges.
pub(crate) fn trimmed(text: &Both) -> Both {
    Both::new(text.en.trim(), text.cy.trim())
}

/// The number of characters of the longer text.
pub(crate) fn longest(text: &Both) -> usize {
    text.en.chars().count().max(text.cy.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> Draft {
        Draft { name: Both::new(" Ten Communities ", ""), ..Draft::default() }
    }

    #[test]
    fn one_language_is_enough_for_a_name() {
        assert_eq!(draft().checked().unwrap().name, Both::new("Ten Communities", ""));
        let nameless = Draft { name: Both::new(" ", "\t"), ..draft() };
        assert!(matches!(nameless.checked(), Err(NotProgramme::NoName)));
    }

    #[test]
    fn a_programme_ends_after_it_starts() {
        let [first, second] = ["2026-04-01", "2026-04-02"].map(|day| day.parse().ok());
        let one_day = Draft { starts_on: first, ends_on: first, ..draft() };
        assert!(one_day.checked().is_ok());
        let backwards = Draft { starts_on: second, ends_on: first, ..draft() };
        assert!(matches!(backwards.checked(), Err(NotProgramme::EndsFirst)));
    }

    #[test]
    fn too_much_is_refused_and_just_enough_is_not() {
        let of = |n: usize| Both::new("ŵ".repeat(n), "");
        assert!(Draft { name: of(NAME), ..draft() }.checked().is_ok());
        let long = Draft { name: of(NAME + 1), ..draft() };
        assert!(matches!(long.checked(), Err(NotProgramme::LongName { .. })));
        let many = Draft { cross_cutting: vec![of(1); OBJECTIVES + 1], ..draft() };
        assert!(matches!(many.checked(), Err(NotProgramme::ManyObjectives { .. })));
    }
}
