//! Queries of those put forward as safeguarding leads. Table `people_lead`.

use super::{Lead, LeadId};
use kernel::access::Scope;
use kernel::ids::AccountId;
use kernel::{Db, Fault, Tx};

pub(super) fn insert(
    tx: &mut Tx<'_>,
    account: AccountId,
    scope: Scope,
    by: Option<AccountId>,
) -> Result<(), Fault> {
    let (id, now): (LeadId, _) = (tx.id(), tx.now());
    let (kind, scope_id) = scope.parts();
    tx.insert(
        "people_lead",
        &[
            ("id", &id),
            ("account_id", &account),
            ("scope_kind", &kind),
            ("scope_id", &scope_id),
            ("proposed_by", &by),
            ("proposed_at", &now),
        ],
    )
}

pub(super) fn waiting(db: &Db) -> Result<Vec<Lead>, Fault> {
    let sql = format!(
        "select {} from people_lead where settled_at is null order by proposed_at, id",
        Lead::COLUMNS
    );
    db.all(&sql, &[])
}

pub(super) fn is_waiting(db: &Db, account: AccountId, scope: Scope) -> Result<bool, Fault> {
    let waiting = waiting(db)?;
    Ok(waiting.iter().any(|one| one.account_id == account && one.scope() == Some(scope)))
}

pub(super) fn settle(
    tx: &mut Tx<'_>,
    id: LeadId,
    by: AccountId,
    agreed: bool,
) -> Result<(), Fault> {
    let now = tx.now();
    tx.update("people_lead", id, &[("settled_at", &now), ("settled_by", &by), ("agreed", &agreed)])
}
