//! A programme with two communities and an open campaign, for stories.
#![allow(dead_code)]

use kernel::access::{Role, Scope};
use kernel::clock::Date;
use kernel::ids::{CommunityId, ProgrammeId};
use kernel::permission::{Permission, Rung};
use kernel::testing::{NOON, TestSpace};
use kernel::{Act, Actor, Both, Chance, Refusal, Tx};
use listen::campaign::{self, LawfulBasis};
use listen::voice::{self, Draft};
use listen::{CampaignId, VoiceId};
use std::sync::atomic::{AtomicU64, Ordering};

/// A valley to listen in.
#[derive(Clone, Copy)]
pub struct Valley {
    pub programme: ProgrammeId,
    pub helyg: CommunityId,
    pub northfield: CommunityId,
    pub campaign: CampaignId,
}

/// The day of the tests.
pub const TODAY: Date = Date::constant(2026, 11, 22);

/// An act at noon by the command line, of which there can be very many.
pub fn act() -> Act {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let mut seed = [7; 32];
    seed[..8].copy_from_slice(&NEXT.fetch_add(1, Ordering::Relaxed).to_be_bytes());
    Act { actor: Actor::Command, now: NOON, chance: Chance::seeded(seed) }
}

/// Does something that neither fails nor refuses.
pub fn done<T, E>(
    test: &TestSpace,
    work: impl FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
) -> T
where
    T: Send + 'static,
    E: Refusal + std::fmt::Debug,
{
    test.space.write_now(act(), work).expect("no fault").expect("no refusal")
}

/// What a verb refuses, as the key of its sentence.
pub fn refused<T, E>(
    test: &TestSpace,
    work: impl FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
) -> String
where
    T: Send + 'static,
    E: Refusal,
{
    match test.space.write_now(act(), work).expect("no fault") {
        Ok(_) => panic!("it was not refused"),
        Err(refusal) => refusal.message().key.into_owned(),
    }
}

pub fn valley(test: &TestSpace) -> Valley {
    use places::{community, programme};
    let programme = done(test, |tx| {
        let name = Both::new("Valley", "Cwm");
        programme::create(tx, &programme::Draft { name, ..Default::default() })
    });
    let place = |name: &'static str| {
        done(test, move |tx| {
            let draft = community::Draft {
                programme,
                name: Both::new(name, name),
                nation: community::Nation::Wales,
                joined_on: TODAY,
            };
            community::create(tx, &draft)
        })
    };
    let (helyg, northfield) = (place("Cwm Helyg"), place("Northfield Rise"));
    let campaign = done(test, move |tx| {
        let draft = campaign::Draft {
            programme,
            title: Both::new("Getting about", "Mynd o gwmpas"),
            question: Both::new("What makes life easier?", "Beth sy’n gwneud bywyd yn haws?"),
            opens_on: Some(Date::constant(2026, 1, 1)),
            closes_on: None,
            lawful_basis: Some(LawfulBasis::PublicTask),
        };
        campaign::create(tx, &draft)
    });
    Valley { programme, helyg, northfield, campaign }
}

/// Writes down words in Cwm Helyg, online.
pub fn voice(test: &TestSpace, valley: Valley, words: &str) -> VoiceId {
    let mut draft = Draft::new(valley.campaign, valley.helyg, words);
    draft.permission = Some(Permission::only(Rung::Online));
    done(test, move |tx| voice::record(tx, draft))
}

/// Every role, held where it is narrowest: in one community.
pub fn roles(community: CommunityId) -> Vec<(Role, Scope)> {
    Role::ALL.iter().map(|role| (*role, Scope::Community(community))).collect()
}
