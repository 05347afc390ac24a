//! Change in the same people: each asked before and after.

use crate::sample::{self, NoSample};
use crate::{Level, NoSpread, Sample, TTest};

/// What became of people who were asked twice.
#[derive(Clone, Debug, PartialEq)]
pub struct Paired {
    /// How many answered both times: at least one.
    pub n: usize,
    /// Their mean before.
    pub mean_before: f64,
    /// Their mean after.
    pub mean_after: f64,
    /// The mean of after less before.
    pub mean_change: f64,
    /// Who moved.
    pub moved: Moved,
    /// The test of the mean change, where changes differ at all.
    pub tested: Result<Tested, NoSpread>,
}

/// How many people moved which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// After is above before.
    pub up: usize,
    /// Both answers are the same.
    pub same: usize,
    /// After is below before.
    pub down: usize,
}

/// The mean change held against chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tested {
    /// Student's test of the mean change.
    pub test: TTest,
    /// The standard deviation of the changes, with n - 1 below the line.
    pub standard_deviation: f64,
    /// Cohen's d_z: the mean change in standard deviations of the changes. It tells how steady
    /// the change is, and is not to be held beside a d of two groups.
    ///
    /// Source: Lakens, D. (2013). Calculating and reporting effect sizes. Frontiers in
    /// Psychology, 4, 863, formula 6. doi:10.3389/fpsyg.2013.00863
    pub effect_size: f64,
}

/// Compares answers of the same people, each pair before and after. Pairs with a missing answer
/// are for the caller to leave out, and to count. O(n log n).
///
/// # Errors
/// [`NoSample`] names the first pair (from 0) that can't be used.
pub fn paired(pairs: &[(f64, f64)], level: Level) -> Result<Paired, NoSample> {
    let before: Vec<f64> = pairs.iter().map(|pair| pair.0).collect();
    let after: Vec<f64> = pairs.iter().map(|pair| pair.1).collect();
    sample::check(&before)?;
    sample::check(&after)?;
    // Each pair has a rounding of its own: one huge answer makes nobody else's change unsure.
    let with_sizes = pairs.iter().map(|(before, after)| {
        let size = before.abs().max(after.abs());
        (after - before, size)
    });
    let alike = sample::alike(with_sizes.clone());
    let changes = Sample::measured(with_sizes.map(|(change, _)| change).collect(), alike)?;
    let tested = changes.standard_deviation().map(|standard_deviation| Tested {
        test: TTest::of_mean(&changes, standard_deviation, level),
        standard_deviation,
        effect_size: changes.mean() / standard_deviation,
    });
    Ok(Paired {
        n: changes.count(),
        mean_before: Sample::new(before)?.mean(),
        mean_after: Sample::new(after)?.mean(),
        mean_change: changes.mean(),
        moved: moved(pairs),
        tested,
    })
}

fn moved(pairs: &[(f64, f64)]) -> Moved {
    let mut moved = Moved::default();
    for (before, after) in pairs {
        match after.partial_cmp(before) {
            Some(std::cmp::Ordering::Greater) => moved.up += 1,
            Some(std::cmp::Ordering::Less) => moved.down += 1,
            _ => moved.same += 1,
        }
    }
    moved
}
