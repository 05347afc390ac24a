//! Themes: make, change, merge, split and end them. Each change stays in their history.

mod called;
pub(crate) mod codebook;
pub(crate) mod desk;
pub(crate) mod history;
pub(crate) mod merging;
mod model;
mod store;

pub use called::called;
pub use model::{
    COLOURS, Change, ChangeKind, DEFINITION_LIMIT, Draft, NAME_LIMIT, NotMerged, NotTheme, Theme,
};

use crate::ids::{CodebookId, ThemeId};
use crate::tally;
use kernel::access::{Sight, Verb};
use kernel::ids::{CommunityId, ProgrammeId};
use kernel::{Db, Fault, Tx, audit, folding};
use listen::voice::People;
use serde_json::{Value as Json, json};
use std::collections::HashMap;

/// Makes a theme of a programme; the first one makes the codebook.
///
/// # Errors
/// [`NotTheme`] says why not.
pub fn create(tx: &mut Tx<'_>, programme: ProgrammeId, draft: &Draft) -> Result<ThemeId, NotTheme> {
    let id = tx.id();
    make(tx, id, programme, draft, ChangeKind::Created)?;
    Ok(id)
}

/// Makes a theme with an id that it brought along, from a file.
pub(crate) fn bring_in(
    tx: &mut Tx<'_>,
    id: ThemeId,
    programme: ProgrammeId,
    draft: &Draft,
) -> Result<(), NotTheme> {
    make(tx, id, programme, draft, ChangeKind::Imported)
}

fn make(
    tx: &mut Tx<'_>,
    id: ThemeId,
    programme: ProgrammeId,
    draft: &Draft,
    kind: ChangeKind,
) -> Result<(), NotTheme> {
    let mut draft = draft.tidy()?;
    let codebook = codebook_of(tx, programme)?;
    let siblings = all(tx, programme)?;
    fits(&siblings, None, &draft, kind != ChangeKind::Imported)?;
    draft.colour = draft.colour.or_else(|| Some(next_colour(&siblings)));
    let last = u32::try_from(siblings.len()).unwrap_or(u32::MAX).saturating_add(1);
    let position = draft.position.unwrap_or(last).clamp(1, last);
    store::insert(tx, id, codebook, position, &draft)?;
    // One that comes last, as each of a file does, moves none of the others.
    if position != last || !ends_with(&siblings, draft.parent) {
        place(tx, programme, id, position)?;
    }
    store::note(tx, id, kind, &names(&draft))?;
    audit::record(tx, &format!("theme.{kind}"), id, &json!({ "colour": draft.colour }))?;
    Ok(())
}

/// Changes a theme's words, colour, parent or place.
///
/// # Errors
/// [`NotTheme`] says why not.
pub fn edit(tx: &mut Tx<'_>, id: ThemeId, draft: &Draft) -> Result<(), NotTheme> {
    change(tx, id, draft, true)
}

/// Changes a theme to what a file has of it. In a file two that stand beside each other may have
/// one name: they are told apart by their ids.
pub(crate) fn edit_from_file(tx: &mut Tx<'_>, id: ThemeId, draft: &Draft) -> Result<(), NotTheme> {
    change(tx, id, draft, false)
}

fn change(tx: &mut Tx<'_>, id: ThemeId, draft: &Draft, by_hand: bool) -> Result<(), NotTheme> {
    let before = find(tx, id)?.filter(Theme::is_live).ok_or(NotTheme::Ended)?;
    let mut draft = draft.tidy()?;
    let siblings = all(tx, before.programme_id)?;
    fits(&siblings, Some(id), &draft, by_hand)?;
    draft.colour = draft.colour.or(Some(before.colour));
    let last = u32::try_from(siblings.len()).unwrap_or(u32::MAX);
    let position = draft.position.unwrap_or(before.position).clamp(1, last.max(1));
    store::update(tx, id, position, &draft)?;
    if (position, draft.parent) != (before.position, before.parent_id) {
        place(tx, before.programme_id, id, position)?;
    }
    let was = json!({ "en": before.name.en, "cy": before.name.cy });
    let mut detail = names(&draft);
    if let Json::Object(facts) = &mut detail {
        facts.insert("was".into(), was);
    }
    store::note(tx, id, ChangeKind::Edited, &detail)?;
    audit::record(tx, "theme.edited", id, &json!({ "colour": draft.colour }))?;
    Ok(())
}

/// Makes `from` a part of `into`: its highlights, evidence and narrower themes go over, words
/// that were marked with both stay marked once, and `from` ends. Both keep it in their history.
///
/// # Errors
/// [`NotMerged`] says why not.
pub fn merge(tx: &mut Tx<'_>, from: ThemeId, into: ThemeId) -> Result<(), NotMerged> {
    let source = find(tx, from)?.filter(Theme::is_live).ok_or(NotMerged::Ended)?;
    let target = find(tx, into)?.filter(Theme::is_live).ok_or(NotMerged::Ended)?;
    let siblings = all(tx, source.programme_id)?;
    if from == into
        || source.codebook_id != target.codebook_id
        || beneath(&siblings, from, Some(into))
    {
        return Err(NotMerged::Same);
    }
    let moved = store::move_highlights(tx, from, into)?;
    store::end(tx, from, Some(into))?;
    store::new_parent(tx, from, Some(into))?;
    tally::refresh(tx, from)?;
    tally::refresh(tx, into)?;
    close_ranks(tx, source.programme_id)?;
    let detail = json!({
        "from": { "id": from, "en": source.name.en, "cy": source.name.cy },
        "into": { "id": into, "en": target.name.en, "cy": target.name.cy },
        "highlights": moved,
    });
    store::note(tx, from, ChangeKind::Merged, &detail)?;
    store::note(tx, into, ChangeKind::Merged, &detail)?;
    audit::record(tx, "theme.merged", from, &json!({ "into": into, "highlights": moved }))?;
    Ok(())
}

/// Makes narrower themes of `id`. Its highlights stay where they are until they are
/// [moved](move_highlights), so that a person decides about each.
///
/// # Errors
/// [`NotTheme`] says why not.
pub fn split(tx: &mut Tx<'_>, id: ThemeId, into: &[Draft]) -> Result<Vec<ThemeId>, NotTheme> {
    let theme = find(tx, id)?.filter(Theme::is_live).ok_or(NotTheme::Ended)?;
    let mut made = Vec::new();
    for draft in into {
        let draft = Draft { parent: Some(id), ..draft.clone() };
        let new = tx.id();
        make(tx, new, theme.programme_id, &draft, ChangeKind::Split)?;
        made.push(new);
    }
    let detail = json!({ "into": made, "en": theme.name.en, "cy": theme.name.cy });
    store::note(tx, id, ChangeKind::Split, &detail)?;
    audit::record(tx, "theme.split", id, &json!({ "into": made }))?;
    Ok(made)
}

/// Gives chosen highlights of `from` to `into` instead: what follows a split. Gives how many
/// there were.
///
/// # Errors
/// [`NotMerged`] says why not.
pub fn move_highlights(
    tx: &mut Tx<'_>,
    from: ThemeId,
    into: ThemeId,
    chosen: &[crate::HighlightId],
) -> Result<u64, NotMerged> {
    let source = find(tx, from)?.ok_or(NotMerged::Ended)?;
    let target = find(tx, into)?.filter(Theme::is_live).ok_or(NotMerged::Ended)?;
    if from == into || source.codebook_id != target.codebook_id {
        return Err(NotMerged::Same);
    }
    let moved = store::move_chosen(tx, from, into, chosen)?;
    tally::refresh(tx, from)?;
    tally::refresh(tx, into)?;
    audit::record(tx, "theme.moved", from, &json!({ "into": into, "highlights": moved }))?;
    Ok(moved)
}

/// Ends a theme: nobody can use it any more, and its highlights stay.
///
/// # Errors
/// [`NotTheme::Ended`] when it is not in use.
pub fn end(tx: &mut Tx<'_>, id: ThemeId) -> Result<(), NotTheme> {
    let theme = find(tx, id)?.filter(Theme::is_live).ok_or(NotTheme::Ended)?;
    store::end(tx, id, None)?;
    store::new_parent(tx, id, theme.parent_id)?;
    close_ranks(tx, theme.programme_id)?;
    store::note(tx, id, ChangeKind::Ended, &json!({ "en": theme.name.en, "cy": theme.name.cy }))?;
    audit::record(tx, "theme.ended", id, &json!({}))?;
    Ok(())
}

/// The theme with this id, also when it has ended.
///
/// # Errors
/// The database's.
pub fn find(db: &Db, id: ThemeId) -> Result<Option<Theme>, Fault> {
    store::find(db, id)
}

/// The theme with this id, when `sight` reaches the codebook that it stands in.
///
/// # Errors
/// The database's.
pub fn seen(db: &Db, sight: &Sight, id: ThemeId) -> Result<Option<Theme>, Fault> {
    let Some(theme) = find(db, id)? else { return Ok(None) };
    let books = places::programme::within(db, &sight.reach(Verb::ReadCodebook))?;
    let reached = books.iter().any(|book| book.id == theme.programme_id);
    Ok(reached.then_some(theme))
}

/// The themes of a programme that are in use, in the order of the codebook.
///
/// # Errors
/// The database's.
pub fn all(db: &Db, programme: ProgrammeId) -> Result<Vec<Theme>, Fault> {
    store::of_programme(db, programme, false)
}

/// Every theme a programme has had, those in use first.
///
/// # Errors
/// The database's.
pub fn ever(db: &Db, programme: ProgrammeId) -> Result<Vec<Theme>, Fault> {
    store::of_programme(db, programme, true)
}

/// What was done to a programme's themes, newest first, at most `limit` from the `skip`th on;
/// only to `theme` when it is given.
///
/// # Errors
/// The database's.
pub fn history(
    db: &Db,
    programme: ProgrammeId,
    theme: Option<ThemeId>,
    skip: u32,
    limit: u32,
) -> Result<Vec<Change>, Fault> {
    store::history(db, programme, theme, skip, limit)
}

/// How many voices speak of each theme of a programme: voices that can be worked with and that
/// somebody who has finished reading gave the theme; of one community when it is given.
///
/// # Errors
/// The database's.
pub fn voices(
    db: &Db,
    programme: ProgrammeId,
    community: Option<CommunityId>,
) -> Result<Vec<(Theme, u64)>, Fault> {
    let counts = store::voices(db, programme, community)?;
    let count = |id: ThemeId| counts.get(&id).copied().unwrap_or_default();
    Ok(all(db, programme)?.into_iter().map(|theme| (theme.clone(), count(theme.id))).collect())
}

/// How many people spoke of each theme of a programme, each once: the same voices as
/// [`voices`](fn@voices), told apart by who gave them.
///
/// # Errors
/// The database's.
pub fn people(
    db: &Db,
    programme: ProgrammeId,
    community: Option<CommunityId>,
) -> Result<Vec<(Theme, People)>, Fault> {
    let counts = store::people(db, programme, community)?;
    let count = |id: ThemeId| counts.get(&id).copied().unwrap_or_default();
    Ok(all(db, programme)?.into_iter().map(|theme| (theme.clone(), count(theme.id))).collect())
}

/// How many people spoke of one theme; in one community when it is given.
///
/// # Errors
/// The database's.
pub fn people_of(db: &Db, theme: ThemeId, community: Option<CommunityId>) -> Result<People, Fault> {
    store::people_of(db, theme, community)
}

fn codebook_of(tx: &mut Tx<'_>, programme: ProgrammeId) -> Result<CodebookId, NotTheme> {
    if let Some(id) = store::codebook(tx, programme)? {
        return Ok(id);
    }
    let name = places::programme::find(tx, programme)?.ok_or(NotTheme::NoProgramme)?.name;
    let id = tx.id();
    store::insert_codebook(tx, id, programme, &name)?;
    audit::record(tx, "codebook.created", id, &json!({ "programme": programme }))?;
    Ok(id)
}

/// Whether a draft fits among the themes in use; `own` is the theme that it changes.
/// Whether a theme can stand where `draft` puts it. By hand nobody makes a second one of the same
/// name under one wider theme; under another a theme of that name is another theme.
fn fits(
    siblings: &[Theme],
    own: Option<ThemeId>,
    draft: &Draft,
    by_hand: bool,
) -> Result<(), NotTheme> {
    let same = |a: &str, b: &str| !a.is_empty() && folding::fold(a) == folding::fold(b);
    let beside = |theme: &&Theme| Some(theme.id) != own && theme.parent_id == draft.parent;
    for other in siblings.iter().filter(beside).filter(|_| by_hand) {
        if same(&other.name.en, &draft.name.en) || same(&other.name.cy, &draft.name.cy) {
            return Err(NotTheme::Taken);
        }
    }
    let Some(parent) = draft.parent else { return Ok(()) };
    let known = siblings.iter().any(|theme| theme.id == parent);
    if !known || own.is_some_and(|own| beneath(siblings, own, Some(parent))) {
        return Err(NotTheme::NoParent);
    }
    Ok(())
}

/// Whether `theme` is `top` or lies beneath it.
fn beneath(siblings: &[Theme], top: ThemeId, theme: Option<ThemeId>) -> bool {
    let mut at = theme;
    // Each step goes up; a loop, which no verb makes, ends after every theme was seen.
    for _ in 0..=siblings.len() {
        match at {
            None => return false,
            Some(id) if id == top => return true,
            Some(id) => {
                at = siblings.iter().find(|s| s.id == id).and_then(|theme| theme.parent_id);
            }
        }
    }
    true
}

/// Whether what is put last beneath `parent` comes last in the tree: the last theme is `parent`, or
/// lies beneath it.
fn ends_with(siblings: &[Theme], parent: Option<ThemeId>) -> bool {
    let last = siblings.last().map(|theme| theme.id);
    parent.is_none_or(|parent| beneath(siblings, parent, last))
}

fn next_colour(siblings: &[Theme]) -> u32 {
    let used = |colour: &u32| siblings.iter().filter(|theme| theme.colour == *colour).count();
    (1..=COLOURS).min_by_key(used).unwrap_or(1)
}

/// Puts `id` at `position` and numbers the others around it.
fn place(tx: &mut Tx<'_>, programme: ProgrammeId, id: ThemeId, position: u32) -> Result<(), Fault> {
    let mut themes = all(tx, programme)?;
    let at = usize::try_from(position).unwrap_or(usize::MAX).saturating_sub(1);
    if let Some(from) = themes.iter().position(|theme| theme.id == id) {
        let theme = themes.remove(from);
        themes.insert(at.min(themes.len()), theme);
    }
    store::number(tx, &as_a_tree(&themes))
}

fn close_ranks(tx: &mut Tx<'_>, programme: ProgrammeId) -> Result<(), Fault> {
    store::number(tx, &as_a_tree(&all(tx, programme)?))
}

/// The same themes, each followed by those beneath it.
fn as_a_tree(themes: &[Theme]) -> Vec<ThemeId> {
    desk::entries(themes.to_vec(), &HashMap::new()).iter().map(|entry| entry.theme.id).collect()
}

fn names(draft: &Draft) -> Json {
    json!({ "en": draft.name.en, "cy": draft.name.cy })
}
