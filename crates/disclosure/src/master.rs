//! The cheapest figures to hide so that every cut is obeyed, each hidden wholly or, in the linear
//! relaxation, by a share: the master problem of Fischetti and Salazar-González (2001, section 5).

use crate::attack::Cut;
use crate::budget::{Budget, Kind, Programme};
use crate::system::{Figure, State, System};
use microlp::{
    ComparisonOp, LinearExpr, OptimizationDirection, Problem, SolutionStatus, SolveOptions,
    Variable,
};

/// A cut, and the figure that it protects: it holds where that figure is hidden.
pub(crate) type Guard = (usize, Cut);

/// The answer: what no pattern that obeys the cuts costs less than, and by what share each figure
/// is hidden.
pub(crate) struct Master {
    pub(crate) cost: f64,
    pub(crate) shares: Vec<f64>,
}

/// How many branches are tried for an answer without shares.
const BRANCHES: u64 = 200;

/// Solves the master problem, `whole` or relaxed; none when the solver gives up, or it would take more
/// than the budget has. A figure that no cut names is not hidden.
pub(crate) fn solve(
    system: &System,
    cuts: &[Guard],
    whole: bool,
    budget: &Budget,
) -> Option<Master> {
    let mut named: Vec<usize> = cuts.iter().flat_map(|(_, cut)| cut).map(|part| part.0).collect();
    budget.spend(named.len() + system.figures().len());
    named.sort_unstable();
    named.dedup();
    let (columns, rows) = (named.len() + cuts.len(), cuts.len());
    let terms = cuts.iter().map(|(_, cut)| cut.len() as u64).sum();
    let programme = Programme { columns, rows, kind: Kind::Master { terms } };
    let branches = budget.branches(programme, BRANCHES);
    if !budget.affords(programme) || whole && branches == 0 {
        return None;
    }
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let mut hidden: Vec<Option<Variable>> = vec![None; system.figures().len()];
    let mut variable = |problem: &mut Problem, place: usize| {
        let cost = system.figures().get(place)?.cost as f64;
        let add = || match whole {
            true => problem.add_binary_var(cost),
            false => problem.add_var(cost, (0.0, 1.0)),
        };
        Some(*hidden.get_mut(place)?.get_or_insert_with(add))
    };
    for (figure, cut) in cuts {
        let mut sum = LinearExpr::empty();
        for (place, weight) in cut {
            sum.add(variable(&mut problem, *place)?, *weight);
        }
        let forced = matches!(system.figures().get(*figure)?.state, State::Hidden(_));
        if !forced {
            sum.add(variable(&mut problem, *figure)?, -1.0);
        }
        problem.add_constraint(sum, ComparisonOp::Ge, if forced { 1.0 } else { 0.0 });
    }
    let mut options = SolveOptions::default();
    options.node_limit = Some(branches);
    options.mip_gap = 0.0;
    let solved = problem.solve_with(options);
    let pivots = solved.as_ref().ok().map(|solved| solved.stats().lp_iterations);
    budget.pay(programme, pivots);
    let solution = solved.ok()?.into_solution().ok()?;
    if solution.status() != SolutionStatus::Optimal {
        return None;
    }
    let share = |(figure, variable): (&Figure, &Option<Variable>)| match variable {
        Some(variable) => solution.var_value(*variable),
        None if matches!(figure.state, State::Hidden(_)) => 1.0,
        None => 0.0,
    };
    let shares = system.figures().iter().zip(&hidden).map(share).collect();
    Some(Master { cost: solution.objective(), shares })
}
