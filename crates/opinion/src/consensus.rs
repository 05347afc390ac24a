//! Consensus: what most of everybody agrees on, or disagrees with; and what divides the groups.

use crate::proportion::{self, SIGNIFICANT};
use crate::tally::Tally;

/// At most so many statements of each kind.
const MOST: usize = 5;

/// A statement that most agree on, or that most disagree with.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreed {
    /// The statement.
    pub statement: u32,
    /// How many took the side,
    pub successes: u64,
    /// of so many that saw the statement.
    pub trials: u64,
    /// Their share by the rule of succession: more than a half.
    pub share: f64,
    /// z of the share being more than a half: more than 1.2816, one-sided 90 %.
    pub share_test: f64,
}

/// What most think, the strongest first; five of each at most.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Consensus {
    /// Most agree.
    pub agree: Vec<Agreed>,
    /// Most disagree.
    pub disagree: Vec<Agreed>,
}

/// A statement that one group agrees with and another disagrees with, both more than by chance.
#[derive(Clone, Debug, PartialEq)]
pub struct Divisive {
    /// The statement.
    pub statement: u32,
    /// The number of the group with the largest share that agrees,
    pub agrees: usize,
    /// and that share.
    pub agree_share: f64,
    /// The number of the group with the largest share that disagrees,
    pub disagrees: usize,
    /// and that share.
    pub disagree_share: f64,
}

/// What most of those think who voted `tallies`, counted over everybody whether in a group or not.
pub(crate) fn consensus(open: &[Option<u32>], tallies: &[Tally]) -> Consensus {
    let most = |side: fn(&Tally) -> u64| {
        let agreed = open.iter().zip(tallies).filter_map(|(statement, tally)| {
            let agreed = Agreed {
                statement: (*statement)?,
                successes: side(tally),
                trials: tally.seen,
                share: proportion::share(side(tally), tally.seen),
                share_test: proportion::one(side(tally), tally.seen),
            };
            (agreed.share > 0.5 && agreed.share_test > SIGNIFICANT).then_some(agreed)
        });
        strongest(agreed.collect(), |agreed| agreed.share * agreed.share_test)
    };
    Consensus { agree: most(|tally| tally.agree), disagree: most(|tally| tally.disagree) }
}

/// Where the groups with the numbers `ids`, which voted `groups`, are on different sides, the widest apart first; five at most.
/// This is not one of the Polis server's figures: it uses the same tests with the same bounds.
pub(crate) fn divisive(
    open: &[Option<u32>],
    ids: &[usize],
    groups: &[Vec<Tally>],
) -> Vec<Divisive> {
    let furthest = |column: usize, side: fn(&Tally) -> u64| {
        let shares = ids.iter().zip(groups).filter_map(move |(group, tallies)| {
            let tally = tallies.get(column)?;
            let share = proportion::share(side(tally), tally.seen);
            let sure = share > 0.5 && proportion::one(side(tally), tally.seen) > SIGNIFICANT;
            sure.then_some((*group, share))
        });
        shares.reduce(|best, next| if next.1 > best.1 { next } else { best })
    };
    let divided = open.iter().enumerate().filter_map(|(column, statement)| {
        let (agrees, agree_share) = furthest(column, |tally| tally.agree)?;
        let (disagrees, disagree_share) = furthest(column, |tally| tally.disagree)?;
        let statement = (*statement)?;
        Some(Divisive { statement, agrees, agree_share, disagrees, disagree_share })
    });
    strongest(divided.collect(), |divided| divided.agree_share + divided.disagree_share)
}

fn strongest<T>(mut all: Vec<T>, weight: impl Fn(&T) -> f64) -> Vec<T> {
    all.sort_by(|a, b| weight(b).total_cmp(&weight(a)));
    all.truncate(MOST);
    all
}
