//! What Student's t says of an estimate: how far from zero it is, and where the truth may lie.

use crate::{Interval, Level, Sample, student};

/// An estimate with its standard error, tested against zero.
///
/// Source: Student (1908). The probable error of a mean. Biometrika, 6(1), 1-25.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TTest {
    /// The estimate, in the unit of the values.
    pub estimate: f64,
    /// Its standard error, above 0.
    pub standard_error: f64,
    /// The estimate in standard errors.
    pub t: f64,
    /// Above 0; whole for one sample, fractional for Welch's.
    pub degrees_of_freedom: f64,
    /// How often chance alone would put an estimate at least as far from zero, on either side:
    /// 0 to 1, right to 1e-9 of itself. It is 0 only where the true figure is too small for a
    /// float (under 1e-300).
    pub p: f64,
    /// The interval at the level asked for.
    pub interval: Interval,
}

impl TTest {
    pub(crate) fn of(
        estimate: f64,
        standard_error: f64,
        degrees_of_freedom: f64,
        level: Level,
    ) -> Self {
        let t = estimate / standard_error;
        Self {
            estimate,
            standard_error,
            t,
            degrees_of_freedom,
            p: (2.0 * student::above(t.abs(), degrees_of_freedom)).min(1.0),
            interval: around(estimate, standard_error, degrees_of_freedom, level),
        }
    }

    /// The interval at another level.
    pub fn interval_at(&self, level: Level) -> Interval {
        around(self.estimate, self.standard_error, self.degrees_of_freedom, level)
    }

    /// The mean of one sample whose standard deviation is known to exist.
    pub(crate) fn of_mean(sample: &Sample, standard_deviation: f64, level: Level) -> Self {
        let n = sample.count() as f64;
        Self::of(sample.mean(), standard_deviation / n.sqrt(), n - 1.0, level)
    }
}

fn around(estimate: f64, standard_error: f64, degrees_of_freedom: f64, level: Level) -> Interval {
    let reach = student::critical(level.tail(), degrees_of_freedom) * standard_error;
    Interval::around(estimate, reach)
}
