//! The mean's interval by drawing again from the sample itself: bias-corrected and accelerated.

use crate::sample::sum;
use crate::{Interval, Level, NoSpread, Sample, normal, quantile};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use rand_distr::{Binomial, Distribution};
use std::fmt;
use std::num::NonZeroUsize;

/// How many resamples may be drawn.
pub const RESAMPLES: std::ops::RangeInclusive<u32> = 200..=100_000;

/// How many resamples must lie beyond each end of the interval, as it is before correction: fewer
/// leave the end to luck. At 95 per cent 200 resamples are enough, at 99 per cent 1,000.
const BEYOND: f64 = 5.0;

/// The most threads that are begun.
pub const THREADS: usize = 64;

/// How to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draws {
    /// How many resamples, within [`RESAMPLES`], and so many that five lie beyond each end.
    pub resamples: u32,
    /// Where chance begins: the same seed draws the same resamples.
    pub seed: u64,
    /// On how many threads, of which no more than [`THREADS`] are used; the answer is the same on
    /// any number.
    pub threads: NonZeroUsize,
}

/// Why there is no such interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotDrawn {
    /// The values have no spread.
    NoSpread(NoSpread),
    /// The number of resamples is outside [`RESAMPLES`], or too small for the level.
    Resamples,
    /// The resampled means lie so much to one side that the corrections have no value.
    Lopsided,
}

impl fmt::Display for NotDrawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSpread(why) => why.fmt(f),
            Self::Resamples => {
                write!(f, "ask for 200 to 100,000 resamples, with five beyond each end")
            }
            Self::Lopsided => write!(f, "the resampled means lie too much to one side"),
        }
    }
}

impl std::error::Error for NotDrawn {}

/// The interval and what it was corrected by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bca {
    /// The interval of the mean.
    pub interval: Interval,
    /// The bias correction z0: 0 when as many resampled means lie below the mean as above.
    pub bias: f64,
    /// The acceleration a, a sixth of the skewness of the mean.
    pub acceleration: f64,
}

/// The BCa interval of the mean: right to the second order also for skewed values.
///
/// This is the textbook's, with every resample drawn in full. O(n × resamples) draws of about a
/// nanosecond each, and one copy of the values in memory. Same seed, same bytes, in whatever
/// order the values came.
///
/// Source: Efron, B. & Tibshirani, R. J. (1993). An introduction to the bootstrap, section 14.3;
/// the jackknife of its acceleration (14.15) has a closed form for a mean.
///
/// # Errors
/// [`NotDrawn`] says why there is none.
pub fn bca(sample: &Sample, level: Level, draws: Draws) -> Result<Bca, NotDrawn> {
    sample.standard_deviation().map_err(NotDrawn::NoSpread)?;
    enough(u64::from(draws.resamples), level)?;
    // Means of a sample's values are a sample.
    let means = Sample::new(means(sample, draws)?).map_err(|_| NotDrawn::Lopsided)?;
    corrected(sample, level, &means)
}

/// The means of the resamples, in the order drawn.
///
/// # Errors
/// [`NotDrawn::Resamples`].
pub fn means(sample: &Sample, draws: Draws) -> Result<Vec<f64>, NotDrawn> {
    if !RESAMPLES.contains(&draws.resamples) {
        return Err(NotDrawn::Resamples);
    }
    let urn = Urn::new(sample);
    let mut means = vec![0.0; draws.resamples as usize];
    let each = means.len().div_ceil(draws.threads.get().min(THREADS)).max(1);
    std::thread::scope(|scope| {
        for (part, means) in means.chunks_mut(each).enumerate() {
            let urn = &urn;
            scope.spawn(move || {
                for (stream, mean) in (part * each..).zip(means) {
                    // A stream of its own for each resample, whichever thread draws it.
                    let mut chance = ChaCha8Rng::seed_from_u64(draws.seed);
                    chance.set_stream(stream as u64);
                    *mean = urn.mean(&mut chance);
                }
            });
        }
    });
    Ok(means)
}

/// The interval from resampled `means`, drawn here or elsewhere. O(n).
///
/// # Errors
/// [`NotDrawn`] says why there is none.
pub fn corrected(sample: &Sample, level: Level, means: &Sample) -> Result<Bca, NotDrawn> {
    sample.standard_deviation().map_err(NotDrawn::NoSpread)?;
    enough(means.count() as u64, level)?;
    let means = means.values();
    let deviations = || sample.values().iter().map(|value| value - sample.mean());
    let largest = deviations().map(f64::abs).fold(0.0, f64::max);

    // Means that differ by rounding only are equal: a tie counts half on each side.
    let size = sample.values().iter().copied().map(f64::abs).fold(0.0, f64::max);
    let rounding = 16.0 * f64::EPSILON * size;
    let below = means.partition_point(|mean| *mean < sample.mean() - rounding);
    let up_to = means.partition_point(|mean| *mean <= sample.mean() + rounding);
    let share = (below + up_to) as f64 / (2 * means.len()) as f64;
    if share <= 0.0 || share >= 1.0 {
        return Err(NotDrawn::Lopsided);
    }
    let bias = normal::quantile(share);

    let power = |n| sum(deviations().map(|deviation| (deviation / largest).powi(n)));
    let acceleration = power(3) / (6.0 * power(2).powf(1.5));
    let end = |tail: f64| {
        let z = bias + normal::quantile(tail);
        let room = 1.0 - acceleration * z;
        let place = normal::below(bias + z / room);
        (room > 0.0).then(|| quantile::of_sorted(means, place)).ok_or(NotDrawn::Lopsided)
    };
    let interval = Interval { low: end(level.tail())?, high: end(1.0 - level.tail())? };
    Ok(Bca { interval, bias, acceleration })
}

/// Whether so many resamples tell where the ends at `level` are.
fn enough(resamples: u64, level: Level) -> Result<(), NotDrawn> {
    // A level such as 0.99 is itself rounded.
    let beyond = resamples as f64 * level.tail() + 1e-6;
    if beyond >= BEYOND { Ok(()) } else { Err(NotDrawn::Resamples) }
}

/// Values in one block: a power of two, so that eleven random bits choose one without a bias and
/// a word of 64 chooses five; and few enough to stay in a core's nearest memory.
const BLOCK: usize = 1 << 11;

/// The values to draw from, in blocks.
struct Urn {
    /// Values less `origin`: small, so that sums keep their digits, and still whole if they were,
    /// so that means that ought to be equal are.
    values: Vec<f64>,
    origin: f64,
    least: f64,
    most: f64,
}

impl Urn {
    fn new(sample: &Sample) -> Self {
        let origin = sample.mean().trunc();
        let values = sample.values();
        Self {
            values: values.iter().map(|value| value - origin).collect(),
            origin,
            least: values.first().copied().unwrap_or(origin),
            most: values.last().copied().unwrap_or(origin),
        }
    }

    /// The mean of as many values as there are, each drawn from all.
    ///
    /// How many draws fall on each block is decided first (a multinomial count, one binomial for
    /// each block given what the earlier ones left), then each block's draws within it. It is the
    /// same distribution as drawing one by one, but memory is read block by block.
    fn mean(&self, chance: &mut ChaCha8Rng) -> f64 {
        let n = self.values.len();
        let (mut draws, mut values) = (n as u64, n);
        let mut total = 0.0;
        let (blocks, rest) = self.values.as_chunks::<BLOCK>();
        for block in blocks {
            let share = BLOCK as f64 / values as f64;
            let here = Binomial::new(draws, share).map_or(draws, |count| count.sample(chance));
            total += sum_within(block, here, chance);
            draws -= here;
            values -= BLOCK;
        }
        for _ in 0..draws {
            total += rest.get(below(rest.len() as u64, chance)).copied().unwrap_or_default();
        }
        // Rounding must not take a mean beyond all values.
        (self.origin + total / n as f64).clamp(self.least, self.most)
    }
}

/// The sum of `draws` values of a block.
fn sum_within(block: &[f64; BLOCK], draws: u64, chance: &mut ChaCha8Rng) -> f64 {
    let mut sums = [0.0; 5];
    for _ in 0..draws / 5 {
        add_up(block, chance.next_u64(), &mut sums);
    }
    let rest = sums.iter_mut().take((draws % 5) as usize);
    add_up(block, chance.next_u64(), rest);
    sums.iter().sum()
}

/// Adds a value to each of up to five sums, each chosen by eleven of the `bits`.
fn add_up<'a>(block: &[f64; BLOCK], mut bits: u64, sums: impl IntoIterator<Item = &'a mut f64>) {
    for sum in sums {
        *sum += block.get(bits as usize & (BLOCK - 1)).copied().unwrap_or_default();
        bits >>= 11;
    }
}

/// A whole number below `limit`, each as likely as the others.
///
/// Source: Lemire, D. (2019). Fast random integer generation in an interval. ACM Transactions on
/// Modeling and Computer Simulation, 29(1), 3.
fn below(limit: u64, chance: &mut ChaCha8Rng) -> usize {
    loop {
        let wide = u128::from(chance.next_u64()) * u128::from(limit);
        // The low half tells the few words that would favour some numbers.
        if wide as u64 >= limit.wrapping_neg() % limit.max(1) {
            return (wide >> 64) as usize;
        }
    }
}
