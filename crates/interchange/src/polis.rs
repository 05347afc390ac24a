//! Polis exports: `comments.csv` with `votes.csv` or `participants-votes.csv`.
//!
//! Source: the exports of the Polis server and of compdemocracy/openData. A vote is 1 for agree, 0
//! for pass and -1 for disagree; exports before 2018 had the signs the other way round, which the
//! tallies in `comments.csv` give away ([`Sign`]).

use crate::table::{self, Options, Problem, Problems, Row, Table};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::io::Read;

/// How many columns a matrix of participants may have: a few and one for each statement.
const COLUMNS: usize = 20_000;

/// What is wrong with a row or a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The file can't be read as a table there.
    Table(table::Kind),
    /// The file has no such column.
    NoColumn(&'static str),
    /// The cell holds no whole number from 0 on.
    NotNumber,
    /// The cell holds neither 1, 0 nor -1.
    NotVote,
    /// The cell holds neither 1 (accepted), 0 (not looked at) nor -1 (rejected).
    NotModerated,
    /// There is no such statement in `comments.csv`.
    UnknownStatement,
    /// An earlier row is about the same statement or participant.
    Again {
        /// The line of the earlier row.
        line: u64,
    },
}

/// A statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Its number.
    pub id: u32,
    /// Its words.
    pub text: String,
    /// How often it was agreed and disagreed with, by the export's own count, where it has one.
    pub tally: Option<(u32, u32)>,
    /// 1 where it was accepted, -1 where it was rejected, 0 where nobody had looked.
    pub moderated: i8,
    /// Whether it is about the participants themselves.
    pub metadata: bool,
}

/// The vote of a participant on a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cast {
    /// Who.
    pub participant: u32,
    /// On what.
    pub statement: u32,
    /// 1, 0 or -1 as the file has it.
    pub value: i8,
}

/// Votes as a file has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ballots {
    /// The last vote of each participant on each statement, in order of participant and statement.
    pub votes: Vec<Cast>,
    /// How many votes were changed by a later one.
    pub replaced: u64,
}

/// What 1 means in a file of votes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Agree, as it should.
    Agree,
    /// Disagree: the votes fit the tallies in `comments.csv` far better when turned round.
    Disagree,
}

/// Reads `comments.csv`: `comment-id`, `comment-body`, `moderated`, and where they are there
/// `agrees`, `disagrees` and `is-meta`.
///
/// # Errors
/// Every bad row and cell, up to `most` of them.
pub fn comments(file: impl Read, most: usize) -> Result<Vec<Comment>, Problems<Kind>> {
    let mut reading = Reading::open(file, most)?;
    let [id, text, moderated] = reading.needed(["comment-id", "comment-body", "moderated"])?;
    let [agrees, disagrees, metadata] =
        ["agrees", "disagrees", "is-meta"].map(|name| reading.table.column(name));
    let mut found = Vec::new();
    let mut seen = HashMap::new();
    while let Some(row) = reading.row() {
        let number = reading.number(&row, id);
        if let Some(line) = number.and_then(|number| seen.insert(number, row.line)) {
            reading.fault(&row, id, Kind::Again { line });
        }
        let [agrees, disagrees] = [agrees, disagrees].map(|column| reading.number(&row, column?));
        let state = reading.sign(&row, moderated, Kind::NotModerated);
        let about = metadata.and_then(|column| row.get(column)).unwrap_or_default().trim();
        if let (Some(id), Some(moderated)) = (number, state) {
            found.push(Comment {
                id,
                text: row.get(text).unwrap_or_default().to_owned(),
                tally: agrees.zip(disagrees),
                moderated,
                metadata: ["1", "true", "t"].contains(&about.to_ascii_lowercase().as_str()),
            });
        }
    }
    reading.done(found)
}

/// Reads `votes.csv`, a vote in each row: `comment-id`, `voter-id`, `vote` and, where it is there,
/// `timestamp`, by which the last vote of several counts (else the last in the file).
///
/// # Errors
/// Every bad row and cell, up to `most` of them.
pub fn votes(
    file: impl Read,
    comments: &[Comment],
    most: usize,
) -> Result<Ballots, Problems<Kind>> {
    let mut reading = Reading::open(file, most)?;
    let [statement, participant, vote] = reading.needed(["comment-id", "voter-id", "vote"])?;
    let time = reading.table.column("timestamp");
    let known = known(comments);
    let mut found = Vec::new();
    while let Some(row) = reading.row() {
        let on = reading.known(&row, statement, &known);
        let who = reading.number(&row, participant);
        let value = reading.sign(&row, vote, Kind::NotVote);
        let at = time.map_or(Some(0), |column| reading.whole(&row, column));
        if let (Some(participant), Some(statement), Some(at), Some(value)) = (who, on, at, value) {
            found.push((Cast { participant, statement, value }, at, row.line));
        }
    }
    // The last of several, by time and then by place in the file, comes first.
    found.sort_unstable_by_key(|(cast, at, line)| {
        (cast.participant, cast.statement, Reverse((*at, *line)))
    });
    let all = found.len();
    found.dedup_by_key(|(cast, ..)| (cast.participant, cast.statement));
    let replaced = (all - found.len()) as u64;
    reading.done(Ballots { votes: found.into_iter().map(|(cast, ..)| cast).collect(), replaced })
}

/// Reads `participants-votes.csv`, a participant in each row: `participant`, and a column for each
/// statement with its number as the header, empty where they did not vote.
///
/// # Errors
/// Every bad row and cell, up to `most` of them.
pub fn participants_votes(
    file: impl Read,
    comments: &[Comment],
    most: usize,
) -> Result<Ballots, Problems<Kind>> {
    let mut reading = Reading::open(file, most)?;
    let [participant] = reading.needed(["participant"])?;
    let known = known(comments);
    let mut statements = Vec::new();
    for (column, header) in reading.table.headers().to_vec().into_iter().enumerate() {
        let Ok(statement) = header.parse() else { continue };
        if !known.contains(&statement) {
            let kind = Kind::UnknownStatement;
            reading.problems.push(Problem { line: 1, column: Some(header), kind });
        }
        statements.push((column, statement));
    }
    statements.sort_unstable_by_key(|(_, statement)| *statement);
    for pair in statements.windows(2) {
        if let [(_, one), (column, other)] = pair
            && one == other
        {
            let (column, kind) =
                (reading.table.headers().get(*column).cloned(), Kind::Again { line: 1 });
            reading.problems.push(Problem { line: 1, column, kind });
        }
    }
    let mut found = Vec::new();
    let mut seen = HashMap::new();
    while let Some(row) = reading.row() {
        let Some(who) = reading.number(&row, participant) else { continue };
        if let Some(line) = seen.insert(who, row.line) {
            reading.fault(&row, participant, Kind::Again { line });
        }
        for (column, statement) in &statements {
            if row.get(*column).is_some_and(|cell| !cell.trim().is_empty())
                && let Some(value) = reading.sign(&row, *column, Kind::NotVote)
            {
                found.push(Cast { participant: who, statement: *statement, value });
            }
        }
    }
    found.sort_by_key(|cast| cast.participant);
    reading.done(Ballots { votes: found, replaced: 0 })
}

impl Ballots {
    /// What 1 means here, by the tallies of `comments`, which may be a little older: turned round only
    /// where the votes are then less than half as far from them.
    pub fn sign(&self, comments: &[Comment]) -> Sign {
        let mut counts: HashMap<u32, (u32, u32)> = HashMap::new();
        for cast in &self.votes {
            let (ones, minus_ones) = counts.entry(cast.statement).or_default();
            match cast.value {
                1 => *ones += 1,
                -1 => *minus_ones += 1,
                _ => {}
            }
        }
        let (mut off, mut off_turned) = (0_u64, 0_u64);
        for comment in comments {
            let (Some((agrees, disagrees)), Some((ones, minus_ones))) =
                (comment.tally, counts.get(&comment.id).copied())
            else {
                continue;
            };
            let apart = |one: u32, other: u32| u64::from(one.abs_diff(other));
            off += apart(ones, agrees) + apart(minus_ones, disagrees);
            off_turned += apart(minus_ones, agrees) + apart(ones, disagrees);
        }
        if off_turned < off / 2 { Sign::Disagree } else { Sign::Agree }
    }
}

fn known(comments: &[Comment]) -> HashSet<u32> {
    comments.iter().map(|comment| comment.id).collect()
}

/// A file in hand, and what was found wrong with it.
struct Reading<R> {
    table: Table<R>,
    problems: Problems<Kind>,
}

impl<R: Read> Reading<R> {
    fn open(file: R, most: usize) -> Result<Self, Problems<Kind>> {
        let mut problems = Problems::up_to(most);
        let options = Options { columns: COLUMNS, ..Options::default() };
        match Table::open(file, options) {
            Ok(table) => Ok(Self { table, problems }),
            Err(faults) => {
                faults.into_iter().for_each(|fault| problems.push(of_table(fault)));
                Err(problems)
            }
        }
    }

    /// The columns with these headers.
    fn needed<const N: usize>(
        &mut self,
        names: [&'static str; N],
    ) -> Result<[usize; N], Problems<Kind>> {
        let columns = names.map(|name| self.table.column(name));
        for (name, column) in names.iter().zip(columns) {
            if column.is_none() {
                self.problems.push(Problem { line: 1, column: None, kind: Kind::NoColumn(name) });
            }
        }
        if self.problems.is_empty() {
            Ok(columns.map(Option::unwrap_or_default))
        } else {
            Err(self.problems.clone())
        }
    }

    /// The next row that can be read.
    fn row(&mut self) -> Option<Row> {
        loop {
            match self.table.next()? {
                Ok(row) => return Some(row),
                Err(fault) => self.problems.push(of_table(fault)),
            }
        }
    }

    fn fault(&mut self, row: &Row, column: usize, kind: Kind) {
        let column = self.table.headers().get(column).cloned();
        self.problems.push(Problem { line: row.line, column, kind });
    }

    fn parsed<T>(
        &mut self,
        row: &Row,
        column: usize,
        kind: Kind,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let value = row.get(column).map(str::trim).and_then(read);
        if value.is_none() {
            self.fault(row, column, kind);
        }
        value
    }

    fn whole(&mut self, row: &Row, column: usize) -> Option<u64> {
        self.parsed(row, column, Kind::NotNumber, |cell| cell.parse().ok())
    }

    fn number(&mut self, row: &Row, column: usize) -> Option<u32> {
        self.parsed(row, column, Kind::NotNumber, |cell| cell.parse().ok())
    }

    /// 1, 0 or -1.
    fn sign(&mut self, row: &Row, column: usize, kind: Kind) -> Option<i8> {
        let read = |cell: &str| cell.parse().ok().filter(|value| (-1..=1).contains(value));
        self.parsed(row, column, kind, read)
    }

    fn known(&mut self, row: &Row, column: usize, known: &HashSet<u32>) -> Option<u32> {
        let number = self.number(row, column)?;
        if !known.contains(&number) {
            self.fault(row, column, Kind::UnknownStatement);
        }
        Some(number)
    }

    fn done<T>(self, found: T) -> Result<T, Problems<Kind>> {
        if self.problems.is_empty() { Ok(found) } else { Err(self.problems) }
    }
}

fn of_table(problem: Problem) -> Problem<Kind> {
    let Problem { line, column, kind } = problem;
    Problem { line, column, kind: Kind::Table(kind) }
}
