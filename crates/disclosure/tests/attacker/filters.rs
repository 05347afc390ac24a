//! Random filters, answered one after another, attacked with every answer at once.

use crate::published::Published;
use disclosure::{Group, Refused, Rules, Threshold, Zeros, may_answer};
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

/// Each class of people by the filters that they pass, and how many of them there are.
fn counted(filters: &[BTreeSet<u64>]) -> Vec<(Vec<usize>, u64)> {
    let mut classes: BTreeMap<Vec<usize>, u64> = BTreeMap::new();
    for person in filters.iter().flatten().collect::<BTreeSet<_>>() {
        let passed = (0..filters.len()).filter(|filter| filters[*filter].contains(person));
        *classes.entry(passed.collect()).or_default() += 1;
    }
    classes.into_iter().collect()
}

/// Every population of whole people, as the size of each class, that agrees with the answers named:
/// tried one by one, with no arithmetic but adding up.
fn populations(
    classes: &[(Vec<usize>, u64)],
    filters: &[BTreeSet<u64>],
    answers: &[usize],
    least: u64,
) -> Vec<Vec<u64>> {
    let mut all: Vec<Vec<u64>> = vec![Vec::new()];
    // Whoever passes none of the filters answered may be any number of people.
    let most = |passed: &[usize]| {
        let bound = passed.iter().filter(|filter| answers.contains(filter));
        bound.map(|filter| filters[*filter].len() as u64).min().unwrap_or(12)
    };
    for at in 0..classes.len() {
        let grown = all.into_iter().flat_map(|sizes| {
            (least..=most(&classes[at].0)).map(move |size| [sizes.as_slice(), &[size]].concat())
        });
        let agrees = |sizes: &Vec<u64>| {
            answers.iter().all(|answer| {
                let passes = |at: &usize| classes[*at].0.contains(answer);
                let told: u64 = (0..sizes.len()).filter(passes).map(|at| sizes[at]).sum();
                let rest = (sizes.len()..classes.len()).filter(passes).count() as u64 * least;
                let wanted = filters[*answer].len() as u64;
                told + rest <= wanted && (sizes.len() < classes.len() || told == wanted)
            })
        };
        all = grown.filter(agrees).collect();
    }
    all
}

/// The counts that a group, made up of some of the classes, has in these populations.
fn open(populations: &[Vec<u64>], in_group: &dyn Fn(usize) -> bool) -> BTreeSet<u64> {
    let count =
        |sizes: &Vec<u64>| (0..sizes.len()).filter(|at| in_group(*at)).map(|at| sizes[at]).sum();
    populations.iter().map(count).collect()
}

/// The property: after the answers given, among all populations that agree with them, every group of
/// fewer people than the threshold, put together in whatever way from those who pass the same
/// filters, has more than one possible count; and whoever passes the same filters as few others do
/// could be as many more or fewer as a hidden count of a table.
fn nobody_is_told(rules: Rules, filters: &[BTreeSet<u64>]) -> Result<(), String> {
    let (least, across) = match rules.zeros {
        Zeros::Safe => (1, rules.threshold.people() - 2),
        Zeros::Small => (0, rules.threshold.people()),
    };
    let classes = counted(filters);
    let answers: Vec<usize> = (0..filters.len()).collect();
    let populations = populations(&classes, filters, &answers, least);
    for group in 1_u64..1 << classes.len() {
        let holds = |at: usize| group >> at & 1 == 1;
        let people: u64 = (0..classes.len()).filter(|at| holds(*at)).map(|at| classes[at].1).sum();
        if people >= rules.threshold.people() {
            continue;
        }
        let open = open(&populations, &holds);
        let range = open.last().unwrap() - open.first().unwrap();
        if open.len() < 2 || group.is_power_of_two() && range < across {
            return Err(format!("{people} of {classes:?}, {group:b}: {open:?}"));
        }
    }
    Ok(())
}

/// Any people at all of a few.
fn any_filters() -> impl Strategy<Value = Vec<BTreeSet<u64>>> {
    (5_u64..11, 1_usize..6).prop_flat_map(|(people, filters)| {
        let filter = prop::collection::btree_set(0..people, 0..=people as usize);
        prop::collection::vec(filter, filters)
    })
}

fn any_rules() -> impl Strategy<Value = Rules> {
    let zeros = prop_oneof![2 => Just(Zeros::Safe), 1 => Just(Zeros::Small)];
    (3_u64..6, zeros)
        .prop_map(|(people, zeros)| Rules { threshold: Threshold::new(people).unwrap(), zeros })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn whoever_tries_every_population_learns_of_nobody_from_what_was_answered(
        filters in any_filters(),
        rules in any_rules(),
    ) {
        // Whoever asks goes on after a refusal, and is told what may be told.
        let mut answered: Vec<BTreeSet<u64>> = Vec::new();
        for filter in filters {
            answered.push(filter);
            match may_answer(rules, &answered) {
                Ok(()) => prop_assert_eq!(nobody_is_told(rules, &answered), Ok(())),
                Err(refused) => {
                    if let Refused::Tells { group, answers, .. } = &refused {
                        prop_assert!(does_tell(rules, &answered, group, answers), "{refused:?}");
                    }
                    answered.pop();
                }
            }
        }
    }
}

/// Whether the answers named really leave a group less open than is asked, in whole people.
fn does_tell(rules: Rules, filters: &[BTreeSet<u64>], group: &Group, answers: &[usize]) -> bool {
    let mut classes = counted(filters);
    let holds = |of: &[usize]| match group {
        Group::Both(one, other) => of.contains(one) && of.contains(other),
        Group::But(one, other) => of.contains(one) && !of.contains(other),
        Group::Only(all) => of == all,
    };
    if !classes.iter().any(|(of, _)| holds(of)) {
        let alone = match group {
            Group::Both(one, other) => vec![*one, *other],
            Group::But(one, _) => vec![*one],
            Group::Only(all) => all.clone(),
        };
        classes.push((alone, 0));
    }
    let (least, across) = match rules.zeros {
        Zeros::Safe => (1, rules.threshold.people() - 2),
        Zeros::Small => (0, rules.threshold.people()),
    };
    let populations = populations(&classes, filters, answers, least);
    let open = open(&populations, &|at| holds(&classes[at].0));
    open.last().unwrap() - open.first().unwrap() < across
}
