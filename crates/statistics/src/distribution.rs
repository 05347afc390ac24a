//! How many gave each answer, and how many lie in each band of answers.

use crate::Sample;

/// How many gave each value, the smallest value first. O(n).
pub fn counts(sample: &Sample) -> Vec<(f64, usize)> {
    sample
        .values()
        .chunk_by(|one, other| one == other)
        .filter_map(|same| Some((*same.first()?, same.len())))
        .collect()
}

/// Bands that follow one another: each holds its lower edge and goes up to the next one's, the
/// last up to and with `top`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bands<'a> {
    lower: &'a [f64],
    top: f64,
}

/// How the Office for National Statistics divides answers of 0 to 10 on life satisfaction,
/// feeling that things are worthwhile, and happiness: low (0 to 4), medium (5 and 6), high (7 and
/// 8), very high (9 and 10).
///
/// Source: ONS. Personal well-being user guidance, "Thresholds".
pub const WELLBEING: Bands<'static> = Bands { lower: &[0.0, 5.0, 7.0, 9.0], top: 10.0 };

/// The same for anxiety: very low (0 and 1), low (2 and 3), medium (4 and 5), high (6 to 10).
pub const ANXIETY: Bands<'static> = Bands { lower: &[0.0, 2.0, 4.0, 6.0], top: 10.0 };

/// How many lie in each band.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Banded {
    /// For each band, in order.
    pub counts: Vec<usize>,
    /// Those below the first or above the last.
    pub outside: usize,
}

impl<'a> Bands<'a> {
    /// Bands that begin at each of `lower` and end with `top`. None unless there is one, all are
    /// finite and each lies above the one before.
    pub fn new(lower: &'a [f64], top: f64) -> Option<Self> {
        let last = *lower.last()?;
        let rising = lower.iter().zip(lower.iter().skip(1)).all(|(low, next)| low < next);
        let finite = lower.iter().all(|edge| edge.is_finite()) && top.is_finite();
        (rising && finite && last <= top).then_some(Self { lower, top })
    }

    /// Counts a sample into the bands. O(bands log n).
    pub fn count(self, sample: &Sample) -> Banded {
        let values = sample.values();
        let from = |edge: &f64| values.partition_point(|value| value < edge);
        let end = values.partition_point(|value| *value <= self.top);
        let starts: Vec<usize> = self.lower.iter().map(from).collect();
        let ends = starts.iter().copied().skip(1).chain([end]);
        let counts: Vec<usize> = starts.iter().zip(ends).map(|(start, end)| end - start).collect();
        let outside = values.len() - counts.iter().sum::<usize>();
        Banded { counts, outside }
    }
}
