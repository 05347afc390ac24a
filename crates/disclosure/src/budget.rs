//! How much work may be done, counted in elementary steps and not in time, so that it ends at the same
//! place on every machine.
//!
//! A step is one look at a figure in a sum, of which an optimised build takes some hundred and fifty
//! million in a second. Linear programmes are begun only where what they are expected to take is left, and
//! paid for by their size and their pivots.

use std::cell::Cell;

/// Steps that are left.
#[derive(Debug)]
pub(crate) struct Budget {
    left: Cell<u64>,
    /// What is kept for later work.
    kept: Cell<u64>,
    /// All that was taken, past the end too.
    #[cfg(test)]
    taken: Cell<u64>,
    /// What one attack may be expected to take.
    dearest: Cell<u64>,
}

/// The size of a linear programme.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Programme {
    pub(crate) columns: usize,
    pub(crate) rows: usize,
    pub(crate) kind: Kind,
}

/// What a linear programme is for. How many steps a pivot takes differs, and how many pivots.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    /// How far a figure can be moved.
    Attack,
    /// What keeps it from moving farther: quicker, as most of its columns never move.
    Wall,
    /// The cheapest figures that obey cuts, which have so many terms: written down they take longest.
    Master { terms: u64 },
}

/// To how many pivots it comes that a programme is written down and simplified first.
const BEFORE: u64 = 15;
/// How many steps each term of a cut takes in a master.
const TERM: u64 = 40;
/// How many pivots each branch takes in a search for whole numbers.
const BRANCH: u64 = 20;

impl Programme {
    /// How many steps a pivot takes: so many for each column and each row.
    fn pivot(self) -> u64 {
        let each = match self.kind {
            Kind::Attack => 12,
            Kind::Wall => 3 + self.rows as u64 / 100,
            Kind::Master { .. } => 24,
        };
        (self.columns as u64 + self.rows as u64).saturating_mul(each)
    }

    /// What it is expected to take: all but a few take fewer pivots.
    fn expected(self) -> u64 {
        let pivots = match self.kind {
            Kind::Attack => 2 * self.rows as u64,
            Kind::Wall | Kind::Master { .. } => self.rows as u64,
        };
        self.taking(pivots)
    }

    /// What it takes with so many pivots.
    fn taking(self, pivots: u64) -> u64 {
        let terms = if let Kind::Master { terms } = self.kind { terms } else { 0 };
        let pivots = self.pivot().saturating_mul(pivots.saturating_add(BEFORE));
        pivots.saturating_add(terms.saturating_mul(TERM))
    }
}

impl Budget {
    pub(crate) fn new(steps: u64) -> Self {
        Self {
            left: Cell::new(steps),
            kept: Cell::new(0),
            #[cfg(test)]
            taken: Cell::new(0),
            dearest: Cell::new(u64::MAX),
        }
    }

    /// The same for many attacks: none is begun on a programme that a sixtieth of the steps might not be
    /// enough for. A few of those took all that a thousand small ones need.
    pub(crate) fn for_many(steps: u64) -> Self {
        Self { dearest: Cell::new(steps / 60), ..Self::new(steps) }
    }

    /// Takes so many steps away.
    pub(crate) fn spend(&self, steps: usize) {
        self.take(steps as u64);
    }

    fn take(&self, steps: u64) {
        self.left.set(self.left.get().saturating_sub(steps));
        #[cfg(test)]
        self.taken.set(self.taken.get().saturating_add(steps));
    }

    /// All that was taken, past the end too.
    #[cfg(test)]
    pub(crate) fn taken(&self) -> u64 {
        self.taken.get()
    }

    /// What may be spent now.
    fn free(&self) -> u64 {
        self.left.get().saturating_sub(self.kept.get())
    }

    /// Does a last piece of work in so many steps of its own, all of which one attack may take.
    pub(crate) fn beyond<T>(&self, steps: u64, work: impl FnOnce() -> T) -> T {
        let (left, kept) = (self.left.replace(steps), self.kept.replace(0));
        let dearest = self.dearest.replace(u64::MAX);
        let done = work();
        self.left.set(left);
        self.kept.set(kept);
        self.dearest.set(dearest);
        done
    }

    /// Whether nothing is left but what is kept.
    pub(crate) fn is_spent(&self) -> bool {
        self.free() == 0
    }

    /// Keeps so many hundredths of what is left, which what follows may not spend; nothing before that
    /// is kept any longer.
    pub(crate) fn keep(&self, hundredths: u64) {
        self.kept.set(self.left.get() / 100 * hundredths);
    }

    /// Whether there is enough for a linear programme.
    pub(crate) fn affords(&self, programme: Programme) -> bool {
        self.free() > programme.expected()
    }

    /// Whether there is enough for a linear programme of an attack, and for others after it.
    pub(crate) fn affords_attack(&self, programme: Programme) -> bool {
        self.affords(programme) && programme.expected() <= self.dearest.get()
    }

    /// How many branches of a search for whole numbers there is enough for, up to `most`.
    pub(crate) fn branches(&self, programme: Programme, most: u64) -> u64 {
        let free = self.free().saturating_sub(programme.expected());
        let branch = programme.pivot().saturating_mul(BRANCH).max(1);
        most.min(free / branch)
    }

    /// Pays for a linear programme that has taken so many pivots; for one that gave no answer, what it
    /// was expected to take.
    pub(crate) fn pay(&self, programme: Programme, pivots: Option<u64>) {
        self.take(pivots.map_or_else(|| programme.expected(), |pivots| programme.taking(pivots)));
    }
}
