//! What generated tables are made of, and the check that all of them stand.

use crate::published::Published;
use disclosure::{Cell, Dimension, Entry, Rules, Table, Threshold, Why, Zeros};
use proptest::prelude::*;

pub fn floor(zeros: Zeros) -> u64 {
    if zeros == Zeros::Safe { 1 } else { 0 }
}

/// The range that a hidden count must keep.
pub fn across(rules: Rules) -> f64 {
    (rules.threshold.people() - 2 * floor(rules.zeros)) as f64
}

pub fn any_rules() -> impl Strategy<Value = Rules> {
    let zeros = prop_oneof![Just(Zeros::Safe), Just(Zeros::Small)];
    let threshold = prop_oneof![3_u64..12, Just(10)];
    (threshold, zeros)
        .prop_map(|(people, zeros)| Rules { threshold: Threshold::new(people).unwrap(), zeros })
}

/// A list, or a tree of two levels.
pub fn dimension(most: usize) -> impl Strategy<Value = Dimension> {
    let tree = (1..=most, 1..=most).prop_map(|(forks, leaves)| {
        let mut parents = vec![0; forks];
        parents.extend((0..leaves).map(|leaf| 1 + leaf % forks));
        Dimension::tree(&parents).unwrap()
    });
    prop_oneof![3 => (1..=most).prop_map(Dimension::flat), 1 => tree]
}

pub fn flat(most: usize) -> impl Strategy<Value = Dimension> {
    (1..=most).prop_map(Dimension::flat)
}

pub fn small() -> impl Strategy<Value = Vec<Dimension>> {
    prop_oneof![
        prop::collection::vec(dimension(8), 1),
        prop::collection::vec(dimension(4), 2),
        prop::collection::vec(flat(2), 3),
    ]
}

pub fn large() -> impl Strategy<Value = Vec<Dimension>> {
    prop_oneof![
        prop::collection::vec(dimension(7), 2),
        prop::collection::vec(dimension(3), 3),
        prop::collection::vec(flat(2), 4),
    ]
}

pub fn entry() -> impl Strategy<Value = Entry> {
    prop_oneof![
        2 => Just(Entry::Count(0)),
        4 => (1_u64..10).prop_map(Entry::Count),
        6 => (10_u64..60).prop_map(Entry::Count),
        1 => (0_u64..1_000_000_000).prop_map(Entry::Count),
        1 => Just(Entry::Absent),
        1 => Just(Entry::NotKnown),
    ]
}

pub fn filled(
    dimensions: impl Strategy<Value = Vec<Dimension>>,
) -> impl Strategy<Value = (Vec<Dimension>, Vec<Entry>)> {
    dimensions.prop_flat_map(|dimensions| {
        let cells: usize = dimensions.iter().map(|ways| ways.leaves().len()).product();
        (Just(dimensions), prop::collection::vec(entry(), cells))
    })
}

/// The true value of every cell.
pub fn values(table: &Table) -> Vec<i128> {
    table.system().figures().iter().map(|figure| figure.value).collect()
}

#[track_caller]
pub fn check_table(dimensions: &[Dimension], entries: &[Entry], rules: Rules) {
    let table = Table::counts(rules, dimensions.to_vec(), entries).unwrap();
    let shown = table.protect().unwrap();
    for (cell, value) in shown.cells.iter().zip(values(&table)) {
        let small = rules.is_small(u64::try_from(value).unwrap());
        match cell {
            Cell::Shown(count) => assert!(i128::from(*count) == value && !small),
            Cell::Hidden { why: Why::NotKnown } => {}
            Cell::Hidden { why } => {
                assert_eq!(*why == Why::Small, small);
                assert!(value > 0 || rules.zeros == Zeros::Small);
            }
            Cell::Absent => assert_eq!(value, 0),
        }
    }
    let published = Published::table(dimensions, &shown.cells, floor(rules.zeros));
    let narrow = published.narrow(across(rules));
    assert!(narrow.is_empty(), "{narrow:?} in {shown:?}");
    // Who does not know that zeros are shown knows less: one less at each end where the sums form a
    // network, since there whatever stops a figure is a sum of whole hidden ones.
    let trees = dimensions.iter().filter(|ways| ways.leaves().len() + 1 < ways.nodes()).count();
    if dimensions.len() <= 2 && trees <= 1 {
        let naive = Published::table(dimensions, &shown.cells, 0);
        let narrow = naive.narrow(rules.threshold.people() as f64);
        assert!(narrow.is_empty(), "{narrow:?} in {shown:?}");
    }
    assert!(shown.protection.lower_bound <= shown.protection.cost);
}
