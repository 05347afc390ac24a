//! Several systems as one: figures that stand in more than one table are joined.

use crate::system::{Asked, Figure, NotASystem, Relation, State, System};
use std::collections::HashSet;

/// A figure of one of several systems: the system's number and the figure's place.
pub type InSystem = (usize, usize);

impl System {
    /// Several systems as one, in which the two figures of each pair of `same` are one and the same,
    /// and so are all that a chain of pairs joins. A figure is named by the number of its system and
    /// its place there; it takes the stricter state and protection and the higher cost of all that
    /// are joined in it. Gives the joint system and, for each system, where its figures are.
    /// Linear in their size but for the logarithm of a union-find.
    ///
    /// # Errors
    /// [`NotASystem::NoSuchPair`], [`NotASystem::Differ`], [`NotASystem::Contradict`] and
    /// whatever [`Self::new`] finds wrong with the whole.
    pub fn linked(
        systems: &[&Self],
        same: &[(InSystem, InSystem)],
    ) -> Result<(Self, Vec<Vec<usize>>), NotASystem> {
        let mut firsts = Vec::with_capacity(systems.len());
        let mut all: Vec<(usize, &Figure)> = Vec::new();
        for system in systems {
            firsts.push(all.len());
            all.extend(system.figures().iter().enumerate());
        }
        let at = |(number, place): InSystem| {
            let system = systems.get(number).filter(|system| place < system.figures().len());
            system.and(firsts.get(number)).map(|first| first + place)
        };
        let mut joined = Joined((0..all.len()).collect());
        for (pair, (one, other)) in same.iter().enumerate() {
            let places = at(*one).zip(at(*other)).ok_or(NotASystem::NoSuchPair(pair))?;
            joined.join(places.0, places.1);
        }
        let mut figures: Vec<Figure> = Vec::new();
        let mut moved: Vec<usize> = Vec::with_capacity(all.len());
        for (number, (place, figure)) in all.iter().enumerate() {
            let first = joined.first(number);
            // The first of those that are joined comes before all others.
            let Some((joint, (named, _))) = moved.get(first).copied().zip(all.get(first)) else {
                moved.push(figures.len());
                figures.push(**figure);
                continue;
            };
            if let Some(one) = figures.get_mut(joint) {
                *one = one.merged(figure, (*named, *place))?;
            }
            moved.push(joint);
        }
        let mut relations = Vec::new();
        let mut known = HashSet::new();
        let mut places = Vec::with_capacity(systems.len());
        for (system, first) in systems.iter().zip(firsts) {
            let of = moved.iter().skip(first).take(system.figures().len());
            let of: Vec<usize> = of.copied().collect();
            let relation = |relation: &Relation| relation.moved(&of);
            let new = |relation: &Relation| known.insert(relation.clone());
            relations.extend(system.relations().iter().map(relation).filter(new));
            places.push(of);
        }
        Ok((Self::new(figures, relations)?, places))
    }
}

impl Figure {
    /// The stricter of two figures that are one and the same, at these places of their systems.
    fn merged(&self, other: &Self, places: (usize, usize)) -> Result<Self, NotASystem> {
        if self.value != other.value {
            return Err(NotASystem::Differ(places.0, places.1));
        }
        let state = match (self.state, other.state) {
            (State::Known, State::Hidden(_)) | (State::Hidden(_), State::Known) => {
                return Err(NotASystem::Contradict(places.0, places.1));
            }
            (State::Free, state) | (state, _) => state,
        };
        let most = [self.known.1, other.known.1].into_iter().flatten().min();
        Ok(Self {
            value: self.value,
            known: (self.known.0.max(other.known.0), most),
            state,
            asked: Asked {
                below: self.asked.below.max(other.asked.below),
                above: self.asked.above.max(other.asked.above),
                across: self.asked.across.max(other.asked.across),
            },
            cost: self.cost.max(other.cost),
        })
    }
}

/// Which of many things are one and the same (union-find): each names an earlier one, the first
/// of all that are joined names itself.
struct Joined(Vec<usize>);

impl Joined {
    /// The first of all that are joined with this one; shortens the way there.
    fn first(&mut self, mut one: usize) -> usize {
        loop {
            let before = self.named(one);
            if before == one {
                return one;
            }
            let earlier = self.named(before);
            self.name(one, earlier);
            one = earlier;
        }
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.first(one), self.first(other));
        self.name(one.max(other), one.min(other));
    }

    fn named(&self, one: usize) -> usize {
        self.0.get(one).copied().unwrap_or(one)
    }

    fn name(&mut self, one: usize, earlier: usize) {
        if let Some(slot) = self.0.get_mut(one) {
            *slot = earlier;
        }
    }
}

impl Relation {
    /// The same sum of figures that now are elsewhere.
    fn moved(&self, places: &[usize]) -> Self {
        let at = |place: &usize| places.get(*place).copied().unwrap_or(usize::MAX);
        Self { total: at(&self.total), parts: self.parts.iter().map(at).collect() }
    }
}
