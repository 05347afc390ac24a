//! The records of a file, counted by some of its columns.

use super::super::say;
use disclosure::{Crossed, People};
use interchange::table::{Kind, Options, Problems, Table};
use kernel::Message;
use std::collections::BTreeMap;
use std::io::Read;

/// How many different values a column may have.
pub(super) const MOST_CATEGORIES: usize = 200;

/// The values of a column, each with its number in the order of first sight.
type Categories = BTreeMap<String, usize>;

/// How many records have which values in some columns.
#[derive(Debug, Default)]
pub(super) struct Counted {
    /// The columns by their headers.
    pub(super) columns: Vec<String>,
    /// The values of each, in order.
    pub(super) values: Vec<Vec<String>>,
    /// The records, by these columns and values.
    pub(super) people: People,
}

/// Why a file could not be counted.
#[derive(Debug)]
pub(super) enum NotRead {
    Refused(Message),
    Rows(Problems<Kind>),
}

/// The headers of a file.
pub(super) fn headers(file: impl Read, options: Options) -> Result<Vec<String>, NotRead> {
    open(file, options).map(|table| table.headers().to_vec())
}

/// Counts a file by `columns`, each of which it has.
pub(super) fn read(
    file: impl Read,
    options: Options,
    columns: &[String],
) -> Result<Counted, NotRead> {
    let mut table = open(file, options)?;
    let find = |name: &String| {
        let none = || NotRead::Refused(say::no_column(name, table.headers()));
        table.column(name).ok_or_else(none)
    };
    let places = columns.iter().map(find).collect::<Result<Vec<usize>, NotRead>>()?;
    table.use_only(places.clone());
    let mut problems = Problems::up_to(say::NAMED);
    let mut categories: Vec<Categories> = vec![Categories::new(); columns.len()];
    let mut records: BTreeMap<Vec<usize>, u64> = BTreeMap::new();
    for record in table {
        match record {
            Ok(record) => {
                let mut of = Vec::with_capacity(columns.len());
                for ((at, name), categories) in places.iter().zip(columns).zip(&mut categories) {
                    let value = record.get(*at).unwrap_or_default().trim();
                    of.push(number(categories, value).ok_or_else(|| too_many(name))?);
                }
                *records.entry(of).or_insert(0) += 1;
            }
            Err(fault) => problems.push(fault),
        }
    }
    if problems.is_empty() {
        Ok(Counted::of(columns.to_vec(), categories, records))
    } else {
        Err(NotRead::Rows(problems))
    }
}

fn open<R: Read>(file: R, options: Options) -> Result<Table<R>, NotRead> {
    Table::open(file, options).map_err(|faults| {
        let mut problems = Problems::up_to(say::NAMED);
        faults.into_iter().for_each(|fault| problems.push(fault));
        NotRead::Rows(problems)
    })
}

fn too_many(column: &str) -> NotRead {
    let message = Message::new("disclose-too-many").with("column", column);
    NotRead::Refused(message.with("most", MOST_CATEGORIES))
}

/// The number of a value, a new one where it is new; none where there are too many.
fn number(categories: &mut Categories, value: &str) -> Option<usize> {
    if let Some(number) = categories.get(value) {
        return Some(*number);
    }
    let next = categories.len();
    (next < MOST_CATEGORIES).then(|| *categories.entry(value.to_owned()).or_insert(next))
}

impl Counted {
    /// Records by the numbers of first sight, put into order.
    fn of(
        columns: Vec<String>,
        categories: Vec<Categories>,
        records: BTreeMap<Vec<usize>, u64>,
    ) -> Self {
        let ordered: Vec<Vec<(String, usize)>> = categories.into_iter().map(in_order).collect();
        let place = |values: &Vec<(String, usize)>| {
            let mut places = vec![0; values.len()];
            for (place, (_, seen)) in values.iter().enumerate() {
                if let Some(slot) = places.get_mut(*seen) {
                    *slot = place;
                }
            }
            places
        };
        let places: Vec<Vec<usize>> = ordered.iter().map(place).collect();
        let moved = |(of, records): (Vec<usize>, u64)| {
            let of = of.iter().zip(&places);
            let of = of.map(|(seen, places)| places.get(*seen).copied().unwrap_or_default());
            (of.collect(), records)
        };
        let people = People {
            values: ordered.iter().map(Vec::len).collect(),
            counts: records.into_iter().map(moved).collect(),
        };
        let names = |values: Vec<(String, usize)>| values.into_iter().map(|(name, _)| name);
        let values = ordered.into_iter().map(|values| names(values).collect()).collect();
        Self { columns, values, people }
    }

    /// The place of a column.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }

    /// The values of a column, by its place.
    pub(super) fn values(&self, column: usize) -> &[String] {
        self.values.get(column).map_or(&[], Vec::as_slice)
    }

    /// Every figure of a table, row by row, the totals first.
    pub(super) fn figures(&self, table: Crossed) -> Vec<u64> {
        let (rows, columns) = (self.values(table.rows).len(), self.values(table.columns).len());
        let mut figures = vec![0_u64; (rows + 1) * (columns + 1)];
        for (of, records) in &self.people.counts {
            let at = |column: usize| of.get(column).map_or(0, |value| value + 1);
            for row in [0, at(table.rows)] {
                for column in [0, at(table.columns)] {
                    if let Some(figure) = figures.get_mut(row * (columns + 1) + column) {
                        *figure += records;
                    }
                }
            }
        }
        figures
    }
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
