//! What holds of means, shares, change and many tests for any values.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use proptest::prelude::*;
use statistics::adjusted::{benjamini_hochberg, holm};
use statistics::bootstrap::{self, Draws, NotDrawn, bca};
use statistics::distribution::{ANXIETY, Bands, WELLBEING, counts};
use statistics::paired::paired;
use statistics::proportion::{NoProportion, Proportion, difference};
use statistics::quantile::{TooFew, median, median_interval, quantile};
use statistics::reading::{Reading, Rule};
use statistics::{Interval, Level, NoSample, NoSpread, Sample, mean};
use std::num::NonZeroUsize;

const LEVEL: Level = Level::NINETY_FIVE;

fn sample(values: &[f64]) -> Sample {
    Sample::new(values.to_vec()).unwrap()
}

/// Whole numbers, so that shifting and scaling them loses nothing.
fn values(sizes: std::ops::Range<usize>) -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec((-50_i32..50).prop_map(f64::from), sizes)
}

/// Tenths, which no float holds exactly.
fn tenths(sizes: std::ops::Range<usize>) -> impl Strategy<Value = Vec<f64>> {
    values(sizes).prop_map(|values| values.into_iter().map(|value| value / 10.0).collect())
}

fn pairs() -> impl Strategy<Value = Vec<(f64, f64)>> {
    prop::collection::vec((0_u8..11, 0_u8..11), 1..60)
        .prop_map(|pairs| pairs.into_iter().map(|(a, b)| (f64::from(a), f64::from(b))).collect())
}

/// Anything that a float can be.
fn anything() -> impl Strategy<Value = f64> {
    prop_oneof![
        any::<f64>(),
        -1e3..1e3,
        Just(f64::NAN),
        Just(f64::INFINITY),
        Just(f64::MAX),
        Just(f64::MIN_POSITIVE),
        Just(5e-324),
        -1e-149..1e-149,
        Just(0.0),
        Just(1e90),
        Just(-0.0),
    ]
}

fn share() -> impl Strategy<Value = Proportion> {
    (1_u64.., any::<u64>())
        .prop_map(|(of, part)| Proportion::new(part.checked_rem(of).unwrap_or(0), of).unwrap())
}

fn small_share() -> impl Strategy<Value = (u64, u64)> {
    (1_u64..200).prop_flat_map(|of| (0..=of, Just(of)))
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(other.abs()).max(1.0)
}

fn draws(resamples: u32, seed: u64, threads: usize) -> Draws {
    Draws { resamples, seed, threads: NonZeroUsize::new(threads).unwrap() }
}

proptest! {
    #[test]
    fn no_values_make_it_panic_or_tell_a_figure_that_is_none(
        one in prop::collection::vec(anything(), 0..20),
        other in prop::collection::vec(anything(), 0..20),
    ) {
        let (Ok(a), Ok(b)) = (Sample::new(one.clone()), Sample::new(other.clone())) else {
            return Ok(());
        };
        prop_assert!(a.mean().is_finite() && median(&a).is_finite());
        for test in [mean::welch(&a, &b, LEVEL)].into_iter().flatten() {
            prop_assert!(test.t.is_finite() && (0.0..=1.0).contains(&test.p), "{test:?}");
            prop_assert!(test.interval.low <= test.interval.high);
        }
        if let Ok(interval) = mean::interval(&a, LEVEL) {
            prop_assert!(interval.contains(a.mean()), "{interval:?}");
        }
        let pairs: Vec<(f64, f64)> = one.into_iter().zip(other).collect();
        if let Ok(found) = paired(&pairs, LEVEL) {
            prop_assert!(found.mean_change.is_finite());
            if let Ok(tested) = found.tested {
                prop_assert!(tested.effect_size.is_finite() && tested.test.t.is_finite());
            }
        }
        if let Ok(found) = bca(&a, LEVEL, draws(200, 1, 1)) {
            prop_assert!(found.interval.low <= found.interval.high, "{found:?}");
        }
        let _ = (median_interval(&a, LEVEL), counts(&a), WELLBEING.count(&a));
    }

    #[test]
    fn the_order_of_values_does_not_matter(values in values(1..80), turn in 0_usize..80) {
        let mut turned = values.clone();
        turned.rotate_left(turn % values.len());
        prop_assert_eq!(sample(&values), sample(&turned));
    }

    #[test]
    fn shifted_and_scaled_values_shift_and_scale_the_figures(
        values in prop_oneof![values(2..60), tenths(2..60)], shift in -100_i32..100, scale in 1_u8..5,
    ) {
        let (shift, scale) = (f64::from(shift), f64::from(scale));
        let moved: Vec<f64> = values.iter().map(|value| value * scale + shift).collect();
        let (one, other) = (sample(&values), sample(&moved));
        let place = |value: f64| value * scale + shift;
        prop_assert!(near(place(median(&one)), median(&other)));
        match (mean::interval(&one, LEVEL), mean::interval(&other, LEVEL)) {
            (Ok(a), Ok(b)) => prop_assert!(near(place(a.low), b.low) && near(place(a.high), b.high)),
            (a, b) => prop_assert_eq!(a, b),
        }
        match (bca(&one, LEVEL, draws(200, 3, 1)), bca(&other, LEVEL, draws(200, 3, 1))) {
            (Ok(a), Ok(b)) => {
                let (a, b) = (a.interval, b.interval);
                prop_assert!(near(place(a.low), b.low) && near(place(a.high), b.high), "{a:?} {b:?}");
            }
            (a, b) => prop_assert_eq!(a, b),
        }
    }

    #[test]
    fn turning_before_and_after_turns_the_change(pairs in pairs()) {
        let turned: Vec<(f64, f64)> = pairs.iter().map(|(a, b)| (*b, *a)).collect();
        let (one, other) = (paired(&pairs, LEVEL).unwrap(), paired(&turned, LEVEL).unwrap());
        prop_assert!(near(one.mean_change, -other.mean_change));
        prop_assert!(near(one.mean_change, one.mean_after - one.mean_before));
        prop_assert_eq!((one.moved.up, one.moved.same), (other.moved.down, other.moved.same));
        prop_assert_eq!(one.moved.up + one.moved.same + one.moved.down, pairs.len());
        match (one.tested, other.tested) {
            (Ok(a), Ok(b)) => {
                prop_assert!(near(a.test.p, b.test.p) && near(a.effect_size, -b.effect_size));
                prop_assert!(near(a.test.interval.low, -b.test.interval.high));
                // The interval and the test say the same of zero.
                if (a.test.p - 0.05).abs() > 1e-9 {
                    prop_assert_eq!(a.test.interval.contains(0.0), a.test.p > 0.05);
                }
            }
            (a, b) => prop_assert_eq!(a.err(), b.err()),
        }
    }

    #[test]
    fn welch_does_not_mind_who_is_first(one in values(2..40), other in values(2..40)) {
        let (one, other) = (sample(&one), sample(&other));
        match (mean::welch(&one, &other, LEVEL), mean::welch(&other, &one, LEVEL)) {
            (Ok(a), Ok(b)) => {
                prop_assert!(near(a.t, -b.t) && near(a.p, b.p));
                let least = one.count().min(other.count()) as f64 - 1.0;
                let most = (one.count() + other.count()) as f64 - 2.0;
                prop_assert!(a.degrees_of_freedom >= least - 1e-9);
                prop_assert!(a.degrees_of_freedom <= most + 1e-9);
            }
            (a, b) => prop_assert_eq!(a, b),
        }
    }

    #[test]
    fn a_share_lies_in_its_interval_and_the_interval_between_none_and_all(share in share()) {
        let found = share.interval(LEVEL);
        prop_assert!(0.0 <= found.low && found.high <= 1.0 && found.contains(share.share()));
    }

    #[test]
    fn the_share_of_the_others_has_the_mirrored_interval((count, of) in small_share()) {
        let of_count = |count| Proportion::new(count, of).unwrap().interval(LEVEL);
        let (one, other) = (of_count(count), of_count(of - count));
        prop_assert!(near(one.low, 1.0 - other.high) && near(one.high, 1.0 - other.low));
    }

    #[test]
    fn ten_times_as_many_people_narrow_the_interval((count, of) in small_share()) {
        let width = |times| {
            let found = Proportion::new(count * times, of * times).unwrap().interval(LEVEL);
            found.high - found.low
        };
        prop_assert!(width(10) < width(1));
    }

    #[test]
    fn the_difference_of_shares_turns_with_the_groups(one in share(), other in share()) {
        let (there, back) = (difference(one, other, LEVEL), difference(other, one, LEVEL));
        prop_assert!(near(there.interval.low, -back.interval.high));
        prop_assert!(near(there.interval.high, -back.interval.low));
        prop_assert!(there.interval.contains(there.difference));
        prop_assert!(-1.0 <= there.interval.low && there.interval.high <= 1.0);
        prop_assert!(difference(one, one, LEVEL).interval.contains(0.0));
    }

    #[test]
    fn adjusted_values_keep_the_order_and_never_fall(
        values in prop::collection::vec(0.0_f64..=1.0, 0..50),
    ) {
        let (strict, mild) = (holm(&values).unwrap(), benjamini_hochberg(&values).unwrap());
        for at in 0..values.len() {
            let bounded = values[at] <= mild[at] && mild[at] <= strict[at] && strict[at] <= 1.0;
            prop_assert!(bounded, "{} {} {}", values[at], mild[at], strict[at]);
            for to in 0..values.len() {
                if values[at] <= values[to] {
                    prop_assert!(strict[at] <= strict[to] && mild[at] <= mild[to]);
                }
            }
        }
        let turned: Vec<f64> = values.iter().rev().copied().collect();
        prop_assert!(holm(&turned).unwrap().iter().rev().eq(&strict));
    }

    #[test]
    fn a_value_that_is_no_probability_is_named(
        good in prop::collection::vec(0.0_f64..=1.0, 0..9), bad in anything(),
    ) {
        prop_assume!(!(0.0..=1.0).contains(&bad));
        let values = [good.clone(), vec![bad]].concat();
        prop_assert_eq!(holm(&values).unwrap_err().position, good.len());
        prop_assert_eq!(benjamini_hochberg(&values).unwrap_err().position, good.len());
    }

    #[test]
    fn quantiles_rise_from_the_least_to_the_most(values in values(1..60), a in 0.0..=1.0, b in 0.0..=1.0) {
        let sample = sample(&values);
        let (low, high) = (f64::min(a, b), f64::max(a, b));
        let of = |p| quantile(&sample, p).unwrap();
        prop_assert!(of(0.0) <= of(low) && of(low) <= of(high) && of(high) <= of(1.0));
        prop_assert_eq!(of(0.5), median(&sample));
        if let Ok(found) = median_interval(&sample, LEVEL) {
            prop_assert!(found.interval.contains(median(&sample)) && found.coverage >= 0.95);
            prop_assert!(found.coverage <= 1.0);
        }
    }

    #[test]
    fn everybody_is_in_one_band_or_outside(values in values(1..60)) {
        let sample = sample(&values);
        prop_assert_eq!(counts(&sample).iter().map(|(_, count)| count).sum::<usize>(), values.len());
        for bands in [WELLBEING, ANXIETY] {
            let found = bands.count(&sample);
            prop_assert_eq!(found.counts.iter().sum::<usize>() + found.outside, values.len());
        }
    }

    #[test]
    fn the_same_is_drawn_on_any_number_of_threads(values in values(2..40), threads in prop_oneof![2_usize..9, Just(usize::MAX)]) {
        let sample = sample(&values);
        let one = bootstrap::means(&sample, draws(203, 5, 1)).unwrap();
        prop_assert_eq!(one, bootstrap::means(&sample, draws(203, 5, threads)).unwrap());
    }

    #[test]
    fn resampled_means_stay_among_the_values(values in tenths(2..12), seed in any::<u64>()) {
        let sample = sample(&values);
        if let Ok(found) = bca(&sample, LEVEL, draws(300, seed, 1)) {
            let Interval { low, high } = found.interval;
            prop_assert!(sample.values()[0] <= low && low <= high);
            prop_assert!(high <= *sample.values().last().unwrap());
        }
    }
}

#[test]
fn means_that_differ_by_rounding_only_are_ties_however_far_from_zero() {
    let tenths = [0.1, 0.0, 0.1, 0.1, 0.0];
    let of = |shift: f64| {
        let sample = sample(&tenths.map(|value| value + shift));
        bca(&sample, LEVEL, draws(1_000, 1, 1)).unwrap().bias
    };
    for shift in [1.0, 100.0, -100.0, 12_345.0] {
        assert_eq!(of(0.0), of(shift), "{shift}");
    }
}

#[test]
fn a_surer_interval_asks_for_more_resamples() {
    let sample = sample(&[1.0, 2.0, 4.0, 8.0, 9.0, 11.0, 12.0, 17.0]);
    let with = |level, resamples| bca(&sample, Level::new(level).unwrap(), draws(resamples, 1, 2));
    assert!(with(0.95, 200).is_ok());
    assert_eq!(with(0.99, 999), Err(NotDrawn::Resamples));
    assert!(with(0.99, 1_000).is_ok());
    assert_eq!(with(0.9999, 200), Err(NotDrawn::Resamples));
    assert_eq!(with(0.9999, 99_000), Err(NotDrawn::Resamples));
    assert!(with(0.9999, 100_000).is_ok());
}

#[test]
fn resamples_over_many_blocks_vary_as_theory_says() {
    // 5,000 values lie in two full blocks and a rest. The mean of resamples has the values' mean,
    // and their spread over the root of n; with 4,000 of them each is known to some 1 per cent.
    let values: Vec<f64> = (0..5_000).map(|n| f64::from(n).sqrt()).collect();
    let sample = sample(&values);
    let drawn = self::sample(&bootstrap::means(&sample, draws(4_000, 11, 2)).unwrap());
    let n: f64 = 5_000.0;
    let spread = sample.standard_deviation().unwrap() * ((n - 1.0) / n).sqrt() / n.sqrt();
    let ratio = drawn.standard_deviation().unwrap() / spread;
    assert!((0.95..1.05).contains(&ratio), "{ratio}");
    assert!((drawn.mean() - sample.mean()).abs() < 4.0 * spread / 4_000_f64.sqrt());
}

#[test]
fn each_value_is_drawn_as_often_as_the_others() {
    // A value that is half higher moves a resample's mean by as often as it was drawn.
    let plain: Vec<f64> = (0..5_000).map(f64::from).collect();
    let without = bootstrap::means(&sample(&plain), draws(2_000, 3, 2)).unwrap();
    for place in [0, 2_047, 2_048, 4_095, 4_096, 4_999] {
        let mut values = plain.clone();
        values[place] += 0.5;
        let with = bootstrap::means(&sample(&values), draws(2_000, 3, 2)).unwrap();
        let times: f64 =
            with.iter().zip(&without).map(|(a, b)| (a - b) * 5_000.0 / 0.5).sum::<f64>() / 2_000.0;
        // The number of times is nearly Poisson with mean 1; 2,000 of them have an error of 0.022.
        assert!((times - 1.0).abs() < 0.09, "{place}: {times}");
    }
}

#[test]
fn what_has_no_answer_says_why() {
    assert_eq!(Sample::new(vec![]), Err(NoSample::Empty));
    assert_eq!(Sample::new(vec![1.0, f64::NAN]), Err(NoSample::NotANumber { position: 1 }));
    assert_eq!(Sample::new(vec![f64::NEG_INFINITY]), Err(NoSample::NotANumber { position: 0 }));
    assert_eq!(Sample::new(vec![0.0, -1e91]), Err(NoSample::TooLarge { position: 1 }));
    assert_eq!(mean::interval(&sample(&[4.0]), LEVEL), Err(NoSpread::OneValue));
    assert_eq!(mean::interval(&sample(&[0.1; 30]), LEVEL), Err(NoSpread::NoVariation));
    assert_eq!(Proportion::new(0, 0), Err(NoProportion::OfNone));
    assert_eq!(Proportion::new(2, 1), Err(NoProportion::MoreThanAll));
    let two = sample(&[1.0, 2.0]);
    assert_eq!(bca(&two, LEVEL, draws(199, 1, 1)), Err(NotDrawn::Resamples));
    assert_eq!(bca(&two, LEVEL, draws(100_001, 1, 1)), Err(NotDrawn::Resamples));
    let same = Err(NotDrawn::NoSpread(NoSpread::NoVariation));
    assert_eq!(bca(&sample(&[3.0, 3.0]), LEVEL, draws(200, 1, 1)), same);
    assert_eq!(quantile(&two, 1.1), None);
    assert_eq!(quantile(&two, f64::NAN), None);
    assert_eq!(median_interval(&sample(&[1.0; 5]), LEVEL), Err(TooFew));
    assert_eq!(Bands::new(&[], 1.0), None);
    assert_eq!(Bands::new(&[2.0, 1.0], 3.0), None);
    assert_eq!((Level::new(0.49), Level::new(f64::NAN), Level::new(1.0)), (None, None, None));
}

#[test]
fn values_too_close_for_a_float_to_square_do_not_vary() {
    for n in [5, 401] {
        let mut pairs = vec![(0.0, 0.0); n];
        pairs[n - 1].1 = 5e-324;
        assert_eq!(paired(&pairs, LEVEL).unwrap().tested, Err(NoSpread::NoVariation));
        pairs[n - 1].1 = 1e-149;
        assert!((paired(&pairs, LEVEL).unwrap().tested.unwrap().test.t - 1.0).abs() < 1e-9);
    }
}

#[test]
fn groups_further_apart_than_a_float_can_square_do_not_differ_by_chance() {
    let other: Vec<f64> = (0..300).map(|n| f64::from(n) * 1e-149).collect();
    let found = mean::welch(&sample(&[1e90, 1e90]), &sample(&other), LEVEL).unwrap();
    assert!(found.t < -1e200 && found.p == 0.0, "{found:?}");
    let other: Vec<f64> = (0..300).map(|n| f64::from(n) * 1e-170).collect();
    let found = mean::welch(&sample(&[1.0, 1.0]), &sample(&other), LEVEL);
    assert_eq!(found, Err(NoSpread::NoVariation));
}

#[test]
fn a_change_has_the_rounding_of_its_own_pair() {
    let ordinary = [3.0, 2.0, 1.0, 2.0, 1.0, 0.0, -1.0, -2.0, -1.0].map(|by| (5.0, 5.0 + by));
    let found = paired(&[&ordinary[..], &[(1e17, 1e17)]].concat(), LEVEL).unwrap();
    assert!((found.tested.unwrap().test.t - 1.0).abs() < 1e-9, "{found:?}");
    // All by the same amount, but for one of whom it can't be told.
    let all = [&[(5.0, 6.0); 9][..], &[(1e17, 1e17)]].concat();
    assert_eq!(paired(&all, LEVEL).unwrap().tested, Err(NoSpread::NoVariation));
}

#[test]
fn changes_that_differ_by_rounding_only_are_all_the_same() {
    // 0.3 - 0.2 and 0.2 - 0.1 are not the same float; a t of 10^15 would come of it.
    let pairs: Vec<(f64, f64)> =
        [0.1, 0.2, 0.3, 0.4, 0.5, 0.6].map(|from| (from, from + 0.1)).repeat(2);
    let found = paired(&pairs, LEVEL).unwrap();
    assert_eq!(found.tested, Err(NoSpread::NoVariation));
    assert_eq!(Rule::default().read_paired(&found), Reading::Up);
}

#[test]
fn the_wellbeing_bands_are_those_of_the_ons() {
    let all = sample(&[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0]);
    let (wellbeing, anxiety) = (WELLBEING.count(&all), ANXIETY.count(&all));
    assert_eq!((wellbeing.counts, wellbeing.outside), (vec![5, 2, 2, 2], 1));
    assert_eq!((anxiety.counts, anxiety.outside), (vec![2, 2, 2, 5], 1));
}
