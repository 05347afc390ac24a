//! Values that somebody measured: finite, in order of size, with their mean and spread.

use std::fmt;

/// The largest size of a value. Far above anything measured, and its cube is still a number.
pub const LARGEST: f64 = 1e90;

/// One or more finite values, kept in ascending order, so that nothing said of them can depend on
/// the order in which they came.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    values: Vec<f64>,
    mean: f64,
    spread: Result<f64, NoSpread>,
}

/// Why values are no sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoSample {
    /// There are none.
    Empty,
    /// The value at `position`, from 0, is not a number, or is infinite.
    NotANumber {
        /// From 0.
        position: usize,
    },
    /// The value at `position` is larger than [`LARGEST`], or smaller than its negative.
    TooLarge {
        /// From 0.
        position: usize,
    },
}

impl fmt::Display for NoSample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "there are no values"),
            Self::NotANumber { position } => write!(f, "value {} is no number", position + 1),
            Self::TooLarge { position } => write!(f, "value {} is too large", position + 1),
        }
    }
}

impl std::error::Error for NoSample {}

/// Why values have no spread, so that nothing can be said about chance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoSpread {
    /// There is only one.
    OneValue,
    /// All are the same, to the last few of a float's digits, which are rounding and no data; or
    /// within 1e-150, whose square no float can hold.
    NoVariation,
}

impl fmt::Display for NoSpread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OneValue => write!(f, "one value has no spread"),
            Self::NoVariation => write!(f, "all values are the same"),
        }
    }
}

impl std::error::Error for NoSpread {}

impl Sample {
    /// Takes the values in any order. O(n log n).
    ///
    /// # Errors
    /// [`NoSample`] names the first value that can't be used.
    pub fn new(values: Vec<f64>) -> Result<Self, NoSample> {
        let alike = alike(values.iter().map(|value| (*value, *value)));
        Self::measured(values, alike)
    }

    /// The same for values of which somebody else knows whether they are [`alike`].
    pub(crate) fn measured(mut values: Vec<f64>, alike: bool) -> Result<Self, NoSample> {
        check(&values)?;
        // Adding zero makes -0 into 0: one value must not have two faces.
        values.iter_mut().for_each(|value| *value += 0.0);
        values.sort_unstable_by(f64::total_cmp);
        let (Some(least), Some(most)) = (values.first().copied(), values.last().copied()) else {
            return Err(NoSample::Empty);
        };
        let mean = (sum(values.iter().copied()) / values.len() as f64).clamp(least, most);
        let spread = if values.len() == 1 {
            Err(NoSpread::OneValue)
        } else if alike {
            Err(NoSpread::NoVariation)
        } else {
            Ok(deviation(&values, mean))
        };
        Ok(Self { values, mean, spread })
    }

    /// The values, the smallest first.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// How many there are: at least one.
    pub fn count(&self) -> usize {
        self.values.len()
    }

    /// The arithmetic mean.
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// The standard deviation with n - 1 below the line, above 0.
    ///
    /// # Errors
    /// [`NoSpread`] when there is none to speak of.
    pub fn standard_deviation(&self) -> Result<f64, NoSpread> {
        self.spread
    }
}

/// Whether values may all be the same but for rounding. Each comes with the largest number that it
/// was worked out from: a difference of two large numbers carries the rounding of large numbers.
pub(crate) fn alike(values: impl Iterator<Item = (f64, f64)>) -> bool {
    let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
    for (value, from) in values {
        let rounding = (2.0 * f64::EPSILON * from.abs()).max(5e-151);
        low = low.max(value - rounding);
        high = high.min(value + rounding);
    }
    low <= high
}

/// The first of `values` that can't be used.
pub(crate) fn check(values: &[f64]) -> Result<(), NoSample> {
    for (position, value) in values.iter().enumerate() {
        if !value.is_finite() {
            return Err(NoSample::NotANumber { position });
        }
        if value.abs() > LARGEST {
            return Err(NoSample::TooLarge { position });
        }
    }
    if values.is_empty() { Err(NoSample::Empty) } else { Ok(()) }
}

/// Two passes, in units of the largest deviation so that no square is lost at either end.
fn deviation(values: &[f64], mean: f64) -> f64 {
    let largest = values.iter().map(|value| (value - mean).abs()).fold(0.0, f64::max);
    let squares = sum(values.iter().map(|value| ((value - mean) / largest).powi(2)));
    largest * (squares / (values.len() - 1) as f64).sqrt()
}

/// A sum that keeps what each addition rounds away.
///
/// Source: Neumaier, A. (1974). Rundungsfehleranalyse einiger Verfahren zur Summation endlicher
/// Summen. ZAMM, 54, 39-51.
pub(crate) fn sum(values: impl Iterator<Item = f64>) -> f64 {
    let (mut total, mut lost) = (0.0_f64, 0.0_f64);
    for value in values {
        let next = total + value;
        lost += if total.abs() >= value.abs() {
            (total - next) + value
        } else {
            (value - next) + total
        };
        total = next;
    }
    total + lost
}
