//! Queries over `sense_codebook`, `sense_theme` and `sense_theme_change`.

use super::model::{Change, ChangeKind, Draft, Theme};
use crate::ids::{CodebookId, HighlightId, ThemeChangeId, ThemeId};
use kernel::db::{ToValue, Value};
use kernel::ids::{CommunityId, ProgrammeId};
use kernel::{Both, Db, Fault, Tx};
use listen::VoiceId;
use listen::voice::People;
use serde_json::Value as Json;
use std::collections::HashMap;

pub(super) fn codebook(db: &Db, programme: ProgrammeId) -> Result<Option<CodebookId>, Fault> {
    db.first("select id from sense_codebook where programme_id = $1", &[&programme])
}

pub(super) fn insert_codebook(
    tx: &mut Tx<'_>,
    id: CodebookId,
    programme: ProgrammeId,
    name: &Both,
) -> Result<(), Fault> {
    let now = tx.now();
    tx.insert(
        "sense_codebook",
        &[
            ("id", &id),
            ("programme_id", &programme),
            ("name_en", &name.en),
            ("name_cy", &name.cy),
            ("created_at", &now),
        ],
    )
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    id: ThemeId,
    codebook: CodebookId,
    position: u32,
    draft: &Draft,
) -> Result<(), Fault> {
    let now = tx.now();
    tx.insert(
        "sense_theme",
        &[
            ("id", &id),
            ("codebook_id", &codebook),
            ("parent_id", &draft.parent),
            ("name_en", &draft.name.en),
            ("name_cy", &draft.name.cy),
            ("definition_en", &draft.definition.en),
            ("definition_cy", &draft.definition.cy),
            ("colour", &draft.colour.unwrap_or(1)),
            ("position", &position),
            ("created_at", &now),
            ("written_at", &now),
        ],
    )
}

pub(super) fn update(
    tx: &mut Tx<'_>,
    id: ThemeId,
    position: u32,
    draft: &Draft,
) -> Result<(), Fault> {
    let now = tx.now();
    tx.update(
        "sense_theme",
        id,
        &[
            ("parent_id", &draft.parent),
            ("name_en", &draft.name.en),
            ("name_cy", &draft.name.cy),
            ("definition_en", &draft.definition.en),
            ("definition_cy", &draft.definition.cy),
            ("colour", &draft.colour.unwrap_or(1)),
            ("position", &position),
            ("written_at", &now),
        ],
    )
}

pub(super) fn number(tx: &mut Tx<'_>, id: ThemeId, position: u32) -> Result<(), Fault> {
    tx.update("sense_theme", id, &[("position", &position)])
}

pub(super) fn end(tx: &mut Tx<'_>, id: ThemeId, into: Option<ThemeId>) -> Result<(), Fault> {
    let now = tx.now();
    tx.update("sense_theme", id, &[("ended_at", &now), ("merged_into", &into)])
}

pub(super) fn new_parent(
    tx: &mut Tx<'_>,
    from: ThemeId,
    into: Option<ThemeId>,
) -> Result<(), Fault> {
    tx.run(
        "update sense_theme set parent_id = $2 where parent_id = $1 and ended_at is null",
        &[&from, &into],
    )?;
    Ok(())
}

/// Two highlights are alike when they mark the same words of the same reading.
const ALIKE: &str = "k.reading_id = h.reading_id and k.theme_id = $2 \
     and k.start_at = h.start_at and k.end_at = h.end_at";

/// Gives every highlight of `from` to `into`; of two that would be alike one stays, with the
/// evidence of both.
pub(super) fn move_highlights(tx: &mut Tx<'_>, from: ThemeId, into: ThemeId) -> Result<u64, Fault> {
    let twins: Vec<(HighlightId, HighlightId)> = tx.all(
        &format!(
            "select h.id, k.id from sense_highlight h join sense_highlight k on {ALIKE}
             where h.theme_id = $1"
        ),
        &[&from, &into],
    )?;
    let dropped = u64::try_from(twins.len()).unwrap_or(u64::MAX);
    for (gone, kept) in twins {
        join_twins(tx, gone, kept)?;
    }
    let moved =
        tx.run("update sense_highlight set theme_id = $2 where theme_id = $1", &[&from, &into])?;
    Ok(moved.saturating_add(dropped))
}

/// The same for chosen highlights.
pub(super) fn move_chosen(
    tx: &mut Tx<'_>,
    from: ThemeId,
    into: ThemeId,
    chosen: &[HighlightId],
) -> Result<u64, Fault> {
    let mut moved = 0;
    for id in chosen {
        let twin: Option<HighlightId> = tx.first(
            &format!(
                "select k.id from sense_highlight h join sense_highlight k on {ALIKE}
                 where h.theme_id = $1 and h.id = $3"
            ),
            &[&from, &into, id],
        )?;
        moved += match twin {
            Some(kept) => {
                join_twins(tx, *id, kept)?;
                1
            }
            None => tx.run(
                "update sense_highlight set theme_id = $2 where id = $3 and theme_id = $1",
                &[&from, &into, id],
            )?,
        };
    }
    Ok(moved)
}

fn join_twins(tx: &mut Tx<'_>, gone: HighlightId, kept: HighlightId) -> Result<(), Fault> {
    tx.run(
        "insert into sense_evidence (finding_id, highlight_id, side)
         select finding_id, $2, side from sense_evidence where highlight_id = $1
         on conflict do nothing",
        &[&gone, &kept],
    )?;
    tx.run("delete from sense_evidence where highlight_id = $1", &[&gone])?;
    tx.run("delete from sense_highlight where id = $1", &[&gone])?;
    Ok(())
}

pub(super) fn note(
    tx: &mut Tx<'_>,
    theme: ThemeId,
    kind: ChangeKind,
    detail: &Json,
) -> Result<(), Fault> {
    let id: ThemeChangeId = tx.id();
    let (now, account, detail) = (tx.now(), tx.actor().account(), detail.to_string());
    tx.insert(
        "sense_theme_change",
        &[
            ("id", &id),
            ("theme_id", &theme),
            ("kind", &kind),
            ("detail", &detail),
            ("at", &now),
            ("account_id", &account),
        ],
    )
}

pub(super) fn find(db: &Db, id: ThemeId) -> Result<Option<Theme>, Fault> {
    let sql = format!(
        "select {} from sense_theme t join sense_codebook b on b.id = t.codebook_id
         where t.id = $1",
        Theme::COLUMNS
    );
    db.first(&sql, &[&id])
}

pub(super) fn of_programme(
    db: &Db,
    programme: ProgrammeId,
    ended: bool,
) -> Result<Vec<Theme>, Fault> {
    let live = if ended { "" } else { "and t.ended_at is null" };
    let sql = format!(
        "select {} from sense_theme t join sense_codebook b on b.id = t.codebook_id
         where b.programme_id = $1 {live}
         order by case when t.ended_at is null then 0 else 1 end, t.position, t.id",
        Theme::COLUMNS
    );
    db.all(&sql, &[&programme])
}

pub(super) fn history(
    db: &Db,
    programme: ProgrammeId,
    theme: Option<ThemeId>,
    skip: u32,
    limit: u32,
) -> Result<Vec<Change>, Fault> {
    let mut values: Vec<Value> = vec![programme.to_value(), skip.to_value(), limit.to_value()];
    let only = theme.map_or("", |id| {
        values.push(id.to_value());
        "and c.theme_id = $4"
    });
    let sql = format!(
        "select {} from sense_theme_change c join sense_theme t on t.id = c.theme_id
         join sense_codebook b on b.id = t.codebook_id
         where b.programme_id = $1 {only} order by c.at desc, c.id desc limit $3 offset $2",
        Change::columns("c")
    );
    let values: Vec<&dyn ToValue> = values.iter().map(|value| value as _).collect();
    db.all(&sql, &values)
}

pub(super) fn voices(
    db: &Db,
    programme: ProgrammeId,
    community: Option<CommunityId>,
) -> Result<HashMap<ThemeId, u64>, Fault> {
    match community {
        Some(community) => voices_of(db, programme, community),
        None => voices_anywhere(db, programme),
    }
}

fn voices_of(
    db: &Db,
    programme: ProgrammeId,
    community: CommunityId,
) -> Result<HashMap<ThemeId, u64>, Fault> {
    let counted: Vec<(ThemeId, u64)> = db.all(
        "select h.theme_id, count(distinct h.voice_id) from sense_highlight h
         join sense_theme t on t.id = h.theme_id
         join sense_codebook b on b.id = t.codebook_id
         join sense_reading r on r.id = h.reading_id
         join sense_voice v on v.id = h.voice_id
         where b.programme_id = $1 and r.finished_at is not null and v.community_id = $2
         group by h.theme_id",
        &[&programme, &community],
    )?;
    Ok(counted.into_iter().collect())
}

/// All voices of each theme, counted along an index, less the few that don't count: those that
/// are taken down, and those that only an unfinished reading gave the theme. At half a million
/// highlights this takes a fortieth of the time of looking at each reading and voice.
fn voices_anywhere(db: &Db, programme: ProgrammeId) -> Result<HashMap<ThemeId, u64>, Fault> {
    let counted: Vec<(ThemeId, u64)> = db.all(
        "select t.id,
           (select count(*) from
             (select distinct h.voice_id from sense_highlight h where h.theme_id = t.id) apart)
         from sense_codebook b join sense_theme t on t.codebook_id = b.id
         where b.programme_id = $1",
        &[&programme],
    )?;
    let mut counts: HashMap<ThemeId, u64> = counted.into_iter().collect();
    let apart: Vec<(ThemeId, VoiceId)> = db.all(
        // The cross joins keep the few first: the other way round, every highlight is looked at.
        "select h.theme_id, h.voice_id from sense_reading u cross join sense_highlight h
         where h.reading_id = u.id and u.finished_at is null and not exists (
           select 1 from sense_highlight f join sense_reading r on r.id = f.reading_id
           where f.theme_id = h.theme_id and f.voice_id = h.voice_id
             and r.finished_at is not null)
         union
         select h.theme_id, h.voice_id from listen_voice v cross join sense_highlight h
         where h.voice_id = v.id and (v.taken_down_at is not null or v.withdrawn_at is not null)",
        &[],
    )?;
    for (theme, _) in apart {
        if let Some(count) = counts.get_mut(&theme) {
            *count = count.saturating_sub(1);
        }
    }
    Ok(counts)
}

/// How many people spoke of each theme that anybody spoke of, each once.
pub(super) fn people(
    db: &Db,
    programme: ProgrammeId,
    community: Option<CommunityId>,
) -> Result<HashMap<ThemeId, People>, Fault> {
    let mut values: Vec<&dyn ToValue> = vec![&programme];
    let within = community.as_ref().map_or("", |community| {
        values.push(community);
        "and v.community_id = $2"
    });
    let sql = format!(
        "select h.theme_id, {PEOPLE} {FINISHED}
         join sense_theme t on t.id = h.theme_id
         join sense_codebook b on b.id = t.codebook_id
         where b.programme_id = $1 and r.finished_at is not null {within} group by h.theme_id"
    );
    let counted: Vec<(ThemeId, People)> = db.all(&sql, &values)?;
    Ok(counted.into_iter().collect())
}

/// How many people spoke of one theme, each once.
pub(super) fn people_of(
    db: &Db,
    theme: ThemeId,
    community: Option<CommunityId>,
) -> Result<People, Fault> {
    let mut values: Vec<&dyn ToValue> = vec![&theme];
    let within = community.as_ref().map_or("", |community| {
        values.push(community);
        "and v.community_id = $2"
    });
    let sql = format!(
        "select {PEOPLE} {FINISHED} where h.theme_id = $1 and r.finished_at is not null {within}"
    );
    db.only(&sql, &values)
}

/// How many people there are, and how many voices whose person is not known.
const PEOPLE: &str = "count(distinct v.person),
     count(distinct case when v.narrator_id is null then v.id end)";
const FINISHED: &str = "from sense_highlight h join sense_reading r on r.id = h.reading_id
     join sense_voice v on v.id = h.voice_id";
