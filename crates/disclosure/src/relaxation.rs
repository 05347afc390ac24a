//! What any safe pattern costs at least: the linear relaxation, in which a figure may be hidden by
//! a share, tightened round by round with the cuts that its answer breaks.

use crate::attack::{Attacker, shared};
use crate::protect::Guard;
use crate::system::{Figure, State, System};
use microlp::{ComparisonOp, LinearExpr, OptimizationDirection, Problem, Variable};

/// The answer of a relaxation.
pub(crate) struct Relaxed {
    /// What it costs.
    pub(crate) cost: f64,
    /// By what share each figure is hidden.
    pub(crate) shares: Vec<f64>,
}

/// How often cuts are sought.
const ROUNDS: usize = 12;
/// How many cuts end the search: each relaxation then takes long.
const MOST_CUTS: usize = 1_500;
/// Figures hidden by less than this are taken as shown when cuts are sought.
const LEAST_SHARE: f64 = 0.05;

/// Adds the cuts that relaxed patterns break, and gives the last relaxation; none when the solver
/// fails.
pub(crate) fn tighten(system: &System, cuts: &mut Vec<Guard>) -> Option<Relaxed> {
    let mut relaxed = relax(system, cuts)?;
    for _ in 0..ROUNDS {
        let broken = broken(system, &relaxed.shares);
        if broken.is_empty() || cuts.len() > MOST_CUTS {
            break;
        }
        cuts.extend(broken);
        relaxed = relax(system, cuts)?;
    }
    Some(relaxed)
}

/// The cuts that a relaxed pattern breaks, of those that attacks on it find.
fn broken(system: &System, shares: &[f64]) -> Vec<Guard> {
    let Ok(scaled) = shared(system, shares) else { return Vec::new() };
    let forced = system.figures().iter().map(|figure| matches!(figure.state, State::Hidden(_)));
    let forced: Vec<bool> = forced.collect();
    let mut attacker = Attacker::new(&scaled);
    let mut broken: Vec<Guard> = Vec::new();
    for (place, (share, figure)) in shares.iter().zip(system.figures()).enumerate() {
        if *share < LEAST_SHARE || figure.asked.most() == 0 {
            continue;
        }
        let Some(cut) = attacker.broken(system, &forced, place) else { continue };
        let weight =
            |(place, weight): &(usize, f64)| shares.get(*place).map_or(0.0, |share| share * weight);
        let is_forced = forced.get(place) == Some(&true);
        // Figures of one line are often held by the same wall.
        let again = broken.last().is_some_and(|(_, last)| is_forced && *last == cut);
        if !again && cut.iter().map(weight).sum::<f64>() < share - 1e-3 {
            broken.push((place, cut));
        }
    }
    broken
}

/// The cheapest shares that obey the cuts. A figure that no cut names is not hidden.
fn relax(system: &System, cuts: &[Guard]) -> Option<Relaxed> {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let mut hidden: Vec<Option<Variable>> = vec![None; system.figures().len()];
    let mut variable = |problem: &mut Problem, place: usize| {
        let cost = system.figures().get(place)?.cost as f64;
        let slot = hidden.get_mut(place)?;
        Some(*slot.get_or_insert_with(|| problem.add_var(cost, (0.0, 1.0))))
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
    let solution = problem.solve().ok()?.into_solution().ok()?;
    let share = |(figure, variable): (&Figure, &Option<Variable>)| match variable {
        Some(variable) => solution.var_value(*variable),
        None if matches!(figure.state, State::Hidden(_)) => 1.0,
        None => 0.0,
    };
    let shares = system.figures().iter().zip(&hidden).map(share).collect();
    Some(Relaxed { cost: solution.objective(), shares })
}
