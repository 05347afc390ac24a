//! Krippendorff's alpha for nominal labels: any number of readers, each of whom may have missed units.

/// What can be said of the agreement of any number of readers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Alpha {
    /// There is a figure.
    Known(AlphaValue),
    /// No unit was read by two readers.
    NoPairs,
    /// Every pairable label is the same one, so there is nothing by which to tell agreement
    /// from habit: alpha is not defined, although the readers never differed.
    NoVariation,
}

/// Krippendorff's alpha and what it was made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AlphaValue {
    /// Alpha, from -1 to 1: 1 is full agreement, 0 is what chance would do.
    pub value: f64,
    /// How many units at least two readers labelled.
    pub units: u64,
    /// How many labels those units hold: Krippendorff's "pairable values".
    pub labels: u64,
}

/// What an alpha allows one to conclude (Krippendorff 2004, page 429).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AlphaBand {
    /// Under 0.667: do not rest conclusions on it.
    Unreliable,
    /// 0.667 and over: tentative conclusions only.
    Tentative,
    /// 0.800 and over: what is customarily required.
    Reliable,
}

impl Alpha {
    /// The figure, where there is one.
    pub fn known(self) -> Option<AlphaValue> {
        match self {
            Self::Known(value) => Some(value),
            Self::NoPairs | Self::NoVariation => None,
        }
    }
}

impl AlphaValue {
    /// What the figure allows one to conclude.
    pub fn band(self) -> AlphaBand {
        match self.value {
            value if value >= 0.8 => AlphaBand::Reliable,
            value if value >= 0.667 => AlphaBand::Tentative,
            _ => AlphaBand::Unreliable,
        }
    }
}

/// Krippendorff's alpha over units, each of them the labels its readers gave it; `None` where a
/// reader gave none. Units with fewer than two labels say nothing and are left out.
/// O(labels log kinds).
///
/// Source: [`super::KRIPPENDORFF_2011`], section C.
pub fn alpha<L: Ord, U: IntoIterator<Item = Option<L>>>(
    units: impl IntoIterator<Item = U>,
) -> Alpha {
    let mut labels: Vec<L> = Vec::new();
    let (mut differing, mut pairable) = (0.0, 0);
    for unit in units {
        let start = labels.len();
        labels.extend(unit.into_iter().flatten());
        let unit = labels.get_mut(start..).unwrap_or_default();
        if unit.len() < 2 {
            labels.truncate(start);
            continue;
        }
        unit.sort_unstable();
        differing += differing_pairs(counts(unit)) / (unit.len() - 1) as f64;
        pairable += 1;
    }
    labels.sort_unstable();
    let given: Vec<u64> = counts(&labels).collect();
    of_sums(differing, &given, pairable)
}

/// How often each of some sorted labels stands there.
fn counts<L: PartialEq>(labels: &[L]) -> impl Iterator<Item = u64> {
    labels.chunk_by(|one, other| one == other).map(|same| same.len() as u64)
}

/// Ordered pairs of unlike labels, where each label stands as often as its count says. Summed up
/// without a subtraction, so that a few among very many are not lost.
fn differing_pairs(counts: impl Iterator<Item = u64>) -> f64 {
    let (mut before, mut pairs) = (0.0, 0.0);
    for count in counts {
        pairs += 2.0 * before * count as f64;
        before += count as f64;
    }
    pairs
}

/// Alpha from what is needed of the coincidence matrix: the sum of what is off its diagonal, how
/// often each label was `given` in units with a pair, and the number of those units.
pub(super) fn of_sums(differing: f64, given: &[u64], units: u64) -> Alpha {
    if units == 0 {
        return Alpha::NoPairs;
    }
    let expected = differing_pairs(given.iter().copied());
    if expected <= 0.0 {
        return Alpha::NoVariation;
    }
    let total: f64 = given.iter().map(|count| *count as f64).sum();
    let value = 1.0 - (total - 1.0) * differing / expected;
    let labels = given.iter().copied().fold(0, u64::saturating_add);
    Alpha::Known(AlphaValue { value, units, labels })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Readers' rows as the paper prints them, one character for a unit, a dot for none.
    fn rows(readers: &[&str]) -> Vec<Vec<Option<char>>> {
        let rows: Vec<Vec<char>> = readers.iter().map(|row| row.chars().collect()).collect();
        (0..rows[0].len())
            .map(|unit| rows.iter().map(|row| Some(row[unit]).filter(|c| *c != '.')).collect())
            .collect()
    }

    #[track_caller]
    fn check(readers: &[&str], wanted: f64, band: AlphaBand) {
        let found = alpha(rows(readers)).known().unwrap();
        assert!((found.value - wanted).abs() < 5e-4, "{} is not {wanted}", found.value);
        assert_eq!(found.band(), band);
    }

    #[test]
    fn krippendorffs_example_a_is_095() {
        check(&["0100000010", "1110010000"], 0.095, AlphaBand::Unreliable);
    }

    #[test]
    fn krippendorffs_example_b_is_692() {
        check(&["aabbdcccedda", "babbbccceddd"], 0.692, AlphaBand::Tentative);
    }

    #[test]
    fn krippendorffs_example_c_is_743() {
        let readers = ["12332141 2...", "12332241 25.3", ".3332342 251.", "12332441 251."];
        let readers: Vec<String> = readers.iter().map(|row| row.replace(' ', "")).collect();
        let readers: Vec<&str> = readers.iter().map(String::as_str).collect();
        check(&readers, 0.743, AlphaBand::Tentative);
        let found = alpha(rows(&readers)).known().unwrap();
        assert_eq!((found.units, found.labels), (11, 40));
    }

    #[test]
    fn without_a_pair_or_without_variation_there_is_no_alpha() {
        assert_eq!(alpha::<u8, [Option<u8>; 2]>([]), Alpha::NoPairs);
        assert_eq!(alpha([[Some(1), None], [None, Some(2)]]), Alpha::NoPairs);
        assert_eq!(alpha([[Some(1), Some(1)], [Some(1), Some(1)]]), Alpha::NoVariation);
        // A lone other label is not pairable, so it is no variation either.
        assert_eq!(alpha([[Some(1), Some(1)], [Some(2), None]]), Alpha::NoVariation);
    }

    #[test]
    fn the_bands_begin_where_krippendorff_says() {
        let band = |value| AlphaValue { value, units: 1, labels: 2 }.band();
        assert_eq!(band(0.8), AlphaBand::Reliable);
        assert_eq!(band(0.799), AlphaBand::Tentative);
        assert_eq!(band(0.667), AlphaBand::Tentative);
        assert_eq!(band(0.666), AlphaBand::Unreliable);
    }

    fn readings() -> impl Strategy<Value = Vec<Vec<Option<u8>>>> {
        prop::collection::vec(prop::collection::vec(prop::option::of(0u8..4), 3), 0..40)
    }

    fn alike(one: Alpha, other: Alpha) -> Result<(), TestCaseError> {
        match (one, other) {
            (Alpha::Known(one), Alpha::Known(other)) => {
                prop_assert!((one.value - other.value).abs() < 1e-9);
                prop_assert_eq!((one.units, one.labels), (other.units, other.labels));
            }
            (one, other) => prop_assert_eq!(one, other),
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn neither_order_of_units_nor_of_readers_nor_names_matter(units in readings()) {
            let turned = alpha(units.iter().rev().map(|unit| {
                unit.iter().rev().map(|label| label.map(|label| 9 - label)).collect::<Vec<_>>()
            }));
            alike(alpha(units), turned)?;
        }

        #[test]
        fn it_is_one_exactly_when_nobody_differs(units in readings()) {
            let full = units.iter().all(|unit| {
                let mut labels: Vec<u8> = unit.iter().copied().flatten().collect();
                labels.dedup();
                labels.len() < 2
            });
            if let Alpha::Known(found) = alpha(units) {
                prop_assert!((-1.0..=1.0).contains(&found.value));
                prop_assert_eq!(full, found.value > 1.0 - 1e-12);
            }
        }
    }
}
