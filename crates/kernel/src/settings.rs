//! What a space says of itself, kept in its own database: name, organisation, phone number,
//! thresholds. Table `kernel_setting`.

use crate::{Db, Fault, Tx};

/// The value of a setting, if it was set.
///
/// # Errors
/// The database's.
pub fn get(db: &Db, name: &str) -> Result<Option<String>, Fault> {
    db.first("select value from kernel_setting where name = $1", &[&name])
}

/// Sets a setting.
///
/// # Errors
/// The database's.
pub fn set(tx: &mut Tx<'_>, name: &str, value: &str) -> Result<(), Fault> {
    tx.run(
        "insert into kernel_setting (name, value) values ($1, $2)
         on conflict (name) do update set value = excluded.value",
        &[&name, &value],
    )?;
    Ok(())
}

/// The next number of the series `name`, from 1, each given once.
///
/// # Errors
/// The database's.
pub fn next_number(tx: &mut Tx<'_>, name: &str) -> Result<i64, Fault> {
    tx.run(
        "insert into kernel_number (name, next) values ($1, 2)
         on conflict (name) do update set next = kernel_number.next + 1",
        &[&name],
    )?;
    tx.only("select next - 1 from kernel_number where name = $1", &[&name])
}
