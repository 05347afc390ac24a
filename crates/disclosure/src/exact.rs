//! The cheapest pattern of a small system: an integer programme over cuts, to which each pattern
//! that is still unsafe adds the cuts that it breaks (Benders' decomposition, as in Fischetti and
//! Salazar-González, Management Science 47(7), 2001, section 5).

use crate::pattern::Pattern;
use crate::protect::{Found, Guard, close};
use crate::system::{Figure, State, System};
use microlp::{
    ComparisonOp, LinearExpr, OptimizationDirection, Problem, SolutionStatus, SolveOptions,
    Variable,
};

/// Systems with more figures that could be hidden are left to the heuristic.
const MOST_FREE: usize = 120;
/// How many patterns are tried before the bound so far is stated instead.
const ROUNDS: usize = 30;
/// How many branches the integer programme may take for each.
const BRANCHES: u64 = 200;

/// Looks for a cheaper pattern than the one found.
pub(crate) fn improve<'a>(system: &'a System, mut found: Found<'a>) -> Found<'a> {
    let free: Vec<usize> = (0..system.figures().len())
        .filter(|place| system.figures().get(*place).is_some_and(Figure::is_hideable))
        .collect();
    if free.len() > MOST_FREE {
        return found;
    }
    for _ in 0..ROUNDS {
        if found.is_cheapest() {
            return found;
        }
        let Some((cost, chosen)) = cheapest(system, &free, &found.cuts) else { return found };
        found.raise(cost);
        let mut next = Pattern::new(system);
        chosen.into_iter().for_each(|place| next.hide(place));
        for figure in next.unproved() {
            if let Err(cut) = next.prove(figure) {
                found.cuts.push((figure, cut));
            }
        }
        if close(&mut next, &mut found.cuts).is_err() {
            return found;
        }
        found.offer(next);
    }
    found
}

/// The cheapest pattern that obeys the cuts, and what it costs; none when the search gave up.
fn cheapest(system: &System, free: &[usize], cuts: &[Guard]) -> Option<(f64, Vec<usize>)> {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let mut hidden: Vec<Option<Variable>> = vec![None; system.figures().len()];
    for place in free {
        let cost = system.figures().get(*place)?.cost;
        *hidden.get_mut(*place)? = Some(problem.add_binary_var(cost as f64));
    }
    for (figure, cut) in cuts {
        let mut sum = LinearExpr::empty();
        for (place, weight) in cut {
            sum.add((*hidden.get(*place)?)?, *weight);
        }
        let guarded = match system.figures().get(*figure)?.state {
            State::Hidden(_) => 1.0,
            _ => {
                sum.add((*hidden.get(*figure)?)?, -1.0);
                0.0
            }
        };
        problem.add_constraint(sum, ComparisonOp::Ge, guarded);
    }
    let mut options = SolveOptions::default();
    options.node_limit = Some(BRANCHES);
    options.mip_gap = 0.0;
    let solution = problem.solve_with(options).ok()?.into_solution().ok()?;
    if solution.status() != SolutionStatus::Optimal {
        return None;
    }
    let is_hidden = |place: &usize| {
        let variable = hidden.get(*place).copied().flatten();
        variable.is_some_and(|variable| solution.var_value(variable) > 0.5)
    };
    Some((solution.objective(), free.iter().copied().filter(is_hidden).collect()))
}
