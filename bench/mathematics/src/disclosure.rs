//! Benchmarks of `disclosure`.

use crate::Case;

pub(crate) const CASES: &[Case] = &[];
