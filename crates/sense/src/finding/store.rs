//! Queries over `sense_finding` and `sense_evidence`.

use super::model::{Draft, Evidence, Finding, Side};
use crate::ids::{FindingId, HighlightId};
use kernel::access::Reach;
use kernel::clock::Date;
use kernel::db::{ToValue, Value};
use kernel::ids::{CommunityId, Uuid};
use kernel::{Db, Fault, Tx};
use listen::ids::{NarratorId, VoiceId};

pub(super) fn insert(
    tx: &mut Tx<'_>,
    id: FindingId,
    number: i64,
    draft: &Draft,
) -> Result<(), Fault> {
    let now = tx.now();
    tx.insert(
        "sense_finding",
        &[
            ("id", &id),
            ("number", &number),
            ("programme_id", &draft.programme),
            ("community_id", &draft.community),
            ("sentence_en", &draft.sentence.en),
            ("sentence_cy", &draft.sentence.cy),
            ("level", &draft.level),
            ("confidence", &draft.confidence),
            ("limits_en", &draft.limits.en),
            ("limits_cy", &draft.limits.cy),
            ("created_at", &now),
            ("written_at", &now),
            ("checked_by", &""),
        ],
    )
}

pub(super) fn update(
    tx: &mut Tx<'_>,
    id: FindingId,
    draft: &Draft,
    changed: bool,
) -> Result<(), Fault> {
    let now = tx.now();
    tx.update(
        "sense_finding",
        id,
        &[
            ("community_id", &draft.community),
            ("sentence_en", &draft.sentence.en),
            ("sentence_cy", &draft.sentence.cy),
            ("level", &draft.level),
            ("confidence", &draft.confidence),
            ("limits_en", &draft.limits.en),
            ("limits_cy", &draft.limits.cy),
            ("written_at", &now),
        ],
    )?;
    if changed { set_checked(tx, id, "", None) } else { Ok(()) }
}

pub(super) fn set_checked(
    tx: &mut Tx<'_>,
    id: FindingId,
    who: &str,
    on: Option<Date>,
) -> Result<(), Fault> {
    tx.update("sense_finding", id, &[("checked_by", &who), ("checked_on", &on)])
}

pub(super) fn cite(
    tx: &mut Tx<'_>,
    id: FindingId,
    highlight: HighlightId,
    side: Side,
) -> Result<(), Fault> {
    tx.run(
        "insert into sense_evidence (finding_id, highlight_id, side) values ($1, $2, $3)
         on conflict (finding_id, highlight_id) do update set side = excluded.side",
        &[&id, &highlight, &side],
    )?;
    Ok(())
}

pub(super) fn uncite(tx: &mut Tx<'_>, id: FindingId, highlight: HighlightId) -> Result<(), Fault> {
    tx.run(
        "delete from sense_evidence where finding_id = $1 and highlight_id = $2",
        &[&id, &highlight],
    )?;
    Ok(())
}

/// The community of a voice that can be worked with.
pub(super) fn place(db: &Db, voice: VoiceId) -> Result<Option<CommunityId>, Fault> {
    db.first("select community_id from sense_voice where id = $1", &[&voice])
}

pub(super) fn by(db: &Db, column: &str, value: &dyn ToValue) -> Result<Option<Finding>, Fault> {
    let sql = format!("select {} from sense_finding f where f.{column} = $1", Finding::COLUMNS);
    db.first(&sql, &[value])
}

pub(super) fn list(
    db: &Db,
    reach: &Reach,
    before: Option<i64>,
    limit: u32,
) -> Result<Vec<Finding>, Fault> {
    let mut values: Vec<Value> = vec![before.unwrap_or(i64::MAX).to_value(), limit.to_value()];
    let within = reach.condition("f.programme_id", "f.community_id", &mut values);
    let sql = format!(
        "select {} from sense_finding f where f.number < $1 and {within}
         order by f.number desc limit $2",
        Finding::COLUMNS
    );
    let values: Vec<&dyn ToValue> = values.iter().map(|value| value as _).collect();
    db.all(&sql, &values)
}

pub(super) fn evidence(db: &Db, id: FindingId) -> Result<Vec<Evidence>, Fault> {
    db.all(
        "select h.id, h.voice_id, h.theme_id, h.start_at, h.end_at, e.side
         from sense_evidence e join sense_highlight h on h.id = e.highlight_id
         join sense_voice v on v.id = h.voice_id
         where e.finding_id = $1 order by e.side desc, h.created_at, h.id",
        &[&id],
    )
}

/// Whose voices stand on which side of a finding, with the narrator where that is known.
pub(super) fn people(
    db: &Db,
    id: FindingId,
) -> Result<Vec<(Uuid, Option<NarratorId>, Side)>, Fault> {
    db.all(
        "select distinct v.person, v.narrator_id, e.side
         from sense_evidence e join sense_highlight h on h.id = e.highlight_id
         join sense_voice v on v.id = h.voice_id where e.finding_id = $1",
        &[&id],
    )
}
