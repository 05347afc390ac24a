//! Queries about promises. Tables `publish_promise`, `publish_promise_step`.

use super::model::{Draft, Promise, State, Step, StepDraft, Wanted};
use crate::ids::{PromiseId, StepId};
use kernel::access::Reach;
use kernel::db::{ToValue, Value};
use kernel::{Db, Fault, Tx};

pub(super) fn add(
    tx: &mut Tx<'_>,
    id: PromiseId,
    number: i64,
    draft: &Draft,
    state: State,
) -> Result<(), Fault> {
    let now = tx.now();
    tx.insert(
        "publish_promise",
        &[
            ("id", &id),
            ("number", &number),
            ("programme_id", &draft.programme),
            ("community_id", &draft.community),
            ("title_en", &draft.title.en.trim()),
            ("title_cy", &draft.title.cy.trim()),
            ("said_en", &draft.said.en.trim()),
            ("said_cy", &draft.said.cy.trim()),
            ("who_en", &draft.who.en.trim()),
            ("who_cy", &draft.who.cy.trim()),
            ("state", &state),
            ("created_at", &now),
            ("written_at", &now),
        ],
    )
}

pub(super) fn change(tx: &mut Tx<'_>, id: PromiseId, draft: &Draft) -> Result<(), Fault> {
    let now = tx.now();
    tx.update(
        "publish_promise",
        id,
        &[
            ("programme_id", &draft.programme),
            ("community_id", &draft.community),
            ("title_en", &draft.title.en.trim()),
            ("title_cy", &draft.title.cy.trim()),
            ("said_en", &draft.said.en.trim()),
            ("said_cy", &draft.said.cy.trim()),
            ("who_en", &draft.who.en.trim()),
            ("who_cy", &draft.who.cy.trim()),
            ("written_at", &now),
        ],
    )
}

pub(super) fn add_step(
    tx: &mut Tx<'_>,
    promise: PromiseId,
    draft: &StepDraft,
) -> Result<StepId, Fault> {
    let (id, now): (StepId, _) = (tx.id(), tx.now());
    tx.insert(
        "publish_promise_step",
        &[
            ("id", &id),
            ("promise_id", &promise),
            ("on_date", &draft.on),
            ("state", &draft.state),
            ("text_en", &draft.text.en.trim()),
            ("text_cy", &draft.text.cy.trim()),
            ("recorded_at", &now),
        ],
    )?;
    Ok(id)
}

pub(super) fn set_state(tx: &mut Tx<'_>, id: PromiseId, state: State) -> Result<(), Fault> {
    tx.update("publish_promise", id, &[("state", &state)])
}

pub(super) fn find(db: &Db, id: PromiseId) -> Result<Option<Promise>, Fault> {
    db.first(&format!("select {} from publish_promise where id = $1", Promise::COLUMNS), &[&id])
}

pub(super) fn by_number(db: &Db, number: i64) -> Result<Option<Promise>, Fault> {
    let sql = format!("select {} from publish_promise where number = $1", Promise::COLUMNS);
    db.first(&sql, &[&number])
}

pub(super) fn list(
    db: &Db,
    wanted: &Wanted,
    reach: &Reach,
    limit: u32,
) -> Result<Vec<Promise>, Fault> {
    let mut values: Vec<Value> = Vec::new();
    let mut conditions = vec![reach.condition("programme_id", "community_id", &mut values)];
    let mut add = |column: &str, value: Option<Value>| {
        if let Some(value) = value {
            values.push(value);
            conditions.push(format!("{column} ${}", values.len()));
        }
    };
    add("state =", wanted.state.map(|state| state.to_value()));
    add("community_id =", wanted.community.map(|id| id.to_value()));
    add("number <", wanted.before.map(|number| number.to_value()));
    values.push(limit.to_value());
    let sql = format!(
        "select {} from publish_promise where {} order by number desc limit ${}",
        Promise::COLUMNS,
        conditions.join(" and "),
        values.len()
    );
    let values: Vec<&dyn ToValue> = values.iter().map(|value| value as &dyn ToValue).collect();
    db.all(&sql, &values)
}

pub(super) fn count(db: &Db) -> Result<i64, Fault> {
    db.only("select count(*) from publish_promise", &[])
}

pub(super) fn steps(db: &Db, promise: PromiseId) -> Result<Vec<Step>, Fault> {
    let sql = format!(
        "select {} from publish_promise_step where promise_id = $1
         order by on_date, recorded_at, id",
        Step::COLUMNS
    );
    db.all(&sql, &[&promise])
}

pub(super) fn latest_step(db: &Db, promise: PromiseId) -> Result<Option<Step>, Fault> {
    let sql = format!(
        "select {} from publish_promise_step where promise_id = $1
         order by on_date desc, recorded_at desc, id desc limit 1",
        Step::COLUMNS
    );
    db.first(&sql, &[&promise])
}
