//! Organisations: write down, change and find them.

pub(crate) mod desk;
mod model;
pub(crate) mod store;

pub use model::{Draft, NotOrganisation, Organisation, OrganisationId};

use kernel::{Db, Fault, Tx, audit};
use places::free_slug;
use serde_json::json;

/// Writes down an organisation.
///
/// # Errors
/// [`NotOrganisation`] says why not.
pub fn create(tx: &mut Tx<'_>, draft: &Draft) -> Result<OrganisationId, NotOrganisation> {
    let draft = draft.checked()?;
    let name = if draft.name.en.is_empty() { &draft.name.cy } else { &draft.name.en };
    let slug = free_slug(tx, "people_organisation", name)?;
    let id = tx.id();
    store::insert(tx, id, &slug, &draft)?;
    audit::record(tx, "organisation.create", id, &json!({}))?;
    Ok(id)
}

/// Changes an organisation. Its slug stays.
///
/// # Errors
/// [`NotOrganisation`] says why not.
pub fn edit(tx: &mut Tx<'_>, id: OrganisationId, draft: &Draft) -> Result<(), NotOrganisation> {
    let draft = draft.checked()?;
    store::update(tx, id, &draft)?;
    audit::record(tx, "organisation.edit", id, &json!({}))?;
    Ok(())
}

/// The organisation with this id.
///
/// # Errors
/// The database's.
pub fn find(db: &Db, id: OrganisationId) -> Result<Option<Organisation>, Fault> {
    store::by(db, "id", &id)
}

/// The organisation with this name in addresses.
///
/// # Errors
/// The database's.
pub fn by_slug(db: &Db, slug: &str) -> Result<Option<Organisation>, Fault> {
    store::by(db, "slug", &slug)
}

/// Every organisation, oldest first.
///
/// # Errors
/// The database's.
pub fn all(db: &Db) -> Result<Vec<Organisation>, Fault> {
    store::page(db, None, None)
}

/// Up to `limit` organisations that follow `after`, oldest first.
///
/// # Errors
/// The database's.
pub fn list(
    db: &Db,
    after: Option<OrganisationId>,
    limit: u32,
) -> Result<Vec<Organisation>, Fault> {
    store::page(db, after, Some(limit))
}
