//! Votes as a sparse matrix: a row for each participant, a column for each statement.

use thiserror::Error;

/// What a participant said to a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(i8)]
pub enum Vote {
    /// "I disagree."
    Disagree = -1,
    /// "I pass", or "I am unsure": seen, and neither agreed nor disagreed with.
    Pass = 0,
    /// "I agree."
    Agree = 1,
}

impl Vote {
    /// The vote whose value is 1 (agree), 0 (pass) or -1 (disagree).
    pub fn from_value(value: i64) -> Option<Self> {
        match value {
            -1 => Some(Self::Disagree),
            0 => Some(Self::Pass),
            1 => Some(Self::Agree),
            _ => None,
        }
    }
}

/// One vote by one participant on one statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ballot {
    /// Who voted.
    pub participant: u32,
    /// On what.
    pub statement: u32,
    /// How.
    pub vote: Vote,
}

/// Ballots cannot be made into [`Votes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotVotes {
    /// Somebody voted twice on a statement, and nothing here tells which vote came later.
    #[error("participant {participant} voted twice on statement {statement}")]
    Twice {
        /// Who.
        participant: u32,
        /// On what.
        statement: u32,
    },
}

/// The votes of a conversation, rows by participant and columns by statement, both ascending, so
/// that the order in which votes came leaves no trace. Only votes that were cast take room: five
/// bytes each, and a few for each participant and statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Votes {
    participants: Vec<u32>,
    statements: Vec<u32>,
    /// Where each row begins in `columns` and `values`; one more than there are rows.
    starts: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<i8>,
}

/// No votes yet.
impl Default for Votes {
    fn default() -> Self {
        let (participants, statements) = (Vec::new(), Vec::new());
        Self { participants, statements, starts: vec![0], columns: Vec::new(), values: Vec::new() }
    }
}

/// One participant's votes.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// Who voted.
    pub participant: u32,
    columns: &'a [u32],
    values: &'a [i8],
}

impl<'a> Row<'a> {
    /// How many statements the participant has voted on; passing counts.
    pub fn count(self) -> usize {
        self.columns.len()
    }

    /// The column (from 0) and the value (1, 0 or -1) of each vote.
    pub fn votes(self) -> impl Iterator<Item = (usize, i8)> + 'a {
        self.columns.iter().map(|column| *column as usize).zip(self.values.iter().copied())
    }
}

impl Votes {
    /// The matrix of these ballots, in whatever order they come. Participants and statements
    /// without a vote are not in it. Time grows as n log n with the ballots.
    ///
    /// # Errors
    /// [`NotVotes::Twice`]: of votes that were changed only the last must be given.
    pub fn new(mut ballots: Vec<Ballot>) -> Result<Self, NotVotes> {
        ballots.sort_unstable_by_key(|ballot| {
            u64::from(ballot.participant) << 32 | u64::from(ballot.statement)
        });
        let mut statements: Vec<u32> = ballots.iter().map(|ballot| ballot.statement).collect();
        statements.sort_unstable();
        statements.dedup();
        let mut votes = Self { statements, ..Self::default() };
        let mut last = None;
        for Ballot { participant, statement, vote } in ballots {
            if last == Some((participant, statement)) {
                return Err(NotVotes::Twice { participant, statement });
            }
            last = Some((participant, statement));
            if votes.participants.last() != Some(&participant) {
                votes.participants.push(participant);
                votes.starts.push(votes.columns.len());
            }
            if let Some(end) = votes.starts.last_mut() {
                *end += 1;
            }
            let column = votes.statements.partition_point(|other| *other < statement);
            votes.columns.push(column as u32);
            votes.values.push(vote as i8);
        }
        Ok(votes)
    }

    /// Puts one more vote in, or one in the place of what the participant said before. Time grows
    /// with the votes that there are, but very slowly: what lies behind is moved along.
    pub fn cast(&mut self, ballot: Ballot) {
        let column = match self.statements.binary_search(&ballot.statement) {
            Ok(column) => column,
            Err(column) => {
                self.statements.insert(column, ballot.statement);
                self.columns
                    .iter_mut()
                    .filter(|at| **at as usize >= column)
                    .for_each(|at| *at += 1);
                column
            }
        };
        let row = match self.participants.binary_search(&ballot.participant) {
            Ok(row) => row,
            Err(row) => {
                self.participants.insert(row, ballot.participant);
                let start = self.starts.get(row).copied().unwrap_or_default();
                self.starts.insert(row, start);
                row
            }
        };
        let (start, end) = self.span(row);
        let voted = self.columns.get(start..end).unwrap_or_default();
        match voted.binary_search(&(column as u32)) {
            Ok(at) => self.values.iter_mut().skip(start + at).take(1).for_each(|value| {
                *value = ballot.vote as i8;
            }),
            Err(at) => {
                self.columns.insert(start + at, column as u32);
                self.values.insert(start + at, ballot.vote as i8);
                self.starts.iter_mut().skip(row + 1).for_each(|start| *start += 1);
            }
        }
    }

    /// Those who voted, ascending.
    pub fn participants(&self) -> &[u32] {
        &self.participants
    }

    /// What was voted on, ascending.
    pub fn statements(&self) -> &[u32] {
        &self.statements
    }

    /// How many votes there are.
    pub fn count(&self) -> usize {
        self.values.len()
    }

    /// The rows from the one at `from` (from 0) up to, not with, the one at `to`.
    pub fn rows(&self, from: usize, to: usize) -> impl Iterator<Item = Row<'_>> {
        let ids = self.participants.iter().enumerate().take(to).skip(from);
        ids.filter_map(|(row, participant)| {
            let (start, end) = self.span(row);
            Some(Row {
                participant: *participant,
                columns: self.columns.get(start..end)?,
                values: self.values.get(start..end)?,
            })
        })
    }

    /// All rows.
    pub fn all(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows(0, self.participants.len())
    }

    fn span(&self, row: usize) -> (usize, usize) {
        let at = |row: usize| self.starts.get(row).copied().unwrap_or(self.values.len());
        (at(row), at(row + 1))
    }
}
