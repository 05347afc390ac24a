//! Hides as little as can be so that every hidden figure stays as wide open as asked.

use crate::attack::{Attack, Attacker, Cut};
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
/// Where linear programmes take too much, the pattern is taken as soon as it is safe; that is counted in
/// figures and sums, not in time, so it is the same everywhere.
///
/// Each of at most (hidden figures)² attacks takes time linear in the hidden figures that hang
/// together, where their sums form a network; a few linear programmes over those elsewhere.
///
/// # Errors
/// [`Unprotectable`], which cannot happen where every figure but the always-shown zeros is free.
pub fn protect(system: &System) -> Result<Protection, Unprotectable> {
    let found = search(system)?;
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
    /// What the attacks so far have taken: see [`Attacker::spent`].
    pub(crate) spent: u64,
}

/// How much attacks may take before no better pattern is looked for.
const MOST_SPENT: u64 = 30_000_000;

/// Whether so much has been spent that a safe pattern is taken as it is.
pub(crate) fn is_spent(spent: u64) -> bool {
    spent >= MOST_SPENT
}

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
        self.spent = self.spent.saturating_add(pattern.spent());
        let cheaper = pattern.cost() < self.pattern.cost();
        if cheaper {
            self.pattern = pattern;
        }
        cheaper
    }
}

fn search(system: &System) -> Result<Found<'_>, Unprotectable> {
    let prices = system.figures().iter().map(|figure| figure.cost as f64);
    let mut found = ascend(system, prices.collect())?;
    if found.is_cheapest() || is_spent(found.spent) {
        return Ok(found);
    }
    if let Some(relaxed) = tighten(system, &mut found.cuts, &mut found.spent) {
        found.raise(relaxed.cost);
        guided(system, &relaxed.shares, &mut found)?;
    }
    Ok(exact::improve(system, found))
}

/// Ascends again at prices that lean towards what the relaxation hides, more and more, and then
/// towards what the best pattern so far hides, for as long as that gives a cheaper one.
fn guided<'a>(
    system: &'a System,
    shares: &[f64],
    found: &mut Found<'a>,
) -> Result<(), Unprotectable> {
    let figures = || system.figures().iter().zip(shares);
    for lean in [1, 2, 4, 8] {
        let price = |(figure, share): (&Figure, &f64)| {
            figure.cost as f64 * (1.0 - share.clamp(0.0, 1.0)).powi(lean)
        };
        let prices = figures().map(price).collect();
        if is_spent(found.spent) || !found.offer(ascend(system, prices)?.pattern) {
            break;
        }
    }
    for _ in 0..4 {
        let price = |((figure, share), hidden): ((&Figure, &f64), &bool)| {
            let usual = figure.cost as f64 * (1.0 - share.clamp(0.0, 1.0));
            if *hidden { usual / 2.0 } else { usual }
        };
        let prices = figures().zip(found.pattern.hidden()).map(price).collect();
        if is_spent(found.spent) || !found.offer(ascend(system, prices)?.pattern) {
            break;
        }
    }
    Ok(())
}

/// Protects by dual ascent at these prices, and shows again what is unneeded.
fn ascend(system: &System, prices: Vec<f64>) -> Result<Found<'_>, Unprotectable> {
    let mut ascent = Ascent::new(system, prices);
    ascent.climb()?;
    let Ascent { mut pattern, mut cuts, bound, attacker, .. } = ascent;
    close(&mut pattern, &mut cuts)?;
    tidy(&mut pattern);
    let spent = pattern.spent().saturating_add(attacker.spent());
    let mut found = Found { pattern, cuts, lower_bound: 0, spent };
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
    fn new(system: &'a System, left: Vec<f64>) -> Self {
        let pattern = Pattern::new(system);
        Self {
            paid: pattern.hidden().to_vec(),
            left,
            attacker: Attacker::new(system),
            bound: 0.0,
            cuts: Vec::new(),
            pattern,
        }
    }

    /// Protects what must be hidden, each figure by what is paid for until it is safe.
    fn climb(&mut self) -> Result<(), Unprotectable> {
        for figure in self.pattern.unproved() {
            if self.pattern.prove(figure).is_ok() {
                continue;
            }
            let tables = loop {
                match self.attacker.attack(&self.paid, figure) {
                    Attack::Fails(tables) => break tables,
                    Attack::Succeeds(cut) => {
                        self.bound += self.pay(figure, &cut)?;
                        self.cuts.push((figure, cut));
                    }
                    // What is not proven to be needed is paid for, but raises no bound.
                    Attack::Unproven(cut) => _ = self.pay(figure, &cut)?,
                }
            };
            tables.iter().flatten().for_each(|step| self.pattern.hide(step.0));
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
pub(crate) fn close(pattern: &mut Pattern<'_>, cuts: &mut Vec<Guard>) -> Result<(), Unprotectable> {
    loop {
        let unproved = pattern.unproved();
        if unproved.is_empty() {
            return Ok(());
        }
        for figure in unproved {
            while let Err(open) = pattern.prove(figure) {
                let price = |(place, weight): &(usize, f64)| pattern.price(*place) as f64 / weight;
                let best = open.cut.iter().min_by(|one, other| price(one).total_cmp(&price(other)));
                let best = best.ok_or(Unprotectable { figure })?.0;
                pattern.hide(best);
                cuts.extend(open.guard(figure));
            }
        }
    }
}

/// Shows again what proves unneeded, dearest first, until nothing more can be shown or that takes too long.
pub(crate) fn tidy(pattern: &mut Pattern<'_>) {
    loop {
        let mut chosen: Vec<usize> = pattern.chosen().collect();
        chosen.sort_by_key(|place| std::cmp::Reverse(pattern.price(*place)));
        let mut show = |place: &usize| !is_spent(pattern.spent()) && pattern.show(*place);
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

    fn first(system: &System) -> Found<'_> {
        ascend(system, system.figures().iter().map(|figure| figure.cost as f64).collect()).unwrap()
    }

    #[test]
    fn linear_programmes_are_counted_and_flows_are_not() {
        assert!(first(cube(3).system()).spent > 0);
        assert_eq!(first(cube(2).system()).spent, 0);
    }

    #[test]
    fn once_enough_is_spent_the_safe_pattern_is_taken_as_it_is() {
        let table = cube(3);
        let mut found = first(table.system());
        assert!(!found.is_cheapest());
        found.spent = MOST_SPENT;
        let (cost, cuts) = (found.pattern.cost(), found.cuts.len());
        assert!(tighten(table.system(), &mut found.cuts, &mut found.spent).is_some());
        guided(table.system(), &vec![0.5; table.system().figures().len()], &mut found).unwrap();
        let found = exact::improve(table.system(), found);
        assert_eq!((found.pattern.cost(), found.cuts.len()), (cost, cuts));
    }
}
