//! The themes of a codebook that are in use, as they stand while one change works on them: read
//! once and numbered once, so that a file of a thousand themes costs a thousand times what one
//! does.

use super::model::{COLOURS, Draft, NotTheme, Theme};
use super::store;
use crate::ids::{CodebookId, ThemeId};
use kernel::ids::ProgrammeId;
use kernel::{Both, Db, Fault, Tx, audit, folding};
use serde_json::json;
use std::collections::{BTreeSet, HashMap};

/// Where a theme stands among those beneath the same wider theme: its position, and whether it
/// comes before (0) or after (2) the one that has that position already.
type Key = (u32, u8);

/// A theme as far as others have to know of it.
struct Node {
    parent: Option<ThemeId>,
    key: Key,
    /// The position that the database has.
    stored: u32,
    name: Both,
    colour: u32,
}

/// The themes of one programme that are in use.
pub(crate) struct Tree {
    programme: ProgrammeId,
    codebook: Option<CodebookId>,
    nodes: HashMap<ThemeId, Node>,
    beneath: HashMap<Option<ThemeId>, BTreeSet<(Key, ThemeId)>>,
    colours: HashMap<u32, usize>,
    last: u32,
}

impl Tree {
    /// The themes of `programme` as the database has them.
    ///
    /// # Errors
    /// The database's.
    pub(crate) fn of(db: &Db, programme: ProgrammeId) -> Result<Self, Fault> {
        let mut tree = Self {
            programme,
            codebook: store::codebook(db, programme)?,
            nodes: HashMap::new(),
            beneath: HashMap::new(),
            colours: HashMap::new(),
            last: 0,
        };
        for theme in super::all(db, programme)? {
            tree.last += 1;
            let Theme { id, parent_id: parent, name, colour, position: stored, .. } = theme;
            tree.put(id, Node { parent, key: (tree.last, 1), stored, name, colour });
        }
        Ok(tree)
    }

    /// The codebook, which is made when this is the first theme.
    pub(super) fn codebook(&mut self, tx: &mut Tx<'_>) -> Result<CodebookId, NotTheme> {
        if let Some(id) = self.codebook {
            return Ok(id);
        }
        let programme = self.programme;
        let name = places::programme::find(tx, programme)?.ok_or(NotTheme::NoProgramme)?.name;
        let id = tx.id();
        store::insert_codebook(tx, id, programme, &name)?;
        audit::record(tx, "codebook.created", id, &json!({ "programme": programme }))?;
        self.codebook = Some(id);
        Ok(id)
    }

    fn put(&mut self, id: ThemeId, node: Node) {
        self.beneath.entry(node.parent).or_default().insert((node.key, id));
        *self.colours.entry(node.colour).or_default() += 1;
        self.nodes.insert(id, node);
    }

    fn take(&mut self, id: ThemeId) -> Option<Node> {
        let node = self.nodes.remove(&id)?;
        if let Some(beside) = self.beneath.get_mut(&node.parent) {
            beside.remove(&(node.key, id));
        }
        if let Some(count) = self.colours.get_mut(&node.colour) {
            *count = count.saturating_sub(1);
        }
        Some(node)
    }

    /// Whether a theme can stand where `draft` puts it; `own` is the theme that it changes. By hand
    /// nobody makes a second one of the same name under one wider theme; under another a theme of
    /// that name is another theme.
    pub(super) fn fits(
        &self,
        own: Option<ThemeId>,
        draft: &Draft,
        by_hand: bool,
    ) -> Result<(), NotTheme> {
        let same = |a: &str, b: &str| !a.is_empty() && folding::fold(a) == folding::fold(b);
        let beside = self.beneath.get(&draft.parent).filter(|_| by_hand);
        for (_, id) in beside.into_iter().flatten().filter(|(_, id)| Some(*id) != own) {
            let Some(other) = self.nodes.get(id) else { continue };
            if same(&other.name.en, &draft.name.en) || same(&other.name.cy, &draft.name.cy) {
                return Err(NotTheme::Taken);
            }
        }
        let Some(parent) = draft.parent else { return Ok(()) };
        let known = self.nodes.contains_key(&parent);
        if !known || own.is_some_and(|own| self.is_beneath(own, parent)) {
            return Err(NotTheme::NoParent);
        }
        Ok(())
    }

    /// Whether `theme` is `top` or lies beneath it.
    pub(super) fn is_beneath(&self, top: ThemeId, theme: ThemeId) -> bool {
        let mut at = theme;
        // Each step goes up; a loop, which no verb makes, ends after every theme was seen.
        for _ in 0..=self.nodes.len() {
            if at == top {
                return true;
            }
            match self.nodes.get(&at).and_then(|node| node.parent) {
                Some(parent) => at = parent,
                None => return false,
            }
        }
        true
    }

    /// The colour that the fewest have.
    pub(super) fn next_colour(&self) -> u32 {
        let used = |colour: &u32| self.colours.get(colour).copied().unwrap_or_default();
        (1..=COLOURS).min_by_key(used).unwrap_or(1)
    }

    /// Adds a theme, which comes last unless the draft says where. Gives the position with which it
    /// is written down until all are [numbered](Self::number).
    pub(super) fn add(&mut self, id: ThemeId, draft: &Draft, colour: u32) -> u32 {
        self.last = self.last.saturating_add(1);
        let place = draft.position.map(|position| position.clamp(1, self.last));
        let key = place.filter(|place| *place < self.last).map_or((self.last, 1), |at| (at, 0));
        let (parent, name) = (draft.parent, draft.name.clone());
        self.put(id, Node { parent, key, stored: key.0, name, colour });
        key.0
    }

    /// Changes a theme, which keeps its place unless the draft says another. Gives its position as
    /// [`add`](Self::add) does.
    pub(super) fn change(&mut self, id: ThemeId, draft: &Draft, colour: u32) -> u32 {
        let Some(before) = self.take(id) else { return self.add(id, draft, colour) };
        let own = before.key.0;
        let position = draft.position.map_or(own, |position| position.clamp(1, self.last));
        let key = match position.cmp(&own) {
            std::cmp::Ordering::Less => (position, 0),
            std::cmp::Ordering::Equal => before.key,
            std::cmp::Ordering::Greater => (position, 2),
        };
        let (parent, name) = (draft.parent, draft.name.clone());
        self.put(id, Node { parent, key, stored: position, name, colour });
        position
    }

    /// Takes out a theme that has ended; those beneath it go to `heir`.
    pub(super) fn end(&mut self, id: ThemeId, heir: Option<ThemeId>) {
        self.take(id);
        for (key, child) in self.beneath.remove(&Some(id)).unwrap_or_default() {
            if let Some(node) = self.nodes.get_mut(&child) {
                node.parent = heir;
                self.beneath.entry(heir).or_default().insert((key, child));
            }
        }
    }

    /// Numbers all themes from 1, each followed by those beneath it, and writes down those that
    /// have another number than before. What lies in a loop of parents, which no verb makes, is
    /// never reached.
    ///
    /// # Errors
    /// The database's.
    pub(crate) fn number(self, tx: &mut Tx<'_>) -> Result<(), Fault> {
        let of = |parent| self.beneath.get(&parent).into_iter().flatten().rev();
        let mut next: Vec<ThemeId> = of(None).map(|(_, id)| *id).collect();
        let mut position = 0;
        while let Some(id) = next.pop() {
            position += 1;
            next.extend(of(Some(id)).map(|(_, id)| *id));
            if self.nodes.get(&id).is_some_and(|node| node.stored != position) {
                store::number(tx, id, position)?;
            }
        }
        Ok(())
    }
}
