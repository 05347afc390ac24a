//! The demonstration: an invented programme in ten invented communities, made by the rooms' own
//! verbs. Every word of it, under `demo/`, is the project's own. The same bytes every time: the
//! clock, the chance and the order of everything are fixed.

mod calendar;
mod concluding;
mod data;
mod fragment;
mod ground;
mod listening;
mod markup;
mod person;
mod place;
mod promising;
mod publishing;
mod reading;
mod told;
mod valley;
mod voice;

use data::{entries, file};
use jiff::SignedDuration;
use kernel::access::Role;
use kernel::accounts::{self, Token};
use kernel::{Act, Chance, Db, Fault, Refusal, Space};
use valley::Valley;

/// The chance that the demonstration is made with.
const SEED: [u8; 32] = *b"Cwm Helyg, in its own words. 48.";

/// How long a sign-in link of the demonstration lasts.
const LINKS_LAST: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Makes the demonstration in an empty space. `progress` is told what is being made, how much of
/// it is done and how much there is.
///
/// # Errors
/// When the space is not empty, or our own fault.
pub fn make(space: &Space, progress: &mut dyn FnMut(&str, u64, u64)) -> Result<(), Fault> {
    if !space.read_now(is_empty)? {
        return Err(Fault::Other("the space is not empty".into()));
    }
    let mut chance = Chance::seeded(SEED);
    let places = place::Place::all();
    let planned = voice::all(&places, &mut chance);
    let calendar = calendar::write(&planned, &mut chance);
    let total = u64::try_from(calendar.len()).unwrap_or(u64::MAX);
    let mut valley = Valley::new(places, planned);
    for (done, entry) in (0_u64..).zip(calendar) {
        progress(entry.event.name(), done, total);
        let act = Act { actor: valley.actor(&entry.event), now: entry.at, chance: chance.fork() };
        let mut own = chance.fork();
        let (what, at) = (entry.event.name(), entry.at);
        valley = space
            .change_now(act, move |tx| {
                entry.event.happen(tx, &mut valley, &mut own)?;
                Ok(valley)
            })
            .map_err(|fault| Fault::Other(format!("{what} at {at}: {fault}")))?;
    }
    progress("", total, total);
    Ok(())
}

fn is_empty(db: &Db) -> Result<bool, Fault> {
    Ok(accounts::all(db)?.is_empty() && places::programme::all(db)?.is_empty())
}

/// A link for each person of the demonstration whom a stranger may want to be, with their role
/// and name. Each signs them in once.
///
/// # Errors
/// When there is no demonstration, or our own fault.
pub fn sign_in_links(space: &Space, act: Act) -> Result<Vec<(Role, String, Token)>, Fault> {
    space.change_now(act, |tx| {
        let mut links = Vec::new();
        let people = entries(file!("people.txt"));
        for entry in people.iter().filter(|entry| entry.get("link") == "yes") {
            let account = accounts::by_email(tx, entry.get("email"))?.ok_or(Fault::Missing)?;
            let role = Role::from_word(entry.get("role")).ok_or(Fault::Missing)?;
            let token = accounts::sign_in_link(tx, account.id, LINKS_LAST)?;
            links.push((role, account.name, token));
        }
        Ok(links)
    })
}

/// What a verb gave. A refusal is our own fault here: the demonstration asks only for what may be.
fn kept<T, E: Refusal + std::fmt::Debug>(result: Result<T, E>) -> Result<T, Fault> {
    result.map_err(|error| match error.or_fault() {
        Ok(refusal) => Fault::Other(format!("the demonstration was refused: {refusal:?}")),
        Err(fault) => fault,
    })
}
