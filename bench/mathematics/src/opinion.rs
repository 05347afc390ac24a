//! Benchmarks of `opinion`: conversations of three sizes, and one more vote in a live one.

use crate::{Case, Measured, Outcome, timed};
use interchange::polis;
use opinion::{Ballot, Moderation, Opinions, Settings, Vote, Votes, opinions};
use std::fs::File;
use std::num::NonZeroUsize;

pub(crate) const CASES: &[Case] = &[
    Case {
        name: "opinion-bowling-green",
        what: "opinion groups: Bowling Green, 2,031 people, 896 statements, 225,524 votes",
        milliseconds: Some(28.0),
        megabytes: None,
        work: bowling_green,
    },
    Case {
        name: "opinion-10000",
        what: "opinion groups: 10,000 people, 500 statements, 600,000 votes",
        milliseconds: None,
        megabytes: None,
        work: || invented(10_000, 500, 120, 5),
    },
    Case {
        name: "opinion-100000",
        what: "opinion groups: 100,000 people, 1,000 statements, 5,000,000 votes",
        milliseconds: Some(4_000.0),
        megabytes: Some(500.0),
        work: || invented(100_000, 1_000, 50, 3),
    },
    Case {
        name: "opinion-live",
        what: "one more vote in a live conversation of 10,000 people and 600,000 votes",
        milliseconds: Some(50.0),
        megabytes: None,
        work: live,
    },
];

fn settings() -> Settings {
    let threads = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    Settings { threads, ..Settings::default() }
}

fn bowling_green() -> Outcome<Measured> {
    let folder = "../shared/data/polis/american-assembly.bowling-green";
    let open = |name: &str| {
        File::open(format!("{folder}/{name}")).map_err(|_| "skipped: no shared data (polis)")
    };
    let comments = polis::comments(open("comments.csv")?, 1).map_err(|_| "comments.csv is bad")?;
    let read = polis::participants_votes(open("participants-votes.csv")?, &comments, 1)
        .map_err(|_| "participants-votes.csv is bad")?;
    let ballots: Vec<Ballot> = read
        .votes
        .iter()
        .filter_map(|cast| {
            let vote = Vote::from_value(i64::from(cast.value))?;
            Some(Ballot { participant: cast.participant, statement: cast.statement, vote })
        })
        .collect();
    let rejected = comments.iter().filter(|comment| comment.moderated < 0);
    let moderation = Moderation {
        rejected: rejected.map(|comment| comment.id).collect(),
        ..Moderation::default()
    };
    measured(&ballots, &moderation, 15)
}

fn invented(people: u32, statements: u32, per_mille: u64, repetitions: usize) -> Outcome<Measured> {
    let ballots: Vec<Ballot> = ballots(people, statements, per_mille).collect();
    measured(&ballots, &Moderation::default(), repetitions)
}

/// From ballots, in the order in which the peer is given them, to groups with what they say.
fn measured(ballots: &[Ballot], moderation: &Moderation, repetitions: usize) -> Outcome<Measured> {
    let (times, found) = timed(repetitions, || {
        Votes::new(ballots.to_vec()).map(|votes| opinions(&votes, moderation, &settings(), None))
    });
    told(times, &found?, ballots.len())
}

fn live() -> Outcome<Measured> {
    let mut votes = Votes::new(ballots(10_000, 500, 120).collect())?;
    let moderation = Moderation::default();
    let mut found = opinions(&votes, &moderation, &settings(), None);
    let mut next = 0;
    let (times, passes) = timed(50, || {
        next += 1;
        let participant = (mixed(next, 1, 5) % 10_000) as u32;
        let statement = (mixed(next, 2, 5) % 500) as u32;
        let vote = if next % 2 == 0 { Vote::Agree } else { Vote::Disagree };
        votes.cast(Ballot { participant, statement, vote });
        found = opinions(&votes, &moderation, &settings(), Some(&found.history));
        found.components.passes
    });
    let mut measured = told(times, &found, votes.count())?;
    measured.result += &format!(", {passes} passes");
    Ok(measured)
}

/// Every pass takes each vote twice with two vectors (five bytes, four multiplications with an
/// addition), and the positions take it once more; all else is small beside that.
fn told(times: Vec<f64>, found: &Opinions, votes: usize) -> Outcome<Measured> {
    let (votes, passes) = (votes as f64, found.components.passes as f64);
    let sizes: Vec<usize> = found.groups.iter().map(|group| group.members.len()).collect();
    Ok(Measured {
        times,
        multiply_adds: votes * (4.0 * passes + 2.0),
        bytes: votes * 5.0 * (passes + 1.0),
        result: format!("{} votes, groups of {sizes:?}, {passes} passes", votes),
    })
}

/// People in three camps. Of every thousand votes that could be, about `per_mille` are cast; a
/// tenth of them pass, the others agree as often as the camp is wont to. `peers/opinion.py` makes
/// the same.
fn ballots(people: u32, statements: u32, per_mille: u64) -> impl Iterator<Item = Ballot> {
    let pairs = (0..people).flat_map(move |one| (0..statements).map(move |other| (one, other)));
    pairs.filter_map(move |(participant, statement)| {
        let (one, other) = (u64::from(participant), u64::from(statement));
        if mixed(one, other, 1) % 1_000 >= per_mille {
            return None;
        }
        let wont = mixed(one % 3, other, 4) % 100;
        let vote = match (mixed(one, other, 2) % 100, mixed(one, other, 3) % 100) {
            (0..10, _) => Vote::Pass,
            (_, agrees) if agrees < wont => Vote::Agree,
            _ => Vote::Disagree,
        };
        Some(Ballot { participant, statement, vote })
    })
}

/// A number that follows from three others and no pattern (SplitMix64's finisher).
fn mixed(one: u64, other: u64, salt: u64) -> u64 {
    let mut bits = (one << 32 | other).wrapping_add(salt.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}
