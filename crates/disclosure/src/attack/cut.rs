//! Cuts: what has to be hidden before a figure is safe, read from the walls that hold it.

use super::{Wall, sign};
use crate::budget::Budget;
use crate::system::{Asked, Figure, NotASystem, State, System};

/// Shown figures with weights: in every pattern that protects the figure asked about, the weights
/// of the hidden ones among them add up to at least 1. Empty when nothing helps.
pub(crate) type Cut = Vec<(usize, f64)>;

/// How many steps a figure takes to be put in order among the others of a cut.
const ORDERED: usize = 10;

/// How finely shares of a figure are told apart.
const SHARES: u64 = 1 << 16;

/// How far each figure that is or may be hidden can push the one in `place` past its `walls`: a
/// figure that a multiplied sum holds r times moves the other side by r times its room.
pub(super) fn gains(
    system: &System,
    place: usize,
    walls: &[Wall],
    budget: &Budget,
) -> Vec<(usize, f64)> {
    // What everybody knows never moves, and is most of a sparse table.
    let moving = |(other, _): &(usize, bool)| {
        let figure = system.figures().get(*other).filter(|_| *other != place);
        figure.is_some_and(|f| f.is_hideable() || matches!(f.state, State::Hidden(_)))
    };
    let mut gains = Vec::new();
    for wall in walls {
        let mut held = Vec::new();
        for &(relation, multiplier) in &wall.multipliers {
            let Some(relation) = system.relations().get(relation) else { continue };
            budget.spend(relation.parts.len() + 1);
            let terms = relation.terms().filter(moving);
            held.extend(terms.map(|(place, total)| (place, sign(total) * multiplier)));
        }
        budget.spend(ORDERED * held.len());
        gains.extend(summed(held).into_iter().filter_map(|(other, times)| {
            let figure = system.figures().get(other)?;
            let room = figure.room(times > 0.0).map_or(f64::INFINITY, |room| room as f64);
            (times.abs() > 1e-9 && room > 0.0).then_some((other, times.abs() * room))
        }));
    }
    summed(gains)
}

/// The cut of `gains`, each as a share of what `lacks`; none where nothing does.
pub(super) fn weighed(mut gains: Vec<(usize, f64)>, lacks: f64) -> Option<Cut> {
    // A hair more than its share, so that rounding never makes a cut ask for too much.
    for (_, gain) in &mut gains {
        *gain = (*gain / lacks * (1.0 + 1e-6)).min(1.0);
    }
    (lacks > 0.5).then_some(gains)
}

/// The system in which each figure counts as hidden by its share, 0 to 1: one that is half hidden
/// moves half as far, and asks for half as much. In units so small that shares stay whole.
///
/// # Errors
/// None that the system itself did not have.
pub(crate) fn shared(system: &System, shares: &[f64]) -> Result<System, NotASystem> {
    let most = system.figures().iter().map(|figure| figure.asked.most()).max().unwrap_or(0);
    let shared = |(figure, share): (&Figure, &f64)| {
        let share = (share.clamp(0.0, 1.0) * SHARES as f64) as u64;
        let room = |grows| {
            let room = figure.room(grows).unwrap_or(u128::MAX).min(most.into());
            i128::try_from(room.saturating_mul(share.into())).unwrap_or(i128::MAX)
        };
        let asked = |distance: u64| distance.saturating_mul(share);
        Figure {
            known: (
                Some(figure.value.saturating_sub(room(false))),
                Some(figure.value.saturating_add(room(true))),
            ),
            state: if share == 0 { State::Known } else { State::Free },
            asked: Asked {
                below: asked(figure.asked.below),
                above: asked(figure.asked.above),
                across: asked(figure.asked.across),
            },
            ..*figure
        }
    };
    let figures = system.figures().iter().zip(shares).map(shared).collect();
    System::new(figures, system.relations().to_vec())
}

/// Adds up what stands by the same place.
fn summed(mut terms: Vec<(usize, f64)>) -> Vec<(usize, f64)> {
    terms.sort_by_key(|term| term.0);
    terms.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    terms
}
