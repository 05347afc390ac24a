//! Ties beside igraph and networkx.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod oracle;

use oracle::{Beside, numbers};
use statistics::ties::{Kind, Network, bridging, communities, constraint, modularity};

/// A network in which those of one group are tied more often, and the groups.
fn grouped(people: usize, groups: usize, seed: u64, kind: Kind) -> (Network, Vec<usize>) {
    let mut next = numbers(seed);
    let of: Vec<usize> = (0..people).map(|_| next(groups as u64) as usize).collect();
    let mut ties = Vec::new();
    for a in 0..people {
        for b in 0..people {
            let often = if of[a] == of[b] { 250 } else { 30 };
            let both = kind == Kind::Directed || a < b;
            if a != b && both && next(1_000) < often {
                ties.push((a, b));
            }
        }
    }
    (Network::new(people, &ties, kind).unwrap(), of)
}

fn networks() -> Vec<(Network, Vec<usize>)> {
    let kinds = [Kind::Directed, Kind::Undirected];
    let sizes = [(2, 1), (9, 2), (40, 4), (150, 5)];
    sizes
        .into_iter()
        .flat_map(|(people, groups)| kinds.map(|kind| grouped(people, groups, people as u64, kind)))
        .collect()
}

fn python(network: &Network) -> String {
    let directed = if network.kind() == Kind::Directed { "True" } else { "False" };
    format!("g=ig.Graph(n={},edges={:?},directed={directed})", network.people(), network.ties())
}

/// A figure that is not defined, for comparison with a not-a-number that was made into -9.
fn or_none(figure: Option<f64>) -> f64 {
    figure.unwrap_or(-9.0)
}

#[test]
fn igraph_finds_the_same_degrees_density_and_reciprocity() {
    let mut beside = Beside::new("igraph", "import igraph as ig");
    for (network, _) in networks() {
        let mut found: Vec<f64> = Vec::new();
        for degree in network.degrees() {
            found.extend([degree.outgoing as f64, degree.incoming as f64]);
        }
        found.push(network.density().unwrap());
        let mut script = format!(
            "{}\nfor v in g.vs: print(v.degree(mode='out'),v.degree(mode='in'))\n\
             print(g.density())",
            python(&network)
        );
        if let Some(reciprocity) = network.reciprocity() {
            found.push(reciprocity);
            script.push_str("\nprint(g.reciprocity())");
        }
        beside.add(&script, &found);
    }
    beside.compare();
}

#[test]
fn igraph_finds_the_same_modularity_and_share_that_crosses() {
    let mut beside = Beside::new("igraph", "import igraph as ig");
    for (network, groups) in networks() {
        if network.ties().is_empty() {
            continue;
        }
        let known: Vec<Option<usize>> = groups.iter().copied().map(Some).collect();
        let crossing = bridging(&network, &known);
        let script = format!(
            "{}\nm={groups:?}\nx=ig.VertexClustering(g,m).crossing()\n\
             print(g.modularity(m),sum(x),(2*sum(x)-len(x))/len(x))",
            python(&network)
        );
        let modularity = modularity(&network, &groups).unwrap();
        beside.add(&script, &[modularity, crossing.external as f64, crossing.ei_index.unwrap()]);
    }
    beside.compare();
}

#[test]
fn igraph_finds_the_same_constraint() {
    let mut beside = Beside::new("igraph", "import igraph as ig\nimport math");
    for (network, _) in networks() {
        let script = format!(
            "{}\nprint(*[-9 if math.isnan(c) else c for c in g.constraint()])",
            python(&network)
        );
        let found: Vec<f64> = constraint(&network).into_iter().map(or_none).collect();
        beside.add(&script, &found);
    }
    beside.compare();
}

#[test]
fn communities_are_as_good_as_igraphs_or_nearly() {
    let planted = [(60, 3, 1), (150, 5, 2), (300, 6, 3)]
        .map(|(people, groups, seed)| (grouped(people, groups, seed, Kind::Undirected).0, 1e-5));
    // Three ties each, at random: there is nothing to find, and much to find it in.
    let mut next = numbers(9);
    let ties: Vec<(usize, usize)> = (0..600)
        .map(|_| (next(200) as usize, next(200) as usize))
        .filter(|(a, b)| a != b)
        .collect();
    let random = Network::new(200, &ties, Kind::Undirected).unwrap();
    for (network, within) in planted.into_iter().chain([(random, 0.01)]) {
        let script = format!(
            "import igraph as ig, random\nrandom.seed(1)\n{}\n\
             print(g.community_leiden('modularity',n_iterations=-1).modularity)",
            python(&network)
        );
        let Some(wanted) = oracle::ask("igraph", &script) else { return };
        let found = communities(&network, 20, 1).unwrap();
        assert!(found.modularity > wanted[0] - within, "{} {wanted:?}", found.modularity);
    }
}
