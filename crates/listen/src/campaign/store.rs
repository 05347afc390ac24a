//! Queries over `listen_campaign`.

use super::Campaign;
use super::model::Checked;
use crate::ids::CampaignId;
use kernel::db::ToValue;
use kernel::ids::ProgrammeId;
use kernel::{Both, Db, Fault, Timestamp, Tx};

const COLUMNS: &str = "id, slug, programme_id, title_en, title_cy, question_en, question_cy,
    opens_on, closes_on, lawful_basis, closed_at";

pub(super) fn insert(
    tx: &mut Tx<'_>,
    id: CampaignId,
    slug: &str,
    campaign: &Checked,
) -> Result<(), Fault> {
    let now = tx.now();
    let mut row: Vec<(&str, &dyn ToValue)> =
        vec![("id", &id), ("slug", &slug), ("programme_id", &campaign.programme)];
    row.extend(written(campaign));
    row.extend([("created_at", &now as &dyn ToValue), ("written_at", &now)]);
    tx.insert("listen_campaign", &row)
}

/// What somebody wrote and chose.
fn written(campaign: &Checked) -> [(&'static str, &dyn ToValue); 7] {
    [
        ("title_en", &campaign.title.en),
        ("title_cy", &campaign.title.cy),
        ("question_en", &campaign.question.en),
        ("question_cy", &campaign.question.cy),
        ("opens_on", &campaign.opens_on),
        ("closes_on", &campaign.closes_on),
        ("lawful_basis", &campaign.lawful_basis),
    ]
}

pub(super) fn update(
    tx: &mut Tx<'_>,
    id: CampaignId,
    campaign: &Checked,
    is_new: bool,
) -> Result<(), Fault> {
    let now = tx.now();
    let mut row = written(campaign).to_vec();
    if is_new {
        row.push(("written_at", &now));
    }
    tx.update("listen_campaign", id, &row)
}

pub(super) fn written_before(
    db: &Db,
    moment: Timestamp,
) -> Result<Vec<(Both, Both, Timestamp)>, Fault> {
    let sql = "select title_en, title_cy, question_en, question_cy, written_at
         from listen_campaign where written_at < $1";
    db.all(sql, &[&moment])
}

pub(super) fn set_closed(
    tx: &mut Tx<'_>,
    id: CampaignId,
    at: Option<Timestamp>,
) -> Result<(), Fault> {
    tx.update("listen_campaign", id, &[("closed_at", &at)])
}

pub(super) fn by_id(db: &Db, id: CampaignId) -> Result<Option<Campaign>, Fault> {
    db.first(&format!("select {COLUMNS} from listen_campaign where id = $1"), &[&id])
}

pub(super) fn by_title(
    db: &Db,
    programme: ProgrammeId,
    title: &str,
) -> Result<Option<Campaign>, Fault> {
    let sql = format!(
        "select {COLUMNS} from listen_campaign
         where programme_id = $1 and (title_en = $2 or title_cy = $2) order by created_at, id"
    );
    db.first(&sql, &[&programme, &title])
}

pub(super) fn all(db: &Db) -> Result<Vec<Campaign>, Fault> {
    listed(db, "1 = 1", &[])
}

pub(super) fn of_programme(db: &Db, programme: ProgrammeId) -> Result<Vec<Campaign>, Fault> {
    listed(db, "programme_id = $1", &[&programme])
}

fn listed(db: &Db, condition: &str, values: &[&dyn ToValue]) -> Result<Vec<Campaign>, Fault> {
    let sql = format!(
        "select {COLUMNS} from listen_campaign where {condition}
         order by opens_on desc, created_at desc, id desc"
    );
    db.all(&sql, values)
}
