//! Takes words out of whatever somebody typed by hand, in every table that a keeper declares.

use super::turning::is_older;
use super::{Audience, Holds, Shape, Table, Touched, Turn, Words, all, in_each_language};
use crate::clock::Date;
use crate::db::{ToValue, Value};
use crate::ids::Uuid;
use crate::{AnyId, Db, Fault, Timestamp, Tx, audit};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// The audit entry of a thing out of which words were taken: it names the columns.
pub const TAKEN_OUT: &str = "words.taken_out";

/// No shorter text, in characters, can repeat what someone said.
const SHORTEST: usize = 15;

/// The most characters that the stored address of a thing has after its kind.
const ADDRESS: usize = 12;

/// A row with texts that repeat words, and what is left of them.
pub struct Repeated {
    /// The thing that it belongs to.
    pub of: AnyId,
    /// The key of what that is called.
    pub told: &'static str,
    /// Who reads them: the widest.
    pub audience: Audience,
    table: &'static Table,
    key: Vec<Value>,
    /// Each column with what is left of its text.
    kept: Vec<(&'static str, String)>,
}

/// Which texts are looked through.
struct Look<'a> {
    words: &'a dyn Words,
    /// Texts that were last changed before this day are not.
    since: Option<Date>,
    /// Those of shorter length are not.
    shortest: usize,
    /// Only those that somebody may read.
    audiences: &'a dyn Fn(Audience) -> bool,
    /// Only those of these things.
    within: Option<&'a Touched>,
}

/// Every typed text that repeats what someone said, and was written since the day on which it
/// was heard.
///
/// # Errors
/// The database's.
pub fn repeating(db: &Db, said: &dyn Words, since: Date) -> Result<Vec<Repeated>, Fault> {
    look(
        db,
        &Look {
            words: said,
            since: Some(since),
            shortest: SHORTEST,
            audiences: &|_| true,
            within: None,
        },
    )
}

/// Hands every text that somebody typed to `each`, with the thing it belongs to.
///
/// # Errors
/// The database's.
pub fn each(db: &Db, mut each: impl FnMut(AnyId, &str)) -> Result<(), Fault> {
    for table in all().into_iter().flat_map(|keeper| keeper.tables) {
        for column in table.columns {
            if !matches!(column.holds, Holds::Typed(_, Shape::Text)) {
                continue;
            }
            let (name, (kind, owner)) = (column.name, table.of);
            let sql = format!(
                "select {owner}, {name} from {} where length({name}) >= {SHORTEST}",
                table.name
            );
            db.each(&sql, &[], |(of, text): (Value, String)| {
                let uuid = <Uuid as crate::db::FromValue>::from_value(of).unwrap_or_default();
                each(AnyId { kind, uuid }, &text);
                Ok(())
            })?;
        }
    }
    Ok(())
}

/// Takes what someone said out of every typed text before whose readers it may no longer stand.
///
/// # Errors
/// The database's.
pub fn unsay(tx: &mut Tx<'_>, turn: &Turn<'_>, touched: &mut Touched) -> Result<(), Fault> {
    let ended = |audience| turn.has_ended_for(audience);
    // Nothing is looked through when a turn ends nothing that had not ended before. Words that
    // nobody may read any more are looked for in any case: they may have been typed since.
    let newly = |audience| ended(audience) && !turn.had_ended_for(audience);
    if !ended(Audience::Team) && ![Audience::Report, Audience::Site].into_iter().any(newly) {
        return Ok(());
    }
    let look_at = Look {
        words: turn.said,
        since: Some(turn.since),
        shortest: SHORTEST,
        audiences: &ended,
        within: None,
    };
    let found = look(tx, &look_at)?;
    take_out(tx, found, touched)
}

/// Takes names that may no longer stand out of the typed texts of everything that rests on the
/// voice: elsewhere they may be another's.
///
/// # Errors
/// The database's.
pub fn unname(tx: &mut Tx<'_>, turn: &Turn<'_>, touched: &mut Touched) -> Result<(), Fault> {
    let Some(names) = turn.names else { return Ok(()) };
    let audiences = |audience| turn.names_hidden || audience != Audience::Team;
    let look_at = Look {
        words: names,
        since: None,
        shortest: 1,
        audiences: &audiences,
        within: Some(turn.rested),
    };
    let found = look(tx, &look_at)?;
    take_out(tx, found, touched)
}

fn look(db: &Db, look: &Look<'_>) -> Result<Vec<Repeated>, Fault> {
    let mut found = Vec::new();
    for keeper in all() {
        for table in keeper.tables {
            in_table(db, look, table, &mut found)?;
        }
    }
    Ok(found)
}

fn in_table(
    db: &Db,
    look: &Look<'_>,
    table: &'static Table,
    found: &mut Vec<Repeated>,
) -> Result<(), Fault> {
    let columns: Vec<(&'static str, Audience, Shape)> = table
        .columns
        .iter()
        .filter_map(|column| match column.holds {
            Holds::Typed(audience, shape) if (look.audiences)(audience) => {
                Some((column.name, audience, shape))
            }
            _ => None,
        })
        .collect();
    if columns.is_empty() {
        return Ok(());
    }
    let named =
        |names: Vec<&str>| -> String { names.iter().map(|name| format!("t.{name}, ")).collect() };
    // Words may begin in one column and end in the next, so short ones count together.
    let long: Vec<String> =
        columns.iter().map(|(name, ..)| format!("coalesce(length(t.{name}), 0)")).collect();
    let sql = format!(
        "select {}{}t.{}, {} from {} t where {} >= {}",
        named(table.key.to_vec()),
        named(columns.iter().map(|(name, ..)| *name).collect()),
        table.of.1,
        table.written.unwrap_or("null"),
        table.name,
        long.join(" + "),
        look.shortest,
    );
    let (kind, width) = (table.of.0, table.key.len());
    db.each(&sql, &[], |mut row: Vec<Value>| {
        let written = row.pop().and_then(timestamp);
        let of = row.pop().and_then(<Uuid as crate::db::FromValue>::from_value);
        let of = AnyId { kind, uuid: of.unwrap_or_default() };
        let old = look.since.is_some_and(|since| is_older(written, since));
        if old || look.within.is_some_and(|within| !within.has(of)) {
            return Ok(());
        }
        let texts = row.split_off(width.min(row.len()));
        let (mut kept, mut widest) = (Vec::new(), Audience::Team);
        let mut shown: Vec<(&'static str, Audience, String)> = Vec::new();
        for ((column, audience, shape), text) in columns.iter().zip(texts) {
            let Value::Text(text) = text else { continue };
            let without = match shape {
                Shape::Text => look.words.without(&text),
                Shape::Address if look.words.make_address(&text) => Some(address(of)),
                Shape::Address => None,
                Shape::Made(without) => without(look.words, &text)?,
            };
            if matches!(shape, Shape::Text) {
                let text = without.clone().unwrap_or(text);
                shown.push((*column, *audience, text));
            }
            if let Some(without) = without {
                kept.push((*column, without));
                widest = widest.max(*audience);
            }
        }
        for (column, audience, without) in across(look.words, &mut shown) {
            kept.retain(|(name, _)| *name != column);
            kept.push((column, without));
            widest = widest.max(audience);
        }
        if !kept.is_empty() {
            let (told, audience) = (table.told, widest);
            found.push(Repeated { of, told, audience, table, key: row, kept });
        }
        Ok(())
    })
}

/// Takes out what begins in one column of a row and ends in the next, as a page shows them one
/// after the other. Gives the columns that were changed, each with what is left.
fn across(
    words: &dyn Words,
    shown: &mut [(&'static str, Audience, String)],
) -> Vec<(&'static str, Audience, String)> {
    let before: Vec<String> = shown.iter().map(|(.., text)| text.clone()).collect();
    let names: Vec<&str> = shown.iter().map(|(name, ..)| *name).collect();
    for together in in_each_language(&names) {
        if together.len() < 2 {
            continue;
        }
        let mut between = vec!["\n\n".to_owned(); together.len()];
        let mut pieces: Vec<&mut String> = Vec::new();
        let texts = shown.iter_mut().filter(|(name, ..)| together.contains(name));
        for ((.., text), between) in texts.zip(&mut between) {
            pieces.push(text);
            pieces.push(between);
        }
        words.take_out(&mut pieces);
    }
    let changed = shown.iter().zip(before).filter(|((.., text), before)| text != before);
    changed.map(|(one, _)| one.clone()).collect()
}

fn timestamp(value: Value) -> Option<Timestamp> {
    crate::db::FromValue::from_value(value)
}

/// An address that says nothing: what the thing is, and some of its id.
fn address(of: AnyId) -> String {
    let id = of.uuid.simple().to_string();
    let from = id.len().saturating_sub(ADDRESS);
    format!("{}-{}", of.kind.replace('_', "-"), id.get(from..).unwrap_or_default())
}

fn take_out(tx: &mut Tx<'_>, found: Vec<Repeated>, touched: &mut Touched) -> Result<(), Fault> {
    let mut changed: BTreeMap<AnyId, BTreeSet<String>> = BTreeMap::new();
    for Repeated { of, table, key, mut kept, .. } in found {
        for (column, text) in &mut kept {
            // What names a row stays apart from what names another.
            if table.key.contains(column) {
                let [high, low] = tx.random();
                *text = format!("{text} {high:02x}{low:02x}");
            }
            changed.entry(of).or_default().insert(format!("{}.{column}", table.name));
        }
        let set: Vec<String> =
            kept.iter().zip(1..).map(|((column, _), at)| format!("{column} = ${at}")).collect();
        let named: Vec<String> = table
            .key
            .iter()
            .zip(kept.len() + 1..)
            .map(|(name, at)| format!("{name} = ${at}"))
            .collect();
        let (set, named) = (set.join(", "), named.join(" and "));
        let sql = format!("update {} set {set} where {named}", table.name);
        let mut values: Vec<&dyn ToValue> = kept.iter().map(|(_, text)| text as _).collect();
        values.extend(key.iter().map(|value| value as &dyn ToValue));
        tx.run(&sql, &values)?;
        touched.add_row(of, table.name);
    }
    for (of, columns) in changed {
        audit::record(tx, TAKEN_OUT, of, &json!({ "from": columns }))?;
    }
    Ok(())
}
