//! Worked examples that were published, each with its source.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use statistics::adjusted::{benjamini_hochberg, holm};
use statistics::agreement::{Alpha, alpha, alpha_interval, alpha_ordinal, fleiss_kappa};
use statistics::paired::{Moved, paired};
use statistics::proportion::{Proportion, difference};
use statistics::quantile::median_interval;
use statistics::ties::{Kind, Network, communities, constraint, modularity};
use statistics::weight::Weights;
use statistics::{Interval, Level, Sample, mean};

#[track_caller]
fn near(found: f64, wanted: f64, within: f64) {
    assert!((found - wanted).abs() <= within, "{found} is not {wanted}");
}

#[track_caller]
fn ends(found: Interval, low: f64, high: f64, within: f64) {
    near(found.low, low, within);
    near(found.high, high, within);
}

fn share(count: u64, of: u64) -> Proportion {
    Proportion::new(count, of).unwrap()
}

#[test]
fn wilsons_interval_is_as_newcombe_tabulates_it() {
    // Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3.
    for (count, of, low, high) in [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ] {
        ends(share(count, of).interval(Level::NINETY_FIVE), low, high, 5e-5);
    }
}

#[test]
fn the_difference_of_proportions_is_as_newcombe_tabulates_it() {
    // Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10.
    for (one, other, low, high) in [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ] {
        let found = difference(share(other.0, other.1), share(one.0, one.1), Level::NINETY_FIVE);
        ends(found.interval, low, high, 5e-5);
    }
}

/// Extra hours of sleep with two drugs: Cushny and Peebles (1905), as in Student (1908).
const SLEEP: [(f64, f64); 10] = [
    (0.7, 1.9),
    (-1.6, 0.8),
    (-0.2, 1.1),
    (-1.2, 0.1),
    (-0.1, -0.1),
    (3.4, 4.4),
    (3.7, 5.5),
    (0.8, 1.6),
    (0.0, 4.6),
    (2.0, 3.4),
];

#[test]
fn students_sleepers_gain_an_hour_and_a_half() {
    // The figures of R's t.test(sleep, paired): t = 4.0621, df = 9, p = 0.002833.
    let found = paired(&SLEEP, Level::NINETY_FIVE).unwrap();
    near(found.mean_change, 1.58, 1e-12);
    assert_eq!(found.moved, Moved { up: 9, same: 1, down: 0 });
    let tested = found.tested.unwrap();
    near(tested.test.t, 4.0621, 5e-5);
    near(tested.test.p, 0.002_833, 5e-7);
    ends(tested.test.interval, 0.700_114_2, 2.459_885_8, 5e-8);
    near(tested.effect_size, 1.2846, 5e-5);
}

#[test]
fn students_sleepers_as_if_they_were_twenty_people() {
    // R's t.test(extra ~ group): t = -1.8608, df = 17.776, p = 0.07939.
    let group = |of: fn(&(f64, f64)) -> f64| Sample::new(SLEEP.iter().map(of).collect()).unwrap();
    let found = mean::welch(&group(|pair| pair.1), &group(|pair| pair.0), Level::NINETY_FIVE);
    let found = found.unwrap();
    near(found.t, -1.8608, 5e-5);
    near(found.degrees_of_freedom, 17.776, 5e-4);
    near(found.p, 0.079_39, 5e-6);
    ends(found.interval, -3.365_483_2, 0.205_483_2, 5e-8);
}

#[test]
fn ten_values_hold_the_median_between_the_second_and_the_ninth() {
    // Conover (1999), table A3: of ten throws one head or fewer falls with 0.0107.
    let sample = Sample::new((1..=10).map(f64::from).collect()).unwrap();
    let found = median_interval(&sample, Level::NINETY_FIVE).unwrap();
    assert_eq!(found.interval, Interval { low: 2.0, high: 9.0 });
    near(found.coverage, 0.9785, 5e-5);
}

/// Benjamini and Hochberg (1995), section 3.2: fifteen endpoints of a heart attack trial.
const ENDPOINTS: [f64; 15] = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
    0.6528, 0.7590, 1.0,
];

#[test]
fn benjamini_and_hochberg_reject_four_where_holm_rejects_three() {
    let rejected = |adjusted: Vec<f64>| adjusted.iter().filter(|p| **p <= 0.05).count();
    assert_eq!(rejected(benjamini_hochberg(&ENDPOINTS).unwrap()), 4);
    assert_eq!(rejected(holm(&ENDPOINTS).unwrap()), 3);
}

#[test]
fn kishs_factor_is_one_and_the_squared_variation_of_weights() {
    // Kish (1965), section 11.7: n sum(w²) / sum(w)². Half weighing 1 and half weighing 3: 1.25.
    let found = Weights::new([[1.0; 50], [3.0; 50]].concat()).unwrap();
    near(found.design_effect(), 1.25, 1e-12);
    near(found.effective_base(), 80.0, 1e-9);
}

#[test]
fn fourteen_readers_of_ten_units_agree_by_021() {
    // The table that reference works print for Fleiss' kappa: 10 units, 14 readers, 5 kinds.
    let table = [
        [0, 0, 0, 0, 14],
        [0, 2, 6, 4, 2],
        [0, 0, 3, 5, 6],
        [0, 3, 9, 2, 0],
        [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0],
        [3, 2, 6, 3, 0],
        [2, 5, 3, 2, 2],
        [6, 5, 2, 1, 0],
        [0, 2, 2, 3, 7],
    ];
    let units = table.map(|counts| {
        let labels = counts.iter().enumerate();
        labels.flat_map(|(kind, count)| std::iter::repeat_n(kind, *count)).collect::<Vec<_>>()
    });
    let found = fleiss_kappa(units).unwrap();
    near(found.observed, 0.378, 5e-4);
    near(found.expected, 0.213, 5e-4);
    near(found.value, 0.210, 5e-4);
}

#[test]
fn krippendorffs_four_observers_agree_differently_on_each_scale() {
    // Krippendorff (2011), section E: nominal 0.743, ordinal 0.815, interval 0.849.
    let rows: Vec<Vec<char>> = ["12332141 2...", "12332241 25.3", ".3332342 251.", "12332441 251."]
        .iter()
        .map(|row| row.chars().filter(|label| *label != ' ').collect())
        .collect();
    let units = || {
        (0..12).map(|unit| rows.iter().map(move |row| row[unit].to_digit(10)).collect::<Vec<_>>())
    };
    let value = |alpha: Alpha| alpha.known().unwrap().value;
    near(value(alpha(units())), 0.743, 5e-4);
    near(value(alpha_ordinal(units())), 0.815, 5e-4);
    let numbers = units().map(|unit| unit.into_iter().map(|label| label.map(f64::from)));
    near(value(alpha_interval(numbers).unwrap()), 0.849, 5e-4);
}

/// Zachary (1977): who met whom outside the karate club.
const CLUB: &[(usize, usize)] = &[
    (0, 1),
    (0, 2),
    (0, 3),
    (0, 4),
    (0, 5),
    (0, 6),
    (0, 7),
    (0, 8),
    (0, 10),
    (0, 11),
    (0, 12),
    (0, 13),
    (0, 17),
    (0, 19),
    (0, 21),
    (0, 31),
    (1, 2),
    (1, 3),
    (1, 7),
    (1, 13),
    (1, 17),
    (1, 19),
    (1, 21),
    (1, 30),
    (2, 3),
    (2, 7),
    (2, 27),
    (2, 28),
    (2, 32),
    (2, 9),
    (2, 8),
    (2, 13),
    (3, 7),
    (3, 12),
    (3, 13),
    (4, 6),
    (4, 10),
    (5, 6),
    (5, 10),
    (5, 16),
    (6, 16),
    (8, 30),
    (8, 32),
    (8, 33),
    (9, 33),
    (13, 33),
    (14, 32),
    (14, 33),
    (15, 32),
    (15, 33),
    (18, 32),
    (18, 33),
    (19, 33),
    (20, 32),
    (20, 33),
    (22, 32),
    (22, 33),
    (23, 25),
    (23, 27),
    (23, 32),
    (23, 33),
    (23, 29),
    (24, 25),
    (24, 27),
    (24, 31),
    (25, 31),
    (26, 29),
    (26, 33),
    (27, 33),
    (28, 31),
    (28, 33),
    (29, 32),
    (29, 33),
    (30, 32),
    (30, 33),
    (31, 32),
    (31, 33),
    (32, 33),
];

#[test]
fn zacharys_club_falls_into_four() {
    // The largest modularity there is: 0.4198 (Brandes et al. 2008, On modularity clustering).
    let club = Network::new(34, CLUB, Kind::Undirected).unwrap();
    assert_eq!(club.ties().len(), 78);
    near(club.density().unwrap(), 0.139, 5e-4);
    let found = communities(&club, 10, 1).unwrap();
    near(found.modularity, 0.419_79, 5e-6);
    assert_eq!(found.of.iter().max(), Some(&3));
    assert_eq!(modularity(&club, &found.of), Some(found.modularity));
}

#[test]
fn burts_constraint_is_full_in_a_triangle_and_small_in_the_middle_of_a_star() {
    // Burt (1992), pages 54-56: a lone contact is all of one's network, so 1; each of three who
    // know one another is bound by (1/2 + 1/4)² twice; a broker among n strangers by 1/n.
    let star = Network::new(6, &[(0, 1), (0, 2), (0, 3), (0, 4)], Kind::Undirected).unwrap();
    let found = constraint(&star);
    near(found[0].unwrap(), 0.25, 1e-12);
    assert_eq!(found[1..], [Some(1.0), Some(1.0), Some(1.0), Some(1.0), None]);
    let triangle = Network::new(3, &[(0, 1), (1, 2), (2, 0)], Kind::Undirected).unwrap();
    assert_eq!(constraint(&triangle), [Some(1.125); 3]);
}
