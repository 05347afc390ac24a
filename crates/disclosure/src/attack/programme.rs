//! How far a figure moves as a linear programme, for figures that form no network: tables of three
//! and four ways, two hierarchies at once, tables that share more than one margin.
//!
//! No figure is let move more than [`FARTHEST`] times as far as is asked, and distances too large
//! for a solver are first counted in coarse steps: both only take possibilities away, so what is
//! found safe is safe.

use super::part::Part;
use super::{Deviation, Wall, moved, sign};
use crate::budget::{Budget, Kind, Programme};
use microlp::{
    ComparisonOp, LinearExpr, OptimizationDirection, Problem, Solution, SolveOptions, Variable,
};

/// How many times as far as the figure attacked the others may move.
const FARTHEST: u128 = 1_000;
/// The most steps that the figure attacked is moved: the rest then stay well within an `f64`.
const STEPS: u128 = 1 << 32;
/// The same where steps are to be whole: the solver takes an `i32`.
const WHOLE_STEPS: u128 = 1 << 20;
/// How many times finer each round's steps are.
const FINER: u128 = 1 << 16;
/// How long the search for a table in whole numbers may go on,
const BRANCHES: u64 = 200;
/// and over how many figures at most: over more it takes longest of all, and seldom finds one.
const MOST_WHOLE: usize = 320;

/// One way of the figure attacked, in steps of one size, from an alternative table onwards.
struct Round<'a> {
    part: &'a Part<'a>,
    from: &'a Deviation,
    grows: bool,
    size: u128,
    /// How many steps the figure attacked is to be moved.
    wanted: u128,
    /// Whether the solver has to find whole steps.
    whole: bool,
    budget: &'a Budget,
}

/// A table in whole numbers in which the first figure of `part` has grown (or shrunk) by `wanted`,
/// or as far as one was found.
pub(super) fn push(part: &Part<'_>, grows: bool, wanted: u128, budget: &Budget) -> Deviation {
    let mut table = Deviation::new();
    for (most, whole) in [(STEPS, false), (WHOLE_STEPS, true)] {
        let mut size = wanted.div_ceil(most).max(1);
        // Coarse steps end short of the aim, or of bounds that are no whole number of them; finer
        // ones go on from there.
        let is_farthest = loop {
            let rest = wanted.saturating_sub(moved(&table, part.place).unsigned_abs());
            if rest == 0 {
                return table;
            }
            let wanted = (rest / size).min(most);
            let round = Round { part, from: &table, grows, size, wanted, whole, budget };
            let farther = round.table();
            let is_whole = farther.is_some();
            table = farther.unwrap_or(table);
            if size == 1 {
                break is_whole;
            }
            size = (size / FINER).max(1);
        };
        if is_farthest {
            return table;
        }
    }
    table
}

impl Round<'_> {
    /// The table with as many of this round's steps taken as can be, if those are whole.
    fn table(&self) -> Option<Deviation> {
        let (solution, moves) = self.solve()?;
        self.taken(&solution, &moves)
    }

    /// How many steps a figure may still grow (or shrink).
    fn room(&self, at: usize, grows: bool) -> Option<u128> {
        let (place, figure) = self.part.figures.get(at)?;
        let by = moved(self.from, *place);
        let room = figure.room(grows)?;
        let room = match (by > 0) == grows {
            true => room.saturating_sub(by.unsigned_abs()),
            false => room.saturating_add(by.unsigned_abs()),
        };
        Some(room / self.size)
    }

    fn solve(&self) -> Option<(Solution, Vec<Variable>)> {
        let programme = primal(self.part);
        let branches = self.budget.branches(programme, BRANCHES);
        let is_too_long = self.whole && (branches == 0 || self.part.figures.len() > MOST_WHOLE);
        if is_too_long || !self.budget.affords_attack(programme) {
            return None;
        }
        let mut problem = Problem::new(match self.grows {
            true => OptimizationDirection::Maximize,
            false => OptimizationDirection::Minimize,
        });
        let farthest = self.wanted * FARTHEST;
        let mut sums = vec![LinearExpr::empty(); self.part.relations.len()];
        let mut moves = Vec::with_capacity(self.part.figures.len());
        for (at, uses) in self.part.uses.iter().enumerate() {
            // Not past the aim: that table is likelier to be in whole numbers. Where it is not,
            // whole numbers may have to overshoot.
            let most = if at == 0 && !self.whole { self.wanted } else { farthest };
            let room = |grows| self.room(at, grows).map_or(most, |room| room.min(most)) as f64;
            // Nor the wrong way, as a search cut short might.
            let least = |grows| if at == 0 && grows != self.grows { 0.0 } else { room(grows) };
            let (down, up) = (least(false), least(true));
            let objective = if at == 0 { 1.0 } else { 0.0 };
            let variable = match self.whole {
                true => problem.add_integer_var(objective, (-(down as i32), up as i32)),
                false => problem.add_var(objective, (-down, up)),
            };
            moves.push(variable);
            for (relation, total) in uses {
                if let Some(sum) = sums.get_mut(*relation) {
                    sum.add(variable, sign(*total));
                }
            }
        }
        for sum in sums {
            problem.add_constraint(sum, ComparisonOp::Eq, 0.0);
        }
        let mut options = SolveOptions::default();
        options.node_limit = Some(branches);
        let solved = problem.solve_with(options);
        let pivots = solved.as_ref().ok().map(|solved| solved.stats().lp_iterations);
        self.budget.pay(programme, pivots);
        Some((solved.ok()?.into_solution().ok()?, moves))
    }

    /// The solution added to the table so far, if it is one in whole numbers that satisfies every
    /// bound and sum.
    fn taken(&self, solution: &Solution, moves: &[Variable]) -> Option<Deviation> {
        let size = i128::try_from(self.size).ok()?;
        let mut table = Deviation::new();
        let mut sums = vec![0_i128; self.part.relations.len()];
        for ((at, uses), variable) in self.part.uses.iter().enumerate().zip(moves) {
            let value = solution.var_value(*variable);
            let steps = value.round();
            if (value - steps).abs() > 1e-6 {
                return None;
            }
            let steps = steps as i128;
            if self.room(at, steps > 0).is_some_and(|room| steps.unsigned_abs() > room) {
                return None;
            }
            for (relation, total) in uses {
                *sums.get_mut(*relation)? += if *total { -steps } else { steps };
            }
            let (place, _) = self.part.figures.get(at)?;
            let by = moved(self.from, *place).checked_add(steps.checked_mul(size)?)?;
            if by != 0 {
                table.push((*place, by));
            }
        }
        table.sort_unstable_by_key(|step| step.0);
        sums.iter().all(|sum| *sum == 0).then_some(table)
    }
}

/// Whether the budget has enough for the programmes of a part.
pub(super) fn is_affordable(part: &Part<'_>, budget: &Budget) -> bool {
    budget.affords_attack(primal(part)) && budget.affords_attack(dual(part))
}

fn primal(part: &Part<'_>) -> Programme {
    Programme { columns: part.figures.len(), rows: part.relations.len(), kind: Kind::Attack }
}

fn dual(part: &Part<'_>) -> Programme {
    let (figures, relations) = (part.figures.len(), part.relations.len());
    Programme { columns: 2 * figures + relations, rows: figures, kind: Kind::Wall }
}

/// The dual: the multipliers of the relations that leave the first figure alone on one side, and
/// let the rest move it least.
pub(super) fn wall(part: &Part<'_>, grows: bool, wanted: u128, budget: &Budget) -> Option<Wall> {
    let programme = dual(part);
    if !budget.affords_attack(programme) {
        return None;
    }
    // Large distances are told as shares of one that keeps numbers small.
    let size = (wanted as f64 / WHOLE_STEPS as f64).max(1.0);
    let room = |at: usize, grows| {
        let room = part.figures.get(at).and_then(|(_, figure)| figure.room(grows));
        let most = wanted.saturating_mul(FARTHEST);
        room.map_or(most, |room| room.min(most)) as f64 / size
    };
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let free = (f64::NEG_INFINITY, f64::INFINITY);
    let multipliers: Vec<Variable> =
        part.relations.iter().map(|_| problem.add_var(0.0, free)).collect();
    for (at, uses) in part.uses.iter().enumerate() {
        let mut held = LinearExpr::empty();
        for (relation, total) in uses {
            held.add(*multipliers.get(*relation)?, sign(*total));
        }
        if at == 0 {
            problem.add_constraint(held, ComparisonOp::Eq, if grows { -1.0 } else { 1.0 });
            continue;
        }
        let zero_or_more = (0.0, f64::INFINITY);
        held.add(problem.add_var(room(at, true), zero_or_more), -1.0);
        held.add(problem.add_var(room(at, false), zero_or_more), 1.0);
        problem.add_constraint(held, ComparisonOp::Eq, 0.0);
    }
    let solved = problem.solve();
    let pivots = solved.as_ref().ok().map(|solved| solved.stats().lp_iterations);
    budget.pay(programme, pivots);
    let solution = solved.ok()?.into_solution().ok()?;
    let named = part.relations.iter().zip(&multipliers);
    let multipliers = named
        .map(|(relation, variable)| (*relation, solution.var_value(*variable)))
        .filter(|(_, multiplier)| multiplier.abs() > 1e-9)
        .collect();
    Some(Wall { distance: solution.objective() * size, multipliers })
}
