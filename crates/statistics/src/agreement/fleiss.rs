//! Fleiss' kappa: the agreement of any fixed number of readers, corrected for chance.

use std::collections::BTreeMap;
use std::fmt;

/// Fleiss' kappa and what it was made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FleissKappa {
    /// Kappa, from -1 to 1: 1 is full agreement, 0 is what chance would do.
    pub value: f64,
    /// The share of pairs of readers who agreed, over all units, 0 to 1.
    pub observed: f64,
    /// The share that chance would have made agree, 0 up to but not including 1.
    pub expected: f64,
    /// How many units there were.
    pub units: u64,
    /// How many readers labelled each.
    pub readers: u64,
}

/// Why there is no kappa.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoFleissKappa {
    /// There are no units.
    NoUnits,
    /// There are fewer than two readers.
    OneReader,
    /// The unit at this position, from 0, has not as many labels as the first. Krippendorff's
    /// alpha allows for readers who missed units; this does not.
    Unequal {
        /// From 0.
        unit: usize,
    },
    /// Every label is the same one, so there is nothing by which to tell agreement from habit.
    NoVariation,
}

impl fmt::Display for NoFleissKappa {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoUnits => write!(f, "there are no units"),
            Self::OneReader => write!(f, "it takes two readers to agree"),
            Self::Unequal { unit } => {
                write!(f, "unit {} has not as many labels as the first", unit + 1)
            }
            Self::NoVariation => write!(f, "every label is the same one"),
        }
    }
}

impl std::error::Error for NoFleissKappa {}

/// Fleiss' kappa over units, each of them the labels that its readers gave it. The readers need
/// not be the same people for each unit, only as many. O(labels log kinds).
///
/// Source: [`super::FLEISS_1971`].
///
/// # Errors
/// [`NoFleissKappa`] says why there is none.
pub fn fleiss_kappa<L: Ord, U: IntoIterator<Item = L>>(
    units: impl IntoIterator<Item = U>,
) -> Result<FleissKappa, NoFleissKappa> {
    let mut given: BTreeMap<L, u64> = BTreeMap::new();
    let (mut readers, mut count, mut agreeing) = (0_u64, 0_u64, 0_u64);
    for (unit, labels) in units.into_iter().enumerate() {
        let mut labels: Vec<L> = labels.into_iter().collect();
        if unit == 0 {
            readers = labels.len() as u64;
        }
        if labels.len() as u64 != readers {
            return Err(NoFleissKappa::Unequal { unit });
        }
        labels.sort_unstable();
        for same in labels.chunk_by(|one, other| one == other) {
            agreeing += same.len() as u64 * (same.len() as u64 - 1);
        }
        labels.into_iter().for_each(|label| *given.entry(label).or_default() += 1);
        count += 1;
    }
    match (count, readers, given.len()) {
        (0, _, _) => return Err(NoFleissKappa::NoUnits),
        (_, 0 | 1, _) => return Err(NoFleissKappa::OneReader),
        (_, _, 1) => return Err(NoFleissKappa::NoVariation),
        _ => {}
    }
    let labels = count as f64 * readers as f64;
    let observed = agreeing as f64 / (labels * (readers - 1) as f64);
    let expected: f64 = given.values().map(|given| (*given as f64 / labels).powi(2)).sum();
    let value = (observed - expected) / (1.0 - expected);
    Ok(FleissKappa { value, observed, expected, units: count, readers })
}
