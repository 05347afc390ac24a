//! Sums of what contributors give (pounds, hours, litres), and when one of them shows through.
//!
//! Amounts are whole numbers of the smallest unit in use (pence, minutes), so that sums hold
//! exactly. The rules are those of the Handbook on Statistical Disclosure Control (sdctools,
//! chapter 4) and of Hundepool et al., Statistical Disclosure Control (Wiley, 2012).

use crate::rules::{Threshold, Why};
use crate::system::Asked;
use thiserror::Error;

/// The amount in one cell of a table, and who made it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Magnitude {
    /// The whole amount.
    pub total: u64,
    /// How many contributed.
    pub contributors: u64,
    /// What the largest of them gave, in any order: at least as many as the rule looks at, or
    /// all of them where there are fewer.
    pub largest: Vec<u64>,
}

/// When a few contributors make up too much of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dominance {
    /// The p% rule: the second largest contributor could reckon the largest to within this many
    /// percent, 1 to 100, by taking its own amount from the total.
    Percent(u8),
    /// The (n, k) rule: this many contributors make up more than this many percent, 1 to 99.
    Shares {
        /// n, 1 to 10.
        contributors: u8,
        /// k.
        percent: u8,
    },
}

/// Under which rules a table of magnitudes is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MagnitudeRules {
    /// How few contributors are too few.
    pub threshold: Threshold,
    /// How much a few of them may make up.
    pub dominance: Dominance,
    /// How far open a cell with too few contributors must stay to either side, in percent of its
    /// value, 1 to 100; the rules of dominance say so themselves.
    pub range_percent: u8,
}

/// Why a magnitude or a rule about magnitudes makes no sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotAMagnitude {
    /// The largest contributions are more than the whole.
    #[error("the largest contributions to cell {0} are more than its total")]
    LargestExceedTotal(usize),
    /// All contributors are listed, and yet they are not the whole; or nobody made an amount.
    #[error("the contributions to cell {0} do not add up to its total")]
    DoesNotAddUp(usize),
    /// Fewer contributions are listed than the rule looks at, though there are more contributors.
    #[error("cell {0} lists too few of its largest contributions")]
    TooFewListed(usize),
    /// A percentage or a number of contributors is outside its range.
    #[error("a rule of dominance is outside its range")]
    RuleOutOfRange,
}

impl Dominance {
    /// How many of the largest contributions it looks at.
    pub(crate) fn looks_at(self) -> usize {
        match self {
            Self::Percent(_) => 2,
            Self::Shares { contributors, .. } => contributors.into(),
        }
    }

    /// By how much the cell's upper limit must exceed its value, when it is dominated: the
    /// upper protection level of the rule.
    fn level(self, magnitude: &Magnitude) -> Option<u64> {
        let total = u128::from(magnitude.total);
        let mut largest = magnitude.largest.clone();
        largest.sort_unstable_by_key(|amount| std::cmp::Reverse(*amount));
        let sum: u128 = largest.iter().take(self.looks_at()).copied().map(u128::from).sum();
        let level = match self {
            Self::Percent(percent) => {
                let first = u128::from(largest.first().copied().unwrap_or(0));
                let near = (first * u128::from(percent)).div_ceil(100);
                near.saturating_sub(total.saturating_sub(sum))
            }
            Self::Shares { percent, .. } => {
                (sum * 100).div_ceil(u128::from(percent).max(1)).saturating_sub(total)
            }
        };
        (level > 0).then(|| u64::try_from(level).unwrap_or(u64::MAX))
    }
}

impl MagnitudeRules {
    /// Why `magnitude` must be hidden, and how far open it must stay; none where it may be shown.
    /// O(n log n) in the contributions listed.
    pub fn sensitive(&self, magnitude: &Magnitude) -> Option<(Why, Asked)> {
        if magnitude.contributors == 0 && magnitude.total == 0 {
            return None;
        }
        let few = magnitude.contributors < self.threshold.people();
        let range = u128::from(magnitude.total) * u128::from(self.range_percent);
        let range = few.then(|| u64::try_from(range.div_ceil(100)).unwrap_or(u64::MAX).max(1));
        let level = self.dominance.level(magnitude);
        let wide = range.max(level)?;
        let why = if few { Why::Small } else { Why::Dominated };
        Some((why, Asked { below: wide.min(magnitude.total), above: wide, across: 1 }))
    }

    /// # Errors
    /// [`NotAMagnitude`], with the place of the first that makes no sense.
    pub(crate) fn check(&self, magnitudes: &[Magnitude]) -> Result<(), NotAMagnitude> {
        let sound = match self.dominance {
            Dominance::Percent(percent) => (1..=100).contains(&percent),
            Dominance::Shares { contributors, percent } => {
                (1..=10).contains(&contributors) && (1..=99).contains(&percent)
            }
        };
        if !sound || !(1..=100).contains(&self.range_percent) {
            return Err(NotAMagnitude::RuleOutOfRange);
        }
        for (place, magnitude) in magnitudes.iter().enumerate() {
            let listed = magnitude.largest.len() as u64;
            let sum = magnitude.largest.iter().copied().map(u128::from).sum::<u128>();
            if sum > magnitude.total.into() {
                return Err(NotAMagnitude::LargestExceedTotal(place));
            }
            if listed < magnitude.contributors.min(self.dominance.looks_at() as u64) {
                return Err(NotAMagnitude::TooFewListed(place));
            }
            if listed >= magnitude.contributors && sum < magnitude.total.into() {
                return Err(NotAMagnitude::DoesNotAddUp(place));
            }
        }
        Ok(())
    }

    /// Two magnitudes of different contributors together; none where the total overflows.
    pub(crate) fn add(&self, one: &Magnitude, other: &Magnitude) -> Option<Magnitude> {
        let mut largest: Vec<u64> = one.largest.iter().chain(&other.largest).copied().collect();
        largest.sort_unstable_by_key(|amount| std::cmp::Reverse(*amount));
        largest.truncate(self.dominance.looks_at());
        Some(Magnitude {
            total: one.total.checked_add(other.total)?,
            contributors: one.contributors.checked_add(other.contributors)?,
            largest,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(dominance: Dominance) -> MagnitudeRules {
        MagnitudeRules { threshold: Threshold::new(3).unwrap(), dominance, range_percent: 20 }
    }

    fn amounts(largest: &[u64], rest: u64) -> Magnitude {
        let total = largest.iter().sum::<u64>() + rest;
        Magnitude { total, contributors: largest.len() as u64 + 5, largest: largest.to_vec() }
    }

    #[track_caller]
    fn check(dominance: Dominance, magnitude: &Magnitude, above: Option<u64>) {
        let found = rules(dominance).sensitive(magnitude).map(|(_, asked)| asked.above);
        assert_eq!(found, above);
    }

    #[test]
    fn the_second_largest_must_not_reckon_the_first_within_p_percent() {
        // 100 and 50 of 158: the rest, 8, is under 10% of 100 by 2.
        check(Dominance::Percent(10), &amounts(&[100, 50], 8), Some(2));
        check(Dominance::Percent(10), &amounts(&[50, 100], 10), None);
    }

    #[test]
    fn n_contributors_must_not_make_up_more_than_k_percent() {
        let rule = Dominance::Shares { contributors: 2, percent: 75 };
        // 150 of 180 is 83%; at 200 it would be 75%.
        check(rule, &amounts(&[100, 50], 30), Some(20));
        check(rule, &amounts(&[100, 50], 50), None);
    }

    #[test]
    fn too_few_contributors_keep_a_share_of_the_value_open() {
        let magnitude = Magnitude { total: 1_000, contributors: 2, largest: vec![400, 300] };
        let (why, asked) = rules(Dominance::Percent(10)).sensitive(&magnitude).unwrap();
        assert_eq!((why, asked), (Why::Small, Asked { below: 200, above: 200, across: 1 }));
        assert_eq!(rules(Dominance::Percent(10)).sensitive(&Magnitude::default()), None);
    }

    #[test]
    fn contributions_that_are_all_listed_are_the_whole() {
        let check = |total, contributors, largest: &[u64]| {
            let magnitude = Magnitude { total, contributors, largest: largest.to_vec() };
            rules(Dominance::Percent(10)).check(&[Magnitude::default(), magnitude])
        };
        let problem = Err(NotAMagnitude::DoesNotAddUp(1));
        assert_eq!(check(1_000, 5, &[100; 5]), problem);
        assert_eq!(check(500, 5, &[100; 5]), Ok(()));
        assert_eq!(check(1_000, 6, &[100; 5]), Ok(()));
        assert_eq!(check(7, 0, &[]), problem);
        assert_eq!(check(0, 0, &[]), Ok(()));
    }

    #[test]
    fn the_greatest_amounts_do_not_overflow() {
        let most = Magnitude { total: u64::MAX, contributors: 3, largest: vec![u64::MAX, 0] };
        check(Dominance::Percent(100), &most, Some(u64::MAX));
        check(Dominance::Shares { contributors: 1, percent: 1 }, &most, Some(u64::MAX));
    }
}
