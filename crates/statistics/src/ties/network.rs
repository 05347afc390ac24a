//! A network, its degrees, its density and how often ties are returned.

use std::fmt;

/// The most people a network may have.
pub const MOST: usize = 1_000_000;

/// Whether a tie points from one to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A tie goes from the first to the second: "I asked her for advice".
    Directed,
    /// A tie is between two: "we work together".
    Undirected,
}

/// People, from 0, and the ties among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    kind: Kind,
    people: usize,
    /// In order, each once; of an undirected tie the smaller person first.
    ties: Vec<(usize, usize)>,
    /// For each person those to whom their ties go, in order; of an undirected network, either way.
    out: Vec<Vec<usize>>,
    /// The same for those from whom ties come.
    into: Vec<Vec<usize>>,
}

/// Why ties make no network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoNetwork {
    /// There are more than [`MOST`] people.
    TooMany,
    /// The tie at this position, from 0, names somebody who is not there.
    Unknown {
        /// From 0.
        tie: usize,
    },
    /// The tie at this position, from 0, ties somebody to themselves.
    OwnTie {
        /// From 0.
        tie: usize,
    },
}

impl fmt::Display for NoNetwork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooMany => write!(f, "a network has at most {MOST} people"),
            Self::Unknown { tie } => write!(f, "tie {} names somebody unknown", tie + 1),
            Self::OwnTie { tie } => write!(f, "tie {} ties somebody to themselves", tie + 1),
        }
    }
}

impl std::error::Error for NoNetwork {}

/// How many ties somebody has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Degree {
    /// Ties that go out: those whom they named.
    pub outgoing: usize,
    /// Ties that come in: those who named them. The same as `outgoing` in an undirected network.
    pub incoming: usize,
}

impl Network {
    /// The network of `people` with these ties, each between two of them. O(ties log ties).
    ///
    /// # Errors
    /// [`NoNetwork`] names the first tie that can't be.
    pub fn new(people: usize, ties: &[(usize, usize)], kind: Kind) -> Result<Self, NoNetwork> {
        if people > MOST {
            return Err(NoNetwork::TooMany);
        }
        if let Some(tie) = ties.iter().position(|(a, b)| *a >= people || *b >= people) {
            return Err(NoNetwork::Unknown { tie });
        }
        if let Some(tie) = ties.iter().position(|(a, b)| a == b) {
            return Err(NoNetwork::OwnTie { tie });
        }
        let mut ties = ties.to_vec();
        if kind == Kind::Undirected {
            ties.iter_mut().for_each(|(a, b)| (*a, *b) = ((*a).min(*b), (*a).max(*b)));
        }
        ties.sort_unstable();
        ties.dedup();
        let mut out = vec![Vec::new(); people];
        let mut into = vec![Vec::new(); people];
        let mut add = |from: usize, to: usize| {
            out.get_mut(from).into_iter().for_each(|list: &mut Vec<usize>| list.push(to));
            into.get_mut(to).into_iter().for_each(|list: &mut Vec<usize>| list.push(from));
        };
        for (a, b) in &ties {
            add(*a, *b);
            if kind == Kind::Undirected {
                add(*b, *a);
            }
        }
        out.iter_mut().chain(&mut into).for_each(|list| list.sort_unstable());
        Ok(Self { kind, people, ties, out, into })
    }

    /// Whether ties point.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// How many people there are.
    pub fn people(&self) -> usize {
        self.people
    }

    /// The ties, in order, each once.
    pub fn ties(&self) -> &[(usize, usize)] {
        &self.ties
    }

    /// Those to whom somebody's ties go, in order.
    pub fn successors(&self, person: usize) -> &[usize] {
        self.out.get(person).map_or(&[], Vec::as_slice)
    }

    /// Those from whom ties come to somebody, in order.
    pub fn predecessors(&self, person: usize) -> &[usize] {
        self.into.get(person).map_or(&[], Vec::as_slice)
    }

    /// Each person's ties.
    pub fn degrees(&self) -> Vec<Degree> {
        let both = self.out.iter().zip(&self.into);
        both.map(|(out, into)| Degree { outgoing: out.len(), incoming: into.len() }).collect()
    }

    /// Ties as a share of all that could be, 0 to 1; none with fewer than two people.
    ///
    /// Source: Wasserman, S. & Faust, K. (1994). Social network analysis, sections 4.2.3 and 4.3.3.
    pub fn density(&self) -> Option<f64> {
        let n = self.people as f64;
        let possible = match self.kind {
            Kind::Directed => n * (n - 1.0),
            Kind::Undirected => n * (n - 1.0) / 2.0,
        };
        (self.people > 1).then(|| self.ties.len() as f64 / possible)
    }

    /// The share of ties that are returned, 0 to 1; none in an undirected network, where the
    /// question has no sense, or without ties.
    ///
    /// Source: Wasserman & Faust (1994), section 13.5; the edgewise share, as igraph's default.
    pub fn reciprocity(&self) -> Option<f64> {
        if self.kind == Kind::Undirected || self.ties.is_empty() {
            return None;
        }
        let returned = self.ties.iter().filter(|(a, b)| self.has(*b, *a)).count();
        Some(returned as f64 / self.ties.len() as f64)
    }

    /// Whether a tie goes from one to the other.
    pub fn has(&self, from: usize, to: usize) -> bool {
        self.successors(from).binary_search(&to).is_ok()
    }
}
