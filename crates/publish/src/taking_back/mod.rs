//! Taking words back: first everything that holds them, then one change that removes them from
//! all of it. Pages `/desk/voices/{voice}/withdrawal`, `/desk/voices/{voice}/takedown` and
//! `/desk/narrators/{narrator}/erasure`; a resident does the same at `/thread`.

mod again;
mod alike;
mod desk;
mod model;
mod person;
mod reach;
mod republish;
mod store;
mod sweep;
mod typed;

pub use again::again;
pub use alike::{Alike, alike};
pub use model::{Held, Kind, NotTakenBack, Reach, Reason};
pub use person::erase;
pub use reach::reach;
pub(crate) use reach::{claims_on, is_quoted};
pub use republish::REMOVE_FILE;
pub use sweep::{narrow, sweep};

use crate::ids::ReportId;
use crate::publication;
use kernel::access::Verb;
use kernel::{Fault, Tx};
use listen::VoiceId;
use listen::voice::{AskedBy, Said};
use republish::{Touched, mend};
use sense::FindingId;
use std::collections::BTreeMap;
use web::Routes;
use web::axum::routing::get;

/// The audit entry of a claim that lost words it rested on.
pub const REMOVED: &str = "claim.words_removed";

pub(crate) fn routes() -> Routes {
    Routes::new()
        .gated(
            "/desk/voices/{voice}/withdrawal",
            Verb::WithdrawVoice,
            get(desk::ask).post(desk::withdraw),
        )
        .gated(
            "/desk/voices/{voice}/takedown",
            Verb::TakeDown,
            get(desk::ask_down).post(desk::take_down),
        )
        .gated(
            "/desk/narrators/{narrator}/erasure",
            Verb::ErasePerson,
            get(desk::ask_erase).post(desk::erase),
        )
}

/// Takes a voice back for good, in one change: its words go from the voice, from search, from
/// what readers made of them, from every version of every report and from promises, and from every
/// sentence into which somebody typed them. Reports that rested on them are published again without them, with their numbers counted again; their files
/// are removed and printed anew; and those who follow them are told. The audit log keeps that it
/// happened.
///
/// # Errors
/// [`NotTakenBack`] says why not.
pub fn withdraw(
    tx: &mut Tx<'_>,
    voice: VoiceId,
    asked_by: AskedBy,
    reason: Reason,
) -> Result<(), NotTakenBack> {
    let programme = listen::voice::find(tx, voice)?.ok_or(NotTakenBack::Gone)?.programme;
    let promises = store::promises(tx, voice)?;
    let quoting = store::quoting(tx, voice)?;
    let said = typed::said(tx, voice)?;
    listen::voice::forget(tx, voice, asked_by, reason.word())?;
    let findings = sense::highlight::forget(tx, voice)?;
    store::clear_quotes(tx, voice)?;
    store::untie_promises(tx, &promises)?;
    let mut reports = touched(tx, &quoting, &findings)?;
    unsay(tx, &said, &mut reports)?;
    // A chart may have counted the voice under a theme although no line rested on it.
    for report in store::reports(tx, programme)? {
        reports.entry(report).or_default();
    }
    Ok(mend_all(tx, reports)?)
}

/// Takes what someone said out of every sentence into which somebody typed it, and adds the
/// editions that had one.
fn unsay(tx: &mut Tx<'_>, said: &Said, reports: &mut Reports) -> Result<(), Fault> {
    for edition in typed::unsay(tx, said)? {
        let report = store::report_of(tx, edition)?;
        reports.entry(report).or_default().editions.insert(edition);
    }
    Ok(())
}

fn mend_all(tx: &mut Tx<'_>, reports: Reports) -> Result<(), Fault> {
    reports.into_iter().try_for_each(|(report, touched)| mend(tx, report, &touched))
}

type Reports = BTreeMap<ReportId, Touched>;

/// What was touched, by report.
fn touched(
    tx: &Tx<'_>,
    quoting: &[store::Quoting],
    findings: &[FindingId],
) -> Result<Reports, Fault> {
    let mut reports = Reports::new();
    for (edition, _, report, _) in quoting {
        reports.entry(*report).or_default().editions.insert(*edition);
    }
    for finding in findings {
        for (publication, claim) in publication::supported_by(tx, *finding)? {
            if let Some(publication) = publication::find(tx, publication)? {
                reports.entry(publication.report_id).or_default().claims.insert(claim);
            }
        }
    }
    Ok(reports)
}

/// Hides a voice at once while it is looked into: from the team, the public pages, search and
/// files. Reports are printed again without it. Nothing is forgotten but what somebody typed by
/// hand into a sentence of the team's, which does not come back.
///
/// # Errors
/// [`NotTakenBack`] says why not.
pub fn take_down(
    tx: &mut Tx<'_>,
    voice: VoiceId,
    asked_by: AskedBy,
    reason: Reason,
) -> Result<(), NotTakenBack> {
    listen::voice::take_down(tx, voice, asked_by, reason.word())?;
    reprint(tx, voice)?;
    let mut reports = Reports::new();
    unsay(tx, &typed::said(tx, voice)?, &mut reports)?;
    Ok(mend_all(tx, reports)?)
}

/// Shows a voice again that was taken down.
///
/// # Errors
/// [`NotTakenBack`] says why not.
pub fn lift(tx: &mut Tx<'_>, voice: VoiceId, reason: Reason) -> Result<(), NotTakenBack> {
    listen::voice::lift(tx, voice, reason.word())?;
    reprint(tx, voice)?;
    Ok(())
}

/// Asks for new files of every edition that quotes a voice, and takes the old ones away.
fn reprint(tx: &mut Tx<'_>, voice: VoiceId) -> Result<(), Fault> {
    let mut editions: Vec<_> = store::quoting(tx, voice)?.into_iter().map(|(id, ..)| id).collect();
    editions.dedup();
    editions.into_iter().try_for_each(|edition| republish::unprint(tx, edition))
}
