//! Themes: make, change, merge, split and end them. Each change stays in their history.

mod called;
pub(crate) mod codebook;
pub(crate) mod desk;
pub(crate) mod history;
pub(crate) mod merging;
mod model;
mod store;
mod tree;

pub use called::called;
pub use model::{
    COLOURS, Change, ChangeKind, DEFINITION_LIMIT, Draft, NAME_LIMIT, NotMerged, NotTheme, Theme,
};

pub(crate) use tree::Tree;

use crate::ids::ThemeId;
use crate::tally;
use kernel::access::{Sight, Verb};
use kernel::ids::{CommunityId, ProgrammeId};
use kernel::{Db, Fault, Tx, audit};
use listen::voice::People;
use serde_json::{Value as Json, json};

/// Makes a theme of a programme; the first one makes the codebook.
///
/// # Errors
/// [`NotTheme`] says why not.
pub fn create(tx: &mut Tx<'_>, programme: ProgrammeId, draft: &Draft) -> Result<ThemeId, NotTheme> {
    let id = tx.id();
    let mut tree = Tree::of(tx, programme)?;
    make(tx, &mut tree, id, draft, ChangeKind::Created)?;
    tree.number(tx)?;
    Ok(id)
}

/// Makes a theme with an id that it brought along, from a file. Whoever calls this
/// [numbers](Tree::number) the themes once, when the whole file is taken.
pub(crate) fn bring_in(
    tx: &mut Tx<'_>,
    tree: &mut Tree,
    id: ThemeId,
    draft: &Draft,
) -> Result<(), NotTheme> {
    make(tx, tree, id, draft, ChangeKind::Imported)
}

fn make(
    tx: &mut Tx<'_>,
    tree: &mut Tree,
    id: ThemeId,
    draft: &Draft,
    kind: ChangeKind,
) -> Result<(), NotTheme> {
    let mut draft = draft.tidy()?;
    let codebook = tree.codebook(tx)?;
    tree.fits(None, &draft, kind != ChangeKind::Imported)?;
    let colour = draft.colour.unwrap_or_else(|| tree.next_colour());
    draft.colour = Some(colour);
    let position = tree.add(id, &draft, colour);
    store::insert(tx, id, codebook, position, &draft)?;
    store::note(tx, id, kind, &names(&draft))?;
    audit::record(tx, &format!("theme.{kind}"), id, &json!({ "colour": draft.colour }))?;
    Ok(())
}

/// Changes a theme's words, colour, parent or place.
///
/// # Errors
/// [`NotTheme`] says why not.
pub fn edit(tx: &mut Tx<'_>, id: ThemeId, draft: &Draft) -> Result<(), NotTheme> {
    let before = find(tx, id)?.filter(Theme::is_live).ok_or(NotTheme::Ended)?;
    let mut tree = Tree::of(tx, before.programme_id)?;
    change(tx, &mut tree, &before, draft, true)?;
    tree.number(tx)?;
    Ok(())
}

/// Changes a theme to what a file has of it. In a file two that stand beside each other may have
/// one name: they are told apart by their ids. The themes are [numbered](Tree::number) once, as
/// after [`bring_in`].
pub(crate) fn edit_from_file(
    tx: &mut Tx<'_>,
    tree: &mut Tree,
    before: &Theme,
    draft: &Draft,
) -> Result<(), NotTheme> {
    change(tx, tree, before, draft, false)
}

fn change(
    tx: &mut Tx<'_>,
    tree: &mut Tree,
    before: &Theme,
    draft: &Draft,
    by_hand: bool,
) -> Result<(), NotTheme> {
    let id = before.id;
    let mut draft = draft.tidy()?;
    tree.fits(Some(id), &draft, by_hand)?;
    let colour = draft.colour.unwrap_or(before.colour);
    draft.colour = Some(colour);
    let position = tree.change(id, &draft, colour);
    store::update(tx, id, position, &draft)?;
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
    let mut tree = Tree::of(tx, source.programme_id)?;
    if from == into || source.codebook_id != target.codebook_id || tree.is_beneath(from, into) {
        return Err(NotMerged::Same);
    }
    let moved = store::move_highlights(tx, from, into)?;
    store::end(tx, from, Some(into))?;
    store::new_parent(tx, from, Some(into))?;
    tally::refresh(tx, from)?;
    tally::refresh(tx, into)?;
    tree.end(from, Some(into));
    tree.number(tx)?;
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
    let mut tree = Tree::of(tx, theme.programme_id)?;
    for draft in into {
        let draft = Draft { parent: Some(id), ..draft.clone() };
        let new = tx.id();
        make(tx, &mut tree, new, &draft, ChangeKind::Split)?;
        made.push(new);
    }
    tree.number(tx)?;
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
    let mut tree = Tree::of(tx, theme.programme_id)?;
    end_in(tx, &mut tree, &theme)?;
    tree.number(tx)?;
    Ok(())
}

/// Ends a theme that is in use, as [`end`] does. The themes are [numbered](Tree::number) once, as
/// after [`bring_in`].
pub(crate) fn end_in(tx: &mut Tx<'_>, tree: &mut Tree, theme: &Theme) -> Result<(), Fault> {
    let id = theme.id;
    store::end(tx, id, None)?;
    store::new_parent(tx, id, theme.parent_id)?;
    tree.end(id, theme.parent_id);
    store::note(tx, id, ChangeKind::Ended, &json!({ "en": theme.name.en, "cy": theme.name.cy }))?;
    audit::record(tx, "theme.ended", id, &json!({}))
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

fn names(draft: &Draft) -> Json {
    json!({ "en": draft.name.en, "cy": draft.name.cy })
}
