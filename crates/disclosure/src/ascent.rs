//! Dual ascent: cuts are given prices until the cheapest figure that would help is paid for.

use crate::attack::{Attack, Attacker, Cut};
use crate::budget::Budget;
use crate::closing::{close, tidy};
use crate::master::Guard;
use crate::pattern::Pattern;
use crate::protect::{Found, Unprotectable};
use crate::shares::{Shares, shares};
use crate::system::System;

/// Protects by dual ascent at these prices, and shows again what is unneeded.
pub(crate) fn ascend<'a>(
    system: &'a System,
    prices: Vec<f64>,
    budget: &'a Budget,
) -> Result<Found<'a>, Unprotectable> {
    let mut ascent = Ascent::new(system, prices, budget);
    budget.keep(ascent.shares.at_first);
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
    budget: &'a Budget,
    shares: &'static Shares,
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
            budget,
            shares: shares(system, budget),
            pattern,
        }
    }

    /// Protects what must be hidden, each figure by what is paid for until it is safe.
    fn climb(&mut self) -> Result<(), Unprotectable> {
        let unproved = self.pattern.unproved();
        let mut goes_on = false;
        for (done, &figure) in unproved.iter().enumerate() {
            if self.budget.is_spent() && !goes_on && 4 * done >= unproved.len() {
                goes_on = true;
                self.budget.keep(self.shares.later);
            }
            if self.budget.is_spent() {
                break;
            }
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
