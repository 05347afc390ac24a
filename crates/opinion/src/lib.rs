//! Opinion groups from votes: who thinks alike, what sets each group apart, and what all agree on.
//!
//! The method is that of the Polis server (Small, Bjorkegren, Erkkilä, Shaw and Megill, Polis:
//! Scaling deliberation by mapping high dimensional opinion spaces, Recerca 26(2), 2021), figure
//! for figure: see the README for where it is matched and how far. Votes go in, [`Opinions`] come
//! out; nothing here reads a file or a clock, and the same votes in any order, on any number of
//! threads, give the same bytes.
//!
//! ```
//! use opinion::{Ballot, Moderation, Settings, Vote, Votes, opinions};
//!
//! // Twelve people, two camps, and one statement on which all agree.
//! let ballots = (0..12).flat_map(|participant| {
//!     let (one, other) = if participant < 6 {
//!         (Vote::Agree, Vote::Disagree)
//!     } else {
//!         (Vote::Disagree, Vote::Agree)
//!     };
//!     [one, other, Vote::Agree]
//!         .into_iter()
//!         .zip(1..)
//!         .map(move |(vote, statement)| Ballot { participant, statement, vote })
//! });
//! let votes = Votes::new(ballots.collect()).unwrap();
//! let found = opinions(&votes, &Moderation::default(), &Settings::default(), None);
//! assert_eq!(found.groups.len(), 2);
//! assert_eq!(found.consensus.agree[0].statement, 3);
//! ```

mod base;
mod chunks;
mod cluster;
mod components;
mod consensus;
mod eigen;
mod group;
mod model;
mod opinions;
mod position;
mod priority;
mod proportion;
mod representative;
mod tally;
mod votes;

pub use cluster::Cluster;
pub use components::Components;
pub use consensus::{Agreed, Consensus, Divisive};
pub use group::Smoothing;
pub use model::{
    Group, History, Moderation, Opinions, Participant, Settings, Silhouette, Starts, Statement,
};
pub use opinions::opinions;
pub use position::Position;
pub use representative::Representative;
pub use tally::Tally;
pub use votes::{Ballot, NotVotes, Row, Vote, Votes};
