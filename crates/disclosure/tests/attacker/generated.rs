//! Thousands of generated tables, attacked with linear programming and, where they are tiny, by trying
//! every table there could be.

use crate::published::{Published, sums};
use disclosure::{
    Asked, Cell, Change, Dimension, Dominance, Entry, Figure, InSystem, Later, Magnitude,
    MagnitudeRules, Relation, Rules, State, System, Table, Threshold, Why, Zeros, protect,
};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use std::collections::BTreeSet;

fn floor(zeros: Zeros) -> u64 {
    if zeros == Zeros::Safe { 1 } else { 0 }
}

/// The range that a hidden count must keep.
fn across(rules: Rules) -> f64 {
    (rules.threshold.people() - 2 * floor(rules.zeros)) as f64
}

fn any_rules() -> impl Strategy<Value = Rules> {
    let zeros = prop_oneof![Just(Zeros::Safe), Just(Zeros::Small)];
    let threshold = prop_oneof![3_u64..12, Just(10)];
    (threshold, zeros)
        .prop_map(|(people, zeros)| Rules { threshold: Threshold::new(people).unwrap(), zeros })
}

/// A list, or a tree of two levels.
fn dimension(most: usize) -> impl Strategy<Value = Dimension> {
    let tree = (1..=most, 1..=most).prop_map(|(forks, leaves)| {
        let mut parents = vec![0; forks];
        parents.extend((0..leaves).map(|leaf| 1 + leaf % forks));
        Dimension::tree(&parents).unwrap()
    });
    prop_oneof![3 => (1..=most).prop_map(Dimension::flat), 1 => tree]
}

fn flat(most: usize) -> impl Strategy<Value = Dimension> {
    (1..=most).prop_map(Dimension::flat)
}

fn small() -> impl Strategy<Value = Vec<Dimension>> {
    prop_oneof![
        prop::collection::vec(dimension(8), 1),
        prop::collection::vec(dimension(4), 2),
        prop::collection::vec(flat(2), 3),
    ]
}

fn large() -> impl Strategy<Value = Vec<Dimension>> {
    prop_oneof![
        prop::collection::vec(dimension(7), 2),
        prop::collection::vec(dimension(3), 3),
        prop::collection::vec(flat(2), 4),
    ]
}

fn entry() -> impl Strategy<Value = Entry> {
    prop_oneof![
        2 => Just(Entry::Count(0)),
        4 => (1_u64..10).prop_map(Entry::Count),
        6 => (10_u64..60).prop_map(Entry::Count),
        1 => (0_u64..1_000_000_000).prop_map(Entry::Count),
        1 => Just(Entry::Absent),
        1 => Just(Entry::NotKnown),
    ]
}

fn filled(
    dimensions: impl Strategy<Value = Vec<Dimension>>,
) -> impl Strategy<Value = (Vec<Dimension>, Vec<Entry>)> {
    dimensions.prop_flat_map(|dimensions| {
        let cells: usize = dimensions.iter().map(|ways| ways.leaves().len()).product();
        (Just(dimensions), prop::collection::vec(entry(), cells))
    })
}

/// The true value of every cell.
fn values(table: &Table) -> Vec<i128> {
    table.system().figures().iter().map(|figure| figure.value).collect()
}

#[track_caller]
fn check_table(dimensions: &[Dimension], entries: &[Entry], rules: Rules) {
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_attacker_narrows_a_hidden_count_of_linked_tables(
        areas in 2_usize..5,
        first in 2_usize..4,
        second in 2_usize..4,
        counts in prop::collection::vec(0_u64..40, 48),
        rules in any_rules(),
    ) {
        // Everybody by area, age and sex; published by area and age, and by area and sex.
        let people = |a: usize, b: usize, c: usize| counts[(a * 3 + b) * 3 + c];
        let by_age = |a, b| (0..second).map(|c| people(a, b, c)).sum();
        let by_sex = |a, c| (0..first).map(|b| people(a, b, c)).sum();
        let entries = |of: usize, count: &dyn Fn(usize, usize) -> u64| {
            let places = (0..areas).flat_map(|a| (0..of).map(move |b| (a, b)));
            places.map(|(a, b)| Entry::Count(count(a, b))).collect::<Vec<_>>()
        };
        let ways = |of| vec![Dimension::flat(areas), Dimension::flat(of)];
        let age = Table::counts(rules, ways(first), &entries(first, &by_age)).unwrap();
        let sex = Table::counts(rules, ways(second), &entries(second, &by_sex)).unwrap();
        let shared: Vec<(InSystem, InSystem)> = (0..=areas)
            .map(|a| ((0, age.place(&[a, 0]).unwrap()), (1, sex.place(&[a, 0]).unwrap())))
            .collect();
        let (joint, places) = System::linked(&[age.system(), sex.system()], &shared).unwrap();
        let places = &places[1];
        let hidden = protect(&joint).unwrap().hidden;

        let mut published = Published {
            least: vec![floor(rules.zeros) as f64; hidden.len()],
            ..Published::default()
        };
        for (figure, why) in joint.figures().iter().zip(&hidden) {
            published.shown.push(why.is_none().then_some(figure.value as f64));
        }
        published.sums = sums(&ways(first));
        let moved = sums(&ways(second)).into_iter().map(|(total, parts)| {
            (places[total], parts.into_iter().map(|part| places[part]).collect())
        });
        published.sums.extend(moved);
        let narrow = published.narrow(across(rules));
        prop_assert!(narrow.is_empty(), "{:?} in {:?}", narrow, published);
    }

    #[test]
    fn no_attacker_narrows_a_hidden_count_of_three_tables_that_share_a_figure(
        shared in 1_u64..40,
        others in prop::collection::vec(1_u64..60, 6),
        pairs in Just([((0, 1), (1, 1)), ((1, 1), (2, 1)), ((0, 1), (2, 1))]).prop_shuffle(),
        turned in prop::collection::vec(any::<bool>(), 3),
        given in 2_usize..=3,
        rules in any_rules(),
    ) {
        let tables: Vec<Table> = others
            .chunks(2)
            .map(|rest| {
                let entries = [shared, rest[0], rest[1]].map(Entry::Count);
                Table::counts(rules, vec![Dimension::flat(3)], &entries).unwrap()
            })
            .collect();
        // Two pairs of the three say all, in whatever order and direction.
        let same: Vec<(InSystem, InSystem)> = pairs
            .iter()
            .zip(turned)
            .map(|((one, other), turned)| if turned { (*other, *one) } else { (*one, *other) })
            .take(given)
            .collect();
        let systems: Vec<&System> = tables.iter().map(Table::system).collect();
        let (joint, places) = System::linked(&systems, &same).unwrap();
        let hidden = protect(&joint).unwrap().hidden;
        prop_assert_eq!(hidden.len(), 10);
        let mut published = Published::default();
        for (table, places) in tables.iter().zip(&places) {
            let hidden: Vec<Option<Why>> = places.iter().map(|place| hidden[*place]).collect();
            let alone = Published::table(&[Dimension::flat(3)], &table.cells(&hidden), floor(rules.zeros));
            let first = published.shown.len();
            published.shown.extend(alone.shown);
            published.least.extend(alone.least);
            published.sums.push((first, vec![first + 1, first + 2, first + 3]));
            // The shared figure is the same in the first table.
            published.sums.push((1, vec![first + 1]));
        }
        published.sums.remove(1);
        let narrow = published.narrow(across(rules));
        prop_assert!(narrow.is_empty(), "{:?} in {:?}", narrow, published);
    }

    #[test]
    fn no_attacker_learns_from_two_releases_what_one_would_hide(
        before in prop::collection::vec(0_u64..40, 9),
        joined in prop::collection::vec(prop_oneof![3 => Just(0_u64), 1 => 1_u64..9, 1 => 9_u64..30], 9),
        grows in any::<bool>(),
        rules in any_rules(),
    ) {
        let ways = vec![Dimension::flat(3), Dimension::flat(3)];
        // Where people may leave, the second count in three is what so many left behind.
        let moved = |(at, (then, by)): (usize, (&u64, &u64))| match grows || at % 3 != 1 {
            true => then + by,
            false => then.saturating_sub(*by),
        };
        let after: Vec<u64> = before.iter().zip(&joined).enumerate().map(moved).collect();
        let table = |counts: &[u64]| {
            let entries: Vec<Entry> = counts.iter().copied().map(Entry::Count).collect();
            Table::counts(rules, ways.clone(), &entries).unwrap()
        };
        let (old, new) = (table(&before), table(&after));
        let earlier = old.protect().unwrap();
        let same: Vec<(usize, usize)> = (0..16).map(|place| (place, place)).collect();
        let change = if grows { Change::OnlyGrows } else { Change::Any };
        let then = (old.system(), earlier.protection.hidden.as_slice());
        let joint = Later::new(rules, change, then, new.system(), &same).unwrap();
        let Ok(protection) = protect(joint.system()) else {
            // Only what grows can be pinned between a floor and a newer figure.
            prop_assert!(grows);
            return Ok(());
        };
        let now = new.cells(&joint.hidden(&protection));

        // Sixteen figures then, sixteen now, sixteen differences that nobody publishes.
        let mut published = Published::table(&ways, &earlier.cells, floor(rules.zeros));
        let later = Published::table(&ways, &now, floor(rules.zeros));
        published.shown.extend(later.shown);
        published.least.extend(later.least);
        let moved = |(total, parts): &(usize, Vec<usize>)| {
            (total + 16, parts.iter().map(|part| part + 16).collect())
        };
        published.sums.extend(later.sums.iter().map(moved));
        for place in 0..16 {
            published.sums.push((16 + place, vec![place, 32 + place]));
            published.shown.push(None);
            published.least.push(if grows { 0.0 } else { f64::NEG_INFINITY });
        }
        for place in 0..48 {
            let change = values(&new)[place % 16] - values(&old)[place % 16];
            let asked = published.shown[place].is_none()
                && (place < 32 || change != 0 && change.unsigned_abs() < rules.threshold.people().into());
            if asked {
                let (low, high) = published.bounds(place);
                prop_assert!(high - low >= across(rules) - 1e-6, "{place}: {low} to {high} {published:?}");
            }
        }
    }

    #[test]
    fn no_attacker_comes_nearer_to_a_magnitude_than_its_rule_allows(
        amounts in prop::collection::vec(prop::collection::vec(0_u64..5_000, 0..6), 12),
        percent in 5_u8..40,
        shares in any::<bool>(),
    ) {
        let dominance = match shares {
            true => Dominance::Shares { contributors: 2, percent: 100 - percent },
            false => Dominance::Percent(percent),
        };
        let threshold = Threshold::new(3).unwrap();
        let rules = MagnitudeRules { threshold, dominance, range_percent: 10 };
        let ways = vec![Dimension::flat(4), Dimension::flat(3)];
        let magnitudes: Vec<Magnitude> = amounts
            .iter()
            .map(|of| Magnitude {
                total: of.iter().sum(),
                contributors: of.len() as u64,
                largest: of.clone(),
            })
            .collect();
        let table = Table::magnitudes(rules, ways.clone(), &magnitudes).unwrap();
        let shown = table.protect().unwrap();
        let published = Published::table(&ways, &shown.cells, 0);
        prop_assert_eq!(is_open(&table, &published), Ok(()));
    }
}

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

/// Whether every hidden magnitude stays as open as its rule asks, but for the rounding of the
/// attacker.
fn is_open(table: &Table, published: &Published) -> Result<(), String> {
    for (place, figure) in table.system().figures().iter().enumerate() {
        if published.shown[place].is_some() {
            continue;
        }
        let (low, high) = published.bounds(place);
        let value = figure.value as f64;
        let Asked { below, above, across } = figure.asked;
        let near = 1e-6 * (1.0 + value);
        if value - low < below as f64 - near
            || high - value < above as f64 - near
            || high - low < across as f64 - near
        {
            return Err(format!("{low} to {high} in {place}: {figure:?}"));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn no_attacker_comes_near_to_a_magnitude_of_three_ways_however_large(
        amounts in prop::collection::vec(prop::collection::vec(0_u64..1 << 16, 0..5), 12),
        digits in 0_u32..42,
        odd in 0_u64..1_000,
        range_percent in prop_oneof![Just(100_u8), 1_u8..100],
    ) {
        let dominance = Dominance::Percent(10);
        let rules = MagnitudeRules { threshold: Threshold::new(3).unwrap(), dominance, range_percent };
        let ways = vec![Dimension::flat(2), Dimension::flat(3), Dimension::flat(2)];
        let magnitudes: Vec<Magnitude> = amounts
            .iter()
            .map(|of| {
                let largest: Vec<u64> = of.iter().map(|amount| (amount << digits) + odd).collect();
                let (total, contributors) = (largest.iter().sum(), largest.len() as u64);
                Magnitude { total, contributors, largest }
            })
            .collect();
        let table = Table::magnitudes(rules, ways.clone(), &magnitudes).unwrap();
        let shown = table.protect();
        prop_assert!(shown.is_ok(), "{shown:?}");
        let published = Published::table(&ways, &shown.unwrap().cells, 0);
        prop_assert_eq!(is_open(&table, &published), Ok(()));
    }
}

#[test]
fn a_large_magnitude_of_three_ways_may_move_all_the_way_to_nothing() {
    let rules = MagnitudeRules {
        threshold: Threshold::new(3).unwrap(),
        dominance: Dominance::Percent(10),
        range_percent: 100,
    };
    for one in [1_048_577_u64, (1 << 41) + 1, (1 << 58) - 3] {
        let other = Magnitude { total: 8 * (one / 2), contributors: 8, largest: vec![one / 2; 8] };
        let alone = Magnitude { total: one, contributors: 1, largest: vec![one] };
        let mut magnitudes = vec![other; 8];
        magnitudes[0] = alone;
        let ways = vec![Dimension::flat(2), Dimension::flat(2), Dimension::flat(2)];
        let table = Table::magnitudes(rules, ways.clone(), &magnitudes).unwrap();
        let shown = table.protect();
        assert!(shown.is_ok(), "{one}: {shown:?}");
        let published = Published::table(&ways, &shown.unwrap().cells, 0);
        assert_eq!(is_open(&table, &published), Ok(()));
    }
}

#[test]
fn no_attacker_narrows_a_hidden_count_of_a_dense_table_of_two_ways() {
    let entries: Vec<Entry> = (0..144_u64).map(|at| Entry::Count(at * at * 7 % 19)).collect();
    let ways = [Dimension::flat(12), Dimension::flat(12)];
    check_table(&ways, &entries, Rules::new(Threshold::OUTCOMES));
}

#[test]
fn a_figure_that_two_tables_give_is_not_taken_from_a_third() {
    let table = |counts: &[u64]| {
        let entries: Vec<Entry> = counts.iter().copied().map(Entry::Count).collect();
        Table::counts(Rules::new(Threshold::COUNTS), vec![Dimension::flat(counts.len())], &entries)
            .unwrap()
    };
    let tables = [table(&[3, 20, 300]), table(&[20, 40, 50]), table(&[20, 60, 70])];
    let systems = tables.each_ref().map(Table::system);
    // The first table's 20 is in both others.
    let same = [((0, 2), (2, 1)), ((1, 1), (2, 1))];
    let (joint, places) = System::linked(&systems, &same).unwrap();
    assert_eq!(joint.figures().len(), 10);
    let hidden = protect(&joint).unwrap().hidden;
    let shared = [(0, 2), (1, 1), (2, 1)].map(|(table, at): InSystem| hidden[places[table][at]]);
    assert!(shared.iter().all(|why| *why == shared[0]), "{shared:?}");
    assert_eq!((places[0][2], places[0][2]), (places[1][1], places[2][1]));
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
