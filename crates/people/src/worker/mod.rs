//! Local workers: who is placed in a community, by whom they are employed, and since when. A
//! placement gives the role that goes with it, and ending it takes the role away. Table
//! `people_worker`.

pub(crate) mod desk;

use crate::organisation::{self, OrganisationId};
use kernel::access::{Role, Scope};
use kernel::accounts;
use kernel::clock::{Date, day};
use kernel::ids::{AccountId, CommunityId};
use kernel::{Db, Fault, Tx, audit};
use serde_json::json;

kernel::ids! {
    /// One person's time as a local worker of a community.
    WorkerId = "worker";
}

kernel::record! {
    /// A person's time as a local worker of a community.
    pub struct Worker {
        /// Its id.
        pub id: WorkerId,
        /// Who.
        pub account_id: AccountId,
        /// Where.
        pub community_id: CommunityId,
        /// By whom they are employed, when it is known.
        pub organisation_id: Option<OrganisationId>,
        /// The first day.
        pub started_on: Date,
        /// The last day, once it is over.
        pub ended_on: Option<Date>,
    }
}

kernel::refusal! {
    /// Why somebody could not be placed in a community.
    pub enum NotWorker {
        /// There is no such person, or their account has ended.
        NoPerson => "worker-no-person" at "account",
        /// The first day is missing or can't be read.
        NoDay => "worker-no-day" at "started_on",
        /// They work there already.
        Already => "worker-already" at "account",
        /// There is no such organisation.
        NoOrganisation => "worker-no-organisation" at "organisation",
    }
}

/// Places a person in a community as a local worker from a day on, and gives them the role there.
///
/// # Errors
/// [`NotWorker`] says why not.
pub fn place(
    tx: &mut Tx<'_>,
    account: AccountId,
    community: CommunityId,
    organisation: Option<OrganisationId>,
    started_on: Date,
) -> Result<WorkerId, NotWorker> {
    if accounts::find(tx, account)?.is_none_or(|account| account.ended_at.is_some()) {
        return Err(NotWorker::NoPerson);
    }
    if let Some(organisation) = organisation
        && organisation::find(tx, organisation)?.is_none()
    {
        return Err(NotWorker::NoOrganisation);
    }
    if of(tx, community)?.iter().any(|worker| worker.account_id == account) {
        return Err(NotWorker::Already);
    }
    let id = tx.id();
    tx.insert(
        "people_worker",
        &[
            ("id", &id),
            ("account_id", &account),
            ("community_id", &community),
            ("organisation_id", &organisation),
            ("started_on", &started_on),
        ],
    )?;
    accounts::grant(tx, account, Role::LocalWorker, Scope::Community(community))?;
    let detail = json!({ "account": account, "started_on": started_on.to_string() });
    audit::record(tx, "community.worker", community, &detail)?;
    Ok(id)
}

/// Ends a placement today, and the role that it gave.
///
/// # Errors
/// The database's; [`Fault::Missing`] when there is no such placement.
pub fn end(tx: &mut Tx<'_>, id: WorkerId) -> Result<(), accounts::NotAccount> {
    let worker = find(tx, id)?.ok_or(Fault::Missing)?;
    let today = day(tx.now()).max(worker.started_on);
    tx.update("people_worker", id, &[("ended_on", &today)])?;
    let scope = Scope::Community(worker.community_id);
    for (role_id, role, held_in) in accounts::roles(tx, worker.account_id)? {
        if role == Role::LocalWorker && held_in == scope {
            accounts::end_role(tx, role_id)?;
        }
    }
    let detail = json!({ "account": worker.account_id, "ended_on": today.to_string() });
    audit::record(tx, "community.worker_end", worker.community_id, &detail)?;
    Ok(())
}

/// The placement with this id.
///
/// # Errors
/// The database's.
pub fn find(db: &Db, id: WorkerId) -> Result<Option<Worker>, Fault> {
    db.first(&format!("select {} from people_worker where id = $1", Worker::COLUMNS), &[&id])
}

/// The local workers of a community now, longest first.
///
/// # Errors
/// The database's.
pub fn of(db: &Db, community: CommunityId) -> Result<Vec<Worker>, Fault> {
    let sql = format!(
        "select {} from people_worker where community_id = $1 and ended_on is null
         order by started_on, id",
        Worker::COLUMNS
    );
    db.all(&sql, &[&community])
}
