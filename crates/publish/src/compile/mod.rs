//! The compiler of reports: source in, a document and diagnostics out.
//!
//! A source is Markdown with directives; `docs/guide/report-language.md` explains them and every
//! diagnostic. [`parse`] reads it without the database, [`check`] looks up what it rests on.

mod check;
mod compiled;
mod diagnostic;
mod directive;
mod front;
mod limits;
mod links;
mod markdown;
mod marks;
mod parse;
mod parsed;
mod place;

pub use check::Asked;
pub use compiled::{Claim, Compiled, Quote, Recommendation};
pub use diagnostic::{Code, Diagnostic, Severity};
pub use front::Front;
pub use limits::SOURCE as SOURCE_LIMIT;
pub(crate) use links::{is_mail, is_web};
pub use place::Place;

use kernel::access::Sight;
use kernel::clock::Date;
use kernel::{Db, Fault, Language};
use listen::VoiceId;
use listen::redaction::Hidden;
use std::collections::BTreeSet;

/// Compiles a source for someone who sees everything: the command line.
///
/// # Errors
/// The database's. What is the matter with the source is in [`Compiled::diagnostics`].
pub fn compile(db: &Db, asked: &Asked<'_>) -> Result<Compiled, Fault> {
    compile_for(db, asked, &Sight::Everything)
}

/// Compiles a source for its writer: findings and highlights that `sight` does not reach are as
/// unknown as those that never were.
///
/// # Errors
/// The database's. What is the matter with the source is in [`Compiled::diagnostics`].
pub fn compile_for(db: &Db, asked: &Asked<'_>, sight: &Sight) -> Result<Compiled, Fault> {
    check::check(db, asked, sight)
}

/// Compiles a source from a file: the programme is the one that its front matter names, or the
/// only one there is.
///
/// # Errors
/// The database's.
pub fn check(db: &Db, source: &str, language: Language, today: Date) -> Result<Compiled, Fault> {
    compile(db, &Asked { source, language, programme: None, community: None, today })
}

/// Whether some words tell a name that was hidden in a voice.
///
/// # Errors
/// The database's.
pub(crate) fn tells_hidden_name(db: &Db, voice: VoiceId, words: &str) -> Result<bool, Fault> {
    Ok(Hidden::of(db, [voice], &[])?.is_in(words))
}

/// The title in the front matter of a source; empty when it has none.
pub(crate) fn title_of(source: &str) -> String {
    let mut found = Front::default();
    front::read(&place::Source::new(source), &mut found, &mut Vec::new());
    found.title
}

/// Adds to two editions of a report what is the matter between them: claims and recommendations
/// that only one of them has.
pub fn compare(one: &mut Compiled, other: &mut Compiled) {
    let keys = |compiled: &Compiled| -> BTreeSet<String> {
        compiled.claims.iter().map(|claim| claim.key.clone()).collect()
    };
    let (mine, theirs) = (keys(one), keys(other));
    for (compiled, missing) in [(one, theirs.difference(&mine)), (other, mine.difference(&theirs))]
    {
        let missing: Vec<&str> = missing.map(String::as_str).collect();
        if !missing.is_empty() {
            let args = [("keys", missing.join(", ").into())];
            compiled.diagnostics.insert(0, Code::EditionsDiffer.at(Place::TOP, &args));
        }
    }
}
