//! Representative statements: what a group says that the others don't.
//!
//! For every group and statement the share that agreed (or disagreed) is tested against a half,
//! and against the share among everybody else who is in a group; the ratio of the two shares is
//! the statement's representativeness (Small et al. 2021, section 4.2; see `crate::components`).

use crate::proportion::{self, SIGNIFICANT};
use crate::tally::Tally;
use crate::votes::Vote;
use std::cmp::Ordering;

/// At most so many statements stand for a group.
const MOST: usize = 5;

/// A statement that stands for a group.
#[derive(Clone, Debug, PartialEq)]
pub struct Representative {
    /// The statement.
    pub statement: u32,
    /// Whether it is agreeing or disagreeing with it that the method finds to set the group apart. It
    /// may be the side that hardly anybody of the group took, where of the others even fewer did:
    /// what may be said of the group is [`Self::said`].
    pub side: Vote,
    /// How many of the group took that side,
    pub successes: u64,
    /// of so many that saw the statement.
    pub trials: u64,
    /// The side that is true of the group: the one that more of it took, and the method's where as
    /// many took either.
    pub said: Vote,
    /// How many of the group took that side.
    pub said_by: u64,
    /// Their share by the rule of succession, between 0 and 1.
    pub share: f64,
    /// z of the share being more than a half.
    pub share_test: f64,
    /// The share as a multiple of the same share among the other groups: representativeness.
    pub ratio: f64,
    /// z of the share being more than that of the others. The method keeps it in single precision.
    pub ratio_test: f64,
    /// Whether it is the one statement that best tells what the group agrees on.
    pub best_agree: bool,
}

impl Representative {
    fn weight(&self) -> f64 {
        self.ratio * self.ratio_test * self.share * self.share_test
    }
}

/// One side of one statement in one group.
#[derive(Clone, Copy)]
struct Side {
    successes: u64,
    share: f64,
    share_test: f64,
    ratio: f64,
    ratio_test: f64,
}

impl Side {
    fn of(group: [u64; 2], others: [u64; 2]) -> Self {
        let share = proportion::share(group[0], group[1]);
        Self {
            successes: group[0],
            share,
            share_test: proportion::one(group[0], group[1]),
            ratio: share / proportion::share(others[0], others[1]),
            ratio_test: proportion::two([group[0], others[0]], [group[1], others[1]]),
        }
    }

    fn is_significant(self) -> bool {
        self.ratio_test > SIGNIFICANT && self.share_test > SIGNIFICANT
    }
}

/// One statement in one group.
#[derive(Clone, Copy)]
struct Compared {
    statement: u32,
    tally: Tally,
    agree: Side,
    disagree: Side,
}

impl Compared {
    fn finished(self, best_agree: bool) -> Representative {
        let (side, vote) = if self.agree.ratio_test > self.disagree.ratio_test {
            (self.agree, Vote::Agree)
        } else {
            (self.disagree, Vote::Disagree)
        };
        let Tally { agree, disagree, .. } = self.tally;
        let (said, said_by) = match agree.cmp(&disagree) {
            Ordering::Greater => (Vote::Agree, agree),
            Ordering::Less => (Vote::Disagree, disagree),
            Ordering::Equal => (vote, side.successes),
        };
        Representative {
            said,
            said_by,
            statement: self.statement,
            side: vote,
            successes: side.successes,
            trials: self.tally.seen,
            share: side.share,
            share_test: side.share_test,
            ratio: side.ratio,
            ratio_test: f64::from(side.ratio_test as f32),
            best_agree,
        }
    }

    /// Whether it says better what the group agrees on than the `best` so far.
    fn agrees_better(self, best: Option<Self>) -> bool {
        if self.tally.agree == 0 && self.tally.disagree == 0 {
            return false;
        }
        let common = |side: Side| side.share * side.share_test;
        let own = |side: Side| side.ratio * side.ratio_test * common(side);
        match best.map(|best| best.agree) {
            Some(best) if best.ratio > 1.0 => own(self.agree) > own(best),
            Some(best) => common(self.agree) > common(best),
            None => {
                self.agree.share_test > SIGNIFICANT
                    || (self.agree.ratio > 1.0 && self.agree.share > 0.5)
            }
        }
    }
}

/// The statements that stand for a group which voted `tallies`, where all groups together voted
/// `all`; in the order in which the method shows them. `open` tells the statements that may be
/// chosen, ascending. There is at least one, where anything was voted on and is open.
pub(crate) fn representative(
    open: &[Option<u32>],
    tallies: &[Tally],
    all: &[Tally],
) -> Vec<Representative> {
    let mut sufficient: Vec<Representative> = Vec::new();
    let mut best: Option<Representative> = None;
    let mut best_agree: Option<Compared> = None;
    for ((statement, tally), all) in open.iter().zip(tallies).zip(all) {
        let Some(statement) = *statement else { continue };
        let others = all.less(*tally);
        let compared = Compared {
            statement,
            tally: *tally,
            agree: Side::of([tally.agree, tally.seen], [others.agree, others.seen]),
            disagree: Side::of([tally.disagree, tally.seen], [others.disagree, others.seen]),
        };
        let strongest = compared.agree.ratio_test.max(compared.disagree.ratio_test);
        if compared.agree.is_significant() || compared.disagree.is_significant() {
            sufficient.push(compared.finished(false));
        } else if sufficient.is_empty()
            && best.as_ref().is_none_or(|best| strongest > best.ratio_test)
        {
            best = Some(compared.finished(false));
        }
        if compared.agrees_better(best_agree) {
            best_agree = Some(compared);
        }
    }
    let agreed = best_agree.map(|compared| compared.finished(true));
    if sufficient.is_empty() {
        return agreed.or(best).into_iter().collect();
    }
    if let Some(agreed) = &agreed {
        sufficient.retain(|other| other.statement != agreed.statement);
    }
    sufficient.sort_by(|a, b| b.weight().total_cmp(&a.weight()));
    let chosen: Vec<Representative> = agreed.into_iter().chain(sufficient).take(MOST).collect();
    let (agree, disagree): (Vec<_>, Vec<_>) =
        chosen.into_iter().partition(|chosen| chosen.side == Vote::Agree);
    agree.into_iter().chain(disagree).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(agree: u64, disagree: u64, seen: u64) -> Tally {
        Tally { agree, disagree, seen }
    }

    #[track_caller]
    fn check(group: Tally, others: Tally, side: (Vote, u64), said: (Vote, u64)) {
        let found = representative(&[Some(4)], &[group], &[group.plus(others)]);
        let [one] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((one.side, one.successes), side);
        assert_eq!((one.said, one.said_by), said);
    }

    #[test]
    fn what_is_said_of_a_group_is_the_side_that_more_of_it_took() {
        // Of the others everybody agreed, so that disagreeing is what the method finds.
        let (agree, disagree) = ((Vote::Agree, 21), (Vote::Disagree, 0));
        check(tally(21, 0, 23), tally(40, 0, 40), disagree, agree);
        check(tally(21, 2, 23), tally(1, 39, 40), agree, agree);
        check(tally(3, 20, 23), tally(39, 1, 40), (Vote::Disagree, 20), (Vote::Disagree, 20));
    }
}
