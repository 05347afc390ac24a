//! Publishes a report again without words that were removed: the version after the newest, the
//! same in everything else, with its numbers counted again.

use super::{REMOVED, store};
use crate::edition::{Block, Document};
use crate::feed::{self, Kind};
use crate::ids::{ClaimId, EditionId, LineId, PublicationId, QuoteId, ReportId};
use crate::publication::{
    self, Edition, Line, Publication, Quote, REPRINT, State, Superseded, digest, supersede,
};
use crate::told;
use kernel::disclosure::Thresholds;
use kernel::{Db, Fault, Tx, audit, jobs};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// The job that removes a file; its payload names the `path`.
pub const REMOVE_FILE: &str = "remove-file";

/// What was touched in one report.
#[derive(Clone, Debug, Default)]
pub(super) struct Touched {
    /// The editions that quoted the words, in any version.
    pub editions: BTreeSet<EditionId>,
    /// The claims that lost evidence.
    pub claims: BTreeSet<ClaimId>,
}

/// Mends one report after words were removed.
///
/// # Errors
/// The database's.
pub(super) fn mend(tx: &mut Tx<'_>, report: ReportId, touched: &Touched) -> Result<(), Fault> {
    let Some(newest) = publication::current(tx, report)? else { return Ok(()) };
    let counted = recount(tx, newest.id, &touched.claims)?;
    let editions = publication::editions(tx, newest.id)?;
    let quoted = editions.iter().any(|edition| touched.editions.contains(&edition.id));
    let mut dirty: BTreeSet<PublicationId> = BTreeSet::new();
    for edition in &touched.editions {
        unprint(tx, *edition)?;
        dirty.insert(store::publication_of(tx, *edition)?);
    }
    if quoted || !counted.is_empty() {
        again(tx, &newest, &editions, &counted)?;
        dirty.insert(newest.id);
    } else if !dirty.is_empty() {
        feed::announce(tx, report, newest.version, Kind::WordsRemoved)?;
    }
    lower(tx, &counted)?;
    told::tell_claims(tx, &touched.claims)?;
    for claim in &touched.claims {
        audit::record(tx, REMOVED, *claim, &json!({}))?;
    }
    for publication in dirty {
        let digest = digest(tx, publication)?;
        tx.update("publish_publication", publication, &[("digest", &digest)])?;
    }
    Ok(())
}

/// Takes an edition's printed file away and asks for a new one.
pub(super) fn unprint(tx: &mut Tx<'_>, edition: EditionId) -> Result<(), Fault> {
    if let Some(path) = store::file(tx, edition)? {
        jobs::ask(tx, REMOVE_FILE, &json!({ "path": path }))?;
    }
    store::clear_file(tx, edition)?;
    jobs::ask(tx, REPRINT, &json!({ "edition": edition }))
}

/// Asks that an edition's print be looked at: one that no longer says what it should is printed
/// anew, and its old file goes.
pub(super) fn look_at_print(tx: &mut Tx<'_>, edition: EditionId) -> Result<(), Fault> {
    jobs::ask(tx, REPRINT, &json!({ "edition": edition }))
}

type Counted = BTreeMap<ClaimId, (u64, State)>;

/// How many people support each claim now, of those in the newest version that lost evidence.
fn recount(db: &Db, newest: PublicationId, claims: &BTreeSet<ClaimId>) -> Result<Counted, Fault> {
    let mut counted = BTreeMap::new();
    for claim in claims {
        let findings = publication::support(db, newest, *claim)?;
        if findings.is_empty() {
            continue;
        }
        let voices = sense::finding::people(db, &findings)?.support.count;
        let state = if voices == 0 { State::Fallen } else { State::Checking };
        counted.insert(*claim, (voices, state));
    }
    Ok(counted)
}

/// Publishes the version after `newest`.
fn again(
    tx: &mut Tx<'_>,
    newest: &Publication,
    editions: &[Edition],
    counted: &Counted,
) -> Result<(), Fault> {
    for (claim, (voices, state)) in counted {
        store::set_line(tx, newest.id, *claim, *voices, *state)?;
    }
    supersede(tx, newest, Superseded::Withdrawal)?;
    let (id, now): (PublicationId, _) = (tx.id(), tx.now());
    let version = newest.version + 1;
    tx.insert(
        "publish_publication",
        &[
            ("id", &id),
            ("report_id", &newest.report_id),
            ("version", &version),
            ("published_at", &now),
            ("published_by", &newest.published_by),
            ("digest", &Vec::<u8>::new()),
        ],
    )?;
    tx.run(
        "insert into publish_support (publication_id, claim_id, finding_id)
         select $2, claim_id, finding_id from publish_support where publication_id = $1",
        &[&newest.id, &id],
    )?;
    for edition in editions {
        copy(tx, edition, id)?;
    }
    let digest = digest(tx, id)?;
    tx.update("publish_publication", id, &[("digest", &digest)])?;
    feed::announce(tx, newest.report_id, version, Kind::WordsRemoved)?;
    let detail = json!({ "report": newest.report_id, "version": version });
    audit::record(tx, "report.published_again", id, &detail)
}

/// Copies an edition into a new version, without the words that were removed.
fn copy(tx: &mut Tx<'_>, from: &Edition, publication: PublicationId) -> Result<(), Fault> {
    let id: EditionId = tx.id();
    let quotes = publication::quotes(tx, from.id)?;
    let kept: Vec<&Quote> = quotes.iter().filter(|quote| quote.words.is_some()).collect();
    let mut document: Document = serde_json::from_str(&from.document)?;
    document.blocks.retain(|block| match block {
        Block::Quote { position } => kept.iter().any(|quote| quote.position == *position),
        _ => true,
    });
    tx.insert(
        "publish_edition",
        &[
            ("id", &id),
            ("publication_id", &publication),
            ("language", &from.language),
            ("title", &from.title),
            ("subtitle", &from.subtitle),
            ("document", &serde_json::to_string(&document)?),
            ("written_at", &from.written_at),
        ],
    )?;
    for line in publication::lines(tx, from.id)? {
        copy_line(tx, id, &line)?;
    }
    for quote in kept {
        copy_quote(tx, id, quote)?;
    }
    tx.run(
        "insert into publish_reason (edition_id, position, code, line, reason)
         select $2, position, code, line, reason from publish_reason where edition_id = $1",
        &[&from.id, &id],
    )?;
    jobs::ask(tx, REPRINT, &json!({ "edition": id }))
}

fn copy_line(tx: &mut Tx<'_>, edition: EditionId, line: &Line) -> Result<(), Fault> {
    let id: LineId = tx.id();
    tx.insert(
        "publish_line",
        &[
            ("id", &id),
            ("edition_id", &edition),
            ("claim_id", &line.claim_id),
            ("position", &line.position),
            ("section", &line.section),
            ("sentence", &line.sentence),
            ("excerpt", &line.excerpt),
            ("voices", &line.voices),
            ("confidence", &line.confidence),
            ("state", &line.state),
        ],
    )
}

fn copy_quote(tx: &mut Tx<'_>, edition: EditionId, quote: &Quote) -> Result<(), Fault> {
    let id: QuoteId = tx.id();
    tx.insert(
        "publish_quote",
        &[
            ("id", &id),
            ("edition_id", &edition),
            ("position", &quote.position),
            ("highlight_id", &quote.highlight_id),
            ("voice_id", &quote.voice_id),
            ("claim_id", &quote.claim_id),
            ("side", &quote.side),
            ("language", &quote.language),
            ("words", &quote.words),
            ("translation", &quote.translation),
            ("described", &quote.described),
            ("rung", &quote.rung),
        ],
    )
}

/// Where few are left, older versions say of the line what the newest says.
fn lower(tx: &mut Tx<'_>, counted: &Counted) -> Result<(), Fault> {
    let thresholds = Thresholds::of(tx)?;
    for (claim, (voices, state)) in counted {
        if *voices < thresholds.counts {
            store::lower_lines(tx, *claim, *voices, *state)?;
        }
    }
    Ok(())
}
