//! Communities: write down, change and find them, and draw their outline.

mod boundary;
pub(crate) mod boundary_desk;
pub(crate) mod desk;
mod model;
mod store;

pub use boundary::{Boundary, NotBoundary};
pub use model::{Community, Draft, Nation, NotCommunity};

use crate::{free_slug, programme};
use kernel::access::{Reach, Within};
use kernel::ids::{CommunityId, ProgrammeId};
use kernel::{Db, Fault, Tx, audit};
use serde_json::json;

/// Writes down a community.
///
/// # Errors
/// [`NotCommunity`] says why not.
pub fn create(tx: &mut Tx<'_>, draft: &Draft) -> Result<CommunityId, NotCommunity> {
    let name = draft.checked_name()?;
    if programme::find(tx, draft.programme)?.is_none() {
        return Err(NotCommunity::NoProgramme);
    }
    let slug =
        free_slug(tx, "places_community", if name.en.is_empty() { &name.cy } else { &name.en })?;
    let id = tx.id();
    store::insert(tx, id, &slug, &name, draft)?;
    audit::record(tx, "community.create", id, &json!({}))?;
    Ok(id)
}

/// Changes a community's names, nation and day of joining. Its slug and programme stay.
///
/// # Errors
/// [`NotCommunity`] says why not.
pub fn edit(tx: &mut Tx<'_>, id: CommunityId, draft: &Draft) -> Result<(), NotCommunity> {
    let name = draft.checked_name()?;
    store::update(tx, id, &name, draft)?;
    audit::record(tx, "community.edit", id, &json!({}))?;
    Ok(())
}

/// Gives a community its outline, from the bytes of a GeoJSON file.
///
/// # Errors
/// [`NotBoundary`] says what is wrong with the file.
pub fn set_boundary(tx: &mut Tx<'_>, id: CommunityId, file: &[u8]) -> Result<(), NotBoundary> {
    let boundary = Boundary::read(file)?;
    store::set_boundary(tx, id, &boundary.to_geojson())?;
    audit::record(tx, "community.boundary", id, &json!({ "points": boundary.points() }))?;
    Ok(())
}

/// The outline of a community, when it was given one.
///
/// # Errors
/// The database's.
pub fn boundary(db: &Db, id: CommunityId) -> Result<Option<Boundary>, Fault> {
    Ok(store::boundary(db, id)?.and_then(|stored| Boundary::read(stored.as_bytes()).ok()))
}

/// The community with this id.
///
/// # Errors
/// The database's.
pub fn find(db: &Db, id: CommunityId) -> Result<Option<Community>, Fault> {
    store::by(db, "id", &id)
}

/// The community with this name in addresses.
///
/// # Errors
/// The database's.
pub fn by_slug(db: &Db, slug: &str) -> Result<Option<Community>, Fault> {
    store::by(db, "slug", &slug)
}

/// Every community, in the order in which they joined.
///
/// # Errors
/// The database's.
pub fn all(db: &Db) -> Result<Vec<Community>, Fault> {
    store::page(db, &Reach::EVERYWHERE, None, None)
}

/// The communities of a programme, in the order in which they joined.
///
/// # Errors
/// The database's.
pub fn of_programme(db: &Db, programme: ProgrammeId) -> Result<Vec<Community>, Fault> {
    store::of_programme(db, programme)
}

/// Up to `limit` communities within reach that follow `after`, in the order in which they joined.
///
/// # Errors
/// The database's.
pub fn list(
    db: &Db,
    reach: &Reach,
    after: Option<CommunityId>,
    limit: u32,
) -> Result<Vec<Community>, Fault> {
    store::page(db, reach, after, Some(limit))
}

/// Where a community lies, for the policies; nothing when there is no such community.
///
/// # Errors
/// The database's.
pub fn within(db: &Db, id: CommunityId) -> Result<Option<Within>, Fault> {
    Ok(find(db, id)?.map(|community| community.within()))
}
