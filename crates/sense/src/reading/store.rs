//! Queries over `sense_reading` and `sense_memo`.

use super::model::{Memo, Reading};
use crate::ids::{MemoId, ReadingId};
use kernel::access::{Verb, Viewer};
use kernel::db::{ToValue, Value};
use kernel::ids::AccountId;
use kernel::{Db, Fault, Timestamp, Tx};
use listen::ids::VoiceId;

pub(crate) fn insert(
    tx: &mut Tx<'_>,
    id: ReadingId,
    voice: VoiceId,
    account: AccountId,
    lines: u32,
    passed: bool,
) -> Result<(), Fault> {
    let now = tx.now();
    tx.insert(
        "sense_reading",
        &[
            ("id", &id),
            ("voice_id", &voice),
            ("account_id", &account),
            ("lines", &lines),
            ("reached", &0_u32),
            ("started_at", &now),
            ("passed", &passed),
        ],
    )
}

pub(super) fn set_finished(
    tx: &mut Tx<'_>,
    id: ReadingId,
    at: Option<Timestamp>,
) -> Result<(), Fault> {
    tx.update("sense_reading", id, &[("finished_at", &at)])
}

pub(crate) fn reach(tx: &mut Tx<'_>, id: ReadingId, line: u32) -> Result<(), Fault> {
    tx.run("update sense_reading set reached = $2 where id = $1 and reached < $2", &[&id, &line])?;
    Ok(())
}

pub(super) fn is_evidence(db: &Db, id: ReadingId) -> Result<bool, Fault> {
    let found: Option<i64> = db.first(
        "select 1 from sense_highlight h join sense_evidence e on e.highlight_id = h.id
         where h.reading_id = $1 limit 1",
        &[&id],
    )?;
    Ok(found.is_some())
}

pub(crate) fn find(db: &Db, id: ReadingId) -> Result<Option<Reading>, Fault> {
    let sql = format!("select {} from sense_reading where id = $1", Reading::COLUMNS);
    db.first(&sql, &[&id])
}

pub(crate) fn of(db: &Db, voice: VoiceId, account: AccountId) -> Result<Option<Reading>, Fault> {
    let sql = format!(
        "select {} from sense_reading where voice_id = $1 and account_id = $2",
        Reading::COLUMNS
    );
    db.first(&sql, &[&voice, &account])
}

pub(super) fn of_voice(db: &Db, voice: VoiceId) -> Result<Vec<Reading>, Fault> {
    let sql = format!(
        "select {} from sense_reading where voice_id = $1 order by started_at, id",
        Reading::COLUMNS
    );
    db.all(&sql, &[&voice])
}

/// A condition for the readings that are open to whoever keeps the house and reads nothing here:
/// those that are finished, of voices that nobody is still reading.
pub(crate) const OPEN_TO_THE_HOUSE: &str = "r.finished_at is not null
   and not exists (select 1 from sense_reading o
     where o.voice_id = r.voice_id and o.finished_at is null)";

/// A condition that is true of the readings `r` of the voices `v` (of `sense_voice`) that are
/// open to `viewer`: their own, and those that are finished where nobody is still reading and
/// the viewer has finished, has passed, or may not read the voice at all.
pub(crate) fn open_to(viewer: &Viewer, values: &mut Vec<Value>) -> String {
    values.push(viewer.account.to_value());
    let me = values.len();
    let may_read =
        viewer.reach(Verb::CodeVoice).condition("v.programme_id", "v.community_id", values);
    format!(
        "(r.account_id = ${me} or (r.finished_at is not null
           and not exists (select 1 from sense_reading o
             where o.voice_id = r.voice_id and o.finished_at is null)
           and (not ({may_read}) or exists (select 1 from sense_reading m
             where m.voice_id = r.voice_id and m.account_id = ${me}))))"
    )
}

pub(crate) fn memo(db: &Db, reading: ReadingId, line: u32) -> Result<Option<Memo>, Fault> {
    let sql =
        format!("select {} from sense_memo where reading_id = $1 and line = $2", Memo::COLUMNS);
    db.first(&sql, &[&reading, &line])
}

pub(crate) fn memos(db: &Db, reading: ReadingId) -> Result<Vec<Memo>, Fault> {
    let sql =
        format!("select {} from sense_memo where reading_id = $1 order by line", Memo::COLUMNS);
    db.all(&sql, &[&reading])
}

pub(crate) fn set_memo(
    tx: &mut Tx<'_>,
    reading: ReadingId,
    line: u32,
    body: &str,
) -> Result<(), Fault> {
    if body.is_empty() {
        tx.run("delete from sense_memo where reading_id = $1 and line = $2", &[&reading, &line])?;
        return Ok(());
    }
    let (id, now): (MemoId, _) = (tx.id(), tx.now());
    tx.run(
        "insert into sense_memo (id, reading_id, line, body, updated_at)
         values ($1, $2, $3, $4, $5) on conflict (reading_id, line)
         do update set body = excluded.body, updated_at = excluded.updated_at",
        &[&id, &reading, &line, &body, &now],
    )?;
    Ok(())
}

pub(super) fn unfinished(db: &Db, account: AccountId) -> Result<u64, Fault> {
    db.only(
        "select count(*) from sense_reading
         where account_id = $1 and finished_at is null and passed = $2",
        &[&account, &false],
    )
}

/// Brings a reading that came in from a file as far as it had come there.
pub(crate) fn restore(
    tx: &mut Tx<'_>,
    id: ReadingId,
    reached: u32,
    finished: Option<Timestamp>,
    passed: bool,
) -> Result<(), Fault> {
    reach(tx, id, reached)?;
    tx.update("sense_reading", id, &[("finished_at", &finished), ("passed", &passed)])
}
