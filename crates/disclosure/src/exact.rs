//! The cheapest pattern of a small system: each answer of the master problem that is still unsafe
//! adds the cuts that it breaks (Benders' decomposition, as in Fischetti and Salazar-González,
//! Management Science 47(7), 2001, section 5).

use crate::budget::Budget;
use crate::closing::close;
use crate::master;
use crate::pattern::Pattern;
use crate::protect::Found;
use crate::system::System;

/// Systems with more figures that could be hidden are left to the heuristic.
const MOST_FREE: usize = 150;
/// How many patterns are tried before the bound so far is stated instead.
const ROUNDS: usize = 30;

/// Whether the cheapest pattern is sought.
pub(crate) fn is_small(system: &System) -> bool {
    system.figures().iter().filter(|figure| figure.is_hideable()).count() <= MOST_FREE
}

/// Looks for a cheaper pattern than the one found.
pub(crate) fn improve<'a>(
    system: &'a System,
    mut found: Found<'a>,
    budget: &'a Budget,
) -> Found<'a> {
    if !is_small(system) {
        return found;
    }
    for _ in 0..ROUNDS {
        if found.is_cheapest() || budget.is_spent() {
            return found;
        }
        let Some(cheapest) = master::solve(system, &found.cuts, true, budget) else { return found };
        found.raise(cheapest.cost);
        let mut next = Pattern::new(system, budget);
        for (place, (share, figure)) in cheapest.shares.iter().zip(system.figures()).enumerate() {
            if *share > 0.5 && figure.is_hideable() {
                next.hide(place);
            }
        }
        for figure in next.unproved() {
            if let Err(open) = next.prove(figure) {
                found.cuts.extend(open.guard(figure));
            }
        }
        if close(&mut next, &mut found.cuts, budget).is_err() {
            return found;
        }
        found.offer(next);
    }
    found
}
