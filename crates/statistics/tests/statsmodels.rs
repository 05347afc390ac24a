//! Differences of proportions, many tests and weights beside statsmodels and ipfn.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod oracle;

use oracle::{Beside, numbers};
use statistics::Level;
use statistics::adjusted::{benjamini_hochberg, holm};
use statistics::proportion::{Proportion, difference};
use statistics::weight::{Margin, Raking, Weights, rake};

#[test]
fn statsmodels_finds_the_same_difference_of_proportions() {
    let mut beside = Beside::new(
        "statsmodels",
        "from statsmodels.stats.proportion import confint_proportions_2indep as c",
    );
    for (count, of, other, other_of) in
        [(0, 10, 0, 20), (56, 70, 48, 80), (1, 3, 3, 3), (5_000, 90_000, 31, 31), (7, 8, 1, 1)]
    {
        for level in [0.9, 0.95, 0.99] {
            let one = Proportion::new(count, of).unwrap();
            let two = Proportion::new(other, other_of).unwrap();
            let found = difference(one, two, Level::new(level).unwrap()).interval;
            let script = format!(
                "print(*c({other},{other_of},{count},{of},method='newcomb',compare='diff',\
                 alpha={}))",
                1.0 - level
            );
            beside.add(&script, &[found.low, found.high]);
        }
    }
    beside.compare();
}

#[test]
fn statsmodels_adjusts_alike() {
    let mut beside =
        Beside::new("statsmodels", "from statsmodels.stats.multitest import multipletests as m");
    for (count, seed) in [(1, 1), (2, 2), (15, 3), (400, 4)] {
        let mut next = numbers(seed);
        let values: Vec<f64> = (0..count).map(|_| (next(200) as f64 / 199.0).powi(3)).collect();
        for (method, found) in [("holm", holm(&values)), ("fdr_bh", benjamini_hochberg(&values))] {
            let script = format!("print(*m({values:?},method='{method}')[1])");
            beside.add(&script, &found.unwrap());
        }
    }
    beside.compare();
}

#[test]
fn ipfn_rakes_to_the_same_weights() {
    let mut beside = Beside::new(
        "ipfn",
        "import contextlib, sys\nimport numpy as np\nfrom ipfn import ipfn\nI=ipfn.ipfn",
    );
    for (people, seed) in [(60, 1), (500, 2)] {
        let mut next = numbers(seed);
        let ages: Vec<usize> = (0..people).map(|_| (next(9) as usize).min(3)).collect();
        let places: Vec<usize> = ages.iter().map(|age| (age + next(3) as usize) % 3).collect();
        let (by_age, by_place) = ([0.2, 0.3, 0.1, 0.4], [0.25, 0.35, 0.4]);
        let margins = [
            Margin { categories: &ages, targets: &by_age },
            Margin { categories: &places, targets: &by_place },
        ];
        let how = Raking { rounds: 100_000, tolerance: 1e-14, ..Raking::default() };
        let found = rake(&Weights::new(vec![1.0; people]).unwrap(), &margins, how).unwrap();
        let script = format!(
            "a,p=np.array({ages:?}),np.array({places:?})\nt=np.zeros((4,3))\n\
             np.add.at(t,(a,p),1.)\nc=t.copy()\n\
             with contextlib.redirect_stdout(sys.stderr):\n t=I(t,[np.array({by_age:?})*len(a),np.array({by_place:?})*len(a)],[[0],[1]],\
             max_iteration=100000,convergence_rate=0,rate_tolerance=0).iteration()\n\
             w=(t/np.where(c>0,c,1))[a,p]\nprint(*w,w.sum()**2/(w**2).sum())"
        );
        let mut figures = found.weights.values().to_vec();
        figures.push(found.weights.effective_base());
        beside.add(&script, &figures);
    }
    beside.compare();
}
