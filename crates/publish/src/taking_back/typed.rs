//! Sentences into which somebody typed a person's words by hand, instead of quoting them, in any
//! room: they go too. What is told of them before.

use super::model::{Held, Kind};
use crate::ids::{EditionId, PromiseId};
use crate::{promise, publication};
use kernel::keeper::{Audience, Repeated, Touched, repeating};
use kernel::{AnyId, Db, Fault, Language};
use listen::voice::Spoken;
use std::collections::BTreeSet;

/// Everything that repeats what someone said and is not made of the voice itself, for a page in
/// `language`.
///
/// # Errors
/// The database's.
pub(super) fn held(
    db: &Db,
    said: &Spoken,
    made_of_it: &Touched,
    language: Language,
) -> Result<Vec<Held>, Fault> {
    let mut seen: BTreeSet<(AnyId, &str)> = BTreeSet::new();
    let mut held = Vec::new();
    for repeated in repeating(db, said, said.since())? {
        let own = ["voice", "reading"].contains(&repeated.of.kind) && made_of_it.has(repeated.of);
        if !own && seen.insert((repeated.of, repeated.told)) {
            held.extend(told(db, &repeated, language)?);
        }
    }
    Ok(held)
}

fn told(db: &Db, repeated: &Repeated, language: Language) -> Result<Option<Held>, Fault> {
    let of = repeated.of.uuid;
    // What is not public is not named: whoever holds the card sees this too.
    let plain = |kind, path: Option<String>| Held {
        kind,
        name: String::new(),
        version: None,
        path,
        words: true,
    };
    Ok(Some(match repeated.of.kind {
        "edition" => {
            let Some((version, slug)) = publication::of_edition(db, EditionId(of))? else {
                return Ok(None);
            };
            let path = format!("/reports/{slug}/versions/{version}");
            Held { version: Some(version), ..plain(Kind::Publication, Some(path)) }
        }
        "promise" => {
            let Some(promise) = promise::find(db, PromiseId(of))? else { return Ok(None) };
            let name = promise.title.in_language(language).to_owned();
            Held { name, ..plain(Kind::Promise, Some(format!("/promises/{}", promise.number))) }
        }
        "recommendation" => plain(Kind::Recommendation, Some("/recommendations".to_owned())),
        "report" => plain(Kind::Draft, None),
        "finding" => plain(Kind::Finding, None),
        _ => {
            let public = repeated.audience != Audience::Team;
            plain(Kind::Elsewhere { told: repeated.told, public }, None)
        }
    }))
}
