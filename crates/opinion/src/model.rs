//! What goes in besides votes, and what comes out.

use crate::cluster::Cluster;
use crate::components::Components;
use crate::consensus::{Consensus, Divisive};
use crate::group::Smoothing;
use crate::position::Position;
use crate::representative::Representative;
use crate::tally::Tally;
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;

/// What moderators decided about statements.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moderation {
    /// Statements that were rejected: their votes move nobody, and they stand for nobody.
    pub rejected: BTreeSet<u32>,
    /// Statements about the participants themselves ("I live in the valley"): the same, but they
    /// are shown to everybody.
    pub metadata: BTreeSet<u32>,
}

/// How to look.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// How many threads may work; the answer is the same.
    pub threads: NonZeroUsize,
    /// No group with fewer participants than this is ever formed.
    pub smallest: u64,
    /// So many groups, whatever the silhouettes say.
    pub k: Option<usize>,
    /// Centres to start from instead of those that follow from the votes.
    pub starts: Starts,
}

/// One thread, groups of five or more, as many as stand apart best.
impl Default for Settings {
    fn default() -> Self {
        Self { threads: NonZeroUsize::MIN, smallest: 5, k: None, starts: Starts::default() }
    }
}

/// Where k-means starts. Somebody else's final centres, such as another program's, are found
/// again by starting from them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Starts {
    /// For base clusters.
    pub base: Option<Vec<Position>>,
    /// For groups; their number is then the number of groups.
    pub groups: Option<Vec<Position>>,
}

/// What the next look at the same conversation needs of this one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// Where the axes were.
    pub components: Components,
    /// How many groups there were lately.
    pub smoothing: Option<Smoothing>,
    /// Who is in the conversation: whoever is once in stays in.
    pub kept: BTreeSet<u32>,
    /// The number of each participant's group, so that groups keep their numbers.
    pub groups: BTreeMap<u32, usize>,
}

/// A participant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Participant {
    /// Who.
    pub id: u32,
    /// On how many statements they voted.
    pub votes: usize,
    /// Where they stand.
    pub position: Position,
    /// The number of their group; none for those who are not in the conversation, or stand apart
    /// ([`Opinions::apart`]).
    pub group: Option<usize>,
}

/// A statement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Statement {
    /// Which.
    pub id: u32,
    /// Whether it is left out of the mathematics, being rejected or metadata.
    pub left_out: bool,
    /// Everybody's votes.
    pub tally: Tally,
    /// Where somebody stands who agreed with it and voted on nothing else.
    pub position: Position,
    /// How far that is from the middle.
    pub extremity: f64,
    /// How much more often than others it is to be shown; 0 or more.
    pub priority: f64,
    /// The groups' shares of agreement multiplied, between 0 and 1: high where every group
    /// agrees. None where there are no groups.
    pub group_consensus: Option<f64>,
}

/// People who vote alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its number; the same as before where most of its people are the same.
    pub id: usize,
    /// The mean position of its base clusters, by their size.
    pub centre: Position,
    /// Who is in it, ascending.
    pub members: Vec<u32>,
    /// Its votes on each statement, in the order of [`Opinions::statements`].
    pub tallies: Vec<Tally>,
    /// What it says that the others don't.
    pub representative: Vec<Representative>,
}

/// How well so many groups stand apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Silhouette {
    /// How many groups.
    pub k: usize,
    /// The mean silhouette of the base clusters, from -1 to 1.
    pub value: f64,
    /// Whether every one of these groups is large enough to be told of.
    pub large_enough: bool,
}

/// What the votes say.
#[derive(Clone, Debug, PartialEq)]
pub struct Opinions {
    /// The axes along which people differ.
    pub components: Components,
    /// Those who voted, by their number.
    pub participants: Vec<Participant>,
    /// What was voted on, by its number.
    pub statements: Vec<Statement>,
    /// Base clusters; members are places in [`Self::participants`].
    pub base: Vec<Cluster>,
    /// How well each number of groups stands apart.
    pub silhouettes: Vec<Silhouette>,
    /// The groups; empty where no number of groups is large enough to be told of.
    pub groups: Vec<Group>,
    /// Who is in the conversation and in no group, ascending: they stand so far apart from all others
    /// that with them no grouping was large enough. Nobody where a grouping of all was.
    pub apart: Vec<u32>,
    /// What most think.
    pub consensus: Consensus,
    /// What divides the groups.
    pub divisive: Vec<Divisive>,
    /// What the next look needs.
    pub history: History,
}
