//! Benchmarks of `disclosure`.
//!
//! The least that any program would have to do is reckoned as reading every figure once with its
//! place in the sums that hold it: sixteen bytes for the figure, eight for each place, and one
//! addition for each. Finding the cheapest pattern is NP-hard, so there is no such figure for it.

use crate::{Case, Measured, Outcome, timed};
use disclosure::{
    Dimension, Entry, InSystem, Method, Protection, Rules, System, Table, Threshold, Why, protect,
};

pub(crate) const CASES: &[Case] = &[
    Case {
        name: "protect-20x20",
        what: "Protect a table of 20 × 20 counts with totals, threshold 10",
        milliseconds: Some(100.0),
        megabytes: None,
        work: || measured(table(vec![Dimension::flat(20), Dimension::flat(20)])?.system()),
    },
    Case {
        name: "protect-1000-linked",
        what: "Protect 1,000 areas by age, linked through wards, communities and the whole",
        milliseconds: Some(5_000.0),
        megabytes: None,
        work: || measured(table(vec![areas()?, Dimension::flat(6)])?.system()),
    },
    Case {
        name: "protect-2000-linked",
        what: "The same, by age and by sex: two tables for each area, which share its total",
        milliseconds: None,
        megabytes: None,
        work: || measured(&by_age_and_by_sex()?),
    },
];

/// A programme of 10 communities of 10 wards of 10 small areas.
fn areas() -> Outcome<Dimension> {
    let communities = (0..10).map(|_| 0);
    let wards = (0..100).map(|ward| 1 + ward / 10);
    let areas = (0..1_000).map(|area| 11 + area / 10);
    Ok(Dimension::tree(&communities.chain(wards).chain(areas).collect::<Vec<_>>())?)
}

/// Counts from a fixed generator: a quarter of the product of two numbers up to 30.
fn counts(cells: usize) -> Vec<u64> {
    let mut state = 1_u64;
    let mut next = move |below: u64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    (0..cells).map(|_| next(30) * (next(30) + 1) / 4).collect()
}

fn table(ways: Vec<Dimension>) -> Outcome<Table> {
    let counts = counts(ways.iter().map(|way| way.leaves().len()).product());
    let entries: Vec<Entry> = counts.into_iter().map(Entry::Count).collect();
    Ok(Table::counts(Rules::new(Threshold::OUTCOMES), ways, &entries)?)
}

/// Each area's people by six ages and by three sexes, of the same counts by both.
fn by_age_and_by_sex() -> Outcome<System> {
    // By area, then age, then sex; a tenth of the usual, so that areas are small.
    let counts: Vec<u64> = counts(18_000).into_iter().map(|count| count / 10).collect();
    let rules = Rules::new(Threshold::OUTCOMES);
    let areas = areas()?;
    let ages: Vec<Entry> = counts.chunks(3).map(|age| Entry::Count(age.iter().sum())).collect();
    let sex = |area: &[u64], sex| Entry::Count(area.iter().skip(sex).step_by(3).sum());
    let sexes: Vec<Entry> =
        counts.chunks(18).flat_map(|area| (0..3).map(move |at| sex(area, at))).collect();
    let by_age = Table::counts(rules, vec![areas.clone(), Dimension::flat(6)], &ages)?;
    let by_sex = Table::counts(rules, vec![areas.clone(), Dimension::flat(3)], &sexes)?;
    let total = |area| Some(((0, by_age.place(&[area, 0])?), (1, by_sex.place(&[area, 0])?)));
    let shared: Vec<(InSystem, InSystem)> = (0..areas.nodes()).filter_map(total).collect();
    Ok(System::linked(&[by_age.system(), by_sex.system()], &shared)?.0)
}

fn measured(system: &System) -> Outcome<Measured> {
    let (times, protection) = timed(5, || protect(system));
    let held: usize = system.relations().iter().map(|relation| relation.parts.len() + 1).sum();
    Ok(Measured {
        times,
        multiply_adds: held as f64,
        bytes: (16 * system.figures().len() + 8 * held) as f64,
        result: said(&protection?),
    })
}

fn said(protection: &Protection) -> String {
    let hidden = |wanted: &dyn Fn(Why) -> bool| {
        protection.hidden.iter().flatten().filter(|why| wanted(**why)).count()
    };
    let method = match protection.method {
        Method::Exact => "the cheapest",
        Method::Heuristic => "found by dual ascent",
    };
    format!(
        "{} figures, {} hidden for themselves and {} to protect them, at a cost of {}, \
         at least {}, {method}",
        protection.hidden.len(),
        hidden(&|why| why != Why::Protects),
        hidden(&|why| why == Why::Protects),
        protection.cost,
        protection.lower_bound,
    )
}
