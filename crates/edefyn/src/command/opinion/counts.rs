//! Which counts of votes may be told: each goes through disclosure first, with all from which it could
//! be worked out.
//!
//! How many people are in each group is told, and so taken as known. Everybody else is one more row,
//! where they are not too few; where they are, nothing is told of everybody, since what the groups
//! leave of it is theirs.

use disclosure::{Dimension, Entry, Figure, Rules, State, System, Table, Threshold, protect};
use opinion::{Opinions, Tally, Vote};

/// The votes on a statement, as far as they may be told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) agree: Option<u64>,
    pub(super) disagree: Option<u64>,
    pub(super) pass: Option<u64>,
    pub(super) seen: Option<u64>,
}

/// What may be told of a conversation.
pub(super) struct Counts {
    /// How many took part; none where too few did, or too few beside those in groups.
    pub(super) people: Option<u64>,
    /// For each statement, in their order, what everybody voted and what each group did.
    statements: Vec<(Told, Vec<Told>)>,
}

/// The nodes of the columns: all, those who saw it, those who did not, and what they said.
const PARENTS: [usize; 5] = [0, 0, 1, 1, 1];
const SEEN: usize = 1;
const AGREE: usize = 3;
const DISAGREE: usize = 4;
const PASS: usize = 5;

impl Told {
    /// Whether all of it may be told, and so whatever follows from it.
    pub(super) fn is_whole(self) -> bool {
        [self.agree, self.disagree, self.pass, self.seen].iter().all(Option::is_some)
    }

    /// How many took a side.
    pub(super) fn side(self, side: Vote) -> Option<u64> {
        if side == Vote::Agree { self.agree } else { self.disagree }
    }
}

impl Counts {
    pub(super) fn of(found: &Opinions, threshold: Threshold) -> Self {
        let rules = Rules::new(threshold);
        let everybody = found.participants.len() as u64;
        let sizes: Vec<u64> = found.groups.iter().map(|group| group.members.len() as u64).collect();
        let outside = everybody.saturating_sub(sizes.iter().sum());
        let few = rules.is_small(outside) || rules.is_small(everybody);
        let statements = found.statements.iter().enumerate().map(|(column, statement)| {
            let tally =
                |group: &opinion::Group| group.tallies.get(column).copied().unwrap_or_default();
            let mut rows: Vec<(u64, Tally)> =
                sizes.iter().copied().zip(found.groups.iter().map(tally)).collect();
            let groups = rows.len();
            let of_groups = rows.iter().fold(Tally::default(), |sum, row| sum.plus(row.1));
            if outside > 0 && !few {
                rows.push((outside, statement.tally.less(of_groups)));
            }
            told(rules, &rows, groups, few)
        });
        Self { people: (!few).then_some(everybody), statements: statements.collect() }
    }

    /// What everybody voted on the statement in this place.
    pub(super) fn everybody(&self, statement: usize) -> Told {
        self.statements.get(statement).map(|(all, _)| *all).unwrap_or_default()
    }

    /// What the group in this place voted on it.
    pub(super) fn group(&self, statement: usize, group: usize) -> Told {
        let groups = self.statements.get(statement).map(|(_, groups)| groups.as_slice());
        groups.and_then(|groups| groups.get(group)).copied().unwrap_or_default()
    }
}

/// What may be told of one statement: of all rows together, unless they are not everybody, and of the
/// first ones, the groups. Where all of that can't be protected, each group by itself.
fn told(rules: Rules, rows: &[(u64, Tally)], groups: usize, few: bool) -> (Told, Vec<Told>) {
    if rows.is_empty() {
        return Default::default();
    }
    if let Some(mut told) = protected(rules, rows) {
        let all = told.remove(0);
        told.truncate(groups);
        return (if few { Told::default() } else { all }, told);
    }
    let alone = |row: &(u64, Tally)| {
        let told = protected(rules, std::slice::from_ref(row));
        told.and_then(|told| told.get(1).copied()).unwrap_or_default()
    };
    (Told::default(), rows.iter().take(groups).map(alone).collect())
}

/// What may be told of all rows together and of each, to somebody who knows how many people each has;
/// none where that is too much already.
fn protected(rules: Rules, rows: &[(u64, Tally)]) -> Option<Vec<Told>> {
    let entries: Vec<Entry> = rows
        .iter()
        .flat_map(|(people, tally)| {
            [people.saturating_sub(tally.seen), tally.agree, tally.disagree, tally.pass()]
        })
        .map(Entry::Count)
        .collect();
    let ways = vec![Dimension::flat(rows.len()), Dimension::tree(&PARENTS).ok()?];
    let table = Table::counts(rules, ways, &entries).ok()?;
    let mut figures: Vec<Figure> = table.system().figures().to_vec();
    for row in 0..=rows.len() {
        figures.get_mut(table.place(&[row, 0])?)?.state = State::Known;
    }
    let system = System::new(figures, table.system().relations().to_vec()).ok()?;
    let cells = table.cells(&protect(&system).ok()?.hidden);
    let told = |row: usize| {
        let figure = |node| cells.get(table.place(&[row, node])?)?.shown();
        Told {
            agree: figure(AGREE),
            disagree: figure(DISAGREE),
            pass: figure(PASS),
            seen: figure(SEEN),
        }
    };
    Some((0..=rows.len()).map(told).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(agree: u64, disagree: u64, pass: u64) -> Tally {
        Tally { agree, disagree, seen: agree + disagree + pass }
    }

    fn rules() -> Rules {
        Rules::new(Threshold::COUNTS)
    }

    #[test]
    fn a_count_under_the_threshold_is_not_told_and_none_that_gives_it() {
        // Two passed: with 21 of 23 they would be told.
        let (_, groups) = told(rules(), &[(23, tally(21, 0, 2))], 1, false);
        assert_eq!((groups[0].pass, groups[0].agree), (None, None));
        // One did not see it: whoever knows how many the group has takes one from the other.
        let (_, groups) = told(rules(), &[(24, tally(23, 0, 0))], 1, false);
        assert_eq!(groups[0].seen, None);
        let (all, groups) = told(rules(), &[(40, tally(30, 10, 0))], 1, false);
        assert_eq!(
            (groups[0].agree, groups[0].seen, groups[0].disagree),
            (Some(30), Some(40), Some(10))
        );
        assert_eq!(all, groups[0]);
    }

    #[test]
    fn one_group_is_not_told_by_everybody_less_the_other() {
        let rows = [(40, tally(30, 10, 0)), (40, tally(37, 3, 0))];
        let (all, groups) = told(rules(), &rows, 2, false);
        assert_eq!(groups[1].disagree, None);
        assert!(all.disagree.is_none() || groups[0].disagree.is_none(), "{all:?} {groups:?}");
    }

    #[test]
    fn a_group_of_few_of_each_tells_nothing() {
        let (all, groups) = told(rules(), &[(5, tally(3, 0, 1))], 1, false);
        assert_eq!((all, groups), (Told::default(), vec![Told::default()]));
        assert_eq!(told(rules(), &[], 0, true), (Told::default(), Vec::new()));
    }
}
