//! Hides as little as can be so that every hidden figure stays as wide open as asked.

use crate::ascent::ascend;
use crate::budget::Budget;
use crate::exact;
use crate::master::Guard;
use crate::pattern::Pattern;
use crate::relaxation::tighten;
use crate::rules::Why;
use crate::system::{Figure, State, System};
use thiserror::Error;

/// Which figures of a [`System`] to hide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Protection {
    /// For each figure in its place, why it is hidden; none where it is shown.
    pub hidden: Vec<Option<Why>>,
    /// How the pattern was found.
    pub method: Method,
    /// What is lost by hiding what need not have been hidden for its own sake: the sum of
    /// [`Figure::cost`](crate::Figure::cost) over the figures hidden with [`Why::Protects`].
    pub cost: u64,
    /// No pattern that protects every figure costs less than this.
    pub lower_bound: u64,
}

/// How far a pattern can be trusted to be the cheapest. Either way it is safe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// No cheaper pattern is safe.
    Exact,
    /// A cheaper one may exist, but none under the lower bound.
    Heuristic,
}

/// Some figures cannot be protected, because too much around them is known already, or cannot be proved
/// safe in the steps that there are.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "figure {figure} cannot be proved safe beside what is known already, whatever else is hidden"
)]
pub struct Unprotectable {
    /// The first of them, by its place.
    pub figure: usize,
}

/// Hides figures of `system` until every hidden one that asks for protection stays as wide open
/// as asked, to somebody who knows the relations, what everybody knows of hidden figures, and
/// every figure that is shown, and reckons with all of them at once. Two tables of whole numbers
/// that agree with what is shown have been found and checked for each.
///
/// The pattern is found by dual ascent over the cuts of Fischetti and Salazar-González (Management
/// Science 47(7), 2001): each cut that an attack reveals is given a price until the cheapest figure
/// that would help is paid for, which hides it. What proves unneeded is shown again, dearest first.
/// The prices add up to a lower bound, which the linear relaxation raises; further ascents lean
/// towards what it hides. With up to 150 figures that may be hidden, branch and cut then looks for
/// the cheapest pattern. The same system always gives the same pattern.
///
/// At most [`MOST_STEPS`] steps are taken: see [`protect_within`].
///
/// # Errors
/// [`Unprotectable`], which cannot happen where every figure but the always-shown zeros is free.
pub fn protect(system: &System) -> Result<Protection, Unprotectable> {
    protect_within(system, MOST_STEPS)
}

/// The same in at most so many elementary `steps`, each a look at a figure in a sum, and a few for each
/// figure and sum at the end. They are counted and not timed, so the pattern is the same on every
/// machine.
///
/// Two thirds of them may go to the first ascent, where attacks are flows; a tenth where they are linear
/// programmes, and more once that has brought it far. What is not protected by then is protected by
/// the cheapest way that a quick search finds, then, however few steps are left, by hiding the totals above
/// it, which move with it; and figures are shown again while steps are left. Whatever is not spent
/// goes to better patterns and to the bound. No attack is made by a linear programme that is expected
/// to take more than a sixtieth of the steps.
///
/// Where totals were published before, and nothing else is left, everything is hidden that may be, and
/// what is open then is proved safe in a third of [`MOST_STEPS`] more, or is [`Unprotectable`].
///
/// # Errors
/// [`Unprotectable`], as [`protect`].
pub fn protect_within(system: &System, steps: u64) -> Result<Protection, Unprotectable> {
    let budget = Budget::for_many(steps);
    let found = search(system, &budget)?;
    let why = |(hidden, figure): (&bool, &Figure)| match figure.state {
        State::Hidden(why) => Some(why),
        _ => hidden.then_some(Why::Protects),
    };
    let cost = found.pattern.cost();
    Ok(Protection {
        hidden: found.pattern.hidden().iter().zip(system.figures()).map(why).collect(),
        method: if found.lower_bound >= cost { Method::Exact } else { Method::Heuristic },
        cost,
        lower_bound: found.lower_bound.min(cost),
    })
}

/// The cheapest pattern found, and what none can be cheaper than.
pub(crate) struct Found<'a> {
    pub(crate) pattern: Pattern<'a>,
    pub(crate) cuts: Vec<Guard>,
    pub(crate) lower_bound: u64,
}

/// How many elementary steps [`protect`](fn@protect) takes at most, but for one attack that was begun before and
/// a few for each figure at the end: about two seconds on one core of a common machine.
pub const MOST_STEPS: u64 = 330_000_000;

impl<'a> Found<'a> {
    pub(crate) fn is_cheapest(&self) -> bool {
        self.lower_bound >= self.pattern.cost()
    }

    /// Takes note that no pattern costs less than this, reckoned with rounding.
    pub(crate) fn raise(&mut self, bound: f64) {
        let certain = (bound - 1e-6 * (1.0 + bound)).ceil().max(0.0);
        self.lower_bound = self.lower_bound.max(certain as u64);
    }

    /// Takes a pattern if it is cheaper, and says whether it was.
    pub(crate) fn offer(&mut self, pattern: Pattern<'a>) -> bool {
        let cheaper = pattern.cost() < self.pattern.cost();
        if cheaper {
            self.pattern = pattern;
        }
        cheaper
    }
}

pub(crate) fn search<'a>(
    system: &'a System,
    budget: &'a Budget,
) -> Result<Found<'a>, Unprotectable> {
    let prices = system.figures().iter().map(|figure| figure.cost as f64);
    let mut found = ascend(system, prices.collect(), budget)?;
    if found.is_cheapest() || budget.is_spent() {
        return Ok(found);
    }
    if let Some(relaxed) = tighten(system, &mut found.cuts, budget) {
        found.raise(relaxed.cost);
        guided(system, &relaxed.shares, &mut found, budget)?;
    }
    Ok(exact::improve(system, found, budget))
}

/// Ascends again at prices that lean towards what the relaxation hides, more and more, and then
/// towards what the best pattern so far hides, for as long as that gives a cheaper one.
fn guided<'a>(
    system: &'a System,
    shares: &[f64],
    found: &mut Found<'a>,
    budget: &'a Budget,
) -> Result<(), Unprotectable> {
    let figures = || system.figures().iter().zip(shares);
    for lean in [1, 2, 4, 8] {
        let price = |(figure, share): (&Figure, &f64)| {
            figure.cost as f64 * (1.0 - share.clamp(0.0, 1.0)).powi(lean)
        };
        let prices = figures().map(price).collect();
        if budget.is_spent() || !found.offer(ascend(system, prices, budget)?.pattern) {
            break;
        }
    }
    for _ in 0..4 {
        let price = |((figure, share), hidden): ((&Figure, &f64), &bool)| {
            let usual = figure.cost as f64 * (1.0 - share.clamp(0.0, 1.0));
            if *hidden { usual / 2.0 } else { usual }
        };
        let prices = figures().zip(found.pattern.hidden()).map(price).collect();
        if budget.is_spent() || !found.offer(ascend(system, prices, budget)?.pattern) {
            break;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Dimension, Entry, Rules, Table, Threshold};

    fn cube(ways: usize) -> Table {
        let cells = (0..3_u64.pow(ways as u32)).map(|at| Entry::Count(at * at * 7 % 23));
        let ways = vec![Dimension::flat(3); ways];
        let rules = Rules::new(Threshold::OUTCOMES);
        Table::counts(rules, ways, &cells.collect::<Vec<_>>()).unwrap()
    }

    fn prices(system: &System) -> Vec<f64> {
        system.figures().iter().map(|figure| figure.cost as f64).collect()
    }

    #[test]
    fn flows_and_linear_programmes_are_counted() {
        for ways in [2, 3] {
            let (table, budget) = (cube(ways), Budget::new(MOST_STEPS));
            ascend(table.system(), prices(table.system()), &budget).unwrap();
            budget.keep(0);
            assert!(!budget.is_spent());
            let fewer = Budget::new(1_000);
            ascend(table.system(), prices(table.system()), &fewer).unwrap();
            assert!(fewer.is_spent(), "{ways}");
        }
    }

    #[test]
    fn once_the_steps_are_spent_the_safe_pattern_is_taken_as_it_is() {
        let table = cube(3);
        let (system, budget) = (table.system(), Budget::new(MOST_STEPS));
        let mut found = ascend(system, prices(system), &budget).unwrap();
        assert!(!found.is_cheapest());
        let (cost, cuts) = (found.pattern.cost(), found.cuts.len());
        let spent = Budget::new(0);
        assert!(tighten(system, &mut found.cuts, &spent).is_none());
        guided(system, &vec![0.5; system.figures().len()], &mut found, &spent).unwrap();
        let found = exact::improve(system, found, &spent);
        assert_eq!((found.pattern.cost(), found.cuts.len()), (cost, cuts));
    }
}
