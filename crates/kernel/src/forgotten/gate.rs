//! Every write is asked: whether a text repeats what may not stand before those who read the column
//! in which it is to stand.

use super::names::{self, Unnamed};
use super::{Back, Barred, Digest, any, found};
use crate::db::{FromValue, ToValue, Value};
use crate::folding::RUN;
use crate::ids::Uuid;
use crate::keeper::{Audience, Holds, Shape, Table, all, in_each_language};
use crate::{AnyId, Db, Fault};
use std::collections::{HashMap, HashSet};

/// Letters are made of texts that were asked, and go to somebody who follows them.
const MADE: &str = "kernel_mail";

/// Texts of one row, by column.
type Texts<'r> = HashMap<&'r str, String>;

/// What a change has to be held against.
#[derive(Clone, Copy)]
pub(crate) struct Gate {
    runs: bool,
    names: bool,
}

impl Gate {
    /// Whether anything is recognised at all.
    pub(crate) fn of(db: &Db) -> Result<Self, Fault> {
        Ok(Self { runs: any(db)?, names: names::any(db)? })
    }

    /// Asks for a row that is added.
    pub(crate) fn added(self, db: &Db, table: &str, row: &[(&str, Value)]) -> Result<(), Fault> {
        self.ask(db, table, row, None)
    }

    /// Asks for a row that is changed: what it repeats already is let be.
    pub(crate) fn changed(
        self,
        db: &Db,
        table: &str,
        id: &dyn ToValue,
        row: &[(&str, Value)],
    ) -> Result<(), Fault> {
        self.ask(db, table, row, Some(id))
    }

    /// Asks for a statement with values. Where it does not say the columns, each may be the one
    /// that most people read.
    pub(crate) fn ran(self, db: &Db, sql: &str, values: &[Value]) -> Result<(), Fault> {
        if let Some((table, columns)) = inserted(sql)
            && !columns.is_empty()
            && values.len().is_multiple_of(columns.len())
        {
            return values.chunks(columns.len()).try_for_each(|some| {
                let row: Vec<(&str, Value)> =
                    columns.iter().copied().zip(some.iter().cloned()).collect();
                self.added(db, table, &row)
            });
        }
        for value in values {
            let Value::Text(text) = value else { continue };
            if self.runs && text.len() >= RUN {
                let barred = updated(sql).and_then(declared).map_or(Barred::Everywhere, widest);
                refuse(None, found(db, text, barred)?)?;
            }
        }
        Ok(())
    }

    fn ask(
        self,
        db: &Db,
        table: &str,
        row: &[(&str, Value)],
        id: Option<&dyn ToValue>,
    ) -> Result<(), Fault> {
        if !self.runs && !self.names {
            return Ok(());
        }
        let texts: Texts<'_> = row
            .iter()
            .filter_map(|(name, value)| match value {
                Value::Text(text) => Some((*name, text.clone())),
                _ => None,
            })
            .collect();
        if texts.is_empty() {
            return Ok(());
        }
        let declared = declared(table);
        let there = |column: &str| -> Result<String, Fault> {
            let Some(id) = id else { return Ok(String::new()) };
            let sql = format!("select {column} from {table} where id = $1");
            Ok(match db.first::<Value>(&sql, &[&id])? {
                Some(Value::Text(text)) => text,
                _ => String::new(),
            })
        };
        // In the order of the row, so that the same field is always named.
        for (name, _) in row {
            let Some(text) = texts.get(name).filter(|_| self.runs) else { continue };
            if text.len() < RUN {
                continue;
            }
            let barred = declared
                .and_then(|table| audience(table, name))
                .map_or(Barred::Everywhere, Barred::from);
            let mut new = found(db, text, barred)?;
            if !new.is_empty() {
                let old = found(db, &there(name)?, barred)?;
                new.retain(|digest, _| !old.contains_key(digest));
            }
            refuse(Some(name), new)?;
        }
        let Some(declared) = declared else { return Ok(()) };
        if self.runs {
            across(db, declared, &texts, &there)?;
        }
        if self.names
            && let Some(of) = owner(db, declared, row, id)?
        {
            self.named(db, declared, of, &texts, &there)?;
        }
        Ok(())
    }

    /// Names that may not stand in the thing to which the row belongs.
    fn named(
        self,
        db: &Db,
        table: &Table,
        of: AnyId,
        texts: &Texts<'_>,
        there: &dyn Fn(&str) -> Result<String, Fault>,
    ) -> Result<(), Fault> {
        for column in table.columns {
            let (Some(text), Some(audience)) =
                (texts.get(column.name), audience(table, column.name))
            else {
                continue;
            };
            let unnamed = Unnamed::of(db, of, audience)?;
            let new: HashSet<Digest> = unnamed.found(db, text);
            if !new.is_empty() && !new.is_subset(&unnamed.found(db, &there(column.name)?)) {
                let column = Some(column.name.to_owned());
                return Err(Fault::Forgotten { column, why: Back::Named });
            }
        }
        Ok(())
    }
}

/// Runs that go on from one column into the next, as a page shows them one after the other.
fn across(
    db: &Db,
    table: &Table,
    texts: &Texts<'_>,
    there: &dyn Fn(&str) -> Result<String, Fault>,
) -> Result<(), Fault> {
    for least in [Audience::Site, Audience::Report, Audience::Team] {
        let typed = table.columns.iter().filter_map(|column| match column.holds {
            Holds::Typed(audience, Shape::Text) if audience >= least => Some(column.name),
            _ => None,
        });
        let typed: Vec<&str> = typed.collect();
        for together in in_each_language(&typed) {
            let written = together.iter().find(|name| texts.contains_key(*name));
            let Some(written) = written.filter(|_| together.len() > 1) else { continue };
            let (mut new, mut old) = (Vec::new(), Vec::new());
            for name in &together {
                let before = there(name)?;
                new.push(texts.get(name).unwrap_or(&before).clone());
                old.push(before);
            }
            let barred = Barred::from(least);
            let mut repeated = found(db, &new.join("\n\n"), barred)?;
            if !repeated.is_empty() {
                let before = found(db, &old.join("\n\n"), barred)?;
                repeated.retain(|digest, _| !before.contains_key(digest));
            }
            refuse(Some(written), repeated)?;
        }
    }
    Ok(())
}

fn refuse(column: Option<&str>, found: HashMap<Digest, Barred>) -> Result<(), Fault> {
    let Some(barred) = found.into_values().max() else { return Ok(()) };
    let taken_back = barred == Barred::Everywhere;
    let why = if taken_back { Back::TakenBack } else { Back::Narrowed };
    Err(Fault::Forgotten { column: column.map(str::to_owned), why })
}

/// How a keeper declares a table.
fn declared(name: &str) -> Option<&'static Table> {
    let tables = all().into_iter().flat_map(|keeper| keeper.tables);
    tables.into_iter().find(|table| table.name == name && name != MADE)
}

/// Who reads what somebody typed into a column; nothing for one of another kind.
fn audience(table: &Table, column: &str) -> Option<Audience> {
    let column = table.columns.iter().find(|declared| declared.name == column)?;
    match column.holds {
        Holds::Typed(audience, _) => Some(audience),
        _ => None,
    }
}

/// What keeps words from the most people who read a table; where it also holds what people said,
/// only what was taken back does.
fn widest(table: &Table) -> Barred {
    let own = table.columns.iter().any(|column| matches!(column.holds, Holds::Own));
    let audiences = table.columns.iter().filter_map(|column| audience(table, column.name));
    audiences.max().filter(|_| !own).map_or(Barred::Everywhere, Barred::from)
}

/// The thing that a row belongs to.
fn owner(
    db: &Db,
    table: &Table,
    row: &[(&str, Value)],
    id: Option<&dyn ToValue>,
) -> Result<Option<AnyId>, Fault> {
    let (kind, column) = table.of;
    let given = row.iter().find(|(name, _)| *name == column).map(|(_, value)| value.clone());
    let value = match (given, id) {
        (Some(value), _) => Some(value),
        (None, Some(id)) if column == "id" => Some(id.to_value()),
        (None, Some(id)) if !column.is_empty() => {
            db.first(&format!("select {column} from {} where id = $1", table.name), &[&id])?
        }
        _ => None,
    };
    Ok(value.and_then(<Uuid as FromValue>::from_value).map(|uuid| AnyId { kind, uuid }))
}

/// The table and the columns of a statement that adds rows.
fn inserted(sql: &str) -> Option<(&str, Vec<&str>)> {
    let (table, rest) = sql.trim_start().strip_prefix("insert into ")?.split_once('(')?;
    let (columns, _) = rest.split_once(')')?;
    Some((table.trim(), columns.split(',').map(str::trim).collect()))
}

/// The table of a statement that changes rows.
fn updated(sql: &str) -> Option<&str> {
    sql.trim_start().strip_prefix("update ")?.split_whitespace().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_says_what_it_writes() {
        let sql = "insert into sense_memo (id, body)\n values ($1, $2) on conflict do nothing";
        assert_eq!(inserted(sql), Some(("sense_memo", vec!["id", "body"])));
        assert_eq!(inserted("update sense_memo set body = $1"), None);
        assert_eq!(updated("update sense_memo set body = $1"), Some("sense_memo"));
    }
}
