//! The records of a file, counted by two of its columns.

use super::super::say;
use interchange::table::{Kind, Options, Problems, Table};
use kernel::Message;
use std::collections::BTreeMap;
use std::io::Read;

/// How many different values a column may have.
pub(super) const MOST_CATEGORIES: usize = 200;

/// The values of a column, each with its number in the order of first sight.
pub(super) type Categories = BTreeMap<String, usize>;

/// How many records have each pair of values.
#[derive(Debug, Default)]
pub(super) struct Counted {
    pub(super) rows: Categories,
    pub(super) columns: Categories,
    pub(super) records: BTreeMap<(usize, usize), u64>,
}

/// Why a file could not be counted.
#[derive(Debug)]
pub(super) enum NotRead {
    Refused(Message),
    Rows(Problems<Kind>),
}

pub(super) fn read(file: impl Read, rows: &str, columns: &str) -> Result<Counted, NotRead> {
    let mut problems = Problems::up_to(say::NAMED);
    let table = match Table::open(file, Options::default()) {
        Ok(table) => table,
        Err(faults) => {
            faults.into_iter().for_each(|fault| problems.push(fault));
            return Err(NotRead::Rows(problems));
        }
    };
    let find = |name: &str| {
        let none = || NotRead::Refused(say::no_column(name, table.headers()));
        table.column(name).ok_or_else(none)
    };
    let (row, column) = (find(rows)?, find(columns)?);
    let mut counted = Counted::default();
    for record in table {
        match record {
            Ok(record) => {
                let number = |categories: &mut Categories, at, name: &str| {
                    number(categories, record.get(at).unwrap_or_default().trim()).ok_or_else(|| {
                        let message = Message::new("disclose-too-many").with("column", name);
                        NotRead::Refused(message.with("most", MOST_CATEGORIES))
                    })
                };
                let row = number(&mut counted.rows, row, rows)?;
                let column = number(&mut counted.columns, column, columns)?;
                *counted.records.entry((row, column)).or_insert(0) += 1;
            }
            Err(fault) => problems.push(fault),
        }
    }
    if problems.is_empty() { Ok(counted) } else { Err(NotRead::Rows(problems)) }
}

/// The number of a value, a new one where it is new; none where there are too many.
fn number(categories: &mut Categories, value: &str) -> Option<usize> {
    if let Some(number) = categories.get(value) {
        return Some(*number);
    }
    let next = categories.len();
    (next < MOST_CATEGORIES).then(|| *categories.entry(value.to_owned()).or_insert(next))
}

/// Values with their numbers: those that are numbers by size, then others by their letters, what
/// is missing last.
pub(super) fn in_order(categories: Categories) -> Vec<(String, usize)> {
    let mut values: Vec<(String, usize)> = categories.into_iter().collect();
    let size = |value: &str| value.parse().ok().filter(|size: &f64| size.is_finite());
    values.sort_by(|(one, _), (other, _)| {
        let last = one.is_empty().cmp(&other.is_empty());
        last.then_with(|| match (size(one), size(other)) {
            (Some(one), Some(other)) => one.total_cmp(&other),
            (one, other) => other.is_some().cmp(&one.is_some()),
        })
        .then_with(|| one.cmp(other))
    });
    values
}
