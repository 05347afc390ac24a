//! Many rows in one statement.

use kernel::db::{ToValue, Value};
use kernel::{Fault, Tx};

/// How many rows a statement takes.
const AT_ONCE: usize = 250;

/// Runs `insert into … (…)` for every `width` of the values.
///
/// # Errors
/// The database's.
pub(super) fn insert(
    tx: &mut Tx<'_>,
    insert: &str,
    width: usize,
    values: &[Value],
) -> Result<(), Fault> {
    for some in values.chunks(width * AT_ONCE) {
        let row = |row: usize| {
            let places: Vec<String> =
                (1..=width).map(|column| format!("${}", row * width + column)).collect();
            format!("({})", places.join(", "))
        };
        let rows: Vec<String> = (0..some.len() / width).map(row).collect();
        let values: Vec<&dyn ToValue> = some.iter().map(|value| value as _).collect();
        tx.run(&format!("{insert} values {}", rows.join(", ")), &values)?;
    }
    Ok(())
}
