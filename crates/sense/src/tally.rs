//! To how many voices each reader gave each theme. Table `sense_tally`.
//!
//! A reader sees only their own counts beside the themes, so that no count can tell what a second
//! reader did; and they are kept, so that no page has to count half a million highlights.

use crate::ids::ThemeId;
use kernel::ids::{AccountId, ProgrammeId};
use kernel::{Db, Fault, Tx};
use std::collections::HashMap;

/// Moves the count of `account` for `theme` by one, up or down.
pub(crate) fn shift(
    tx: &mut Tx<'_>,
    account: AccountId,
    theme: ThemeId,
    by: i64,
) -> Result<(), Fault> {
    tx.run(
        "insert into sense_tally (account_id, theme_id, voices) values ($1, $2, $3)
         on conflict (account_id, theme_id)
         do update set voices = sense_tally.voices + excluded.voices",
        &[&account, &theme, &by],
    )?;
    Ok(())
}

/// Counts again for every reader of `theme`, after many highlights were moved.
pub(crate) fn refresh(tx: &mut Tx<'_>, theme: ThemeId) -> Result<(), Fault> {
    tx.run("delete from sense_tally where theme_id = $1", &[&theme])?;
    tx.run(
        "insert into sense_tally (account_id, theme_id, voices)
         select r.account_id, h.theme_id, count(distinct h.voice_id)
         from sense_highlight h join sense_reading r on r.id = h.reading_id
         where h.theme_id = $1 group by r.account_id, h.theme_id",
        &[&theme],
    )?;
    Ok(())
}

/// To how many voices `account` gave each theme of a programme.
pub(crate) fn of(
    db: &Db,
    account: AccountId,
    programme: ProgrammeId,
) -> Result<HashMap<ThemeId, u64>, Fault> {
    let counts: Vec<(ThemeId, u64)> = db.all(
        "select t.id, y.voices from sense_codebook b join sense_theme t on t.codebook_id = b.id
         join sense_tally y on y.account_id = $1 and y.theme_id = t.id
         where b.programme_id = $2",
        &[&account, &programme],
    )?;
    Ok(counts.into_iter().collect())
}
