//! Counts again what a publication tells, after words were taken back.

use super::{State, store};
use crate::edition::{Block, Document, ThemeRow};
use crate::ids::{ClaimId, PublicationId};
use crate::report;
use kernel::disclosure::{self, Thresholds};
use kernel::{Db, Fault, Tx};
use sense::finding::{self, Side};
use std::collections::BTreeSet;

/// How many living voices support a claim in a publication now.
///
/// # Errors
/// The database's.
pub fn living_voices(db: &Db, publication: PublicationId, claim: ClaimId) -> Result<u64, Fault> {
    let mut voices = BTreeSet::new();
    for finding in store::support(db, publication, claim)? {
        let evidence = finding::evidence(db, finding)?;
        voices.extend(evidence.iter().filter(|e| e.side == Side::For).map(|e| e.voice));
    }
    Ok(u64::try_from(voices.len()).unwrap_or(u64::MAX))
}

/// Counts the voices behind each claim of a publication and each theme of its charts again, marks
/// the claims that have none left as fallen, and gives those claims.
///
/// # Errors
/// The database's.
pub fn recount(tx: &mut Tx<'_>, id: PublicationId) -> Result<Vec<ClaimId>, Fault> {
    let publication = store::find(tx, id)?.ok_or(Fault::Missing)?;
    let report = report::find(tx, publication.report_id)?.ok_or(Fault::Missing)?;
    let thresholds = Thresholds::of(tx)?;
    let mut fallen = BTreeSet::new();
    for edition in store::editions(tx, id)? {
        for line in store::lines(tx, edition.id)? {
            let voices = living_voices(tx, id, line.claim_id)?;
            let state = if voices == 0 { State::Fallen } else { line.state };
            if voices == 0 {
                fallen.insert(line.claim_id);
            }
            if (voices, state) != (line.voices, line.state) {
                tx.update("publish_line", line.id, &[("voices", &voices), ("state", &state)])?;
            }
        }
        let mut document: Document = serde_json::from_str(&edition.document)?;
        let mut changed = false;
        for block in &mut document.blocks {
            let Block::Themes(chart) = block else { continue };
            let community = document.community.or(report.community_id);
            let counts = sense::theme::voices(tx, report.programme_id, community)?;
            for row in &mut chart.rows {
                let n = counts.iter().find(|(theme, _)| theme.id == row.theme).map(|(_, n)| *n);
                // A theme that was merged or ended is no longer counted by its name.
                let Some(n) = n else { continue };
                let people = disclosure::count(n, thresholds).count();
                changed |= people != row.people;
                *row = ThemeRow { people, threshold: thresholds.counts, ..row.clone() };
            }
        }
        if changed {
            let document = serde_json::to_string(&document)?;
            tx.update("publish_edition", edition.id, &[("document", &document)])?;
        }
    }
    let digest = store::digest(tx, id)?;
    tx.update("publish_publication", id, &[("digest", &digest)])?;
    Ok(fallen.into_iter().collect())
}
