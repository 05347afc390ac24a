//! Readings: begin one, finish it, and only then see what others marked.
//!
//! A reading is *open* to someone when it is their own, or when it is finished, nobody else is
//! still reading the voice, and they themselves are not one of those who may yet read it blind.
//! [`store::open_to`] says it once, for every list, page, count and file.

mod model;
pub(crate) mod store;

pub use model::{MEMO_LIMIT, Memo, NotReading, Reading};

use crate::ids::ReadingId;
use kernel::clock::day;
use kernel::ids::AccountId;
use kernel::{Db, Fault, Tx, audit};
use listen::ids::VoiceId;
use listen::voice;
use serde_json::json;

/// Begins `account`'s reading of a voice, or gives the one that they have begun. From then on
/// the voice's words stay as they are.
///
/// # Errors
/// [`NotReading`] says why not.
pub fn begin(tx: &mut Tx<'_>, voice: VoiceId, account: AccountId) -> Result<ReadingId, NotReading> {
    if let Some(reading) = store::of(tx, voice, account)? {
        return if reading.passed { Err(NotReading::Passed) } else { Ok(reading.id) };
    }
    let lines = crate::coding::lines(tx, voice, day(tx.now()))?.ok_or(NotReading::NoVoice)?;
    voice::fix(tx, voice)?;
    let id = tx.id();
    let lines = u32::try_from(lines.len()).unwrap_or(u32::MAX);
    store::insert(tx, id, voice, account, lines, false)?;
    audit::record(tx, "reading.begun", id, &json!({ "voice": voice, "reader": account }))?;
    Ok(id)
}

/// Finishes a reading. It can't be changed afterwards, and counts in the agreement of readers
/// once another one is finished too.
///
/// # Errors
/// [`NotReading`] says why not.
pub fn finish(tx: &mut Tx<'_>, id: ReadingId) -> Result<(), NotReading> {
    let reading = store::find(tx, id)?.ok_or(NotReading::NoVoice)?;
    if reading.is_finished() {
        return Err(NotReading::Finished);
    }
    let now = tx.now();
    store::set_finished(tx, id, Some(now))?;
    audit::record(tx, "reading.finished", id, &json!({ "voice": reading.voice_id }))?;
    Ok(())
}

/// Opens a finished reading again, as long as nobody has compared it and no finding rests on it.
///
/// # Errors
/// [`NotReading`] says why not.
pub fn reopen(tx: &mut Tx<'_>, id: ReadingId) -> Result<(), NotReading> {
    let reading = store::find(tx, id)?.ok_or(NotReading::NoVoice)?;
    if reading.passed {
        return Err(NotReading::Passed);
    }
    let others = of_voice(tx, reading.voice_id)?;
    if others.iter().any(|other| other.id != id && other.is_finished()) {
        return Err(NotReading::Seen);
    }
    if store::is_evidence(tx, id)? {
        return Err(NotReading::Evidence);
    }
    store::set_finished(tx, id, None)?;
    audit::record(tx, "reading.reopened", id, &json!({ "voice": reading.voice_id }))?;
    Ok(())
}

/// Lets `account` see what others marked in a voice without reading it. They can't read it
/// blind afterwards, so it counts in no agreement.
///
/// # Errors
/// [`NotReading::Finished`] when they have begun it.
pub fn pass(tx: &mut Tx<'_>, voice: VoiceId, account: AccountId) -> Result<(), NotReading> {
    match store::of(tx, voice, account)? {
        Some(reading) if reading.passed => return Ok(()),
        Some(_) => return Err(NotReading::Finished),
        None => {}
    }
    let lines = crate::coding::lines(tx, voice, day(tx.now()))?.ok_or(NotReading::NoVoice)?;
    let (id, now) = (tx.id(), tx.now());
    let lines = u32::try_from(lines.len()).unwrap_or(u32::MAX);
    store::insert(tx, id, voice, account, lines, true)?;
    store::set_finished(tx, id, Some(now))?;
    audit::record(tx, "reading.passed", id, &json!({ "voice": voice, "reader": account }))?;
    Ok(())
}

/// The reading with this id.
///
/// # Errors
/// The database's.
pub fn find(db: &Db, id: ReadingId) -> Result<Option<Reading>, Fault> {
    store::find(db, id)
}

/// `account`'s reading of a voice, when they have begun one.
///
/// # Errors
/// The database's.
pub fn of(db: &Db, voice: VoiceId, account: AccountId) -> Result<Option<Reading>, Fault> {
    store::of(db, voice, account)
}

/// Every reading of a voice, in the order in which they were begun. It says who reads, and
/// nothing of what they marked.
///
/// # Errors
/// The database's.
pub fn of_voice(db: &Db, voice: VoiceId) -> Result<Vec<Reading>, Fault> {
    store::of_voice(db, voice)
}

/// How many readings an account has begun and not finished.
///
/// # Errors
/// The database's.
pub fn unfinished(db: &Db, account: AccountId) -> Result<u64, Fault> {
    store::unfinished(db, account)
}
