//! Sessions and one-time links. The browser holds a token; the database holds its digest, so
//! that nobody can sign in with what a backup shows.

use super::{Account, find, roles};
use crate::access::{Sight, Viewer};
use crate::ids::AccountId;
use crate::{Actor, Db, Fault, Timestamp, Tx, audit};
use jiff::SignedDuration;
use serde_json::json;

/// How long a session lasts without being used.
const IDLE: SignedDuration = SignedDuration::from_hours(12);
/// How long a session lasts at the most.
const LONGEST: SignedDuration = SignedDuration::from_hours(24 * 14);

/// A secret that a browser or a letter holds: 64 hexadecimal digits.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A new one.
    pub fn new(tx: &mut Tx<'_>) -> Self {
        Self(blake3::Hash::from_bytes(tx.random()).to_hex().to_string())
    }

    /// One that a browser or an address held; nothing when it can't be one.
    pub fn read(text: &str) -> Option<Self> {
        let valid = text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit());
        valid.then(|| Self(text.to_owned()))
    }

    /// Its text, for a cookie or an address, never for a log.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Its digest, which is what is stored.
    pub fn digest(&self) -> [u8; 32] {
        *blake3::hash(self.0.as_bytes()).as_bytes()
    }
}

/// Starts a session.
///
/// # Errors
/// The database's.
pub fn start_session(tx: &mut Tx<'_>, account: AccountId) -> Result<Token, Fault> {
    let (token, now) = (Token::new(tx), tx.now());
    let expires = now.checked_add(LONGEST).unwrap_or(now);
    tx.insert(
        "kernel_session",
        &[
            ("digest", &token.digest()),
            ("account_id", &account),
            ("created_at", &now),
            ("seen_at", &now),
            ("expires_at", &expires),
        ],
    )?;
    tx.run("delete from kernel_session where expires_at <= $1", &[&now])?;
    audit::record(tx, "session.start", account, &json!({}))?;
    Ok(token)
}

/// Who a session's token belongs to, unless it has run out, and whether the session wants its
/// last use written down.
///
/// # Errors
/// The database's.
pub fn session_viewer(
    db: &Db,
    token: &Token,
    now: Timestamp,
) -> Result<Option<(Viewer, bool)>, Fault> {
    let found: Option<(AccountId, Timestamp, Timestamp)> = db.first(
        "select account_id, seen_at, expires_at from kernel_session where digest = $1",
        &[&token.digest()],
    )?;
    let Some((id, seen, expires)) = found else { return Ok(None) };
    if now >= expires || now.duration_since(seen) >= IDLE {
        return Ok(None);
    }
    let Some(account) = find(db, id)?.filter(|account| account.ended_at.is_none()) else {
        return Ok(None);
    };
    let stale = now.duration_since(seen) >= SignedDuration::from_mins(15);
    Ok(Some((viewer(db, account)?, stale)))
}

fn viewer(db: &Db, account: Account) -> Result<Viewer, Fault> {
    let roles = roles(db, account.id)?.into_iter().map(|(_, role, scope)| (role, scope)).collect();
    Ok(Viewer { account: account.id, name: account.name, language: account.language, roles })
}

/// When a session began: when its person last proved who they are.
///
/// # Errors
/// The database's.
pub fn session_begun(db: &Db, token: &Token) -> Result<Option<Timestamp>, Fault> {
    let sql = "select created_at from kernel_session where digest = $1";
    db.first(sql, &[&token.digest()])
}

/// How far whoever makes this change sees.
///
/// # Errors
/// The database's.
pub fn sight(tx: &Tx<'_>) -> Result<Sight, Fault> {
    let id = match tx.actor() {
        Actor::Command | Actor::House => return Ok(Sight::Everything),
        Actor::Narrator | Actor::Visitor => return Ok(Sight::Nothing),
        Actor::Account(id) => id,
    };
    match find(tx, id)?.filter(|account| account.ended_at.is_none()) {
        Some(account) => Ok(Sight::Of(viewer(tx, account)?)),
        None => Ok(Sight::Nothing),
    }
}

/// Writes down that a session was used.
///
/// # Errors
/// The database's.
pub fn touch_session(tx: &mut Tx<'_>, token: &Token) -> Result<(), Fault> {
    let now = tx.now();
    tx.run("update kernel_session set seen_at = $1 where digest = $2", &[&now, &token.digest()])?;
    Ok(())
}

/// Ends one session.
///
/// # Errors
/// The database's.
pub fn end_session(tx: &mut Tx<'_>, token: &Token) -> Result<(), Fault> {
    tx.run("delete from kernel_session where digest = $1", &[&token.digest()]).map(drop)
}

/// Ends every session of an account.
///
/// # Errors
/// The database's.
pub fn end_sessions(tx: &mut Tx<'_>, account: AccountId) -> Result<(), Fault> {
    tx.run("delete from kernel_session where account_id = $1", &[&account])?;
    audit::record(tx, "session.end_all", account, &json!({}))
}

/// Makes a link that signs an account in once, within `lifetime`.
///
/// # Errors
/// The database's.
pub fn sign_in_link(
    tx: &mut Tx<'_>,
    account: AccountId,
    lifetime: SignedDuration,
) -> Result<Token, Fault> {
    let (token, now) = (Token::new(tx), tx.now());
    let expires = now.checked_add(lifetime).unwrap_or(now);
    tx.insert(
        "kernel_sign_in_link",
        &[
            ("digest", &token.digest()),
            ("account_id", &account),
            ("created_at", &now),
            ("expires_at", &expires),
        ],
    )?;
    Ok(token)
}

/// Uses up a link. Gives the account, or nothing when the link was used, ran out or never was.
///
/// # Errors
/// The database's.
pub fn open_link(tx: &mut Tx<'_>, token: &Token) -> Result<Option<AccountId>, Fault> {
    let now = tx.now();
    let used = tx.run(
        "update kernel_sign_in_link set used_at = $1
         where digest = $2 and used_at is null and expires_at > $1",
        &[&now, &token.digest()],
    )?;
    if used == 0 {
        return Ok(None);
    }
    tx.first(
        "select l.account_id from kernel_sign_in_link l
         join kernel_account a on a.id = l.account_id and a.ended_at is null
         where l.digest = $1",
        &[&token.digest()],
    )
}
