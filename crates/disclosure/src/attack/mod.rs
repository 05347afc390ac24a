//! What somebody can work out of a hidden figure: either two tables that agree with all that is
//! shown and stand far enough apart, or the shown figures that stand in their way.
//!
//! A table that agrees differs from the true one by a *deviation*: each hidden figure moves within
//! what everybody knows of it, and every sum still holds. How far one figure can be moved is a
//! linear programme (a flow, where the sums form a network); the multipliers of its dual say which
//! shown figures stand in the way, and at least one of those has to be hidden as well: the cut of
//! Fischetti and Salazar-González, Management Science 47(7), 2001, section 4.
//!
//! Nothing here is believed because a solver said so: a figure counts as safe only when its
//! deviations are whole numbers that satisfy every sum and bound exactly.

mod cut;
mod network;
mod part;
mod programme;
mod walk;

use crate::budget::Budget;
use crate::system::{Asked, Figure, System};
pub(crate) use cut::{Cut, shared};
use network::Network;
use part::{Part, Scratch};

/// By how much the figures of an alternative table differ from the true ones, in order of place.
pub(crate) type Deviation = Vec<(usize, i128)>;

/// How an attack on one figure ends.
pub(crate) enum Attack {
    /// It stays open as wide as asked, as these alternative tables show.
    Fails([Deviation; 2]),
    /// It is known too closely.
    Succeeds(Cut),
    /// No two tables in whole numbers were found that stand far enough apart, and nothing proves
    /// that there are none: hiding one of these may help, but need not be the only way.
    Unproven(Cut),
    /// It would take more than the budget has.
    Spent,
}

/// How far a figure can be pushed one way, and the multiplier of each relation that proves that
/// it can be pushed no farther: the multiplied sums leave the figure alone on one side.
struct Wall {
    distance: f64,
    multipliers: Vec<(usize, f64)>,
}

/// How many hidden figures are looked at first: most attacks are decided close by.
const NEAR: usize = 48;

/// Somebody who attacks a system again and again, as long as the budget lasts.
pub(crate) struct Attacker<'a> {
    system: &'a System,
    scratch: Scratch,
    budget: &'a Budget,
}

impl<'a> Attacker<'a> {
    pub(crate) fn new(system: &'a System, budget: &'a Budget) -> Self {
        Self { system, scratch: Scratch::new(system), budget }
    }

    /// Attacks the figure in `place` when the `hidden` ones are not shown. At worst four linear
    /// programmes over the hidden figures that hang together with it, or two flows where those
    /// form a network.
    pub(crate) fn attack(&mut self, hidden: &[bool], place: usize) -> Attack {
        let Some(figure) = self.system.figures().get(place) else {
            return Attack::Fails([Vec::new(), Vec::new()]);
        };
        if self.budget.is_spent() {
            return Attack::Spent;
        }
        let (part, tables) = self.push(hidden, place, figure);
        if is_enough(figure, place, &tables) {
            return Attack::Fails(tables);
        }
        // Whatever was cut short proves nothing.
        let cut =
            if self.budget.is_spent() { None } else { self.cut(&part, hidden, figure, &tables) };
        match cut {
            _ if self.budget.is_spent() => Attack::Spent,
            Some(cut) => Attack::Succeeds(cut),
            None if part.is_too_large(self.budget) => Attack::Spent,
            None => Attack::Unproven(part.border(self.system, hidden)),
        }
    }

    /// The tables with which an attack fails, if it does: half the work of [`Self::attack`].
    pub(crate) fn withstood(&mut self, hidden: &[bool], place: usize) -> Option<[Deviation; 2]> {
        let figure = self.system.figures().get(place)?;
        if self.budget.is_spent() {
            return None;
        }
        let (_, tables) = self.push(hidden, place, figure);
        is_enough(figure, place, &tables).then_some(tables)
    }

    /// Two tables as far apart in `figure` as asked or, with all that hangs together with it, as
    /// far as they come.
    fn push(
        &mut self,
        hidden: &[bool],
        place: usize,
        figure: &Figure,
    ) -> (Part<'a>, [Deviation; 2]) {
        let budget = self.budget;
        let near = Part::around(self.system, hidden, place, Some(NEAR), &mut self.scratch, budget);
        if near.is_tangled() {
            // Mending one sum after another is quicker than any programme.
            let walked = walk::tables(self.system, place, &walk::Way::Any(hidden), budget);
            if is_enough(figure, place, &walked) {
                return (near, walked);
            }
        }
        let tables = near.tables(figure, budget);
        if near.is_whole || is_enough(figure, place, &tables) {
            return (near, tables);
        }
        let whole = Part::around(self.system, hidden, place, None, &mut self.scratch, budget);
        let tables = whole.tables(figure, budget);
        (whole, tables)
    }

    /// Two tables that the figure in `place` needs, found without any proof that they are the best:
    /// whatever may be hidden counts as hidden, and what is shown is moved only where it costs little.
    pub(crate) fn way_out(&mut self, hidden: &[bool], place: usize) -> Option<[Deviation; 2]> {
        let figure = self.system.figures().get(place)?;
        if self.budget.is_spent() {
            return None;
        }
        let walked = walk::tables(self.system, place, &walk::Way::Cheapest(hidden), self.budget);
        if is_enough(figure, place, &walked) {
            return Some(walked);
        }
        let figures = self.system.figures().iter().zip(hidden);
        let all: Vec<bool> = figures.map(|(figure, is)| *is || figure.is_hideable()).collect();
        self.budget.spend(all.len());
        let near =
            Part::around(self.system, &all, place, Some(NEAR), &mut self.scratch, self.budget);
        let tables = near.tables(figure, self.budget);
        is_enough(figure, place, &tables).then_some(tables)
    }

    /// Two tables that the figure in `place` needs where whatever may be hidden counts as hidden: what the
    /// figure grows or shrinks by, the totals above it do too. A few looks, whatever is left of the budget.
    pub(crate) fn with_totals(&mut self, place: usize) -> Option<[Deviation; 2]> {
        let figure = self.system.figures().get(place)?;
        let walked = walk::tables(self.system, place, &walk::Way::Totals, self.budget);
        is_enough(figure, place, &walked).then_some(walked)
    }

    /// Two tables that the figure in `place` needs where all of `hidden` are, near or far.
    pub(crate) fn at_last(&mut self, hidden: &[bool], place: usize) -> Option<[Deviation; 2]> {
        let figure = self.system.figures().get(place)?;
        if self.budget.is_spent() {
            return None;
        }
        let walked = walk::tables(self.system, place, &walk::Way::Any(hidden), self.budget);
        if is_enough(figure, place, &walked) {
            return Some(walked);
        }
        let whole = Part::around(self.system, hidden, place, None, &mut self.scratch, self.budget);
        let tables = whole.tables(figure, self.budget);
        is_enough(figure, place, &tables).then_some(tables)
    }

    /// The relations that have to be added and subtracted to work out the figure in `place`.
    pub(crate) fn relations(&mut self, hidden: &[bool], place: usize) -> Vec<usize> {
        let Some(figure) = self.system.figures().get(place) else { return Vec::new() };
        let budget = self.budget;
        let part = Part::around(self.system, hidden, place, None, &mut self.scratch, budget);
        let walls = part.walls(figure, &[true, false], budget).unwrap_or_default();
        let walls = walls.into_iter().flat_map(|wall| wall.multipliers);
        let mut relations: Vec<usize> = walls.map(|(relation, _)| relation).collect();
        relations.sort_unstable();
        relations.dedup();
        relations
    }

    /// The cut that the walls of `part` make; none when the solver finds no wall although no
    /// table in whole numbers was found either.
    fn cut(
        &self,
        part: &Part<'_>,
        hidden: &[bool],
        figure: &Figure,
        tables: &[Deviation; 2],
    ) -> Option<Cut> {
        let (asked, ways) = lacking(figure.asked, reach(part.place, tables))?;
        let walls = part.walls(figure, ways, self.budget)?;
        let lacks = asked as f64 - walls.iter().map(|wall| wall.distance).sum::<f64>();
        let mut gains = cut::gains(self.system, part.place, &walls, self.budget);
        gains.retain(|(place, _)| hidden.get(*place) == Some(&false));
        cut::weighed(gains, lacks)
    }

    /// A cut that a pattern hiding only a share of each figure breaks; none if it finds none. This
    /// attacks the system in which each figure moves by its share (see [`cut::shared`]), while the
    /// cut is one of the `whole` system, of which `forced` figures are always hidden.
    pub(crate) fn broken(
        &mut self,
        hidden: &[bool],
        place: usize,
        whole: &System,
        forced: &[bool],
    ) -> Option<Cut> {
        let (shared, figure) = (self.system.figures().get(place)?, whole.figures().get(place)?);
        let budget = self.budget;
        let part = Part::around(self.system, hidden, place, None, &mut self.scratch, budget);
        let (asked, ways) = lacking(shared.asked, [0, 0])?;
        let walls = part.walls(shared, ways, budget)?;
        if budget.is_spent() {
            return None;
        }
        if walls.iter().map(|wall| wall.distance).sum::<f64>() >= asked as f64 * 0.999 {
            return None;
        }
        let (asked, _) = lacking(figure.asked, [0, 0])?;
        let own: f64 = ways
            .iter()
            .zip(&walls)
            .filter(|(_, wall)| wall.multipliers.is_empty())
            .filter_map(|(grows, _)| figure.room(*grows))
            .map(|room| room as f64)
            .sum();
        let gains = cut::gains(whole, place, &walls, budget);
        let (given, free): (Vec<_>, Vec<_>) =
            gains.into_iter().partition(|(place, _)| forced.get(*place) == Some(&true));
        let lacks = asked as f64 - own - given.iter().map(|(_, gain)| gain).sum::<f64>();
        cut::weighed(free, lacks)
    }
}

/// Whether the sums of a system form a network, so that each attack is a flow.
pub(crate) fn is_network(system: &System, budget: &Budget) -> bool {
    budget.spend(4 * system.figures().len());
    Network::of(system.all_uses(), system.relations().len()).is_some()
}

/// What is asked that was not reached, and the ways in which to push for it.
fn lacking(asked: Asked, [down, up]: [u128; 2]) -> Option<(u64, &'static [bool])> {
    if up < u128::from(asked.above) {
        return Some((asked.above, &[true]));
    }
    if down < u128::from(asked.below) {
        return Some((asked.below, &[false]));
    }
    (up.saturating_add(down) < asked.across.into()).then_some((asked.across, &[true, false]))
}

/// The sign with which a figure stands in a relation: parts less total is nothing.
fn sign(is_total: bool) -> f64 {
    if is_total { -1.0 } else { 1.0 }
}

/// How far down the figure in `place` moves in the first of two alternative tables, and how far up
/// in the second.
fn reach(place: usize, [low, high]: &[Deviation; 2]) -> [u128; 2] {
    let (down, up) = (moved(low, place).min(0), moved(high, place).max(0));
    [down.unsigned_abs(), up.unsigned_abs()]
}

/// By how much the figure in `place` differs.
pub(crate) fn moved(table: &Deviation, place: usize) -> i128 {
    let found = table.binary_search_by_key(&place, |step| step.0);
    found.ok().and_then(|at| table.get(at)).map_or(0, |step| step.1)
}

fn is_enough(figure: &Figure, place: usize, tables: &[Deviation; 2]) -> bool {
    let [down, up] = reach(place, tables);
    figure.asked.is_met(down, up)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_tables_on_one_side_of_the_true_one_are_no_range() {
        assert_eq!(reach(7, &[vec![(7, 3)], vec![(7, 5)]]), [0, 5]);
        assert_eq!(reach(7, &[vec![(7, -3)], vec![(7, -5)]]), [3, 0]);
        assert_eq!(reach(7, &[vec![(7, -3)], vec![(2, 1), (7, 5)]]), [3, 5]);
    }
}
