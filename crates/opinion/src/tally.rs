//! How often a statement was agreed with, disagreed with and passed on.

use crate::votes::Votes;

/// The votes on one statement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Agreed.
    pub agree: u64,
    /// Disagreed.
    pub disagree: u64,
    /// Saw it: agreed, disagreed or passed.
    pub seen: u64,
}

impl Tally {
    /// Passed.
    pub fn pass(self) -> u64 {
        self.seen.saturating_sub(self.agree.saturating_add(self.disagree))
    }

    /// These votes and those together.
    pub fn plus(self, other: Self) -> Self {
        Self {
            agree: self.agree.saturating_add(other.agree),
            disagree: self.disagree.saturating_add(other.disagree),
            seen: self.seen.saturating_add(other.seen),
        }
    }

    /// These votes without those, which are some of them.
    pub fn less(self, other: Self) -> Self {
        Self {
            agree: self.agree.saturating_sub(other.agree),
            disagree: self.disagree.saturating_sub(other.disagree),
            seen: self.seen.saturating_sub(other.seen),
        }
    }
}

/// The votes on each statement by each of so many `groups`, and by everybody else; `group_of`
/// tells the group of each row, where it has one. Time grows with the votes.
pub(crate) fn by_group(
    votes: &Votes,
    groups: usize,
    group_of: &[Option<usize>],
) -> Vec<Vec<Tally>> {
    // Disagreed, passed, agreed.
    let mut counts = vec![vec![[0_u32; 3]; votes.statements().len()]; groups + 1];
    for (row, group) in votes.all().zip(group_of) {
        let Some(counts) = counts.get_mut(group.unwrap_or(groups)) else { continue };
        for (column, value) in row.votes() {
            if let Some(count) =
                counts.get_mut(column).and_then(|counts| counts.get_mut((value + 1) as usize))
            {
                *count += 1;
            }
        }
    }
    let tally = |[disagree, pass, agree]: [u32; 3]| {
        let [disagree, pass, agree] = [disagree, pass, agree].map(u64::from);
        Tally { agree, disagree, seen: agree + disagree + pass }
    };
    counts.into_iter().map(|counts| counts.into_iter().map(tally).collect()).collect()
}

/// The votes on each of so many `statements` of several `groups` together.
pub(crate) fn together<'a>(
    groups: impl IntoIterator<Item = &'a Vec<Tally>>,
    statements: usize,
) -> Vec<Tally> {
    let mut sums = vec![Tally::default(); statements];
    for tallies in groups {
        sums.iter_mut().zip(tallies).for_each(|(sum, tally)| *sum = sum.plus(*tally));
    }
    sums
}
