//! Promises: what somebody said they would do, and how it stands. Pages `/you-said-we-did`,
//! `/promises/{number}` and `/desk/promises`; tables `publish_promise`, `publish_promise_step`.

pub(crate) mod api;
mod desk;
mod form;
mod hanging;
mod model;
mod pages;
mod shown;
mod store;
mod tally;

pub use model::{
    Draft, NotPromised, Promise, State, Step, StepDraft, TEXT, TITLE, Wanted, standing,
};

pub use tally::tallies;

pub use shown::{People, Shower, Shown, mixed, shown};

use crate::ids::{PromiseId, StepId};
use crate::told;
use kernel::access::{Reach, Verb};
use kernel::clock::day;
use kernel::ids::Id;
use kernel::thread::{Relation, back, forward};
use kernel::{AnyId, Db, Fault, Tx, audit, settings};
use serde_json::json;
use web::Routes;
use web::axum::routing::{get, post};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .page("/you-said-we-did", get(pages::index))
        .page("/promises/{number}", get(pages::show))
        .gated("/desk/promises", Verb::ManagePromise, get(desk::index).post(desk::create))
        .page("/desk/promises/new", get(desk::new))
        .page("/desk/promises/{promise}", get(desk::show))
        .gated(
            "/desk/promises/{promise}/edit",
            Verb::ManagePromise,
            get(desk::edit).post(desk::update),
        )
        .gated("/desk/promises/{promise}/step", Verb::ManagePromise, post(desk::step))
        .plain("/api/v1/promises", get(api::index))
}

/// Writes a promise down with its first step. It hangs only on what whoever writes it may see.
///
/// # Errors
/// [`NotPromised`] says why not.
pub fn make(tx: &mut Tx<'_>, draft: &Draft, first: &StepDraft) -> Result<PromiseId, NotPromised> {
    draft.check()?;
    first.check(day(tx.now()))?;
    let number = settings::next_number(tx, "promise")?;
    let id: PromiseId = tx.id();
    store::add(tx, id, number, draft, first.state)?;
    store::add_step(tx, id, first)?;
    hanging::hang(tx, id, draft)?;
    let detail = json!({ "number": number, "state": first.state.word() });
    audit::record(tx, "promise.make", id, &detail)?;
    tell(tx, id)?;
    Ok(id)
}

/// Changes what is written about a promise, and what it hangs on: as far as whoever changes it
/// sees, so that what is beyond stays as it is.
///
/// # Errors
/// [`NotPromised`] says why not.
pub fn edit(tx: &mut Tx<'_>, id: PromiseId, draft: &Draft) -> Result<(), NotPromised> {
    draft.check()?;
    store::find(tx, id)?.ok_or(NotPromised::NoSuchPromise)?;
    store::change(tx, id, draft)?;
    hanging::hang(tx, id, draft)?;
    audit::record(tx, "promise.edit", id, &json!({}))?;
    Ok(tell(tx, id)?)
}

/// Tells how many people spoke of what a promise answers.
fn tell(tx: &mut Tx<'_>, id: PromiseId) -> Result<(), Fault> {
    let Some(promise) = store::find(tx, id)? else { return Ok(()) };
    match shown::spoken_of(tx, &promise)? {
        Some((about, _)) => told::tell(tx, &[about]),
        None => Ok(()),
    }
}

/// Says how a promise stands from a day on.
///
/// # Errors
/// [`NotPromised`] says why not.
pub fn step(tx: &mut Tx<'_>, id: PromiseId, draft: &StepDraft) -> Result<StepId, NotPromised> {
    draft.check(day(tx.now()))?;
    store::find(tx, id)?.ok_or(NotPromised::NoSuchPromise)?;
    let step = store::add_step(tx, id, draft)?;
    let state = standing(&store::steps(tx, id)?).unwrap_or(draft.state);
    store::set_state(tx, id, state)?;
    audit::record(tx, "promise.step", id, &json!({ "state": draft.state.word() }))?;
    Ok(step)
}

/// The promise with this id.
///
/// # Errors
/// The database's.
pub fn find(db: &Db, id: PromiseId) -> Result<Option<Promise>, Fault> {
    store::find(db, id)
}

/// The promise with this public number.
///
/// # Errors
/// The database's.
pub fn by_number(db: &Db, number: i64) -> Result<Option<Promise>, Fault> {
    store::by_number(db, number)
}

/// The promises that are wanted and within reach, newest first, at most `limit`.
///
/// # Errors
/// The database's.
pub fn list(db: &Db, wanted: &Wanted, reach: &Reach, limit: u32) -> Result<Vec<Promise>, Fault> {
    store::list(db, wanted, reach, limit)
}

/// How many promises there are.
///
/// # Errors
/// The database's.
pub fn count(db: &Db) -> Result<i64, Fault> {
    store::count(db)
}

/// The steps of a promise, oldest day first.
///
/// # Errors
/// The database's.
pub fn steps(db: &Db, id: PromiseId) -> Result<Vec<Step>, Fault> {
    store::steps(db, id)
}

/// The step that says how a promise stands now.
///
/// # Errors
/// The database's.
pub fn latest_step(db: &Db, id: PromiseId) -> Result<Option<Step>, Fault> {
    store::latest_step(db, id)
}

/// What a promise answers, of one kind: themes, findings or claims.
///
/// # Errors
/// The database's.
pub fn answers<T: Id>(db: &Db, id: PromiseId) -> Result<Vec<T>, Fault> {
    back(db, id, Relation::Answers)
}

/// The promises that answer a theme, a finding or a claim.
///
/// # Errors
/// The database's.
pub fn answering(db: &Db, answered: impl Into<AnyId>) -> Result<Vec<Promise>, Fault> {
    let ids: Vec<PromiseId> = forward(db, answered, Relation::Answers)?;
    ids.into_iter().filter_map(|id| store::find(db, id).transpose()).collect()
}
