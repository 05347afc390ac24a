//! Listening campaigns: open, change, close and find them. Table `listen_campaign`.

pub(crate) mod desk;
mod model;
mod store;

pub use model::{Campaign, Draft, LawfulBasis, NotCampaign, Phase};

use crate::ids::CampaignId;
use kernel::ids::ProgrammeId;
use kernel::{Both, Db, Fault, Timestamp, Tx, audit};
use serde_json::json;

/// Opens a campaign.
///
/// # Errors
/// [`NotCampaign`] says why not.
pub fn create(tx: &mut Tx<'_>, draft: &Draft) -> Result<CampaignId, NotCampaign> {
    let checked = model::check(draft)?;
    if places::programme::find(tx, checked.programme)?.is_none() {
        return Err(NotCampaign::NoProgramme);
    }
    let slug =
        places::free_slug(tx, "listen_campaign", checked.title.in_language(kernel::Language::En))?;
    let id = tx.id();
    store::insert(tx, id, &slug, &checked)?;
    audit::record(tx, "campaign.create", id, &json!({}))?;
    Ok(id)
}

/// Changes a campaign. Its slug and programme stay.
///
/// # Errors
/// [`NotCampaign`] says why not.
pub fn edit(tx: &mut Tx<'_>, id: CampaignId, draft: &Draft) -> Result<(), NotCampaign> {
    let checked = model::check(draft)?;
    let same = |before: &Campaign| {
        (&before.title, &before.question) == (&checked.title, &checked.question)
    };
    let is_new = !find(tx, id)?.as_ref().is_some_and(same);
    store::update(tx, id, &checked, is_new)?;
    audit::record(tx, "campaign.edit", id, &json!({}))?;
    Ok(())
}

/// Closes a campaign now: it takes no more voices.
///
/// # Errors
/// The database's.
pub fn close(tx: &mut Tx<'_>, id: CampaignId) -> Result<(), Fault> {
    let now = tx.now();
    store::set_closed(tx, id, Some(now))?;
    audit::record(tx, "campaign.close", id, &json!({}))
}

/// Opens a campaign again that was closed by hand.
///
/// # Errors
/// The database's.
pub fn reopen(tx: &mut Tx<'_>, id: CampaignId) -> Result<(), Fault> {
    store::set_closed(tx, id, None)?;
    audit::record(tx, "campaign.reopen", id, &json!({}))
}

/// The title and the question of every campaign that were written before a moment, and when.
///
/// # Errors
/// The database's.
pub(crate) fn written_before(
    db: &Db,
    moment: Timestamp,
) -> Result<Vec<(Both, Both, Timestamp)>, Fault> {
    store::written_before(db, moment)
}

/// The campaign with this id.
///
/// # Errors
/// The database's.
pub fn find(db: &Db, id: CampaignId) -> Result<Option<Campaign>, Fault> {
    store::by_id(db, id)
}

/// The campaign of a programme with this title in either language.
///
/// # Errors
/// The database's.
pub fn by_title(db: &Db, programme: ProgrammeId, title: &str) -> Result<Option<Campaign>, Fault> {
    store::by_title(db, programme, title.trim())
}

/// Every campaign, newest first.
///
/// # Errors
/// The database's.
pub fn all(db: &Db) -> Result<Vec<Campaign>, Fault> {
    store::all(db)
}

/// The campaigns of a programme, newest first.
///
/// # Errors
/// The database's.
pub fn of_programme(db: &Db, programme: ProgrammeId) -> Result<Vec<Campaign>, Fault> {
    store::of_programme(db, programme)
}
