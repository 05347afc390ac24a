//! The rows of communities. Table `places_community`.

use super::model::{Community, Draft};
use kernel::access::Reach;
use kernel::db::{ToValue, Value};
use kernel::ids::{CommunityId, ProgrammeId};
use kernel::{Both, Db, Fault, Tx};

const COLUMNS: &str =
    "id, slug, programme_id, name_en, name_cy, nation, joined_on, boundary is not null";

pub(super) fn insert(
    tx: &mut Tx<'_>,
    id: CommunityId,
    slug: &str,
    name: &Both,
    draft: &Draft,
) -> Result<(), Fault> {
    let now = tx.now();
    tx.insert(
        "places_community",
        &[
            ("id", &id),
            ("slug", &slug),
            ("programme_id", &draft.programme),
            ("name_en", &name.en),
            ("name_cy", &name.cy),
            ("nation", &draft.nation),
            ("joined_on", &draft.joined_on),
            ("created_at", &now),
            ("written_at", &now),
        ],
    )
}

pub(super) fn update(
    tx: &mut Tx<'_>,
    id: CommunityId,
    name: &Both,
    draft: &Draft,
) -> Result<(), Fault> {
    let now = tx.now();
    tx.update(
        "places_community",
        id,
        &[
            ("name_en", &name.en),
            ("name_cy", &name.cy),
            ("nation", &draft.nation),
            ("joined_on", &draft.joined_on),
            ("written_at", &now),
        ],
    )
}

pub(super) fn set_boundary(tx: &mut Tx<'_>, id: CommunityId, boundary: &str) -> Result<(), Fault> {
    tx.update("places_community", id, &[("boundary", &boundary)])
}

pub(super) fn boundary(db: &Db, id: CommunityId) -> Result<Option<String>, Fault> {
    let found: Option<Option<String>> =
        db.first("select boundary from places_community where id = $1", &[&id])?;
    Ok(found.flatten())
}

pub(super) fn by(db: &Db, column: &str, value: &dyn ToValue) -> Result<Option<Community>, Fault> {
    db.first(&format!("select {COLUMNS} from places_community where {column} = $1"), &[value])
}

pub(super) fn of_programme(db: &Db, programme: ProgrammeId) -> Result<Vec<Community>, Fault> {
    db.all(
        &format!(
            "select {COLUMNS} from places_community where programme_id = $1 order by joined_on, id"
        ),
        &[&programme],
    )
}

/// Those within reach that follow `after`, in the order in which they joined.
pub(super) fn page(
    db: &Db,
    reach: &Reach,
    after: Option<CommunityId>,
    limit: Option<u32>,
) -> Result<Vec<Community>, Fault> {
    let mut values: Vec<Value> = Vec::new();
    let reached = reach.condition("programme_id", "id", &mut values);
    let mut sql = format!("select {COLUMNS} from places_community where {reached}");
    if let Some(after) = after {
        values.push(after.to_value());
        let after = values.len();
        sql += &format!(
            " and (joined_on, id) > (select joined_on, id from places_community where id = ${after})"
        );
    }
    sql += " order by joined_on, id";
    if let Some(limit) = limit {
        values.push(limit.to_value());
        sql += &format!(" limit ${}", values.len());
    }
    let values: Vec<&dyn ToValue> = values.iter().map(|value| value as &dyn ToValue).collect();
    db.all(&sql, &values)
}
