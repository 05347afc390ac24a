//! Raking: weights by which a sample has the shares of its place, in each of several respects.

use super::{NotRaked, Weights};
use crate::sample::LARGEST;

/// One respect in which the sample should be like its place, such as age band.
#[derive(Clone, Copy, Debug)]
pub struct Margin<'a> {
    /// The category of each person, from 0.
    pub categories: &'a [usize],
    /// The place's count or share of each category, above 0; only their proportions matter.
    pub targets: &'a [f64],
}

/// How far to go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Raking {
    /// The most rounds over all margins.
    pub rounds: u32,
    /// How far the weighted share of any category may be from its target, such as 1e-9.
    pub tolerance: f64,
    /// The largest weight, in average weights (such as 5), if any is set. It must be above 1.
    /// Trimmed weights may miss their targets; by how much is told.
    pub largest: Option<f64>,
}

impl Default for Raking {
    fn default() -> Self {
        Self { rounds: 1_000, tolerance: 1e-9, largest: None }
    }
}

/// Weights, and how well they do what was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Raked {
    /// One for each person; they sum to the number of people.
    pub weights: Weights,
    /// Rounds that were made.
    pub rounds: u32,
    /// The largest distance of a category's weighted share from its target that is left.
    pub largest_gap: f64,
    /// How many people carry the largest weight allowed.
    pub trimmed: usize,
}

/// Rakes: brings the weighted shares of each margin to its targets in turn, round after round
/// (iterative proportional fitting). It starts from `base`, the design weights, and changes them
/// no more than the margins ask for. O(people × margins) for each round.
///
/// Source: Deming, W. E. & Stephan, F. F. (1940). On a least squares adjustment of a sampled
/// frequency table when the expected marginal totals are known. Annals of Mathematical
/// Statistics, 11(4), 427-444; trimming within the rounds as in Battaglia, M. P. et al. (2009).
/// Practical considerations in raking survey data. Survey Practice, 2(5).
///
/// # Errors
/// [`NotRaked`] says what stands in the way. Weights that miss a margin by more than the tolerance
/// are given only where somebody carries the largest weight.
pub fn rake(base: &Weights, margins: &[Margin<'_>], how: Raking) -> Result<Raked, NotRaked> {
    let good_limit = how.largest.is_none_or(|largest| largest > 1.0 && largest.is_finite());
    if !good_limit || how.tolerance.is_nan() || how.tolerance <= 0.0 {
        return Err(NotRaked::BadLimit);
    }
    if margins.is_empty() {
        return Err(NotRaked::NoMargin);
    }
    let n = base.values().len() as f64;
    let mut weights = base.values().to_vec();
    scale(&mut weights, n);
    let targets = margins
        .iter()
        .enumerate()
        .map(|(at, margin)| targets(at, margin, &weights, n))
        .collect::<Result<Vec<_>, _>>()?;

    let people = weights.iter().filter(|weight| **weight > 0.0).count();
    if how.largest.is_some_and(|largest| people as f64 * largest < n) {
        return Err(NotRaked::LimitTooLow { people });
    }
    how.largest.into_iter().for_each(|largest| trim(&mut weights, largest));
    let mut gap = largest_gap(margins, &targets, &weights);
    let mut rounds = 0;
    while gap > how.tolerance && rounds < how.rounds {
        for (margin, targets) in margins.iter().zip(&targets) {
            fit(margin, targets, &mut weights);
        }
        how.largest.into_iter().for_each(|largest| trim(&mut weights, largest));
        let next = largest_gap(margins, &targets, &weights);
        rounds += 1;
        if next.is_nan() {
            // Margins that contradict one another have driven weights out of a float's range.
            return Err(NotRaked::NotMet { largest_gap: gap });
        }
        gap = next;
    }
    let at_most = how.largest.unwrap_or(f64::INFINITY) * (1.0 - 1e-9);
    let trimmed = weights.iter().filter(|weight| **weight >= at_most).count();
    // Only weights that were trimmed excuse a gap.
    if gap > how.tolerance && trimmed == 0 {
        return Err(NotRaked::NotMet { largest_gap: gap });
    }
    let weights = Weights::new(weights).map_err(NotRaked::NoWeights)?;
    Ok(Raked { weights, rounds, largest_gap: gap, trimmed })
}

/// The weighted number of people that each category of a margin should have.
fn targets(at: usize, margin: &Margin<'_>, base: &[f64], n: f64) -> Result<Vec<f64>, NotRaked> {
    if margin.categories.len() != base.len() {
        return Err(NotRaked::Length { margin: at });
    }
    let bad = |target: &f64| !(*target > 0.0 && *target <= LARGEST);
    if let Some(category) = margin.targets.iter().position(bad) {
        return Err(NotRaked::BadTarget { margin: at, category });
    }
    let known = margin.targets.len();
    if let Some(person) = margin.categories.iter().position(|category| *category >= known) {
        return Err(NotRaked::NoTarget { margin: at, person });
    }
    let have = totals(margin, base);
    if let Some(category) = have.iter().position(|total| *total <= 0.0) {
        return Err(NotRaked::Nobody { margin: at, category });
    }
    let whole: f64 = margin.targets.iter().sum();
    Ok(margin.targets.iter().map(|target| target / whole * n).collect())
}

/// The weighted number of people in each category.
fn totals(margin: &Margin<'_>, weights: &[f64]) -> Vec<f64> {
    let mut totals = vec![0.0; margin.targets.len()];
    for (category, weight) in margin.categories.iter().zip(weights) {
        if let Some(total) = totals.get_mut(*category) {
            *total += weight;
        }
    }
    totals
}

fn fit(margin: &Margin<'_>, targets: &[f64], weights: &mut [f64]) {
    let have = totals(margin, weights);
    let factors: Vec<f64> = targets.iter().zip(have).map(|(target, have)| target / have).collect();
    for (category, weight) in margin.categories.iter().zip(weights) {
        *weight *= factors.get(*category).copied().unwrap_or(1.0);
    }
}

/// Cuts weights off at `largest` average weights, and gives what was cut off to the others in
/// proportion, until none is above.
fn trim(weights: &mut [f64], largest: f64) {
    let n = weights.len() as f64;
    loop {
        let mut below = 0.0;
        let mut at = 0_u32;
        for weight in weights.iter_mut() {
            *weight = weight.min(largest);
            if *weight < largest {
                below += *weight;
            } else {
                at += 1;
            }
        }
        let room = n - f64::from(at) * largest;
        let factor = room / below;
        if !factor.is_finite() || factor <= 1.0 + 1e-12 {
            return;
        }
        weights.iter_mut().filter(|weight| **weight < largest).for_each(|weight| *weight *= factor);
    }
}

fn scale(weights: &mut [f64], to: f64) {
    let largest = weights.iter().copied().fold(0.0, f64::max);
    let total: f64 = weights.iter().map(|weight| weight / largest).sum();
    weights.iter_mut().for_each(|weight| *weight = *weight / largest * (to / total));
}

/// The largest distance of a share from its target; no number if a share is none.
fn largest_gap(margins: &[Margin<'_>], targets: &[Vec<f64>], weights: &[f64]) -> f64 {
    let n = weights.len() as f64;
    let margins = margins.iter().zip(targets);
    let gaps = margins.flat_map(|(margin, targets)| {
        let pairs = totals(margin, weights).into_iter().zip(targets);
        pairs.map(move |(have, target)| (have - target).abs() / n)
    });
    gaps.fold(0.0, |largest, gap| if gap > largest || gap.is_nan() { gap } else { largest })
}
