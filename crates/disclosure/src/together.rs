//! Several tables of the same people, and what was printed of them before, protected as one.
//!
//! Two tables that share a column share its totals, so what one hides the other may tell. They are
//! linked there. Tables that go round in a ring of columns (by age and area, by area and sex, by
//! sex and age) know more of one another than their totals say: not every three fit the same people.
//! Behind a ring stands the whole table of its columns, which nobody sees and every attack goes
//! through.

use crate::dimension::Dimension;
use crate::linked::InSystem;
use crate::protect::{Protection, Unprotectable, protect};
use crate::release::NotLater;
use crate::rules::{Cell, Rules, Why, Zeros};
use crate::system::{Asked, Figure, NotASystem, State, System};
use crate::table::{Entry, NotATable, Table};
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;

/// How many cells, totals among them, the whole table behind a ring may have.
pub const MOST_BEHIND: usize = 10_000;

/// How many people have which values in each of several columns; columns and values are counted
/// from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// How many values each column has.
    pub values: Vec<usize>,
    /// How many people have each combination of values, one of each column.
    pub counts: BTreeMap<Vec<usize>, u64>,
}

/// A table of two columns of [`People`]: the one whose values are its rows, and the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Crossed {
    /// The column of the rows.
    pub rows: usize,
    /// The column of the columns.
    pub columns: usize,
}

/// A table that was printed before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// Of which columns.
    pub table: Crossed,
    /// Whether each figure was shown: row by row, the totals first in each.
    pub shown: Vec<bool>,
}

/// Tables as they may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Together {
    /// The cells of each table: row by row, the totals first in each.
    pub tables: Vec<Vec<Cell>>,
    /// How they were found, all of them in one.
    pub protection: Protection,
}

/// Why tables can't be shown together.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotTogether {
    /// A table names a column that is not there, or people have values that no column has.
    #[error("a table or a count names a column or a value that is not there")]
    NoSuchColumn,
    /// Tables go round in a ring of more than four columns, or of more values than
    /// [`MOST_BEHIND`] allows, so that nothing can be proved of them.
    #[error("the tables go round in a ring of too many columns or values")]
    Ring,
    /// What was printed before is not a table of these people under these rules.
    #[error("table {0} that was printed before does not fit")]
    DoesNotFit(usize),
    /// What was printed before leaves a hidden figure open to be worked out, whatever is hidden now.
    #[error(transparent)]
    Unprotectable(#[from] Unprotectable),
    /// The counts make no table.
    #[error(transparent)]
    Table(#[from] NotATable),
    /// The tables make no system.
    #[error(transparent)]
    System(#[from] NotASystem),
    /// What was printed before makes no system.
    #[error(transparent)]
    Printed(#[from] NotLater),
}

/// What a figure counts: those with these values, each of a column.
type Condition = Vec<(usize, usize)>;

/// Protects `tables` of `people` together with one another and with what was `printed` before: a
/// figure that was shown is known to everybody, one that was hidden stays hidden and as wide open
/// as any. A hidden figure of any of the tables, then or now, keeps the range that a table by itself
/// would give it ([`Table::protect`]), to somebody who reckons with all of them and knows that they
/// are of the same people.
///
/// The time is that of [`protect`](fn@protect) for all the tables, and the tables behind rings.
///
/// # Errors
/// [`NotTogether`].
pub fn protect_together(
    rules: Rules,
    people: &People,
    tables: &[Crossed],
    printed: &[Printed],
) -> Result<Together, NotTogether> {
    let fits = |values: &Vec<usize>| {
        values.len() == people.values.len()
            && values.iter().zip(&people.values).all(|(value, of)| value < of)
    };
    if !people.counts.keys().all(fits) {
        return Err(NotTogether::NoSuchColumn);
    }
    let mut systems: Vec<(System, Vec<Condition>)> = Vec::new();
    let mut counted = Vec::new();
    for table in tables {
        let columns = [table.rows, table.columns];
        let (found, conditions) = people.table(rules, &columns)?;
        systems.push((found.system().clone(), conditions));
        counted.push(found);
    }
    let mut before = Vec::new();
    let mut public: BTreeSet<Condition> = BTreeSet::new();
    for (number, printed) in printed.iter().enumerate() {
        let columns = [printed.table.rows, printed.table.columns];
        let (found, conditions) = people.table(rules, &columns)?;
        if !printed.fits(found.system()) {
            return Err(NotTogether::DoesNotFit(number));
        }
        let shown = conditions.iter().zip(&printed.shown).filter(|(_, shown)| **shown);
        public.extend(shown.map(|(condition, _)| condition.clone()));
        before.push((found, conditions));
    }
    for (found, conditions) in before {
        // What one table hid and another told is told.
        let why = |(figure, condition): (&Figure, &Condition)| match figure.state {
            State::Hidden(why) => Some(why),
            _ => (!public.contains(condition)).then_some(Why::Protects),
        };
        let hidden: Vec<_> = found.system().figures().iter().zip(&conditions).map(why).collect();
        systems.push((found.system().published(&hidden)?, conditions));
    }
    let all = tables.iter().chain(printed.iter().map(|printed| &printed.table));
    let pairs: BTreeSet<[usize; 2]> = all
        .filter(|table| table.rows != table.columns)
        .map(|table| [table.rows.min(table.columns), table.rows.max(table.columns)])
        .collect();
    for ring in rings(&pairs, people.values.len()) {
        systems.push(people.behind(&ring, &pairs)?);
    }
    let mut first: BTreeMap<&Condition, InSystem> = BTreeMap::new();
    let mut same = Vec::new();
    for (number, (_, conditions)) in systems.iter().enumerate() {
        for (place, condition) in conditions.iter().enumerate() {
            let one = *first.entry(condition).or_insert((number, place));
            if one != (number, place) {
                same.push((one, (number, place)));
            }
        }
    }
    let parts: Vec<&System> = systems.iter().map(|(system, _)| system).collect();
    let (joint, places) = System::linked(&parts, &same)?;
    let protection = protect(&joint)?;
    let cells = |(table, places): (&Table, &Vec<usize>)| {
        let why = |place: &usize| protection.hidden.get(*place).copied().flatten();
        table.cells(&places.iter().map(why).collect::<Vec<_>>())
    };
    Ok(Together { tables: counted.iter().zip(&places).map(cells).collect(), protection })
}

impl People {
    /// The table of some columns, and what each of its figures counts.
    fn table(
        &self,
        rules: Rules,
        columns: &[usize],
    ) -> Result<(Table, Vec<Condition>), NotTogether> {
        let values = |column: &usize| self.values.get(*column).copied();
        let values: Option<Vec<usize>> = columns.iter().map(values).collect();
        let values = values.ok_or(NotTogether::NoSuchColumn)?;
        // Where nobody is, no column has a value, and the table is one total.
        let cells = values.iter().map(|values| (*values).max(1));
        let cells = cells.fold(1_usize, usize::saturating_mul);
        if cells > crate::MOST_FIGURES {
            return Err(NotATable::TooManyCells.into());
        }
        let mut counts = vec![0_u64; cells];
        for (of, people) in &self.counts {
            let at = columns.iter().zip(&values).fold(0, |at, (column, values)| {
                at * values + of.get(*column).copied().unwrap_or_default()
            });
            if let Some(count) = counts.get_mut(at) {
                *count = count.checked_add(*people).ok_or(NotATable::TooLarge)?;
            }
        }
        let entries: Vec<Entry> = counts.into_iter().map(Entry::Count).collect();
        let ways = values.iter().map(|values| Dimension::flat(*values)).collect();
        let table = Table::counts(rules, ways, &entries)?;
        let mut conditions: Vec<Condition> = vec![Vec::new()];
        for (column, values) in columns.iter().zip(&values) {
            let with = |before: &Condition| {
                let before = before.clone();
                (0..=*values).map(move |node| {
                    let mut condition = before.clone();
                    condition.extend(node.checked_sub(1).map(|value| (*column, value)));
                    condition
                })
            };
            conditions = conditions.iter().flat_map(with).collect();
        }
        conditions.iter_mut().for_each(|condition| condition.sort_unstable());
        Ok((table, conditions))
    }

    /// The whole table behind a ring: figures that no table shows are hidden, and ask for nothing.
    fn behind(
        &self,
        columns: &[usize],
        pairs: &BTreeSet<[usize; 2]>,
    ) -> Result<(System, Vec<Condition>), NotTogether> {
        let figures = columns.iter().map(|column| self.values.get(*column).map_or(1, |of| of + 1));
        let figures = figures.fold(1_usize, usize::saturating_mul);
        if columns.len() > 4 || figures > MOST_BEHIND {
            return Err(NotTogether::Ring);
        }
        // Nobody sees these figures, so nobody knows which are nothing.
        let unseen = Rules { zeros: Zeros::Small, ..Rules::new(crate::Threshold::COUNTS) };
        let (table, conditions) = self.table(unseen, columns)?;
        let is_seen = |condition: &Condition| match condition.as_slice() {
            [] | [_] => true,
            [(one, _), (other, _)] => pairs.contains(&[*one, *other]),
            _ => false,
        };
        let figure = |(figure, condition): (&Figure, &Condition)| Figure {
            state: if is_seen(condition) { State::Free } else { State::Hidden(Why::NotKnown) },
            asked: Asked::default(),
            cost: 0,
            ..*figure
        };
        let figures = table.system().figures().iter().zip(&conditions).map(figure).collect();
        Ok((System::new(figures, table.system().relations().to_vec())?, conditions))
    }
}

impl Printed {
    /// Whether it is this table under these rules: no count shown that must not be, and no zero
    /// hidden that is always shown.
    fn fits(&self, system: &System) -> bool {
        let agrees = |(figure, shown): (&Figure, &bool)| match figure.state {
            State::Free => true,
            State::Known => *shown,
            State::Hidden(_) => !shown,
        };
        self.shown.len() == system.figures().len()
            && system.figures().iter().zip(&self.shown).all(agrees)
    }
}

/// The columns of each part of the tables that has a ring in it, ascending; those that only hang on
/// to it by one table are no part of a ring.
fn rings(pairs: &BTreeSet<[usize; 2]>, columns: usize) -> Vec<Vec<usize>> {
    let mut pairs = pairs.clone();
    loop {
        let tables = |column: &usize| pairs.iter().filter(|pair| pair.contains(column)).count();
        let loose: Vec<usize> = (0..columns).filter(|column| tables(column) == 1).collect();
        if loose.is_empty() {
            break;
        }
        pairs.retain(|pair| !pair.iter().any(|column| loose.contains(column)));
    }
    let mut part: Vec<usize> = (0..columns).collect();
    let of = |part: &[usize], column: usize| part.get(column).copied().unwrap_or(column);
    for [one, other] in &pairs {
        let (into, from) = (of(&part, *one), of(&part, *other));
        part.iter_mut().filter(|of| **of == from).for_each(|of| *of = into);
    }
    let names: BTreeSet<usize> = pairs.iter().map(|[one, _]| of(&part, *one)).collect();
    let within = |name: usize| (0..columns).filter(|column| of(&part, *column) == name).collect();
    names.into_iter().map(within).collect()
}
