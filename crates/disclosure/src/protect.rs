//! Hides as little as can be so that every hidden figure stays as wide open as asked.

use crate::attack::{Attack, Attacker, Cut};
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

/// Some figures cannot be protected, because too much around them is known already.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("figure {figure} can be worked out from what is known already, whatever else is hidden")]
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
/// Two thirds of them may go to the first ascent. What is not protected by then is protected by the first
/// way that a quick search finds, then by hiding every figure that may be hidden, which always is
/// safe where anything is; and figures are shown again while steps are left. Whatever is not
/// spent goes to better patterns and to the bound.
///
/// # Errors
/// [`Unprotectable`], as [`protect`].
pub fn protect_within(system: &System, steps: u64) -> Result<Protection, Unprotectable> {
    let budget = Budget::new(steps);
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

/// How many elementary steps [`protect`](fn@protect) takes at most: one to three seconds on one core of a
/// common machine.
pub const MOST_STEPS: u64 = 300_000_000;

/// How many hundredths of the steps are kept from the first ascent for a quick pattern,
const FOR_FILLING: u64 = 35;
/// and how many of what is left then for showing figures again.
const FOR_SHOWING: u64 = 30;

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

fn search<'a>(system: &'a System, budget: &'a Budget) -> Result<Found<'a>, Unprotectable> {
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

/// Protects by dual ascent at these prices, and shows again what is unneeded.
fn ascend<'a>(
    system: &'a System,
    prices: Vec<f64>,
    budget: &'a Budget,
) -> Result<Found<'a>, Unprotectable> {
    budget.keep(FOR_FILLING);
    let mut ascent = Ascent::new(system, prices, budget);
    ascent.climb()?;
    let Ascent { mut pattern, mut cuts, bound, .. } = ascent;
    close(&mut pattern, &mut cuts, budget)?;
    budget.keep(0);
    tidy(&mut pattern, budget);
    let mut found = Found { pattern, cuts, lower_bound: 0 };
    found.raise(bound);
    Ok(found)
}

/// Prices on cuts, which pay for the figures that they hide.
struct Ascent<'a> {
    pattern: Pattern<'a>,
    attacker: Attacker<'a>,
    /// What must be hidden and what is paid for.
    paid: Vec<bool>,
    /// What each figure still costs.
    left: Vec<f64>,
    bound: f64,
    cuts: Vec<Guard>,
}

impl<'a> Ascent<'a> {
    fn new(system: &'a System, left: Vec<f64>, budget: &'a Budget) -> Self {
        let pattern = Pattern::new(system, budget);
        Self {
            paid: pattern.hidden().to_vec(),
            left,
            attacker: Attacker::new(system, budget),
            bound: 0.0,
            cuts: Vec::new(),
            pattern,
        }
    }

    /// Protects what must be hidden, each figure by what is paid for until it is safe.
    fn climb(&mut self) -> Result<(), Unprotectable> {
        for figure in self.pattern.unproved() {
            if self.pattern.prove_again(figure) {
                continue;
            }
            let tables = loop {
                match self.attacker.attack(&self.paid, figure) {
                    Attack::Fails(tables) => break Some(tables),
                    Attack::Succeeds(cut) => {
                        self.bound += self.pay(figure, &cut)?;
                        self.cuts.push((figure, cut));
                    }
                    // What is not proven to be needed is paid for, but raises no bound.
                    Attack::Unproven(cut) => _ = self.pay(figure, &cut)?,
                    // Left open, to be closed in a quicker way.
                    Attack::Spent => break None,
                }
            };
            tables.iter().flatten().flatten().for_each(|step| self.pattern.hide(step.0));
        }
        Ok(())
    }

    /// Raises the price of `cut` until it pays for one of its figures, and says by how much.
    fn pay(&mut self, figure: usize, cut: &Cut) -> Result<f64, Unprotectable> {
        let price = |(place, weight): &(usize, f64)| {
            self.left.get(*place).map_or(f64::INFINITY, |left| left / weight)
        };
        let cheapest = cut.iter().min_by(|one, other| price(one).total_cmp(&price(other)));
        let &(bought, weight) = cheapest.ok_or(Unprotectable { figure })?;
        let raise = price(&(bought, weight)).max(0.0);
        for (place, weight) in cut {
            if let Some(left) = self.left.get_mut(*place) {
                *left -= raise * weight;
            }
        }
        if let Some(paid) = self.paid.get_mut(bought) {
            *paid = true;
        }
        Ok(raise)
    }
}

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

/// Does the same without looking for what costs least: each hidden figure by the first way past the
/// shown ones that is found, and by hiding everything where there is none.
fn fill(pattern: &mut Pattern<'_>, budget: &Budget) -> Result<(), Unprotectable> {
    budget.keep(FOR_SHOWING);
    loop {
        let unproved = pattern.unproved();
        if unproved.is_empty() {
            return Ok(());
        }
        for figure in unproved {
            if !pattern.prove_again(figure) && !pattern.fill(figure) {
                return pattern.cover().map_err(|figure| Unprotectable { figure });
            }
        }
    }
}

/// Shows again what proves unneeded, dearest first, until nothing more can be shown or the budget is
/// spent.
pub(crate) fn tidy(pattern: &mut Pattern<'_>, budget: &Budget) {
    loop {
        let mut chosen: Vec<usize> = pattern.chosen().collect();
        chosen.sort_by_key(|place| std::cmp::Reverse(pattern.price(*place)));
        let mut show = |place: &usize| !budget.is_spent() && pattern.show(*place);
        let shown = chosen.iter().filter(|place| show(place)).count();
        if shown == 0 {
            return;
        }
    }
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
