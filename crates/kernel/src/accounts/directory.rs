//! Everyone's roles at once, and the changes that people make to their own account.

use super::NotAccount;
use crate::access::{Role, Scope};
use crate::ids::{AccountId, RoleId};
use crate::{Db, Fault, Language, Tx, audit};
use serde_json::json;
use uuid::Uuid;

/// Every role that is held now, with the account that holds it, oldest first.
///
/// # Errors
/// The database's.
pub fn every_role(db: &Db) -> Result<Vec<(AccountId, RoleId, Role, Scope)>, Fault> {
    let rows: Vec<(AccountId, RoleId, Role, String, Option<Uuid>)> = db.all(
        "select account_id, id, role, scope_kind, scope_id from kernel_role
         where ended_at is null order by granted_at, id",
        &[],
    )?;
    let scoped = |(account, id, role, kind, scope): (_, _, _, String, _)| {
        Scope::from_parts(&kind, scope).map(|scope| (account, id, role, scope))
    };
    Ok(rows.into_iter().filter_map(scoped).collect())
}

/// Changes an account's name and language.
///
/// # Errors
/// [`NotAccount::NoName`].
pub fn edit(
    tx: &mut Tx<'_>,
    id: AccountId,
    name: &str,
    language: Language,
) -> Result<(), NotAccount> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 120 {
        return Err(NotAccount::NoName);
    }
    tx.update("kernel_account", id, &[("name", &name), ("language", &language)])?;
    audit::record(tx, "account.edit", id, &json!({}))?;
    Ok(())
}
