//! Disclosure control: which figures may be shown so that nobody can be picked out and no hidden
//! figure can be worked out.
//!
//! ```
//! use disclosure::{Cell, Dimension, Entry, Rules, Table, Threshold, Why};
//!
//! let counts = [2, 20, 30, 21, 31, 41, 32, 42, 52].map(Entry::Count);
//! let ways = vec![Dimension::flat(3), Dimension::flat(3)];
//! let table = Table::counts(Rules::new(Threshold::COUNTS), ways, &counts).unwrap();
//! let shown = table.protect().unwrap();
//! let cell = |nodes| shown.cells[table.place(nodes).unwrap()];
//! assert_eq!(cell(&[1, 1]), Cell::Hidden { why: Why::Small });
//! assert_eq!(cell(&[1, 2]), Cell::Hidden { why: Why::Protects });
//! assert_eq!(cell(&[1, 0]), Cell::Shown(52)); // the row's total
//! ```

mod ascent;
mod attack;
#[cfg(test)]
mod bound;
mod budget;
mod closing;
mod dimension;
mod exact;
mod filter;
mod linked;
mod magnitude;
mod master;
mod pattern;
mod protect;
mod relaxation;
mod release;
mod rounding;
mod rules;
mod shape;
mod shares;
mod system;
mod table;
mod together;
mod uses;

pub use dimension::{Dimension, NotATree};
pub use filter::{Group, MOST_ANSWERS, MOST_CLASSES, Refused, may_answer};
pub use linked::InSystem;
pub use magnitude::{Dominance, Magnitude, MagnitudeRules, NotAMagnitude};
pub use protect::{MOST_STEPS, Method, Protection, Unprotectable, protect, protect_within};
pub use release::{Change, Difference, Later, NotLater, differencing};
pub use rounding::{Base, TooFine};
pub use rules::{Cell, PERCENTAGE_BASE, Rules, Threshold, TooLow, Why, Zeros, percentage};
pub use system::{Asked, Figure, MOST_FIGURES, NotASystem, Relation, State, System};
pub use table::{Entry, NotATable, ProtectedTable, Table};
pub use together::{
    Crossed, MOST_BEHIND, NotTogether, People, Printed, Together, protect_together,
};
