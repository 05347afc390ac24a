//! The hidden figures that hang together with one: all that matters to an attack on it.

use super::network::Network;
use super::programme;
use super::{Cut, Deviation, Wall, reach};
use crate::budget::Budget;
use crate::system::{Figure, System};
use crate::uses::Uses;
use std::ops::ControlFlow;

/// How many more figures a relation brings in when only those nearby are gathered.
const FROM_EACH: usize = 6;

/// How many steps it takes to write down a figure with the relations that hold it, and as an arc.
const GATHERED: usize = 12;

/// Where figures and relations stand in the part that is being gathered; [`NOWHERE`] between attacks.
pub(crate) struct Scratch {
    figures: Vec<u32>,
    relations: Vec<u32>,
}

/// In no part.
const NOWHERE: u32 = u32::MAX;

impl Scratch {
    pub(crate) fn new(system: &System) -> Self {
        Self {
            figures: vec![NOWHERE; system.figures().len()],
            relations: vec![NOWHERE; system.relations().len()],
        }
    }
}

/// Hidden figures around one, nearest first, with the relations between them. The first figure is
/// the one attacked. Figures beyond stay as they are, which only takes possibilities away.
pub(crate) struct Part<'a> {
    pub(crate) place: usize,
    pub(crate) figures: Vec<(usize, &'a Figure)>,
    pub(crate) relations: Vec<usize>,
    /// For each figure, the relations that hold it, by their place in this part; `true` where it
    /// is the total.
    pub(crate) uses: Uses,
    /// Whether no hidden figure that hangs together with these was left out.
    pub(crate) is_whole: bool,
    network: Option<Network>,
}

impl<'a> Part<'a> {
    /// Gathers at most `limit` hidden figures around the one in `place`, or all that hang together
    /// with it where there is no limit, in time linear in the relations that hold them. Under a
    /// limit no relation brings in more than [`FROM_EACH`], so that one long line leaves room
    /// for what leads back to it.
    pub(crate) fn around(
        system: &'a System,
        hidden: &[bool],
        place: usize,
        limit: Option<usize>,
        scratch: &mut Scratch,
        budget: &Budget,
    ) -> Self {
        let from_each = limit.map_or(usize::MAX, |_| FROM_EACH);
        let limit = limit.unwrap_or(usize::MAX);
        let mut found = vec![place];
        let mut relations = Vec::new();
        let mut is_whole = true;
        mark(&mut scratch.figures, place, 0);
        let mut at = 0;
        while let Some(&figure) = found.get(at) {
            at += 1;
            for &(relation, _) in system.uses(figure) {
                if !mark(&mut scratch.relations, relation, relations.len()) {
                    continue;
                }
                relations.push(relation);
                let most = found.len().saturating_add(from_each).min(limit);
                let Some(sum) = system.relations().get(relation) else { continue };
                let mut looked = 0;
                // In one go, which is quicker than one by one where there are two lists in a row.
                _ = sum.terms().try_for_each(|(other, _)| {
                    looked += 1;
                    if hidden.get(other) != Some(&true) {
                        return ControlFlow::Continue(());
                    }
                    if found.len() < most {
                        if mark(&mut scratch.figures, other, found.len()) {
                            found.push(other);
                        }
                        return ControlFlow::Continue(());
                    }
                    is_whole &= scratch.figures.get(other) != Some(&NOWHERE);
                    if is_whole { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
                });
                budget.spend(looked);
            }
        }
        let local = |relation: usize| scratch.relations.get(relation).map(|at| *at as usize);
        let mut uses = Uses::default();
        for figure in &found {
            let of = system.uses(*figure).iter();
            uses.push(of.filter_map(|(relation, total)| Some((local(*relation)?, *total))));
        }
        budget.spend(GATHERED * found.len() + 4 * relations.len());
        let network = Network::of(&uses, relations.len());
        found.iter().for_each(|figure| unmark(&mut scratch.figures, *figure));
        relations.iter().for_each(|relation| unmark(&mut scratch.relations, *relation));
        let figure = |place: usize| Some((place, system.figures().get(place)?));
        let figures = found.into_iter().filter_map(figure).collect();
        Self { place, figures, relations, uses, is_whole, network }
    }

    /// Whether its sums form no network.
    pub(super) fn is_tangled(&self) -> bool {
        self.network.is_none()
    }

    /// Whether a linear programme over it costs more than there is.
    pub(super) fn is_too_large(&self, budget: &Budget) -> bool {
        self.is_tangled() && !programme::is_affordable(self, budget)
    }

    /// Two alternative tables, low and high in `figure`, as far apart as asked if that can be.
    pub(crate) fn tables(&self, figure: &Figure, budget: &Budget) -> [Deviation; 2] {
        let asked = figure.asked;
        let high = self.push(figure, true, asked.above.max(asked.across).into(), budget);
        let [_, up] = reach(self.place, &[Vec::new(), high.clone()]);
        let rest = u128::from(asked.across).saturating_sub(up);
        let low = self.push(figure, false, rest.max(asked.below.into()), budget);
        [low, high]
    }

    /// A table in which `figure` has grown (or shrunk) by `wanted`, or as far as can be.
    fn push(&self, figure: &Figure, grows: bool, wanted: u128, budget: &Budget) -> Deviation {
        let wanted = figure.room(grows).map_or(wanted, |room| room.min(wanted));
        if wanted == 0 {
            return Vec::new();
        }
        let mut table = match &self.network {
            Some(network) => network.push(&self.figures, grows, wanted, budget).table,
            None => programme::push(self, grows, wanted, budget),
        };
        table.sort_unstable_by_key(|step| step.0);
        table
    }

    /// What keeps `figure` from moving each of these `ways` as far as it asks for.
    pub(super) fn walls(
        &self,
        figure: &Figure,
        ways: &[bool],
        budget: &Budget,
    ) -> Option<Vec<Wall>> {
        ways.iter().map(|grows| self.wall(figure, *grows, figure.asked.most(), budget)).collect()
    }

    /// What keeps `figure` from growing (or shrinking) by `wanted`; none when nothing does or the
    /// solver gives no answer.
    fn wall(&self, figure: &Figure, grows: bool, wanted: u64, budget: &Budget) -> Option<Wall> {
        let wanted = u128::from(wanted);
        let room = figure.room(grows).unwrap_or(u128::MAX);
        let wall = match &self.network {
            Some(network) => {
                let push = network.push(&self.figures, grows, wanted.min(room), budget);
                let global = |(relation, by)| Some((*self.relations.get(relation)?, by));
                let multipliers = push.multipliers.into_iter().filter_map(global).collect();
                Wall { distance: push.distance as f64, multipliers }
            }
            None => programme::wall(self, grows, wanted, budget)?,
        };
        // Where its own bound holds it first, no other figure matters.
        let held = wall.distance >= room as f64;
        Some(if held { Wall { distance: room as f64, multipliers: Vec::new() } } else { wall })
    }

    /// Every shown figure beside this part: hiding one gives the figure more room, if anything
    /// does.
    pub(crate) fn border(&self, system: &System, hidden: &[bool]) -> Cut {
        let relations = self.relations.iter().filter_map(|place| system.relations().get(*place));
        let mut beside: Vec<usize> = relations
            .flat_map(|relation| relation.terms())
            .map(|(place, _)| place)
            .filter(|place| hidden.get(*place) == Some(&false))
            .filter(|place| system.figures().get(*place).is_some_and(Figure::is_hideable))
            .collect();
        beside.sort_unstable();
        beside.dedup();
        beside.into_iter().map(|place| (place, 1.0)).collect()
    }
}

/// Notes where something stands; false when it was noted before.
fn mark(places: &mut [u32], place: usize, at: usize) -> bool {
    match places.get_mut(place) {
        Some(slot) if *slot == NOWHERE => {
            *slot = u32::try_from(at).unwrap_or(NOWHERE);
            true
        }
        _ => false,
    }
}

fn unmark(places: &mut [u32], place: usize) {
    if let Some(slot) = places.get_mut(place) {
        *slot = NOWHERE;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attack::{NEAR, is_enough};
    use crate::{Dimension, Entry, Rules, Table, Threshold};

    #[test]
    fn in_a_wide_table_full_of_hidden_counts_what_is_near_decides() {
        let wide = vec![Dimension::flat(60), Dimension::flat(60)];
        let counts = vec![Entry::Count(8); 3_600];
        let table = Table::counts(Rules::new(Threshold::OUTCOMES), wide, &counts).unwrap();
        let system = table.system();
        let inner = |place: usize| place > 60 && !place.is_multiple_of(61);
        let hidden: Vec<bool> = (0..system.figures().len()).map(inner).collect();
        let place = table.place(&[30, 30]).unwrap();
        let mut scratch = Scratch::new(system);
        let budget = Budget::new(u64::MAX);
        let near = Part::around(system, &hidden, place, Some(NEAR), &mut scratch, &budget);
        let figure = &system.figures()[place];
        assert!(is_enough(figure, place, &near.tables(figure, &budget)));
        assert!(near.figures.len() <= NEAR && !near.is_whole);
    }
}
