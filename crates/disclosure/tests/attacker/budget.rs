//! What is shown when the steps are spent, attacked like any other table: safe with any number of them.

use crate::published::Published;
use disclosure::{
    Dimension, Dominance, Entry, InSystem, Magnitude, MagnitudeRules, Rules, System, Table,
    Threshold, Why, Zeros, protect, protect_within,
};
use proptest::prelude::*;

fn steps() -> impl Strategy<Value = u64> {
    prop_oneof![Just(0_u64), 1_u64..200, 200_u64..20_000, 20_000_u64..300_000]
}

fn ways() -> impl Strategy<Value = Vec<Dimension>> {
    let flat = |most: usize| (1..=most).prop_map(Dimension::flat);
    let tree = Just(Dimension::tree(&[0, 0, 1, 1, 2, 2, 2]).unwrap());
    prop_oneof![
        prop::collection::vec(flat(6), 1..=2),
        (tree.clone(), flat(4)).prop_map(|(tree, flat)| vec![tree, flat]),
        (tree.clone(), tree).prop_map(|(one, other)| vec![one, other]),
        prop::collection::vec(flat(3), 3),
        prop::collection::vec(flat(2), 4),
    ]
}

fn entry() -> impl Strategy<Value = Entry> {
    prop_oneof![
        3 => Just(Entry::Count(0)),
        4 => Just(Entry::Count(1)),
        4 => (1_u64..10).prop_map(Entry::Count),
        4 => (10_u64..60).prop_map(Entry::Count),
        1 => Just(Entry::Absent),
        1 => Just(Entry::NotKnown),
    ]
}

fn any_rules() -> impl Strategy<Value = Rules> {
    let zeros = prop_oneof![Just(Zeros::Safe), Just(Zeros::Small)];
    (3_u64..12, zeros)
        .prop_map(|(people, zeros)| Rules { threshold: Threshold::new(people).unwrap(), zeros })
}

/// Every hidden figure of the system that asks for it is as open as it asks for.
fn check(system: &System, steps: u64) -> Result<(), String> {
    let found = protect_within(system, steps).map_err(|problem| problem.to_string())?;
    if found.lower_bound > found.cost {
        return Err(format!("{} under {}", found.cost, found.lower_bound));
    }
    let figures = system.figures().iter().zip(&found.hidden);
    let relations = system.relations().iter();
    let published = Published {
        shown: figures.clone().map(|(f, why)| why.is_none().then_some(f.value as f64)).collect(),
        least: figures
            .map(|(f, _)| f.known.0.map_or(f64::NEG_INFINITY, |least| least as f64))
            .collect(),
        sums: relations.map(|sum| (sum.total, sum.parts.clone())).collect(),
    };
    for (place, figure) in system.figures().iter().enumerate() {
        if found.hidden[place].is_none() {
            if matches!(figure.state, disclosure::State::Hidden(_)) {
                return Err(format!("{place} is shown"));
            }
            continue;
        }
        let (low, high) = published.bounds(place);
        let (value, near) = (figure.value as f64, 1e-6 * (1.0 + figure.value as f64));
        let asked = figure.asked;
        if high - low < asked.across as f64 - near
            || value - low < asked.below as f64 - near
            || high - value < asked.above as f64 - near
        {
            return Err(format!("{low} to {high} in {place}: {figure:?}"));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn however_few_steps_are_left_no_attacker_narrows_a_hidden_count(
        (ways, entries) in ways().prop_flat_map(|ways| {
            let cells: usize = ways.iter().map(|way| way.leaves().len()).product();
            (Just(ways), prop::collection::vec(entry(), cells))
        }),
        rules in any_rules(),
        steps in steps(),
    ) {
        let table = Table::counts(rules, ways, &entries).unwrap();
        prop_assert_eq!(check(table.system(), steps), Ok(()));
        prop_assert_eq!(
            protect_within(table.system(), steps), protect_within(table.system(), steps)
        );
    }

    #[test]
    fn however_few_steps_are_left_no_attacker_comes_near_a_magnitude(
        amounts in prop::collection::vec(prop::collection::vec(0_u64..5_000, 0..6), 12),
        steps in steps(),
        three in any::<bool>(),
    ) {
        let threshold = Threshold::new(3).unwrap();
        let dominance = Dominance::Percent(20);
        let rules = MagnitudeRules { threshold, dominance, range_percent: 10 };
        let ways = if three { vec![2, 3, 2] } else { vec![4, 3] };
        let ways = ways.into_iter().map(Dimension::flat).collect();
        let magnitudes: Vec<Magnitude> = amounts
            .iter()
            .map(|of| Magnitude {
                total: of.iter().sum(),
                contributors: of.len() as u64,
                largest: of.clone(),
            })
            .collect();
        let table = Table::magnitudes(rules, ways, &magnitudes).unwrap();
        prop_assert_eq!(check(table.system(), steps), Ok(()));
    }

    #[test]
    fn however_few_steps_are_left_linked_tables_are_safe(
        counts in prop::collection::vec(0_u64..20, 24),
        rules in any_rules(),
        steps in steps(),
    ) {
        let at = |a: usize, b: usize, c: usize| counts[(a * 3 + b) * 2 + c];
        let ages: Vec<Entry> =
            (0..12).map(|p| Entry::Count((0..2).map(|c| at(p / 3, p % 3, c)).sum())).collect();
        let sexes: Vec<Entry> =
            (0..8).map(|p| Entry::Count((0..3).map(|b| at(p / 2, b, p % 2)).sum())).collect();
        let ways = |of| vec![Dimension::flat(4), Dimension::flat(of)];
        let one = Table::counts(rules, ways(3), &ages).unwrap();
        let other = Table::counts(rules, ways(2), &sexes).unwrap();
        let total = |a| ((0, one.place(&[a, 0]).unwrap()), (1, other.place(&[a, 0]).unwrap()));
        let same: Vec<(InSystem, InSystem)> = (0..=4).map(total).collect();
        let (joint, _) = System::linked(&[one.system(), other.system()], &same).unwrap();
        prop_assert_eq!(check(&joint, steps), Ok(()));
    }
}

fn counts(ways: Vec<Dimension>, count: impl Fn(usize) -> u64) -> Table {
    let cells: usize = ways.iter().map(|way| way.leaves().len()).product();
    let entries: Vec<Entry> = (0..cells).map(|at| Entry::Count(count(at))).collect();
    Table::counts(Rules::new(Threshold::OUTCOMES), ways, &entries).unwrap()
}

#[test]
fn the_largest_tables_are_answered_within_the_steps_and_large_counts_stay_shown() {
    // Every line of it would be hidden one by one; that all is hidden is the only safe answer.
    let ones = counts(vec![Dimension::flat(200), Dimension::flat(200)], |_| 1);
    let hidden = protect(ones.system()).unwrap().hidden;
    assert!(hidden.iter().all(Option::is_some));
    // And where few are small, few are hidden, though the steps are few too.
    let few = counts(vec![Dimension::flat(60), Dimension::flat(60)], |at| {
        if at % 97 == 0 { 3 } else { 40 + at as u64 % 50 }
    });
    let hidden = protect_within(few.system(), 400_000).unwrap().hidden;
    let protects = hidden.iter().filter(|why| **why == Some(Why::Protects)).count();
    let small = hidden.iter().filter(|why| **why == Some(Why::Small)).count();
    assert!(small > 30 && protects < 8 * small, "{protects} to protect {small}");
}

/// Tables of the shapes that take most steps, small enough for the attacker.
fn shapes(of: &[usize]) -> Vec<Table> {
    let (first, last) = (of[0], of[of.len() - 1]);
    let ways = || of.iter().copied().map(Dimension::flat).collect::<Vec<_>>();
    let row = move |at: usize, cells: usize| at / (cells / first);
    let cells: usize = of.iter().product();
    vec![
        counts(ways(), |_| 1),
        counts(ways(), |at| at as u64 * 7919 / 13 % 2),
        counts(ways(), |at| at as u64 * 7919 / 13 % 7),
        counts(ways(), |at| if at % last == 5 * row(at, cells) % last { 700 } else { 1 }),
        counts(ways(), |at| 9 + at as u64 * 7919 / 13 % 2),
        counts(ways(), |at| if row(at, cells) % 2 == 0 { 1 } else { 100 + at as u64 }),
        counts(ways(), |at| if at % 23 == 0 { 2 } else { 10 + at as u64 * 31 % 80 }),
    ]
}

#[test]
fn tables_of_the_worst_shapes_are_safe_once_the_steps_are_spent() {
    for of in [&[9, 8][..], &[5, 4, 4], &[3, 3, 2, 2]] {
        for table in shapes(of) {
            for steps in [0, 3_000, 100_000, 3_000_000] {
                assert_eq!(check(table.system(), steps), Ok(()), "{of:?} {steps}");
            }
        }
    }
}

#[test]
fn once_the_steps_are_spent_only_totals_are_hidden_and_not_the_whole_table() {
    for of in [&[200, 200][..], &[12, 12, 12]] {
        for table in shapes(of) {
            let inner: usize = of.iter().product();
            let totals = table.system().figures().len() - inner;
            let hidden = protect_within(table.system(), 0).unwrap().hidden;
            let protects = hidden.iter().filter(|why| **why == Some(Why::Protects)).count();
            assert!(protects <= totals, "{of:?} {protects} of {totals}");
        }
    }
}

#[test]
fn one_count_that_no_quick_search_protects_does_not_hide_the_others() {
    // A quarter of the product of two numbers up to thirty, in each of twelve by twelve by twelve.
    let mut state = 1_u64;
    let mut next = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % 30
    };
    let all: Vec<u64> = (0..1_728).map(|_| next() * (next() + 1) / 4).collect();
    let table = counts(vec![Dimension::flat(12); 3], |at| all[at]);
    let found = protect(table.system()).unwrap();
    let protects = found.hidden.iter().filter(|why| **why == Some(Why::Protects)).count();
    assert!(protects < 600 && found.cost < 30_000, "{protects} at {}", found.cost);
}

#[test]
fn once_the_steps_are_spent_only_totals_of_magnitudes_are_hidden_too() {
    let threshold = Threshold::new(3).unwrap();
    let dominance = Dominance::Percent(10);
    let rules = MagnitudeRules { threshold, dominance, range_percent: 10 };
    for of in [&[60, 60][..], &[12, 12, 12]] {
        let inner: usize = of.iter().product();
        let magnitude = |at: usize| {
            let largest = vec![1 + at as u64 * 7919 % 1_000; 1 + at % 5];
            Magnitude { total: largest.iter().sum(), contributors: largest.len() as u64, largest }
        };
        let magnitudes: Vec<Magnitude> = (0..inner).map(magnitude).collect();
        let ways = of.iter().copied().map(Dimension::flat).collect();
        let table = Table::magnitudes(rules, ways, &magnitudes).unwrap();
        let hidden = protect_within(table.system(), 0).unwrap().hidden;
        let protects = hidden.iter().filter(|why| **why == Some(Why::Protects)).count();
        assert!(protects <= hidden.len() - inner, "{of:?} {protects}");
    }
}
