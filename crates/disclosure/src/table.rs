//! Protecting a list with its total, and a table with its row, column and grand totals.

use thiserror::Error;

use crate::network::{Arc, Network};
use crate::rules::{Cell, Rules, Why};

/// A list of counts as it may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProtectedList {
    /// In the order given.
    pub cells: Vec<Cell>,
    /// Their total.
    pub total: Cell,
}

/// A table of counts as it may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProtectedTable {
    /// Row by row, in the order given.
    pub cells: Vec<Vec<Cell>>,
    /// The total of each row.
    pub row_totals: Vec<Cell>,
    /// The total of each column.
    pub column_totals: Vec<Cell>,
    /// The total of all.
    pub total: Cell,
}

/// The counts cannot be a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotATable {
    /// Rows differ in length; the first row that does, counted from 0.
    #[error("row {0} is not as long as the first")]
    Ragged(usize),
    /// The counts add up to more than a `u64` holds.
    #[error("the counts are too large to add up")]
    TooLarge,
}

/// Protects `counts`, which add up to a total that is shown beside them (the groups are disjoint
/// and nobody is left out).
///
/// # Errors
/// [`NotATable::TooLarge`].
pub fn protect_list(rules: Rules, counts: &[u64]) -> Result<ProtectedList, NotATable> {
    let total = sum(counts.iter().copied())?;
    let mut arcs: Vec<Arc> = counts.iter().map(|count| arc(rules, 0, 1, *count, 0)).collect();
    arcs.push(arc(rules, 1, 0, total, 2));
    let mut cells = closed(rules, Network::new(2, arcs, rules.floor()));
    let total = cells.pop().unwrap_or(Cell::Shown(0));
    Ok(ProtectedList { cells, total })
}

/// Protects a table of `rows`, whose totals by row and by column and in all are shown beside it.
///
/// # Errors
/// [`NotATable`].
pub fn protect_table(rules: Rules, rows: &[Vec<u64>]) -> Result<ProtectedTable, NotATable> {
    let mut cells = closed(rules, network(rules, rows)?).into_iter();
    let width = rows.first().map_or(0, Vec::len);
    let inner = rows.iter().map(|_| cells.by_ref().take(width).collect()).collect();
    let row_totals = cells.by_ref().take(rows.len()).collect();
    let column_totals = cells.by_ref().take(width).collect();
    let total = cells.next().unwrap_or(Cell::Shown(0));
    Ok(ProtectedTable { cells: inner, row_totals, column_totals, total })
}

/// Cells row by row, then row totals, column totals and the grand total. Lines are numbered:
/// rows, the column of row totals, columns, the row of column totals.
fn network(rules: Rules, rows: &[Vec<u64>]) -> Result<Network, NotATable> {
    let width = rows.first().map_or(0, Vec::len);
    if let Some(row) = rows.iter().position(|row| row.len() != width) {
        return Err(NotATable::Ragged(row));
    }
    let (totals, column, bottom) = (rows.len(), rows.len() + 1, rows.len() + 1 + width);
    let mut arcs = Vec::new();
    let mut column_sums = vec![0_u64; width];
    for (row, counts) in rows.iter().enumerate() {
        for (at, (count, sum)) in counts.iter().zip(&mut column_sums).enumerate() {
            arcs.push(arc(rules, row, column + at, *count, 0));
            *sum = sum.checked_add(*count).ok_or(NotATable::TooLarge)?;
        }
    }
    for (row, counts) in rows.iter().enumerate() {
        arcs.push(arc(rules, totals, row, sum(counts.iter().copied())?, 1));
    }
    for (at, sum) in column_sums.iter().enumerate() {
        arcs.push(arc(rules, column + at, bottom, *sum, 1));
    }
    arcs.push(arc(rules, bottom, totals, sum(column_sums)?, 2));
    Ok(Network::new(bottom + 1, arcs, rules.floor()))
}

fn arc(rules: Rules, from: usize, to: usize, count: u64, margin: u8) -> Arc {
    Arc { from, to, count, margin, hidden: rules.is_small(count) }
}

fn sum(counts: impl IntoIterator<Item = u64>) -> Result<u64, NotATable> {
    counts.into_iter().try_fold(0_u64, u64::checked_add).ok_or(NotATable::TooLarge)
}

fn closed(rules: Rules, mut network: Network) -> Vec<Cell> {
    network.close(rules.width());
    let show = |arc: Arc| match arc.hidden {
        true if rules.is_small(arc.count) => Cell::Hidden { why: Why::Primary },
        true => Cell::Hidden { why: Why::Secondary },
        false => Cell::Shown(arc.count),
    };
    network.arcs.into_iter().map(show).collect()
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
