//! A pattern closed, so that every hidden figure is safe, and opened again as far as it stays so.

use crate::budget::Budget;
use crate::master::Guard;
use crate::pattern::Pattern;
use crate::protect::Unprotectable;
use crate::shares::shares;

/// How many hundredths of what was kept for showing again are still kept when filling takes longer.
const LATE: u64 = 50;
/// How many steps more there are to prove that what is left open is safe where everything is hidden that
/// may be, if totals were published before.
pub(crate) const LAST_STEPS: u64 = 100_000_000;

/// Hides more, for each cut what costs least for what it brings, until every hidden figure is
/// safe: those that were hidden to protect others, too.
pub(crate) fn close(
    pattern: &mut Pattern<'_>,
    cuts: &mut Vec<Guard>,
    budget: &Budget,
) -> Result<(), Unprotectable> {
    loop {
        let unproved = pattern.unproved();
        if unproved.is_empty() {
            return Ok(());
        }
        for figure in unproved {
            while let Err(open) = pattern.prove(figure) {
                let Some(cut) = open.cut() else {
                    return fill(pattern, budget);
                };
                let price = |(place, weight): &(usize, f64)| pattern.price(*place) as f64 / weight;
                let best = cut.iter().min_by(|one, other| price(one).total_cmp(&price(other)));
                let best = best.ok_or(Unprotectable { figure })?.0;
                pattern.hide(best);
                cuts.extend(open.guard(figure));
            }
        }
    }
}

/// Does the same without looking for what costs least: each hidden figure by the cheapest of a few ways
/// past the shown ones; where there is none, or the steps are spent, by hiding the totals above it.
fn fill(pattern: &mut Pattern<'_>, budget: &Budget) -> Result<(), Unprotectable> {
    budget.keep(shares(pattern.system(), budget).for_showing);
    let mut is_late = false;
    loop {
        let unproved = pattern.unproved();
        if unproved.is_empty() {
            return Ok(());
        }
        for figure in unproved {
            if budget.is_spent() && !is_late {
                // Totals that are hidden now cost more than showing other figures again would bring.
                is_late = true;
                budget.keep(LATE);
            }
            if !pattern.prove_again(figure) && !pattern.fill(figure) && !pattern.rise(figure) {
                let covered = budget.beyond(LAST_STEPS, || pattern.cover());
                return covered.map_err(|figure| Unprotectable { figure });
            }
        }
    }
}

/// Shows again what proves unneeded, dearest first, until nothing more can be shown or the budget is
/// spent.
pub(crate) fn tidy(pattern: &mut Pattern<'_>, budget: &Budget) {
    loop {
        let mut chosen: Vec<usize> = pattern.chosen().collect();
        budget.spend(pattern.hidden().len() + 8 * chosen.len());
        chosen.sort_by_key(|place| std::cmp::Reverse(pattern.price(*place)));
        let mut show = |place: &usize| !budget.is_spent() && pattern.show(*place);
        let shown = chosen.iter().filter(|place| show(place)).count();
        if shown == 0 {
            return;
        }
    }
}
