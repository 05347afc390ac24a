//! The rows of programmes and objectives. Tables `places_programme`, `places_objective`.

use super::model::{Draft, Kind, Objective, ObjectiveId, Programme};
use kernel::access::Reach;
use kernel::db::{ToValue, Value};
use kernel::ids::ProgrammeId;
use kernel::{Both, Db, Fault, Tx};

const COLUMNS: &str = "id, slug, name_en, name_cy, goal_en, goal_cy, starts_on, ends_on";

pub(super) fn insert(
    tx: &mut Tx<'_>,
    id: ProgrammeId,
    slug: &str,
    draft: &Draft,
) -> Result<(), Fault> {
    let now = tx.now();
    tx.insert(
        "places_programme",
        &[
            ("id", &id),
            ("slug", &slug),
            ("name_en", &draft.name.en),
            ("name_cy", &draft.name.cy),
            ("goal_en", &draft.goal.en),
            ("goal_cy", &draft.goal.cy),
            ("starts_on", &draft.starts_on),
            ("ends_on", &draft.ends_on),
            ("created_at", &now),
            ("written_at", &now),
        ],
    )
}

pub(super) fn update(tx: &mut Tx<'_>, id: ProgrammeId, draft: &Draft) -> Result<(), Fault> {
    let now = tx.now();
    tx.update(
        "places_programme",
        id,
        &[
            ("name_en", &draft.name.en),
            ("name_cy", &draft.name.cy),
            ("goal_en", &draft.goal.en),
            ("goal_cy", &draft.goal.cy),
            ("starts_on", &draft.starts_on),
            ("ends_on", &draft.ends_on),
            ("written_at", &now),
        ],
    )
}

/// Makes `texts` the objectives of one kind; those that stay keep their ids.
pub(super) fn set_objectives(
    tx: &mut Tx<'_>,
    programme: ProgrammeId,
    kind: Kind,
    texts: &[Both],
) -> Result<(), Fault> {
    for (text, number) in texts.iter().zip(1_u32..) {
        let id: ObjectiveId = tx.id();
        tx.run(
            "insert into places_objective (id, programme_id, kind, number, text_en, text_cy)
             values ($1, $2, $3, $4, $5, $6)
             on conflict (programme_id, kind, number)
             do update set text_en = excluded.text_en, text_cy = excluded.text_cy",
            &[&id, &programme, &kind, &number, &text.en, &text.cy],
        )?;
    }
    tx.run(
        "delete from places_objective where programme_id = $1 and kind = $2 and number > $3",
        &[&programme, &kind, &texts.len()],
    )
    .map(drop)
}

pub(super) fn by(db: &Db, column: &str, value: &dyn ToValue) -> Result<Option<Programme>, Fault> {
    db.first(&format!("select {COLUMNS} from places_programme where {column} = $1"), &[value])
}

/// Those within reach, or that have a community within reach.
pub(super) fn within(db: &Db, reach: &Reach) -> Result<Vec<Programme>, Fault> {
    let mut values: Vec<Value> = Vec::new();
    let reached = reach.condition("p.id", "c.id", &mut values);
    let values: Vec<&dyn ToValue> = values.iter().map(|value| value as &dyn ToValue).collect();
    db.all(
        &format!(
            "select {COLUMNS} from places_programme where id in (
               select p.id from places_programme p
               left join places_community c on c.programme_id = p.id where {reached})
             order by created_at, id"
        ),
        &values,
    )
}

pub(super) fn objectives(db: &Db, programme: ProgrammeId) -> Result<Vec<Objective>, Fault> {
    db.all(
        "select id, kind, number, text_en, text_cy from places_objective
         where programme_id = $1 order by kind desc, number",
        &[&programme],
    )
}
