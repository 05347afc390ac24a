//! What holds of every system: order does not matter, the largest numbers do no harm, and nothing that
//! sums can be made to hold is left open.

use crate::published::Published;
use disclosure::{
    Asked, Cell, Dimension, Entry, Figure, Method, NotASystem, NotATable, Relation, Rules, State,
    System, Table, Threshold, Why, Zeros, protect,
};
use proptest::prelude::*;

fn flat(rows: usize, columns: usize) -> Vec<Dimension> {
    vec![Dimension::flat(rows), Dimension::flat(columns)]
}

fn table(rules: Rules, rows: usize, counts: &[u64]) -> Table {
    let entries: Vec<Entry> = counts.iter().copied().map(Entry::Count).collect();
    Table::counts(rules, flat(rows, counts.len() / rows), &entries).unwrap()
}

/// Figures of which some are sums of others, in any tangle.
fn tangle() -> impl Strategy<Value = System> {
    let figure = (0_u32..30, 0_u8..8, 0_u64..9, 1_u64..50);
    let parts = prop::collection::btree_set(0_usize..100, 1..5);
    let figures = prop::collection::vec(figure, 1..9);
    (figures, prop::collection::vec(parts, 0..7)).prop_map(|(figures, sums)| {
        let made = |value: i128, state: u8, across, cost| Figure {
            value,
            known: (Some(0), None),
            state: match state {
                0 => State::Known,
                1 | 2 => State::Hidden(Why::Small),
                _ => State::Free,
            },
            asked: Asked { below: 0, above: 0, across },
            cost,
        };
        let mut all: Vec<Figure> = figures
            .into_iter()
            .map(|(value, state, across, cost)| made(value.into(), state, across, cost))
            .collect();
        let mut relations: Vec<Relation> = Vec::new();
        for sum in sums {
            let mut parts: Vec<usize> = sum.into_iter().map(|part| part % all.len()).collect();
            parts.sort_unstable();
            parts.dedup();
            let value: i128 = parts.iter().map(|part| all[*part].value).sum();
            relations.push(Relation { total: all.len(), parts });
            all.push(made(value, 5, 3, 10));
        }
        System::new(all, relations).unwrap()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn in_any_tangle_of_sums_what_is_hidden_stays_as_open_as_asked(system in tangle()) {
        let hidden = match protect(&system) {
            Ok(protection) => protection.hidden,
            // All that could be hidden, hidden, and still too narrow.
            Err(problem) => {
                let figures = system.figures().iter();
                let all: Vec<Option<Why>> = figures
                    .map(|figure| (figure.state != State::Known).then_some(Why::Protects))
                    .collect();
                let (low, high) = published(&system, &all).bounds(problem.figure);
                let asked = system.figures()[problem.figure].asked.across as f64;
                prop_assert!(high - low < asked + 1.0, "{low} to {high} was enough");
                return Ok(());
            }
        };
        let published = published(&system, &hidden);
        for (place, figure) in system.figures().iter().enumerate() {
            match hidden[place] {
                Some(_) => {
                    let (low, high) = published.bounds(place);
                    prop_assert!(high - low >= figure.asked.across as f64 - 1e-6);
                    prop_assert_ne!(figure.state, State::Known);
                }
                None => prop_assert!(!matches!(figure.state, State::Hidden(_))),
            }
        }
    }

    #[test]
    fn the_order_of_rows_and_columns_changes_no_cheapest_cost(
        counts in prop::collection::vec(0_u64..40, 12),
        rows in Just((0..3_usize).collect::<Vec<_>>()).prop_shuffle(),
        columns in Just((0..4_usize).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let rules = Rules::new(Threshold::OUTCOMES);
        let places = rows.iter().flat_map(|row| columns.iter().map(move |column| row * 4 + column));
        let moved: Vec<u64> = places.map(|place| counts[place]).collect();
        let cost = |counts: &[u64]| table(rules, 3, counts).protect().unwrap().protection;
        let (one, other) = (cost(&counts), cost(&moved));
        prop_assert_eq!((one.method, other.method), (Method::Exact, Method::Exact));
        prop_assert_eq!(one.cost, other.cost);
    }

    #[test]
    fn no_counts_and_no_threshold_make_it_panic(
        counts in prop::collection::vec(prop_oneof![any::<u64>(), 0_u64..9, Just(u64::MAX / 8)], 6),
        people in prop_oneof![any::<u64>(), 3_u64..20],
        small in any::<bool>(),
    ) {
        let Ok(threshold) = Threshold::new(people) else { return Ok(()) };
        let zeros = if small { Zeros::Small } else { Zeros::Safe };
        let rules = Rules { threshold, zeros };
        let entries: Vec<Entry> = counts.iter().copied().map(Entry::Count).collect();
        for ways in [flat(2, 3), flat(6, 1), vec![Dimension::flat(6)]] {
            match Table::counts(rules, ways, &entries) {
                Ok(table) => prop_assert!(table.protect().is_ok()),
                Err(problem) => prop_assert_eq!(problem, NotATable::TooLarge),
            }
        }
    }
}

fn published(system: &System, hidden: &[Option<Why>]) -> Published {
    let figures = system.figures().iter().zip(hidden);
    let relations = system.relations().iter();
    Published {
        shown: figures.map(|(f, why)| why.is_none().then_some(f.value as f64)).collect(),
        least: vec![0.0; hidden.len()],
        sums: relations.map(|sum| (sum.total, sum.parts.clone())).collect(),
    }
}

#[test]
fn a_thousand_million_people_are_protected_like_ten() {
    let rules = Rules::new(Threshold::OUTCOMES);
    let billion = 1_000_000_000;
    let shown = table(rules, 2, &[3, billion, billion, billion, 5, billion]).protect().unwrap();
    let small = shown.cells.iter().filter(|cell| **cell == Cell::Hidden { why: Why::Small });
    assert_eq!((small.count(), shown.protection.method), (2, Method::Exact));
}

#[test]
fn a_table_of_nobody_and_one_of_one_cell_are_tables() {
    let rules = Rules::new(Threshold::COUNTS);
    let cells = |counts: &[u64]| table(rules, 1, counts).protect().unwrap().cells;
    assert_eq!(cells(&[0, 0]), vec![Cell::Shown(0); 6]);
    assert_eq!(cells(&[3]), vec![Cell::Hidden { why: Why::Small }; 4]);
    assert_eq!(cells(&[7]), vec![Cell::Shown(7); 4]);
}

#[test]
fn what_is_absent_is_shown_as_such_and_what_is_not_known_hides_its_totals() {
    let rules = Rules::new(Threshold::COUNTS);
    let entries = [Entry::Count(20), Entry::Absent, Entry::Count(30), Entry::NotKnown];
    let found = Table::counts(rules, flat(2, 2), &entries).unwrap();
    let shown = found.protect().unwrap();
    let cell = |nodes: [usize; 2]| shown.cells[found.place(&nodes).unwrap()];
    let not_known = Cell::Hidden { why: Why::NotKnown };
    assert_eq!(
        (cell([1, 1]), cell([1, 2]), cell([1, 0])),
        (Cell::Shown(20), Cell::Absent, Cell::Shown(20))
    );
    assert_eq!(
        (cell([2, 2]), cell([2, 0]), cell([0, 2]), cell([0, 0])),
        (not_known, not_known, not_known, not_known)
    );
    assert_eq!((cell([2, 1]), cell([0, 1])), (Cell::Shown(30), Cell::Shown(50)));
    assert_eq!((found.place(&[3, 0]), found.place(&[0])), (None, None));
}

#[test]
fn what_is_no_table_is_refused() {
    let rules = Rules::new(Threshold::COUNTS);
    let refused = |ways, entries: &[Entry]| Table::counts(rules, ways, entries).unwrap_err();
    let one = Entry::Count(1);
    assert_eq!(refused(Vec::new(), &[]), NotATable::Dimensions(0));
    assert_eq!(refused(flat(2, 2), &[one]), NotATable::Cells { expected: 4, found: 1 });
    assert_eq!(refused(flat(1_000, 1_000), &[]), NotATable::TooManyCells);
    assert_eq!(refused(flat(1, 2), &[Entry::Count(u64::MAX), one]), NotATable::TooLarge);
}

#[test]
fn what_is_no_system_is_refused() {
    let figure = |value| Figure {
        value,
        known: (Some(0), None),
        state: State::Free,
        asked: Asked::default(),
        cost: 1,
    };
    let refused = |values: &[i128], total, parts: &[usize]| {
        let figures = values.iter().copied().map(figure).collect();
        System::new(figures, vec![Relation { total, parts: parts.to_vec() }]).unwrap_err()
    };
    assert_eq!(refused(&[1], 0, &[1]), NotASystem::NoSuchFigure { relation: 0, figure: 1 });
    assert_eq!(refused(&[2, 1], 0, &[1, 1]), NotASystem::Twice { relation: 0, figure: 1 });
    assert_eq!(refused(&[2, 1], 0, &[1]), NotASystem::DoesNotAddUp(0));
    assert_eq!(refused(&[i128::MAX, i128::MAX, 1], 0, &[1, 2]), NotASystem::DoesNotAddUp(0));
    let hidden = Figure { state: State::Hidden(Why::Small), ..figure(-1) };
    assert_eq!(System::new(vec![hidden], Vec::new()).unwrap_err(), NotASystem::OutOfBounds(0));
    let one = System::new(vec![figure(1)], Vec::new()).unwrap();
    let two = System::new(vec![figure(2)], Vec::new()).unwrap();
    let linked = |same| System::linked(&[&one, &two], &[same]).unwrap_err();
    assert_eq!(linked(((0, 0), (1, 0))), NotASystem::Differ(0, 0));
    for pair in [((0, 7), (1, 0)), ((0, 0), (1, 7)), ((0, 0), (2, 0)), ((2, 0), (0, 0))] {
        assert_eq!(linked(pair), NotASystem::NoSuchPair(0));
    }
}

#[test]
fn a_zero_that_one_table_hides_is_not_linked_to_one_that_another_always_shows() {
    let list = |zeros, counts: [u64; 2]| {
        let rules = Rules { threshold: Threshold::COUNTS, zeros };
        table(rules, 1, &counts)
    };
    let (small, safe) = (list(Zeros::Small, [0, 20]), list(Zeros::Safe, [0, 30]));
    let at = small.place(&[1, 1]).unwrap();
    let linked = |systems: [&System; 2]| {
        System::linked(&systems, &[((0, at), (1, at))]).map(|_| ()).unwrap_err()
    };
    let contradict = NotASystem::Contradict(at, at);
    assert_eq!(linked([small.system(), safe.system()]), contradict);
    assert_eq!(linked([safe.system(), small.system()]), contradict);
}
