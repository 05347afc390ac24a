//! Somebody who tries every table that agrees with what is shown, and so learns all there is to learn.

use super::*;
use crate::rules::{Threshold, Zeros};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn rules(threshold: u64, zeros: Zeros) -> Rules {
    Rules { threshold: Threshold::new(threshold).unwrap(), zeros }
}

/// Every cell with its totals, row by row: the layout in which the attacker works.
fn grid(table: &ProtectedTable) -> Vec<Vec<Cell>> {
    let mut grid: Vec<Vec<Cell>> = table
        .cells
        .iter()
        .zip(&table.row_totals)
        .map(|(row, total)| row.iter().chain([total]).copied().collect())
        .collect();
    grid.push(table.column_totals.iter().chain([&table.total]).copied().collect());
    grid
}

/// Every value that each figure could have, trying for the hidden ones inside from `floor` to `most`.
fn attack(shown: &[Vec<Cell>], floor: u64, most: u64) -> Vec<Vec<BTreeSet<u64>>> {
    let (rows, columns) = (shown.len() - 1, shown[0].len() - 1);
    let mut found = vec![vec![BTreeSet::new(); columns + 1]; rows + 1];
    let mut guess = vec![vec![0; columns + 1]; rows + 1];
    try_cells(shown, &mut guess, &mut found, 0, floor, most);
    found
}

fn try_cells(
    shown: &[Vec<Cell>],
    guess: &mut Vec<Vec<u64>>,
    found: &mut Vec<Vec<BTreeSet<u64>>>,
    at: usize,
    floor: u64,
    most: u64,
) {
    let (rows, columns) = (shown.len() - 1, shown[0].len() - 1);
    let agrees = |cell: Cell, value: u64| match cell {
        Cell::Shown(count) => count == value,
        Cell::Hidden { .. } => value >= floor,
    };
    if at == rows * columns {
        guess[rows][columns] = guess[rows][..columns].iter().sum();
        let bottom = (0..=columns).all(|c| agrees(shown[rows][c], guess[rows][c]));
        if bottom {
            for (found, guess) in found.iter_mut().flatten().zip(guess.iter().flatten()) {
                found.insert(*guess);
            }
        }
        return;
    }
    let (row, column) = (at / columns, at % columns);
    let values = match shown[row][column] {
        Cell::Shown(count) => count..=count,
        Cell::Hidden { .. } => floor..=most,
    };
    for value in values {
        guess[row][column] = value;
        guess[row][columns] = guess[row][..=column].iter().sum();
        guess[rows][column] = guess[..=row].iter().map(|line| line[column]).sum();
        if column + 1 < columns || agrees(shown[row][columns], guess[row][columns]) {
            try_cells(shown, guess, found, at + 1, floor, most);
        }
    }
}

fn only_primary(rules: Rules, rows: &[Vec<u64>]) -> Vec<Vec<Cell>> {
    let mut table = protect_table(rules, rows).unwrap();
    let bare = |cell: &mut Cell, count: u64| {
        if !rules.is_small(count) {
            *cell = Cell::Shown(count);
        }
    };
    let columns = rows[0].len();
    for (row, counts) in rows.iter().enumerate() {
        (0..columns).for_each(|c| bare(&mut table.cells[row][c], counts[c]));
        bare(&mut table.row_totals[row], counts.iter().sum());
    }
    (0..columns).for_each(|c| bare(&mut table.column_totals[c], rows.iter().map(|r| r[c]).sum()));
    bare(&mut table.total, rows.iter().flatten().sum());
    grid(&table)
}

#[test]
fn without_secondary_suppression_the_attacker_wins() {
    let rules = rules(5, Zeros::Safe);
    let rows = vec![vec![2, 9], vec![8, 7]];
    assert_eq!(attack(&only_primary(rules, &rows), 1, 30)[0][0], BTreeSet::from([2]));
    let safe = attack(&grid(&protect_table(rules, &rows).unwrap()), 1, 30);
    assert!(safe[0][0].len() >= 4, "{safe:?}");
}

#[test]
fn one_small_cell_takes_a_whole_rectangle_with_it_and_leaves_the_totals() {
    let rows = vec![vec![2, 20, 30], vec![21, 31, 41], vec![32, 42, 52]];
    let table = protect_table(rules(5, Zeros::Safe), &rows).unwrap();
    let hidden = table.cells.iter().flatten().filter(|cell| cell.shown().is_none()).count();
    assert_eq!(hidden, 4);
    assert!(table.row_totals.iter().chain(&table.column_totals).all(|cell| cell.shown().is_some()));
    assert_eq!(table.cells[0][0], Cell::Hidden { why: Why::Primary });
    assert_eq!(table.cells[1][1], Cell::Hidden { why: Why::Secondary });
}

#[test]
fn a_cell_that_only_the_sum_of_several_lines_tells_is_guarded() {
    // Two squares of small cells and one between them. Every row and column has two hidden
    // cells or three; yet rows 0 and 1 less columns 0 and 1 would leave exactly the one between.
    let mut rows = vec![vec![40; 4]; 4];
    for (row, column) in [(0, 0), (0, 1), (1, 0), (1, 1), (1, 2), (2, 2), (2, 3), (3, 2), (3, 3)] {
        rows[row][column] = 4;
    }
    let table = protect_table(rules(5, Zeros::Safe), &rows).unwrap();
    let row_side =
        table.cells[..2].iter().flat_map(|row| &row[2..]).filter(|c| c.shown().is_none());
    let column_side =
        table.cells[2..].iter().flat_map(|row| &row[..2]).filter(|c| c.shown().is_none());
    let totals =
        table.row_totals.iter().chain(&table.column_totals).filter(|c| c.shown().is_none());
    assert!(row_side.count() + column_side.count() + totals.count() > 1, "{table:?}");
}

#[test]
fn a_list_hides_the_smallest_companion() {
    let list = protect_list(rules(5, Zeros::Safe), &[3, 40, 12, 0]).unwrap();
    assert_eq!(
        list.cells,
        [
            Cell::Hidden { why: Why::Primary },
            Cell::Shown(40),
            Cell::Hidden { why: Why::Secondary },
            Cell::Shown(0)
        ]
    );
    assert_eq!(list.total, Cell::Shown(55));
}

#[test]
fn hidden_cells_that_together_are_small_take_another() {
    let list = protect_list(rules(10, Zeros::Safe), &[2, 3, 40, 50]).unwrap();
    assert_eq!(list.cells[2], Cell::Hidden { why: Why::Secondary });
    assert_eq!(list.cells[3], Cell::Shown(50));
    assert_eq!(list.total, Cell::Shown(95));
}

#[test]
fn a_small_total_is_hidden_with_its_only_cell() {
    let list = protect_list(rules(5, Zeros::Safe), &[3, 0]).unwrap();
    assert_eq!(list.total, Cell::Hidden { why: Why::Primary });
    assert_eq!(list.cells[1], Cell::Shown(0));
}

#[test]
fn large_figures_are_all_shown() {
    let table = protect_table(rules(5, Zeros::Safe), &[vec![5, 0], vec![7, 9]]).unwrap();
    assert!(grid(&table).iter().flatten().all(|cell| cell.shown().is_some()));
    assert_eq!(table.total, Cell::Shown(21));
}

#[test]
fn what_is_no_table_is_refused() {
    let rules = rules(5, Zeros::Safe);
    assert_eq!(protect_table(rules, &[vec![1], vec![1, 2]]), Err(NotATable::Ragged(1)));
    assert_eq!(protect_list(rules, &[u64::MAX, 1]), Err(NotATable::TooLarge));
    assert_eq!(protect_table(rules, &[]).unwrap().total, Cell::Shown(0));
    assert_eq!(protect_list(rules, &[]).unwrap().cells, []);
}

fn zeros() -> impl Strategy<Value = Zeros> {
    prop_oneof![Just(Zeros::Safe), Just(Zeros::Small)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_attacker_narrows_a_hidden_figure_of_a_table(
        rows in prop::collection::vec(prop::collection::vec(0u64..6, 3), 2),
        threshold in 3u64..5,
        zeros in zeros(),
    ) {
        let rules = rules(threshold, zeros);
        let table = protect_table(rules, &rows).unwrap();
        let grid = grid(&table);
        let found = attack(&grid, rules.floor(), 6 + rules.width());
        for (cell, values) in grid.iter().flatten().zip(found.iter().flatten()) {
            if cell.shown().is_none() {
                prop_assert!(values.len() as u64 >= rules.width(), "{:?} {:?}", table, values);
            }
        }
    }

    #[test]
    fn no_attacker_narrows_a_hidden_figure_of_a_list(
        counts in prop::collection::vec(0u64..9, 1..5),
        threshold in 3u64..6,
        zeros in zeros(),
    ) {
        let rules = rules(threshold, zeros);
        let list = protect_list(rules, &counts).unwrap();
        // A list is a table of one row, whose column totals are its cells over again.
        let row: Vec<Cell> = list.cells.iter().chain([&list.total]).copied().collect();
        let found = attack(&[row.clone(), row.clone()], rules.floor(), 9 + rules.width());
        for (cell, values) in row.iter().zip(&found[0]) {
            if cell.shown().is_none() {
                prop_assert!(values.len() as u64 >= rules.width(), "{:?} {:?}", list, values);
            }
        }
    }

    #[test]
    fn every_small_figure_is_hidden_and_every_shown_one_is_true(
        rows in prop::collection::vec(prop::collection::vec(0u64..40, 4), 1..6),
        zeros in zeros(),
    ) {
        let rules = rules(5, zeros);
        let table = protect_table(rules, &rows).unwrap();
        for (cell, count) in table.cells.iter().flatten().zip(rows.iter().flatten()) {
            match cell {
                Cell::Shown(shown) => {
                    prop_assert_eq!(shown, count);
                    prop_assert!(!rules.is_small(*count));
                }
                Cell::Hidden { why: Why::Primary } => prop_assert!(rules.is_small(*count)),
                Cell::Hidden { why: Why::Secondary } => prop_assert!(!rules.is_small(*count)),
            }
        }
    }
}
