//! Visits: the short time in which a thread number stays open. Table `publish_visit`.

use super::NotFound;
use jiff::SignedDuration;
use kernel::accounts::{Gate, Token, attempt_from};
use kernel::{Db, Fault, Timestamp, Tx};
use listen::VoiceId;
use listen::number::{NotANumber, ThreadNumber};

/// How long a visit lasts.
pub const LENGTH: SignedDuration = SignedDuration::from_mins(20);

const WITHIN: SignedDuration = SignedDuration::from_mins(10);

/// How often one place may look for a number.
const GATE: Gate = Gate { name: "thread-number", most: 10, within: WITHIN };
/// How often everybody together may: some 40,000 a day, of 27 thousand million numbers.
const SITE: Gate = Gate { name: "thread-number-site", most: 300, within: WITHIN };

/// Opens a visit for the number that was typed. Nothing when there is no voice with it; the
/// attempt is counted either way.
///
/// # Errors
/// [`NotFound`] when it can't be a number, or too many were tried from one place.
pub fn look_up(tx: &mut Tx<'_>, typed: &str, client: &str) -> Result<Option<Token>, NotFound> {
    let number: ThreadNumber = typed.parse().map_err(|wrong| match wrong {
        NotANumber::Shape => NotFound::Shape,
        NotANumber::Check => NotFound::Check,
    })?;
    if !attempt_from(tx, GATE, SITE, client)? {
        return Err(NotFound::TooMany);
    }
    let Some(voice) = listen::voice::by_number(tx, number)? else { return Ok(None) };
    let (token, now) = (Token::new(tx), tx.now());
    let expires = now.checked_add(LENGTH).unwrap_or(now);
    tx.run("delete from publish_visit where expires_at <= $1", &[&now])?;
    tx.insert(
        "publish_visit",
        &[("digest", &token.digest()), ("voice_id", &voice.id), ("expires_at", &expires)],
    )?;
    Ok(Some(token))
}

/// The voice that a visit opens, while it lasts and the voice was not taken back.
///
/// # Errors
/// The database's.
pub fn visited(
    db: &Db,
    token: &Token,
    now: Timestamp,
) -> Result<Option<listen::voice::Voice>, Fault> {
    let voice: Option<VoiceId> = db.first(
        "select voice_id from publish_visit where digest = $1 and expires_at > $2",
        &[&token.digest(), &now],
    )?;
    let Some(voice) = voice else { return Ok(None) };
    Ok(listen::voice::find(db, voice)?.filter(|voice| voice.withdrawn_at.is_none()))
}

/// Ends a visit.
///
/// # Errors
/// The database's.
pub fn end(tx: &mut Tx<'_>, token: &Token) -> Result<(), Fault> {
    tx.run("delete from publish_visit where digest = $1", &[&token.digest()]).map(drop)
}
