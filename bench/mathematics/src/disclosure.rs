//! Benchmarks of `disclosure`.
//!
//! The least that any program would have to do is reckoned as reading every figure once with its
//! place in the sums that hold it: sixteen bytes for the figure, eight for each place, and one
//! addition for each. Finding the cheapest pattern is NP-hard, so there is no such figure for it.

use crate::{Case, Measured, Outcome, timed};
use disclosure::{
    Dimension, Dominance, Entry, InSystem, Magnitude, MagnitudeRules, Method, Protection, Rules,
    System, Table, Threshold, Why, protect,
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
    hard("protect-200-usual", "Protect 200 × 200 counts like those of the 20 × 20", || {
        square(200, |next, _, _| next(30) * (next(30) + 1) / 4)
    }),
    hard("protect-30-ones", "30 × 30, all ones", || square(30, |_, _, _| 1)),
    hard("protect-100-ones", "100 × 100, all ones", || square(100, |_, _, _| 1)),
    hard("protect-200-ones", "200 × 200, all ones", || square(200, |_, _, _| 1)),
    hard("protect-200-twos", "200 × 200, ones and twos", || square(200, |next, _, _| 1 + next(2))),
    hard("protect-100-sparse", "100 × 100, one in ten small, the others nobody", || {
        square(100, |next, _, _| if next(10) == 0 { 1 + next(12) } else { 0 })
    }),
    hard("protect-200-sparse", "200 × 200, one in ten small, the others nobody", || {
        square(200, |next, _, _| if next(10) == 0 { 1 + next(12) } else { 0 })
    }),
    hard("protect-200-lone", "200 × 200, one person in every line", || {
        square(200, |_, row, column| u64::from(row == column))
    }),
    hard("protect-200-few-hidden", "200 × 200, large, one in a hundred small", || {
        square(200, |next, _, _| if next(100) == 0 { 1 + next(9) } else { 10 + next(90) })
    }),
    hard("protect-200-dense", "200 × 200, large, one in three small", || {
        square(200, |next, _, _| if next(3) == 0 { 1 + next(9) } else { 10 + next(90) })
    }),
    hard("protect-200-zeros", "200 × 200, half of it nobody", || {
        square(200, |next, _, _| next(2) * (1 + next(20)))
    }),
    hard("protect-200-blocks", "200 × 200, blocks of ten along the middle", || {
        square(200, |next, row, column| if row / 10 == column / 10 { 1 + next(15) } else { 0 })
    }),
    hard("protect-200-blocks-of-ones", "200 × 200, blocks of ten along the middle, ones", || {
        square(200, |_, row, column| u64::from(row / 10 == column / 10))
    }),
    hard("protect-200-linked", "Two of 200 × 200 that share their rows", two_that_share_rows),
    hard("protect-200-magnitudes", "200 × 200 magnitudes, one to six contributors", magnitudes),
    hard("protect-6-cube", "6 × 6 × 6", || cube(6, |next| next(30) * (next(30) + 1) / 4)),
    hard("protect-9-cube", "9 × 9 × 9", || cube(9, |next| next(30) * (next(30) + 1) / 4)),
    hard("protect-12-cube", "12 × 12 × 12", || cube(12, |next| next(30) * (next(30) + 1) / 4)),
    hard("protect-12-cube-ones", "12 × 12 × 12, all ones", || cube(12, |_| 1)),
    hard("protect-12-cube-sparse", "12 × 12 × 12, one in ten small, the others nobody", || {
        cube(12, |next| if next(10) == 0 { 1 + next(12) } else { 0 })
    }),
    hard("protect-12-cube-dense", "12 × 12 × 12, large, one in a hundred small", || {
        cube(12, |next| if next(100) == 0 { 1 + next(9) } else { 10 + next(90) })
    }),
    hard("protect-12-cube-zeros", "12 × 12 × 12, half of it nobody", || {
        cube(12, |next| next(2) * (1 + next(20)))
    }),
];

/// A table of a shape that is hard to protect: twice, and under five seconds.
const fn hard(name: &'static str, what: &'static str, work: fn() -> Outcome<Measured>) -> Case {
    Case { name, what, milliseconds: Some(5_000.0), megabytes: None, work }
}

/// A generator, fixed: a number below another.
pub(crate) fn numbers() -> impl FnMut(u64) -> u64 {
    let mut state = 1_u64;
    move |below: u64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    }
}

/// Such a generator.
pub(crate) type Next<'a> = &'a mut dyn FnMut(u64) -> u64;

fn square(size: u64, count: fn(Next<'_>, u64, u64) -> u64) -> Outcome<Measured> {
    let mut next = numbers();
    let cells = (0..size).flat_map(|row| (0..size).map(move |column| (row, column)));
    let entries: Vec<Entry> =
        cells.map(|(row, column)| Entry::Count(count(&mut next, row, column))).collect();
    let way = Dimension::flat(size as usize);
    let rules = Rules::new(Threshold::OUTCOMES);
    twice(Table::counts(rules, vec![way.clone(), way], &entries)?.system())
}

fn cube(size: usize, count: fn(Next<'_>) -> u64) -> Outcome<Measured> {
    let mut next = numbers();
    let entries: Vec<Entry> = (0..size.pow(3)).map(|_| Entry::Count(count(&mut next))).collect();
    let ways = vec![Dimension::flat(size); 3];
    twice(Table::counts(Rules::new(Threshold::OUTCOMES), ways, &entries)?.system())
}

fn two_that_share_rows() -> Outcome<Measured> {
    let mut next = numbers();
    let rules = Rules::new(Threshold::OUTCOMES);
    let ways = || vec![Dimension::flat(200), Dimension::flat(200)];
    let first: Vec<u64> = (0..40_000).map(|_| next(30) * (next(30) + 1) / 40).collect();
    // The same people in each row, otherwise divided.
    let second: Vec<u64> = first
        .chunks(200)
        .flat_map(|row| {
            let mut row = row.to_vec();
            row.rotate_left(1 + next(199) as usize);
            row
        })
        .collect();
    let table = |counts: &[u64]| {
        let entries: Vec<Entry> = counts.iter().copied().map(Entry::Count).collect();
        Table::counts(rules, ways(), &entries)
    };
    let (first, second) = (table(&first)?, table(&second)?);
    let total = |row| Some(((0, first.place(&[row, 0])?), (1, second.place(&[row, 0])?)));
    let shared: Vec<(InSystem, InSystem)> = (0..=200).filter_map(total).collect();
    twice(&System::linked(&[first.system(), second.system()], &shared)?.0)
}

fn magnitudes() -> Outcome<Measured> {
    let mut next = numbers();
    let rules = MagnitudeRules {
        threshold: Threshold::new(3)?,
        dominance: Dominance::Percent(10),
        range_percent: 10,
    };
    let mut magnitude = || {
        let amounts: Vec<u64> = (0..1 + next(6)).map(|_| 1 + next(100_000)).collect();
        let (total, contributors) = (amounts.iter().sum(), amounts.len() as u64);
        Magnitude { total, contributors, largest: amounts }
    };
    let magnitudes: Vec<Magnitude> = (0..40_000).map(|_| magnitude()).collect();
    let ways = vec![Dimension::flat(200), Dimension::flat(200)];
    twice(Table::magnitudes(rules, ways, &magnitudes)?.system())
}

fn twice(system: &System) -> Outcome<Measured> {
    repeated(system, 2)
}

/// A programme of 10 communities of 10 wards of 10 small areas.
fn areas() -> Outcome<Dimension> {
    let communities = (0..10).map(|_| 0);
    let wards = (0..100).map(|ward| 1 + ward / 10);
    let areas = (0..1_000).map(|area| 11 + area / 10);
    Ok(Dimension::tree(&communities.chain(wards).chain(areas).collect::<Vec<_>>())?)
}

/// Counts from a fixed generator: a quarter of the product of two numbers up to 30.
fn counts(cells: usize) -> Vec<u64> {
    let mut next = numbers();
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
    repeated(system, 5)
}

fn repeated(system: &System, times: usize) -> Outcome<Measured> {
    let (times, protection) = timed(times, || protect(system));
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
