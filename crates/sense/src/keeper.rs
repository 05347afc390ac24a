//! What this room holds of people's words: what readers marked and noted, and the themes and
//! findings into which somebody may have typed them.

use crate::highlight;
use crate::ids::{FindingId, HighlightId, ReadingId};
use kernel::ids::Uuid;
use kernel::keeper::{
    Audience::{Report, Team},
    Column, Keeper, Person, Table, Touched, Turn, json_without,
};
use kernel::{Db, Fault, Tx};
use listen::VoiceId;
use serde_json::{Value, json};

const TABLES: &[Table] = &[
    Table::of(
        "sense_codebook",
        "codebook",
        &[Column::typed("name_en", Report), Column::typed("name_cy", Report)],
    )
    .written("t.created_at")
    .told("taking-back-kind-theme"),
    Table::of(
        "sense_theme",
        "theme",
        &[
            Column::typed("name_en", Report),
            Column::typed("name_cy", Report),
            Column::typed("definition_en", Report),
            Column::typed("definition_cy", Report),
        ],
    )
    .written("t.written_at")
    .told("taking-back-kind-theme"),
    Table::of(
        "sense_theme_change",
        "theme",
        &[Column::free("kind", "code"), Column::made("detail", Report, json_without)],
    )
    .belonging("theme", "theme_id")
    .written("t.at")
    .told("taking-back-kind-theme"),
    Table::bare("sense_reading"),
    Table::bare("sense_highlight"),
    Table::bare("sense_tally"),
    Table::of("sense_memo", "reading", &[Column::typed("body", Team)])
        .belonging("reading", "reading_id")
        .written("t.updated_at")
        .told("taking-back-kind-note"),
    Table::of(
        "sense_finding",
        "finding",
        &[
            Column::typed("sentence_en", Report),
            Column::typed("sentence_cy", Report),
            Column::free("confidence", "code"),
            Column::typed("limits_en", Report),
            Column::typed("limits_cy", Report),
            Column::free("checked_on", "day"),
            Column::typed("checked_by", Report),
        ],
    )
    .written("t.written_at")
    .told("taking-back-kind-finding"),
    Table::of("sense_evidence", "", &[Column::free("side", "code")]),
];

kernel::keeper! {
    Keeper { rests, turn, export, ..Keeper::of("sense", 7, TABLES) }
}

/// What readers made of the voice, and the findings that it stands for or against.
fn rests(db: &Db, voice: Uuid, touched: &mut Touched) -> Result<(), Fault> {
    let voice = VoiceId(voice);
    let readings: Vec<ReadingId> =
        db.all("select id from sense_reading where voice_id = $1", &[&voice])?;
    let marks: Vec<HighlightId> =
        db.all("select id from sense_highlight where voice_id = $1", &[&voice])?;
    readings.into_iter().for_each(|reading| touched.add(reading));
    marks.into_iter().for_each(|mark| touched.add(mark));
    let findings: Vec<FindingId> = highlight::store::findings_of_voice(db, voice)?;
    findings.into_iter().for_each(|finding| touched.add(finding));
    Ok(())
}

/// A voice that was taken back leaves nothing that readers made of it; its findings lose it.
fn turn(tx: &mut Tx<'_>, turn: &Turn<'_>, touched: &mut Touched) -> Result<(), Fault> {
    if turn.after.withdrawn {
        for finding in highlight::forget(tx, VoiceId(turn.voice))? {
            touched.add_row(finding, "sense_evidence");
        }
    }
    Ok(())
}

/// How their words were read: the themes that readers gave them, and the notes beside them.
fn export(db: &Db, person: &Person) -> Result<Value, Fault> {
    let mut read = Vec::new();
    for voice in &person.voices {
        let themes: Vec<(String, String, u32)> = db.all(
            "select t.name_en, t.name_cy, h.line from sense_highlight h
             join sense_theme t on t.id = h.theme_id where h.voice_id = $1
             order by h.start_at, h.id",
            &[voice],
        )?;
        let notes: Vec<(u32, String)> = db.all(
            "select m.line, m.body from sense_memo m join sense_reading r on r.id = m.reading_id
             where r.voice_id = $1 order by m.line, m.id",
            &[voice],
        )?;
        if themes.is_empty() && notes.is_empty() {
            continue;
        }
        let themes = themes
            .into_iter()
            .map(|(en, cy, line)| json!({ "line": line, "theme_en": en, "theme_cy": cy }));
        let notes = notes.into_iter().map(|(line, note)| json!({ "line": line, "note": note }));
        read.push(json!({
            "voice": voice,
            "themes": themes.collect::<Vec<_>>(),
            "notes": notes.collect::<Vec<_>>(),
        }));
    }
    Ok(if read.is_empty() { Value::Null } else { json!({ "read": read }) })
}
