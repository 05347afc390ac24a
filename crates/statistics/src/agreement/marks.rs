//! One theme, two readers: how often each of them applied it, in four counts.

use std::collections::BTreeMap;

use super::alpha::of_sums;
use super::kappa::from_cells;
use super::{Alpha, Kappa};

/// How two readers used one theme over the units (lines of a transcript) that both have read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Units to which both applied it.
    pub both: u64,
    /// Units to which only the first reader applied it.
    pub first_only: u64,
    /// Units to which only the second reader applied it.
    pub second_only: u64,
    /// Units to which neither applied it.
    pub neither: u64,
}

impl Marks {
    /// How many units both have read.
    pub fn units(self) -> u64 {
        [self.both, self.first_only, self.second_only, self.neither]
            .into_iter()
            .fold(0, u64::saturating_add)
    }

    /// The share of units on which they did the same, 0 to 1; none without units.
    pub fn observed(self) -> Option<f64> {
        let same = self.both as f64 + self.neither as f64;
        let units = same + self.first_only as f64 + self.second_only as f64;
        (units > 0.0).then(|| same / units)
    }

    /// Cohen's kappa for this theme.
    pub fn kappa(self) -> Kappa {
        from_cells(&BTreeMap::from([
            ((true, true), self.both),
            ((true, false), self.first_only),
            ((false, true), self.second_only),
            ((false, false), self.neither),
        ]))
    }

    /// Krippendorff's alpha for this theme.
    pub fn alpha(self) -> Alpha {
        let differing = self.first_only.saturating_add(self.second_only);
        let given = |both: u64| both.saturating_mul(2).saturating_add(differing);
        of_sums(2.0 * differing as f64, &[given(self.both), given(self.neither)], self.units())
    }
}

/// Counts units, each of them whether the first and whether the second reader applied the theme.
impl FromIterator<(bool, bool)> for Marks {
    fn from_iter<T: IntoIterator<Item = (bool, bool)>>(units: T) -> Self {
        let mut marks = Self::default();
        for unit in units {
            match unit {
                (true, true) => marks.both += 1,
                (true, false) => marks.first_only += 1,
                (false, true) => marks.second_only += 1,
                (false, false) => marks.neither += 1,
            }
        }
        marks
    }
}

#[cfg(test)]
mod tests {
    use super::super::{alpha, kappa};
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn four_counts_say_the_same_as_the_units(
            units in prop::collection::vec((any::<bool>(), any::<bool>()), 0..60),
        ) {
            let marks: Marks = units.iter().copied().collect();
            prop_assert_eq!(marks.units(), units.len() as u64);
            match (marks.kappa(), kappa(units.clone())) {
                (Kappa::Known(one), Kappa::Known(other)) => {
                    prop_assert!((one.value - other.value).abs() < 1e-12);
                    // Near nought the root makes a difference of one digit in its square large.
                    let variance = |error: f64| error * error;
                    let apart = variance(one.standard_error) - variance(other.standard_error);
                    prop_assert!(apart.abs() < 1e-12);
                }
                (one, other) => prop_assert_eq!(one, other),
            }
            match (marks.alpha(), alpha(units.iter().map(|(a, b)| [Some(*a), Some(*b)]))) {
                (Alpha::Known(one), Alpha::Known(other)) => {
                    prop_assert!((one.value - other.value).abs() < 1e-12);
                }
                (one, other) => prop_assert_eq!(one, other),
            }
        }
    }

    #[test]
    fn a_theme_nobody_used_has_agreement_but_no_kappa() {
        let marks: Marks = [(false, false); 40].into_iter().collect();
        assert_eq!(marks.observed(), Some(1.0));
        assert_eq!(marks.kappa(), Kappa::NoVariation);
        assert_eq!(marks.alpha(), Alpha::NoVariation);
    }

    #[test]
    fn nothing_read_has_no_share() {
        assert_eq!(Marks::default().observed(), None);
        assert_eq!(Marks::default().kappa(), Kappa::NoUnits);
        assert_eq!(Marks::default().alpha(), Alpha::NoPairs);
    }
}
