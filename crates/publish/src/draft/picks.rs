//! What can be put into a report: findings, and highlights that may be quoted, ready to copy.

use crate::report::Report;
use kernel::access::{Sight, Verb};
use kernel::clock::Date;
use kernel::permission::purpose;
use kernel::{Db, Fault, Language};
use listen::VoiceId;
use sense::finding;
use std::collections::BTreeSet;

/// The most findings that are offered.
const FINDINGS: u32 = 60;
/// The most highlights that are offered.
const QUOTES: usize = 60;

/// What can be picked.
#[derive(Default)]
pub(crate) struct Picks {
    pub(crate) findings: Vec<Pick>,
    pub(crate) quotes: Vec<Pick>,
}

/// Something to copy, and what it is.
pub(crate) struct Pick {
    pub(crate) code: String,
    pub(crate) text: String,
    pub(crate) language: String,
}

/// The newest findings of the report's programme, and the words that support them or count
/// against them and may be quoted today, as far as `sight` reaches.
pub(crate) fn of(
    db: &Db,
    report: &Report,
    language: Language,
    today: Date,
    sight: &Sight,
) -> Result<Picks, Fault> {
    let mut picks = Picks::default();
    let mut seen = BTreeSet::new();
    let all = finding::list(db, &sight.reach(Verb::ReadFinding), None, FINDINGS)?;
    let fits = |found: &&finding::Finding| {
        found.programme_id == report.programme_id
            && report.community_id.is_none_or(|id| found.community_id.is_none_or(|at| at == id))
    };
    for found in all.iter().filter(fits) {
        picks.findings.push(Pick {
            code: format!("findings=\"{}\"", found.number),
            text: found.sentence.in_language(language).to_owned(),
            language: language.word().to_owned(),
        });
        if picks.quotes.len() >= QUOTES {
            continue;
        }
        for evidence in finding::evidence(db, found.id)? {
            if picks.quotes.len() >= QUOTES || !seen.insert(evidence.highlight) {
                continue;
            }
            if !may_quote(db, report, sight, evidence.voice)? {
                continue;
            }
            let span = evidence.start..evidence.end;
            let words = listen::voice::excerpt(db, evidence.voice, span, purpose::Report, today)?;
            let Ok(words) = words else { continue };
            let words = words.words();
            let side = match evidence.side {
                finding::Side::For => "",
                finding::Side::Against => " side=against",
            };
            picks.quotes.push(Pick {
                code: format!("::quote{{highlight={}{side}}}", evidence.highlight),
                text: format!("{} ({}, {})", words.text, words.who(), found.number),
                language: words.language.clone(),
            });
        }
    }
    Ok(picks)
}

/// Whether a voice that `sight` reaches may stand in a report: not when the report is of another
/// community.
fn may_quote(db: &Db, report: &Report, sight: &Sight, voice: VoiceId) -> Result<bool, Fault> {
    let Some(voice) = listen::voice::find(db, voice)? else { return Ok(false) };
    Ok(sight.may(Verb::ReadVoice, voice.within())
        && report.community_id.is_none_or(|own| voice.community == own))
}
