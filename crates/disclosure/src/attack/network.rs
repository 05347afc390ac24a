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
use crate::uses::Uses;
use std::collections::VecDeque;

pub(crate) struct Network {
    /// The node that each arc leaves and the one that it enters; the last node stands for all
    /// that lies outside.
    arcs: Vec<(usize, usize)>,
    /// Where the arcs at each node end,
    ends: Vec<usize>,
    /// and those arcs, node by node.
    at: Vec<usize>,
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
    pub(crate) fn of(uses: &Uses, relations: usize) -> Option<Self> {
        let outside = relations;
        let nodes = |of: &[(usize, bool)]| {
            let node = |at: usize| of.get(at).map_or(outside, |(relation, _)| *relation);
            [node(0), node(1)]
        };
        let mut ends = vec![0_usize; relations + 1];
        for of in uses.iter() {
            if of.len() > 2 {
                return None;
            }
            for node in nodes(of) {
                *ends.get_mut(node)? += 1;
            }
        }
        // First where the arcs at each node begin; once they are all in their places, where they end.
        let mut before = 0;
        for end in &mut ends {
            before += std::mem::replace(end, before);
        }
        let mut at = vec![0; before];
        for (figure, of) in uses.iter().enumerate() {
            for node in nodes(of) {
                let next = ends.get_mut(node)?;
                *at.get_mut(*next)? = figure;
                *next += 1;
            }
        }
        let mut network =
            Self { arcs: Vec::with_capacity(uses.len()), ends, at, signs: Vec::new() };
        let turned = network.turned(uses, relations)?;
        for of in uses.iter() {
            let mut arc = (outside, outside);
            for (relation, total) in of {
                if *total == *turned.get(*relation)? {
                    arc.0 = *relation;
                } else {
                    arc.1 = *relation;
                }
            }
            network.arcs.push(arc);
        }
        network.signs = turned.iter().map(|turned| if *turned { -1.0 } else { 1.0 }).collect();
        Some(network)
    }

    /// The arcs at a node.
    fn at(&self, node: usize) -> &[usize] {
        let start = node.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        let end = self.ends.get(node).copied().unwrap_or_default();
        self.at.get(start.unwrap_or_default()..end).unwrap_or_default()
    }

    /// Which relations to turn over so that every figure that stands in two leaves one and enters the
    /// other; none when that cannot be.
    fn turned(&self, uses: &Uses, relations: usize) -> Option<Vec<bool>> {
        let mut turned: Vec<Option<bool>> = vec![None; relations];
        for start in 0..relations {
            if turned.get(start)?.is_some() {
                continue;
            }
            *turned.get_mut(start)? = Some(false);
            let mut open = vec![start];
            while let Some(relation) = open.pop() {
                let mine = (*turned.get(relation)?)?;
                for figure in self.at(relation) {
                    let [(one, total), (two, is_total)] = uses.of(*figure) else { continue };
                    let other = if *one == relation { *two } else { *one };
                    // Figures with the same sign in both.
                    let theirs = mine != (total == is_total);
                    match turned.get_mut(other)? {
                        Some(found) if *found != theirs => return None,
                        Some(_) => {}
                        slot @ None => {
                            *slot = Some(theirs);
                            open.push(other);
                        }
                    }
                }
            }
        }
        turned.into_iter().collect()
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
        let mut reached = vec![false; self.ends.len()];
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
        let mut came: Vec<Option<(usize, usize, bool, u128)>> = vec![None; self.ends.len()];
        budget.spend(self.ends.len());
        let mut queue = VecDeque::from([source]);
        reached.fill(false);
        set(reached, source);
        while let Some(node) = queue.pop_front() {
            if node == sink {
                break;
            }
            budget.spend(self.at(node).len());
            // The figure that is pushed is the first, and no part of its own way.
            for &figure in self.at(node).iter().filter(|figure| **figure > 0) {
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
