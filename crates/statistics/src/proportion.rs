//! Shares of people, and the difference of the shares of two groups of different people.

use crate::{Interval, Level, normal};
use std::fmt;

/// So many of so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proportion {
    count: u64,
    of: u64,
}

/// Why two numbers are no proportion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoProportion {
    /// There was nobody to count.
    OfNone,
    /// More were counted than there were.
    MoreThanAll,
}

impl fmt::Display for NoProportion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OfNone => write!(f, "there was nobody to count"),
            Self::MoreThanAll => write!(f, "more were counted than there were"),
        }
    }
}

impl std::error::Error for NoProportion {}

impl Proportion {
    /// `count` of `of`.
    ///
    /// # Errors
    /// [`NoProportion`] when `of` is 0, or less than `count`.
    pub fn new(count: u64, of: u64) -> Result<Self, NoProportion> {
        match (count, of) {
            (_, 0) => Err(NoProportion::OfNone),
            (count, of) if count > of => Err(NoProportion::MoreThanAll),
            (count, of) => Ok(Self { count, of }),
        }
    }

    /// The share, 0 to 1.
    pub fn share(self) -> f64 {
        self.count as f64 / self.of as f64
    }

    /// Wilson's score interval, without continuity correction: within 0 and 1, and of some width
    /// even when nobody or everybody was counted.
    ///
    /// Source: Wilson, E. B. (1927). Probable inference, the law of succession, and statistical
    /// inference. Journal of the American Statistical Association, 22(158), 209-212; recommended
    /// by Newcombe, R. G. (1998). Statistics in Medicine, 17(8), 857-872, as method 3.
    pub fn interval(self, level: Level) -> Interval {
        let (n, p) = (self.of as f64, self.share());
        let z = normal::quantile(1.0 - level.tail());
        let room = 1.0 + z * z / n;
        let middle = (p + z * z / (2.0 * n)) / room;
        let reach = z * (p * (1.0 - p) / n + (z / (2.0 * n)).powi(2)).sqrt() / room;
        // Exact at the ends, where the terms cancel but for their rounding.
        let low = if self.count == 0 { 0.0 } else { (middle - reach).clamp(0.0, p) };
        let high = if self.count == self.of { 1.0 } else { (middle + reach).clamp(p, 1.0) };
        Interval { low, high }
    }
}

/// The difference of two independent proportions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The other share less the one, -1 to 1.
    pub difference: f64,
    /// Where the truth may lie, within -1 and 1.
    pub interval: Interval,
}

/// Compares the shares of two groups of different people, `other` less `one`, with Newcombe's
/// hybrid score interval.
///
/// Source: Newcombe, R. G. (1998). Interval estimation for the difference between independent
/// proportions: comparison of eleven methods. Statistics in Medicine, 17(8), 873-890, method 10.
pub fn difference(one: Proportion, other: Proportion, level: Level) -> Difference {
    let (p, q) = (one.share(), other.share());
    let (a, b) = (one.interval(level), other.interval(level));
    let difference = q - p;
    let interval = Interval {
        low: (difference - (q - b.low).hypot(a.high - p)).max(-1.0),
        high: (difference + (b.high - q).hypot(p - a.low)).min(1.0),
    };
    Difference { difference, interval }
}
