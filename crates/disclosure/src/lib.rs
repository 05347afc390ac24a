//! Disclosure control: which counts may be shown so that no small one can be seen or worked out.

mod network;
mod release;
mod rules;
mod table;

pub use release::{Difference, differencing};
pub use rules::{Cell, PERCENTAGE_BASE, Rules, Threshold, TooLow, Why, Zeros, percentage};
pub use table::{NotATable, ProtectedList, ProtectedTable, protect_list, protect_table};
