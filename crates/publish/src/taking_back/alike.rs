//! What only resembles someone's words, some of them changed or left out, and other voices that
//! say the same: a person decides what is to be done. Shown to those who work here, and to nobody
//! who holds a card.

use super::typed::{self, Typed};
use crate::{promise, publication, report};
use kernel::access::{Verb, Viewer, Within};
use kernel::{Db, Fault};
use listen::VoiceId;
use listen::voice::Said;
use std::collections::BTreeSet;

/// Something that resembles someone's words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Alike {
    /// The key of what it is.
    pub key: &'static str,
    /// Its number or title, where it has one.
    pub name: String,
    /// Where it is: an English path without the language.
    pub path: String,
}

/// Everything that `viewer` may see and that resembles what a voice said without repeating it word
/// for word; of other voices also those that do. Of voices the newest
/// [`listen::voice::COMPARED`] of the programme are looked at.
///
/// # Errors
/// The database's.
pub fn alike(db: &Db, viewer: &Viewer, voice: VoiceId) -> Result<Vec<Alike>, Fault> {
    let said = Said::of(db, voice)?;
    let mut found = BTreeSet::new();
    typed::each(db, |of, text| {
        if said.resembles(text) {
            found.insert(of);
        }
    })?;
    let mut all = BTreeSet::new();
    for of in found {
        all.extend(typed_in(db, viewer, of)?);
    }
    for finding in sense::finding::resembling(db, &said)? {
        let within = match finding.community_id {
            Some(community) => Within::community(finding.programme_id, community),
            None => Within::programme(finding.programme_id),
        };
        if viewer.may(Verb::ReadFinding, within) {
            all.insert(Alike {
                key: "taking-back-kind-finding",
                name: finding.number.to_string(),
                path: format!("/desk/findings/{}", finding.number),
            });
        }
    }
    for other in listen::voice::alike(db, voice, &said)? {
        if viewer.may(Verb::ReadVoice, other.within()) {
            all.insert(Alike {
                key: "taking-back-kind-voice",
                name: other.title.clone(),
                path: format!("/desk/voices/{}", other.id),
            });
        }
    }
    Ok(all.into_iter().collect())
}

fn typed_in(db: &Db, viewer: &Viewer, of: Typed) -> Result<Option<Alike>, Fault> {
    Ok(match of {
        Typed::Edition(id) => publication::of_edition(db, id)?.map(|(version, slug)| Alike {
            key: "taking-back-kind-publication",
            name: version.to_string(),
            path: format!("/reports/{slug}/versions/{version}"),
        }),
        Typed::Draft(id) => report::find(db, id)?
            .filter(|report| viewer.may(Verb::WriteReport, report.within()))
            .map(|report| Alike {
                key: "taking-back-kind-draft",
                name: String::new(),
                path: format!("/desk/reports/{}", report.slug),
            }),
        Typed::Recommendation(_) => Some(Alike {
            key: "taking-back-kind-recommendation",
            name: String::new(),
            path: "/recommendations".to_owned(),
        }),
        Typed::Promise(id) => promise::find(db, id)?.map(|promise| Alike {
            key: "taking-back-kind-promise",
            name: promise.number.to_string(),
            path: format!("/promises/{}", promise.number),
        }),
    })
}
