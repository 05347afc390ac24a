//! What any safe pattern costs at least: the linear relaxation, in which a figure may be hidden by
//! a share, tightened round by round with the cuts that its answer breaks.

use crate::attack::{Attacker, shared};
use crate::budget::Budget;
use crate::exact;
use crate::master::{self, Guard, Master};
use crate::system::{State, System};

/// How often cuts are sought in a small system, and in one that is not: a relaxation there takes
/// longer, and is not the way to the cheapest pattern.
const ROUNDS: (usize, usize) = (40, 12);
/// How many cuts end the search: each relaxation then takes long.
const MOST_CUTS: usize = 2_000;
/// Figures hidden by less than this are taken as shown when cuts are sought.
const LEAST_SHARE: f64 = 0.05;

/// Adds the cuts that relaxed patterns break, and gives the last relaxation; none when the solver
/// fails, or the budget has not enough for the first.
pub(crate) fn tighten(system: &System, cuts: &mut Vec<Guard>, budget: &Budget) -> Option<Master> {
    if cuts.len() > MOST_CUTS {
        return None;
    }
    let mut relaxed = master::solve(system, cuts, false, budget)?;
    let rounds = if exact::is_small(system) { ROUNDS.0 } else { ROUNDS.1 };
    for _ in 0..rounds {
        if budget.is_spent() {
            break;
        }
        let broken = broken(system, &relaxed.shares, budget);
        if broken.is_empty() || cuts.len() + broken.len() > MOST_CUTS {
            break;
        }
        cuts.extend(broken);
        let Some(tighter) = master::solve(system, cuts, false, budget) else { break };
        relaxed = tighter;
    }
    Some(relaxed)
}

/// The cuts that a relaxed pattern breaks, of those that attacks on it find.
fn broken(system: &System, shares: &[f64], budget: &Budget) -> Vec<Guard> {
    budget.spend(10 * system.figures().len());
    let Ok(scaled) = shared(system, shares) else { return Vec::new() };
    let forced = system.figures().iter().map(|figure| matches!(figure.state, State::Hidden(_)));
    let forced: Vec<bool> = forced.collect();
    let hidden: Vec<bool> = scaled.figures().iter().map(|f| f.state != State::Known).collect();
    let mut attacker = Attacker::new(&scaled, budget);
    let mut broken: Vec<Guard> = Vec::new();
    for (place, (share, figure)) in shares.iter().zip(system.figures()).enumerate() {
        if budget.is_spent() {
            break;
        }
        if *share < LEAST_SHARE || figure.asked.most() == 0 {
            continue;
        }
        let Some(cut) = attacker.broken(&hidden, place, system, &forced) else { continue };
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
