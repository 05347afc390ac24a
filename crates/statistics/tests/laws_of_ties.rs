//! What holds of any network.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use proptest::prelude::*;
use statistics::ties::{
    Brokerage, Kind, Network, NoCommunities, NoNetwork, bridging, brokerage, communities,
    constraint, modularity,
};

fn kinds() -> impl Strategy<Value = Kind> {
    prop_oneof![Just(Kind::Directed), Just(Kind::Undirected)]
}

/// People, their ties, and the groups of those who said.
fn people() -> impl Strategy<Value = (usize, Vec<(usize, usize)>, Vec<Option<u8>>)> {
    (1_usize..14).prop_flat_map(|people| {
        let ties = prop::collection::vec((0..people, 0..people), 0..40).prop_map(|ties| {
            ties.into_iter().filter(|(a, b)| a != b).collect::<Vec<(usize, usize)>>()
        });
        let groups = prop::collection::vec(prop::option::weighted(0.8, 0_u8..3), people);
        (Just(people), ties, groups)
    })
}

proptest! {
    #[test]
    fn figures_stay_within_their_bounds((n, ties, groups) in people(), kind in kinds()) {
        let network = Network::new(n, &ties, kind).unwrap();
        let within = |figure: Option<f64>, low: f64, high: f64| {
            figure.is_none_or(|figure| (low - 1e-12..=high + 1e-12).contains(&figure))
        };
        prop_assert!(within(network.density(), 0.0, 1.0));
        prop_assert!(within(network.reciprocity(), 0.0, 1.0));
        prop_assert!(within(modularity(&network, &groups), -1.0, 1.0));
        let crossing = bridging(&network, &groups);
        prop_assert!(within(crossing.ei_index, -1.0, 1.0));
        let all = crossing.internal + crossing.external + crossing.unknown;
        prop_assert_eq!(all, network.ties().len());
        let between: usize = crossing.between.values().sum();
        prop_assert_eq!(between, crossing.internal + crossing.external);
        for (degree, bound) in network.degrees().iter().zip(constraint(&network)) {
            prop_assert_eq!(bound.is_some(), degree.outgoing + degree.incoming > 0);
            prop_assert!(bound.is_none_or(|bound| bound > 0.0));
            if kind == Kind::Undirected {
                prop_assert!(within(bound, 0.0, 1.125));
            }
        }
        let out: usize = network.degrees().iter().map(|degree| degree.outgoing).sum();
        let times = if kind == Kind::Directed { 1 } else { 2 };
        prop_assert_eq!(out, times * network.ties().len());
    }

    #[test]
    fn neither_the_order_of_ties_nor_saying_one_twice_matters(
        (n, ties, _) in people(), kind in kinds(),
    ) {
        let again: Vec<(usize, usize)> = ties.iter().rev().chain(&ties).copied().collect();
        prop_assert_eq!(Network::new(n, &ties, kind), Network::new(n, &again, kind));
        if kind == Kind::Undirected {
            let turned: Vec<(usize, usize)> = ties.iter().map(|(a, b)| (*b, *a)).collect();
            prop_assert_eq!(Network::new(n, &ties, kind), Network::new(n, &turned, kind));
        }
    }

    #[test]
    fn a_person_by_another_number_is_the_same_person(
        (n, ties, groups) in people(), kind in kinds(),
    ) {
        let turned: Vec<(usize, usize)> =
            ties.iter().map(|(a, b)| (n - 1 - a, n - 1 - b)).collect();
        let turned_groups: Vec<Option<u8>> = groups.iter().rev().copied().collect();
        let one = Network::new(n, &ties, kind).unwrap();
        let other = Network::new(n, &turned, kind).unwrap();
        let brokers: Vec<Brokerage> = brokerage(&other, &turned_groups).into_iter().rev().collect();
        prop_assert_eq!(brokerage(&one, &groups), brokers);
        prop_assert_eq!(bridging(&one, &groups), bridging(&other, &turned_groups));
        let bounds = constraint(&other).into_iter().rev();
        for (bound, turned) in constraint(&one).into_iter().zip(bounds) {
            prop_assert!((bound.unwrap_or(-1.0) - turned.unwrap_or(-1.0)).abs() < 1e-12);
        }
        let of = |network, groups| modularity(network, groups).unwrap_or(-9.0);
        prop_assert!((of(&one, &groups) - of(&other, &turned_groups)).abs() < 1e-12);
    }

    #[test]
    fn brokers_are_those_that_looking_at_every_three_finds(
        (n, ties, groups) in people(), kind in kinds(),
    ) {
        let network = Network::new(n, &ties, kind).unwrap();
        let tied = |a: usize, b: usize| {
            ties.contains(&(a, b)) || kind == Kind::Undirected && ties.contains(&(b, a))
        };
        let mut wanted = vec![Brokerage::default(); n];
        for (a, b, c) in (0..n).flat_map(|a| (0..n).flat_map(move |b| (0..n).map(move |c| (a, b, c)))) {
            if a == c || !tied(a, b) || !tied(b, c) || tied(a, c) {
                continue;
            }
            let (Some(first), Some(own), Some(last)) = (groups[a], groups[b], groups[c]) else {
                continue;
            };
            let roles = &mut wanted[b];
            match () {
                () if first == own && own == last => roles.coordinator += 1,
                () if first == last => roles.consultant += 1,
                () if own == last => roles.gatekeeper += 1,
                () if first == own => roles.representative += 1,
                () => roles.liaison += 1,
            }
        }
        prop_assert_eq!(brokerage(&network, &groups), wanted);
    }

    #[test]
    fn communities_are_connected_the_same_each_time_and_numbered_by_their_first(
        (n, ties, _) in people(), kind in kinds(), seed in any::<u64>(),
    ) {
        let network = Network::new(n, &ties, kind).unwrap();
        let found = match communities(&network, 3, seed) {
            Ok(found) => found,
            Err(why) => {
                prop_assert_eq!(why, NoCommunities::NoTies);
                prop_assert!(ties.is_empty());
                return Ok(());
            }
        };
        prop_assert_eq!(communities(&network, 3, seed), Ok(found.clone()));
        prop_assert_eq!(found.of.len(), n);
        let mut highest = 0;
        for community in &found.of {
            prop_assert!(*community <= highest);
            highest = highest.max(community + 1);
        }
        // Whoever can be reached from a community's first member within it is all of it.
        for community in 0..highest {
            let members: Vec<usize> = (0..n).filter(|who| found.of[*who] == community).collect();
            let mut reached = vec![members[0]];
            let mut at = 0;
            while at < reached.len() {
                for to in 0..n {
                    let tied = network.has(reached[at], to) || network.has(to, reached[at]);
                    if tied && found.of[to] == community && !reached.contains(&to) {
                        reached.push(to);
                    }
                }
                at += 1;
            }
            prop_assert_eq!(reached.len(), members.len());
        }
    }
}

#[test]
fn what_is_no_network_says_why() {
    let new = |people, ties: &[(usize, usize)]| Network::new(people, ties, Kind::Directed);
    assert_eq!(new(2, &[(0, 1), (1, 2)]), Err(NoNetwork::Unknown { tie: 1 }));
    assert_eq!(new(2, &[(0, 1), (1, 1)]), Err(NoNetwork::OwnTie { tie: 1 }));
    assert_eq!(new(usize::MAX, &[]), Err(NoNetwork::TooMany));
    let nobody = new(0, &[]).unwrap();
    assert_eq!((nobody.density(), nobody.reciprocity()), (None, None));
    assert_eq!(communities(&nobody, 1, 0), Err(NoCommunities::NoTies));
    let two = new(2, &[(0, 1)]).unwrap();
    assert_eq!(communities(&two, 0, 0), Err(NoCommunities::Starts));
    assert_eq!(modularity(&two, &[1]), None);
    assert_eq!((two.successors(9), two.predecessors(1)), (&[][..], &[0][..]));
}

#[test]
fn somebody_whom_everybody_knows_costs_no_more_than_others() {
    // A quarter of a million people, one of them tied to all: the pairs are beyond counting singly.
    let others = 250_000;
    let ties: Vec<(usize, usize)> = (1..=others).map(|other| (0, other)).collect();
    let star = Network::new(others + 1, &ties, Kind::Undirected).unwrap();
    let bounds = constraint(&star);
    assert!((bounds[0].unwrap() * others as f64 - 1.0).abs() < 1e-9);
    assert!(bounds[1..].iter().all(|bound| *bound == Some(1.0)));
    let groups: Vec<Option<usize>> = (0..=others).map(|who| Some(who % 2)).collect();
    let found = brokerage(&star, &groups);
    let half = others as u64 / 2;
    let wanted = Brokerage {
        coordinator: half * (half - 1),
        consultant: half * (half - 1),
        gatekeeper: half * half,
        representative: half * half,
        liaison: 0,
    };
    assert_eq!((found[0], found[1]), (wanted, Brokerage::default()));
}

#[test]
fn krackhardt_and_sterns_index_is_one_when_all_ties_cross() {
    // Krackhardt and Stern (1988), page 127: from -1, all within, to 1, all across.
    let groups = ["north", "north", "south", "south"].map(Some);
    let index = |ties: &[(usize, usize)]| {
        bridging(&Network::new(4, ties, Kind::Undirected).unwrap(), &groups).ei_index
    };
    assert_eq!(index(&[(0, 1), (2, 3)]), Some(-1.0));
    assert_eq!(index(&[(0, 2), (1, 3)]), Some(1.0));
    assert_eq!(index(&[(0, 1), (0, 2), (1, 3), (0, 3)]), Some(0.5));
    assert_eq!(index(&[]), None);
}
