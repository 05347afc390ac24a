//! What may be told of a number of people, beside all that was ever told of it. Nothing here knows
//! of the database.
//!
//! A reader keeps what was told before, and subtracts. So a number is told again only as another
//! one when at least a threshold of people lies between it and *every* number told of the same
//! people before, by [`differencing`]; and a number and "fewer than" follow each other only where
//! all numbers that the words leave open lie as far away. Between two such steps the last number
//! stands. So what is told is never as far from the truth as twice the threshold, less one.

use disclosure::{Cell, Difference, Rules, Threshold, differencing};

/// What is told of a number of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Figure {
    /// How many.
    Number(u64),
    /// That there are fewer than so many.
    FewerThan(u64),
}

impl Figure {
    pub(crate) fn number(self) -> Option<u64> {
        match self {
            Self::Number(n) => Some(n),
            Self::FewerThan(_) => None,
        }
    }
}

/// What else is told that a number can be subtracted from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Beside {
    /// Numbers of people some of whom are these, or who are some of these.
    pub(crate) apart: Vec<u64>,
    /// Where these are the whole: how many of them other numbers tell together. Where they are a
    /// part: what the other parts leave of the whole.
    pub(crate) rest: Option<u64>,
}

/// Whether two numbers may both be told: they are the same, or differ by no small number.
pub(crate) fn may_stand_beside(rules: Rules, one: u64, other: u64) -> bool {
    differencing(rules, Cell::Shown(one), Cell::Shown(other)) == Difference::Safe
}

/// The rules of a space whose threshold is `threshold`, which is never under 3.
pub(crate) fn rules(threshold: u64) -> Rules {
    Rules::new(Threshold::new(threshold).unwrap_or(Threshold::COUNTS))
}

/// What is told of a count of `truth` people now, after `before` was told of it, oldest first:
/// nothing, when every number would give a small one away and none was told yet.
pub(crate) fn next(before: &[Figure], truth: u64, rules: Rules, beside: &Beside) -> Option<Figure> {
    let threshold = rules.threshold.people();
    let last = before.last().copied();
    match last {
        Some(Figure::FewerThan(_)) if truth < threshold => return last,
        Some(Figure::Number(n)) if n == truth && !rules.is_small(n) => return last,
        // Few have joined or left: the number stands.
        Some(Figure::Number(n)) if n >= threshold && n.abs_diff(truth) < threshold => return last,
        _ => {}
    }
    let found = if rules.is_small(truth) {
        let few = before.iter().filter_map(|figure| figure.number());
        let mut far = few.map(|n| n == 0 || n >= 2 * threshold - 1);
        far.all(|far| far).then_some(Figure::FewerThan(threshold))
    } else {
        // A little fewer may be told where the very number would tell too much.
        let least =
            if truth == 0 { 0 } else { threshold.max((truth + 2).saturating_sub(2 * threshold)) };
        let mut numbers = (least..=truth).rev();
        numbers.find(|n| may_be_told(before, *n, rules, beside)).map(Figure::Number)
    };
    found.or_else(|| above(before, truth, rules, beside)).or(last)
}

/// The nearest number above the truth that may be told, where what stands is further from it: a
/// number that has come to be higher still, or nobody or few long after that was true.
fn above(before: &[Figure], truth: u64, rules: Rules, beside: &Beside) -> Option<Figure> {
    let threshold = rules.threshold.people();
    let mut numbers = match before.last()? {
        Figure::Number(last) if *last > truth => truth.max(threshold)..*last,
        Figure::FewerThan(_) if truth + 1 < 2 * threshold => return None,
        _ => truth.max(threshold)..truth + threshold,
    };
    numbers.find(|n| may_be_told(before, *n, rules, beside)).map(Figure::Number)
}

fn may_be_told(before: &[Figure], n: u64, rules: Rules, beside: &Beside) -> bool {
    let alone = before.iter().all(|figure| match figure {
        Figure::Number(then) => may_stand_beside(rules, *then, n),
        // They were anything up to one fewer.
        Figure::FewerThan(few) => n == 0 || n >= (few - 1) + rules.threshold.people(),
    });
    let mut others = beside.apart.iter().chain(beside.rest.iter());
    alone && others.all(|other| may_stand_beside(rules, *other, n))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(before: &[Figure], truth: u64) -> Option<Figure> {
        next(before, truth, rules(5), &Beside::default())
    }

    #[test]
    fn a_number_stands_until_a_threshold_of_people_joined_or_left() {
        let twelve = [Figure::Number(12)];
        for truth in 8..=16 {
            assert_eq!(told(&twelve, truth), Some(Figure::Number(12)), "{truth}");
        }
        assert_eq!(told(&twelve, 17), Some(Figure::Number(17)));
        assert_eq!(told(&twelve, 7), Some(Figure::Number(7)));
    }

    #[test]
    fn five_does_not_become_fewer_than_five_nor_fewer_than_five_become_five() {
        assert_eq!(told(&[Figure::Number(5)], 4), Some(Figure::Number(5)));
        assert_eq!(told(&[Figure::Number(5)], 0), Some(Figure::Number(0)));
        assert_eq!(told(&[Figure::FewerThan(5)], 8), Some(Figure::FewerThan(5)));
        assert_eq!(told(&[Figure::FewerThan(5)], 9), Some(Figure::Number(9)));
        assert_eq!(told(&[Figure::Number(9)], 4), Some(Figure::FewerThan(5)));
    }

    #[test]
    fn a_third_number_is_held_against_both_before() {
        let before = [Figure::Number(12), Figure::Number(17)];
        // Thirteen is five away from 17 and one from 12: 12 is told again.
        assert_eq!(told(&before, 12), Some(Figure::Number(12)));
        assert_eq!(told(&before, 11), Some(Figure::Number(7)));
        assert_eq!(told(&before, 23), Some(Figure::Number(23)));
    }

    #[test]
    fn where_nothing_below_is_safe_the_nearest_number_above_is_told() {
        let before = [Figure::Number(7), Figure::Number(20)];
        assert_eq!(told(&before, 3), Some(Figure::Number(7)));
        assert_eq!(told(&before, 6), Some(Figure::Number(7)));
        assert_eq!(told(&[Figure::FewerThan(5), Figure::Number(14)], 5), Some(Figure::Number(9)));
    }

    #[test]
    fn a_part_is_held_against_the_whole_and_the_other_parts() {
        let whole = |n| Beside { apart: vec![24], rest: Some(n) };
        assert_eq!(next(&[], 22, rules(5), &whole(24)), Some(Figure::Number(19)));
        assert_eq!(next(&[], 24, rules(5), &whole(24)), Some(Figure::Number(24)));
        // Thirteen of 24 are told already: nine would leave two.
        assert_eq!(next(&[], 9, rules(5), &whole(11)), Some(Figure::Number(6)));
        assert_eq!(next(&[], 6, rules(5), &whole(7)), None);
    }

    proptest! {
        #[test]
        fn no_two_figures_ever_told_give_a_small_number_away(
            threshold in 3_u64..12,
            steps in prop::collection::vec((0_u64..60, 0_usize..3), 1..40),
            apart in prop::collection::vec(5_u64..60, 0..3),
        ) {
            let rules = rules(threshold);
            let beside = Beside { apart: apart.clone(), rest: None };
            let mut figures: Vec<Figure> = Vec::new();
            for (truth, alone) in steps {
                let beside = if alone == 0 { Beside::default() } else { beside.clone() };
                let Some(figure) = next(&figures, truth, rules, &beside) else {
                    prop_assert!(figures.is_empty());
                    continue;
                };
                if figures.last() != Some(&figure) {
                    figures.push(figure);
                }
                // What is told is never far from the truth.
                match figure {
                    Figure::Number(n) => {
                        prop_assert!(n == 0 || n >= threshold);
                        let far = n.abs_diff(truth);
                        prop_assert!(!apart.is_empty() || far < 2 * threshold - 1, "{n} of {truth}");
                    }
                    Figure::FewerThan(few) => prop_assert!(few == threshold && (truth < 2 * few - 1 || !apart.is_empty())),
                }
            }
            // An independent attacker: the people whom two figures leave open, and their difference.
            let open = |figure: &Figure| match figure {
                Figure::Number(n) => *n..=*n,
                Figure::FewerThan(few) => 0..=few - 1,
            };
            for one in &figures {
                for other in &figures {
                    if one == other { continue; }
                    let mut least = u64::MAX;
                    let mut most = 0;
                    for a in open(one) {
                        for b in open(other) {
                            least = least.min(a.abs_diff(b));
                            most = most.max(a.abs_diff(b));
                        }
                    }
                    let nobody = *one == Figure::Number(0) || *other == Figure::Number(0);
                    prop_assert!(least >= threshold || (nobody && least == 0), "{figures:?}");
                }
            }
        }
    }
}
