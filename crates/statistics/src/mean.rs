//! Means, and the difference of the means of two groups of different people.

use crate::{Interval, Level, NoSpread, Sample, TTest};

/// The t interval of a mean: sound for any n when values are near normal, and for larger n
/// whatever their shape; for skewed values [`crate::bootstrap`] is better.
///
/// # Errors
/// [`NoSpread`]: without spread there is no interval, rather than one of no width.
pub fn interval(sample: &Sample, level: Level) -> Result<Interval, NoSpread> {
    Ok(TTest::of_mean(sample, sample.standard_deviation()?, level).interval)
}

/// Welch's comparison of the means of two independent groups, `other` less `one`; they need not
/// spread alike.
///
/// Source: Welch, B. L. (1947). The generalization of "Student's" problem when several different
/// population variances are involved. Biometrika, 34(1/2), 28-35; the degrees of freedom are
/// those of Satterthwaite (1946).
///
/// # Errors
/// [`NoSpread::OneValue`] when a group has one value, whose spread nobody knows;
/// [`NoSpread::NoVariation`] when neither group varies. One that does not vary is no error.
pub fn welch(one: &Sample, other: &Sample, level: Level) -> Result<TTest, NoSpread> {
    let (a, b) = (share(one)?, share(other)?);
    let standard_error = a.error.hypot(b.error);
    if standard_error == 0.0 {
        return Err(NoSpread::NoVariation);
    }
    // In units of the whole, so that neither fourth power leaves the range of a float.
    let part = |group: &Share| (group.error / standard_error).powi(4) / group.freedom;
    let freedom = 1.0 / (part(&a) + part(&b));
    Ok(TTest::of(other.mean() - one.mean(), standard_error, freedom, level))
}

/// What one group adds to the standard error of a difference.
struct Share {
    error: f64,
    freedom: f64,
}

fn share(group: &Sample) -> Result<Share, NoSpread> {
    let deviation = match group.standard_deviation() {
        Ok(deviation) => deviation,
        Err(NoSpread::NoVariation) => 0.0,
        Err(NoSpread::OneValue) => return Err(NoSpread::OneValue),
    };
    let n = group.count() as f64;
    Ok(Share { error: deviation / n.sqrt(), freedom: n - 1.0 })
}
