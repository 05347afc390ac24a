//! Cohen's kappa: the agreement of two readers, corrected for chance.

use std::collections::{BTreeMap, BTreeSet};

/// What can be said of the agreement of two readers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kappa {
    /// There is a figure.
    Known(KappaValue),
    /// There was nothing that both had read.
    NoUnits,
    /// Both gave every unit one and the same label, so chance alone would agree just as well:
    /// kappa is zero divided by zero and says nothing, although the readers never differed.
    NoVariation,
}

/// Cohen's kappa and what it was made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KappaValue {
    /// Kappa, from -1 to 1: 1 is full agreement, 0 is what chance would do.
    pub value: f64,
    /// The large-sample standard error (Fleiss, Cohen and Everitt 1969, formula 13). Zero when
    /// agreement is full, which does not mean that a larger sample would agree as well, and when a
    /// reader gave every unit the same label.
    pub standard_error: f64,
    /// The share of units on which they agreed, 0 to 1.
    pub observed: f64,
    /// The share on which chance would have made them agree, 0 up to but not including 1.
    pub expected: f64,
    /// How many units both had read.
    pub units: u64,
}

/// How strong an agreement is, in the words of Landis and Koch (1977). They called their
/// divisions "clearly arbitrary" benchmarks; show the figure beside the word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum KappaBand {
    /// Under 0: worse than chance.
    Poor,
    /// 0 to 0.20.
    Slight,
    /// Over 0.20, to 0.40.
    Fair,
    /// Over 0.40, to 0.60.
    Moderate,
    /// Over 0.60, to 0.80.
    Substantial,
    /// Over 0.80.
    AlmostPerfect,
}

impl Kappa {
    /// The figure, where there is one.
    pub fn known(self) -> Option<KappaValue> {
        match self {
            Self::Known(value) => Some(value),
            Self::NoUnits | Self::NoVariation => None,
        }
    }
}

impl KappaValue {
    /// The band of the point value.
    pub fn band(self) -> KappaBand {
        match self.value {
            value if value < 0.0 => KappaBand::Poor,
            value if value <= 0.2 => KappaBand::Slight,
            value if value <= 0.4 => KappaBand::Fair,
            value if value <= 0.6 => KappaBand::Moderate,
            value if value <= 0.8 => KappaBand::Substantial,
            _ => KappaBand::AlmostPerfect,
        }
    }

    /// The approximate 95% interval, low end first, cut off at -1 and 1.
    pub fn interval(self) -> (f64, f64) {
        let reach = 1.959_963_984_540_054 * self.standard_error;
        ((self.value - reach).max(-1.0), (self.value + reach).min(1.0))
    }
}

/// Cohen's kappa for two readers who labelled the same units: each item is what the first and
/// what the second said of one unit. For one theme, a label is whether they applied it (`bool`).
///
/// Units that only one of them read must be left out by the caller.
///
/// Source: [`super::COHEN_1960`]; the standard error: [`super::FLEISS_COHEN_EVERITT_1969`].
pub fn kappa<L: Ord>(units: impl IntoIterator<Item = (L, L)>) -> Kappa {
    let mut cells: BTreeMap<(L, L), u64> = BTreeMap::new();
    for unit in units {
        *cells.entry(unit).or_default() += 1;
    }
    from_cells(&cells)
}

/// The same from counts: how many units got each pair of labels.
pub(super) fn from_cells<L: Ord>(cells: &BTreeMap<(L, L), u64>) -> Kappa {
    let units = cells.values().copied().fold(0, u64::saturating_add);
    if units == 0 {
        return Kappa::NoUnits;
    }
    let total: f64 = cells.values().map(|count| *count as f64).sum();
    let mut first: BTreeMap<&L, f64> = BTreeMap::new();
    let mut second: BTreeMap<&L, f64> = BTreeMap::new();
    for ((one, other), count) in cells {
        *first.entry(one).or_default() += *count as f64 / total;
        *second.entry(other).or_default() += *count as f64 / total;
    }
    let share = |of: &BTreeMap<&L, f64>, label: &L| of.get(label).copied().unwrap_or(0.0);

    let differed: f64 =
        cells.iter().filter(|((a, b), _)| a != b).map(|(_, count)| *count as f64).sum();
    // What chance leaves apart is summed up by itself: 1 less a share so near 1 has no digits.
    let labels: BTreeSet<&L> = first.keys().chain(second.keys()).copied().collect();
    let (mut room, mut first_before, mut second_before) = (0.0, 0.0, 0.0);
    for label in labels {
        let (p, q) = (share(&first, label), share(&second, label));
        room += p * second_before + q * first_before;
        first_before += p;
        second_before += q;
    }
    if room <= 0.0 {
        return Kappa::NoVariation;
    }
    let observed = 1.0 - differed / total;
    let expected = 1.0 - room;

    // Formula 13 of Fleiss, Cohen and Everitt, with every weight 1 on the diagonal, else 0.
    let spread: f64 = cells
        .iter()
        .map(|((one, other), count)| {
            let p = *count as f64 / total;
            let crossed = share(&second, one) + share(&first, other);
            let own = if one == other { room } else { 0.0 };
            p * (own - crossed * (1.0 - observed)).powi(2)
        })
        .sum();
    let centre = (observed * expected - 2.0 * expected + observed).powi(2);
    // Where there is none, rounding is not to be taken for some.
    let none = differed == 0.0 || first.len() == 1 || second.len() == 1;
    let variance = if none { 0.0 } else { (spread - centre) / (total * room.powi(4)) };
    let value = 1.0 - differed / total / room;

    Kappa::Known(KappaValue {
        // Nor may rounding make what chance would do look worse than chance.
        value: if value.abs() < 1e-12 { 0.0 } else { value },
        standard_error: variance.max(0.0).sqrt(),
        observed,
        expected,
        units,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn table<const N: usize>(counts: [[u64; N]; N]) -> KappaValue {
        let mut units = Vec::new();
        for (row, line) in counts.iter().enumerate() {
            for (column, count) in line.iter().enumerate() {
                units.extend((0..*count).map(|_| (row, column)));
            }
        }
        kappa(units).known().unwrap()
    }

    #[track_caller]
    fn near(found: f64, wanted: f64, within: f64) {
        assert!((found - wanted).abs() <= within, "{found} is not {wanted}");
    }

    #[test]
    fn cohens_own_example_of_1960_gives_492() {
        let found = table([[88, 14, 18], [10, 40, 10], [2, 6, 12]]);
        near(found.observed, 0.70, 1e-12);
        near(found.expected, 0.41, 1e-12);
        near(found.value, 0.492, 5e-4);
        assert_eq!(found.band(), KappaBand::Moderate);
    }

    #[test]
    fn fifty_applications_for_a_grant_give_four_tenths() {
        // The example of Wikipedia's article on Cohen's kappa.
        let found = table([[20, 5], [10, 15]]);
        near(found.value, 0.4, 1e-12);
        assert_eq!(found.units, 50);
    }

    #[test]
    fn the_standard_error_is_that_of_fleiss_cohen_and_everitt() {
        // Fleiss, Levin and Paik (2003), Statistical methods for rates and proportions, table
        // 18.1 and section 18.1: 100 subjects, kappa .68, standard error .087, .51 to .85,
        // reckoned there from rounded figures.
        let found = table([[75, 1, 4], [5, 4, 1], [0, 0, 10]]);
        near(found.value, 0.68, 0.005);
        near(found.standard_error, 0.087, 1e-3);
        near(found.interval().0, 0.51, 0.01);
        near(found.interval().1, 0.85, 0.01);
        // To every digit, as statsmodels 0.14 has it.
        near(found.standard_error, 0.087_702_953_475_212_5, 1e-12);
        let found = table([[88, 14, 18], [10, 40, 10], [2, 6, 12]]);
        near(found.standard_error, 0.051_001_815_576_076, 1e-12);
    }

    #[test]
    fn readers_who_never_vary_have_no_kappa() {
        assert_eq!(kappa([(true, true); 9]), Kappa::NoVariation);
        assert_eq!(kappa::<bool>([]), Kappa::NoUnits);
    }

    #[test]
    fn a_reader_who_always_says_the_same_agrees_as_chance_would() {
        for (units, yes) in (2..80).flat_map(|units| (1..units).map(move |yes| (units, yes))) {
            let found = kappa((0..units).map(|unit| (true, unit < yes))).known().unwrap();
            assert_eq!((found.value, found.standard_error), (0.0, 0.0), "{yes} of {units}");
            assert_eq!(found.band(), KappaBand::Slight);
        }
    }

    #[test]
    fn readers_who_always_differ_have_one() {
        let found = kappa([(true, false); 9]).known().unwrap();
        assert_eq!((found.value, found.observed, found.expected), (0.0, 0.0, 0.0));
    }

    fn readings() -> impl Strategy<Value = Vec<(u8, u8)>> {
        prop::collection::vec((0u8..4, 0u8..4), 0..60)
    }

    proptest! {
        #[test]
        fn it_does_not_matter_who_is_first(units in readings()) {
            let turned = kappa(units.iter().map(|(a, b)| (*b, *a)));
            match (kappa(units), turned) {
                (Kappa::Known(one), Kappa::Known(other)) => {
                    prop_assert!((one.value - other.value).abs() < 1e-9);
                    prop_assert!((one.standard_error - other.standard_error).abs() < 1e-9);
                }
                (one, other) => prop_assert_eq!(one, other),
            }
        }

        #[test]
        fn neither_order_nor_the_names_of_labels_matter(units in readings()) {
            let renamed = kappa(units.iter().rev().map(|(a, b)| (7 - a, 7 - b)));
            match (kappa(units), renamed) {
                (Kappa::Known(one), Kappa::Known(other)) => {
                    prop_assert!((one.value - other.value).abs() < 1e-9);
                    prop_assert!((one.standard_error - other.standard_error).abs() < 1e-9);
                }
                (one, other) => prop_assert_eq!(one, other),
            }
        }

        #[test]
        fn it_stays_within_its_bounds(units in readings()) {
            let full = units.iter().all(|(a, b)| a == b);
            if let Kappa::Known(found) = kappa(units) {
                prop_assert!((-1.0..=1.0).contains(&found.value));
                prop_assert!(found.standard_error.is_finite());
                prop_assert!((0.0..1.0).contains(&found.expected));
                prop_assert_eq!(full, found.value > 1.0 - 1e-12);
            }
        }
    }
}
