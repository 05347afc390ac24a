//! Benchmarks of `statistics`.

use crate::{Case, Measured, Outcome, timed};
use statistics::agreement::{Alpha, alpha};
use statistics::bootstrap::{Draws, bca};
use statistics::{Level, Sample};
use std::error::Error;
use std::num::NonZeroUsize;

pub(crate) const CASES: &[Case] = &[
    Case {
        name: "bca-million",
        what: "BCa interval of the mean of 1,000,000 values, 2,000 resamples",
        milliseconds: None,
        megabytes: None,
        work: bca_million,
    },
    Case {
        name: "alpha-50000",
        what: "Krippendorff's alpha of 2 or 3 readers over 50,000 highlights, 24 themes",
        milliseconds: None,
        megabytes: None,
        work: alpha_50000,
    },
];

const VALUES: usize = 1_000_000;
const RESAMPLES: u32 = 2_000;

/// Uniform numbers below 2^31 that a few lines of any language make alike: Knuth's MMIX.
fn chance(mut state: u64) -> impl FnMut() -> u64 {
    move || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state >> 33
    }
}

fn bca_million() -> Outcome<Measured> {
    let mut next = chance(1);
    // Skewed, as waiting times are.
    let values = (0..VALUES).map(|_| -((next() + 1) as f64 / f64::from(1_u32 << 31)).ln());
    let values: Vec<f64> = values.collect();
    let threads = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let draws = Draws { resamples: RESAMPLES, seed: 7, threads };
    let (times, found) = timed(3, || {
        let sample = Sample::new(values.clone())?;
        Ok::<_, Box<dyn Error>>(bca(&sample, Level::NINETY_FIVE, draws)?)
    });
    let found = found?;
    // A resample adds n values up. What it must read: for each draw eleven random bits, and each
    // value once in a pass over the sample; that the values come from the nearest memory is
    // the method's merit, not the task's.
    let drawn = VALUES as f64 * f64::from(RESAMPLES);
    Ok(Measured {
        times,
        multiply_adds: drawn,
        bytes: drawn * 11.0 / 8.0 + drawn * 8.0,
        result: format!(
            "{:.6} to {:.6} ({RESAMPLES} resamples)",
            found.interval.low, found.interval.high
        ),
    })
}

fn alpha_50000() -> Outcome<Measured> {
    let mut next = chance(2);
    let units: Vec<[Option<u8>; 3]> = (0..50_000)
        .map(|_| {
            let truth = next() % 24;
            std::array::from_fn(|reader| match next() % 10 {
                // The third reader misses half of the units.
                0..5 if reader == 2 => None,
                0..3 => u8::try_from(next() % 24).ok(),
                _ => u8::try_from(truth).ok(),
            })
        })
        .collect();
    let (times, found) = timed(20, || alpha(units.iter().copied()));
    let Alpha::Known(found) = found else { return Err("no alpha".into()) };
    // Each label is read once and counted twice: in its unit and in all. Then a square for each
    // theme, which is nothing beside them.
    let labels = found.labels as f64;
    Ok(Measured {
        times,
        multiply_adds: labels * 2.0,
        bytes: size_of_val(units.as_slice()) as f64,
        result: format!("{:.9} of {} labels", found.value, found.labels),
    })
}
