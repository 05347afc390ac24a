//! Tables of one to four ways, of counts or of magnitudes, with every total.

use crate::dimension::Dimension;
use crate::magnitude::{Magnitude, MagnitudeRules, NotAMagnitude};
use crate::protect::{Protection, Unprotectable, protect};
use crate::rules::{Cell, Rules, Why, Zeros};
use crate::shape::Shape;
use crate::system::{Asked, Figure, MOST_FIGURES, NotASystem, State, System};
use thiserror::Error;

/// What is in one innermost cell of a table of counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// So many people.
    Count(u64),
    /// Nobody can be there, and everybody knows it (a structural zero): shown as such.
    Absent,
    /// Nobody knows how many. It is not shown, and neither is a total that it belongs to.
    NotKnown,
}

/// A table with its totals, as a [`System`].
#[derive(Clone, Debug)]
pub struct Table {
    dimensions: Vec<Dimension>,
    system: System,
    absent: Vec<bool>,
}

/// A table as it may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProtectedTable {
    /// Every cell, totals among them, in the places of [`Table::place`].
    pub cells: Vec<Cell>,
    /// How they were found.
    pub protection: Protection,
}

/// What cannot be a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotATable {
    /// There are none or more than four dimensions.
    #[error("a table has one to four dimensions, not {0}")]
    Dimensions(usize),
    /// The cells given are not as many as the dimensions have.
    #[error("the dimensions have {expected} innermost cells, but {found} were given")]
    Cells {
        /// How many innermost cells the dimensions have.
        expected: usize,
        /// How many were given.
        found: usize,
    },
    /// The table has more than [`MOST_FIGURES`] cells with its totals.
    #[error("the table has more than {MOST_FIGURES} cells")]
    TooManyCells,
    /// The cells add up to more than a `u64` holds.
    #[error("the cells are too large to add up")]
    TooLarge,
    /// A magnitude, or the rule for magnitudes, makes no sense.
    #[error(transparent)]
    Magnitude(#[from] NotAMagnitude),
    /// The cells and totals make no system.
    #[error(transparent)]
    System(#[from] NotASystem),
}

impl Table {
    /// A table of counts. `entries` are the innermost cells in the order of the dimensions'
    /// leaves, the last dimension running fastest: for two flat dimensions, row by row. Each
    /// person is in one innermost cell. O(cells x dimensions).
    ///
    /// # Errors
    /// [`NotATable`].
    pub fn counts(
        rules: Rules,
        dimensions: Vec<Dimension>,
        entries: &[Entry],
    ) -> Result<Self, NotATable> {
        let add = |one: &Entry, other: &Entry| match (*one, *other) {
            (Entry::NotKnown, _) | (_, Entry::NotKnown) => Some(Entry::NotKnown),
            (Entry::Absent, entry) | (entry, Entry::Absent) => Some(entry),
            (Entry::Count(one), Entry::Count(other)) => one.checked_add(other).map(Entry::Count),
        };
        // What is not known has a value all the same, so that sums hold: as if nobody were there.
        let value = |entry: &Entry| match entry {
            Entry::Count(count) => Some(u128::from(*count)),
            Entry::Absent | Entry::NotKnown => Some(0),
        };
        let shape = Shape::of(&dimensions, entries.len())?;
        let values: Vec<u128> = entries.iter().filter_map(value).collect();
        let values =
            shape.with_totals(&dimensions, &values, 0, |one, other| one.checked_add(*other));
        let values = values.ok_or(NotATable::TooLarge)?;
        let all = shape.with_totals(&dimensions, entries, Entry::Absent, add);
        let all = all.ok_or(NotATable::TooLarge)?;
        let figure = |(place, (entry, value)): (usize, (&Entry, &u128))| {
            let value = i128::try_from(*value).ok()?;
            Some(count(rules, *entry, value, shape.margins(&dimensions, place)))
        };
        let figures: Option<Vec<Figure>> =
            all.iter().zip(&values).enumerate().map(figure).collect();
        let system =
            System::new(figures.ok_or(NotATable::TooLarge)?, shape.relations(&dimensions))?;
        let absent = all.iter().map(|entry| *entry == Entry::Absent).collect();
        Ok(Self { dimensions, system, absent })
    }

    /// A table of magnitudes, in the same order. A total's largest contributions are taken to be
    /// of different contributors: give one contributor's amounts in several cells as one where
    /// that matters. O(cells x dimensions).
    ///
    /// # Errors
    /// [`NotATable`].
    pub fn magnitudes(
        rules: MagnitudeRules,
        dimensions: Vec<Dimension>,
        magnitudes: &[Magnitude],
    ) -> Result<Self, NotATable> {
        rules.check(magnitudes)?;
        let shape = Shape::of(&dimensions, magnitudes.len())?;
        let nothing = Magnitude::default();
        let add = |one: &Magnitude, other: &Magnitude| rules.add(one, other);
        let all = shape.with_totals(&dimensions, magnitudes, nothing, add);
        let all = all.ok_or(NotATable::TooLarge)?;
        let figure = |(place, magnitude): (usize, &Magnitude)| {
            amount(&rules, magnitude, shape.margins(&dimensions, place))
        };
        let figures: Vec<Figure> = all.iter().enumerate().map(figure).collect();
        let absent = vec![false; figures.len()];
        let system = System::new(figures, shape.relations(&dimensions))?;
        Ok(Self { dimensions, system, absent })
    }

    /// The cells and totals as a system, to be linked with others.
    pub fn system(&self) -> &System {
        &self.system
    }

    /// The place of the cell at these nodes, one for each dimension, node 0 being the total; none
    /// where there is no such cell.
    pub fn place(&self, nodes: &[usize]) -> Option<usize> {
        let mut place = 0;
        for (dimension, node) in self.dimensions.iter().zip(nodes) {
            if *node >= dimension.nodes() {
                return None;
            }
            place = place * dimension.nodes() + node;
        }
        (nodes.len() == self.dimensions.len()).then_some(place)
    }

    /// Protects the table by itself: see [`protect`](fn@protect).
    ///
    /// # Errors
    /// [`Unprotectable`].
    pub fn protect(&self) -> Result<ProtectedTable, Unprotectable> {
        let protection = protect(&self.system)?;
        Ok(ProtectedTable { cells: self.cells(&protection.hidden), protection })
    }

    /// The cells of this table when those with a reason in `hidden` are hidden; of use where the
    /// table was protected together with others.
    pub fn cells(&self, hidden: &[Option<Why>]) -> Vec<Cell> {
        let figures = self.system.figures().iter().zip(hidden).zip(&self.absent);
        let cell = |((figure, why), absent): ((&Figure, &Option<Why>), &bool)| match why {
            Some(why) => Cell::Hidden { why: *why },
            None if *absent => Cell::Absent,
            None => Cell::Shown(u64::try_from(figure.value).unwrap_or(u64::MAX)),
        };
        figures.map(cell).collect()
    }
}

/// The figure of a count in a table.
fn count(rules: Rules, entry: Entry, value: i128, margins: u64) -> Figure {
    let floor = i128::from(rules.floor());
    let (state, known, across) = match entry {
        Entry::Count(0) if rules.zeros == Zeros::Safe => (State::Known, floor, 0),
        Entry::Count(people) if rules.is_small(people) => {
            (State::Hidden(Why::Small), floor, rules.width() - 1)
        }
        Entry::Count(_) => (State::Free, floor, rules.width() - 1),
        Entry::Absent => (State::Known, floor, 0),
        // It may be more than what is known of it adds up to, and an attacker may know that.
        Entry::NotKnown => (State::Hidden(Why::NotKnown), value, 0),
    };
    Figure {
        value,
        known: (Some(known), None),
        state,
        asked: Asked { below: 0, above: 0, across },
        cost: cost(value, margins),
    }
}

/// The figure of a magnitude in a table.
fn amount(rules: &MagnitudeRules, magnitude: &Magnitude, margins: u64) -> Figure {
    let value = i128::from(magnitude.total);
    let nothing = magnitude.contributors == 0 && magnitude.total == 0;
    let secondary = Asked { below: 0, above: 0, across: 1 };
    let (state, asked) = match rules.sensitive(magnitude) {
        Some((why, asked)) => (State::Hidden(why), asked),
        None if nothing => (State::Known, Asked::default()),
        None => (State::Free, secondary),
    };
    Figure { value, known: (Some(0), None), state, asked, cost: cost(value, margins) }
}

/// What is lost when a value is hidden: eight times its number of binary digits (to an eighth,
/// straight between powers of two), and four times as much for each way in which it is a total.
/// Large figures and totals are kept longest, but not at the price of many small ones.
fn cost(value: i128, margins: u64) -> u64 {
    let value = value.unsigned_abs().saturating_add(1);
    let digits = value.ilog2();
    let eighth = (value.saturating_mul(8) >> digits) as u64 % 8;
    (u64::from(digits) * 8 + eighth + 8) << (2 * margins)
}
