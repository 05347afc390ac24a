//! Which statement to show next: the more telling, the less passed on and the newer, the sooner.

use crate::proportion;
use crate::tally::Tally;

/// The priority, before it is squared, of statements about the participants themselves.
const METADATA: f64 = 7.0;

/// How much more often than others the statement is to be shown, 0 or more, by the votes of those
/// in the conversation and by its extremity: (1 - share passed) × (1 + extremity) × share agreed,
/// up to nine times as much while few have seen it, and all of it squared. Metadata always has 49.
pub(crate) fn priority(metadata: bool, tally: Tally, extremity: f64) -> f64 {
    let passed = proportion::share(tally.pass(), tally.seen);
    let importance =
        (1.0 - passed) * (extremity + 1.0) * proportion::share(tally.agree, tally.seen);
    let newness = 1.0 + 8.0 * 2.0_f64.powf(-(tally.seen as f64) / 5.0);
    let priority = if metadata { METADATA } else { importance * newness };
    priority * priority
}
