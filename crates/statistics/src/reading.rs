//! What a change or a difference may be called in a sentence, by rule and not by the writer's mood.
//!
//! A reader of a report sees a word before a figure. The words are chosen here, so that the same
//! figures always get the same words:
//!
//! 1. Fewer people than [`Rule::fewest`]: *too few to say*. Below ten the t interval stands or
//!    falls with a shape of the distribution that so few values can't show.
//! 2. No change in anyone: *no change at all*. There is no interval, and none is needed.
//! 3. The whole interval closer to zero than [`Rule::smallest`], where one is given: *no change
//!    that matters*, however sure (equivalence by inclusion of the interval; Schuirmann 1987, here
//!    stricter with 95 in place of 90 per cent).
//! 4. The whole interval above zero: *up, and unlikely to be chance*; below: *down*. An interval
//!    that touches zero does neither.
//! 5. All changed by the same amount, so that there is no interval: the way they went. With ten
//!    people or more a sign test gives p = 2 / 2^10 = 0.002 or less.
//! 6. Anything else: *too close to call*, which is not the same as no change.
//!
//! With the default of no `smallest`, "unlikely to be chance" is what the 95 per cent interval
//! says, so p < 0.05; nothing is ever called "significant", which readers take for "large".

use crate::Interval;

/// What a change may be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Up, and unlikely to be chance.
    Up,
    /// Down, and unlikely to be chance.
    Down,
    /// It may be chance: too close to call.
    TooClose,
    /// Surely less than matters.
    Negligible,
    /// Nobody changed.
    Unchanged,
    /// Too few people to say.
    TooFew,
}

/// By what a change is read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// The fewest people, or the fewest in the smaller of two groups.
    pub fewest: usize,
    /// The smallest change that matters, in the unit of the values; 0 when nobody has said.
    pub smallest: f64,
}

impl Default for Rule {
    fn default() -> Self {
        Self { fewest: 10, smallest: 0.0 }
    }
}

impl Rule {
    /// Reads a `change` among `n` people, and its `interval` where it has one.
    pub fn read(self, n: usize, change: f64, interval: Option<Interval>) -> Reading {
        // Without an interval, everybody changed by the same amount.
        let Interval { low, high } = interval.unwrap_or(Interval { low: change, high: change });
        if n < self.fewest {
            Reading::TooFew
        } else if low == 0.0 && high == 0.0 {
            Reading::Unchanged
        } else if -self.smallest < low && high < self.smallest {
            Reading::Negligible
        } else if low > 0.0 {
            Reading::Up
        } else if high < 0.0 {
            Reading::Down
        } else {
            Reading::TooClose
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(n: usize, change: f64, interval: Option<(f64, f64)>, smallest: f64, wanted: Reading) {
        let interval = interval.map(|(low, high)| Interval { low, high });
        let rule = Rule { smallest, ..Rule::default() };
        assert_eq!(rule.read(n, change, interval), wanted);
    }

    #[test]
    fn ten_people_are_enough_and_nine_are_not() {
        check(9, 2.0, Some((1.0, 3.0)), 0.0, Reading::TooFew);
        check(10, 2.0, Some((1.0, 3.0)), 0.0, Reading::Up);
        check(0, 0.0, None, 0.0, Reading::TooFew);
        check(9, 0.0, None, 0.0, Reading::TooFew);
    }

    #[test]
    fn an_interval_that_touches_zero_is_too_close() {
        check(50, 1.0, Some((0.0, 2.0)), 0.0, Reading::TooClose);
        check(50, 1.0, Some((f64::MIN_POSITIVE, 2.0)), 0.0, Reading::Up);
        check(50, -1.0, Some((-2.0, 0.0)), 0.0, Reading::TooClose);
        check(50, -1.0, Some((-2.0, -f64::MIN_POSITIVE)), 0.0, Reading::Down);
        check(50, 0.0, Some((-1.0, 1.0)), 0.0, Reading::TooClose);
    }

    #[test]
    fn without_an_interval_all_went_the_same_way() {
        check(10, 0.0, None, 0.0, Reading::Unchanged);
        check(10, 0.5, None, 0.0, Reading::Up);
        check(10, -0.5, None, 0.0, Reading::Down);
    }

    #[test]
    fn a_change_that_is_surely_too_small_to_matter_is_called_so() {
        check(5_000, 0.1, Some((0.05, 0.15)), 0.2, Reading::Negligible);
        check(5_000, 0.1, Some((0.05, 0.2)), 0.2, Reading::Up);
        check(5_000, 0.0, Some((-0.1, 0.1)), 0.2, Reading::Negligible);
        check(5_000, 0.0, Some((-0.2, 0.1)), 0.2, Reading::TooClose);
        check(5_000, 0.1, None, 0.2, Reading::Negligible);
    }
}
