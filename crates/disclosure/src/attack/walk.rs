//! A table that agrees, found by mending one sum after another: a figure is moved, each sum that no
//! longer holds is mended by another figure of it, and so on until all hold. It takes few looks, and
//! may miss what is there; what it finds is a table in whole numbers like any other.

use super::Deviation;
use crate::budget::Budget;
use crate::system::{Figure, State, System};

/// How many figures are moved before the walk is given up.
const MOST_MOVES: usize = 160;

/// Which figures may be moved, and which rather than others.
pub(super) enum Way<'a> {
    /// The hidden ones.
    Any(&'a [bool]),
    /// The hidden ones, and at their price those that might be hidden.
    Cheapest(&'a [bool]),
    /// The hidden ones, and only upwards.
    Up(&'a [bool]),
}

/// Two tables, low and high in the figure in `place`, as far apart as it asks for, or less far where
/// the walks lead nowhere.
pub(super) fn tables(
    system: &System,
    place: usize,
    way: &Way<'_>,
    budget: &Budget,
) -> [Deviation; 2] {
    let Some(figure) = system.figures().get(place) else { return [Vec::new(), Vec::new()] };
    let asked = figure.asked;
    let walked = |grows: bool, by: u64| {
        let enough = by == 0 || figure.room(grows).is_none_or(|room| room >= by.into());
        let walk = || Walk::new(system, way, budget).from(place, grows, i128::from(by));
        if by == 0 || !enough { None } else { walk() }
    };
    let high = walked(true, asked.above.max(asked.across));
    let below = if high.is_some() { asked.below } else { asked.below.max(asked.across) };
    let up = |high: &Option<Deviation>| high.clone().unwrap_or_default();
    if high.is_none() && asked.above > 0 {
        return [Vec::new(), Vec::new()];
    }
    [walked(false, below).unwrap_or_default(), up(&high)]
}

/// A walk on its way.
struct Walk<'a> {
    system: &'a System,
    way: &'a Way<'a>,
    budget: &'a Budget,
    /// By how much each figure has moved.
    moved: Vec<(usize, i128)>,
    /// The sums that do not hold: by how much their parts are more than their total.
    open: Vec<(usize, i128)>,
}

impl<'a> Walk<'a> {
    fn new(system: &'a System, way: &'a Way<'a>, budget: &'a Budget) -> Self {
        Self { system, way, budget, moved: Vec::new(), open: Vec::new() }
    }

    /// Goes on from one figure until every sum holds; none where that does not come about.
    fn from(mut self, place: usize, grows: bool, by: i128) -> Option<Deviation> {
        self.go(place, if grows { by } else { -by });
        while let Some(&(relation, over)) = self.open.first() {
            if self.moved.len() > MOST_MOVES || self.budget.is_spent() {
                return None;
            }
            let (next, by) = self.next(relation, over)?;
            self.go(next, by);
        }
        self.moved.sort_unstable_by_key(|step| step.0);
        Some(self.moved)
    }

    /// Moves a figure, and takes note of the sums that hold it.
    fn go(&mut self, place: usize, by: i128) {
        match self.moved.iter_mut().find(|step| step.0 == place) {
            Some(step) => step.1 += by,
            None => self.moved.push((place, by)),
        }
        for &(relation, is_total) in self.system.uses(place) {
            let by = if is_total { -by } else { by };
            match self.open.iter_mut().find(|open| open.0 == relation) {
                Some(open) => open.1 += by,
                None => self.open.push((relation, by)),
            }
        }
        self.open.retain(|open| open.1 != 0);
    }

    /// The figure that mends a sum best, and by how much.
    fn next(&self, relation: usize, over: i128) -> Option<(usize, i128)> {
        let terms = self.system.relations().get(relation)?.terms();
        let mut best: Option<(i128, usize, i128)> = None;
        let mut looked = 0;
        for (place, is_total) in terms {
            looked += 1;
            let by = if is_total { over } else { -over };
            let Some(price) = self.price(place, by) else { continue };
            looked += 4 * self.system.uses(place).len();
            let price = price + self.strays(place, relation, by);
            if best.is_none_or(|best| price < best.0) {
                best = Some((price, place, by));
                if matches!(self.way, Way::Up(_)) {
                    break;
                }
            }
        }
        self.budget.spend(looked);
        best.map(|(_, place, by)| (place, by))
    }

    /// What it costs to move a figure, as it may be moved; none where it may not.
    fn price(&self, place: usize, by: i128) -> Option<i128> {
        let figure = self.system.figures().get(place)?;
        let (hidden, upwards, free) = match self.way {
            Way::Any(hidden) => (hidden, false, false),
            Way::Cheapest(hidden) => (hidden, false, true),
            Way::Up(hidden) => (hidden, true, false),
        };
        let is_hidden = hidden.get(place) == Some(&true);
        let before = self.moved.iter().find(|step| step.0 == place);
        // Only upwards a walk comes to no end by itself, but never goes round in a ring.
        if (before.is_some() || by < 0) && (before.is_some() && !upwards || upwards && by < 0) {
            return None;
        }
        let far = before.map_or(0, |step| step.1).saturating_add(by);
        if figure.room(far > 0).is_some_and(|room| room < far.unsigned_abs()) {
            return None;
        }
        match figure.state {
            State::Known => None,
            _ if is_hidden => Some(0),
            State::Free if free && figure.is_hideable() => Some(i128::from(figure.cost)),
            _ => None,
        }
    }

    /// What moving a figure is likely to cost later: for each sum that it breaks the price of a figure
    /// like it, and as much less for each that it mends.
    fn strays(&self, place: usize, relation: usize, by: i128) -> i128 {
        let typical = self.system.figures().get(place).map_or(0, Figure::typical);
        let one = |(of, is_total): &(usize, bool)| {
            if *of == relation {
                return 0;
            }
            let by = if *is_total { -by } else { by };
            match self.open.iter().find(|open| open.0 == *of) {
                Some(open) if open.1 + by == 0 => -typical,
                Some(_) => typical / 4,
                None => typical,
            }
        };
        self.system.uses(place).iter().map(one).sum()
    }
}

impl Figure {
    /// The price of another figure like this one.
    fn typical(&self) -> i128 {
        i128::from(self.cost).max(1)
    }
}
