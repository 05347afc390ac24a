//! The people behind a published version who asked to be told what happens.

use crate::ids::PublicationId;
use crate::publication;
use kernel::{Db, Fault, Language};
use listen::VoiceId;
use std::collections::{BTreeMap, BTreeSet};

/// Their addresses, each with the language in which they spoke, or English.
///
/// # Errors
/// The database's.
pub(super) fn people(
    db: &Db,
    publication: PublicationId,
) -> Result<BTreeMap<String, Language>, Fault> {
    let mut claims = BTreeSet::new();
    for edition in publication::editions(db, publication)? {
        claims.extend(publication::lines(db, edition.id)?.into_iter().map(|line| line.claim_id));
    }
    let mut voices: BTreeSet<VoiceId> = BTreeSet::new();
    for claim in claims {
        for finding in publication::support(db, publication, claim)? {
            let evidence = sense::finding::evidence(db, finding)?;
            voices.extend(evidence.into_iter().map(|one| one.voice));
        }
    }
    let mut people = BTreeMap::new();
    for voice in voices {
        let Some(voice) = listen::voice::find(db, voice)? else { continue };
        let Some(narrator) = voice.narrator.filter(|_| voice.permission.contact) else { continue };
        let narrator = listen::narrator::find(db, narrator)?;
        if let Some(email) = narrator.and_then(|narrator| narrator.email) {
            let language = Language::from_word(&voice.language).unwrap_or(Language::En);
            people.insert(email, language);
        }
    }
    Ok(people)
}
