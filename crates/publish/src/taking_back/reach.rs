//! Finds everything that holds a voice's words or rests on them: what is told before they are
//! taken back.

use super::model::{Held, Kind, Reach};
use super::{store, typed};
use crate::ids::{ClaimId, PromiseId, ReportId};
use crate::publication::{self, Edition, Publication};
use crate::{promise, report};
use kernel::clock::Date;
use kernel::ids::Uuid;
use kernel::keeper::{self, Touched};
use kernel::permission::{Use, check};
use kernel::thread::{Relation, forward};
use kernel::{Db, Fault, Language};
use listen::VoiceId;
use listen::voice::Spoken;
use sense::{FindingId, HighlightId};
use std::collections::BTreeSet;

/// Everything that holds a voice's words, or rests on them, on `today`, for a page in `language`.
///
/// # Errors
/// The database's.
pub fn reach(db: &Db, voice: VoiceId, language: Language, today: Date) -> Result<Reach, Fault> {
    let Some(standing) = listen::voice::standing(db, voice)? else { return Ok(Reach::default()) };
    let on_site = check(&standing, Use::Site, today).is_ok();
    let mut held = BTreeSet::new();
    editions(db, voice, language, &mut held)?;
    let rested = keeper::resting(db, voice.into())?;
    claims(db, voice, language, on_site, &mut held)?;
    promises(db, &rested, language, on_site, &mut held)?;
    held.extend(typed::held(db, &Spoken::of(db, voice)?, &rested, language)?);
    if !standing.withdrawn {
        held.insert(Held {
            kind: Kind::Team,
            name: String::new(),
            version: None,
            path: None,
            words: true,
        });
    }
    Ok(Reach { held: held.into_iter().collect() })
}

fn editions(
    db: &Db,
    voice: VoiceId,
    language: Language,
    held: &mut BTreeSet<Held>,
) -> Result<(), Fault> {
    for (_, publication, report, _) in store::quoting(db, voice)? {
        let (Some(version), Some(report)) =
            (publication::find(db, publication)?, report::find(db, report)?)
        else {
            continue;
        };
        let edition = publication::edition(db, publication, language)?;
        hold_version(&report.slug, &version, edition.as_ref(), held);
    }
    Ok(())
}

fn hold_version(
    slug: &str,
    version: &Publication,
    edition: Option<&Edition>,
    held: &mut BTreeSet<Held>,
) {
    let name = edition.map_or(slug, |edition| edition.title.as_str());
    let mut hold = |kind, path: String| {
        held.insert(Held {
            kind,
            name: name.to_owned(),
            version: Some(version.version),
            path: Some(path),
            words: true,
        });
    };
    let page = format!("/reports/{slug}/versions/{}", version.version);
    hold(Kind::Publication, page.clone());
    hold(Kind::File, format!("{page}/report.pdf"));
    hold(Kind::Export, format!("{page}/data.zip"));
    hold(Kind::Api, format!("/api/v1/reports/{slug}"));
}

/// What [`kernel::keeper::Keeper::rests`] asks of this room: the editions that quote a voice or
/// rest on it, their reports with what those recommend, and the promises that quote it or answer
/// what rests on it.
///
/// # Errors
/// The database's.
pub(crate) fn rests(db: &Db, voice: Uuid, touched: &mut Touched) -> Result<(), Fault> {
    let mut reports: BTreeSet<ReportId> = BTreeSet::new();
    let mut promises: Vec<PromiseId> = Vec::new();
    for (edition, _, report, claim) in store::quoting(db, VoiceId(voice))? {
        touched.add(edition);
        reports.insert(report);
        claim.into_iter().for_each(|claim| touched.add(claim));
    }
    for finding in touched.of::<FindingId>() {
        promises.extend(forward::<PromiseId>(db, finding, Relation::Answers)?);
        for (publication, claim) in publication::supported_by(db, finding)? {
            touched.add(claim);
            for edition in publication::editions(db, publication)? {
                touched.add(edition.id);
            }
            reports.extend(publication::find(db, publication)?.map(|found| found.report_id));
        }
    }
    for report in reports {
        touched.add(report);
        for asked in publication::recommendations(db, report)? {
            touched.add(asked.id);
        }
    }
    for claim in touched.of::<ClaimId>() {
        promises.extend(forward::<PromiseId>(db, claim, Relation::Answers)?);
    }
    for highlight in touched.of::<HighlightId>() {
        promises.extend(forward::<PromiseId>(db, highlight, Relation::Quotes)?);
    }
    promises.into_iter().for_each(|promise| touched.add(promise));
    Ok(())
}

/// The claims that rest on a voice or quote it, in any version.
///
/// # Errors
/// The database's.
pub(crate) fn claims_on(db: &Db, voice: VoiceId) -> Result<BTreeSet<ClaimId>, Fault> {
    let mut claims = BTreeSet::new();
    for finding in keeper::resting(db, voice.into())?.of::<FindingId>() {
        claims.extend(publication::supported_by(db, finding)?.into_iter().map(|(_, claim)| claim));
    }
    claims.extend(store::quoting(db, voice)?.into_iter().filter_map(|(.., claim)| claim));
    Ok(claims)
}

/// Whether a voice's own words stand in a published report.
///
/// # Errors
/// The database's.
pub(crate) fn is_quoted(db: &Db, voice: VoiceId) -> Result<bool, Fault> {
    Ok(!store::quoting(db, voice)?.is_empty())
}

fn claims(
    db: &Db,
    voice: VoiceId,
    language: Language,
    on_site: bool,
    held: &mut BTreeSet<Held>,
) -> Result<(), Fault> {
    for id in claims_on(db, voice)? {
        let Some(claim) = publication::claim(db, id)? else { continue };
        let name = sentence(db, &claim, language)?;
        let path = format!("/t/{}", claim.thread);
        held.insert(Held {
            kind: Kind::Claim,
            name: name.clone(),
            version: None,
            path: Some(path),
            words: on_site,
        });
        if on_site {
            let path = format!("/api/v1/threads/{}", claim.thread);
            held.insert(Held {
                kind: Kind::Api,
                name,
                version: None,
                path: Some(path),
                words: true,
            });
        }
    }
    Ok(())
}

/// The sentence of a claim, as its newest version says it.
fn sentence(db: &Db, claim: &publication::Claim, language: Language) -> Result<String, Fault> {
    for version in publication::of_report(db, claim.report_id)? {
        let mut editions = publication::editions(db, version.id)?;
        editions.sort_by_key(|edition| edition.language != language);
        for edition in editions {
            if let Some(line) = publication::line(db, edition.id, claim.id)? {
                return Ok(line.sentence);
            }
        }
    }
    Ok(String::new())
}

fn promises(
    db: &Db,
    rested: &Touched,
    language: Language,
    on_site: bool,
    held: &mut BTreeSet<Held>,
) -> Result<(), Fault> {
    let promises = store::quoting_promises(db, rested)?;
    for id in &promises {
        let Some(promise) = promise::find(db, *id)? else { continue };
        held.insert(Held {
            kind: Kind::Promise,
            name: promise.title.in_language(language).to_owned(),
            version: None,
            path: Some(format!("/promises/{}", promise.number)),
            words: on_site,
        });
    }
    if on_site && !promises.is_empty() {
        let mut hold = |kind, path: &str| {
            let (name, path) = (String::new(), Some(path.to_owned()));
            held.insert(Held { kind, name, version: None, path, words: true });
        };
        hold(Kind::Promise, "/you-said-we-did");
        hold(Kind::Api, "/api/v1/promises");
        hold(Kind::Home, "/");
    }
    Ok(())
}
