//! Thousands of generated tables of counts, attacked with linear programming.

use crate::generated::any_rules;
use crate::generated::{across, check_table, filled, large, small};
use crate::published::Published;
use disclosure::{
    Asked, Dimension, Entry, Figure, Relation, Rules, State, System, Table, Threshold, Why, protect,
};
use proptest::prelude::*;
use proptest::strategy::ValueTree;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_200))]

    #[test]
    fn no_attacker_narrows_a_hidden_count_of_a_small_table(
        (dimensions, entries) in filled(small()),
        rules in any_rules(),
    ) {
        check_table(&dimensions, &entries, rules);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_attacker_narrows_a_hidden_count_of_a_large_table(
        (dimensions, entries) in filled(large()),
        rules in any_rules(),
    ) {
        check_table(&dimensions, &entries, rules);
    }
}

#[test]
fn no_attacker_narrows_a_hidden_count_of_a_dense_table_of_two_ways() {
    let entries: Vec<Entry> = (0..144_u64).map(|at| Entry::Count(at * at * 7 % 19)).collect();
    let ways = [Dimension::flat(12), Dimension::flat(12)];
    check_table(&ways, &entries, Rules::new(Threshold::OUTCOMES));
}

#[test]
fn without_secondary_suppression_the_attacker_wins() {
    let (mut attacked, mut won) = (0, 0);
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let rules = Rules::new(Threshold::COUNTS);
    for _ in 0..600 {
        let (ways, entries) = filled(small()).new_tree(&mut runner).unwrap().current();
        // What is not known leaves totals out, and the attacker with less to go by.
        if entries.contains(&Entry::NotKnown) {
            continue;
        }
        let table = Table::counts(rules, ways.clone(), &entries).unwrap();
        let primary: Vec<Option<Why>> = table
            .system()
            .figures()
            .iter()
            .map(|figure| (matches!(figure.state, State::Hidden(_))).then_some(Why::Small))
            .collect();
        if primary.iter().any(Option::is_some) {
            attacked += 1;
            let bare = Published::table(&ways, &table.cells(&primary), 1);
            won += usize::from(!bare.narrow(across(rules)).is_empty());
        }
    }
    assert!(attacked > 100 && won * 10 > attacked * 8, "{won} of {attacked}");
}

#[test]
fn without_secondary_suppression_a_count_is_told_exactly() {
    let counts = [2, 9, 8, 7].map(Entry::Count);
    let ways = vec![Dimension::flat(2), Dimension::flat(2)];
    let table = Table::counts(Rules::new(Threshold::COUNTS), ways.clone(), &counts).unwrap();
    let place = table.place(&[1, 1]).unwrap();
    let mut primary = vec![None; 9];
    primary[place] = Some(Why::Small);
    assert_eq!(Published::table(&ways, &table.cells(&primary), 1).bounds(place), (2.0, 2.0));
    let shown = table.protect().unwrap();
    let (low, high) = Published::table(&ways, &shown.cells, 1).bounds(place);
    assert!(high - low >= 3.0, "{low} to {high}");
}

#[test]
fn a_figure_that_is_known_all_round_is_named_as_beyond_protection() {
    let figure = |value, state| Figure {
        value,
        known: (Some(0), None),
        state,
        asked: Asked { below: 0, above: 0, across: 4 },
        cost: 1,
    };
    let figures = vec![
        figure(12, State::Known),
        figure(9, State::Known),
        figure(3, State::Hidden(Why::Small)),
    ];
    let system = System::new(figures, vec![Relation { total: 0, parts: vec![1, 2] }]).unwrap();
    assert_eq!(protect(&system).unwrap_err().figure, 2);
}
