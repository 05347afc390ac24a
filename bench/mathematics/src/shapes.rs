//! Many shapes of table, protected one after the other: the processor time that each takes, and how much
//! of it is hidden.

use crate::Outcome;
use crate::disclosure::{Next, numbers};
use disclosure::{
    Dimension, Entry, InSystem, Protection, Rules, System, Table, Threshold, Why, Zeros, protect,
};
use std::fs::read_to_string;

/// A count of a table of this size at a place.
type Count = fn(Next<'_>, &[u64], &[u64]) -> u64;

const SHAPES: &[(&str, Count)] = &[
    ("ones", |_, _, _| 1),
    ("ones and twos", |next, _, _| 1 + next(2)),
    ("zeros and ones", |next, _, _| next(2)),
    ("up to 6", |next, _, _| next(7)),
    ("up to 12", |next, _, _| next(13)),
    ("up to 40", |next, _, _| next(41)),
    ("like the 20 × 20", |next, _, _| next(30) * (next(30) + 1) / 4),
    ("all 5", |_, _, _| 5),
    ("all 9, just under the threshold", |_, _, _| 9),
    ("all 10, at the threshold", |_, _, _| 10),
    ("9 or 10", |next, _, _| 9 + next(2)),
    (
        "small, one large in each row",
        |next, at, of| {
            if is_large(at, of) { 500 + next(500) } else { 1 + next(3) }
        },
    ),
    ("small or nobody, one large in each row", |next, at, of| {
        if is_large(at, of) { 500 + next(500) } else { next(3) }
    }),
    ("skewed", |next, _, _| 3_000 / (1 + next(1_000))),
    ("very skewed", |next, _, _| 1_000_000 / (1 + next(1_000)).pow(2)),
    ("less in each row and column", |_, at, _| 2_000 / ((first(at) + 1) * (last(at) + 1))),
    ("one in ten small, others nobody", |next, _, _| if next(10) == 0 { 1 + next(12) } else { 0 }),
    (
        "one in fifty small, others nobody",
        |next, _, _| {
            if next(50) == 0 { 1 + next(12) } else { 0 }
        },
    ),
    ("half nobody", |next, _, _| next(2) * (1 + next(20))),
    ("one in a hundred small, others large", |next, _, _| few(next, 100)),
    ("one in twenty small, others large", |next, _, _| few(next, 20)),
    ("one in three small, others large", |next, _, _| few(next, 3)),
    (
        "one in a quarter small, others huge",
        |next, _, _| {
            if next(4) == 0 { next(10) } else { next(1 << 40) }
        },
    ),
    ("blocks of 4 along the middle", |next, at, _| if is_block(at, 4) { 1 + next(15) } else { 0 }),
    (
        "blocks of 10 along the middle",
        |next, at, _| {
            if is_block(at, 10) { 1 + next(15) } else { 0 }
        },
    ),
    ("blocks of 10 along the middle, ones", |_, at, _| u64::from(is_block(at, 10))),
    ("one person in every line", |_, at, _| u64::from(is_block(at, 1))),
    ("ones below the middle", |_, at, _| u64::from(first(at) >= last(at))),
    ("small below the middle", |next, at, _| if first(at) >= last(at) { 1 + next(15) } else { 0 }),
    ("ones and thousands in turn", |_, at, _| if is_even(at) { 1 } else { 1_000 }),
    ("threes and nobody in turn", |_, at, _| if is_even(at) { 0 } else { 3 }),
    ("every other row ones", |next, at, _| if is_even(&[first(at)]) { 1 } else { 50 + next(50) }),
    ("half of the rows small", |next, at, of| {
        if 2 * first(at) < first(of) { 1 + next(3) } else { 100 + next(100) }
    }),
    ("half of the rows ones, others nobody", |_, at, of| u64::from(2 * first(at) < first(of))),
    ("first lines ones, others large", |_, at, _| if at.contains(&0) { 1 } else { 100 }),
    ("first lines large, others ones", |_, at, _| if at.contains(&0) { 100 } else { 1 }),
    ("one small count, others large", |_, at, _| if at.iter().sum::<u64>() == 0 { 1 } else { 100 }),
    (
        "ones along the middle, others large",
        |next, at, _| {
            if is_block(at, 1) { 1 } else { 1_000 + next(1_000) }
        },
    ),
];

/// How many values each way has, and in how many groups where it is a hierarchy; whether zeros are
/// small, and whether a second table of the same people shares the rows.
struct Size {
    name: &'static str,
    ways: &'static [(u64, u64)],
    zeros: Zeros,
    linked: bool,
}

const fn size(name: &'static str, ways: &'static [(u64, u64)]) -> Size {
    Size { name, ways, zeros: Zeros::Safe, linked: false }
}

const SIZES: &[Size] = &[
    size("200 × 200", &[(200, 0), (200, 0)]),
    size("12 × 12 × 12", &[(12, 0), (12, 0), (12, 0)]),
    Size { zeros: Zeros::Small, ..size("200 × 200, zeros small", &[(200, 0), (200, 0)]) },
    Size {
        zeros: Zeros::Small, ..size("12 × 12 × 12, zeros small", &[(12, 0), (12, 0), (12, 0)])
    },
    Size { linked: true, ..size("two of 200 × 100 that share their rows", &[(200, 0), (100, 0)]) },
    size("1 × 40,000", &[(1, 0), (40_000, 0)]),
    size("2 × 20,000", &[(2, 0), (20_000, 0)]),
    size("200 in 14 groups × 200 in 14 groups", &[(200, 14), (200, 14)]),
    size("6 × 6 × 6 × 6", &[(6, 0), (6, 0), (6, 0), (6, 0)]),
];

/// Protects every shape of the sizes whose name holds `wanted`, and prints a line for each.
pub(crate) fn print(wanted: &str) -> Outcome<()> {
    println!(
        "| table | processor time | figures | hidden for themselves | to protect them | at a cost of | at least |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|");
    for size in SIZES.iter().filter(|size| size.name.contains(wanted)) {
        for (name, count) in SHAPES {
            let system = system(size, *count)?;
            let before = processor_seconds()?;
            let protection = protect(&system)?;
            let taken = processor_seconds()? - before;
            println!("| {}: {name} | {taken:.2} s {}", size.name, said(&protection));
        }
    }
    Ok(())
}

fn system(size: &Size, count: Count) -> Outcome<System> {
    let mut next = numbers();
    let of: Vec<u64> = size.ways.iter().map(|way| way.0).collect();
    let counts: Vec<u64> =
        (0..of.iter().product()).map(|cell| count(&mut next, &place(cell, &of), &of)).collect();
    let ways = size.ways.iter().map(|(of, groups)| way(*of, *groups));
    let ways: Vec<Dimension> = ways.collect::<Outcome<_>>()?;
    let rules = Rules { zeros: size.zeros, ..Rules::new(Threshold::OUTCOMES) };
    let table = |counts: &[u64]| {
        let entries: Vec<Entry> = counts.iter().copied().map(Entry::Count).collect();
        Table::counts(rules, ways.clone(), &entries)
    };
    let one = table(&counts)?;
    if !size.linked {
        return Ok(one.system().clone());
    }
    // The same people in each row, otherwise divided.
    let turned = counts.chunks(usize::try_from(last(&of))?).flat_map(|row| {
        let mut row = row.to_vec();
        row.rotate_left(1);
        row
    });
    let other = table(&turned.collect::<Vec<_>>())?;
    let total = |row| Some(((0, one.place(&[row, 0])?), (1, other.place(&[row, 0])?)));
    let shared: Vec<(InSystem, InSystem)> =
        (0..=usize::try_from(first(&of))?).filter_map(total).collect();
    Ok(System::linked(&[one.system(), other.system()], &shared)?.0)
}

fn way(of: u64, groups: u64) -> Outcome<Dimension> {
    let of = usize::try_from(of)?;
    let groups = usize::try_from(groups)?;
    if groups == 0 {
        return Ok(Dimension::flat(of));
    }
    let parents: Vec<usize> =
        (0..groups).map(|_| 0).chain((0..of).map(|leaf| 1 + leaf % groups)).collect();
    Ok(Dimension::tree(&parents)?)
}

/// Where a cell is, the last way running fastest.
fn place(cell: u64, of: &[u64]) -> Vec<u64> {
    let mut rest = cell;
    let mut at: Vec<u64> = of
        .iter()
        .rev()
        .map(|of| {
            let here = rest % of;
            rest /= of;
            here
        })
        .collect();
    at.reverse();
    at
}

fn first(at: &[u64]) -> u64 {
    at.first().copied().unwrap_or_default()
}

fn last(at: &[u64]) -> u64 {
    at.last().copied().unwrap_or_default()
}

fn is_even(at: &[u64]) -> bool {
    at.iter().sum::<u64>().is_multiple_of(2)
}

fn is_block(at: &[u64], size: u64) -> bool {
    at.iter().all(|place| place / size == first(at) / size)
}

fn is_large(at: &[u64], of: &[u64]) -> bool {
    last(at) == 7 * first(at) % last(of)
}

fn few(next: Next<'_>, one_in: u64) -> u64 {
    if next(one_in) == 0 { 1 + next(9) } else { 10 + next(90) }
}

fn said(protection: &Protection) -> String {
    let protects = protection.hidden.iter().flatten().filter(|why| **why == Why::Protects).count();
    format!(
        "| {} | {} | {protects} | {} | {} |",
        protection.hidden.len(),
        protection.hidden.iter().flatten().count() - protects,
        protection.cost,
        protection.lower_bound
    )
}

/// The processor time that this thread has taken: of use where others are busy on the machine.
fn processor_seconds() -> Outcome<f64> {
    let stat = read_to_string("/proc/thread-self/schedstat")?;
    let nanoseconds: f64 = stat.split_whitespace().next().ok_or("no schedstat")?.parse()?;
    Ok(nanoseconds / 1e9)
}
