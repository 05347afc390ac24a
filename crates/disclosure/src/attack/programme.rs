//! How far a figure moves as a linear programme, for figures that form no network: tables of three
//! and four ways, two hierarchies at once, tables that share more than one margin.
//!
//! Distances are counted in steps of a size that keeps numbers small, and no figure is let move
//! more than [`FARTHEST`] times as far as is asked: both only take possibilities away, so what is
//! found safe is safe.

use super::part::Part;
use super::{Deviation, Wall, sign};
use microlp::{
    ComparisonOp, LinearExpr, OptimizationDirection, Problem, Solution, SolveOptions, Variable,
};

/// How many times as far as the figure attacked the others may move.
const FARTHEST: u128 = 1_000;
/// The most steps that the figure attacked is moved.
const STEPS: u128 = 1 << 20;
/// How long the search for a table in whole numbers may go on.
const BRANCHES: u64 = 200;

/// The size of a step when the figure is to be moved by `wanted`, and how many steps that is.
fn steps(wanted: u128) -> (u128, u128) {
    let size = wanted.div_ceil(STEPS).max(1);
    (size, wanted.div_ceil(size))
}

impl Part<'_> {
    /// How many steps a figure may grow (or shrink).
    fn room(&self, at: usize, grows: bool, wanted: u128) -> f64 {
        let (size, most) = steps(wanted);
        let room = self.figures.get(at).and_then(|(_, figure)| figure.room(grows));
        room.map_or(most * FARTHEST, |room| (room / size).min(most * FARTHEST)) as f64
    }
}

/// A table in whole numbers in which the first figure of `part` has grown (or shrunk) by `wanted`,
/// or as far as one was found.
pub(super) fn push(part: &Part<'_>, grows: bool, wanted: u128) -> Deviation {
    let solved = solve_push(part, grows, wanted, false);
    let whole = solved.and_then(|(solution, moves)| table(part, &solution, &moves, wanted));
    whole
        .or_else(|| {
            let (solution, moves) = solve_push(part, grows, wanted, true)?;
            table(part, &solution, &moves, wanted)
        })
        .unwrap_or_default()
}

fn solve_push(
    part: &Part<'_>,
    grows: bool,
    wanted: u128,
    whole: bool,
) -> Option<(Solution, Vec<Variable>)> {
    let (_, most) = steps(wanted);
    let mut problem = Problem::new(match grows {
        true => OptimizationDirection::Maximize,
        false => OptimizationDirection::Minimize,
    });
    let mut sums = vec![LinearExpr::empty(); part.relations.len()];
    let mut moves = Vec::with_capacity(part.figures.len());
    for (at, uses) in part.uses.iter().enumerate() {
        let (mut down, mut up) = (part.room(at, false, wanted), part.room(at, true, wanted));
        if at == 0 && !whole {
            // Not past the aim: that table is likelier to be in whole numbers. Where it is not,
            // whole numbers may have to overshoot.
            (down, up) = if grows { (0.0, most as f64) } else { (most as f64, 0.0) };
        }
        let objective = if at == 0 { 1.0 } else { 0.0 };
        let variable = match whole {
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
    options.node_limit = Some(BRANCHES);
    let solution = problem.solve_with(options).ok()?.into_solution().ok()?;
    Some((solution, moves))
}

/// The solution as a deviation, if it is one in whole numbers that satisfies every bound and sum.
fn table(
    part: &Part<'_>,
    solution: &Solution,
    moves: &[Variable],
    wanted: u128,
) -> Option<Deviation> {
    let (size, _) = steps(wanted);
    let size = i128::try_from(size).ok()?;
    let mut table = Vec::new();
    let mut sums = vec![0_i128; part.relations.len()];
    for ((at, uses), variable) in part.uses.iter().enumerate().zip(moves) {
        let value = solution.var_value(*variable);
        let steps = value.round();
        if (value - steps).abs() > 1e-6 {
            return None;
        }
        let steps = steps as i128;
        let (place, figure) = part.figures.get(at)?;
        if figure.room(steps > 0).is_some_and(|room| steps.unsigned_abs() > room / size as u128) {
            return None;
        }
        for (relation, total) in uses {
            *sums.get_mut(*relation)? += if *total { -steps } else { steps };
        }
        if steps != 0 {
            table.push((*place, steps.checked_mul(size)?));
        }
    }
    sums.iter().all(|sum| *sum == 0).then_some(table)
}

/// The dual: the multipliers of the relations that leave the first figure alone on one side, and
/// let the rest move it least.
pub(super) fn wall(part: &Part<'_>, grows: bool, wanted: u128) -> Option<Wall> {
    let (size, _) = steps(wanted);
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
        held.add(problem.add_var(part.room(at, true, wanted), zero_or_more), -1.0);
        held.add(problem.add_var(part.room(at, false, wanted), zero_or_more), 1.0);
        problem.add_constraint(held, ComparisonOp::Eq, 0.0);
    }
    let solution = problem.solve().ok()?.into_solution().ok()?;
    let named = part.relations.iter().zip(&multipliers);
    let multipliers = named
        .map(|(relation, variable)| (*relation, solution.var_value(*variable)))
        .filter(|(_, multiplier)| multiplier.abs() > 1e-9)
        .collect();
    Some(Wall { distance: solution.objective() * size as f64, multipliers })
}
