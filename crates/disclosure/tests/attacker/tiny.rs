//! Tiny tables, attacked by trying every table that there could be.

use crate::generated::{across, floor, values};
use crate::published::Published;
use disclosure::{Dimension, Entry, Rules, Table, Threshold, Zeros};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Every value that each hidden figure has in some table of whole numbers that agrees with what is
/// published and in which no figure is more than `farther` above its true value.
fn try_all(published: &Published, truth: &[i128], farther: u64) -> Vec<BTreeSet<u64>> {
    let figures = published.shown.len();
    let mut found = vec![BTreeSet::new(); figures];
    let mut guess: Vec<Option<u64>> =
        published.shown.iter().map(|shown| shown.map(|value| value as u64)).collect();
    let most: Vec<u64> = truth.iter().map(|value| *value as u64 + farther).collect();
    // Totals last: by then their parts say what they are.
    let is_total = |place: &usize| published.sums.iter().any(|(total, _)| total == place);
    let mut open: Vec<usize> = (0..figures).filter(|place| guess[*place].is_none()).collect();
    open.sort_by_key(is_total);
    try_next(published, &open, &mut guess, &mut found, &most);
    found
}

fn try_next(
    published: &Published,
    open: &[usize],
    guess: &mut Vec<Option<u64>>,
    found: &mut [BTreeSet<u64>],
    most: &[u64],
) {
    let Some((place, rest)) = open.split_first() else {
        found.iter_mut().zip(guess).for_each(|(found, value)| _ = found.insert(value.unwrap()));
        return;
    };
    for value in published.least[*place] as u64..=most[*place] {
        guess[*place] = Some(value);
        let agrees = |(total, parts): &(usize, Vec<usize>)| {
            let least = |part: &usize| guess[*part].unwrap_or(published.least[*part] as u64);
            let sum: u64 = parts.iter().map(least).sum();
            let all = parts.iter().all(|part| guess[*part].is_some());
            guess[*total].is_none_or(|total| sum <= total && (!all || sum == total))
        };
        if published.sums.iter().all(agrees) {
            try_next(published, rest, guess, found, most);
        }
    }
    guess[*place] = None;
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn in_a_tiny_table_of_two_ways_enough_whole_numbers_stay_open(
        counts in prop::collection::vec(0_u64..6, 6),
        people in 3_u64..5,
        zeros in prop_oneof![Just(Zeros::Safe), Just(Zeros::Small)],
    ) {
        let rules = Rules { threshold: Threshold::new(people).unwrap(), zeros };
        let ways = vec![Dimension::flat(2), Dimension::flat(3)];
        let entries: Vec<Entry> = counts.iter().copied().map(Entry::Count).collect();
        let table = Table::counts(rules, ways.clone(), &entries).unwrap();
        let shown = table.protect().unwrap();
        let published = Published::table(&ways, &shown.cells, floor(zeros));
        for (place, open) in try_all(&published, &values(&table), people).iter().enumerate() {
            if published.shown[place].is_none() {
                prop_assert!(open.len() as f64 > across(rules), "{place} {open:?} {shown:?}");
            }
        }
    }

    #[test]
    fn in_a_tiny_table_of_three_ways_whole_numbers_far_enough_apart_stay_open(
        counts in prop::collection::vec(prop_oneof![0_u64..4, 4_u64..9], 8),
    ) {
        let rules = Rules::new(Threshold::new(3).unwrap());
        let ways = vec![Dimension::flat(2), Dimension::flat(2), Dimension::flat(2)];
        let entries: Vec<Entry> = counts.iter().copied().map(Entry::Count).collect();
        let table = Table::counts(rules, ways.clone(), &entries).unwrap();
        let shown = table.protect().unwrap();
        let published = Published::table(&ways, &shown.cells, 1);
        for (place, open) in try_all(&published, &values(&table), 2).iter().enumerate() {
            if published.shown[place].is_none() {
                let range = open.last().unwrap() - open.first().unwrap();
                prop_assert!(range as f64 >= across(rules), "{place} {open:?} {shown:?}");
            }
        }
    }
}
