//! What a change or a difference may be called in a sentence, by rule and not by the writer's mood.
//!
//! A reader of a report sees a word before a figure. The words are chosen here, so that the same
//! figures always get the same words:
//!
//! 1. Fewer people than [`Rule::fewest`]: *too few to say*. Below ten the t interval stands or
//!    falls with a shape of the distribution that so few values can't show.
//! 2. Nobody moved: *no change at all*. There is no interval, and none is needed.
//! 3. The whole interval closer to zero than [`Rule::smallest`], where one is given: *no change
//!    that matters*, however sure (equivalence by inclusion of the interval; Schuirmann 1987, here
//!    stricter with 95 in place of 90 per cent).
//! 4. The whole interval above zero: *up, and unlikely to be chance*; below: *down*. An interval
//!    that touches zero does neither.
//! 5. Everybody moved the same way by the same amount, so that there is no interval: the way they
//!    went. With ten people or more a sign test gives p = 2 / 2^10 = 0.002 or less.
//! 6. Anything else: *too close to call*, which is not the same as no change.
//!
//! The interval is always that of 95 per cent, whichever is shown beside the words: asking for a
//! narrower one makes nothing surer. So with the default of no `smallest`, "unlikely to be chance"
//! means p < 0.05; nothing is ever called "significant", which readers take for "large".

use crate::paired::Paired;
use crate::{Interval, Level, NoSpread};

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
    /// Reads the change of people who were asked twice, at whatever level it was worked out.
    pub fn read_paired(self, change: &Paired) -> Reading {
        let Paired { n, mean_change, moved, tested, .. } = change;
        match tested {
            Ok(tested) => self.read(*n, tested.test.interval_at(Level::NINETY_FIVE)),
            Err(NoSpread::OneValue) => Reading::TooFew,
            Err(NoSpread::NoVariation) if *n < self.fewest => Reading::TooFew,
            Err(NoSpread::NoVariation) if moved.same == *n => Reading::Unchanged,
            Err(NoSpread::NoVariation) if mean_change.abs() < self.smallest => Reading::Negligible,
            Err(NoSpread::NoVariation) if moved.up == *n => Reading::Up,
            Err(NoSpread::NoVariation) if moved.down == *n => Reading::Down,
            Err(NoSpread::NoVariation) => Reading::TooClose,
        }
    }

    /// Reads a change or difference among `n` people by its 95 per cent interval.
    pub fn read(self, n: usize, ninety_five: Interval) -> Reading {
        let Interval { low, high } = ninety_five;
        if n < self.fewest {
            Reading::TooFew
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
    use crate::paired::paired;

    #[track_caller]
    fn check(n: usize, (low, high): (f64, f64), smallest: f64, wanted: Reading) {
        let rule = Rule { smallest, ..Rule::default() };
        assert_eq!(rule.read(n, Interval { low, high }), wanted);
    }

    #[track_caller]
    fn check_pairs(pairs: &[(f64, f64)], smallest: f64, wanted: Reading) {
        for level in [Level::NINETY_FIVE, Level::new(0.5).unwrap(), Level::new(0.9999).unwrap()] {
            let rule = Rule { smallest, ..Rule::default() };
            assert_eq!(rule.read_paired(&paired(pairs, level).unwrap()), wanted);
        }
    }

    #[test]
    fn ten_people_are_enough_and_nine_are_not() {
        check(9, (1.0, 3.0), 0.0, Reading::TooFew);
        check(10, (1.0, 3.0), 0.0, Reading::Up);
        check(0, (0.0, 0.0), 0.0, Reading::TooFew);
        check_pairs(&[(1.0, 2.0); 9], 0.0, Reading::TooFew);
        check_pairs(&[(1.0, 1.0); 9], 0.0, Reading::TooFew);
        let one = paired(&[(1.0, 2.0)], Level::NINETY_FIVE).unwrap();
        let anybody = Rule { fewest: 0, smallest: 0.0 };
        assert_eq!(anybody.read_paired(&one), Reading::TooFew);
    }

    #[test]
    fn an_interval_that_touches_zero_is_too_close() {
        check(50, (0.0, 2.0), 0.0, Reading::TooClose);
        check(50, (f64::MIN_POSITIVE, 2.0), 0.0, Reading::Up);
        check(50, (-2.0, 0.0), 0.0, Reading::TooClose);
        check(50, (-2.0, -f64::MIN_POSITIVE), 0.0, Reading::Down);
        check(50, (-1.0, 1.0), 0.0, Reading::TooClose);
    }

    #[test]
    fn ninety_five_per_cent_are_read_whatever_level_is_shown() {
        // t = 0.82 with 12 degrees of freedom: clear of zero at 50 per cent.
        let changes = [[(5.0, 6.0); 8].as_slice(), &[(5.0, 4.0); 5]].concat();
        check_pairs(&changes, 0.0, Reading::TooClose);
        // t = 3.5 with 9: not clear of zero at 99.99 per cent.
        let changes = [3.0, 1.0, 2.0, 0.0, 2.0, 3.0, 1.0, -1.0, 2.0, 1.0].map(|to| (0.0, to));
        check_pairs(&changes, 0.0, Reading::Up);
    }

    #[test]
    fn without_an_interval_everybody_went_the_same_way_or_nobody() {
        check_pairs(&[(3.0, 3.0); 10], 0.0, Reading::Unchanged);
        check_pairs(&[(3.0, 3.5); 10], 0.0, Reading::Up);
        check_pairs(&[(3.0, 2.5); 10], 0.0, Reading::Down);
        // One whose change is lost in the rounding of a huge answer.
        let all = [[(5.0, 6.0); 9].as_slice(), &[(1e17, 1e17)]].concat();
        check_pairs(&all, 0.0, Reading::TooClose);
    }

    #[test]
    fn a_change_that_is_surely_too_small_to_matter_is_called_so() {
        check(5_000, (0.05, 0.15), 0.2, Reading::Negligible);
        check(5_000, (0.05, 0.2), 0.2, Reading::Up);
        check(5_000, (-0.1, 0.1), 0.2, Reading::Negligible);
        check(5_000, (-0.2, 0.1), 0.2, Reading::TooClose);
        check_pairs(&[(1.0, 1.1); 20], 0.2, Reading::Negligible);
    }
}
