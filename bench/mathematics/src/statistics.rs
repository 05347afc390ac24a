//! Benchmarks of `statistics`.

use crate::Case;

pub(crate) const CASES: &[Case] = &[];
