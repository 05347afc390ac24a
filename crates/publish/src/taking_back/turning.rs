//! This room's part when a voice stands otherwise than before: quotes go or lose a name, promises
//! are untied, reports are published again and printed anew.

use super::republish::{self, Touched as Mending, mend};
use super::{REMOVED, store};
use crate::ids::{EditionId, PromiseId, RecommendationId, ReportId};
use crate::publication::{self, Printed, Quote};
use kernel::ids::{CommunityId, ProgrammeId};
use kernel::keeper::{Touched, Turn};
use kernel::permission::{Rung, Use};
use kernel::{Fault, Language, Tx, audit, languages};
use listen::VoiceId;
use sense::FindingId;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

type Reports = BTreeMap<ReportId, Mending>;

/// What [`kernel::keeper::Keeper::turn`] asks of this room.
///
/// # Errors
/// The database's.
pub(crate) fn turn(tx: &mut Tx<'_>, turn: &Turn<'_>, touched: &mut Touched) -> Result<(), Fault> {
    let voice = VoiceId(turn.voice);
    let quoting = store::quoting(tx, voice)?;
    let mut reports = Reports::new();
    if turn.is_over(Use::Report) {
        store::clear_quotes(tx, voice)?;
        for (edition, _, report, claim) in &quoting {
            reports.entry(*report).or_default().editions.insert(*edition);
            touched.add_row(*edition, "publish_quote");
            if let Some(claim) = claim.filter(|_| !turn.after.withdrawn) {
                audit::record(tx, REMOVED, claim, &json!({ "narrowed": true }))?;
            }
        }
    } else {
        let lessened = lessen(tx, turn, voice)?;
        let shown_otherwise = turn.might(Use::Report) != turn.may(Use::Report);
        for (edition, _, report, _) in &quoting {
            if lessened.contains(edition) {
                reports.entry(*report).or_default().editions.insert(*edition);
                touched.add_row(*edition, "publish_quote");
            } else if shown_otherwise {
                republish::unprint(tx, *edition)?;
            }
        }
    }
    if turn.after.withdrawn {
        lose(tx, turn, touched, &mut reports)?;
    }
    for edition in touched.of::<EditionId>() {
        reports.entry(store::report_of(tx, edition)?).or_default().editions.insert(edition);
    }
    print_again(tx, touched)?;
    reports.into_iter().try_for_each(|(report, touched)| mend(tx, report, &touched))
}

/// What a voice that was taken back takes along: the promises that quoted it are untied, the
/// lines that it supported lose it, and no chart counts it.
fn lose(
    tx: &mut Tx<'_>,
    turn: &Turn<'_>,
    touched: &Touched,
    reports: &mut Reports,
) -> Result<(), Fault> {
    let promises = store::quoting_promises(tx, turn.rested)?;
    store::untie_promises(tx, &promises)?;
    for finding in touched.in_table::<FindingId>("sense_evidence") {
        for (publication, claim) in publication::supported_by(tx, finding)? {
            if let Some(publication) = publication::find(tx, publication)? {
                reports.entry(publication.report_id).or_default().claims.insert(claim);
            }
        }
    }
    // A chart may have counted the voice under a theme although no line rested on it.
    if let Some(voice) = listen::voice::find(tx, VoiceId(turn.voice))? {
        for report in store::reports(tx, voice.programme)? {
            reports.entry(report).or_default();
        }
    }
    Ok(())
}

/// Takes from the quotes of a voice what its person no longer lets stand beside them. Gives the
/// editions that said it.
fn lessen(tx: &mut Tx<'_>, turn: &Turn<'_>, voice: VoiceId) -> Result<BTreeSet<EditionId>, Fault> {
    let Some(now) = listen::voice::find(tx, voice)? else { return Ok(BTreeSet::new()) };
    let mut lessened = BTreeSet::new();
    for (edition, quote) in store::quotes_of(tx, voice)? {
        let other = if quote.language.starts_with("en") { "cy" } else { "en" };
        let less = |printed: &Option<Printed>, language: &str| {
            printed.as_ref()?.lessened(|text| named_less(turn, text, language))
        };
        let words = less(&quote.words, &quote.language);
        let translation = less(&quote.translation, other);
        let rung = quote.rung.min(turn.after.permission.rung);
        let was_named = turn.names.is_some()
            && turn.before.permission.rung == Rung::Named
            && !turn.names_hidden;
        if words.is_some() || translation.is_some() || rung != quote.rung || was_named {
            lessened.insert(edition);
        } else if quote.described == now.described {
            continue;
        } else {
            republish::unprint(tx, edition)?;
        }
        store::set_quote(
            tx,
            &Quote {
                words: words.or(quote.words),
                translation: translation.or(quote.translation),
                described: now.described.clone(),
                rung,
                ..quote
            },
        )?;
    }
    Ok(lessened)
}

/// Words without the names that may no longer stand in them, told as hidden names are; nothing
/// when they hold none.
fn named_less(turn: &Turn<'_>, text: &str, language: &str) -> Option<String> {
    let kept = turn.names?.without(text)?;
    let reader = Language::from_word(language.get(..2).unwrap_or_default()).unwrap_or(Language::En);
    let mark = languages::say(reader, "redaction-mark");
    Some(if text.contains("[…]") { kept } else { kept.replace("[…]", &mark) })
}

/// Asks for new prints where other texts were changed that are printed: an address stands in
/// every print of its report, promises and replies in those that tell of them. A print that still
/// says what it should is kept.
fn print_again(tx: &mut Tx<'_>, touched: &Touched) -> Result<(), Fault> {
    let mut editions: BTreeSet<EditionId> = BTreeSet::new();
    for report in touched.in_table::<ReportId>("publish_report") {
        for edition in store::printed(tx, Some(report))? {
            republish::unprint(tx, edition)?;
        }
    }
    let elsewhere = !touched.of::<PromiseId>().is_empty()
        || !touched.of::<RecommendationId>().is_empty()
        || !touched.of::<ProgrammeId>().is_empty()
        || !touched.of::<CommunityId>().is_empty();
    if elsewhere {
        editions.extend(store::printed(tx, None)?);
    }
    editions.into_iter().try_for_each(|edition| republish::look_at_print(tx, edition))
}
