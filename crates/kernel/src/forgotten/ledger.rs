//! What a space remembers of what was taken back, carried over when an archive is put into it.

use crate::db::{ToValue, Value};
use crate::{Db, Fault};

/// The tables of the ledger, with their columns.
const TABLES: [(&str, &str, usize); 3] = [
    ("kernel_gone", "kind, id, at", 3),
    ("kernel_forgotten", "tag, length, digest, kind, id, until, barred", 7),
    ("kernel_unnamed", "kind, id, voice_id, length, digest, team, until", 7),
];

/// What is gone from a space, and what it recognises.
#[derive(Default)]
pub(crate) struct Ledger {
    rows: [Vec<Vec<Value>>; 3],
}

impl Ledger {
    /// That of a space; nothing where there are no such tables yet.
    pub(crate) fn of(db: &Db) -> Result<Self, Fault> {
        let mut ledger = Self::default();
        for ((table, columns, _), rows) in TABLES.iter().zip(&mut ledger.rows) {
            if db.has_table(table)? {
                *rows = db.all(&format!("select {columns} from {table}"), &[])?;
            }
        }
        Ok(ledger)
    }

    /// Adds it to what another database remembers.
    pub(crate) fn add_to(&self, db: &Db) -> Result<(), Fault> {
        for ((table, columns, width), rows) in TABLES.iter().zip(&self.rows) {
            for some in rows.chunks(100) {
                let placed: Vec<String> = (0..some.len())
                    .map(|row| {
                        let placed: Vec<String> =
                            (1..=*width).map(|n| format!("${}", row * width + n)).collect();
                        format!("({})", placed.join(", "))
                    })
                    .collect();
                let values: Vec<&dyn ToValue> =
                    some.iter().flatten().map(|value| value as &dyn ToValue).collect();
                let sql = format!(
                    "insert into {table} ({columns}) values {} on conflict do nothing",
                    placed.join(", ")
                );
                db.execute(&sql, &values)?;
            }
        }
        Ok(())
    }
}
