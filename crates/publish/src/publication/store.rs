//! Queries over publications and what is in them.

use super::model::Printed;
use super::{Claim, Edition, Line, Publication, Quote, Reason, Recommendation};
use crate::ids::{ClaimId, EditionId, PublicationId, RecommendationId, ReportId};
use kernel::{Db, Fault, Language};
use sense::FindingId;

/// The publication with this id.
///
/// # Errors
/// The database's.
pub fn find(db: &Db, id: PublicationId) -> Result<Option<Publication>, Fault> {
    let columns = Publication::COLUMNS;
    db.first(&format!("select {columns} from publish_publication where id = $1"), &[&id])
}

/// Every version of a report, newest first.
///
/// # Errors
/// The database's.
pub fn of_report(db: &Db, report: ReportId) -> Result<Vec<Publication>, Fault> {
    let columns = Publication::COLUMNS;
    db.all(
        &format!(
            "select {columns} from publish_publication where report_id = $1 order by version desc"
        ),
        &[&report],
    )
}

/// The newest version of a report, superseded by a withdrawal or not.
///
/// # Errors
/// The database's.
pub fn current(db: &Db, report: ReportId) -> Result<Option<Publication>, Fault> {
    let columns = Publication::COLUMNS;
    db.first(
        &format!(
            "select {columns} from publish_publication where report_id = $1
             order by version desc limit 1"
        ),
        &[&report],
    )
}

/// The newest version of every report, with each of its editions.
///
/// # Errors
/// The database's.
pub fn newest(db: &Db) -> Result<Vec<(Publication, Edition)>, Fault> {
    db.all(
        &format!(
            "select {}, {} from publish_publication p
             join publish_edition e on e.publication_id = p.id
             where p.version = (select max(o.version) from publish_publication o
               where o.report_id = p.report_id)
             order by p.report_id, e.language desc",
            Publication::columns("p"),
            Edition::columns("e")
        ),
        &[],
    )
}

/// One version of a report.
///
/// # Errors
/// The database's.
pub fn version(db: &Db, report: ReportId, version: u32) -> Result<Option<Publication>, Fault> {
    let columns = Publication::COLUMNS;
    db.first(
        &format!("select {columns} from publish_publication where report_id = $1 and version = $2"),
        &[&report, &version],
    )
}

/// The editions of a publication, English first.
///
/// # Errors
/// The database's.
pub fn editions(db: &Db, publication: PublicationId) -> Result<Vec<Edition>, Fault> {
    let columns = Edition::COLUMNS;
    db.all(
        &format!(
            "select {columns} from publish_edition where publication_id = $1
             order by language desc"
        ),
        &[&publication],
    )
}

/// The edition in `language`, or the other when there is none in it.
///
/// # Errors
/// The database's.
pub fn edition(
    db: &Db,
    publication: PublicationId,
    language: Language,
) -> Result<Option<Edition>, Fault> {
    let mut found = editions(db, publication)?;
    found.sort_by_key(|edition| edition.language != language);
    Ok(found.into_iter().next())
}

/// The version and the report's slug of an edition.
///
/// # Errors
/// The database's.
pub(crate) fn of_edition(db: &Db, id: EditionId) -> Result<Option<(u32, String)>, Fault> {
    db.first(
        "select p.version, r.slug from publish_edition e
         join publish_publication p on p.id = e.publication_id
         join publish_report r on r.id = p.report_id where e.id = $1",
        &[&id],
    )
}

/// The claim with this id.
///
/// # Errors
/// The database's.
pub fn claim(db: &Db, id: ClaimId) -> Result<Option<Claim>, Fault> {
    db.first(&format!("select {} from publish_claim where id = $1", Claim::COLUMNS), &[&id])
}

/// The claim whose thread has this number.
///
/// # Errors
/// The database's.
pub fn claim_by_thread(db: &Db, thread: i64) -> Result<Option<Claim>, Fault> {
    let columns = Claim::COLUMNS;
    db.first(&format!("select {columns} from publish_claim where thread = $1"), &[&thread])
}

/// Every claim a report ever made, in the order of their threads.
///
/// # Errors
/// The database's.
pub fn claims(db: &Db, report: ReportId) -> Result<Vec<Claim>, Fault> {
    db.all(
        &format!(
            "select {} from publish_claim where report_id = $1 order by thread",
            Claim::COLUMNS
        ),
        &[&report],
    )
}

/// The lines of an edition, in order.
///
/// # Errors
/// The database's.
pub fn lines(db: &Db, edition: EditionId) -> Result<Vec<Line>, Fault> {
    db.all(
        &format!(
            "select {} from publish_line where edition_id = $1 order by position",
            Line::COLUMNS
        ),
        &[&edition],
    )
}

/// A claim as an edition says it.
///
/// # Errors
/// The database's.
pub fn line(db: &Db, edition: EditionId, claim: ClaimId) -> Result<Option<Line>, Fault> {
    db.first(
        &format!(
            "select {} from publish_line where edition_id = $1 and claim_id = $2",
            Line::COLUMNS
        ),
        &[&edition, &claim],
    )
}

/// The findings that a claim rested on in a publication.
///
/// # Errors
/// The database's.
pub fn support(
    db: &Db,
    publication: PublicationId,
    claim: ClaimId,
) -> Result<Vec<FindingId>, Fault> {
    db.all(
        "select finding_id from publish_support where publication_id = $1 and claim_id = $2
         order by finding_id",
        &[&publication, &claim],
    )
}

/// The claims that rest on a finding, each with the publication in which they do.
///
/// # Errors
/// The database's.
pub fn supported_by(db: &Db, finding: FindingId) -> Result<Vec<(PublicationId, ClaimId)>, Fault> {
    db.all(
        "select s.publication_id, s.claim_id from publish_support s
         join publish_publication p on p.id = s.publication_id
         join publish_claim c on c.id = s.claim_id
         where s.finding_id = $1 order by p.published_at, p.id, c.thread",
        &[&finding],
    )
}

/// The words that an edition quotes, in order, those taken back among them.
///
/// # Errors
/// The database's.
pub fn quotes(db: &Db, edition: EditionId) -> Result<Vec<Quote>, Fault> {
    db.all(
        &format!(
            "select {} from publish_quote where edition_id = $1 order by position",
            Quote::COLUMNS
        ),
        &[&edition],
    )
}

/// The recommendation with this id.
///
/// # Errors
/// The database's.
pub fn recommendation(db: &Db, id: RecommendationId) -> Result<Option<Recommendation>, Fault> {
    let columns = Recommendation::COLUMNS;
    db.first(&format!("select {columns} from publish_recommendation where id = $1"), &[&id])
}

/// What a report asks for, in order.
///
/// # Errors
/// The database's.
pub fn recommendations(db: &Db, report: ReportId) -> Result<Vec<Recommendation>, Fault> {
    db.all(
        &format!(
            "select {} from publish_recommendation where report_id = $1 order by position, id",
            Recommendation::COLUMNS
        ),
        &[&report],
    )
}

/// Why warnings were let stand in an edition, in order.
///
/// # Errors
/// The database's.
pub fn reasons(db: &Db, edition: EditionId) -> Result<Vec<Reason>, Fault> {
    db.all(
        &format!(
            "select {} from publish_reason where edition_id = $1 order by position",
            Reason::COLUMNS
        ),
        &[&edition],
    )
}

/// The digest of everything in a publication as it stands now. It holds no id, so that the same
/// source and data give the same digest wherever they are.
///
/// # Errors
/// The database's.
pub fn digest(db: &Db, publication: PublicationId) -> Result<Vec<u8>, Fault> {
    let mut hasher = blake3::Hasher::new();
    let mut part = |text: &str| {
        hasher.update(&u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
        hasher.update(text.as_bytes());
    };
    for edition in editions(db, publication)? {
        part(edition.language.word());
        part(&edition.title);
        part(&edition.subtitle);
        part(&edition.document);
        for line in lines(db, edition.id)? {
            part(&line.sentence);
            part(&line.voices.to_string());
            part(line.confidence.word());
            part(line.state.word());
        }
        for quote in quotes(db, edition.id)? {
            part(Printed::digested(quote.words.as_ref()));
            part(Printed::digested(quote.translation.as_ref()));
            part(&quote.described);
        }
        for reason in reasons(db, edition.id)? {
            part(&reason.reason);
        }
    }
    Ok(hasher.finalize().as_bytes().to_vec())
}

/// The edition with this id.
///
/// # Errors
/// The database's.
pub fn edition_by_id(db: &Db, id: EditionId) -> Result<Option<Edition>, Fault> {
    db.first(&format!("select {} from publish_edition where id = $1", Edition::COLUMNS), &[&id])
}
