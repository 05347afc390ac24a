//! Queries for taking words back. Tables `publish_quote`, `publish_edition`, `publish_line`.

use crate::ids::{ClaimId, EditionId, PromiseId, PublicationId, ReportId};
use crate::publication::{Quote, State};
use kernel::ids::ProgrammeId;
use kernel::keeper::Touched;
use kernel::thread::{Relation, forward, untie};
use kernel::{Db, Fault, Tx};
use listen::VoiceId;
use sense::HighlightId;
use std::collections::BTreeSet;

/// An edition that quotes a voice.
pub(super) type Quoting = (EditionId, PublicationId, ReportId, Option<ClaimId>);

/// Where a voice's words stand, in any version.
pub(super) fn quoting(db: &Db, voice: VoiceId) -> Result<Vec<Quoting>, Fault> {
    db.all(
        "select e.id, p.id, p.report_id, q.claim_id from publish_quote q
         join publish_edition e on e.id = q.edition_id
         join publish_publication p on p.id = e.publication_id
         where q.voice_id = $1 and q.words is not null
         order by p.published_at desc, p.id, e.language desc, q.position",
        &[&voice],
    )
}

/// The voices whose words stand in any version.
pub(super) fn quoted_voices(db: &Db) -> Result<Vec<VoiceId>, Fault> {
    db.all("select distinct voice_id from publish_quote where words is not null", &[])
}

/// Removes a voice's words from every version.
pub(super) fn clear_quotes(tx: &mut Tx<'_>, voice: VoiceId) -> Result<(), Fault> {
    let now = tx.now();
    tx.run(
        "update publish_quote set words = null, translation = null, described = '',
         highlight_id = null, removed_at = $2 where voice_id = $1 and words is not null",
        &[&voice, &now],
    )?;
    Ok(())
}

/// The promises that quote a highlight among what rests on a voice.
pub(super) fn quoting_promises(db: &Db, rested: &Touched) -> Result<Vec<PromiseId>, Fault> {
    let mut promises: BTreeSet<PromiseId> = BTreeSet::new();
    for highlight in rested.of::<HighlightId>() {
        promises.extend(forward::<PromiseId>(db, highlight, Relation::Quotes)?);
    }
    Ok(promises.into_iter().collect())
}

/// The quotes of a voice that still have words, each with its edition.
pub(super) fn quotes_of(db: &Db, voice: VoiceId) -> Result<Vec<(EditionId, Quote)>, Fault> {
    let sql = format!(
        "select edition_id, {} from publish_quote where voice_id = $1 and words is not null
         order by edition_id, position",
        Quote::COLUMNS
    );
    db.all(&sql, &[&voice])
}

/// Changes what a quote says, who is said to have said it, and how far it may go.
pub(super) fn set_quote(tx: &mut Tx<'_>, quote: &Quote) -> Result<(), Fault> {
    tx.update(
        "publish_quote",
        quote.id,
        &[
            ("words", &quote.words),
            ("translation", &quote.translation),
            ("described", &quote.described),
            ("rung", &quote.rung),
        ],
    )
}

/// The editions that were printed; of one report when it is given.
pub(super) fn printed(db: &Db, report: Option<ReportId>) -> Result<Vec<EditionId>, Fault> {
    const PRINTED: &str = "select e.id from publish_edition e
         join publish_publication p on p.id = e.publication_id where e.pdf_path is not null";
    match report {
        Some(report) => {
            db.all(&format!("{PRINTED} and p.report_id = $1 order by e.id"), &[&report])
        }
        None => db.all(&format!("{PRINTED} order by e.id"), &[]),
    }
}

/// Unties promises from the words that they quoted.
pub(super) fn untie_promises(tx: &mut Tx<'_>, promises: &[PromiseId]) -> Result<(), Fault> {
    promises.iter().try_for_each(|id| untie(tx, *id, Relation::Quotes, "highlight"))
}

/// The reports of a programme that were ever published.
pub(super) fn reports(db: &Db, programme: ProgrammeId) -> Result<Vec<ReportId>, Fault> {
    db.all(
        "select r.id from publish_report r where r.programme_id = $1 and exists
         (select 1 from publish_publication p where p.report_id = r.id)
         order by r.created_at, r.id",
        &[&programme],
    )
}

/// Says how the evidence of a claim stands in every edition of a publication, and how many
/// people support it.
pub(super) fn set_line(
    tx: &mut Tx<'_>,
    publication: PublicationId,
    claim: ClaimId,
    voices: u64,
    state: State,
) -> Result<(), Fault> {
    tx.run(
        "update publish_line set voices = $3, state = $4 where claim_id = $2
         and edition_id in (select id from publish_edition where publication_id = $1)",
        &[&publication, &claim, &voices, &state],
    )?;
    Ok(())
}

/// Lowers the number of people in the lines of older versions, where the difference to the
/// newest would tell a small number.
pub(super) fn lower_lines(
    tx: &mut Tx<'_>,
    claim: ClaimId,
    voices: u64,
    state: State,
) -> Result<(), Fault> {
    tx.run(
        "update publish_line set voices = $2, state = $3 where claim_id = $1 and voices > $2",
        &[&claim, &voices, &state],
    )?;
    Ok(())
}

/// Forgets the printed file of an edition.
pub(super) fn clear_file(tx: &mut Tx<'_>, edition: EditionId) -> Result<(), Fault> {
    tx.run(
        "update publish_edition set pdf_path = null, pdf_digest = null where id = $1",
        &[&edition],
    )?;
    Ok(())
}

/// The printed file of an edition, when it was printed.
pub(super) fn file(db: &Db, edition: EditionId) -> Result<Option<String>, Fault> {
    db.only("select pdf_path from publish_edition where id = $1", &[&edition])
}

/// The publication that an edition belongs to.
pub(super) fn publication_of(db: &Db, edition: EditionId) -> Result<PublicationId, Fault> {
    db.only("select publication_id from publish_edition where id = $1", &[&edition])
}

/// The report that an edition belongs to.
pub(super) fn report_of(db: &Db, edition: EditionId) -> Result<ReportId, Fault> {
    db.only(
        "select p.report_id from publish_publication p
         join publish_edition e on e.publication_id = p.id where e.id = $1",
        &[&edition],
    )
}
