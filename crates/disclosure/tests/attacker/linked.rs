//! Tables that share figures, and releases one after the other, attacked as one.

use crate::generated::{across, any_rules, floor, values};
use crate::published::{Published, sums};
use disclosure::{
    Change, Dimension, Entry, InSystem, Later, Rules, System, Table, Threshold, Why, protect,
};
use proptest::prelude::*;

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
