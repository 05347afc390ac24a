//! A table that agrees, found by mending one sum after another: a figure is moved, each sum that no
//! longer holds is mended by another figure of it, and so on until all hold. It takes few looks, and
//! may miss what is there; what it finds is a table in whole numbers like any other.

use super::Deviation;
use crate::budget::Budget;
use crate::system::{Figure, State, System};

/// How many figures are moved before a walk is given up, the first and the later ones.
const MOST_MOVES: (usize, usize) = (160, 40);
/// How many walks are tried, each of which turns elsewhere where two figures mend a sum equally well.
const TURNS: usize = 24;

/// Which figures may be moved, and which rather than others.
pub(super) enum Way<'a> {
    /// The hidden ones.
    Any(&'a [bool]),
    /// The hidden ones, and at their price those that might be hidden.
    Cheapest(&'a [bool]),
    /// Whatever is or may be hidden, and only as the first moves, as totals do with their parts; however
    /// few steps are left, since it takes few.
    Totals,
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
        let walk = |turn| {
            let walk =
                Walk { moved: Vec::new(), open: Vec::new(), system, way, turn, grows, budget };
            walk.from(place, i128::from(by))
        };
        if by == 0 || !enough { None } else { way.best(system, (0..way.turns()).filter_map(walk)) }
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
    /// Which of several walks it is.
    turn: usize,
    /// Whether the first figure grows.
    grows: bool,
    budget: &'a Budget,
    /// By how much each figure has moved.
    moved: Vec<(usize, i128)>,
    /// The sums that do not hold: by how much their parts are more than their total.
    open: Vec<(usize, i128)>,
}

impl Walk<'_> {
    /// Goes on from one figure until every sum holds; none where that does not come about.
    fn from(mut self, place: usize, by: i128) -> Option<Deviation> {
        self.go(place, if self.grows { by } else { -by });
        while let Some(&(relation, over)) = self.open.first() {
            let most = if self.turn == 0 { MOST_MOVES.0 } else { MOST_MOVES.1 };
            if self.moved.len() > most || self.way.is_bounded() && self.budget.is_spent() {
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
        let sum = self.system.relations().get(relation)?;
        let from = self.turn * (relation + 7) * 5 % (sum.parts.len() + 1);
        let terms = sum.terms().skip(from).chain(sum.terms().take(from));
        let mut best: Option<(i128, usize, i128)> = None;
        // Each look goes along what has been moved, and along the sums that are open.
        let (along_moved, along_open) = (1 + self.moved.len() / 4, 4 + self.open.len() / 2);
        let mut looked = 0;
        for (place, is_total) in terms {
            looked += along_moved;
            let by = if is_total { over } else { -over };
            let Some(price) = self.price(place, by) else { continue };
            looked += along_open * self.system.uses(place).len();
            let price = price + self.strays(place, relation, by);
            if best.is_none_or(|best| price < best.0) {
                best = Some((price, place, by));
                if matches!(self.way, Way::Totals) {
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
        let (hidden, one_way, free): (&[bool], bool, bool) = match self.way {
            Way::Any(hidden) => (hidden, false, false),
            Way::Cheapest(hidden) => (hidden, false, true),
            Way::Totals => (&[], true, true),
        };
        let is_hidden =
            hidden.get(place) == Some(&true) || matches!(figure.state, State::Hidden(_));
        let before = self.moved.iter().find(|step| step.0 == place);
        // Only one way a walk comes to no end by itself, but never goes round in a ring.
        let goes_astray = if one_way { (by > 0) != self.grows } else { before.is_some() };
        if goes_astray {
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

impl Way<'_> {
    /// How many walks are worth trying.
    fn turns(&self) -> usize {
        if matches!(self, Self::Totals) { 1 } else { TURNS }
    }

    /// The first of some walks, or the cheapest where they have a price.
    fn best(
        &self,
        system: &System,
        mut walks: impl Iterator<Item = Deviation>,
    ) -> Option<Deviation> {
        let Self::Cheapest(hidden) = self else { return walks.next() };
        let price = |walk: &Deviation| {
            let shown = walk.iter().filter(|step| hidden.get(step.0) == Some(&false));
            let prices =
                shown.filter_map(|step| system.figures().get(step.0)).map(|figure| figure.cost);
            prices.fold(0, u64::saturating_add)
        };
        walks.min_by_key(price)
    }

    /// Whether it ends where the steps do.
    fn is_bounded(&self) -> bool {
        !matches!(self, Self::Totals)
    }
}

impl Figure {
    /// The price of another figure like this one.
    fn typical(&self) -> i128 {
        i128::from(self.cost).max(1)
    }
}
