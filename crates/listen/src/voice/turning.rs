//! What follows when a voice stands otherwise than before: every room's keeper is told, within
//! the same change, whoever made it.

use super::model::Review;
use super::said::spoken;
use super::{Spoken, Voice, find, store};
use crate::ids::{NarratorId, VoiceId};
use crate::narrator;
use crate::redaction::Names;
use kernel::clock::day;
use kernel::keeper::{self, Touched, Turn, Words};
use kernel::permission::{Closure, Permission, Rung, Standing};
use kernel::{Db, Fault, Tx, forgotten};

/// How a voice stood before something was done to it, and what it said then.
pub(crate) struct Before {
    standing: Standing,
    held: bool,
    spoken: Spoken,
    rested: Touched,
    narrator: Option<NarratorId>,
}

/// Which names may no longer stand.
pub(crate) enum Gone {
    /// None.
    Nothing,
    /// These, for everyone.
    Hidden(Names),
    /// These, on every page that is not the team's alone.
    Unspoken(Names),
}

impl Before {
    /// A voice as it stands now.
    ///
    /// # Errors
    /// [`Fault::Missing`] when there is no such voice.
    pub(crate) fn of(db: &Db, id: VoiceId) -> Result<Self, Fault> {
        let voice = find(db, id)?.ok_or(Fault::Missing)?;
        Ok(Self {
            standing: voice.standing(),
            held: voice.review == Review::Held,
            spoken: Spoken::of(db, id)?,
            rested: keeper::resting(db, id.into())?,
            narrator: voice.narrator,
        })
    }

    /// The name of its person, when no other voice of theirs may stand beside it.
    ///
    /// # Errors
    /// The database's.
    pub(crate) fn own_name(&self, db: &Db, id: VoiceId) -> Result<Vec<String>, Fault> {
        let Some(person) = self.narrator else { return Ok(Vec::new()) };
        let elsewhere = narrator::voices(db, person)?
            .iter()
            .any(|voice| voice.id != id && voice.permission.rung == Rung::Named);
        let name = narrator::find(db, person)?.and_then(|person| person.name);
        Ok(name.filter(|_| !elsewhere).into_iter().collect())
    }

    /// Whether the person let their own name stand beside it.
    pub(crate) fn was_named(&self) -> bool {
        self.standing.permission.rung == Rung::Named
    }

    /// Tells every room that the voice stands as it does now.
    ///
    /// # Errors
    /// The database's.
    pub(crate) fn turn(self, tx: &mut Tx<'_>, id: VoiceId, gone: Gone) -> Result<(), Fault> {
        let voice = find(tx, id)?.ok_or(Fault::Missing)?;
        let (names, names_hidden) = match gone {
            Gone::Nothing => (Names::default(), false),
            Gone::Hidden(names) => (names, true),
            Gone::Unspoken(names) => (names, false),
        };
        let turn = Turn {
            voice: id.into(),
            before: self.standing,
            after: voice.standing(),
            held: [self.held, voice.review == Review::Held],
            said: &self.spoken,
            since: self.spoken.since(),
            names: Some(&names as &dyn Words).filter(|_| !names.is_empty()),
            names_hidden,
            rested: &self.rested,
            today: day(tx.now()),
        };
        let (was, barred) = (turn.was_barred(), turn.barred());
        keeper::turn(tx, &turn)?;
        // What was taken back is recognised already, and for good.
        let Some(texts) = store::texts(tx, id)?.filter(|_| !voice.standing().withdrawn) else {
            return Ok(());
        };
        let spoken = spoken(tx, &voice, &texts)?;
        tx.knowing(|tx| forgotten::bar(tx, id, barred, barred > was, &spoken))
    }
}

/// The work of [`open_again`], asked for when a voice is closed until a day.
pub const LAPSED: &str = "closure-lapsed";

/// Tells every room that the closure of a voice has lapsed; nothing when it has not, since it was
/// changed or has a later day now.
///
/// # Errors
/// The database's.
pub fn open_again(tx: &mut Tx<'_>, id: VoiceId) -> Result<(), Fault> {
    let Some(voice) = find(tx, id)?.filter(Voice::is_living) else { return Ok(()) };
    match voice.closure {
        Closure::Until(until) if until <= day(tx.now()) => {}
        _ => return Ok(()),
    }
    let mut before = Before::of(tx, id)?;
    before.standing.closure = Closure::ForGood;
    before.turn(tx, id, Gone::Nothing)
}

/// Tells every room again how a voice stands, for what may have been left standing.
///
/// # Errors
/// The database's.
pub fn look_again(tx: &mut Tx<'_>, id: VoiceId) -> Result<(), Fault> {
    if find(tx, id)?.is_none() {
        return Ok(());
    }
    let mut before = Before::of(tx, id)?;
    // As if everything had been allowed until now.
    before.held = false;
    before.standing = Standing {
        permission: Permission::only(Rung::Named),
        closure: Closure::Open,
        cleared: true,
        taken_down: false,
        withdrawn: false,
    };
    before.turn(tx, id, Gone::Nothing)
}
