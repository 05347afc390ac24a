//! Benchmarks of `disclosure`.
//!
//! The least that any program would have to do is reckoned as reading every figure once with its
//! place in the sums that hold it: sixteen bytes for the figure, eight for each place, and one
//! addition for each. Finding the cheapest pattern is NP-hard, so there is no such figure for it.

use crate::{Case, Measured, Outcome, timed};
use disclosure::{Dimension, Entry, Method, Protection, Rules, Table, Threshold, Why};

pub(crate) const CASES: &[Case] = &[
    Case {
        name: "protect-20x20",
        what: "Protect a table of 20 × 20 counts with totals, threshold 10",
        milliseconds: Some(100.0),
        megabytes: None,
        work: || protect(vec![Dimension::flat(20), Dimension::flat(20)], 30),
    },
    Case {
        name: "protect-1000-linked",
        what: "Protect 1,000 areas by age, linked through wards, communities and the whole",
        milliseconds: Some(5_000.0),
        megabytes: None,
        work: || protect(vec![areas()?, Dimension::flat(6)], 30),
    },
];

/// A programme of 10 communities of 10 wards of 10 small areas.
fn areas() -> Outcome<Dimension> {
    let communities = (0..10).map(|_| 0);
    let wards = (0..100).map(|ward| 1 + ward / 10);
    let areas = (0..1_000).map(|area| 11 + area / 10);
    Ok(Dimension::tree(&communities.chain(wards).chain(areas).collect::<Vec<_>>())?)
}

/// Counts from a fixed generator: a quarter of the product of two numbers up to `most`.
fn protect(ways: Vec<Dimension>, most: u64) -> Outcome<Measured> {
    let mut state = 1_u64;
    let mut next = |below: u64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let cells: usize = ways.iter().map(|way| way.leaves().len()).product();
    let entries: Vec<Entry> =
        (0..cells).map(|_| Entry::Count(next(most) * (next(most) + 1) / 4)).collect();
    let table = Table::counts(Rules::new(Threshold::OUTCOMES), ways, &entries)?;
    let (times, protected) = timed(9, || table.protect());
    let held: usize =
        table.system().relations().iter().map(|relation| relation.parts.len() + 1).sum();
    Ok(Measured {
        times,
        multiply_adds: held as f64,
        bytes: (16 * table.system().figures().len() + 8 * held) as f64,
        result: said(&protected?.protection),
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
