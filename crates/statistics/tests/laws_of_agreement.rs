//! What holds of agreement and of weights, for any readings and any people.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use proptest::prelude::*;
use statistics::NoSample;
use statistics::agreement::{
    Alpha, Kappa, Marks, NoFleissKappa, NotOnScale, alpha, alpha_interval, alpha_ordinal,
    fleiss_kappa,
};
use statistics::weight::{Margin, NoWeights, NotRaked, Raking, Weights, rake};

type Readings = Vec<Vec<Option<u8>>>;

fn readings(kinds: u8) -> impl Strategy<Value = Readings> {
    prop::collection::vec(prop::collection::vec(prop::option::weighted(0.8, 0..kinds), 3), 0..40)
}

fn numbers(units: &Readings, of: fn(f64) -> f64) -> Vec<Vec<Option<f64>>> {
    units
        .iter()
        .map(|unit| unit.iter().map(|label| label.map(|label| of(f64::from(label)))).collect())
        .collect()
}

fn alike(one: Alpha, other: Alpha) -> bool {
    match (one, other) {
        (Alpha::Known(a), Alpha::Known(b)) => {
            (a.value - b.value).abs() < 1e-9 && (a.units, a.labels) == (b.units, b.labels)
        }
        (one, other) => one == other,
    }
}

proptest! {
    #[test]
    fn with_two_labels_every_scale_says_the_same(units in readings(2)) {
        let nominal = alpha(units.clone());
        prop_assert!(alike(nominal, alpha_ordinal(units.clone())));
        prop_assert!(alike(nominal, alpha_interval(numbers(&units, |label| label)).unwrap()));
    }

    #[test]
    fn the_order_of_labels_is_all_that_an_order_means(units in readings(6)) {
        let stretched = units.iter().map(|unit| unit.iter().map(|label| label.map(|l| l.pow(2))));
        prop_assert!(alike(alpha_ordinal(units.clone()), alpha_ordinal(stretched)));
        let turned = units.iter().rev().map(|unit| unit.iter().rev().map(|l| l.map(|l| 9 - l)));
        prop_assert!(alike(alpha_ordinal(units.clone()), alpha_ordinal(turned)));
    }

    #[test]
    fn neither_the_zero_nor_the_unit_of_a_scale_matters(units in readings(6)) {
        let one = alpha_interval(numbers(&units, |label| label)).unwrap();
        let other = alpha_interval(numbers(&units, |label| 1e6 - label * 0.25)).unwrap();
        prop_assert!(alike(one, other), "{one:?} {other:?}");
        if let Alpha::Known(found) = one {
            prop_assert!((-1.0..=1.0).contains(&found.value), "{}", found.value);
        }
    }

    #[test]
    fn alpha_is_fleiss_kappa_but_for_the_smallness_of_the_sample(
        units in prop::collection::vec(prop::collection::vec(0_u8..4, 3), 1..40),
    ) {
        let labels = units.iter().map(Vec::len).sum::<usize>() as f64;
        let full = alpha(units.iter().map(|unit| unit.iter().copied().map(Some)));
        match (fleiss_kappa(units), full) {
            (Ok(kappa), Alpha::Known(alpha)) => {
                let wanted = 1.0 - (1.0 - kappa.value) * (labels - 1.0) / labels;
                prop_assert!((alpha.value - wanted).abs() < 1e-9);
                prop_assert!((-1.0..=1.0).contains(&kappa.value));
            }
            (kappa, alpha) => {
                prop_assert_eq!(kappa, Err(NoFleissKappa::NoVariation));
                prop_assert_eq!(alpha, Alpha::NoVariation);
            }
        }
    }

    #[test]
    fn counts_of_any_size_give_a_figure_or_say_why_not(
        counts in prop::collection::vec(prop_oneof![0_u64..4, any::<u64>(), Just(u64::MAX)], 4),
    ) {
        let marks = Marks {
            both: counts[0], first_only: counts[1], second_only: counts[2], neither: counts[3],
        };
        if let Alpha::Known(found) = marks.alpha() {
            prop_assert!((-1.0 - 1e-9..=1.0 + 1e-9).contains(&found.value), "{}", found.value);
        }
        if let Kappa::Known(found) = marks.kappa() {
            prop_assert!((-1.0 - 1e-9..=1.0 + 1e-9).contains(&found.value), "{}", found.value);
            prop_assert!(found.standard_error.is_finite());
        }
        prop_assert!(marks.observed().is_none_or(|share| (0.0..=1.0).contains(&share)));
    }

    #[test]
    fn an_effective_base_lies_between_one_and_all_and_knows_no_unit(
        weights in prop::collection::vec(0.0_f64..10.0, 1..50), scale in 1e-200_f64..1e80,
    ) {
        prop_assume!(weights.iter().any(|weight| *weight > 0.0));
        let scaled = Weights::new(weights.iter().map(|weight| weight * scale).collect());
        let n = weights.len() as f64;
        let base = Weights::new(weights).unwrap().effective_base();
        prop_assert!(1.0 - 1e-9 <= base && base <= n + 1e-9, "{base}");
        // Weights too small for a float may all be 0.
        if let Ok(scaled) = scaled {
            prop_assert!((scaled.effective_base() - base).abs() < 1e-6 * base);
            prop_assert!((scaled.design_effect() * base - n).abs() < 1e-6 * n);
        }
    }

    #[test]
    fn raked_weights_meet_every_margin_and_keep_what_none_asks_to_change(
        people in prop::collection::vec((0_usize..3, 0_usize..2), 40..80),
        ages in prop::collection::vec(1_u8..9, 3),
        places in prop::collection::vec(1_u8..9, 2),
    ) {
        // One in each cell, so that every margin can be met.
        let every = (0..3).flat_map(|age| [(age, 0), (age, 1)]);
        let people: Vec<(usize, usize)> = people.into_iter().chain(every).collect();
        let by = |part: fn(&(usize, usize)) -> usize| people.iter().map(part).collect::<Vec<_>>();
        let (age_of, place_of) = (by(|person| person.0), by(|person| person.1));
        let ages: Vec<f64> = ages.into_iter().map(f64::from).collect();
        let places: Vec<f64> = places.into_iter().map(f64::from).collect();
        let margins = [
            Margin { categories: &age_of, targets: &ages },
            Margin { categories: &place_of, targets: &places },
        ];
        let base = Weights::new(vec![1.0; people.len()]).unwrap();
        let found = rake(&base, &margins, Raking::default()).unwrap();
        let weights = found.weights.values();
        let n = people.len() as f64;
        prop_assert!((weights.iter().sum::<f64>() - n).abs() < 1e-6);
        prop_assert!(found.largest_gap <= 1e-9);
        for margin in margins {
            let whole: f64 = margin.targets.iter().sum();
            for (category, target) in margin.targets.iter().enumerate() {
                let of = margin.categories.iter().zip(weights);
                let have: f64 = of.filter(|(at, _)| **at == category).map(|(_, w)| w).sum();
                prop_assert!((have / n - target / whole).abs() < 1e-8);
            }
        }
        // Odds ratios of weights within cells stay those of the base, which are 1.
        let at = |cell| weights[people.iter().position(|person| *person == cell).unwrap()];
        let odds = at((0, 0)) * at((1, 1)) / (at((0, 1)) * at((1, 0)));
        prop_assert!((odds - 1.0).abs() < 1e-6, "{odds}");

        // Raking again changes nothing.
        let again = rake(&found.weights, &margins, Raking::default()).unwrap();
        prop_assert_eq!(again.rounds, 0);

        // With a largest weight none is above it, and what that costs is told.
        let how = Raking { largest: Some(1.5), ..Raking::default() };
        let cut = rake(&base, &margins, how).unwrap();
        prop_assert!(cut.weights.values().iter().all(|weight| *weight <= 1.5 + 1e-9));
        prop_assert!((cut.weights.values().iter().sum::<f64>() - n).abs() < 1e-6);
        prop_assert!(cut.largest_gap <= 1e-9 || cut.trimmed > 0, "{}", cut.largest_gap);
    }

    #[test]
    fn no_people_and_targets_make_raking_panic(
        weights in prop::collection::vec(prop_oneof![0.0..3.0, any::<f64>()], 0..9),
        categories in prop::collection::vec(0_usize..4, 0..9),
        targets in prop::collection::vec(prop_oneof![0.1..3.0, any::<f64>()], 0..4),
        largest in prop::option::of(prop_oneof![0.0..9.0, any::<f64>()]),
    ) {
        let margins = [Margin { categories: &categories, targets: &targets }];
        let how = Raking { rounds: 50, largest, ..Raking::default() };
        if let Ok(base) = Weights::new(weights)
            && let Ok(found) = rake(&base, &margins, how)
        {
            prop_assert!(found.weights.values().iter().all(|weight| weight.is_finite()));
        }
    }
}

#[test]
fn what_can_not_be_weighted_says_why() {
    let one = || Weights::new(vec![1.0; 4]).unwrap();
    let margin = |categories, targets| [Margin { categories, targets }];
    let fails = |margins: &[Margin<'_>]| rake(&one(), margins, Raking::default()).unwrap_err();
    assert_eq!(Weights::new(vec![]), Err(NoWeights::NoSample(NoSample::Empty)));
    assert_eq!(Weights::new(vec![1.0, -0.1]), Err(NoWeights::Negative { position: 1 }));
    assert_eq!(Weights::new(vec![0.0; 3]), Err(NoWeights::AllZero));
    assert_eq!(fails(&[]), NotRaked::NoMargin);
    assert_eq!(fails(&margin(&[0, 0, 0], &[1.0])), NotRaked::Length { margin: 0 });
    let unknown = NotRaked::NoTarget { margin: 0, person: 3 };
    assert_eq!(fails(&margin(&[0, 0, 0, 1], &[1.0])), unknown);
    let bad = NotRaked::BadTarget { margin: 0, category: 1 };
    assert_eq!(fails(&margin(&[0, 0, 0, 1], &[1.0, 0.0])), bad);
    assert_eq!(fails(&margin(&[0, 0, 0, 1], &[1.0, f64::NAN])), bad);
    let nobody = NotRaked::Nobody { margin: 0, category: 1 };
    assert_eq!(fails(&margin(&[0, 0, 0, 0], &[1.0, 1.0])), nobody);
    let how = Raking { largest: Some(1.0), ..Raking::default() };
    let limited = rake(&one(), &margin(&[0, 0, 1, 1], &[1.0, 1.0]), how);
    assert_eq!(limited, Err(NotRaked::BadLimit));
}

#[test]
fn a_base_that_meets_every_margin_is_trimmed_all_the_same() {
    let base = Weights::new(vec![7.0, 1.0, 1.0, 1.0, 7.0, 1.0, 1.0, 1.0]).unwrap();
    let margins = [Margin { categories: &[0, 0, 0, 0, 1, 1, 1, 1], targets: &[1.0, 1.0] }];
    let how = Raking { largest: Some(2.0), ..Raking::default() };
    let found = rake(&base, &margins, how).unwrap();
    assert_eq!((found.rounds, found.trimmed), (0, 2));
    let third = 2.0 / 3.0;
    let wanted = [2.0, third, third, third, 2.0, third, third, third];
    assert!(found.weights.values().iter().zip(wanted).all(|(a, b)| (a - b).abs() < 1e-12));
}

#[test]
fn margins_that_contradict_one_another_are_refused_with_what_is_left() {
    // All of the young live in the valley, but the targets want more young than valley.
    let margins = [
        Margin { categories: &[0, 0, 1, 1], targets: &[0.8, 0.2] },
        Margin { categories: &[0, 0, 0, 1], targets: &[0.3, 0.7] },
    ];
    let base = Weights::new(vec![1.0; 4]).unwrap();
    let Err(NotRaked::NotMet { largest_gap }) = rake(&base, &margins, Raking::default()) else {
        panic!("met");
    };
    assert!(largest_gap > 0.1, "{largest_gap}");
    // A largest weight that nobody reaches explains nothing.
    let how = Raking { largest: Some(100.0), ..Raking::default() };
    let found = rake(&base, &margins, how);
    assert!(matches!(found, Err(NotRaked::NotMet { .. })), "{found:?}");
}

#[test]
fn too_few_people_with_a_weight_can_not_stand_for_all() {
    let margins = [Margin { categories: &[0; 4], targets: &[1.0] }];
    let raked = |base: &[f64], largest| {
        let base = Weights::new(base.to_vec()).unwrap();
        rake(&base, &margins, Raking { largest: Some(largest), ..Raking::default() })
    };
    assert_eq!(raked(&[1.0, 0.0, 0.0, 0.0], 2.0), Err(NotRaked::LimitTooLow { people: 1 }));
    let found = raked(&[1.0, 3.0, 0.0, 0.0], 2.0).unwrap();
    assert_eq!((found.weights.values(), found.trimmed), (&[2.0, 2.0, 0.0, 0.0][..], 2));
}

#[test]
fn readings_without_an_answer_say_why() {
    let none: [[u8; 2]; 0] = [];
    assert_eq!(fleiss_kappa(none), Err(NoFleissKappa::NoUnits));
    assert_eq!(fleiss_kappa([[1]]), Err(NoFleissKappa::OneReader));
    assert_eq!(fleiss_kappa([vec![1, 2], vec![1]]), Err(NoFleissKappa::Unequal { unit: 1 }));
    assert_eq!(alpha_ordinal([[Some(1), None]]), Alpha::NoPairs);
    assert_eq!(alpha_ordinal([[Some(1), Some(1)]]), Alpha::NoVariation);
    let endless = [[Some(1.0), None], [Some(1.0), Some(f64::INFINITY)]];
    assert_eq!(alpha_interval(endless), Err(NotOnScale { unit: 1 }));
    assert_eq!(alpha_interval([[Some(f64::NAN)]]), Err(NotOnScale { unit: 0 }));
}
