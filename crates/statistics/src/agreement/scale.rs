//! Krippendorff's alpha where labels lie on a scale: ratings in order, or with distances.

use super::{Alpha, AlphaValue};
use crate::sample::{LARGEST, sum};

/// Krippendorff's alpha for labels in an order, such as "hardly", "somewhat", "very": two labels
/// are as far apart as the labels given between them are many. `None` where a reader gave none;
/// units with fewer than two labels are left out. O(labels log labels).
///
/// Source: [`super::KRIPPENDORFF_2011`], section E. Its distance, the sum of the counts from the
/// one label to the other less half of the counts of the two, is the difference of their mid-ranks:
/// so this is [`alpha_interval`] of mid-ranks.
pub fn alpha_ordinal<L: Ord, U: IntoIterator<Item = Option<L>>>(
    units: impl IntoIterator<Item = U>,
) -> Alpha {
    let mut labels: Vec<(L, usize)> = Vec::new();
    let mut sizes = Vec::new();
    for unit in units {
        let start = labels.len();
        labels.extend(unit.into_iter().flatten().map(|label| (label, sizes.len())));
        match labels.len() - start {
            0 | 1 => labels.truncate(start),
            size => sizes.push(size),
        }
    }
    labels.sort_unstable();
    let mut ranked: Vec<Vec<f64>> = sizes.into_iter().map(Vec::with_capacity).collect();
    let mut before = 0.0;
    for same in labels.chunk_by(|one, other| one.0 == other.0) {
        let rank = before + same.len() as f64 / 2.0;
        for (_, unit) in same {
            ranked.get_mut(*unit).into_iter().for_each(|unit| unit.push(rank));
        }
        before += same.len() as f64;
    }
    of_pairable(&ranked)
}

/// Why values are on no scale with distances: one is not a number, or is too large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotOnScale {
    /// Which unit, from 0.
    pub unit: usize,
}

impl std::fmt::Display for NotOnScale {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "a value of unit {} is no number, or too large", self.unit + 1)
    }
}

impl std::error::Error for NotOnScale {}

/// Krippendorff's alpha for numbers whose distances mean something, such as ratings of 0 to 10.
/// `None` where a reader gave none; units with fewer than two values are left out. O(values).
///
/// Source: [`super::KRIPPENDORFF_2011`], section E.
///
/// # Errors
/// [`NotOnScale`] names the first unit with a value that is not finite or larger than
/// [`LARGEST`].
pub fn alpha_interval<U: IntoIterator<Item = Option<f64>>>(
    units: impl IntoIterator<Item = U>,
) -> Result<Alpha, NotOnScale> {
    let mut pairable = Vec::new();
    for (unit, values) in units.into_iter().enumerate() {
        let values: Vec<f64> = values.into_iter().flatten().collect();
        if !values.iter().all(|value| value.abs() <= LARGEST) {
            return Err(NotOnScale { unit });
        }
        if values.len() > 1 {
            pairable.push(values);
        }
    }
    Ok(of_pairable(&pairable))
}

/// Alpha from squared distances. The squares of all pairs within a set of m values sum to m times
/// the squares about the set's mean, so no pair is ever looked at.
fn of_pairable(units: &[Vec<f64>]) -> Alpha {
    let all = || units.iter().flatten().copied();
    let labels = all().count();
    let (least, most) = all().fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), value| {
        (least.min(value), most.max(value))
    });
    if units.is_empty() {
        return Alpha::NoPairs;
    }
    if least == most {
        return Alpha::NoVariation;
    }
    // From the middle of the scale and in its width, so that squares keep their digits.
    let (middle, width) = (least + (most - least) / 2.0, most - least);
    let placed = |value: f64| (value - middle) / width;
    let within = sum(units.iter().map(|unit| {
        let size = unit.len() as f64;
        squares(&|| unit.iter().copied().map(placed), size) * size / (size - 1.0)
    }));
    let total = labels as f64;
    let expected = squares(&|| all().map(placed), total) * total / (total - 1.0);
    let value = 1.0 - within / expected;
    Alpha::Known(AlphaValue { value, units: units.len() as u64, labels: labels as u64 })
}

/// The sum of the squares about the mean of `count` values.
fn squares<I: Iterator<Item = f64>>(values: &dyn Fn() -> I, count: f64) -> f64 {
    let mean = sum(values()) / count;
    sum(values().map(|value| (value - mean).powi(2)))
}
