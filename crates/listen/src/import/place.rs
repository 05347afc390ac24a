//! Where imported voices go: a campaign and a community, made when that was asked for.

use super::NotPlanned;
use crate::campaign::{self, LawfulBasis};
use crate::ids::CampaignId;
use crate::voice::{self, NotRecorded};
use kernel::clock::{Date, day};
use kernel::ids::{CommunityId, ProgrammeId};
use kernel::{Both, Tx};
use places::{community, programme};

/// The first day of a campaign that an import makes: long before any file.
const BEGINNING: Date = Date::constant(1970, 1, 1);

/// A campaign and a community.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// Both are known.
    Known {
        /// The campaign.
        campaign: CampaignId,
        /// The community.
        community: CommunityId,
    },
    /// By name, as somebody typed them.
    Named {
        /// The community's name in addresses, such as `cwm-helyg`.
        community: String,
        /// The campaign's title in either language.
        campaign: String,
        /// Whether to make what is not there. A campaign that is made so has legitimate
        /// interests as its lawful basis until somebody says otherwise.
        create: bool,
    },
}

/// The campaign and community, once it is certain that they take voices now.
pub(super) fn settle(
    tx: &mut Tx<'_>,
    place: &Place,
) -> Result<(CampaignId, CommunityId), NotPlanned> {
    let (campaign, community) = match place {
        Place::Known { campaign, community } => (*campaign, *community),
        Place::Named { community, campaign, create } => {
            let (community, programme) = named_community(tx, community, *create)?;
            (named_campaign(tx, programme, campaign, *create)?, community)
        }
    };
    voice::place(tx, campaign, community).map_err(|refusal| match refusal {
        NotRecorded::CampaignClosed => NotPlanned::CampaignClosed,
        NotRecorded::NotOpenYet { day } => NotPlanned::NotOpenYet { day },
        NotRecorded::OtherProgramme => NotPlanned::OtherProgramme,
        NotRecorded::NoCampaign => NotPlanned::NoCampaign { campaign: campaign.to_string() },
        NotRecorded::Fault(fault) => NotPlanned::Fault(fault),
        _ => NotPlanned::NoCommunity { community: community.to_string() },
    })?;
    Ok((campaign, community))
}

fn named_community(
    tx: &mut Tx<'_>,
    slug: &str,
    create: bool,
) -> Result<(CommunityId, ProgrammeId), NotPlanned> {
    if let Some(found) = community::by_slug(tx, slug)? {
        return Ok((found.id, found.programme_id));
    }
    if !create {
        return Err(NotPlanned::NoCommunity { community: slug.to_owned() });
    }
    let name: Vec<String> = slug.split('-').map(capital).collect();
    let name = name.join(" ");
    let programme = match programme::all(tx)?.first() {
        Some(first) => first.id,
        None => {
            let name = Both::new("Listening", "Gwrando");
            let draft = programme::Draft { name, ..programme::Draft::default() };
            programme::create(tx, &draft).map_err(|refusal| not_made(refusal, "Listening"))?
        }
    };
    let draft = community::Draft {
        programme,
        name: Both::new(name.clone(), name.clone()),
        nation: community::Nation::Wales,
        joined_on: day(tx.now()),
    };
    let id = community::create(tx, &draft).map_err(|refusal| not_made(refusal, &name))?;
    Ok((id, programme))
}

fn named_campaign(
    tx: &mut Tx<'_>,
    programme: ProgrammeId,
    title: &str,
    create: bool,
) -> Result<CampaignId, NotPlanned> {
    if let Some(found) = campaign::by_title(tx, programme, title)? {
        return Ok(found.id);
    }
    if !create {
        return Err(NotPlanned::NoCampaign { campaign: title.to_owned() });
    }
    let draft = campaign::Draft {
        programme,
        title: Both::new(title, title),
        question: Both::new(title, title),
        opens_on: Some(BEGINNING),
        closes_on: None,
        lawful_basis: Some(LawfulBasis::LegitimateInterests),
    };
    campaign::create(tx, &draft).map_err(|refusal| not_made(refusal, title))
}

fn not_made(refusal: impl kernel::Refusal, name: &str) -> NotPlanned {
    match refusal.or_fault() {
        Ok(_) => NotPlanned::NotMade { name: name.to_owned() },
        Err(fault) => NotPlanned::Fault(fault),
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
