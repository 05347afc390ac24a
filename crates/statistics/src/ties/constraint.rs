//! Burt's constraint: how far somebody's contacts are one another's, so that no gap is left to bridge.

use super::Network;
use std::collections::BTreeMap;

/// Each person's constraint: low where contacts are strangers to one another, so that the person
/// bridges a structural hole; none for somebody without ties. With ties of one strength it lies
/// above 0 and reaches 1.125 at most.
///
/// For contacts j of i: the sum of (p_ij + sum over q of p_iq p_qj)², where p_ij is the share of
/// i's ties that goes to j; a tie that is returned counts twice. O(ties^1.5 × log degree), whoever knows everybody.
///
/// Source: Burt, R. S. (1992). Structural holes: the social structure of competition, pages
/// 54-55.
pub fn constraint(network: &Network) -> Vec<Option<f64>> {
    let shares: Vec<BTreeMap<usize, f64>> =
        (0..network.people()).map(|person| shares(network, person)).collect();
    let of = |person: usize| shares.get(person);
    (0..network.people())
        .map(|person| {
            let own = of(person).filter(|own| !own.is_empty())?;
            let mut invested = own.clone();
            for (through, share) in own {
                let Some(theirs) = of(*through) else { continue };
                // By the shorter of the two lists, or one who knows everybody costs a square.
                if theirs.len() < invested.len() {
                    for (contact, onward) in theirs {
                        if let Some(invested) = invested.get_mut(contact) {
                            *invested += share * onward;
                        }
                    }
                } else {
                    for (contact, invested) in &mut invested {
                        *invested += share * theirs.get(contact).unwrap_or(&0.0);
                    }
                }
            }
            Some(invested.values().map(|invested| invested * invested).sum())
        })
        .collect()
}

/// The share of somebody's ties that goes to, or comes from, each contact.
fn shares(network: &Network, person: usize) -> BTreeMap<usize, f64> {
    let (out, into) = (network.successors(person), network.predecessors(person));
    let one = 1.0 / (out.len() + into.len()) as f64;
    let mut shares = BTreeMap::new();
    for contact in out.iter().chain(into) {
        *shares.entry(*contact).or_insert(0.0) += one;
    }
    shares
}
