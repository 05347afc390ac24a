//! What only resembles someone's words, some of them changed or left out, and other voices that
//! say the same: a person decides what is to be done. Shown to those who work here, and to nobody
//! who holds a card.

use crate::ids::{EditionId, PromiseId, ReportId};
use crate::{promise, publication, report};
use kernel::access::{Verb, Viewer};
use kernel::{AnyId, Db, Fault, keeper};
use listen::VoiceId;
use listen::voice::Said;
use sense::FindingId;
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
    keeper::each(db, |of, text| {
        if said.resembles(text) {
            found.insert(of);
        }
    })?;
    let mut all = BTreeSet::new();
    for of in found {
        all.extend(typed_in(db, viewer, of)?);
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

fn typed_in(db: &Db, viewer: &Viewer, of: AnyId) -> Result<Option<Alike>, Fault> {
    Ok(match of.kind {
        "edition" => {
            publication::of_edition(db, EditionId(of.uuid))?.map(|(version, slug)| Alike {
                key: "taking-back-kind-publication",
                name: version.to_string(),
                path: format!("/reports/{slug}/versions/{version}"),
            })
        }
        "report" => report::find(db, ReportId(of.uuid))?
            .filter(|report| viewer.may(Verb::WriteReport, report.within()))
            .map(|report| Alike {
                key: "taking-back-kind-draft",
                name: String::new(),
                path: format!("/desk/reports/{}", report.slug),
            }),
        "recommendation" => Some(Alike {
            key: "taking-back-kind-recommendation",
            name: String::new(),
            path: "/recommendations".to_owned(),
        }),
        "promise" => promise::find(db, PromiseId(of.uuid))?.map(|promise| Alike {
            key: "taking-back-kind-promise",
            name: promise.number.to_string(),
            path: format!("/promises/{}", promise.number),
        }),
        "finding" => sense::finding::find(db, FindingId(of.uuid))?
            .filter(|finding| viewer.may(Verb::ReadFinding, finding.within()))
            .map(|finding| Alike {
                key: "taking-back-kind-finding",
                name: finding.number.to_string(),
                path: format!("/desk/findings/{}", finding.number),
            }),
        _ => None,
    })
}
