//! Queries over `listen_voice` and its tags and permissions. No rules here.

use super::Voice;
use super::draft::Draft;
use super::model::{Review, Standings};
use crate::ids::{CampaignId, NarratorId, PermissionId, VoiceId};
use crate::number::ThreadNumber;
use crate::redaction::{self, Part};
use kernel::clock::Date;
use kernel::db::{ToValue, Value};
use kernel::ids::ProgrammeId;
use kernel::permission::Permission;
use kernel::{Db, Fault, Tx, search};
use std::collections::HashSet;

pub(crate) const FROM: &str = "listen_voice v join listen_campaign c on c.id = v.campaign_id";

kernel::record! {
    /// A voice's texts, as they are and as they are shown.
    pub struct Texts {
        /// What they said.
        pub words: String,
        /// Its translation.
        pub translation: Option<String>,
        /// The words with names hidden.
        pub shown: String,
        /// The translation with names hidden.
        pub shown_translation: Option<String>,
    }
}

pub(crate) fn by(db: &Db, column: &str, value: &dyn ToValue) -> Result<Option<Voice>, Fault> {
    let sql = format!("select {} from {FROM} where {column} = $1", Voice::COLUMNS);
    db.first(&sql, &[value])
}

pub(crate) fn by_reference(
    db: &Db,
    campaign: CampaignId,
    reference: &str,
) -> Result<Option<Voice>, Fault> {
    let sql = format!(
        "select {} from {FROM} where v.campaign_id = $1 and v.reference = $2",
        Voice::COLUMNS
    );
    db.first(&sql, &[&campaign, &reference])
}

pub(crate) fn texts(db: &Db, id: VoiceId) -> Result<Option<Texts>, Fault> {
    let sql = format!("select {} from listen_voice where id = $1", Texts::COLUMNS);
    db.first(&sql, &[&id])
}

/// Some voices with their texts and the names of their people.
pub(crate) fn told(
    db: &Db,
    ids: &[&VoiceId],
) -> Result<Vec<(Voice, Texts, Option<String>)>, Fault> {
    let sql = format!(
        "select {}, {}, n.name from {FROM} left join listen_narrator n on n.id = v.narrator_id
         where v.id in ({})",
        Voice::COLUMNS,
        Texts::columns("v"),
        places(1, ids.len())
    );
    let values: Vec<&dyn ToValue> = ids.iter().map(|id| *id as _).collect();
    db.all(&sql, &values)
}

/// The words of some voices as they are shown, with their language and what decides whether they
/// are.
pub(crate) fn shown(
    db: &Db,
    ids: &[&VoiceId],
) -> Result<Vec<(VoiceId, Standings, String, String)>, Fault> {
    let sql = format!(
        "select v.id, {}, v.shown, v.language from listen_voice v where v.id in ({})",
        Standings::COLUMNS,
        places(1, ids.len())
    );
    let values: Vec<&dyn ToValue> = ids.iter().map(|id| *id as _).collect();
    db.all(&sql, &values)
}

/// The newest voices of a programme that were not taken back, with their words as they are shown.
pub(crate) fn newest(
    db: &Db,
    programme: ProgrammeId,
    most: u32,
) -> Result<Vec<(Voice, String)>, Fault> {
    let sql = format!(
        "select {}, v.shown from {FROM} where c.programme_id = $1 and v.withdrawn_at is null
         order by v.entered_at desc, v.id desc limit $2",
        Voice::COLUMNS
    );
    db.all(&sql, &[&programme, &most])
}

pub(crate) fn tags(db: &Db, id: VoiceId) -> Result<Vec<(String, String)>, Fault> {
    db.all("select name, value from listen_tag where voice_id = $1 order by name", &[&id])
}

/// A reference as it is kept once its voice was taken back.
pub(crate) fn digest(campaign: CampaignId, reference: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(campaign.0.as_bytes());
    hasher.update(reference.as_bytes());
    format!("withdrawn:{}", hasher.finalize().to_hex())
}

pub(crate) fn has_reference(db: &Db, campaign: CampaignId, reference: &str) -> Result<bool, Fault> {
    let found: Option<i64> = db.first(
        "select 1 from listen_voice where campaign_id = $1 and reference in ($2, $3)",
        &[&campaign, &reference, &digest(campaign, reference)],
    )?;
    Ok(found.is_some())
}

/// Every reference of a campaign, those of withdrawn voices as digests.
pub(crate) fn references(db: &Db, campaign: CampaignId) -> Result<HashSet<String>, Fault> {
    let mut references = HashSet::new();
    db.each(
        "select reference from listen_voice where campaign_id = $1 and reference is not null",
        &[&campaign],
        |reference: String| {
            references.insert(reference);
            Ok(())
        },
    )?;
    Ok(references)
}

/// A number that no voice has.
pub(crate) fn free_number(tx: &mut Tx<'_>) -> Result<ThreadNumber, Fault> {
    loop {
        let number = ThreadNumber::random(tx);
        let taken: Option<i64> =
            tx.first("select 1 from listen_voice where number = $1", &[&number])?;
        if taken.is_none() {
            return Ok(number);
        }
    }
}

/// As many numbers as are wanted that no voice has and that differ.
pub(crate) fn free_numbers(tx: &mut Tx<'_>, wanted: usize) -> Result<Vec<ThreadNumber>, Fault> {
    let mut free: HashSet<ThreadNumber> = HashSet::new();
    while free.len() < wanted {
        let fresh: Vec<ThreadNumber> =
            (free.len()..wanted).map(|_| ThreadNumber::random(tx)).collect();
        let values: Vec<&dyn ToValue> = fresh.iter().map(|number| number as _).collect();
        let sql = format!(
            "select number from listen_voice where number in ({})",
            places(1, values.len())
        );
        let taken: Vec<ThreadNumber> = tx.all(&sql, &values)?;
        free.extend(fresh.into_iter().filter(|number| !taken.contains(number)));
    }
    Ok(free.into_iter().collect())
}

/// `$first, …` for as many values as there are.
pub(crate) fn places(first: usize, count: usize) -> String {
    let places: Vec<String> = (first..first + count).map(|n| format!("${n}")).collect();
    places.join(", ")
}

/// A checked voice that is to be added.
pub(crate) struct Row<'a> {
    pub(crate) id: VoiceId,
    pub(crate) number: ThreadNumber,
    pub(crate) narrator: Option<NarratorId>,
    pub(crate) permission: Permission,
    pub(crate) draft: &'a Draft,
}

const INSERTED: &str = "id, number, campaign_id, community_id, narrator_id, reference, title,
    described, language, words, translation, shown, shown_translation, heard_on, entered_at,
    entered_by, entered_how, entered_for, rung, sound, archive, contact, closed, review";

/// Adds voices with their tags, first permissions and words in search.
pub(crate) fn insert_many(tx: &mut Tx<'_>, rows: &[Row<'_>]) -> Result<(), Fault> {
    // Whoever records has asked whether any of it was taken back.
    tx.knowing(|tx| insert(tx, rows))
}

fn insert(tx: &mut Tx<'_>, rows: &[Row<'_>]) -> Result<(), Fault> {
    let (now, by) = (tx.now(), tx.actor().account());
    let mut values: Vec<Value> = Vec::new();
    for Row { id, number, narrator, permission, draft } in rows {
        let columns: [&dyn ToValue; 24] = [
            id,
            number,
            &draft.campaign,
            &draft.community,
            narrator,
            &draft.reference,
            &draft.title,
            &draft.described,
            &draft.language,
            &draft.words,
            &draft.translation,
            &draft.words,
            &draft.translation,
            &draft.heard_on,
            &now,
            &by,
            &draft.entered_how,
            &draft.entered_for,
            &permission.rung,
            &permission.sound,
            &permission.archive,
            &permission.contact,
            &false,
            &Review::Waiting,
        ];
        values.extend(columns.iter().map(|value| value.to_value()));
    }
    run_many(tx, &format!("insert into listen_voice ({INSERTED})"), 24, &values)?;
    let mut values: Vec<Value> = Vec::new();
    for Row { id, draft, .. } in rows {
        for (name, value) in &draft.tags {
            values.extend([id.to_value(), name.to_value(), value.to_value()]);
        }
    }
    run_many(tx, "insert into listen_tag (voice_id, name, value)", 3, &values)?;
    let mut values: Vec<Value> = Vec::new();
    for Row { id, permission, .. } in rows {
        values.extend(permission_values(tx, *id, *permission));
    }
    run_many(tx, PERMISSION, 9, &values)?;
    let mut bodies = Vec::new();
    for Row { id, draft, .. } in rows {
        let hold = Texts {
            words: String::new(),
            translation: None,
            shown: draft.words.clone(),
            shown_translation: draft.translation.clone(),
        };
        bodies.push((*id, body(&hold, draft.title.as_str(), &draft.described, &draft.tags)));
    }
    search::put_new(tx, &bodies)
}

const PERMISSION: &str = "insert into listen_permission
    (id, voice_id, rung, sound, archive, contact, at, actor_kind, actor_id)";

fn permission_values(tx: &mut Tx<'_>, voice: VoiceId, permission: Permission) -> [Value; 9] {
    let id: PermissionId = tx.id();
    [
        id.to_value(),
        voice.to_value(),
        permission.rung.to_value(),
        permission.sound.to_value(),
        permission.archive.to_value(),
        permission.contact.to_value(),
        tx.now().to_value(),
        tx.actor().kind().to_value(),
        tx.actor().account().to_value(),
    ]
}

/// Runs an insert for every `width` of the values, as many at once as a statement takes.
fn run_many(tx: &mut Tx<'_>, insert: &str, width: usize, values: &[Value]) -> Result<(), Fault> {
    for some in values.chunks(width * 100) {
        let rows: Vec<String> = (0..some.len() / width)
            .map(|row| format!("({})", places(row * width + 1, width)))
            .collect();
        let values: Vec<&dyn ToValue> = some.iter().map(|value| value as _).collect();
        tx.run(&format!("{insert} values {}", rows.join(", ")), &values)?;
    }
    Ok(())
}

/// Everything by which a voice is found: what is shown of it, never what is hidden.
fn body(texts: &Texts, title: &str, described: &str, tags: &[(String, String)]) -> String {
    let translation = texts.shown_translation.as_deref().unwrap_or_default();
    let tags: Vec<&str> = tags.iter().map(|(_, value)| value.as_str()).collect();
    [texts.shown.as_str(), translation, title, described, &tags.join("\n")].join("\n")
}

pub(crate) fn update(tx: &mut Tx<'_>, id: VoiceId, draft: &Draft) -> Result<(), Fault> {
    tx.update(
        "listen_voice",
        id,
        &[
            ("title", &draft.title),
            ("described", &draft.described),
            ("language", &draft.language),
            ("heard_on", &draft.heard_on),
            ("entered_for", &draft.entered_for),
            ("words", &draft.words),
            ("translation", &draft.translation),
        ],
    )?;
    tx.run("delete from listen_tag where voice_id = $1", &[&id])?;
    for (name, value) in &draft.tags {
        tx.insert("listen_tag", &[("voice_id", &id), ("name", name), ("value", value)])?;
    }
    show_again(tx, id)
}

/// Makes what is shown, and what is found, out of the words and what is hidden in them.
pub(crate) fn show_again(tx: &mut Tx<'_>, id: VoiceId) -> Result<(), Fault> {
    let mut texts = texts(tx, id)?.ok_or(Fault::Missing)?;
    let hidden = redaction::of(tx, id)?;
    let spans = |part: Part| -> Vec<_> {
        hidden.iter().filter(|found| found.part == part).map(redaction::Redaction::span).collect()
    };
    texts.shown = redaction::hide(&texts.words, &spans(Part::Words));
    texts.shown_translation = texts
        .translation
        .as_ref()
        .map(|translation| redaction::hide(translation, &spans(Part::Translation)));
    tx.update(
        "listen_voice",
        id,
        &[("shown", &texts.shown), ("shown_translation", &texts.shown_translation)],
    )?;
    let voice = by(tx, "v.id", &id)?.ok_or(Fault::Missing)?;
    if !voice.is_living() {
        return search::remove(tx, id);
    }
    let tags = tags(tx, id)?;
    search::put(tx, id, &body(&texts, &voice.title, &voice.described, &tags))
}

pub(crate) fn set_permission(
    tx: &mut Tx<'_>,
    id: VoiceId,
    permission: Permission,
) -> Result<(), Fault> {
    tx.update(
        "listen_voice",
        id,
        &[
            ("rung", &permission.rung),
            ("sound", &permission.sound),
            ("archive", &permission.archive),
            ("contact", &permission.contact),
        ],
    )?;
    let values = permission_values(tx, id, permission);
    run_many(tx, PERMISSION, 9, &values)
}

pub(crate) fn permissions(db: &Db, id: VoiceId) -> Result<Vec<super::Given>, Fault> {
    db.all(
        "select id, rung, sound, archive, contact, at, actor_kind, actor_id
         from listen_permission where voice_id = $1 order by at desc, id desc",
        &[&id],
    )
}

pub(crate) fn set_closure(
    tx: &mut Tx<'_>,
    id: VoiceId,
    closed: bool,
    until: Option<Date>,
) -> Result<(), Fault> {
    tx.update("listen_voice", id, &[("closed", &closed), ("closed_until", &until)])
}

pub(crate) fn set_review(tx: &mut Tx<'_>, id: VoiceId, review: Review) -> Result<(), Fault> {
    tx.update("listen_voice", id, &[("review", &review)])
}

/// Empties a voice of everything that its person said and of what describes them.
pub(crate) fn empty(tx: &mut Tx<'_>, voice: &Voice) -> Result<(), Fault> {
    let (id, now) = (voice.id, tx.now());
    let reference = voice.reference.as_ref().map(|reference| digest(voice.campaign, reference));
    let nothing: Option<String> = None;
    tx.update(
        "listen_voice",
        id,
        &[
            ("withdrawn_at", &Some(now)),
            ("reference", &reference),
            ("title", &""),
            ("described", &""),
            ("words", &""),
            ("translation", &nothing),
            ("shown", &""),
            ("shown_translation", &nothing),
            ("entered_for", &nothing),
            ("heard_on", &None::<Date>),
        ],
    )?;
    tx.run("delete from listen_redaction where voice_id = $1", &[&id])?;
    tx.run("delete from listen_tag where voice_id = $1", &[&id])?;
    Ok(())
}
