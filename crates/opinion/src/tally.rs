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

    fn count(&mut self, value: i8) {
        self.seen += 1;
        match value {
            1 => self.agree += 1,
            -1 => self.disagree += 1,
            _ => {}
        }
    }
}

/// The votes on each statement by each of so many `groups`; `group_of` tells the group of each
/// row, where it has one. Time grows with the votes.
pub(crate) fn by_group(
    votes: &Votes,
    groups: usize,
    group_of: &[Option<usize>],
) -> Vec<Vec<Tally>> {
    let mut tallies = vec![vec![Tally::default(); votes.statements().len()]; groups];
    for (row, group) in votes.all().zip(group_of) {
        let Some(tallies) = group.and_then(|group| tallies.get_mut(group)) else { continue };
        for (column, value) in row.votes() {
            if let Some(tally) = tallies.get_mut(column) {
                tally.count(value);
            }
        }
    }
    tallies
}

/// The votes on each statement by everybody.
pub(crate) fn of_all(votes: &Votes) -> Vec<Tally> {
    let everybody = vec![Some(0); votes.participants().len()];
    by_group(votes, 1, &everybody).pop().unwrap_or_default()
}
