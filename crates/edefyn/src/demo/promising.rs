//! Promises are made, take their steps, and are tied to what they answer.

use super::data::{Entry, entries, file};
use super::kept;
use super::valley::{Valley, known};
use kernel::{AnyId, Both, Fault, Tx};
use publish::promise::{self, Draft, State, StepDraft};

/// Takes one step of a promise; the first one makes it.
pub(super) fn step(
    tx: &mut Tx<'_>,
    valley: &mut Valley,
    name: &str,
    number: usize,
) -> Result<(), Fault> {
    let all = entries(file!("promises.txt"));
    let entry = all.iter().find(|entry| entry.head == name).ok_or(Fault::Missing)?;
    let step = taken(entry.all("step").nth(number).unwrap_or_default()).ok_or(Fault::Missing)?;
    if let Some((id, _)) = valley.promises.get(name) {
        return kept(promise::step(tx, *id, &step)).map(drop);
    }
    let draft = draft(valley, entry)?;
    let id = kept(promise::make(tx, &draft, &step))?;
    let number = promise::find(tx, id)?.ok_or(Fault::Missing)?.number;
    valley.promises.insert(name.to_owned(), (id, number));
    Ok(())
}

/// Ties every promise to the themes and findings that it answers, and to whom it quotes.
pub(super) fn tie(tx: &mut Tx<'_>, valley: &Valley) -> Result<(), Fault> {
    for entry in entries(file!("promises.txt")) {
        if let Some((id, _)) = valley.promises.get(&entry.head) {
            kept(promise::edit(tx, *id, &draft(valley, &entry)?))?;
        }
    }
    Ok(())
}

fn draft(valley: &Valley, entry: &Entry) -> Result<Draft, Fault> {
    let answered = |name: &String| {
        let theme = valley.themes.get(name).map(|id| AnyId::from(*id));
        theme.or_else(|| valley.findings.get(name).map(|(id, _)| AnyId::from(*id)))
    };
    Ok(Draft {
        programme: valley.programme,
        community: Some(known(&valley.communities, entry.get("place"))?),
        title: entry.both(""),
        said: entry.both("said"),
        who: entry.both("who"),
        answers: entry.list("answers").iter().filter_map(answered).collect(),
        quotes: valley.named(entry.get("quote")).map(|marked| marked.highlight.into()),
    })
}

fn taken(row: &str) -> Option<StepDraft> {
    let cells: Vec<&str> = row.split('|').map(str::trim).collect();
    Some(StepDraft {
        on: cells.first()?.parse().ok()?,
        state: State::from_word(cells.get(1)?)?,
        text: Both::new(*cells.get(2)?, *cells.get(3)?),
    })
}
