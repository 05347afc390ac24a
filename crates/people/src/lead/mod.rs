//! Safeguarding leads: nobody becomes one past those who are. They alone see concerns, so that
//! whoever gives roles could otherwise let themselves in. Table `people_lead`, page `/desk/leads`.

pub(crate) mod desk;
mod store;

use kernel::access::{Role, Scope};
use kernel::accounts::{self, Account};
use kernel::ids::{AccountId, Uuid};
use kernel::{Db, Fault, Message, Timestamp, Tx, audit, mail};
use serde_json::json;

kernel::ids! {
    /// Somebody who was put forward as a safeguarding lead.
    LeadId = "lead";
}

kernel::record! {
    /// Somebody who was put forward as a safeguarding lead.
    pub struct Lead {
        /// Its id.
        pub id: LeadId,
        /// Who.
        pub account_id: AccountId,
        /// The kind of the scope.
        pub scope_kind: String,
        /// Its programme or community.
        pub scope_id: Option<Uuid>,
        /// By whom.
        pub proposed_by: Option<AccountId>,
        /// When.
        pub proposed_at: Timestamp,
    }
}

impl Lead {
    /// Where they would be one.
    pub fn scope(&self) -> Option<Scope> {
        Scope::from_parts(&self.scope_kind, self.scope_id)
    }
}

/// What giving a role came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// They hold it.
    Held,
    /// The leads were asked; they hold it once one of them agrees.
    Asked,
}

kernel::refusal! {
    /// Why a lead could not agree, or not refuse.
    pub enum NotSettled {
        /// It was settled already, or their account has ended.
        Gone => "lead-gone",
        /// It is about themselves, or they put it forward themselves.
        Own => "lead-own",
    }
}

/// Gives a role. The role of a safeguarding lead is only put forward where others hold it whose
/// scope meets this one, unless one of them gives it, or the server's command line: they are told by
/// letter, and one of them must agree. Where nobody holds it the first is appointed, and the audit
/// log says so. `base` is the site's public address, without a slash at the end.
///
/// # Errors
/// The database's.
pub fn give(
    tx: &mut Tx<'_>,
    account: AccountId,
    role: Role,
    scope: Scope,
    base: &str,
) -> Result<Given, Fault> {
    if role != Role::SafeguardingLead {
        accounts::grant(tx, account, role, scope)?;
        return Ok(Given::Held);
    }
    let (kind, scope_id) = scope.parts();
    let detail = json!({ "scope": kind, "scope_id": scope_id });
    let leads = others(tx, account, scope)?;
    let by = tx.actor().account();
    if by.is_none_or(|by| leads.iter().any(|lead| lead.id == by)) || leads.is_empty() {
        accounts::grant(tx, account, role, scope)?;
        if leads.is_empty() {
            audit::record(tx, "lead.first", account, &detail)?;
        }
        tell(tx, &leads, account, "lead-given", base)?;
        return Ok(Given::Held);
    }
    if !store::is_waiting(tx, account, scope)? {
        store::insert(tx, account, scope, by)?;
        audit::record(tx, "lead.put_forward", account, &detail)?;
        tell(tx, &leads, account, "lead-asked", base)?;
    }
    Ok(Given::Asked)
}

/// Those put forward on whom `lead` may decide, oldest first.
///
/// # Errors
/// The database's.
pub fn waiting(db: &Db, lead: AccountId) -> Result<Vec<(Lead, Account)>, Fault> {
    let mut found = Vec::new();
    for (one, account) in of_all(db)? {
        if may_settle(db, &one, lead)? {
            found.push((one, account));
        }
    }
    Ok(found)
}

/// Everybody who is put forward, oldest first.
///
/// # Errors
/// The database's.
pub(crate) fn of_all(db: &Db) -> Result<Vec<(Lead, Account)>, Fault> {
    let mut found = Vec::new();
    for one in store::waiting(db)? {
        let account = accounts::find(db, one.account_id)?;
        found.extend(account.filter(|one| one.ended_at.is_none()).map(|account| (one, account)));
    }
    Ok(found)
}

/// Agrees to somebody who was put forward, or refuses: then nothing changes.
///
/// # Errors
/// [`NotSettled`] says why not.
pub fn settle(tx: &mut Tx<'_>, id: LeadId, agreed: bool) -> Result<(), NotSettled> {
    let found = of_all(tx)?.into_iter().find(|(one, _)| one.id == id);
    let (one, _) = found.ok_or(NotSettled::Gone)?;
    let scope = one.scope().ok_or(NotSettled::Gone)?;
    let by = tx.actor().account().ok_or(NotSettled::Own)?;
    if !may_settle(tx, &one, by)? {
        return Err(NotSettled::Own);
    }
    store::settle(tx, id, by, agreed)?;
    audit::record(tx, "lead.settled", one.account_id, &json!({ "agreed": agreed }))?;
    if agreed {
        accounts::grant(tx, one.account_id, Role::SafeguardingLead, scope)?;
    }
    Ok(())
}

/// Tells every safeguarding lead, and the one who was, that their role was ended by somebody else.
///
/// # Errors
/// The database's.
pub(crate) fn tell_of_end(tx: &mut Tx<'_>, account: AccountId, scope: Scope) -> Result<(), Fault> {
    if tx.actor().account() == Some(account) {
        return Ok(());
    }
    let mut leads = others(tx, account, scope)?;
    leads.extend(accounts::find(tx, account)?);
    tell(tx, &leads, account, "lead-ended", "")
}

/// A lead of a scope that meets this one, neither put forward nor the one who did so.
fn may_settle(db: &Db, one: &Lead, lead: AccountId) -> Result<bool, Fault> {
    let Some(scope) = one.scope() else { return Ok(false) };
    let leads = others(db, one.account_id, scope)?;
    Ok(one.proposed_by != Some(lead) && leads.iter().any(|other| other.id == lead))
}

/// The leads beside `account` whose scope meets this one.
fn others(db: &Db, account: AccountId, scope: Scope) -> Result<Vec<Account>, Fault> {
    let mut leads: Vec<Account> = Vec::new();
    for (holder, _, role, held) in accounts::every_role(db)? {
        let known = holder == account || leads.iter().any(|lead| lead.id == holder);
        if role != Role::SafeguardingLead || known || !meet(db, held, scope)? {
            continue;
        }
        leads.extend(accounts::find(db, holder)?.filter(|lead| lead.ended_at.is_none()));
    }
    Ok(leads)
}

/// Whether one of two scopes lies within the other.
fn meet(db: &Db, one: Scope, other: Scope) -> Result<bool, Fault> {
    Ok(above(db, one)?.contains(&other) || above(db, other)?.contains(&one))
}

/// A scope and those that it lies within.
fn above(db: &Db, scope: Scope) -> Result<Vec<Scope>, Fault> {
    Ok(match scope {
        Scope::Space => vec![scope],
        Scope::Programme(_) => vec![Scope::Space, scope],
        Scope::Community(id) => {
            let within = places::community::within(db, id)?;
            within.map_or_else(|| vec![scope], |within| within.scopes().collect())
        }
    })
}

/// Writes to leads about somebody: the messages `{key}-subject` and `{key}-letter`.
fn tell(
    tx: &mut Tx<'_>,
    leads: &[Account],
    about: AccountId,
    key: &str,
    base: &str,
) -> Result<(), Fault> {
    let about = accounts::find(tx, about)?.ok_or(Fault::Missing)?;
    let by = tx.actor().account();
    for lead in leads.iter().filter(|lead| Some(lead.id) != by) {
        let subject = Message::new(format!("{key}-subject")).say(lead.language);
        let body = Message::new(format!("{key}-letter"))
            .with("name", lead.name.clone())
            .with("who", about.name.clone())
            .with("link", format!("{base}{}", lead.language.path("/desk/leads")))
            .say(lead.language);
        mail::letter(&lead.email, &subject, &body).urgency(mail::Urgency::AtOnce).post(tx)?;
    }
    Ok(())
}
