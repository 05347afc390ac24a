//! Publishing: compiles the drafts again, and freezes what comes of it in one change.

use super::store;
use super::{Publication, REPRINT, State, Superseded};
use crate::compile::{self, Asked, Code, Compiled, Diagnostic};
use crate::ids::{ClaimId, EditionId, LineId, PublicationId, QuoteId, RecommendationId, ReportId};
use crate::report::Report;
use crate::told::{self, About};
use crate::{draft, edition, feed, home};
use kernel::access::Sight;
use kernel::clock::{Date, day};
use kernel::thread::{Relation, tie, untie};
use kernel::{Both, Db, Fault, Language, Tx, accounts, audit, jobs, settings};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// The most characters that a reason may have.
pub const REASON_LIMIT: usize = 600;

kernel::refusal! {
    /// Why a report was not published.
    pub enum NotPublished {
        /// There is nothing to publish.
        NoDraft => "publishing-no-draft",
        /// The drafts were changed since they were looked at.
        Changed => "publishing-changed",
        /// The compiler found errors.
        Errors { count: usize } => "publishing-errors",
        /// A warning has no reason beside it.
        NoReason { code: String } => "publishing-no-reason" at "reason",
        /// A reason is too long.
        LongReason { limit: usize } => "publishing-long-reason" at "reason",
    }
}

/// A draft, compiled, with the number of the draft.
pub struct Checked {
    /// Which version of the source it is.
    pub number: u32,
    /// What came of it.
    pub compiled: Compiled,
}

/// The reason for one warning: it is told by its edition, its code and its line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Given {
    /// The edition.
    pub language: Language,
    /// The warning's code.
    pub code: Code,
    /// The line it stands on.
    pub line: u32,
    /// The reason, for everyone to read.
    pub reason: String,
}

/// Compiles the last drafts of a report, English first, and compares them: for someone who sees
/// everything.
///
/// # Errors
/// The database's.
pub fn check(db: &Db, report: &Report, today: Date) -> Result<Vec<Checked>, Fault> {
    check_for(db, report, &Sight::Everything, today)
}

/// The same for whoever is to publish it: what `sight` does not reach is unknown.
///
/// # Errors
/// The database's.
pub fn check_for(
    db: &Db,
    report: &Report,
    sight: &Sight,
    today: Date,
) -> Result<Vec<Checked>, Fault> {
    let mut all = Vec::new();
    for language in Language::ALL {
        let Some(draft) = draft::latest(db, report.id, *language)? else { continue };
        if draft.source.trim().is_empty() {
            continue;
        }
        let asked = Asked {
            source: &draft.source,
            language: *language,
            programme: Some(report.programme_id),
            community: report.community_id,
            today,
        };
        let compiled = compile::compile_for(db, &asked, sight)?;
        all.push(Checked { number: draft.number, compiled });
    }
    if let [one, other] = all.as_mut_slice() {
        compile::compare(&mut one.compiled, &mut other.compiled);
    }
    Ok(all)
}

/// Publishes the last drafts of a report as its next version. `numbers` are those of the drafts
/// that were looked at, and `reasons` those given for their warnings.
///
/// # Errors
/// [`NotPublished`] says why not.
pub fn publish(
    tx: &mut Tx<'_>,
    report: &Report,
    numbers: &BTreeMap<Language, u32>,
    reasons: &[Given],
) -> Result<PublicationId, NotPublished> {
    let today = day(tx.now());
    let checked = check_for(tx, report, &accounts::sight(tx)?, today)?;
    if checked.is_empty() {
        return Err(NotPublished::NoDraft);
    }
    let found = checked.iter().map(|checked| (checked.compiled.language, checked.number));
    if found.collect::<BTreeMap<_, _>>() != *numbers {
        return Err(NotPublished::Changed);
    }
    let count = checked.iter().map(|checked| checked.compiled.errors().count()).sum();
    if count > 0 {
        return Err(NotPublished::Errors { count });
    }
    for checked in &checked {
        for warning in checked.compiled.warnings() {
            let reason = reason(reasons, checked.compiled.language, warning);
            if reason.is_empty() {
                return Err(NotPublished::NoReason { code: warning.code.to_string() });
            }
            if reason.chars().count() > REASON_LIMIT {
                return Err(NotPublished::LongReason { limit: REASON_LIMIT });
            }
        }
    }
    let compiled: Vec<Compiled> = checked.into_iter().map(|checked| checked.compiled).collect();
    Ok(freeze(tx, report, &compiled, reasons)?)
}

fn reason<'a>(reasons: &'a [Given], language: Language, warning: &Diagnostic) -> &'a str {
    reasons
        .iter()
        .find(|given| {
            given.language == language
                && given.code == warning.code
                && given.line == warning.place.line
        })
        .map_or("", |given| given.reason.trim())
}

/// Writes a version down whole, and supersedes the one before it.
fn freeze(
    tx: &mut Tx<'_>,
    report: &Report,
    editions: &[Compiled],
    reasons: &[Given],
) -> Result<PublicationId, Fault> {
    let before = store::current(tx, report.id)?;
    let version = before.as_ref().map_or(0, |before| before.version) + 1;
    let (id, now, by): (PublicationId, _, _) = (tx.id(), tx.now(), tx.actor().account());
    if let Some(before) = before.filter(|before| before.superseded_at.is_none()) {
        supersede(tx, &before, Superseded::Newer)?;
    }
    tx.insert(
        "publish_publication",
        &[
            ("id", &id),
            ("report_id", &report.id),
            ("version", &version),
            ("published_at", &now),
            ("published_by", &by),
            ("digest", &Vec::<u8>::new()),
        ],
    )?;
    let claims = threads(tx, report.id, editions)?;
    rest(tx, id, editions, &claims)?;
    for compiled in editions {
        write_edition(tx, id, compiled, &claims, reasons)?;
    }
    recommendations(tx, report.id, editions, &claims)?;
    tell(tx, report, editions)?;
    let digest = store::digest(tx, id)?;
    tx.update("publish_publication", id, &[("digest", &digest)])?;
    feed::announce(tx, report.id, version, feed::Kind::Published)?;
    audit::record(tx, "report.published", id, &json!({ "report": report.id, "version": version }))?;
    Ok(id)
}

/// Tells how many people stand behind everything that a new version shows.
fn tell(tx: &mut Tx<'_>, report: &Report, editions: &[Compiled]) -> Result<(), Fault> {
    let mut shown = Vec::new();
    for compiled in editions {
        let themes = edition::shown_themes(&compiled.document);
        shown.extend(themes.map(|theme| About::Theme(theme, compiled.document.community)));
    }
    shown.extend(home::most_spoken_of(tx, report.programme_id)?);
    told::tell_report(tx, report.id, shown)
}

/// Marks a version as no longer the one to read.
///
/// # Errors
/// The database's.
pub fn supersede(tx: &mut Tx<'_>, publication: &Publication, why: Superseded) -> Result<(), Fault> {
    let now = tx.now();
    tx.update(
        "publish_publication",
        publication.id,
        &[("superseded_at", &now), ("superseded_why", &why)],
    )?;
    feed::announce(tx, publication.report_id, publication.version, feed::Kind::Superseded)?;
    let detail = json!({ "why": why.word(), "version": publication.version });
    audit::record(tx, "publication.superseded", publication.id, &detail)
}

/// The claims of the report by key, each with a thread; a new key takes the next number.
fn threads(
    tx: &mut Tx<'_>,
    report: ReportId,
    editions: &[Compiled],
) -> Result<BTreeMap<String, ClaimId>, Fault> {
    let known = store::claims(tx, report)?;
    let mut claims: BTreeMap<String, ClaimId> =
        known.into_iter().map(|claim| (claim.key, claim.id)).collect();
    for claim in editions.iter().flat_map(|compiled| &compiled.claims) {
        if claims.contains_key(&claim.key) {
            continue;
        }
        let id: ClaimId = tx.id();
        let thread = settings::next_number(tx, "thread")?;
        tx.insert(
            "publish_claim",
            &[("id", &id), ("report_id", &report), ("key", &claim.key), ("thread", &thread)],
        )?;
        claims.insert(claim.key.clone(), id);
    }
    Ok(claims)
}

/// Ties each claim to the findings that it rests on, in any language.
fn rest(
    tx: &mut Tx<'_>,
    publication: PublicationId,
    editions: &[Compiled],
    claims: &BTreeMap<String, ClaimId>,
) -> Result<(), Fault> {
    let mut support: BTreeSet<(ClaimId, sense::FindingId)> = BTreeSet::new();
    for claim in editions.iter().flat_map(|compiled| &compiled.claims) {
        let Some(id) = claims.get(&claim.key) else { continue };
        untie(tx, *id, Relation::RestsOn, "finding")?;
        support.extend(claim.findings.iter().map(|finding| (*id, *finding)));
    }
    for (claim, finding) in support {
        tx.insert(
            "publish_support",
            &[("publication_id", &publication), ("claim_id", &claim), ("finding_id", &finding)],
        )?;
        tie(tx, claim, Relation::RestsOn, finding)?;
    }
    Ok(())
}

fn write_edition(
    tx: &mut Tx<'_>,
    publication: PublicationId,
    compiled: &Compiled,
    claims: &BTreeMap<String, ClaimId>,
    reasons: &[Given],
) -> Result<(), Fault> {
    let (id, now): (EditionId, _) = (tx.id(), tx.now());
    tx.insert(
        "publish_edition",
        &[
            ("id", &id),
            ("publication_id", &publication),
            ("language", &compiled.language),
            ("title", &compiled.front.title),
            ("subtitle", &compiled.front.subtitle),
            ("document", &serde_json::to_string(&compiled.document)?),
            ("written_at", &now),
        ],
    )?;
    jobs::ask(tx, REPRINT, &json!({ "edition": id }))?;
    for (position, claim) in compiled.claims.iter().enumerate() {
        let Some(claim_id) = claims.get(&claim.key) else { continue };
        let line: LineId = tx.id();
        tx.insert(
            "publish_line",
            &[
                ("id", &line),
                ("edition_id", &id),
                ("claim_id", claim_id),
                ("position", &position),
                ("section", &claim.section),
                ("sentence", &claim.sentence),
                ("excerpt", &claim.excerpt),
                ("voices", &claim.people.count),
                ("confidence", &claim.confidence),
                ("state", &State::Live),
            ],
        )?;
    }
    for (position, quote) in compiled.quotes.iter().enumerate() {
        let Some(quote) = quote else { continue };
        let words = quote.excerpt.words();
        let claim = quote.claim.as_ref().and_then(|key| claims.get(key)).copied();
        let row: QuoteId = tx.id();
        tx.insert(
            "publish_quote",
            &[
                ("id", &row),
                ("edition_id", &id),
                ("position", &position),
                ("highlight_id", &quote.highlight),
                ("voice_id", &quote.voice),
                ("claim_id", &claim),
                ("side", &quote.side),
                ("language", &words.language),
                ("words", &words.text),
                ("translation", &words.translation),
                ("described", &words.described),
                ("rung", &words.rung),
            ],
        )?;
    }
    for (position, warning) in compiled.warnings().enumerate() {
        tx.insert(
            "publish_reason",
            &[
                ("edition_id", &id),
                ("position", &position),
                ("code", &warning.code),
                ("line", &warning.place.line),
                ("reason", &reason(reasons, compiled.language, warning)),
            ],
        )?;
    }
    Ok(())
}

/// Writes down what is asked of named bodies, each once for a report, and what it rests on.
fn recommendations(
    tx: &mut Tx<'_>,
    report: ReportId,
    editions: &[Compiled],
    claims: &BTreeMap<String, ClaimId>,
) -> Result<(), Fault> {
    let known = store::recommendations(tx, report)?;
    let mut keys: Vec<&str> = Vec::new();
    for asked in editions.iter().flat_map(|compiled| &compiled.recommendations) {
        if !keys.contains(&asked.key.as_str()) {
            keys.push(&asked.key);
        }
    }
    for (position, key) in keys.into_iter().enumerate() {
        let said = |language: Language| {
            editions
                .iter()
                .filter(|compiled| compiled.language == language)
                .flat_map(|compiled| &compiled.recommendations)
                .find(|asked| asked.key == key)
        };
        let both = |part: fn(&compile::Recommendation) -> &str| {
            let text = |language| said(language).map(part).unwrap_or_default().to_owned();
            Both::new(text(Language::En), text(Language::Cy))
        };
        let body = both(|asked| asked.to.as_str());
        let text = both(|asked| asked.text.as_str());
        let before = known.iter().find(|asked| asked.key == key);
        let id: RecommendationId = before.map_or_else(|| tx.id(), |before| before.id);
        let (now, today) = (tx.now(), day(tx.now()));
        let row: [(&str, &dyn kernel::db::ToValue); 6] = [
            ("position", &position),
            ("body_en", &body.en),
            ("body_cy", &body.cy),
            ("text_en", &text.en),
            ("text_cy", &text.cy),
            ("written_at", &now),
        ];
        if before.is_some() {
            tx.update("publish_recommendation", id, &row)?;
        } else {
            let mut whole: Vec<(&str, &dyn kernel::db::ToValue)> =
                vec![("id", &id), ("report_id", &report), ("key", &key), ("asked_on", &today)];
            whole.extend(row);
            tx.insert("publish_recommendation", &whole)?;
        }
        untie(tx, id, Relation::RestsOn, "claim")?;
        let rests_on = Language::ALL.iter().filter_map(|language| said(*language));
        for key in rests_on.flat_map(|asked| &asked.rests_on) {
            if let Some(claim) = claims.get(key) {
                tie(tx, id, Relation::RestsOn, *claim)?;
            }
        }
    }
    Ok(())
}
