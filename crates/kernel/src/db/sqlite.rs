//! SQLite: opening a file, and reading and writing its values.

use super::standing::Deadline;
use super::{Fault, Value};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// Opens the file with the settings that every connection shares.
pub(super) fn open(path: &Path, writes: bool) -> Result<Connection, Fault> {
    let connection = if writes {
        Connection::open(path)?
    } else {
        Connection::open_with_flags(
            path,
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?
    };
    connection.busy_timeout(Duration::from_secs(30))?;
    connection.set_prepared_statement_cache_capacity(256);
    if writes {
        connection.pragma_update(None, "journal_mode", "wal")?;
        connection.pragma_update(None, "synchronous", "full")?;
        // What is taken back is overwritten, not only unlinked.
        connection.pragma_update(None, "secure_delete", "on")?;
    }
    connection.pragma_update(None, "foreign_keys", "on")?;
    connection.pragma_update(None, "cache_size", -8192)?;
    connection.pragma_update(None, "temp_store", "memory")?;
    Ok(connection)
}

/// How many of its own steps SQLite takes between two looks at the deadline: some tens of
/// microseconds.
const STEPS: i32 = 4096;

/// Interrupts whatever the connection does once `deadline` has passed.
pub(super) fn keep_to(connection: &mut Connection, deadline: Arc<Deadline>) -> Result<(), Fault> {
    connection.progress_handler(STEPS, Some(move || deadline.has_passed()))?;
    Ok(())
}

/// Turns `$1` into `?1`: SQLite numbers `$` names by their first appearance.
pub(super) fn numbered(sql: &str) -> String {
    let mut quoted = false;
    sql.chars()
        .map(|c| match c {
            '\'' => {
                quoted = !quoted;
                c
            }
            '$' if !quoted => '?',
            _ => c,
        })
        .collect()
}

pub(super) fn value(row: &rusqlite::Row<'_>, column: usize) -> Result<Value, Fault> {
    Ok(match row.get_ref(column)? {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(n) => Value::Int(n),
        ValueRef::Real(x) => Value::Real(x),
        ValueRef::Text(text) => Value::Text(
            String::from_utf8(text.to_vec())
                .map_err(|_| Fault::Column { column, wanted: "text" })?,
        ),
        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
    })
}

impl rusqlite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Self::Bool(flag) => ToSqlOutput::Borrowed(ValueRef::Integer((*flag).into())),
            Self::Int(n) => ToSqlOutput::Borrowed(ValueRef::Integer(*n)),
            Self::Real(x) => ToSqlOutput::Borrowed(ValueRef::Real(*x)),
            Self::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Self::Bytes(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
            Self::Id(id) => ToSqlOutput::Borrowed(ValueRef::Blob(id.as_bytes())),
        })
    }
}
