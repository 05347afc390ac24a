//! Groups in a network, such as the ones by which people describe themselves: how closed they are, and who bridges.

use super::{Kind, Network};
use std::collections::BTreeMap;

/// The modularity of a partition: the share of ties within groups, less what it would be if the
/// same degrees were tied at random; from -1/2 to 1. None without ties, or unless `groups` names
/// one for each person. What [`bridging`] takes for an unknown group, `None`, is here a group like
/// any other.
///
/// Source: Newman, M. E. J. & Girvan, M. (2004). Finding and evaluating community structure in
/// networks. Physical Review E, 69, 026113; for directed ties Leicht, E. A. & Newman, M. E. J.
/// (2008). Physical Review Letters, 100, 118703.
pub fn modularity<G: Ord>(network: &Network, groups: &[G]) -> Option<f64> {
    if network.ties().is_empty() || groups.len() != network.people() {
        return None;
    }
    let mut ends: BTreeMap<&G, (f64, f64)> = BTreeMap::new();
    for (degree, group) in network.degrees().iter().zip(groups) {
        let ends = ends.entry(group).or_default();
        ends.0 += degree.outgoing as f64;
        ends.1 += degree.incoming as f64;
    }
    let within = network.ties().iter().filter(|(a, b)| groups.get(*a) == groups.get(*b)).count();
    let ties = network.ties().len() as f64;
    // An undirected tie is in the degrees of both its ends.
    let total = match network.kind() {
        Kind::Directed => ties,
        Kind::Undirected => 2.0 * ties,
    };
    let chance: f64 = ends.values().map(|(out, into)| (out / total) * (into / total)).sum();
    Some(within as f64 / ties - chance)
}

/// How ties cross the groups by which people describe themselves.
#[derive(Clone, Debug, PartialEq)]
pub struct Bridging<G> {
    /// Ties within a group.
    pub internal: usize,
    /// Ties between two groups: the bridges.
    pub external: usize,
    /// Ties of somebody whose group is not known, which are in no other figure.
    pub unknown: usize,
    /// The E-I index: external less internal ties over both. -1: all stay within; 1: all cross.
    /// None without a tie whose groups are known.
    ///
    /// Source: Krackhardt, D. & Stern, R. N. (1988). Informal networks and organizational crises.
    /// Social Psychology Quarterly, 51(2), 123-140.
    pub ei_index: Option<f64>,
    /// Ties by the groups of their two ends; in an undirected network the smaller group first.
    /// Pairs of groups without a tie are left out.
    pub between: BTreeMap<(G, G), usize>,
}

/// Counts the ties within and between groups. Someone whose group is not in `groups`, or is
/// `None`, did not say. The share of ties that cross is `external` over both, and each pair of
/// groups that `between` does not name is unbridged. O(ties log groups).
pub fn bridging<G: Ord + Clone>(network: &Network, groups: &[Option<G>]) -> Bridging<G> {
    let of = |person: usize| groups.get(person).and_then(Option::as_ref);
    let (mut internal, mut external, mut unknown) = (0, 0, 0);
    let mut between = BTreeMap::new();
    for (a, b) in network.ties() {
        let (Some(one), Some(other)) = (of(*a), of(*b)) else {
            unknown += 1;
            continue;
        };
        if one == other {
            internal += 1;
        } else {
            external += 1;
        }
        let turned = network.kind() == Kind::Undirected && one > other;
        let pair = if turned { (other, one) } else { (one, other) };
        *between.entry((pair.0.clone(), pair.1.clone())).or_insert(0) += 1;
    }
    let known = internal + external;
    let ei_index = (known > 0).then(|| (external as f64 - internal as f64) / known as f64);
    Bridging { internal, external, unknown, ei_index, between }
}

/// How often somebody stands between two others who are not tied: a to them, they to c, and
/// nothing from a to c. By the groups of the three, a's, the broker's and c's.
///
/// Source: Gould, R. V. & Fernandez, R. M. (1989). Structures of mediation: a formal approach to
/// brokerage in transaction networks. Sociological Methodology, 19, 89-126.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Brokerage {
    /// A A A: within one group.
    pub coordinator: u64,
    /// A B A: between two of a group to which the broker does not belong (also "itinerant").
    pub consultant: u64,
    /// A B B: lets others in to the own group.
    pub gatekeeper: u64,
    /// A A B: carries out of the own group.
    pub representative: u64,
    /// A B C: between two groups, belonging to neither.
    pub liaison: u64,
}

/// Each person's brokerage; triples with somebody whose group is not known are left out. In an
/// undirected network each pair of others counts once in each direction, so that gatekeeper and
/// representative are the same. O(ties^1.5 × log degree), whoever knows everybody: all pairs are
/// counted by group at once, and those who are tied, or are one person, taken off again.
pub fn brokerage<G: Ord>(network: &Network, groups: &[Option<G>]) -> Vec<Brokerage> {
    let of = |person: usize| groups.get(person).and_then(Option::as_ref);
    let mut found: Vec<Brokerage> =
        (0..network.people()).map(|broker| all_pairs(network, groups, broker)).collect();
    let mut take_off = |from: usize, broker: usize, to: usize| {
        if let (Some(first), Some(own), Some(last)) = (of(from), of(broker), of(to))
            && let Some(roles) = found.get_mut(broker)
        {
            *roles.role(first == own, last == own, first == last) -= 1;
        }
    };
    for from in 0..network.people() {
        for to in network.successors(from) {
            if network.has(*to, from) {
                take_off(from, *to, from);
            }
            let (ahead, behind) = (network.successors(from), network.predecessors(*to));
            if ahead.len() < behind.len() {
                let both = ahead.iter().filter(|broker| network.has(**broker, *to));
                both.for_each(|broker| take_off(from, *broker, *to));
            } else {
                let both = behind.iter().filter(|broker| network.has(from, **broker));
                both.for_each(|broker| take_off(from, *broker, *to));
            }
        }
    }
    found
}

impl Brokerage {
    fn role(&mut self, first_is_own: bool, last_is_own: bool, first_is_last: bool) -> &mut u64 {
        match (first_is_own, last_is_own, first_is_last) {
            (true, true, _) => &mut self.coordinator,
            (true, false, _) => &mut self.representative,
            (false, true, _) => &mut self.gatekeeper,
            (false, false, true) => &mut self.consultant,
            (false, false, false) => &mut self.liaison,
        }
    }
}

/// Everybody with a tie to the broker beside everybody with a tie from them, by group.
fn all_pairs<G: Ord>(network: &Network, groups: &[Option<G>], broker: usize) -> Brokerage {
    let of = |person: usize| groups.get(person).and_then(Option::as_ref);
    let Some(own) = of(broker) else { return Brokerage::default() };
    let mut by_group: BTreeMap<&G, (u64, u64)> = BTreeMap::new();
    for group in network.predecessors(broker).iter().filter_map(|from| of(*from)) {
        by_group.entry(group).or_default().0 += 1;
    }
    for group in network.successors(broker).iter().filter_map(|to| of(*to)) {
        by_group.entry(group).or_default().1 += 1;
    }
    let (into, out) = by_group.remove(own).unwrap_or_default();
    let (others_into, others_out) =
        by_group.values().fold((0, 0), |sum, counts| (sum.0 + counts.0, sum.1 + counts.1));
    let consultant = by_group.values().map(|(into, out)| into * out).sum();
    Brokerage {
        coordinator: into * out,
        consultant,
        gatekeeper: others_into * out,
        representative: into * others_out,
        liaison: others_into * others_out - consultant,
    }
}
