//! Accounts: who can sign in, by link or by password, and their sessions. Tables
//! `kernel_account`, `kernel_role`, `kernel_session`, `kernel_sign_in_link`, `kernel_attempt`.

mod attempt;
mod directory;
mod guessable;
mod password;
mod session;

pub use attempt::{Gate, attempt, attempt_from, attempts, forgive, network};
pub use directory::{edit, every_role};
pub use guessable::{is_common, is_own};
pub use password::{hash_password, password_holds};
pub use session::{
    Token, end_session, end_sessions, open_link, session_begun, session_viewer, sight,
    sign_in_link, start_session, touch_session,
};

use crate::access::{Role, Scope};
use crate::ids::{AccountId, RoleId};
use crate::{Db, Fault, Language, Timestamp, Tx, audit};
use serde_json::json;
use uuid::Uuid;

crate::record! {
    /// Someone who can sign in.
    pub struct Account {
        /// Their id.
        pub id: AccountId,
        /// Their e-mail address, in small letters.
        pub email: String,
        /// Their name.
        pub name: String,
        /// The language they chose.
        pub language: Language,
        /// Their password's hash, when they set one.
        pub password_hash: Option<String>,
        /// Since when.
        pub created_at: Timestamp,
        /// Until when.
        pub ended_at: Option<Timestamp>,
    }
}

crate::refusal! {
    /// Why an account could not be made or changed.
    pub enum NotAccount {
        /// The address is not an e-mail address.
        NoAddress => "account-no-address" at "email",
        /// Somebody has this address already.
        Taken => "account-taken" at "email",
        /// The name is missing or too long.
        NoName => "account-no-name" at "name",
        /// The password is too short.
        ShortPassword { least: usize } => "account-short-password" at "password",
        /// The password is one that many people use, or made of keys that lie side by side.
        CommonPassword => "account-common-password" at "password",
        /// The password is made of the person's own name or address, or the site's name.
        OwnPassword => "account-own-password" at "password",
        /// The first password needs a link that was just followed.
        NotProven => "account-not-proven" at "password",
        /// The password is too long.
        LongPassword { most: usize } => "account-long-password" at "password",
        /// The last administrator can't be taken away.
        LastAdministrator => "account-last-administrator",
    }
}

/// An e-mail address as it is stored: trimmed, in small letters; nothing when it is none.
pub fn address(typed: &str) -> Option<String> {
    let address = typed.trim().to_lowercase();
    let valid = address.len() <= 254 && address.parse::<lettre::Address>().is_ok();
    valid.then_some(address)
}

/// Makes an account.
///
/// # Errors
/// [`NotAccount`] says why not.
pub fn create(
    tx: &mut Tx<'_>,
    email: &str,
    name: &str,
    language: Language,
) -> Result<AccountId, NotAccount> {
    let email = address(email).ok_or(NotAccount::NoAddress)?;
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 120 {
        return Err(NotAccount::NoName);
    }
    if by_email(tx, &email)?.is_some() {
        return Err(NotAccount::Taken);
    }
    let (id, now): (AccountId, _) = (tx.id(), tx.now());
    tx.insert(
        "kernel_account",
        &[
            ("id", &id),
            ("email", &email),
            ("name", &name),
            ("language", &language),
            ("created_at", &now),
        ],
    )?;
    audit::record(tx, "account.create", id, &json!({}))?;
    Ok(id)
}

/// The account with this id, also when it has ended.
///
/// # Errors
/// The database's.
pub fn find(db: &Db, id: AccountId) -> Result<Option<Account>, Fault> {
    let sql = format!("select {} from kernel_account where id = $1", Account::COLUMNS);
    db.first(&sql, &[&id])
}

/// The account with this address, unless it has ended.
///
/// # Errors
/// The database's.
pub fn by_email(db: &Db, email: &str) -> Result<Option<Account>, Fault> {
    let Some(email) = address(email) else { return Ok(None) };
    let sql = format!(
        "select {} from kernel_account where email = $1 and ended_at is null",
        Account::COLUMNS
    );
    db.first(&sql, &[&email])
}

/// Every account, by name.
///
/// # Errors
/// The database's.
pub fn all(db: &Db) -> Result<Vec<Account>, Fault> {
    db.all(&format!("select {} from kernel_account order by name, id", Account::COLUMNS), &[])
}

/// Sets a password, given its hash from [`hash_password`], and ends every session and every link
/// that was sent: whoever holds one of those is not let in past the new password.
///
/// # Errors
/// The database's.
pub fn set_password(tx: &mut Tx<'_>, id: AccountId, hash: &str) -> Result<(), Fault> {
    tx.update("kernel_account", id, &[("password_hash", &hash)])?;
    end_sessions(tx, id)?;
    tx.run("delete from kernel_sign_in_link where account_id = $1", &[&id])?;
    audit::record(tx, "account.password", id, &json!({}))
}

/// Ends an account: its sessions, links and roles.
///
/// # Errors
/// [`NotAccount::LastAdministrator`].
pub fn end(tx: &mut Tx<'_>, id: AccountId) -> Result<(), NotAccount> {
    let now = tx.now();
    for (role, ..) in roles(tx, id)? {
        end_role(tx, role)?;
    }
    tx.update("kernel_account", id, &[("ended_at", &now)])?;
    end_sessions(tx, id)?;
    tx.run("delete from kernel_sign_in_link where account_id = $1", &[&id])?;
    audit::record(tx, "account.end", id, &json!({}))?;
    Ok(())
}

/// Gives an account a role in a scope; giving it twice is the same as once.
///
/// # Errors
/// The database's.
pub fn grant(tx: &mut Tx<'_>, account: AccountId, role: Role, scope: Scope) -> Result<(), Fault> {
    if roles(tx, account)?.iter().any(|(_, held, within)| *held == role && *within == scope) {
        return Ok(());
    }
    let (id, now): (RoleId, _) = (tx.id(), tx.now());
    let (kind, scope_id) = scope.parts();
    tx.insert(
        "kernel_role",
        &[
            ("id", &id),
            ("account_id", &account),
            ("role", &role),
            ("scope_kind", &kind),
            ("scope_id", &scope_id),
            ("granted_at", &now),
        ],
    )?;
    let detail = json!({ "role": role.word(), "scope": kind, "scope_id": scope_id });
    audit::record(tx, "role.grant", account, &detail)
}

/// Ends a role. The last administrator of the space keeps theirs.
///
/// # Errors
/// [`NotAccount::LastAdministrator`].
pub fn end_role(tx: &mut Tx<'_>, id: RoleId) -> Result<(), NotAccount> {
    let (account, role): (AccountId, Role) =
        tx.only("select account_id, role from kernel_role where id = $1", &[&id])?;
    let now = tx.now();
    tx.update("kernel_role", id, &[("ended_at", &now)])?;
    let left: i64 = tx.only(
        "select count(*) from kernel_role
         where role = 'administrator' and scope_kind = 'space' and ended_at is null",
        &[],
    )?;
    if role == Role::Administrator && left == 0 {
        return Err(NotAccount::LastAdministrator);
    }
    audit::record(tx, "role.end", account, &json!({ "role": role.word() }))?;
    Ok(())
}

/// The roles that an account holds now.
///
/// # Errors
/// The database's.
pub fn roles(db: &Db, account: AccountId) -> Result<Vec<(RoleId, Role, Scope)>, Fault> {
    let rows: Vec<(RoleId, Role, String, Option<Uuid>)> = db.all(
        "select id, role, scope_kind, scope_id from kernel_role
         where account_id = $1 and ended_at is null order by granted_at, id",
        &[&account],
    )?;
    let scoped = |(id, role, kind, scope): (RoleId, Role, String, Option<Uuid>)| {
        Scope::from_parts(&kind, scope).map(|scope| (id, role, scope))
    };
    Ok(rows.into_iter().filter_map(scoped).collect())
}
