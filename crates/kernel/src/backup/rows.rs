//! Rows as lines: one JSON array for each row, its values in the order of the columns' names.
//!
//! Text is a JSON string, a whole number a JSON number, bytes are a string of small hexadecimal
//! digits, a number with a fraction is a string (so that no digit is lost and infinity can be
//! told), nothing is `null`.

use super::schema::{Kind, Table};
use crate::db::Value;
use crate::{Db, Fault};
use serde_json::Value as Json;
use std::io::Write;

/// The longest line that is written or read, in bytes, so that memory has a bound.
pub(super) const LONGEST: usize = 256 << 20;

/// Appends a row as one line.
pub(super) fn write(line: &mut Vec<u8>, table: &Table, row: &[Value]) -> Result<(), Fault> {
    let mut before = b'[';
    for (value, column) in row.iter().zip(&table.columns) {
        line.push(before);
        before = b',';
        match (column.kind.portable(), value) {
            (_, Value::Null) => line.extend_from_slice(b"null"),
            (Kind::Whole, Value::Int(n)) => write!(line, "{n}")?,
            (Kind::Whole, Value::Bool(flag)) => write!(line, "{}", u8::from(*flag))?,
            (Kind::Text, Value::Text(text)) => serde_json::to_writer(&mut *line, text)?,
            (Kind::Bytes, Value::Bytes(bytes)) => hex(line, bytes),
            (Kind::Bytes, Value::Id(id)) => hex(line, id.as_bytes()),
            // SQLite keeps no negative zero.
            (Kind::Real, Value::Real(x)) => write!(line, "\"{:?}\"", x + 0.0)?,
            _ => {
                let (table, name) = (&table.name, &column.name);
                return Err(Fault::Other(format!("{table}.{name} holds what it should not")));
            }
        }
    }
    line.extend_from_slice(b"]\n");
    Ok(())
}

fn hex(line: &mut Vec<u8>, bytes: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |n: u8| DIGITS.get(usize::from(n)).copied().unwrap_or(b'0');
    line.push(b'"');
    line.extend(bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]));
    line.push(b'"');
}

/// Reads a line back. The error says what is wrong, without the row's words.
pub(super) fn read(line: &[u8], table: &Table) -> Result<Vec<Value>, &'static str> {
    let values: Vec<Json> = serde_json::from_slice(line).map_err(|_| "no list of values")?;
    if values.len() != table.columns.len() {
        return Err("too few or too many values");
    }
    values.into_iter().zip(&table.columns).map(|(json, column)| cell(json, column.kind)).collect()
}

fn cell(json: Json, kind: Kind) -> Result<Value, &'static str> {
    match (kind.portable(), json) {
        (_, Json::Null) => Ok(Value::Null),
        (Kind::Whole, Json::Number(n)) => n.as_i64().map(Value::Int).ok_or("a number too large"),
        (Kind::Text, Json::String(text)) => Ok(Value::Text(text)),
        (Kind::Bytes, Json::String(text)) => {
            from_hex(&text).map(Value::Bytes).ok_or("no hexadecimal digits")
        }
        (Kind::Real, Json::String(text)) => {
            text.parse().map(Value::Real).map_err(|_| "no number with a fraction")
        }
        _ => Err("a value of another kind than its column"),
    }
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let nibble = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    let pairs = text.as_bytes().chunks(2);
    pairs
        .map(|pair| match pair {
            [high, low] => Some(nibble(*high)? << 4 | nibble(*low)?),
            _ => None,
        })
        .collect()
}

/// Adds rows to a table, many with one statement.
pub(super) struct Adding<'a> {
    db: &'a Db,
    table: &'a Table,
    most: usize,
    full: String,
    waiting: Vec<Value>,
    weight: usize,
}

impl<'a> Adding<'a> {
    pub(super) fn new(db: &'a Db, table: &'a Table) -> Self {
        let most = (2_000 / table.columns.len().max(1)).clamp(1, 64);
        let full = insert(table, most);
        Self { db, table, most, full, waiting: Vec::new(), weight: 0 }
    }

    /// Adds a row, now or with some of the next.
    pub(super) fn add(&mut self, row: Vec<Value>) -> Result<(), Fault> {
        self.weight += row.iter().map(weight).sum::<usize>();
        self.waiting.extend(row);
        // A few long rows are enough: nobody should have to hold 64 of them.
        if self.waiting.len() >= self.most * self.table.columns.len() || self.weight > 1 << 20 {
            self.finish()?;
        }
        Ok(())
    }

    /// Adds those that still wait.
    pub(super) fn finish(&mut self) -> Result<(), Fault> {
        let rows = self.waiting.len() / self.table.columns.len().max(1);
        if rows > 0 {
            let values: Vec<&dyn crate::db::ToValue> =
                self.waiting.iter().map(|value| value as &dyn crate::db::ToValue).collect();
            if rows == self.most {
                self.db.execute(&self.full, &values)?;
            } else {
                self.db.execute(&insert(self.table, rows), &values)?;
            }
            self.waiting.clear();
            self.weight = 0;
        }
        Ok(())
    }
}

fn weight(value: &Value) -> usize {
    match value {
        Value::Text(text) => text.len(),
        Value::Bytes(bytes) => bytes.len(),
        _ => 8,
    }
}

fn insert(table: &Table, rows: usize) -> String {
    let width = table.columns.len();
    let row = |n: usize| {
        let places: Vec<String> = (1..=width).map(|m| format!("${}", n * width + m)).collect();
        format!("({})", places.join(","))
    };
    let rows: Vec<String> = (0..rows).map(row).collect();
    let name = super::schema::quoted(&table.name);
    format!("insert into {name} ({}) values {}", table.names(), rows.join(","))
}
