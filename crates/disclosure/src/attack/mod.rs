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

mod network;
mod part;
mod programme;

use crate::system::{Figure, System};
use part::{Part, Scratch};

/// By how much the figures of an alternative table differ from the true ones, in order of place.
pub(crate) type Deviation = Vec<(usize, i128)>;

/// Shown figures with weights: in every pattern that protects the figure asked about, the weights
/// of the hidden ones among them add up to at least 1. Empty when nothing helps.
pub(crate) type Cut = Vec<(usize, f64)>;

/// How an attack on one figure ends.
pub(crate) enum Attack {
    /// It stays open as wide as asked, as these alternative tables show.
    Fails([Deviation; 2]),
    /// It is known too closely.
    Succeeds(Cut),
}

/// How far a figure can be pushed one way, and the multiplier of each relation that proves that
/// it can be pushed no farther: the multiplied sums leave the figure alone on one side.
struct Wall {
    distance: f64,
    multipliers: Vec<(usize, f64)>,
}

/// How many hidden figures are looked at first: most attacks are decided close by.
const NEAR: usize = 48;

/// Somebody who attacks a system again and again.
pub(crate) struct Attacker<'a> {
    system: &'a System,
    scratch: Scratch,
}

impl<'a> Attacker<'a> {
    pub(crate) fn new(system: &'a System) -> Self {
        Self { system, scratch: Scratch::new(system) }
    }

    /// Attacks the figure in `place` when the `hidden` ones are not shown. At worst four linear
    /// programmes over the hidden figures that hang together with it, or two flows where those
    /// form a network.
    pub(crate) fn attack(&mut self, hidden: &[bool], place: usize) -> Attack {
        let Some(figure) = self.system.figures().get(place) else {
            return Attack::Fails([Vec::new(), Vec::new()]);
        };
        let mut part = Part::around(self.system, hidden, place, NEAR, &mut self.scratch);
        let mut tables = part.tables(figure);
        if !is_enough(figure, place, &tables) && !part.is_whole {
            part = Part::around(self.system, hidden, place, usize::MAX, &mut self.scratch);
            tables = part.tables(figure);
        }
        if is_enough(figure, place, &tables) {
            return Attack::Fails(tables);
        }
        let cut = self.cut(&part, hidden, figure, &tables);
        Attack::Succeeds(cut.unwrap_or_else(|| part.border(self.system, hidden)))
    }

    /// The relations that have to be added and subtracted to work out the figure in `place`.
    pub(crate) fn relations(&mut self, hidden: &[bool], place: usize) -> Vec<usize> {
        let Some(figure) = self.system.figures().get(place) else { return Vec::new() };
        let part = Part::around(self.system, hidden, place, usize::MAX, &mut self.scratch);
        let walls = [true, false].map(|grows| part.wall(figure, grows, figure.asked.most()));
        let walls = walls.into_iter().flatten().flat_map(|wall| wall.multipliers);
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
        let asked = figure.asked;
        let wall = |grows| part.wall(figure, grows, asked.most());
        let [down, up] = reach(part.place, tables);
        if up < u128::from(asked.above) {
            return self.weigh(hidden, asked.above as f64, &[wall(true)?]);
        }
        if down < u128::from(asked.below) {
            return self.weigh(hidden, asked.below as f64, &[wall(false)?]);
        }
        self.weigh(hidden, asked.across as f64, &[wall(true)?, wall(false)?])
    }

    /// What each shown figure would add to the distances if it were hidden, as a share of what
    /// lacks: a figure that a multiplied sum holds r times moves the other side by r times its
    /// room.
    fn weigh(&self, hidden: &[bool], asked: f64, walls: &[Wall]) -> Option<Cut> {
        let lacks = asked - walls.iter().map(|wall| wall.distance).sum::<f64>();
        if lacks < 0.5 {
            return None;
        }
        let mut gains: Vec<(usize, f64)> = Vec::new();
        for wall in walls {
            let mut held: Vec<(usize, f64)> = Vec::new();
            for &(relation, multiplier) in &wall.multipliers {
                let terms = self.system.relations().get(relation).into_iter();
                let terms = terms.flat_map(|relation| relation.terms());
                held.extend(terms.map(|(place, total)| (place, sign(total) * multiplier)));
            }
            gains.extend(summed(held).into_iter().filter_map(|(place, times)| {
                let figure = self.system.figures().get(place)?;
                let shown = hidden.get(place) == Some(&false) && figure.is_hideable();
                let room = figure.room(times > 0.0).map_or(f64::INFINITY, |room| room as f64);
                let gain = (times.abs() * room / lacks).min(1.0);
                (shown && times.abs() > 1e-9 && gain > 1e-9).then_some((place, gain))
            }));
        }
        let mut cut = summed(gains);
        // A hair more than their share, so that rounding never makes a cut ask for too much.
        for (_, weight) in &mut cut {
            *weight = (*weight * (1.0 + 1e-6)).min(1.0);
        }
        Some(cut)
    }
}

/// The sign with which a figure stands in a relation: parts less total is nothing.
fn sign(is_total: bool) -> f64 {
    if is_total { -1.0 } else { 1.0 }
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

/// How far down and up the figure in `place` moves in two alternative tables.
fn reach(place: usize, tables: &[Deviation; 2]) -> [u128; 2] {
    tables.each_ref().map(|table| moved(table, place).unsigned_abs())
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
