//! Agreement of readers beside krippendorff, scikit-learn and statsmodels.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod oracle;

use oracle::{Beside, numbers};
use statistics::agreement::{Kappa, alpha, alpha_interval, alpha_ordinal, fleiss_kappa, kappa};

/// Three readers, a tenth of whose labels are missing and a third made up.
fn readings(units: usize, seed: u64) -> Vec<[Option<u8>; 3]> {
    let mut next = numbers(seed);
    (0..units)
        .map(|_| {
            let truth = next(4) as u8;
            std::array::from_fn(|_| match next(10) {
                0 => None,
                1..=3 => Some(next(4) as u8),
                _ => Some(truth),
            })
        })
        .collect()
}

/// The readings as Python has them: a row for each reader, labels as far apart as squares.
fn rows(units: &[[Option<u8>; 3]]) -> String {
    let row = |reader: usize| {
        let labels: Vec<String> = units
            .iter()
            .map(|unit| unit[reader].map_or("nan".to_owned(), |label| squared(label).to_string()))
            .collect();
        format!("[{}]", labels.join(","))
    };
    format!("[{},{},{}]", row(0), row(1), row(2))
}

fn squared(label: u8) -> f64 {
    f64::from(label).powi(2) - 2.5
}

#[test]
fn krippendorffs_package_finds_the_same_alpha_on_each_scale() {
    let mut beside = Beside::new("krippendorff", "import krippendorff as k");
    for (units, seed) in [(12, 1), (40, 2), (400, 3), (5_000, 4)] {
        let data = readings(units, seed);
        let numbers = data.iter().map(|unit| unit.iter().map(|label| label.map(squared)));
        let found =
            [alpha(data.clone()), alpha_ordinal(data.clone()), alpha_interval(numbers).unwrap()]
                .map(|alpha| alpha.known().unwrap().value);
        let script = format!(
            "d={}\nprint(*[k.alpha(reliability_data=d,level_of_measurement=l) for l in \
             ('nominal','ordinal','interval')])",
            rows(&data)
        );
        beside.add(&script, &found);
    }
    beside.compare();
}

#[test]
fn scikit_learn_and_statsmodels_find_the_same_kappa() {
    let mut beside = Beside::new(
        "scikit-learn and statsmodels",
        "from sklearn.metrics import cohen_kappa_score as k, confusion_matrix as c\n\
         from statsmodels.stats.inter_rater import cohens_kappa as s",
    );
    for (units, seed) in [(12, 4), (40, 5), (400, 6)] {
        let pairs: Vec<(u8, u8)> = readings(units, seed)
            .into_iter()
            .filter_map(|unit| Some((unit[0]?, unit[1]?)))
            .collect();
        let first: Vec<u8> = pairs.iter().map(|pair| pair.0).collect();
        let second: Vec<u8> = pairs.iter().map(|pair| pair.1).collect();
        let Kappa::Known(found) = kappa(pairs) else { panic!("no kappa") };
        let script = format!("a,b={first:?},{second:?}\nprint(k(a,b),s(c(a,b)).std_kappa)");
        beside.add(&script, &[found.value, found.standard_error]);
    }
    beside.compare();
}

#[test]
fn statsmodels_finds_the_same_fleiss_kappa() {
    let mut beside = Beside::new(
        "statsmodels",
        "from statsmodels.stats.inter_rater import fleiss_kappa as f, aggregate_raters as a",
    );
    for (units, seed) in [(12, 7), (40, 8), (2_000, 9)] {
        let data: Vec<[u8; 3]> = readings(units, seed)
            .into_iter()
            .map(|unit| unit.map(Option::unwrap_or_default))
            .collect();
        let script = format!("print(f(a({data:?})[0]))");
        beside.add(&script, &[fleiss_kappa(data).unwrap().value]);
    }
    beside.compare();
}
