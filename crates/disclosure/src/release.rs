//! Two releases of one count: whether their difference is itself a small count.

use crate::rules::{Cell, Rules};

/// What the difference between two releases of the same count tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// Nothing about a small group: no change, a large change, or one of the two is hidden.
    Safe,
    /// That few people joined or left: publish later, or hide the newer count.
    Reveals {
        /// How many, at least 1 and under the threshold.
        people: u64,
    },
}

/// Compares a count as published `before` with the same count as it would be published `after`.
///
/// People who left and people who joined may hide each other; a difference is then safe though
/// both groups are small, because it does not tell either.
pub fn differencing(rules: Rules, before: Cell, after: Cell) -> Difference {
    let (Some(before), Some(after)) = (before.shown(), after.shown()) else {
        return Difference::Safe;
    };
    match before.abs_diff(after) {
        people if people > 0 && people < rules.threshold.people() => Difference::Reveals { people },
        _ => Difference::Safe,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Threshold, Why};

    #[track_caller]
    fn check(before: Cell, after: Cell, wanted: Difference) {
        let rules = Rules::new(Threshold::COUNTS);
        assert_eq!(differencing(rules, before, after), wanted);
        assert_eq!(differencing(rules, after, before), wanted);
    }

    #[test]
    fn a_few_more_people_are_told_by_the_difference() {
        check(Cell::Shown(40), Cell::Shown(41), Difference::Reveals { people: 1 });
        check(Cell::Shown(40), Cell::Shown(44), Difference::Reveals { people: 4 });
    }

    #[test]
    fn no_change_and_a_large_change_tell_nothing() {
        check(Cell::Shown(40), Cell::Shown(40), Difference::Safe);
        check(Cell::Shown(40), Cell::Shown(45), Difference::Safe);
        check(Cell::Shown(40), Cell::Hidden { why: Why::Small }, Difference::Safe);
    }
}
