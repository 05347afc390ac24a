//! What the rooms are told when a voice stands otherwise than before, and what they answer.

use super::Audience;
use crate::AnyId;
use crate::Timestamp;
use crate::clock::{Date, day};
use crate::forgotten::Barred;
use crate::ids::{Id, Uuid};
use crate::permission::{NotAllowed, Standing, Use, check};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Words to be found in texts and taken out. It lets none of them out.
pub trait Words {
    /// A text without them; nothing when it repeats none.
    fn without(&self, text: &str) -> Option<String>;

    /// Takes them out of a text that lies in pieces, as in bold and plain words. Gives whether
    /// it repeated any.
    fn take_out(&self, pieces: &mut [&mut String]) -> bool;

    /// Whether an address, of small letters and hyphens, was made of them.
    fn make_address(&self, address: &str) -> bool;

    /// The letters of each, folded, where they are names.
    fn names(&self) -> Vec<String> {
        Vec::new()
    }

    /// Takes them out of every text of a JSON value. The pieces of a sentence, in a list of
    /// objects with a `run` and a `text`, are one text. Gives whether any repeated them.
    fn take_out_of(&self, value: &mut Value) -> bool {
        match value {
            Value::String(text) => self.take_out(&mut [text]),
            Value::Array(all) if all.iter().any(|one| one.get("run").is_some()) => {
                let texts = all.iter_mut().filter_map(|one| one.get_mut("text"));
                let mut texts: Vec<&mut String> = texts
                    .filter_map(|text| match text {
                        Value::String(text) => Some(text),
                        _ => None,
                    })
                    .collect();
                self.take_out(&mut texts)
            }
            Value::Array(all) => {
                all.iter_mut().fold(false, |changed, one| self.take_out_of(one) | changed)
            }
            Value::Object(all) => {
                all.values_mut().fold(false, |changed, one| self.take_out_of(one) | changed)
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => false,
        }
    }
}

/// A voice that stands otherwise than before.
pub struct Turn<'a> {
    /// The voice.
    pub voice: Uuid,
    /// How it stood.
    pub before: Standing,
    /// How it stands now.
    pub after: Standing,
    /// Whether somebody had looked for what may hurt someone and found it, before and now.
    pub held: [bool; 2],
    /// What was said.
    pub said: &'a dyn Words,
    /// The day on which anybody could first have repeated it.
    pub since: Date,
    /// Names that may no longer stand: hidden ones, and the person's own. Nothing when no name
    /// goes.
    pub names: Option<&'a dyn Words>,
    /// Whether the team may no longer read those names either.
    pub names_hidden: bool,
    /// What rested on the voice, quoted it or was made of it.
    pub rested: &'a Touched,
    /// The day.
    pub today: Date,
}

impl Turn<'_> {
    /// Whether its words may be put to a use now.
    pub fn may(&self, wanted: Use) -> bool {
        check(&self.after, wanted, self.today).is_ok()
    }

    /// Whether they might be before.
    pub fn might(&self, wanted: Use) -> bool {
        check(&self.before, wanted, self.today).is_ok()
    }

    /// Whether its words go for good from where they were put to a use, and are not only hidden
    /// while they are looked into.
    pub fn is_over(&self, wanted: Use) -> bool {
        let kept = Standing { taken_down: false, cleared: true, ..self.after };
        let over = |refused| {
            matches!(refused, NotAllowed::Withdrawn | NotAllowed::Closed(_) | NotAllowed::Beyond)
        };
        check(&kept, wanted, self.today).is_err_and(over)
    }

    /// Whether what was typed by hand may no longer stand before `audience`. A review that is
    /// only asked for again takes nothing out.
    pub fn has_ended_for(&self, audience: Audience) -> bool {
        let [_, held] = self.held;
        self.ends(self.after, held, audience)
    }

    /// From whom what was said is kept now.
    pub fn barred(&self) -> Barred {
        self.least(|audience| self.has_ended_for(audience))
    }

    /// From whom it was kept before.
    pub fn was_barred(&self) -> Barred {
        self.least(|audience| self.had_ended_for(audience))
    }

    fn least(&self, ended: impl Fn(Audience) -> bool) -> Barred {
        let audiences = [Audience::Team, Audience::Report, Audience::Site];
        audiences.into_iter().find(|one| ended(*one)).map_or(Barred::Nowhere, Barred::from)
    }

    /// Whether it had ended before already.
    pub(super) fn had_ended_for(&self, audience: Audience) -> bool {
        let [held, _] = self.held;
        self.ends(self.before, held, audience)
    }

    fn ends(&self, standing: Standing, held: bool, audience: Audience) -> bool {
        let standing = Standing { cleared: !held, ..standing };
        let wanted = match audience {
            Audience::Team => Use::Team,
            Audience::Report => Use::Report,
            Audience::Site => Use::Site,
        };
        check(&standing, wanted, self.today).is_err()
    }
}

/// Whether a text that was last changed at `written` is older than `since`, the day on which a
/// voice was heard: it is the team's own, and the person repeated it.
pub(super) fn is_older(written: Option<Timestamp>, since: Date) -> bool {
    written.is_some_and(|written| day(written) < since)
}

/// Things that a turn concerns, each with the tables of which a row was changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched(BTreeMap<AnyId, BTreeSet<&'static str>>);

impl Touched {
    /// Adds a thing.
    pub fn add(&mut self, thing: impl Into<AnyId>) {
        self.0.entry(thing.into()).or_default();
    }

    /// Adds a thing of which a row of `table` was changed.
    pub fn add_row(&mut self, thing: impl Into<AnyId>, table: &'static str) {
        self.0.entry(thing.into()).or_default().insert(table);
    }

    /// All of them.
    pub(crate) fn things(&self) -> impl Iterator<Item = AnyId> {
        self.0.keys().copied()
    }

    /// Whether it holds a thing.
    pub fn has(&self, thing: impl Into<AnyId>) -> bool {
        self.0.contains_key(&thing.into())
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The things of one kind.
    pub fn of<T: Id>(&self) -> Vec<T> {
        let of_kind = self.0.keys().filter(|thing| thing.kind == T::KIND);
        of_kind.map(|thing| T::from(thing.uuid)).collect()
    }

    /// The things of one kind of which a row of `table` was changed.
    pub fn in_table<T: Id>(&self, table: &str) -> Vec<T> {
        let changed =
            self.0.iter().filter(|(thing, tables)| thing.kind == T::KIND && tables.contains(table));
        changed.map(|(thing, _)| T::from(thing.uuid)).collect()
    }
}

/// A person about whom everything is asked, or who is to be forgotten.
pub struct Person {
    /// The person.
    pub id: Uuid,
    /// Their voices, also those that they took back.
    pub voices: Vec<Uuid>,
    /// Where they can be written to.
    pub email: Option<String>,
}
