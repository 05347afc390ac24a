//! Keepers: what each room holds of people's words, and what it does when they may no longer
//! stand there. A room declares one with [`keeper!`](crate::keeper!), and every program that holds the room
//! has it: there is no list that could forget one. All of them are called within the one change
//! in which somebody takes words back, agrees to less, closes them or hides a name, whoever does
//! it and however.

mod column;
mod json;
mod turning;
mod unsaying;

pub(crate) use column::in_each_language;
pub use column::{Audience, Column, Holds, Shape, Table};
pub use json::json_without;
pub use turning::{Person, Touched, Turn, Words};
pub use unsaying::{Repeated, TAKEN_OUT, each, repeating};
use unsaying::{unname, unsay};

#[doc(hidden)]
pub use linkme;

use crate::ids::Uuid;
use crate::{Db, Fault, Tx, forgotten, jobs, kept};
use serde_json::{Map, Value, json};

/// What a room holds of people's words, and what it does when they may no longer stand.
pub struct Keeper {
    /// The room, which begins the names of its tables.
    pub room: &'static str,
    /// The line in the order of the rooms (ARCHITECTURE.md), from 1. A room reacts after those of
    /// the lines before its own, and may use what they touched.
    pub line: u8,
    /// Every table of the room, with every column that could hold words.
    pub tables: &'static [Table],
    /// Adds what rests on a voice, quotes it or was made of it. The rooms of the lines before
    /// have added theirs.
    pub rests: fn(&Db, Uuid, &mut Touched) -> Result<(), Fault>,
    /// Forgets, counts again, publishes again and tells, after the words were taken out of what
    /// was typed by hand. Adds what it changed.
    pub turn: fn(&mut Tx<'_>, &Turn<'_>, &mut Touched) -> Result<(), Fault>,
    /// Everything that the room holds about a person, for the person; nothing is `Value::Null`.
    pub export: fn(&Db, &Person) -> Result<Value, Fault>,
    /// Forgets the person, after each of their voices was taken back.
    pub erase: fn(&mut Tx<'_>, &Person) -> Result<(), Fault>,
}

impl Keeper {
    /// A room that holds nothing but what was typed by hand: its tables say it all.
    pub const fn of(room: &'static str, line: u8, tables: &'static [Table]) -> Self {
        Self {
            room,
            line,
            tables,
            rests: |_, _, _| Ok(()),
            turn: |_, _, _| Ok(()),
            export: |_, _| Ok(Value::Null),
            erase: |_, _| Ok(()),
        }
    }
}

/// Every keeper that the rooms of the program declare, in no order, without the core's own.
#[linkme::distributed_slice]
pub static KEEPERS: [Keeper];

/// Declares a room's keeper: `kernel::keeper! { Keeper::of("places", 4, TABLES) }`.
#[macro_export]
macro_rules! keeper {
    ($keeper:expr) => {
        #[$crate::keeper::linkme::distributed_slice($crate::keeper::KEEPERS)]
        #[linkme(crate = $crate::keeper::linkme)]
        static KEEPER: $crate::keeper::Keeper = $keeper;
    };
}

/// Every keeper, in the order of the rooms.
pub fn all() -> Vec<&'static Keeper> {
    // The core's own tests hold no room, and the core twice.
    let rooms: &[Keeper] = if cfg!(test) { &[] } else { &KEEPERS };
    let mut all: Vec<&Keeper> = rooms.iter().chain([&kept::KEEPER]).collect();
    all.sort_by_key(|keeper| (keeper.line, keeper.room));
    all
}

/// Everything that rests on a voice, quotes it or was made of it, in every room.
///
/// # Errors
/// The database's.
pub fn resting(db: &Db, voice: Uuid) -> Result<Touched, Fault> {
    let mut touched = Touched::default();
    for keeper in all() {
        (keeper.rests)(db, voice, &mut touched)?;
    }
    Ok(touched)
}

/// Tells every room that a voice stands otherwise than before: what was typed by hand goes from
/// wherever it may no longer stand, then each room does what is its own.
///
/// # Errors
/// The database's.
pub fn turn(tx: &mut Tx<'_>, turn: &Turn<'_>) -> Result<Touched, Fault> {
    // Nothing is held against what was taken back: what stays of a text may repeat others.
    tx.knowing(|tx| turning_all(tx, turn))
}

fn turning_all(tx: &mut Tx<'_>, turn: &Turn<'_>) -> Result<Touched, Fault> {
    let mut touched = Touched::default();
    unsay(tx, turn, &mut touched)?;
    unname(tx, turn, &mut touched)?;
    forgotten::unname(tx, turn)?;
    for keeper in all() {
        (keeper.turn)(tx, turn, &mut touched)?;
    }
    if !touched.is_empty() {
        jobs::ask(tx, jobs::EMPTY_LOG, &json!({}))?;
    }
    Ok(touched)
}

/// Everything that the rooms hold about a person, each under its name.
///
/// # Errors
/// The database's.
pub fn export(db: &Db, person: &Person) -> Result<Map<String, Value>, Fault> {
    let mut held = Map::new();
    for keeper in all() {
        let part = (keeper.export)(db, person)?;
        if !part.is_null() {
            held.insert(keeper.room.to_owned(), part);
        }
    }
    Ok(held)
}

/// Has every room forget a person whose voices were taken back.
///
/// # Errors
/// The database's.
pub fn erase(tx: &mut Tx<'_>, person: &Person) -> Result<(), Fault> {
    all().into_iter().try_for_each(|keeper| (keeper.erase)(tx, person))
}
