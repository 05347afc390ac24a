//! Where the audit log ended, noted outside the database: in the program's own log and in the file
//! `audit-ends` of the data folder, a line each. A chain by itself does not show that its end was
//! cut off; `edefyn doctor` compares.

use kernel::audit::{self, Anchor};
use kernel::{Fault, Space, Timestamp};
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The nightly work that notes the end.
pub const NOTE: &str = "note-audit-end";

fn file(data: &Path) -> PathBuf {
    data.join("audit-ends")
}

/// Notes where the log ends now.
///
/// # Errors
/// The database's, or the file's.
pub fn note(data: &Path, space: &Space, now: Timestamp) -> Result<(), Fault> {
    let Some(end) = space.read_now(audit::end)? else { return Ok(()) };
    tracing::info!(%end, "the audit log ends here");
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    writeln!(options.open(file(data))?, "{now} {end}")?;
    Ok(())
}

/// Every end that was noted. A line that can't be read is left out.
///
/// # Errors
/// The file's.
pub fn noted(data: &Path) -> Result<Vec<Anchor>, Fault> {
    let text = match std::fs::read_to_string(file(data)) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error.into()),
    };
    Ok(text.lines().filter_map(|line| line.rsplit(' ').next()?.parse().ok()).collect())
}

/// The first of these ends that the log no longer holds.
///
/// # Errors
/// The database's.
pub fn missing(space: &Space, ends: Vec<Anchor>) -> Result<Option<Anchor>, Fault> {
    space.read_now(move |db| {
        for end in ends {
            if !audit::holds(db, &end)? {
                return Ok(Some(end));
            }
        }
        Ok(None)
    })
}

/// Puts aside what was noted of a space in whose place another was put.
///
/// # Errors
/// The file's.
pub fn put_aside(data: &Path, now: Timestamp) -> Result<(), Fault> {
    let aside = data.join(format!("audit-ends.before-{}", now.as_second()));
    match std::fs::rename(file(data), aside) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{missing, note, noted, put_aside};
    use kernel::audit;
    use kernel::ids::{AccountId, Uuid};
    use kernel::testing::{NOON, act, on_both};

    #[test]
    fn an_end_that_was_noted_is_missed_when_it_is_cut_off() {
        on_both(|test| {
            let (data, space) = (test.folder(), &test.space);
            let check = || missing(space, noted(data).unwrap()).unwrap().map(|end| end.seq);
            note(data, space, NOON).unwrap();
            assert_eq!((noted(data).unwrap(), check()), (vec![], None));
            for _ in 0..2 {
                space
                    .change_now(act(), |tx| {
                        audit::record(tx, "test", AccountId(Uuid::nil()), &serde_json::json!({}))
                    })
                    .unwrap();
                note(data, space, NOON).unwrap();
            }
            assert_eq!((noted(data).unwrap().len(), check()), (2, None));
            let sql = match space.dialect() {
                kernel::db::Dialect::Sqlite => "drop trigger kernel_audit_no_delete",
                kernel::db::Dialect::Postgres => "alter table kernel_audit disable trigger all",
            };
            space
                .change_now(act(), move |tx| {
                    tx.run(sql, &[])?;
                    tx.run("delete from kernel_audit where seq = 2", &[]).map(drop)
                })
                .unwrap();
            assert_eq!(check(), Some(2));
            put_aside(data, NOON).unwrap();
            put_aside(data, NOON).unwrap();
            assert_eq!((noted(data).unwrap(), check()), (vec![], None));
        });
    }
}
