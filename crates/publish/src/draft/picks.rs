//! What can be put into a report: findings, and highlights that may be quoted, ready to copy.

use crate::report::Report;
use kernel::access::Reach;
use kernel::clock::Date;
use kernel::permission::Use;
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
/// against them and may be quoted today. `sees` says whether the viewer may read findings, and
/// whether they may read voices.
pub(crate) fn of(
    db: &Db,
    report: &Report,
    language: Language,
    today: Date,
    sees: (bool, bool),
) -> Result<Picks, Fault> {
    let mut picks = Picks::default();
    if !sees.0 {
        return Ok(picks);
    }
    let mut seen = BTreeSet::new();
    let all = finding::list(db, &Reach::EVERYWHERE, None, FINDINGS)?;
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
        if !sees.1 || picks.quotes.len() >= QUOTES {
            continue;
        }
        for evidence in finding::evidence(db, found.id)? {
            if picks.quotes.len() >= QUOTES || !seen.insert(evidence.highlight) {
                continue;
            }
            if !is_of(db, report, evidence.voice)? {
                continue;
            }
            let span = evidence.start..evidence.end;
            let words = listen::voice::excerpt(db, evidence.voice, span, Use::Report, today)?;
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

/// Whether a voice may stand in a report: not when the report is of another community.
fn is_of(db: &Db, report: &Report, voice: VoiceId) -> Result<bool, Fault> {
    let Some(own) = report.community_id else { return Ok(true) };
    Ok(listen::voice::find(db, voice)?.is_some_and(|voice| voice.community == own))
}
