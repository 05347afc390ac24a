//! The bound on the work, held against the shapes of table that take most of it. In steps, which are the
//! same everywhere.

use crate::budget::Budget;
use crate::closing::LAST_STEPS;
use crate::protect::{MOST_STEPS, search};
use crate::{Dimension, Entry, Figure, InSystem, Rules, State, System, Table, Threshold};

/// How many steps past the end each figure may take: to be protected by the totals above it.
const FOR_EACH: u64 = 150;

/// The most that may be taken of so many steps. An attack that was begun before the end is finished, and none is
/// begun that is expected to take more than a sixtieth.
fn most(system: &System, steps: u64) -> u64 {
    steps + steps / 30 + FOR_EACH * system.figures().len() as u64
}

#[track_caller]
fn check(name: &str, system: &System, steps: u64) {
    let budget = Budget::for_many(steps);
    assert!(search(system, &budget).is_ok(), "{name}");
    let taken = budget.taken();
    assert!(taken <= most(system, steps), "{name}: {taken} of {steps}");
}

/// A generator, fixed: a number below another.
fn numbers() -> impl FnMut(u64) -> u64 {
    let mut state = 1_u64;
    move |below| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    }
}

fn table(of: &[usize], mut count: impl FnMut(&[usize]) -> u64) -> Table {
    let cells: usize = of.iter().product();
    let entries = (0..cells).map(|cell| {
        let mut rest = cell;
        let mut at: Vec<usize> = of
            .iter()
            .rev()
            .map(|of| {
                let here = rest % of;
                rest /= of;
                here
            })
            .collect();
        at.reverse();
        Entry::Count(count(&at))
    });
    let ways = of.iter().map(|of| Dimension::flat(*of)).collect();
    Table::counts(Rules::new(Threshold::OUTCOMES), ways, &entries.collect::<Vec<_>>()).unwrap()
}

/// The shapes that took longest, of tables of this size.
fn shapes(of: &[usize]) -> Vec<(&'static str, Table)> {
    let (mut one, mut other, mut third) = (numbers(), numbers(), numbers());
    let is_large = |at: &[usize]| at[at.len() - 1] == 7 * at[0] % of[of.len() - 1];
    vec![
        ("ones", table(of, |_| 1)),
        ("zeros and ones", table(of, |_| one(2))),
        ("up to six", table(of, |_| other(7))),
        ("one large in each row", table(of, |at| if is_large(at) { 700 } else { 1 })),
        ("nine and ten", table(of, |_| 9 + third(2))),
        ("ones and hundreds", table(of, |at| if at[0] % 2 == 0 { 1 } else { 100 + at[1] as u64 })),
        ("blocks of ones", table(of, |at| u64::from(at[0] / 10 == at[1] / 10))),
    ]
}

#[test]
fn no_shape_of_table_takes_more_than_the_steps() {
    for of in [&[200, 200][..], &[12, 12, 12]] {
        for (name, table) in shapes(of) {
            for steps in [0, 100_000, 10_000_000] {
                check(name, table.system(), steps);
            }
        }
    }
}

#[test]
fn the_worst_shapes_take_no_more_than_the_most_steps() {
    let [large, deep] = [&[200, 200][..], &[12, 12, 12]].map(shapes);
    for (name, table) in [&large[1], &large[3], &deep[2], &deep[4]] {
        check(name, table.system(), MOST_STEPS);
    }
    // Two that share their rows.
    let (one, other) = (
        &large[2].1,
        table(&[200, 200], |at| {
            let place = large[2].1.place(&[at[0] + 1, 1 + (at[1] + at[0]) % 200]).unwrap();
            u64::try_from(large[2].1.system().figures()[place].value).unwrap()
        }),
    );
    let shared: Vec<(InSystem, InSystem)> = (0..=200)
        .map(|row| ((0, one.place(&[row, 0]).unwrap()), (1, other.place(&[row, 0]).unwrap())))
        .collect();
    let (joint, _) = System::linked(&[one.system(), other.system()], &shared).unwrap();
    check("two that share their rows", &joint, MOST_STEPS);
}

#[test]
fn where_totals_are_known_no_more_than_the_last_steps_are_taken() {
    let shapes = shapes(&[12, 12, 12]);
    let table = &shapes[2].1;
    let figure = |(place, figure): (usize, &Figure)| match place {
        // Lines of the first way, which are totals of nothing but what is innermost.
        _ if figure.state == State::Free && place < 169 => {
            Figure { state: State::Known, ..*figure }
        }
        _ => *figure,
    };
    let figures = table.system().figures().iter().enumerate().map(figure).collect();
    let system = System::new(figures, table.system().relations().to_vec()).unwrap();
    let budget = Budget::for_many(0);
    let found = search(&system, &budget);
    let taken = budget.taken();
    assert!(taken > most(&system, 0), "{taken}");
    assert!(taken <= most(&system, LAST_STEPS), "{taken} {}", found.is_ok());
}
