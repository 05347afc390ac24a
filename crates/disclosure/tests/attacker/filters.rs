//! Random filters, answered one after another, attacked with every answer at once.

use crate::published::Published;
use disclosure::{Group, Refused, Rules, Threshold, may_answer};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const THRESHOLD: u64 = 5;
/// How far apart the lowest and the highest that a small group could be must stay.
const APART: f64 = THRESHOLD as f64 - 2.0;

/// The answers named, as sums of classes, with the group as the last figure.
fn published(filters: &[BTreeSet<u64>], answers: &[usize], group: &Group) -> Published {
    let mut classes: BTreeMap<Vec<usize>, u64> = BTreeMap::new();
    let everybody: BTreeSet<u64> = filters.iter().flatten().copied().collect();
    for person in everybody {
        let passed = (0..filters.len()).filter(|filter| filters[*filter].contains(&person));
        *classes.entry(passed.collect()).or_default() += 1;
    }
    let members = |passes: &dyn Fn(&Vec<usize>) -> bool| -> Vec<usize> {
        classes.keys().enumerate().filter(|(_, of)| passes(of)).map(|(class, _)| class).collect()
    };
    let mut published = Published { shown: vec![None; classes.len()], ..Published::default() };
    for answer in answers {
        published.sums.push((published.shown.len(), members(&|of| of.contains(answer))));
        published.shown.push(Some(filters[*answer].len() as f64));
    }
    let of_group = members(&|of| match group {
        Group::Both(one, other) => of.contains(one) && of.contains(other),
        Group::But(one, other) => of.contains(one) && !of.contains(other),
        Group::Only(all) => of == all,
    });
    published.sums.push((published.shown.len(), of_group));
    published.shown.push(None);
    // Whoever knows the filters knows which classes are empty, and that the others are not.
    published.least = vec![0.0; published.shown.len()];
    published.least[..classes.len()].fill(1.0);
    published
}

fn people(filters: &[BTreeSet<u64>], group: &Group) -> usize {
    match group {
        Group::Both(one, other) => filters[*one].intersection(&filters[*other]).count(),
        Group::But(one, other) => filters[*one].difference(&filters[*other]).count(),
        Group::Only(_) => 1,
    }
}

fn range(filters: &[BTreeSet<u64>], answers: &[usize], group: &Group) -> f64 {
    let published = published(filters, answers, group);
    let (low, high) = published.bounds(published.shown.len() - 1);
    high - low
}

/// Filters that share a few borders, so that small differences are common.
fn filters() -> impl Strategy<Value = Vec<BTreeSet<u64>>> {
    let border = prop_oneof![Just(0_u64), Just(20), Just(23), Just(40), Just(41), Just(60)];
    let piece = (border.clone(), border).prop_map(|(one, other)| one.min(other)..one.max(other));
    let filter = prop::collection::vec(piece, 1..3)
        .prop_map(|pieces| pieces.into_iter().flatten().collect::<BTreeSet<u64>>());
    prop::collection::vec(filter, 1..5)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn what_may_be_answered_tells_of_no_few_people_and_what_may_not_does(filters in filters()) {
        let all: Vec<usize> = (0..filters.len()).collect();
        match may_answer(Rules::new(Threshold::new(THRESHOLD).unwrap()), &filters) {
            Ok(()) => {
                let pairs = all.iter().flat_map(|one| all.iter().map(move |other| (*one, *other)));
                for (one, other) in pairs.filter(|(one, other)| one != other) {
                    for group in [Group::Both(one, other), Group::But(one, other)] {
                        let small = (1..THRESHOLD as usize).contains(&people(&filters, &group));
                        let range = range(&filters, &all, &group);
                        prop_assert!(!small || range >= APART - 1e-6, "{:?}", group);
                    }
                }
            }
            Err(Refused::Tells { group, answers, .. }) => {
                let range = range(&filters, &answers, &group);
                prop_assert!(range < APART, "{group:?} {answers:?} {range}");
            }
            Err(Refused::Small { .. }) => {
                prop_assert!((1..THRESHOLD as usize).contains(&filters.last().unwrap().len()));
            }
            Err(Refused::TooMany) => prop_assert!(false),
        }
    }
}
