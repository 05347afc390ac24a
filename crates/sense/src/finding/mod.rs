//! Findings: what we conclude, how sure we are, what speaks for and against it, and what it can't
//! tell us.

pub(crate) mod desk;
pub(crate) mod evidence;
mod model;
mod people;
pub(crate) mod store;

pub use model::{
    Confidence, Draft, Evidence, Finding, LIMITS_LIMIT, Level, NotEvidence, NotFinding,
    SENTENCE_LIMIT, Side,
};

pub use people::{Sides, people};

use crate::ids::{FindingId, HighlightId};
use crate::{highlight, theme};
use kernel::access::{Reach, Sight, Verb};
use kernel::clock::{Date, day};
use kernel::{Db, Fault, Tx, audit, settings};
use serde_json::json;

/// Writes down a finding and gives it the next number.
///
/// # Errors
/// [`NotFinding`] says why not.
pub fn create(tx: &mut Tx<'_>, draft: &Draft) -> Result<FindingId, NotFinding> {
    let draft = draft.tidy()?;
    in_place(tx, &draft)?;
    let id = tx.id();
    let number = settings::next_number(tx, "finding")?;
    store::insert(tx, id, number, &draft)?;
    let detail = json!({ "number": number, "level": draft.level.number() });
    audit::record(tx, "finding.created", id, &detail)?;
    Ok(id)
}

/// Changes a finding's words, level or confidence. What was checked before is not checked now.
///
/// # Errors
/// [`NotFinding`] says why not.
pub fn edit(tx: &mut Tx<'_>, id: FindingId, draft: &Draft) -> Result<(), NotFinding> {
    let before = find(tx, id)?.ok_or(NotFinding::Gone)?;
    let draft = Draft { programme: before.programme_id, ..draft.tidy()? };
    in_place(tx, &draft)?;
    let changed = before.sentence != draft.sentence
        || before.limits != draft.limits
        || (before.level, before.confidence) != (draft.level, draft.confidence);
    store::update(tx, id, &draft, changed)?;
    audit::record(tx, "finding.edited", id, &json!({ "level": draft.level.number() }))?;
    Ok(())
}

fn in_place(db: &Db, draft: &Draft) -> Result<(), NotFinding> {
    let fits = match draft.community {
        Some(community) => places::community::find(db, community)?
            .is_some_and(|community| community.programme_id == draft.programme),
        None => places::programme::find(db, draft.programme)?.is_some(),
    };
    if fits { Ok(()) } else { Err(NotFinding::NoPlace) }
}

/// Records that `who` checked a finding against its evidence on a day.
///
/// # Errors
/// [`NotFinding`] says why not.
pub fn check(tx: &mut Tx<'_>, id: FindingId, who: &str, on: Date) -> Result<(), NotFinding> {
    find(tx, id)?.ok_or(NotFinding::Gone)?;
    let who = who.trim();
    if who.is_empty() || who.chars().count() > 120 {
        return Err(NotFinding::NoChecker);
    }
    if on > day(tx.now()) {
        return Err(NotFinding::NoDay);
    }
    store::set_checked(tx, id, who, Some(on))?;
    audit::record(tx, "finding.checked", id, &json!({ "on": on.to_string() }))?;
    Ok(())
}

/// Puts a highlight on one side of a finding, or over to the other.
///
/// # Errors
/// [`NotEvidence`] says why not.
pub fn cite(
    tx: &mut Tx<'_>,
    id: FindingId,
    highlight: HighlightId,
    side: Side,
) -> Result<(), NotEvidence> {
    let finding = find(tx, id)?.ok_or(NotEvidence::Gone)?;
    let highlight = highlight::find(tx, highlight)?.ok_or(NotEvidence::Gone)?;
    let theme = theme::find(tx, highlight.theme_id)?.ok_or(NotEvidence::Gone)?;
    let place = store::place(tx, highlight.voice_id)?.ok_or(NotEvidence::Gone)?;
    let elsewhere = finding.community_id.is_some_and(|community| community != place);
    if theme.programme_id != finding.programme_id || elsewhere {
        return Err(NotEvidence::Elsewhere);
    }
    store::cite(tx, id, highlight.id, side)?;
    store::set_checked(tx, id, "", None)?;
    audit::record(
        tx,
        "finding.cited",
        id,
        &json!({ "highlight": highlight.id, "side": side.word() }),
    )?;
    Ok(())
}

/// Takes a highlight from a finding.
///
/// # Errors
/// The database's.
pub fn uncite(tx: &mut Tx<'_>, id: FindingId, highlight: HighlightId) -> Result<(), Fault> {
    store::uncite(tx, id, highlight)?;
    store::set_checked(tx, id, "", None)?;
    audit::record(tx, "finding.uncited", id, &json!({ "highlight": highlight }))
}

/// The finding with this id.
///
/// # Errors
/// The database's.
pub fn find(db: &Db, id: FindingId) -> Result<Option<Finding>, Fault> {
    store::by(db, "id", &id)
}

/// The finding with this id, when `sight` reaches its page.
///
/// # Errors
/// The database's.
pub fn seen(db: &Db, sight: &Sight, id: FindingId) -> Result<Option<Finding>, Fault> {
    Ok(find(db, id)?.filter(|finding| sight.may(Verb::ReadFinding, finding.within())))
}

/// The finding with this number.
///
/// # Errors
/// The database's.
pub fn by_number(db: &Db, number: i64) -> Result<Option<Finding>, Fault> {
    store::by(db, "number", &number)
}

/// Up to `limit` findings within reach that come before the number `before`, newest first.
///
/// # Errors
/// The database's.
pub fn list(
    db: &Db,
    reach: &Reach,
    before: Option<i64>,
    limit: u32,
) -> Result<Vec<Finding>, Fault> {
    store::list(db, reach, before, limit)
}

/// What stands for and against a finding: highlights of voices that can be worked with, those
/// for it first.
///
/// # Errors
/// The database's.
pub fn evidence(db: &Db, id: FindingId) -> Result<Vec<Evidence>, Fault> {
    store::evidence(db, id)
}
