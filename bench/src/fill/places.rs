//! A programme of ten communities, its campaigns, its readers and its themes, by the verbs.

use super::{Filling, OPENING};
use crate::{Outcome, done};
use kernel::access::{Role, Scope};
use kernel::accounts::{self, NotAccount};
use kernel::ids::{AccountId, CommunityId, ProgrammeId};
use kernel::{Both, Language, settings};
use listen::CampaignId;
use listen::campaign::{self, LawfulBasis};
use places::community::{self, Nation};
use places::programme;
use sense::ThemeId;
use sense::theme;

/// The communities' names.
const COMMUNITIES: &[&str] = &[
    "Abernant",
    "Brynglas",
    "Cwm Onnen",
    "Dolwen",
    "Eglwysfaen",
    "Ffynnon Las",
    "Glanrhyd",
    "Hafod Wen",
    "Llanfelin",
    "Pentre Afon",
];

/// The campaigns' titles.
const CAMPAIGNS: &[&str] =
    &["Getting about", "A warm winter", "Young and here", "Who looks after us"];

/// The themes' names.
const THEMES: &[&str] = &[
    "The last bus",
    "Walking home",
    "Cost of heating",
    "A warm room",
    "Food on the table",
    "The closed shop",
    "Somewhere to sit",
    "Young people leaving",
    "Nothing after school",
    "Proud of the place",
    "Neighbours who know",
    "Being on your own",
    "Caring for someone",
    "Waiting for the doctor",
    "Forms and phones",
    "Work that pays",
    "Speaking Welsh",
    "Music and matches",
    "The old hall",
    "Paths and parks",
    "Feeling safe",
    "Being listened to",
    "Trying again",
    "What money can't mend",
];

/// What the rest of filling needs.
pub(super) struct Places {
    pub(super) programme: ProgrammeId,
    pub(super) communities: Vec<CommunityId>,
    pub(super) campaigns: Vec<CampaignId>,
    /// The first reader and the second.
    pub(super) readers: [AccountId; 2],
    pub(super) themes: Vec<ThemeId>,
}

pub(super) fn make(filling: &mut Filling<'_>) -> Outcome<Places> {
    let programme = programme(filling)?;
    let mut communities = Vec::new();
    for name in COMMUNITIES {
        let draft = community::Draft {
            programme,
            name: both(name),
            nation: Nation::Wales,
            joined_on: OPENING,
        };
        let act = filling.act(400_000);
        let made = filling.space.write_now(act, move |tx| community::create(tx, &draft))?;
        communities.push(done(made)?);
    }
    let mut campaigns = Vec::new();
    for title in CAMPAIGNS {
        let draft = campaign::Draft {
            programme,
            title: both(title),
            question: both("What is it like to live here?"),
            opens_on: Some(OPENING),
            closes_on: None,
            lawful_basis: Some(LawfulBasis::LegitimateInterests),
        };
        let act = filling.act(400_000);
        let made = filling.space.write_now(act, move |tx| campaign::create(tx, &draft))?;
        campaigns.push(done(made)?);
    }
    let administrator = account(filling, "administrator", Role::Administrator)?;
    let readers = [
        account(filling, "reader.one", Role::Evaluator)?,
        account(filling, "reader.two", Role::Evaluator)?,
    ];
    let themes = themes(filling, programme)?;
    filling.manifest.administrator = administrator.to_string();
    filling.manifest.reader = readers[0].to_string();
    filling.manifest.themes = themes.iter().map(ToString::to_string).collect();
    Ok(Places { programme, communities, campaigns, readers, themes })
}

fn both(name: &str) -> Both {
    Both::new(name, name)
}

fn programme(filling: &mut Filling<'_>) -> Outcome<ProgrammeId> {
    let draft = programme::Draft {
        name: both("Ten valleys"),
        goal: both("People say what they live through, and something comes of it."),
        starts_on: Some(OPENING),
        ..programme::Draft::default()
    };
    let act = filling.act(400_000);
    let made = filling.space.write_now(act, move |tx| {
        settings::set(tx, "space-name-en", "Ten valleys")?;
        settings::set(tx, "space-name-cy", "Deg cwm")?;
        programme::create(tx, &draft)
    })?;
    done(made)
}

fn account(filling: &mut Filling<'_>, name: &'static str, role: Role) -> Outcome<AccountId> {
    let act = filling.act(400_000);
    let made = filling.space.write_now(act, move |tx| {
        let id = accounts::create(tx, &format!("{name}@example.org"), name, Language::En)?;
        accounts::grant(tx, id, role, Scope::Space)?;
        Ok::<_, NotAccount>(id)
    })?;
    done(made)
}

fn themes(filling: &mut Filling<'_>, programme: ProgrammeId) -> Outcome<Vec<ThemeId>> {
    let act = filling.act(390_000);
    let made = filling.space.write_now(act, move |tx| {
        let make = |name: &&str| {
            let when = format!("Use it when someone speaks of {}.", name.to_lowercase());
            theme::create(tx, programme, &theme::Draft::named(both(name), both(&when)))
        };
        THEMES.iter().map(make).collect::<Result<Vec<_>, _>>()
    })?;
    done(made)
}
