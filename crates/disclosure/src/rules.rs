//! The rules a space sets, and what a count becomes under them.

use thiserror::Error;

/// Percentages are not shown on a base under this many people.
pub const PERCENTAGE_BASE: u64 = 30;

/// The smallest count of people that may be shown. A space may raise it; it is never under 3,
/// because of two people each could always work out the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Threshold(u64);

/// A threshold under 3 was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a threshold of {0} is under 3")]
pub struct TooLow(pub u64);

impl Threshold {
    /// The default for counts: 5.
    pub const COUNTS: Self = Self(5);
    /// The default for public outcome data: 10.
    pub const OUTCOMES: Self = Self(10);

    /// A threshold of `people`.
    ///
    /// # Errors
    /// [`TooLow`] under 3.
    pub fn new(people: u64) -> Result<Self, TooLow> {
        if people < 3 { Err(TooLow(people)) } else { Ok(Self(people)) }
    }

    /// How many people it takes for a count to be shown.
    pub fn people(self) -> u64 {
        self.0
    }
}

/// What a zero tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Zeros {
    /// A zero singles nobody out and is shown: nobody answered so, or nobody could have.
    #[default]
    Safe,
    /// A zero tells something about everybody in its row ("none of them feels safe"), so it is
    /// hidden like any other small count. UK LLC, for one, lets no zero out.
    Small,
}

/// Under which rules a table is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// The smallest count that may be shown.
    pub threshold: Threshold,
    /// Whether a zero is a small count.
    pub zeros: Zeros,
}

impl Rules {
    /// The rules with `threshold`, zeros being safe.
    pub fn new(threshold: Threshold) -> Self {
        Self { threshold, zeros: Zeros::Safe }
    }

    /// Whether `count` alone must be hidden.
    pub fn is_small(self, count: u64) -> bool {
        count < self.threshold.people() && (count > 0 || self.zeros == Zeros::Small)
    }

    /// The least a hidden cell can be, as everybody knows who has read these rules.
    pub(crate) fn floor(self) -> u64 {
        match self.zeros {
            Zeros::Safe => 1,
            Zeros::Small => 0,
        }
    }

    /// How many values a hidden cell must keep open to somebody who reckons with all the rest.
    /// For two hidden cells of one line this means that together they reach the threshold.
    pub(crate) fn width(self) -> u64 {
        (self.threshold.people() - 2 * self.floor()).saturating_add(1)
    }
}

/// A figure as it may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// The figure itself.
    Shown(u64),
    /// Not to be shown, with the reason for the back office. A page uses one mark for every
    /// reason, since the reason narrows down the figure.
    Hidden {
        /// Why it is hidden.
        why: Why,
    },
    /// Nothing can be there, and everybody knows it.
    Absent,
}

/// Why a figure is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It counts too few people, or rests on too few contributors.
    Small,
    /// One or a few contributors make up too much of it.
    Dominated,
    /// It differs by too few people from what was published earlier.
    Change,
    /// It is not known, so there is nothing to show.
    NotKnown,
    /// A figure that must be hidden could be worked out from it.
    Protects,
}

impl Cell {
    /// The figure, when it may be shown.
    pub fn shown(self) -> Option<u64> {
        match self {
            Self::Shown(count) => Some(count),
            Self::Hidden { .. } | Self::Absent => None,
        }
    }
}

/// The percentage, 0 to 100 and not rounded, that `part` is of `base`; none when either is
/// hidden (from a percentage and its base the part can be worked out, and from a percentage and
/// its part the base), when the base is under [`PERCENTAGE_BASE`], or when the part is more than
/// the base. What is shown tells nothing that the two counts do not tell, so the protection of
/// the table that they stand in covers it.
pub fn percentage(part: Cell, base: Cell) -> Option<f64> {
    let (part, base) = (part.shown()?, base.shown()?);
    (base >= PERCENTAGE_BASE && part <= base).then(|| 100.0 * part as f64 / base as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_threshold_is_never_under_three() {
        assert_eq!(Threshold::new(2), Err(TooLow(2)));
        assert_eq!(Threshold::new(3).map(Threshold::people), Ok(3));
        assert_eq!((Threshold::COUNTS.people(), Threshold::OUTCOMES.people()), (5, 10));
    }

    #[test]
    fn a_zero_is_small_only_when_the_caller_says_so() {
        let safe = Rules::new(Threshold::COUNTS);
        let small = Rules { zeros: Zeros::Small, ..safe };
        assert_eq!([0, 1, 4, 5].map(|n| safe.is_small(n)), [false, true, true, false]);
        assert_eq!([0, 1, 4, 5].map(|n| small.is_small(n)), [true, true, true, false]);
    }

    #[test]
    fn a_percentage_needs_thirty_people_and_two_shown_figures() {
        let hidden = Cell::Hidden { why: Why::Protects };
        assert_eq!(percentage(Cell::Shown(15), Cell::Shown(30)), Some(50.0));
        assert_eq!(percentage(Cell::Shown(15), Cell::Shown(29)), None);
        assert_eq!(percentage(hidden, Cell::Shown(100)), None);
        assert_eq!(percentage(Cell::Shown(15), hidden), None);
        assert_eq!(percentage(Cell::Shown(31), Cell::Shown(30)), None);
    }
}
