//! Figures and the sums that hold between them: what a table, several linked tables, or two
//! releases all are to somebody who reckons.

use crate::rules::Why;
use crate::uses::Uses;
use thiserror::Error;

/// How many figures a [`System`] may hold.
pub const MOST_FIGURES: usize = 1_000_000;

/// One number that is published, or might be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The true value.
    pub value: i128,
    /// The least and the most that everybody knows a *hidden* figure to be; none where nothing is
    /// known. A figure whose value lies outside can never be hidden: its absence would be a lie.
    pub known: (Option<i128>, Option<i128>),
    /// Whether it may be shown, must be, or must not be.
    pub state: State,
    /// How far open it must stay while it is hidden.
    pub asked: Asked,
    /// What is lost when it is hidden: the sum over hidden figures is kept small.
    pub cost: u64,
}

/// What may become of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It may be shown, and may be hidden to protect others.
    Free,
    /// Everybody knows it: it was published before, or it is a zero that is always shown.
    Known,
    /// It must be hidden, and why.
    Hidden(Why),
}

/// How far a hidden figure must be able to move, in its own unit, within what agrees with all that
/// is shown (the lower, upper and sliding protection levels of Fischetti and Salazar-González,
/// Management Science 47(7), 2001).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Below its value.
    pub below: u64,
    /// Above its value.
    pub above: u64,
    /// From the lowest it could be to the highest.
    pub across: u64,
}

/// `total` is the sum of `parts`, by their places in the system.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Relation {
    /// The place of the sum.
    pub total: usize,
    /// The places of what is summed.
    pub parts: Vec<usize>,
}

/// Figures and the sums between them.
#[derive(Clone, Debug, Default)]
pub struct System {
    figures: Vec<Figure>,
    relations: Vec<Relation>,
    uses: Uses,
}

/// Figures and relations that cannot be a system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotASystem {
    /// A relation names a figure that is not there.
    #[error("relation {relation} names figure {figure}, which is not there")]
    NoSuchFigure {
        /// The relation's place.
        relation: usize,
        /// The place that it names.
        figure: usize,
    },
    /// A relation holds one figure twice.
    #[error("relation {relation} holds figure {figure} twice")]
    Twice {
        /// The relation's place.
        relation: usize,
        /// The figure's place.
        figure: usize,
    },
    /// The parts of a relation do not add up to its total.
    #[error("the parts of relation {0} do not add up to its total")]
    DoesNotAddUp(usize),
    /// A figure is to be hidden although its value lies outside what everybody knows of it.
    #[error("figure {0} lies outside the bounds that everybody knows")]
    OutOfBounds(usize),
    /// There are more figures than [`MOST_FIGURES`].
    #[error("there are more than {MOST_FIGURES} figures")]
    TooMany,
    /// Two figures that are one and the same differ in value.
    #[error("figures {0} and {1} of two systems are said to be the same but differ")]
    Differ(usize, usize),
    /// Two figures that are one and the same: one is always shown, the other must be hidden.
    #[error(
        "figures {0} and {1} of two systems are said to be the same, but one is always shown and one must be hidden"
    )]
    Contradict(usize, usize),
    /// A pair of figures that are said to be the same names a system or a figure that is not there.
    #[error("pair {0} names a figure that is not there")]
    NoSuchPair(usize),
}

impl Asked {
    /// Whether moving so far down and up is enough.
    pub(crate) fn is_met(&self, down: u128, up: u128) -> bool {
        down >= self.below.into()
            && up >= self.above.into()
            && down.saturating_add(up) >= self.across.into()
    }

    /// The farthest that it asks for.
    pub(crate) fn most(&self) -> u64 {
        self.below.max(self.above).max(self.across)
    }
}

impl Figure {
    /// How far it can grow and shrink while hidden, as everybody knows; none without limit.
    pub(crate) fn room(&self, grows: bool) -> Option<u128> {
        let bound = if grows { self.known.1 } else { self.known.0 };
        bound.map(|bound| self.value.abs_diff(bound))
    }

    fn is_within_bounds(&self) -> bool {
        self.known.0.is_none_or(|least| least <= self.value)
            && self.known.1.is_none_or(|most| self.value <= most)
    }

    /// Whether it may be hidden though it need not be.
    pub(crate) fn is_hideable(&self) -> bool {
        self.state == State::Free && self.is_within_bounds()
    }
}

impl System {
    /// A system of `figures` and `relations`; linear in their size.
    ///
    /// # Errors
    /// [`NotASystem`].
    pub fn new(figures: Vec<Figure>, relations: Vec<Relation>) -> Result<Self, NotASystem> {
        if figures.len() > MOST_FIGURES {
            return Err(NotASystem::TooMany);
        }
        let outside = |figure: &Figure| {
            matches!(figure.state, State::Hidden(_)) && !figure.is_within_bounds()
        };
        if let Some(figure) = figures.iter().position(outside) {
            return Err(NotASystem::OutOfBounds(figure));
        }
        let mut counts = vec![0; figures.len()];
        // The last relation that held each figure, counted from 1.
        let mut held = vec![0; figures.len()];
        for (number, relation) in relations.iter().enumerate() {
            for (figure, _) in relation.terms() {
                let Some((last, count)) = held.get_mut(figure).zip(counts.get_mut(figure)) else {
                    return Err(NotASystem::NoSuchFigure { relation: number, figure });
                };
                if std::mem::replace(last, number + 1) == number + 1 {
                    return Err(NotASystem::Twice { relation: number, figure });
                }
                *count += 1;
            }
            if !relation.adds_up(&figures) {
                return Err(NotASystem::DoesNotAddUp(number));
            }
        }
        let terms = relations.iter().enumerate();
        let terms = terms.flat_map(|(number, sum)| sum.terms().map(move |term| (number, term)));
        let uses = Uses::gathered(counts, terms);
        Ok(Self { figures, relations, uses })
    }

    /// The figures, in their places.
    pub fn figures(&self) -> &[Figure] {
        &self.figures
    }

    /// The relations between them.
    pub fn relations(&self) -> &[Relation] {
        &self.relations
    }

    /// The relations that hold a figure, and whether as the total.
    pub(crate) fn uses(&self, figure: usize) -> &[(usize, bool)] {
        self.uses.of(figure)
    }

    /// The relations that hold each figure.
    pub(crate) fn all_uses(&self) -> &Uses {
        &self.uses
    }
}

impl Relation {
    /// Its figures: the total, then the parts.
    pub(crate) fn terms(&self) -> impl Iterator<Item = (usize, bool)> + '_ {
        [(self.total, true)].into_iter().chain(self.parts.iter().map(|part| (*part, false)))
    }

    fn adds_up(&self, figures: &[Figure]) -> bool {
        let value = |place: &usize| figures.get(*place).map(|figure| figure.value);
        let sum = self.parts.iter().try_fold(0_i128, |sum, part| sum.checked_add(value(part)?));
        sum.is_some() && sum == value(&self.total)
    }
}
