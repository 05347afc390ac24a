//! Which organisation hosts a community, and since when. Table `people_host`.

pub(crate) mod desk;

use crate::organisation::{self, Organisation, OrganisationId};
use kernel::clock::Date;
use kernel::db::{FromRow, Row};
use kernel::ids::CommunityId;
use kernel::{Db, Fault, Tx, audit};
use serde_json::json;

kernel::ids! {
    /// One organisation's time as the host of a community.
    HostId = "host";
}

/// An organisation's time as the host of a community.
#[derive(Clone, Debug, PartialEq)]
pub struct Host {
    /// Its id.
    pub id: HostId,
    /// The community.
    pub community_id: CommunityId,
    /// The first day.
    pub started_on: Date,
    /// The last day, once it is over.
    pub ended_on: Option<Date>,
    /// The organisation.
    pub organisation: Organisation,
}

impl FromRow for Host {
    fn from_row(row: &mut Row<'_>) -> Result<Self, Fault> {
        Ok(Self {
            id: row.take()?,
            community_id: row.take()?,
            started_on: row.take()?,
            ended_on: row.take()?,
            organisation: Organisation::from_row(row)?,
        })
    }
}

kernel::refusal! {
    /// Why an organisation could not become a host.
    pub enum NotHost {
        /// There is no such organisation.
        NoOrganisation => "host-no-organisation" at "organisation",
        /// The first day is missing or can't be read.
        NoDay => "host-no-day" at "started_on",
        /// It hosts the community already.
        Already => "host-already" at "organisation",
        /// The host before it began later.
        TooEarly => "host-too-early" at "started_on",
    }
}

/// Makes an organisation the host of a community from a day on; the host before it ends on that
/// day.
///
/// # Errors
/// [`NotHost`] says why not.
pub fn place(
    tx: &mut Tx<'_>,
    community: CommunityId,
    organisation: OrganisationId,
    started_on: Date,
) -> Result<HostId, NotHost> {
    if organisation::find(tx, organisation)?.is_none() {
        return Err(NotHost::NoOrganisation);
    }
    if let Some(before) = of(tx, community)? {
        if before.organisation.id == organisation {
            return Err(NotHost::Already);
        }
        if before.started_on > started_on {
            return Err(NotHost::TooEarly);
        }
        tx.update("people_host", before.id, &[("ended_on", &started_on)])?;
    }
    let id = tx.id();
    tx.insert(
        "people_host",
        &[
            ("id", &id),
            ("community_id", &community),
            ("organisation_id", &organisation),
            ("started_on", &started_on),
        ],
    )?;
    let detail = json!({ "organisation": organisation, "started_on": started_on.to_string() });
    audit::record(tx, "community.host", community, &detail)?;
    Ok(id)
}

fn query(db: &Db, condition: &str, community: Option<CommunityId>) -> Result<Vec<Host>, Fault> {
    let sql = format!(
        "select h.id, h.community_id, h.started_on, h.ended_on, {}
         from people_host h join people_organisation o on o.id = h.organisation_id
         where {condition} order by h.started_on desc, h.id desc",
        organisation::store::COLUMNS
    );
    match community {
        Some(community) => db.all(&sql, &[&community]),
        None => db.all(&sql, &[]),
    }
}

/// The host of a community, when it has one.
///
/// # Errors
/// The database's.
pub fn of(db: &Db, community: CommunityId) -> Result<Option<Host>, Fault> {
    let hosts = query(db, "h.ended_on is null and h.community_id = $1", Some(community))?;
    Ok(hosts.into_iter().next())
}

/// Everyone who has hosted a community, the latest first.
///
/// # Errors
/// The database's.
pub fn history(db: &Db, community: CommunityId) -> Result<Vec<Host>, Fault> {
    query(db, "h.community_id = $1", Some(community))
}

/// The hosts of all communities now.
///
/// # Errors
/// The database's.
pub fn current(db: &Db) -> Result<Vec<Host>, Fault> {
    query(db, "h.ended_on is null", None)
}
