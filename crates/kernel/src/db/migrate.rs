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
