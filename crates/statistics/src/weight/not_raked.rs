//! Why a sample can't be raked.

use super::NoWeights;
use std::fmt;

/// Why there are no such weights.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NotRaked {
    /// The starting weights can't be used.
    NoWeights(NoWeights),
    /// There is no margin.
    NoMargin,
    /// A margin does not name one category for each person.
    Length {
        /// Which margin, from 0.
        margin: usize,
    },
    /// A person's category has no target.
    NoTarget {
        /// Which margin, from 0.
        margin: usize,
        /// Which person, from 0.
        person: usize,
    },
    /// A target is not a number above 0.
    BadTarget {
        /// Which margin, from 0.
        margin: usize,
        /// Which category, from 0.
        category: usize,
    },
    /// Nobody in the sample (with a weight above 0) is in a category that the place has: no
    /// weight can stand for them. Bring categories together.
    Nobody {
        /// Which margin, from 0.
        margin: usize,
        /// Which category, from 0.
        category: usize,
    },
    /// The largest weight is not a number above 1, or the tolerance none above 0.
    BadLimit,
    /// So few people have a weight above 0 that, with the largest weight each, they would not
    /// stand for all.
    LimitTooLow {
        /// How many they are.
        people: usize,
    },
    /// The margins can't all be met, or not in so many rounds.
    NotMet {
        /// The largest distance of a share from its target that was left.
        largest_gap: f64,
    },
}

impl fmt::Display for NotRaked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoWeights(why) => why.fmt(f),
            Self::NoMargin => write!(f, "there is nothing to weight by"),
            Self::Length { margin } => {
                write!(f, "margin {} does not name one category for each person", margin + 1)
            }
            Self::NoTarget { margin, person } => {
                write!(
                    f,
                    "the category of person {} has no target in margin {}",
                    person + 1,
                    margin + 1
                )
            }
            Self::BadTarget { margin, category } => {
                write!(f, "target {} of margin {} is no number above 0", category + 1, margin + 1)
            }
            Self::Nobody { margin, category } => {
                write!(f, "nobody is in category {} of margin {}", category + 1, margin + 1)
            }
            Self::BadLimit => {
                write!(f, "the largest weight must be above 1, the tolerance above 0")
            }
            Self::LimitTooLow { people } => {
                write!(f, "the largest weight is too low for {people} people to stand for all")
            }
            Self::NotMet { largest_gap } => {
                write!(f, "the margins can't all be met: a share is off by {largest_gap}")
            }
        }
    }
}

impl std::error::Error for NotRaked {}
