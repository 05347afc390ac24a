//! Ties between people or organisations: who is tied to whom, who closes a circle, who bridges.
//!
//! A network is simple and unweighted: a tie is there or not, named twice it counts once, and
//! nobody is tied to themselves. In a directed network a tie goes from the one who named it.

mod communities;
mod constraint;
mod groups;
mod network;

pub use communities::{Communities, NoCommunities, STARTS, communities};
pub use constraint::constraint;
pub use groups::{Bridging, Brokerage, bridging, brokerage, modularity};
pub use network::{Degree, Kind, MOST, Network, NoNetwork};
