//! The rows of organisations. Table `people_organisation`.

use super::model::{Draft, Organisation, OrganisationId};
use kernel::db::{ToValue, Value};
use kernel::{Db, Fault, Tx};

pub(crate) const COLUMNS: &str =
    "o.id, o.slug, o.name_en, o.name_cy, o.identifier, o.legal_form, o.website";

/// Nothing, when a text is empty.
fn some(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    id: OrganisationId,
    slug: &str,
    draft: &Draft,
) -> Result<(), Fault> {
    let now = tx.now();
    tx.insert(
        "people_organisation",
        &[
            ("id", &id),
            ("slug", &slug),
            ("name_en", &draft.name.en),
            ("name_cy", &draft.name.cy),
            ("identifier", &some(&draft.identifier)),
            ("legal_form", &some(&draft.legal_form)),
            ("website", &some(&draft.website)),
            ("created_at", &now),
            ("written_at", &now),
        ],
    )
}

pub(super) fn update(tx: &mut Tx<'_>, id: OrganisationId, draft: &Draft) -> Result<(), Fault> {
    let now = tx.now();
    tx.update(
        "people_organisation",
        id,
        &[
            ("name_en", &draft.name.en),
            ("name_cy", &draft.name.cy),
            ("identifier", &some(&draft.identifier)),
            ("legal_form", &some(&draft.legal_form)),
            ("website", &some(&draft.website)),
            ("written_at", &now),
        ],
    )
}

pub(super) fn by(
    db: &Db,
    column: &str,
    value: &dyn ToValue,
) -> Result<Option<Organisation>, Fault> {
    let sql = format!("select {COLUMNS} from people_organisation o where {column} = $1");
    db.first(&sql, &[value])
}

/// Those that follow `after`, oldest first.
pub(super) fn page(
    db: &Db,
    after: Option<OrganisationId>,
    limit: Option<u32>,
) -> Result<Vec<Organisation>, Fault> {
    let mut values: Vec<Value> = Vec::new();
    let mut sql = format!("select {COLUMNS} from people_organisation o where 1 = 1");
    if let Some(after) = after {
        values.push(after.to_value());
        sql += " and (created_at, id) > \
                (select created_at, id from people_organisation where id = $1)";
    }
    sql += " order by created_at, id";
    if let Some(limit) = limit {
        values.push(limit.to_value());
        sql += &format!(" limit ${}", values.len());
    }
    let values: Vec<&dyn ToValue> = values.iter().map(|value| value as &dyn ToValue).collect();
    db.all(&sql, &values)
}
