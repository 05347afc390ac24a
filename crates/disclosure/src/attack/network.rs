//! Relations as nodes and figures as arcs: how far a figure moves is then how much flows round.
//!
//! When every figure stands in at most two relations, with opposite signs once some relations are
//! turned over, "every sum still holds" is "what flows in flows out" (Cox, Network models for
//! complementary cell suppression, JASA 90, 1995): two-way tables with totals, one of whose ways
//! may be a hierarchy. The whole-number tables that agree are then exactly the whole-number flows,
//! so each value between the lowest and the highest occurs (Ahuja, Magnanti and Orlin, Network
//! Flows, 1993).

use super::Deviation;
use crate::budget::Budget;
use crate::system::Figure;
use std::collections::VecDeque;

pub(crate) struct Network {
    /// The node that each arc leaves and the one that it enters; the last node stands for all
    /// that lies outside.
    arcs: Vec<(usize, usize)>,
    /// The arcs at each node.
    at: Vec<Vec<usize>>,
    /// The sign with which each relation was taken.
    signs: Vec<f64>,
}

/// How far the first figure was pushed, by which table, and which relations hold it there.
pub(crate) struct Push {
    pub(crate) distance: u128,
    pub(crate) table: Deviation,
    pub(crate) multipliers: Vec<(usize, f64)>,
}

impl Network {
    /// The network of figures with these `uses` in so many `relations`, if they form one.
    pub(crate) fn of(uses: &[Vec<(usize, bool)>], relations: usize) -> Option<Self> {
        let mut beside: Vec<Vec<(usize, bool)>> = vec![Vec::new(); relations];
        for of in uses {
            match of.as_slice() {
                [] | [_] => {}
                [(first, total), (second, other)] => {
                    beside.get_mut(*first)?.push((*second, total == other));
                    beside.get_mut(*second)?.push((*first, total == other));
                }
                _ => return None,
            }
        }
        let turned = turned(&beside)?;
        let outside = relations;
        let mut arcs = Vec::with_capacity(uses.len());
        let mut at = vec![Vec::new(); relations + 1];
        for (figure, of) in uses.iter().enumerate() {
            let mut arc = (outside, outside);
            for (relation, total) in of {
                if *total == *turned.get(*relation)? {
                    arc.0 = *relation;
                } else {
                    arc.1 = *relation;
                }
            }
            at.get_mut(arc.0)?.push(figure);
            at.get_mut(arc.1)?.push(figure);
            arcs.push(arc);
        }
        let signs = turned.into_iter().map(|turned| if turned { -1.0 } else { 1.0 }).collect();
        Some(Self { arcs, at, signs })
    }

    /// Pushes the first figure up (or down) by `wanted` or as far as can be: a largest flow along
    /// shortest ways (Edmonds and Karp), which ends at a smallest cut; where the budget is spent
    /// before, at no cut, and as far as it came.
    pub(crate) fn push(
        &self,
        figures: &[(usize, &Figure)],
        grows: bool,
        wanted: u128,
        budget: &Budget,
    ) -> Push {
        budget.spend(3 * figures.len());
        let &(from, to) = self.arcs.first().unwrap_or(&(0, 0));
        let (source, sink) = if grows { (to, from) } else { (from, to) };
        let mut moved = vec![0_i128; figures.len()];
        let mut distance = 0_u128;
        let mut reached = vec![false; self.at.len()];
        if source == sink {
            distance = wanted;
        }
        while distance < wanted && !budget.is_spent() {
            let rest = wanted - distance;
            let ends = (source, sink);
            let Some(way) = self.way(figures, &moved, ends, rest, &mut reached, budget) else {
                break;
            };
            let step = way.iter().map(|(_, _, room)| *room).min().unwrap_or(0).min(rest);
            for (figure, up, _) in way {
                if let Some(moved) = moved.get_mut(figure) {
                    *moved = moved.saturating_add(signed(step, up));
                }
            }
            distance += step;
        }
        if let Some(first) = moved.first_mut() {
            *first = signed(distance, grows);
        }
        let table = figures.iter().zip(moved).map(|((place, _), by)| (*place, by));
        let table = table.filter(|(_, by)| *by != 0).collect();
        Push { distance, table, multipliers: self.multipliers(&reached) }
    }

    /// The relations that the flow reached, with their signs; where it reached the outside, the
    /// others, which is the same cut seen from the other side.
    fn multipliers(&self, reached: &[bool]) -> Vec<(usize, f64)> {
        let outside = reached.last() == Some(&true);
        let held = reached.iter().zip(&self.signs).enumerate();
        held.filter(|(_, (reached, _))| **reached != outside)
            .map(|(relation, (_, sign))| (relation, if outside { -sign } else { *sign }))
            .collect()
    }

    /// A shortest way over figures with room, as figures with their direction and room; fills
    /// `reached` with what can be reached.
    fn way(
        &self,
        figures: &[(usize, &Figure)],
        moved: &[i128],
        (source, sink): (usize, usize),
        most: u128,
        reached: &mut [bool],
        budget: &Budget,
    ) -> Option<Vec<(usize, bool, u128)>> {
        let mut came: Vec<Option<(usize, usize, bool, u128)>> = vec![None; self.at.len()];
        budget.spend(self.at.len());
        let mut queue = VecDeque::from([source]);
        reached.fill(false);
        set(reached, source);
        while let Some(node) = queue.pop_front() {
            if node == sink {
                break;
            }
            budget.spend(self.at.get(node).map_or(0, Vec::len));
            // The figure that is pushed is the first, and no part of its own way.
            for &figure in self.at.get(node).into_iter().flatten().filter(|figure| **figure > 0) {
                let Some(&(from, to)) = self.arcs.get(figure) else { continue };
                let (next, up) = if from == node { (to, true) } else { (from, false) };
                if reached.get(next) != Some(&false) {
                    continue;
                }
                let room = left(figures.get(figure), moved.get(figure), up, most);
                if room > 0 {
                    set(reached, next);
                    if let Some(slot) = came.get_mut(next) {
                        *slot = Some((node, figure, up, room));
                    }
                    queue.push_back(next);
                }
            }
        }
        let mut way = Vec::new();
        let mut node = sink;
        while node != source {
            let (before, figure, up, room) = came.get(node).copied().flatten()?;
            way.push((figure, up, room));
            node = before;
        }
        Some(way)
    }
}

/// Which relations to turn over so that every figure that stands in two leaves one and enters the
/// other; none when that cannot be. `beside` lists for each relation those that share a figure
/// with it, and whether the figure has the same sign in both.
fn turned(beside: &[Vec<(usize, bool)>]) -> Option<Vec<bool>> {
    let mut turned: Vec<Option<bool>> = vec![None; beside.len()];
    for start in 0..beside.len() {
        if turned.get(start)?.is_some() {
            continue;
        }
        *turned.get_mut(start)? = Some(false);
        let mut open = vec![start];
        while let Some(relation) = open.pop() {
            let mine = (*turned.get(relation)?)?;
            for &(other, same) in beside.get(relation)? {
                match turned.get_mut(other)? {
                    Some(theirs) if *theirs != (mine != same) => return None,
                    Some(_) => {}
                    slot @ None => {
                        *slot = Some(mine != same);
                        open.push(other);
                    }
                }
            }
        }
    }
    turned.into_iter().collect()
}

/// How much farther a figure that has moved can grow (or shrink); `most` where there is no limit.
fn left(figure: Option<&(usize, &Figure)>, moved: Option<&i128>, up: bool, most: u128) -> u128 {
    let (Some((_, figure)), Some(&moved)) = (figure, moved) else { return 0 };
    match figure.room(up) {
        None => most,
        Some(room) if (moved > 0) == up => room.saturating_sub(moved.unsigned_abs()),
        Some(room) => room.saturating_add(moved.unsigned_abs()),
    }
}

fn signed(distance: u128, up: bool) -> i128 {
    let distance = i128::try_from(distance).unwrap_or(i128::MAX);
    if up { distance } else { -distance }
}

fn set(flags: &mut [bool], at: usize) {
    if let Some(flag) = flags.get_mut(at) {
        *flag = true;
    }
}
