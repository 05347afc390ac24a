//! All of it together: from votes to opinion groups with what they say.

use crate::base;
use crate::cluster::{Cluster, Points};
use crate::components::components;
use crate::consensus::{consensus, divisive};
use crate::group::{Groupings, numbered};
use crate::model::{Group, History, Moderation, Opinions, Participant, Settings, Statement};
use crate::position::{self, Position};
use crate::priority::priority;
use crate::proportion;
use crate::representative::representative;
use crate::tally::{self, Tally};
use crate::votes::Votes;
use std::collections::BTreeSet;

/// Finds the opinion groups in `votes`. With `last`, the [`Opinions::history`] of an earlier look
/// at the same conversation, it is quicker, groups keep their numbers, and how many there are
/// changes only after it was best four times in a row. Positions are those that a look without
/// history finds to within 1e-8, up to the signs of the axes, as long as the spreads of the first
/// three directions differ by a ten-thousandth or more; where they don't, see [`crate::Components`].
///
/// Time grows with the votes (some 15 passes over them without history, ten with it, and up to 200
/// where spreads hardly differ) and with the participants (a few look-ups among a hundred base
/// clusters, up to a hundred times).
pub fn opinions(
    votes: &Votes,
    moderation: &Moderation,
    settings: &Settings,
    last: Option<&History>,
) -> Opinions {
    let is_out = |id: &u32| moderation.rejected.contains(id) || moderation.metadata.contains(id);
    let out: Vec<bool> = votes.statements().iter().map(is_out).collect();
    let known = last.map(|last| &last.components).filter(|known| !known.statements.is_empty());
    let components = components(votes, &out, known, settings.threads);
    let positions = position::participants(votes, &components, &out, settings.threads);

    let nobody = BTreeSet::new();
    let inside = base::in_conversation(votes, last.map_or(&nobody, |last| &last.kept));
    let base = base_clusters(&inside, &positions, settings);
    let groupings = groupings(&base, settings);
    let smoothing = groupings.smoothing(last.and_then(|last| last.smoothing));
    let clusters =
        numbered(groupings.chosen(smoothing), &base, votes.participants(), settings, last);

    let group_of = group_of(&clusters, &base, positions.len());
    let (tallies, inside_all, everybody) = tallies(votes, clusters.len(), &group_of, &inside);
    let apart = if clusters.is_empty() { &[] } else { groupings.apart() };
    let rows = apart.iter().filter_map(|at| base.get(*at)).flat_map(|base| &base.members);
    let mut apart: Vec<u32> =
        rows.filter_map(|row| votes.participants().get(*row)).copied().collect();
    apart.sort_unstable();
    let open: Vec<Option<u32>> =
        votes.statements().iter().zip(&out).map(|(id, out)| (!out).then_some(*id)).collect();

    let ids: Vec<usize> = clusters.iter().map(|(id, _)| *id).collect();
    let participants = participants(votes, &positions, &group_of, &ids);
    let statements = position::statements(&components)
        .into_iter()
        .zip(everybody.iter().zip(&inside_all))
        .zip(votes.statements())
        .enumerate()
        .map(|(column, ((position, (tally, inside)), id))| {
            let extremity = position[0].hypot(position[1]);
            Statement {
                id: *id,
                left_out: is_out(id),
                tally: *tally,
                position,
                extremity,
                priority: priority(moderation.metadata.contains(id), *inside, extremity),
                group_consensus: group_consensus(column, &tallies),
            }
        })
        .collect();
    let history = History {
        components: components.clone(),
        smoothing,
        kept: inside.iter().filter_map(|row| votes.participants().get(*row)).copied().collect(),
        groups: participants.iter().filter_map(|one| Some((one.id, one.group?))).collect(),
    };
    Opinions {
        components,
        statements,
        base,
        silhouettes: groupings.silhouettes(),
        divisive: divisive(&open, &ids, &tallies),
        groups: groups(clusters, &participants, tallies, &open),
        consensus: consensus(&open, &everybody),
        apart,
        participants,
        history,
    }
}

/// The base clusters of the rows `inside`; their members are rows.
fn base_clusters(inside: &[usize], positions: &[Position], settings: &Settings) -> Vec<Cluster> {
    let places: Vec<Position> =
        inside.iter().filter_map(|row| positions.get(*row)).copied().collect();
    let mut base = base::clusters(&places, settings.starts.base.as_deref(), settings.threads);
    for member in base.iter_mut().flat_map(|cluster| &mut cluster.members) {
        *member = inside.get(*member).copied().unwrap_or_default();
    }
    base
}

fn groupings(base: &[Cluster], settings: &Settings) -> Groupings {
    let places: Vec<Position> = base.iter().map(|cluster| cluster.centre).collect();
    let weights: Vec<f64> = base.iter().map(|cluster| cluster.members.len() as f64).collect();
    Groupings::of(Points { places: &places, weights: Some(&weights) }, settings)
}

/// The place of each row's group among `clusters`, where it has one.
fn group_of(clusters: &[(usize, Cluster)], base: &[Cluster], rows: usize) -> Vec<Option<usize>> {
    let mut group_of = vec![None; rows];
    for (group, (_, cluster)) in clusters.iter().enumerate() {
        for base in cluster.members.iter().filter_map(|at| base.get(*at)) {
            mark(&mut group_of, &base.members, group);
        }
    }
    group_of
}

/// The votes of each group, of all in the conversation, and of everybody.
fn tallies(
    votes: &Votes,
    groups: usize,
    group_of: &[Option<usize>],
    inside: &[usize],
) -> (Vec<Vec<Tally>>, Vec<Tally>, Vec<Tally>) {
    let statements = votes.statements().len();
    // Whoever is in the conversation and in no group stands apart, and counts by themselves.
    let mut of = group_of.to_vec();
    for row in inside {
        if let Some(of @ None) = of.get_mut(*row) {
            *of = Some(groups);
        }
    }
    let mut split = tally::by_group(votes, groups + 1, &of);
    let everybody = tally::together(&split, statements);
    split.truncate(groups + 1);
    let inside = tally::together(&split, statements);
    split.truncate(groups);
    (split, inside, everybody)
}

fn mark(group_of: &mut [Option<usize>], rows: &[usize], group: usize) {
    for row in rows {
        if let Some(of) = group_of.get_mut(*row) {
            *of = Some(group);
        }
    }
}

fn participants(
    votes: &Votes,
    positions: &[Position],
    group_of: &[Option<usize>],
    ids: &[usize],
) -> Vec<Participant> {
    let one = |((row, position), group): ((crate::votes::Row<'_>, &Position), &Option<usize>)| {
        Participant {
            id: row.participant,
            votes: row.count(),
            position: *position,
            group: group.and_then(|group| ids.get(group)).copied(),
        }
    };
    votes.all().zip(positions).zip(group_of).map(one).collect()
}

fn group_consensus(column: usize, tallies: &[Vec<Tally>]) -> Option<f64> {
    let shares = tallies.iter().filter_map(|tallies| tallies.get(column));
    shares.map(|tally| proportion::share(tally.agree, tally.seen)).reduce(|one, next| one * next)
}

fn groups(
    clusters: Vec<(usize, Cluster)>,
    participants: &[Participant],
    tallies: Vec<Vec<Tally>>,
    open: &[Option<u32>],
) -> Vec<Group> {
    let all = tally::together(&tallies, open.len());
    let group = |((id, cluster), tallies): ((usize, Cluster), Vec<Tally>)| Group {
        id,
        centre: cluster.centre,
        members: participants
            .iter()
            .filter(|one| one.group == Some(id))
            .map(|one| one.id)
            .collect(),
        representative: representative(open, &tallies, &all),
        tallies,
    };
    clusters.into_iter().zip(tallies).map(group).collect()
}
