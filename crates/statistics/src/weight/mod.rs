//! Weights: what uneven weights cost, and weights that make a sample look like its place.

mod not_raked;
mod raking;

pub use not_raked::NotRaked;
pub use raking::{Margin, Raked, Raking, rake};

use crate::sample::{NoSample, check, sum};

/// One weight for each person: finite, 0 or more, not all 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights(Vec<f64>);

/// Why numbers are no weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoWeights {
    /// There are none, or one is no number or too large.
    NoSample(NoSample),
    /// The weight at `position`, from 0, is below 0.
    Negative {
        /// From 0.
        position: usize,
    },
    /// All are 0.
    AllZero,
}

impl std::fmt::Display for NoWeights {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoSample(why) => why.fmt(f),
            Self::Negative { position } => write!(f, "weight {} is below 0", position + 1),
            Self::AllZero => write!(f, "all weights are 0"),
        }
    }
}

impl std::error::Error for NoWeights {}

impl Weights {
    /// Takes weights of any total.
    ///
    /// # Errors
    /// [`NoWeights`] names the first that can't be used.
    pub fn new(weights: Vec<f64>) -> Result<Self, NoWeights> {
        check(&weights).map_err(NoWeights::NoSample)?;
        if let Some(position) = weights.iter().position(|weight| *weight < 0.0) {
            return Err(NoWeights::Negative { position });
        }
        match weights.iter().any(|weight| *weight > 0.0) {
            true => Ok(Self(weights)),
            false => Err(NoWeights::AllZero),
        }
    }

    /// The weights.
    pub fn values(&self) -> &[f64] {
        &self.0
    }

    /// Kish's effective base: how many people weighted alike would tell as much, from 1 to n.
    /// Tests and intervals of weighted figures stand on it, and not on n.
    ///
    /// Source: Kish, L. (1965). Survey sampling, section 11.7.
    pub fn effective_base(&self) -> f64 {
        // In units of the largest, so that no square leaves the range of a float.
        let largest = self.0.iter().copied().fold(0.0, f64::max);
        let power = |n| sum(self.0.iter().map(|weight| (weight / largest).powi(n)));
        power(1).powi(2) / power(2)
    }

    /// By what factor uneven weights widen variances: n over the effective base, 1 or more.
    pub fn design_effect(&self) -> f64 {
        self.0.len() as f64 / self.effective_base()
    }
}
