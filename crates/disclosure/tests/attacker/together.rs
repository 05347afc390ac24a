//! Tables of the same people, in one run and in several, attacked by somebody who knows that they are:
//! every figure is a sum over a whole table of all columns, of which nothing is known but that.

use crate::published::Published;
use disclosure::{
    Cell, Crossed, NotTogether, People, Printed, Rules, Threshold, Zeros, protect_together,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn people(values: &[usize], counts: &[u64]) -> People {
    let mut all: Vec<Vec<usize>> = vec![Vec::new()];
    for of in values {
        all = all
            .iter()
            .flat_map(|before| (0..*of).map(move |value| [before.as_slice(), &[value]].concat()))
            .collect();
    }
    let counts = all.into_iter().zip(counts.iter().copied().cycle()).collect();
    People { values: values.to_vec(), counts }
}

/// All that is published, over the whole table.
fn published(people: &People, tables: &[(Crossed, Vec<Cell>)], floor: u64) -> Published {
    let whole: Vec<&Vec<usize>> = people.counts.keys().collect();
    let mut published = Published {
        shown: vec![None; whole.len()],
        least: vec![0.0; whole.len()],
        sums: Vec::new(),
    };
    for (table, cells) in tables {
        let mut cells = cells.iter();
        for row in 0..=people.values[table.rows] {
            for column in 0..=people.values[table.columns] {
                let counts = |of: &Vec<usize>| {
                    (row == 0 || of[table.rows] == row - 1)
                        && (column == 0 || of[table.columns] == column - 1)
                };
                let parts = (0..whole.len()).filter(|at| counts(whole[*at])).collect();
                published.sums.push((published.shown.len(), parts));
                published.shown.push(cells.next().unwrap().shown().map(|count| count as f64));
                published.least.push(floor as f64);
            }
        }
    }
    published
}

fn across(rules: Rules) -> f64 {
    match rules.zeros {
        Zeros::Safe => rules.threshold.people() as f64 - 2.0,
        Zeros::Small => rules.threshold.people() as f64,
    }
}

/// No hidden figure of any table is known too closely from all of them.
fn check(rules: Rules, people: &People, tables: &[(Crossed, Vec<Cell>)]) -> Result<(), String> {
    let floor = u64::from(rules.zeros == Zeros::Safe);
    let published = published(people, tables, floor);
    let narrow: Vec<_> = published
        .narrow(across(rules))
        .into_iter()
        .filter(|(place, ..)| *place >= people.counts.len())
        .collect();
    if narrow.is_empty() { Ok(()) } else { Err(format!("{narrow:?} of {tables:?}")) }
}

fn printed(tables: &[(Crossed, Vec<Cell>)]) -> Vec<Printed> {
    let one = |(table, cells): &(Crossed, Vec<Cell>)| Printed {
        table: *table,
        shown: cells.iter().map(|cell| cell.shown().is_some()).collect(),
    };
    tables.iter().map(one).collect()
}

fn any_people() -> impl Strategy<Value = People> {
    let count = prop_oneof![2 => Just(0_u64), 3 => 1_u64..4, 2 => 4_u64..30];
    (prop::collection::vec(2_usize..4, 3..5), prop::collection::vec(count, 81))
        .prop_map(|(values, counts)| people(&values, &counts))
}

fn any_rules() -> impl Strategy<Value = Rules> {
    let zeros = prop_oneof![3 => Just(Zeros::Safe), 1 => Just(Zeros::Small)];
    (3_u64..11, zeros)
        .prop_map(|(people, zeros)| Rules { threshold: Threshold::new(people).unwrap(), zeros })
}

const PAIRS: [Crossed; 5] = [
    Crossed { rows: 0, columns: 1 },
    Crossed { rows: 2, columns: 1 },
    Crossed { rows: 0, columns: 2 },
    Crossed { rows: 1, columns: 0 },
    Crossed { rows: 1, columns: 2 },
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn one_run_after_another_tells_no_hidden_count(
        people in any_people(),
        rules in any_rules(),
        order in Just(PAIRS.to_vec()).prop_shuffle(),
        first in 1_usize..3,
        second in 1_usize..3,
    ) {
        let mut told: Vec<(Crossed, Vec<Cell>)> = Vec::new();
        let (one, rest) = order.split_at(first);
        for tables in [one, &rest[..second]] {
            match protect_together(rules, &people, tables, &printed(&told)) {
                Ok(found) => told.extend(tables.iter().copied().zip(found.tables)),
                // What was printed may have left too little; then nothing more is.
                Err(problem) => prop_assert!(
                    matches!(problem, NotTogether::Unprotectable(_)) && !told.is_empty(),
                    "{problem}"
                ),
            }
            prop_assert_eq!(check(rules, &people, &told), Ok(()));
        }
        // Printed again, each table is as it was.
        for (table, cells) in &told {
            let again = protect_together(rules, &people, &[*table], &printed(&told)).unwrap();
            let shown = |cells: &[Cell]| cells.iter().map(|cell| cell.shown()).collect::<Vec<_>>();
            prop_assert_eq!(shown(&again.tables[0]), shown(cells));
        }
    }
}

/// Thirty-two people by age, area and whether they feel safe: yes, no, never.
fn valley() -> People {
    // By age: a 5, 7, 0 and b 8, 10, 2; by area: x 0, 2, 0 and y 13, 15, 2.
    let counts = [
        ([0, 1, 0], 5),
        ([0, 0, 1], 2),
        ([0, 1, 1], 5),
        ([1, 1, 0], 8),
        ([1, 1, 1], 10),
        ([1, 1, 2], 2),
    ];
    let counts: BTreeMap<Vec<usize>, u64> =
        counts.into_iter().map(|(of, people)| (of.to_vec(), people)).collect();
    People { values: vec![2, 2, 3], counts }
}

const BY_AGE: Crossed = Crossed { rows: 0, columns: 2 };
const BY_AREA: Crossed = Crossed { rows: 1, columns: 2 };

#[test]
fn two_tables_that_are_each_safe_are_not_when_nobody_knows_of_the_other() {
    let rules = Rules::new(Threshold::COUNTS);
    let alone = [BY_AGE, BY_AREA].map(|table| {
        let found = protect_together(rules, &valley(), &[table], &[]).unwrap();
        (table, found.tables[0].clone())
    });
    assert!(
        check(rules, &valley(), &alone[..1]).is_ok()
            && check(rules, &valley(), &alone[1..]).is_ok()
    );
    assert!(check(rules, &valley(), &alone).is_err());
    // And where that has happened, no more is printed.
    let more = Crossed { rows: 0, columns: 1 };
    let refused = protect_together(rules, &valley(), &[more], &printed(&alone)).unwrap_err();
    assert!(matches!(refused, NotTogether::Unprotectable(_)), "{refused}");
    let both = protect_together(rules, &valley(), &[BY_AGE, BY_AREA], &[]).unwrap();
    let both: Vec<_> = [BY_AGE, BY_AREA].into_iter().zip(both.tables).collect();
    assert_eq!(check(rules, &valley(), &both), Ok(()));
}

#[test]
fn what_does_not_fit_is_refused() {
    let rules = Rules::new(Threshold::COUNTS);
    let refused = |table, shown: Vec<bool>| {
        let printed = Printed { table, shown };
        protect_together(rules, &valley(), &[BY_AREA], &[printed]).unwrap_err()
    };
    assert_eq!(refused(BY_AGE, vec![true; 5]), NotTogether::DoesNotFit(0));
    // Counts under the threshold, shown.
    assert_eq!(refused(BY_AGE, vec![true; 12]), NotTogether::DoesNotFit(0));
    // A zero, hidden.
    assert_eq!(refused(BY_AGE, vec![false; 12]), NotTogether::DoesNotFit(0));
    let nowhere = Crossed { rows: 0, columns: 7 };
    assert_eq!(refused(nowhere, Vec::new()), NotTogether::NoSuchColumn);
}

#[test]
fn a_ring_of_too_many_values_is_refused() {
    let rules = Rules::new(Threshold::COUNTS);
    let people = people(&[30, 30, 30], &[7]);
    let ring = [(0, 1), (1, 2), (2, 0)].map(|(rows, columns)| Crossed { rows, columns });
    assert_eq!(protect_together(rules, &people, &ring, &[]), Err(NotTogether::Ring));
    assert!(protect_together(rules, &people, &ring[..2], &[]).is_ok());
}
