//! Who is in the conversation, and base clusters: at most a hundred places that stand for them.

use crate::cluster::{Cluster, Points, kmeans};
use crate::position::Position;
use crate::votes::Votes;
use std::collections::BTreeSet;
use std::num::NonZeroUsize;

/// So many votes put a participant into the conversation, or all statements where there are fewer.
const ENOUGH_VOTES: usize = 7;
/// With fewer participants than this in it, those who voted most are let in.
const ENOUGH_PARTICIPANTS: usize = 15;
/// At most so many base clusters,
const CLUSTERS: usize = 100;
/// found in so many steps.
const STEPS: usize = 100;

/// The rows of those who are in the conversation: who voted on seven statements (on all, if there
/// are fewer), whoever was in it before (`kept`), and those who voted most until they are
/// fifteen; of two who voted as much, the one with the smaller number.
pub(crate) fn in_conversation(votes: &Votes, kept: &BTreeSet<u32>) -> Vec<usize> {
    let enough = ENOUGH_VOTES.min(votes.statements().len());
    let (mut inside, mut outside) = (Vec::new(), Vec::new());
    for (at, row) in votes.all().enumerate() {
        if row.count() >= enough || kept.contains(&row.participant) {
            inside.push(at);
        } else {
            outside.push((usize::MAX - row.count(), at));
        }
    }
    outside.sort_unstable();
    let missing = ENOUGH_PARTICIPANTS.saturating_sub(inside.len());
    inside.extend(outside.into_iter().take(missing).map(|(_, at)| at));
    inside.sort_unstable();
    inside
}

/// The base clusters of `places`, grown from `starts` or else from the first hundred places that
/// differ.
pub(crate) fn clusters(
    places: &[Position],
    starts: Option<&[Position]>,
    threads: NonZeroUsize,
) -> Vec<Cluster> {
    let points = Points { places, weights: None };
    match starts {
        Some(starts) => kmeans(points, starts, STEPS, threads),
        None => kmeans(points, &first_distinct(places, CLUSTERS), STEPS, threads),
    }
}

/// The first so many places that differ from all before them.
pub(crate) fn first_distinct(places: &[Position], most: usize) -> Vec<Position> {
    let mut seen = BTreeSet::new();
    let bits = |place: &Position| place.map(|at| (at + 0.0).to_bits());
    places.iter().filter(|place| seen.insert(bits(place))).take(most).copied().collect()
}
