//! Probabilities of chance when many things were tested at once.

/// Why p-values can't be adjusted: the one at `position`, from 0, is not between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotProbability {
    /// From 0.
    pub position: usize,
}

impl std::fmt::Display for NotProbability {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "p-value {} is not between 0 and 1", self.position + 1)
    }
}

impl std::error::Error for NotProbability {}

/// Holm's adjustment: keeps the chance of even one false finding at bay, whatever ties the tests
/// to one another. One adjusted value for each, in the same order, never below the value itself.
/// O(n log n).
///
/// Source: Holm, S. (1979). A simple sequentially rejective multiple test procedure.
/// Scandinavian Journal of Statistics, 6(2), 65-70.
///
/// # Errors
/// [`NotProbability`] names the first value outside 0 to 1.
pub fn holm(values: &[f64]) -> Result<Vec<f64>, NotProbability> {
    let order = order(values)?;
    let mut least = 0.0_f64;
    let mut adjusted = Vec::with_capacity(order.len());
    for (rank, (position, value)) in order.into_iter().enumerate() {
        least = least.max(value * (values.len() - rank) as f64).min(1.0);
        adjusted.push((position, least));
    }
    Ok(in_place(adjusted))
}

/// Benjamini and Hochberg's adjustment: keeps the share of false findings among all findings at
/// bay, for tests that are independent or positively tied to one another. As [`holm`] otherwise.
///
/// Source: Benjamini, Y. & Hochberg, Y. (1995). Controlling the false discovery rate. Journal of
/// the Royal Statistical Society B, 57(1), 289-300.
///
/// # Errors
/// [`NotProbability`] names the first value outside 0 to 1.
pub fn benjamini_hochberg(values: &[f64]) -> Result<Vec<f64>, NotProbability> {
    let order = order(values)?;
    let mut most = 1.0_f64;
    let mut adjusted = Vec::with_capacity(order.len());
    for (rank, (position, value)) in order.into_iter().enumerate().rev() {
        most = most.min(value * (values.len() as f64 / (rank + 1) as f64));
        adjusted.push((position, most));
    }
    Ok(in_place(adjusted))
}

/// The values with their positions, the smallest first.
fn order(values: &[f64]) -> Result<Vec<(usize, f64)>, NotProbability> {
    if let Some(position) = values.iter().position(|value| !(0.0..=1.0).contains(value)) {
        return Err(NotProbability { position });
    }
    let mut order: Vec<(usize, f64)> = values.iter().copied().enumerate().collect();
    order.sort_by(|one, other| one.1.total_cmp(&other.1));
    Ok(order)
}

fn in_place(mut adjusted: Vec<(usize, f64)>) -> Vec<f64> {
    adjusted.sort_unstable_by_key(|(position, _)| *position);
    adjusted.into_iter().map(|(_, value)| value).collect()
}
