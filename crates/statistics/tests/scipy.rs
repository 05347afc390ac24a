//! Means, medians, proportions and change beside SciPy.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod oracle;

use oracle::{Beside, ask, numbers};
use statistics::bootstrap::{Draws, bca, corrected, means};
use statistics::mean;
use statistics::paired::paired;
use statistics::proportion::Proportion;
use statistics::quantile::{median, median_interval, quantile};
use statistics::{Level, Sample};
use std::num::NonZeroUsize;

/// Values of the shapes that are met: ratings with ties, skewed sums, large with small spread.
fn shapes(count: usize, seed: u64) -> [Vec<f64>; 3] {
    let mut next = numbers(seed);
    let mut of = |value: &mut dyn FnMut(u64) -> f64| -> Vec<f64> {
        (0..count).map(|_| value(next(1_000_000))).collect()
    };
    [
        of(&mut |n| (n % 11) as f64),
        of(&mut |n| -((n + 1) as f64 / 1e6).ln() * 37.5),
        of(&mut |n| 1e4 + n as f64 / 1e5),
    ]
}

fn sample(values: &[f64]) -> Sample {
    Sample::new(values.to_vec()).unwrap()
}

const SIZES: [(usize, u64); 5] = [(2, 1), (3, 2), (12, 3), (250, 4), (2_000, 5)];

#[test]
fn scipy_finds_the_same_intervals_of_means() {
    let mut beside = Beside::new("scipy", "import numpy as np\nfrom scipy import stats");
    for (count, seed) in SIZES {
        for values in shapes(count, seed) {
            let sample = sample(&values);
            for level in [0.5, 0.9, 0.95, 0.999] {
                let script = format!(
                    "x={values:?}\n\
                     r=stats.ttest_1samp(x,0).confidence_interval({level})\nprint(r.low,r.high)"
                );
                let found = mean::interval(&sample, Level::new(level).unwrap()).unwrap();
                beside.add(&script, &[found.low, found.high]);
            }
        }
    }
    beside.compare();
}

#[test]
fn scipy_finds_the_same_change_of_pairs() {
    let mut beside = Beside::new("scipy", "import numpy as np\nfrom scipy import stats");
    for (count, seed) in SIZES {
        for (before, after) in shapes(count, seed).into_iter().zip(shapes(count, seed + 50)) {
            let script = format!(
                "b=np.array({before:?})\n\
                 a=np.array({after:?})\nr=stats.ttest_rel(a,b)\ni=r.confidence_interval()\nd=a-b\n\
                 print(b.mean(),a.mean(),d.mean(),r.statistic,r.df,i.low,i.high,\
                 d.mean()/d.std(ddof=1),(d>0).sum(),(d==0).sum(),(d<0).sum())"
            );
            let pairs: Vec<(f64, f64)> = before.into_iter().zip(after).collect();
            let found = paired(&pairs, Level::NINETY_FIVE).unwrap();
            let tested = found.tested.unwrap();
            let figures = [
                found.mean_before,
                found.mean_after,
                found.mean_change,
                tested.test.t,
                tested.test.degrees_of_freedom,
                tested.test.interval.low,
                tested.test.interval.high,
                tested.effect_size,
                found.moved.up as f64,
                found.moved.same as f64,
                found.moved.down as f64,
            ];
            beside.add(&script, &figures);
            beside.add_tails("print(r.pvalue)", &[tested.test.p]);
        }
    }
    beside.compare();
}

#[test]
fn scipy_finds_the_same_difference_of_two_groups() {
    let mut beside = Beside::new("scipy", "import numpy as np\nfrom scipy import stats");
    for ((count, seed), (other_count, other_seed)) in SIZES.into_iter().zip(SIZES.into_iter().rev())
    {
        let groups = shapes(count, seed).into_iter().zip(shapes(other_count, other_seed + 70));
        for (one, other) in groups {
            let script = format!(
                "r=stats.ttest_ind({other:?},{one:?},equal_var=False)\n\
                 i=r.confidence_interval(0.9)\nprint(r.statistic,r.df,i.low,i.high)"
            );
            let level = Level::new(0.9).unwrap();
            let found = mean::welch(&sample(&one), &sample(&other), level).unwrap();
            let interval = found.interval;
            let figures = [found.t, found.degrees_of_freedom, interval.low, interval.high];
            beside.add(&script, &figures);
            beside.add_tails("print(r.pvalue)", &[found.p]);
        }
    }
    beside.compare();
}

#[test]
fn scipys_t_is_matched_at_any_degrees_of_freedom() {
    let mut beside = Beside::new("scipy", "import numpy as np\nfrom scipy import stats");
    // Two values far apart and many alike give any t with any freedom; here by way of pairs of
    // groups whose spread is known, so that t, p and the interval are all that is compared.
    for count in [2, 5, 30, 100, 200, 201, 499, 501, 1_698, 5_000, 100_000, 1_000_001] {
        let near = [0.0, 1e-6, 0.001, 0.02, 0.5, 3.0];
        let far = [1.0, 5.0, 8.95, 12.7, 20.0, 30.0, 40.0].map(|t| t / f64::from(count).sqrt());
        // The far tail of a million is held to figures of its own, beside the distribution.
        let far = far.into_iter().filter(|_| count < 1_000_000);
        for shift in near.into_iter().chain(far) {
            let values: Vec<f64> =
                (0..count).map(|n| shift + if n % 2 == 0 { 1.0 } else { -1.0 }).collect();
            let sample = sample(&values);
            let pairs: Vec<(f64, f64)> = values.iter().map(|value| (0.0, *value)).collect();
            let test = paired(&pairs, Level::NINETY_FIVE).unwrap().tested.unwrap().test;
            let script = format!(
                "t,f,m,s={:?},{:?},{:?},{:?}\nr=stats.t.ppf(.975,f)*s\n\
                 print(m-r,m+r)",
                test.t,
                test.degrees_of_freedom,
                sample.mean(),
                test.standard_error
            );
            beside.add(&script, &[test.interval.low, test.interval.high]);
            beside.add_tails("print(2*stats.t.sf(abs(t),f))", &[test.p]);
        }
    }
    beside.compare();
}

#[test]
fn scipy_corrects_the_same_resamples_alike() {
    let mut beside = Beside::new(
        "scipy",
        "import numpy as np\nfrom scipy.stats._resampling import _bca_interval as b",
    );
    for (count, seed) in [(12, 3), (250, 4), (5_000, 5)] {
        for values in shapes(count, seed) {
            let sample = sample(&values);
            let threads = NonZeroUsize::MIN;
            let drawn = means(&sample, Draws { resamples: 999, seed, threads }).unwrap();
            // Values with a large offset have ties by rounding only, which SciPy takes at face value.
            let tied = drawn.iter().any(|mean| (mean - sample.mean()).abs() < 1e-6);
            if values[0] > 1e3 && tied {
                continue;
            }
            let script = format!(
                "x=np.array({values:?})\nm=np.array({drawn:?})\n\
                 a,t=b((x,),lambda x,axis=-1:x.mean(axis=axis),-1,.025,m,None,np)[:2]\n\
                 print(*np.percentile(m,[a*100,t*100]))"
            );
            let found =
                corrected(&sample, Level::NINETY_FIVE, &self::sample(&drawn)).unwrap().interval;
            beside.add(&script, &[found.low, found.high]);
        }
    }
    beside.compare();
}

#[test]
fn scipys_own_resamples_give_nearly_the_same_interval() {
    let [ratings, skewed, _] = shapes(400, 9);
    for values in [ratings, skewed] {
        let script = format!(
            "import numpy as np\nfrom scipy.stats import bootstrap\n\
             r=bootstrap((np.array({values:?}),),np.mean,n_resamples=50000,rng=1).\
             confidence_interval\nprint(r.low,r.high)"
        );
        let Some(wanted) = ask("scipy", &script) else { return };
        let threads = NonZeroUsize::new(2).unwrap();
        let draws = Draws { resamples: 20_000, seed: 1, threads };
        let found = bca(&sample(&values), Level::NINETY_FIVE, draws).unwrap().interval;
        // The end of an interval from 20,000 resamples wavers by some hundredths of its width.
        let width = wanted[1] - wanted[0];
        assert!((found.low - wanted[0]).abs() < 0.03 * width, "{found:?} {wanted:?}");
        assert!((found.high - wanted[1]).abs() < 0.03 * width, "{found:?} {wanted:?}");
    }
}

#[test]
fn scipy_finds_the_same_quantiles_and_median_intervals() {
    let mut beside = Beside::new("scipy", "import numpy as np\nfrom scipy import stats");
    for (count, seed) in [(1, 1), (5, 8), (6, 2), (7, 3), (100, 4), (3_001, 5)] {
        for values in shapes(count, seed) {
            let sample = sample(&values);
            let mut found: Vec<f64> = [0.0, 0.1, 0.25, 0.5, 0.77, 1.0]
                .into_iter()
                .map(|p| quantile(&sample, p).unwrap())
                .collect();
            found.push(median(&sample));
            let script =
                format!("x={values:?}\nprint(*np.quantile(x,[0,.1,.25,.5,.77,1]),np.median(x))");
            beside.add(&script, &found);
            match median_interval(&sample, Level::NINETY_FIVE) {
                Ok(found) => {
                    assert!(found.coverage >= 0.95, "{found:?}");
                    let script = "i=stats.quantile_test(x,q=0,p=.5).confidence_interval(.95)\n\
                                  print(i.low,i.high)";
                    beside.add(script, &[found.interval.low, found.interval.high]);
                }
                Err(_) => assert!(count < 6),
            }
        }
    }
    beside.compare();
}

#[test]
fn scipy_finds_the_same_wilson_intervals() {
    let mut beside = Beside::new("scipy", "import numpy as np\nfrom scipy import stats");
    for of in [1_u64, 2, 7, 30, 1_000, 1_000_000_007] {
        for count in [0, 1, of / 3, of / 2, of - 1, of] {
            for level in [0.8, 0.95, 0.99] {
                let script = format!(
                    "i=stats.binomtest({count},{of}).proportion_ci({level},method='wilson')\n\
                     print(i.low,i.high)"
                );
                let level = Level::new(level).unwrap();
                let found = Proportion::new(count.min(of), of).unwrap().interval(level);
                beside.add(&script, &[found.low, found.high]);
            }
        }
    }
    beside.compare();
}
