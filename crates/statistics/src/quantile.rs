//! Medians and other quantiles, and where the median may lie whatever the values' distribution.

use crate::{Interval, Level, Sample};
use statrs::function::factorial::ln_binomial;
use std::f64::consts::LN_2;
use std::fmt;

/// The value below which the share `p` of the sample lies, by definition 7 of Hyndman and Fan
/// (linear between the order statistics 1 + (n - 1) p: what NumPy, R and spreadsheets do unless
/// told otherwise). None unless 0 <= `p` <= 1.
///
/// Source: Hyndman, R. J. & Fan, Y. (1996). Sample quantiles in statistical packages. The
/// American Statistician, 50(4), 361-365.
pub fn quantile(sample: &Sample, p: f64) -> Option<f64> {
    (0.0..=1.0).contains(&p).then(|| of_sorted(sample.values(), p))
}

/// The middle value, or the mean of the two middle ones.
pub fn median(sample: &Sample) -> f64 {
    of_sorted(sample.values(), 0.5)
}

/// The quantile of values that are sorted; 0 of none at all.
pub(crate) fn of_sorted(values: &[f64], p: f64) -> f64 {
    let place = values.len().saturating_sub(1) as f64 * p;
    let at = |place: f64| values.get(place as usize).copied().unwrap_or_default();
    let (low, high) = (at(place.floor()), at(place.ceil()));
    (low + (high - low) * place.fract()).clamp(low, high)
}

/// Where the median may lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MedianInterval {
    /// Two values of the sample itself.
    pub interval: Interval,
    /// How sure it is in truth: at least the level asked for, since a count of people can't be
    /// cut finer. More still where values are tied.
    pub coverage: f64,
}

/// There are too few values for an interval of the median: at 95 per cent it takes six, since the
/// median of five lies outside all of them once in sixteen times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooFew;

impl fmt::Display for TooFew {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there are too few values to say where the median lies")
    }
}

impl std::error::Error for TooFew {}

/// The interval of the median between two order statistics, by the sign test: it asks nothing of
/// the distribution. O(sqrt(n) log n).
///
/// Source: Conover, W. J. (1999). Practical nonparametric statistics, 3rd ed., section 3.2.
///
/// # Errors
/// [`TooFew`] when there are too few values for the level.
pub fn median_interval(sample: &Sample, level: Level) -> Result<MedianInterval, TooFew> {
    let n = sample.count() as u64;
    // The largest rank whose tail is small enough: true for all ranks up to it, false beyond.
    let (mut good, mut bad) = (0, n / 2 + 1);
    while bad - good > 1 {
        let rank = good + (bad - good) / 2;
        if fewer(n, rank) <= level.tail() {
            good = rank;
        } else {
            bad = rank;
        }
    }
    let at = |rank: u64| usize::try_from(rank).ok().and_then(|rank| sample.values().get(rank));
    match (good.checked_sub(1).and_then(at), n.checked_sub(good).and_then(at)) {
        (Some(low), Some(high)) => Ok(MedianInterval {
            interval: Interval { low: *low, high: *high },
            coverage: 1.0 - 2.0 * fewer(n, good),
        }),
        _ => Err(TooFew),
    }
}

/// How likely fewer than `rank` heads are in `n` throws of a coin, for `rank` up to half of `n`
/// and a throw: the sum from the largest term down, which no `n` makes too small for a float.
fn fewer(n: u64, rank: u64) -> f64 {
    let Some(mut heads) = rank.checked_sub(1) else { return 0.0 };
    let mut term = (ln_binomial(n, heads) - n as f64 * LN_2).exp();
    let mut total = term;
    while heads > 0 && term > total * 1e-17 {
        term *= heads as f64 / (n - heads + 1) as f64;
        heads -= 1;
        total += term;
    }
    total
}
