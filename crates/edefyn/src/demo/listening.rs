//! Voices are written down, looked at, and meet their fate.

use super::kept;
use super::valley::{Valley, known};
use super::voice::{Fate, Planned};
use kernel::permission::{Closure, Permission, Rung};
use kernel::{Fault, Tx};
use listen::agreement::Made;
use listen::redaction::Part;
use listen::voice::{self, Agreed, AskedBy, Draft, How, Speaker};
use listen::{concern, redaction};
use publish::taking_back::{self, Reason};

/// What the worker wrote when one voice worried her.
const WORRY: &str = "She asked me not to say that she had been. Her great-nephew holds her bank \
    card and does not like her going out. She is not in danger today. She would be glad of a \
    visit on a weekday morning, from somebody she knows.";

/// Writes voices down.
pub(super) fn hear(tx: &mut Tx<'_>, valley: &mut Valley, which: &[usize]) -> Result<(), Fault> {
    for at in which {
        let of = valley.planned(*at)?;
        let draft = draft(valley, of)?;
        let id = kept(voice::record(tx, draft))?;
        if of.closure != Closure::Open {
            kept(voice::close(tx, id, of.closure))?;
        }
        valley.voices.insert(*at, id);
    }
    Ok(())
}

fn draft(valley: &Valley, of: &Planned) -> Result<Draft, Fault> {
    let campaign = known(&valley.campaigns, of.campaign())?;
    let community = known(&valley.communities, &of.place)?;
    let made = |how: How| match how {
        How::Paper => Made::Signed,
        _ => Made::Spoken,
    };
    // The second wording is about the recording.
    let wordings = if of.permission.sound { 2 } else { 1 };
    let agreed = valley.wordings.iter().take(wordings).map(|wording| Agreed {
        wording: *wording,
        made_on: of.heard,
        how: made(of.how),
    });
    Ok(Draft {
        speaker: of.person.clone().map_or(Speaker::Unknown, Speaker::New),
        title: of.title.clone(),
        described: of.described.clone(),
        language: of.language.clone(),
        translation: of.translation.as_ref().map(|translation| translation.text.clone()),
        heard_on: Some(of.heard),
        entered_how: of.how,
        tags: vec![("age".into(), of.band.clone())],
        permission: Some(of.permission),
        agreed: agreed.collect(),
        ..Draft::new(campaign, community, of.words.text.clone())
    })
}

/// Hides names, and keeps what somebody decided who looked for what may hurt.
pub(super) fn look(tx: &mut Tx<'_>, valley: &Valley, which: &[usize]) -> Result<(), Fault> {
    for at in which {
        let (of, id) = (valley.planned(*at)?, valley.voice(*at)?);
        for span in &of.words.hidden {
            kept(redaction::add(tx, id, Part::Words, span.clone()))?;
        }
        for span in of.translation.iter().flat_map(|translation| &translation.hidden) {
            kept(redaction::add(tx, id, Part::Translation, span.clone()))?;
        }
        if of.review != voice::Review::Waiting {
            kept(voice::review(tx, id, of.review))?;
        }
    }
    Ok(())
}

/// What becomes of one voice after it was written down.
pub(super) fn fate(tx: &mut Tx<'_>, valley: &mut Valley, at: usize) -> Result<(), Fault> {
    let (of, id) = (valley.planned(at)?, valley.voice(at)?);
    match of.fate {
        Fate::Kept => Ok(()),
        Fate::TakenBack => {
            kept(taking_back::withdraw(tx, id, AskedBy::Narrator, Reason::Asked))?;
            valley.marked.retain(|marked| marked.voice != at);
            Ok(())
        }
        Fate::TakenDown => kept(taking_back::take_down(tx, id, AskedBy::Officer, Reason::Others)),
        Fate::Worry => kept(concern::raise(tx, id, WORRY)).map(drop),
        Fate::FurtherLater => {
            let rung = match of.permission.rung {
                Rung::Count => Rung::Quote,
                _ => Rung::Online,
            };
            let further = Permission { rung: rung.max(of.permission.rung), ..of.permission };
            kept(voice::change_permission(tx, id, further))
        }
    }
}
