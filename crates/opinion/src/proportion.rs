//! The method's tests: whether a share is more than half, and whether two shares differ.
//!
//! Both with its pseudo-counts, which keep a statement that hardly anybody saw from seeming
//! decided: one more success and one more trial for the tests, one more success and two more
//! trials (Laplace's rule of succession) for the shares themselves.

/// One-sided z at 90 %: the method calls more than this significant.
pub(crate) const SIGNIFICANT: f64 = 1.2816;

/// The share of `successes` among `trials` with the rule of succession.
pub(crate) fn share(successes: u64, trials: u64) -> f64 {
    (successes as f64 + 1.0) / (trials as f64 + 2.0)
}

/// z of the share being more than a half.
pub(crate) fn one(successes: u64, trials: u64) -> f64 {
    let (successes, trials) = (successes as f64 + 1.0, trials as f64 + 1.0);
    2.0 * trials.sqrt() * (successes / trials - 0.5)
}

/// z of the first share being more than the second; 0 where every trial was a success.
pub(crate) fn two(successes: [u64; 2], trials: [u64; 2]) -> f64 {
    let [in_successes, out_successes] = successes.map(|count| count as f64 + 1.0);
    let [in_trials, out_trials] = trials.map(|count| count as f64 + 1.0);
    let pooled = (in_successes + out_successes) / (in_trials + out_trials);
    if pooled == 1.0 {
        return 0.0;
    }
    let error = (pooled * (1.0 - pooled) * (1.0 / in_trials + 1.0 / out_trials)).sqrt();
    (in_successes / in_trials - out_successes / out_trials) / error
}
