//! Migrations: one timeline, the same names for both databases.

use super::Fault;
use super::postgres::PgLink;

mod for_sqlite {
    refinery::embed_migrations!("../../migrations/sqlite");
}

mod for_postgres {
    refinery::embed_migrations!("../../migrations/postgres");
}

/// The number of the newest migration that this program knows.
pub fn schema_version() -> i64 {
    for_sqlite::migrations::runner()
        .get_migrations()
        .iter()
        .map(|migration| i64::from(migration.version()))
        .max()
        .unwrap_or_default()
}

/// Makes the tables as they were at `version`, in an empty database.
pub(super) fn sqlite_at(connection: &mut rusqlite::Connection, version: i64) -> Result<(), Fault> {
    let known = for_sqlite::migrations::runner();
    let target = known
        .get_migrations()
        .iter()
        .map(refinery::Migration::version)
        .find(|known| i64::from(*known) == version)
        .ok_or_else(|| Fault::Other(format!("there is no schema {version}")))?;
    known.set_target(refinery::Target::Version(target)).run(connection)?;
    Ok(())
}

pub(super) fn sqlite(connection: &mut rusqlite::Connection) -> Result<(), Fault> {
    for_sqlite::migrations::runner().run(connection)?;
    Ok(())
}

pub(super) fn postgres(link: &mut PgLink) -> Result<(), Fault> {
    // Two programs that start at once must not migrate at once.
    link.client.batch_execute("select pg_advisory_lock(36334, 1)")?;
    let result = for_postgres::migrations::runner().run(&mut link.client);
    link.client.batch_execute("select pg_advisory_unlock(36334, 1)")?;
    result?;
    Ok(())
}
