//! What a promise hangs on: the themes, findings and claims that it answers and the words that it
//! quotes, each held against the sight of whoever hangs it there.

use super::{Draft, NotPromised};
use crate::ids::{ClaimId, PromiseId};
use crate::publication;
use kernel::access::Sight;
use kernel::accounts;
use kernel::ids::Id;
use kernel::thread::{Relation, back, tie, untie};
use kernel::{AnyId, Db, Fault, Tx};
use sense::{FindingId, HighlightId, ThemeId, finding, highlight, theme};

/// Hangs a promise on what its draft names. What it hung on before and whoever changes it can't
/// see stays, since their form could not show it.
pub(super) fn hang(tx: &mut Tx<'_>, id: PromiseId, draft: &Draft) -> Result<(), NotPromised> {
    let sight = accounts::sight(tx)?;
    let before = hung(tx, id)?;
    for wanted in draft.answers.iter().chain(&draft.quotes) {
        if !before.contains(wanted) && !sees(tx, &sight, *wanted)? {
            return Err(NotPromised::Beyond);
        }
    }
    let mut kept = Vec::new();
    for one in before {
        if !sees(tx, &sight, one)? && sees(tx, &Sight::Everything, one)? {
            kept.push(one);
        }
    }
    for kind in [ThemeId::KIND, FindingId::KIND, ClaimId::KIND] {
        untie(tx, id, Relation::Answers, kind)?;
    }
    untie(tx, id, Relation::Quotes, HighlightId::KIND)?;
    let (quoted, answered): (Vec<AnyId>, Vec<AnyId>) =
        kept.into_iter().partition(|any| any.kind == HighlightId::KIND);
    for any in answered.iter().chain(&draft.answers) {
        tie(tx, id, Relation::Answers, *any)?;
    }
    // One promise quotes one person: words that were chosen now stand for those that were not seen.
    match draft.quotes.or(quoted.first().copied()) {
        Some(any) => Ok(tie(tx, id, Relation::Quotes, any)?),
        None => Ok(()),
    }
}

/// Everything that a promise hangs on.
fn hung(db: &Db, id: PromiseId) -> Result<Vec<AnyId>, Fault> {
    let themes = back::<ThemeId>(db, id, Relation::Answers)?;
    let findings = back::<FindingId>(db, id, Relation::Answers)?;
    let claims = back::<ClaimId>(db, id, Relation::Answers)?;
    let quotes = back::<HighlightId>(db, id, Relation::Quotes)?;
    let answers = themes.into_iter().map(AnyId::from).chain(findings.into_iter().map(AnyId::from));
    let answers = answers.chain(claims.into_iter().map(AnyId::from));
    Ok(answers.chain(quotes.into_iter().map(AnyId::from)).collect())
}

/// Whether `sight` reaches the page of a theme, a finding, a claim or a highlight. Claims are
/// public; of what a promise can't hang on, nothing is seen.
fn sees(db: &Db, sight: &Sight, any: AnyId) -> Result<bool, Fault> {
    match any.kind {
        ThemeId::KIND => Ok(theme::seen(db, sight, any.uuid.into())?.is_some()),
        FindingId::KIND => Ok(finding::seen(db, sight, any.uuid.into())?.is_some()),
        HighlightId::KIND => Ok(highlight::seen(db, sight, any.uuid.into())?.is_some()),
        ClaimId::KIND => Ok(publication::claim(db, any.uuid.into())?.is_some()),
        _ => Ok(false),
    }
}
