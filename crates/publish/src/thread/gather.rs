//! Gathers a thread from what was published, what it rests on, and what answers it.

use super::model::{Basis, Event, Readers, Share, Source, Split, Thread, Version, Voices};
use crate::ids::{ClaimId, PublicationId, RecommendationId};
use crate::promise::{Promise, answering, steps};
use crate::publication::{self, Claim, Edition, Line, Publication};
use crate::quoted::Quoted;
use crate::recommendation::responses;
use crate::told::{About, Book};
use crate::{report, taking_back};
use kernel::clock::{Date, day};
use kernel::disclosure::Thresholds;
use kernel::permission::{Use, check, purpose};
use kernel::thread::{Relation, forward};
use kernel::{Db, Fault, Language, audit};
use listen::ids::VoiceId;
use sense::finding::{Evidence, Side};
use std::collections::BTreeSet;

/// How many people's words support a line on its page, at the most, and how many differ.
const SUPPORT: usize = 6;
const DIFFERENT: usize = 3;

/// The thread with this number, for a page in `language` on `today`.
///
/// # Errors
/// The database's.
pub fn thread(
    db: &Db,
    number: i64,
    language: Language,
    today: Date,
) -> Result<Option<Thread>, Fault> {
    let Some(claim) = publication::claim_by_thread(db, number)? else { return Ok(None) };
    let all = publication::of_report(db, claim.report_id)?;
    let Some((newest, edition, line)) = newest(db, &all, &claim, language)? else {
        return Ok(None);
    };
    let Some(report) = report::find(db, claim.report_id)? else { return Ok(None) };
    let findings = findings(db, newest.id, claim.id)?;
    let evidence = evidence(db, &findings)?;
    let people: BTreeSet<VoiceId> = evidence.iter().map(|evidence| evidence.voice).collect();
    let versions = versions(db, &all, claim.id)?;
    let first = versions.last().map_or(today, |version| day(version.published_at));
    let promises = promises(db, &claim, &findings)?;
    let mut events = events(db, &promises)?;
    events.extend(replies(db, &claim, &findings)?);
    events.sort_by_key(|event| event.on);
    let (done, happened) = events.into_iter().partition(|event| event.on < first);
    Ok(Some(Thread {
        stands: all.first().is_some_and(|version| version.id == newest.id),
        voices: voices(db, claim.id, &evidence, (language, today))?,
        readers: readers(db, &people)?,
        removed: removed(db, claim.id)?,
        findings: findings.iter().map(basis).collect(),
        actions: promises.len(),
        report: Source {
            slug: report.slug,
            title: edition.title,
            version: newest.version,
            published_on: day(newest.published_at),
        },
        language: edition.language,
        claim,
        line,
        done,
        happened,
        versions,
    }))
}

/// The newest version that has the claim, its edition and its line.
fn newest(
    db: &Db,
    all: &[Publication],
    claim: &Claim,
    language: Language,
) -> Result<Option<(Publication, Edition, Line)>, Fault> {
    for version in all {
        let mut editions = publication::editions(db, version.id)?;
        editions.sort_by_key(|edition| edition.language != language);
        for edition in editions {
            if let Some(line) = publication::line(db, edition.id, claim.id)? {
                return Ok(Some((version.clone(), edition, line)));
            }
        }
    }
    Ok(None)
}

fn versions(db: &Db, all: &[Publication], claim: ClaimId) -> Result<Vec<Version>, Fault> {
    let mut found = Vec::new();
    for version in all {
        let mut has = false;
        for edition in publication::editions(db, version.id)? {
            has |= publication::line(db, edition.id, claim)?.is_some();
        }
        if has {
            found.push(Version {
                version: version.version,
                published_at: version.published_at,
                superseded: version.superseded_why,
            });
        }
    }
    Ok(found)
}

fn findings(
    db: &Db,
    publication: PublicationId,
    claim: ClaimId,
) -> Result<Vec<sense::finding::Finding>, Fault> {
    let ids = publication::support(db, publication, claim)?;
    let found = ids.into_iter().map(|id| sense::finding::find(db, id));
    found.filter_map(Result::transpose).collect()
}

fn evidence(db: &Db, findings: &[sense::finding::Finding]) -> Result<Vec<Evidence>, Fault> {
    let mut all = Vec::new();
    for finding in findings {
        all.extend(sense::finding::evidence(db, finding.id)?);
    }
    Ok(all)
}

fn voices(
    db: &Db,
    claim: ClaimId,
    evidence: &[Evidence],
    (language, today): (Language, Date),
) -> Result<Voices, Fault> {
    let all: BTreeSet<VoiceId> = evidence.iter().map(|one| one.voice).collect();
    let mut open = BTreeSet::new();
    for voice in &all {
        let standing = listen::voice::standing(db, *voice)?;
        if standing.is_some_and(|standing| check(&standing, Use::Site, today).is_ok()) {
            open.insert(*voice);
        }
    }
    let quotes = |side, most| quotes(db, evidence, &open, side, most, (language, today));
    let book = Book::of(db)?;
    let told = book.told(About::Claim(claim));
    let against = book.told(About::Against(claim));
    Ok(Voices {
        told,
        split: Split::of(told.people, against.people, Thresholds::of(db)?.counts),
        shared: Share::of(all.len(), open.len()),
        support: quotes(Side::For, SUPPORT)?,
        different: quotes(Side::Against, DIFFERENT)?,
    })
}

/// Words of one side, one quote for each person, and none twice.
fn quotes(
    db: &Db,
    evidence: &[Evidence],
    open: &BTreeSet<VoiceId>,
    side: Side,
    most: usize,
    (language, today): (Language, Date),
) -> Result<Vec<Quoted<purpose::Site>>, Fault> {
    let mut heard = BTreeSet::new();
    let mut quotes = Vec::new();
    let wanted = evidence.iter().filter(|one| one.side == side && open.contains(&one.voice));
    for one in wanted {
        if quotes.len() == most || !heard.insert(one.voice) {
            continue;
        }
        let span = one.start..one.end;
        if let Ok(words) = listen::voice::excerpt(db, one.voice, span, purpose::Site, today)? {
            let quote = Quoted::new(&words, language);
            if quotes.iter().all(|other: &Quoted<_>| other.text != quote.text) {
                quotes.push(quote);
            }
        }
    }
    Ok(quotes)
}

fn readers(db: &Db, voices: &BTreeSet<VoiceId>) -> Result<Readers, Fault> {
    let mut twice = 0;
    for voice in voices {
        let readings = sense::reading::of_voice(db, *voice)?;
        let blind = readings.iter().filter(|one| one.is_finished() && !one.passed).count();
        twice += usize::from(blind >= 2);
    }
    Ok(Readers::of(voices.len(), twice))
}

/// The months in which words that the line rested on were taken back, from the audit log.
fn removed(db: &Db, claim: ClaimId) -> Result<Vec<Date>, Fault> {
    let entries = audit::of(db, claim)?;
    let months: BTreeSet<Date> = entries
        .iter()
        .filter(|entry| entry.action == taking_back::REMOVED)
        .map(|entry| day(entry.at).first_of_month())
        .collect();
    Ok(months.into_iter().collect())
}

fn basis(finding: &sense::finding::Finding) -> Basis {
    Basis {
        number: finding.number,
        sentence: finding.sentence.clone(),
        level: finding.level.number(),
        limits: finding.limits.clone(),
        checked: finding.checked_on.map(|on| (on, finding.checked_by.clone())),
    }
}

/// The promises that answer the claim or a finding that it rests on, each once.
fn promises(
    db: &Db,
    claim: &Claim,
    findings: &[sense::finding::Finding],
) -> Result<Vec<Promise>, Fault> {
    let mut all = answering(db, claim.id)?;
    for finding in findings {
        all.extend(answering(db, finding.id)?);
    }
    let mut seen = BTreeSet::new();
    all.retain(|promise| seen.insert(promise.id));
    Ok(all)
}

fn events(db: &Db, promises: &[Promise]) -> Result<Vec<Event>, Fault> {
    let mut events = Vec::new();
    for promise in promises {
        for step in steps(db, promise.id)? {
            events.push(Event::of(promise, step));
        }
    }
    Ok(events)
}

/// What named bodies replied to recommendations that rest on the claim or its findings.
fn replies(
    db: &Db,
    claim: &Claim,
    findings: &[sense::finding::Finding],
) -> Result<Vec<Event>, Fault> {
    let mut asked: BTreeSet<RecommendationId> =
        forward(db, claim.id, Relation::RestsOn)?.into_iter().collect();
    for finding in findings {
        asked.extend(forward::<RecommendationId>(db, finding.id, Relation::RestsOn)?);
    }
    let mut events = Vec::new();
    for id in asked {
        let Some(recommendation) = publication::recommendation(db, id)? else { continue };
        for response in responses(db, id)? {
            events.push(Event {
                on: response.received_on,
                standing: (response.stance.tag(), response.stance.key()),
                who: recommendation.body.clone(),
                text: response.text,
                path: "/recommendations".to_owned(),
            });
        }
    }
    Ok(events)
}
