//! How sure an interval is meant to be, and the interval.

/// A confidence level: how often, over many such samples, intervals made this way hold the truth.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Level(f64);

impl Level {
    /// 95 in 100, which this project uses unless somebody asks for another.
    pub const NINETY_FIVE: Self = Self(0.95);

    /// A level from 0.5 to 0.9999; none for any other number. Beyond 0.9999 the normal and t
    /// distributions are asked about tails that no survey can know.
    pub fn new(share: f64) -> Option<Self> {
        (0.5..=0.9999).contains(&share).then_some(Self(share))
    }

    /// The level as a share, such as 0.95.
    pub fn share(self) -> f64 {
        self.0
    }

    /// What is left outside the interval at each end, such as 0.025.
    pub fn tail(self) -> f64 {
        (1.0 - self.0) / 2.0
    }
}

/// Where a figure may well lie, in the figure's own unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower end, never above `high`.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Interval {
    pub(crate) fn around(middle: f64, reach: f64) -> Self {
        Self { low: middle - reach, high: middle + reach }
    }

    /// Whether `value` lies within, the ends counted in.
    pub fn contains(self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }
}
