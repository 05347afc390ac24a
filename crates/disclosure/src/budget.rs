//! How much work may be done, counted in elementary steps and not in time, so that it ends at the same
//! place on every machine.
//!
//! A step is one look at a figure in a sum, of which an optimised build takes some hundred million
//! in a second. Linear programmes are paid for before they are solved, by their size.

use std::cell::Cell;

/// Steps that are left.
#[derive(Debug)]
pub(crate) struct Budget {
    left: Cell<u64>,
    /// What is kept for later work.
    kept: Cell<u64>,
}

/// How many steps each column in each row of a linear programme is expected to take at most,
const PROGRAMME: u64 = 60;
/// and how many each column and each row take in a pivot.
const PIVOT: u64 = 8;

impl Budget {
    pub(crate) fn new(steps: u64) -> Self {
        Self { left: Cell::new(steps), kept: Cell::new(0) }
    }

    /// Takes so many steps away.
    pub(crate) fn spend(&self, steps: usize) {
        self.left.set(self.left.get().saturating_sub(steps as u64));
    }

    /// Whether nothing is left but what is kept.
    pub(crate) fn is_spent(&self) -> bool {
        self.left.get() <= self.kept.get()
    }

    /// Keeps so many hundredths of what is left, which what follows may not spend; nothing before that
    /// is kept any longer.
    pub(crate) fn keep(&self, hundredths: u64) {
        self.kept.set(self.left.get() / 100 * hundredths);
    }

    /// Whether there is enough for a linear programme with so many columns and rows.
    pub(crate) fn affords(&self, columns: usize, rows: usize) -> bool {
        self.left.get().saturating_sub(self.kept.get()) > estimate(columns, rows)
    }

    /// Pays for a linear programme of so many columns and rows that has taken so many pivots; for
    /// one that gave no answer, what it was expected to take.
    pub(crate) fn pay(&self, columns: usize, rows: usize, pivots: Option<u64>) {
        let pivot = PIVOT.saturating_mul((columns + rows) as u64);
        let steps = pivots.map_or(estimate(columns, rows), |pivots| pivot * (pivots + 2));
        self.left.set(self.left.get().saturating_sub(steps));
    }
}

/// What a linear programme is expected to take at most.
fn estimate(columns: usize, rows: usize) -> u64 {
    PROGRAMME.saturating_mul(columns as u64).saturating_mul(rows as u64)
}
