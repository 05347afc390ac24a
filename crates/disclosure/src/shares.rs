//! How the steps are shared out between looking for the first pattern, filling it and showing again.

use crate::attack;
use crate::budget::Budget;
use crate::system::System;

/// How the steps are shared out, in hundredths.
pub(crate) struct Shares {
    /// What is kept from an ascent at first,
    pub(crate) at_first: u64,
    /// and of the rest once it has gone a quarter of its way with the others.
    pub(crate) later: u64,
    /// What is kept of what is left then from filling, for showing figures again.
    pub(crate) for_showing: u64,
}

/// Where sums form a network, so that attacks are quick.
const OF_FLOWS: Shares = Shares { at_first: 35, later: 100, for_showing: 30 };
/// Where they do not: an ascent that has not come far soon seldom ends, and showing figures again
/// brings more.
const OF_PROGRAMMES: Shares = Shares { at_first: 70, later: 50, for_showing: 60 };

pub(crate) fn shares(system: &System, budget: &Budget) -> &'static Shares {
    if attack::is_network(system, budget) { &OF_FLOWS } else { &OF_PROGRAMMES }
}
