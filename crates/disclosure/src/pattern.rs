//! Which figures are hidden, with the proof that each stays as wide open as was asked.

use crate::attack::{Attack, Attacker, Cut, Deviation, moved};
use crate::budget::Budget;
use crate::master::Guard;
use crate::system::{State, System};

/// Hidden figures, and for each that has been attacked in vain the two tables that showed it.
pub(crate) struct Pattern<'a> {
    system: &'a System,
    attacker: Attacker<'a>,
    budget: &'a Budget,
    hidden: Vec<bool>,
    /// Pairs of alternative tables. One pair is often proof for several figures.
    tables: Vec<[Deviation; 2]>,
    /// The pair that is each figure's proof.
    proofs: Vec<Option<usize>>,
    /// The figures that each pair became the proof of.
    proved: Vec<Vec<usize>>,
    /// The pairs in which each figure moves.
    moves: Vec<Vec<usize>>,
}

/// Why a hidden figure is not known to be safe.
pub(crate) enum Open {
    /// Because of these figures, of which every safe pattern hides some.
    Cut(Cut),
    /// Nobody knows why; hiding one of these may help.
    Beside(Cut),
    /// To find out would take more than the budget has.
    Spent,
}

impl Open {
    /// What may be hidden to protect it.
    pub(crate) fn cut(&self) -> Option<&Cut> {
        match self {
            Self::Cut(cut) | Self::Beside(cut) => Some(cut),
            Self::Spent => None,
        }
    }

    /// The cut as one that the lower bound may rest on, if it may.
    pub(crate) fn guard(self, figure: usize) -> Option<Guard> {
        match self {
            Self::Cut(cut) => Some((figure, cut)),
            Self::Beside(_) | Self::Spent => None,
        }
    }
}

impl<'a> Pattern<'a> {
    /// Only what must be hidden.
    pub(crate) fn new(system: &'a System, budget: &'a Budget) -> Self {
        let figures = system.figures();
        Self {
            system,
            attacker: Attacker::new(system, budget),
            budget,
            hidden: figures.iter().map(|f| matches!(f.state, State::Hidden(_))).collect(),
            tables: Vec::new(),
            proofs: vec![None; figures.len()],
            proved: Vec::new(),
            moves: vec![Vec::new(); figures.len()],
        }
    }

    /// The figures that it is a pattern of.
    pub(crate) fn system(&self) -> &'a System {
        self.system
    }

    /// Whether each figure is hidden.
    pub(crate) fn hidden(&self) -> &[bool] {
        &self.hidden
    }

    /// What is lost by hiding what need not have been hidden.
    pub(crate) fn cost(&self) -> u64 {
        self.chosen().map(|place| self.price(place)).fold(0, u64::saturating_add)
    }

    /// The figures that are hidden although they need not be.
    pub(crate) fn chosen(&self) -> impl Iterator<Item = usize> + '_ {
        let free = |place: &usize| {
            self.system.figures().get(*place).is_some_and(|figure| figure.state == State::Free)
        };
        self.places().filter(free)
    }

    /// The hidden figures that have no proof yet, of those that need one.
    pub(crate) fn unproved(&self) -> Vec<usize> {
        let needs = |place: &usize| {
            let figure = self.system.figures().get(*place);
            figure.is_some_and(|figure| figure.asked.most() > 0)
                && self.proofs.get(*place) == Some(&None)
        };
        self.budget.spend(self.hidden.len());
        self.places().filter(needs).collect()
    }

    fn places(&self) -> impl Iterator<Item = usize> + '_ {
        let hidden = self.hidden.iter().enumerate();
        hidden.filter(|(_, hidden)| **hidden).map(|(place, _)| place)
    }

    pub(crate) fn price(&self, place: usize) -> u64 {
        self.system.figures().get(place).map_or(0, |figure| figure.cost)
    }

    pub(crate) fn hide(&mut self, place: usize) {
        if let Some(hidden) = self.hidden.get_mut(place) {
            *hidden = true;
        }
    }

    /// Finds proof for the hidden figure in `place`, or says why there is none.
    pub(crate) fn prove(&mut self, place: usize) -> Result<(), Open> {
        if self.proofs.get(place).is_some_and(Option::is_some) {
            return Ok(());
        }
        match self.attacker.attack(&self.hidden, place) {
            Attack::Fails(tables) => {
                self.keep(place, tables);
                Ok(())
            }
            Attack::Succeeds(cut) => Err(Open::Cut(cut)),
            Attack::Unproven(cut) => Err(Open::Beside(cut)),
            Attack::Spent => Err(Open::Spent),
        }
    }

    /// Hides what a quick way past the shown figures needs, with proof for the hidden figure in
    /// `place`; false where none was found.
    pub(crate) fn fill(&mut self, place: usize) -> bool {
        let Some(tables) = self.attacker.way_out(&self.hidden, place) else { return false };
        tables.iter().flatten().for_each(|step| self.hide(step.0));
        self.keep(place, tables);
        true
    }

    /// Hides the totals above the hidden figure in `place`, which then move with it; false where some
    /// of them are known.
    pub(crate) fn rise(&mut self, place: usize) -> bool {
        let Some(tables) = self.attacker.with_totals(place) else { return false };
        tables.iter().flatten().for_each(|step| self.hide(step.0));
        self.keep(place, tables);
        true
    }

    /// Hides everything that may be hidden, with proof for each figure that needs it; the first figure
    /// without proof otherwise.
    pub(crate) fn cover(&mut self) -> Result<(), usize> {
        for (hidden, figure) in self.hidden.iter_mut().zip(self.system.figures()) {
            *hidden |= figure.is_hideable();
        }
        for place in self.unproved() {
            let risen = self.attacker.with_totals(place);
            let tables = risen.or_else(|| self.attacker.at_last(&self.hidden, place));
            self.keep(place, tables.ok_or(place)?);
        }
        Ok(())
    }

    /// Whether there is proof for the hidden figure in `place`, old or new.
    pub(crate) fn prove_again(&mut self, place: usize) -> bool {
        if self.proofs.get(place).is_some_and(Option::is_some) {
            return true;
        }
        let tables = self.attacker.withstood(&self.hidden, place);
        let found = tables.is_some();
        tables.into_iter().for_each(|tables| self.keep(place, tables));
        found
    }

    /// Keeps two tables as proof for the figure in `place`, and for every other that still lacks
    /// one and moves far enough in them.
    fn keep(&mut self, place: usize, tables: [Deviation; 2]) {
        let pair = self.tables.len();
        let mut places: Vec<usize> = tables.iter().flatten().map(|step| step.0).collect();
        self.budget.spend(10 * places.len());
        places.sort_unstable();
        places.dedup();
        let mut proved = vec![place];
        for &other in &places {
            if let Some(moves) = self.moves.get_mut(other) {
                moves.push(pair);
            }
            let by = tables.each_ref().map(|table| moved(table, other));
            let down = by.iter().copied().min().unwrap_or(0).min(0).unsigned_abs();
            let up = by.iter().copied().max().unwrap_or(0).max(0).unsigned_abs();
            let figure = self.system.figures().get(other);
            let enough = figure.is_some_and(|figure| figure.asked.is_met(down, up));
            if let Some(proof @ None) = self.proofs.get_mut(other)
                && enough
            {
                *proof = Some(pair);
                proved.push(other);
            }
        }
        if let Some(proof) = self.proofs.get_mut(place) {
            *proof = Some(pair);
        }
        self.proved.push(proved);
        self.tables.push(tables);
    }

    /// Shows the figure in `place` again if every other stays safe without it.
    pub(crate) fn show(&mut self, place: usize) -> bool {
        let before = self.set(place, false, None);
        let bereft: Vec<(usize, Option<usize>)> = self.resting_on(place);
        for (figure, _) in &bereft {
            self.set_proof(*figure, None);
        }
        let safe = bereft.iter().all(|(figure, _)| self.prove_again(*figure));
        if !safe {
            self.set(place, true, before);
            for (figure, proof) in bereft {
                self.set_proof(figure, proof);
            }
        }
        safe
    }

    /// The hidden figures whose proof moves the figure in `place`, with that proof.
    fn resting_on(&self, place: usize) -> Vec<(usize, Option<usize>)> {
        let pairs = self.moves.get(place).into_iter().flatten();
        let proved = |pair: &usize| self.proved.get(*pair).into_iter().flatten();
        self.budget.spend(pairs.clone().map(|pair| 4 + 4 * proved(pair).count()).sum());
        let mut resting: Vec<(usize, Option<usize>)> = pairs
            .flat_map(|pair| proved(pair).map(move |figure| (*figure, Some(*pair))))
            .filter(|(figure, pair)| {
                *figure != place
                    && self.hidden.get(*figure) == Some(&true)
                    && self.proofs.get(*figure) == Some(pair)
            })
            .collect();
        resting.sort_unstable();
        resting.dedup();
        resting
    }

    fn set(&mut self, place: usize, hidden: bool, proof: Option<usize>) -> Option<usize> {
        if let Some(slot) = self.hidden.get_mut(place) {
            *slot = hidden;
        }
        self.set_proof(place, proof)
    }

    fn set_proof(&mut self, place: usize, proof: Option<usize>) -> Option<usize> {
        self.proofs.get_mut(place).and_then(|slot| std::mem::replace(slot, proof))
    }
}
