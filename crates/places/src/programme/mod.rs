//! Programmes: write down, change and find them.

pub(crate) mod desk;
mod form;
mod model;
mod store;

pub use model::{Draft, Kind, NAME, NotProgramme, Objective, ObjectiveId, Programme};
pub(crate) use model::{longest, trimmed};

use crate::free_slug;
use kernel::access::Reach;
use kernel::ids::ProgrammeId;
use kernel::{Db, Fault, Tx, audit};
use serde_json::json;

/// Writes down a programme.
///
/// # Errors
/// [`NotProgramme`] says why not.
pub fn create(tx: &mut Tx<'_>, draft: &Draft) -> Result<ProgrammeId, NotProgramme> {
    let draft = draft.checked()?;
    let name = if draft.name.en.is_empty() { &draft.name.cy } else { &draft.name.en };
    let slug = free_slug(tx, "places_programme", name)?;
    let id = tx.id();
    store::insert(tx, id, &slug, &draft)?;
    set_objectives(tx, id, &draft)?;
    audit::record(tx, "programme.create", id, &json!({}))?;
    Ok(id)
}

/// Changes a programme. Its slug stays, and objectives keep their ids by number.
///
/// # Errors
/// [`NotProgramme`] says why not.
pub fn edit(tx: &mut Tx<'_>, id: ProgrammeId, draft: &Draft) -> Result<(), NotProgramme> {
    let draft = draft.checked()?;
    store::update(tx, id, &draft)?;
    set_objectives(tx, id, &draft)?;
    let objectives = draft.objectives.len() + draft.cross_cutting.len();
    audit::record(tx, "programme.edit", id, &json!({ "objectives": objectives }))?;
    Ok(())
}

fn set_objectives(tx: &mut Tx<'_>, id: ProgrammeId, draft: &Draft) -> Result<(), Fault> {
    store::set_objectives(tx, id, Kind::Objective, &draft.objectives)?;
    store::set_objectives(tx, id, Kind::CrossCutting, &draft.cross_cutting)
}

/// The programme with this id.
///
/// # Errors
/// The database's.
pub fn find(db: &Db, id: ProgrammeId) -> Result<Option<Programme>, Fault> {
    store::by(db, "id", &id)
}

/// The programme with this name in addresses.
///
/// # Errors
/// The database's.
pub fn by_slug(db: &Db, slug: &str) -> Result<Option<Programme>, Fault> {
    store::by(db, "slug", &slug)
}

/// Every programme, oldest first.
///
/// # Errors
/// The database's.
pub fn all(db: &Db) -> Result<Vec<Programme>, Fault> {
    store::within(db, &Reach::EVERYWHERE)
}

/// The programmes within reach, also those of which only a community is, oldest first.
///
/// # Errors
/// The database's.
pub fn within(db: &Db, reach: &Reach) -> Result<Vec<Programme>, Fault> {
    store::within(db, reach)
}

/// The objectives of a programme, then those that run through all of them, each in order.
///
/// # Errors
/// The database's.
pub fn objectives(db: &Db, programme: ProgrammeId) -> Result<Vec<Objective>, Fault> {
    store::objectives(db, programme)
}
