//! The ground of the demonstration: the programme, its places, people, campaigns, wordings,
//! codebook, and the space's own words.

use super::data::{Entry, entries, file};
use super::kept;
use super::valley::{Valley, known};
use kernel::access::{Role, Scope};
use kernel::clock::Date;
use kernel::ids::AccountId;
use kernel::{Fault, Language, Tx, accounts, settings};
use listen::agreement::{self, Kind};
use listen::campaign::{self, LawfulBasis};
use people::{host, organisation, worker};
use places::community::{self, Nation};
use places::programme;
use sense::theme;

/// Writes all of it down.
pub(super) fn lay(tx: &mut Tx<'_>, valley: &mut Valley) -> Result<(), Fault> {
    let all = entries(file!("programme.txt"));
    let of = |kind: &'static str| all.iter().filter(move |entry| entry.head == kind);
    for setting in of("setting") {
        for language in ["en", "cy"] {
            let name = format!("{}-{language}", setting.get("name"));
            settings::set(tx, &name, setting.get(language))?;
        }
    }
    settings::set(tx, "space-demonstration", "yes")?;
    for entry in of("programme") {
        let texts = |kind| of(kind).map(|entry| entry.both("")).collect();
        let draft = programme::Draft {
            name: entry.both(""),
            goal: entry.both("goal"),
            starts_on: entry.get("starts").parse().ok(),
            ends_on: entry.get("ends").parse().ok(),
            objectives: texts("objective"),
            cross_cutting: texts("cross-cutting"),
        };
        valley.programme = kept(programme::create(tx, &draft))?;
    }
    let people = people(tx)?;
    places(tx, valley)?;
    for (entry, account) in &people {
        staff(tx, valley, entry, *account)?;
    }
    for entry in of("campaign") {
        let draft = campaign::Draft {
            programme: valley.programme,
            title: entry.both(""),
            question: entry.both("question"),
            opens_on: entry.get("opens").parse().ok(),
            closes_on: entry.get("closes").parse().ok(),
            lawful_basis: LawfulBasis::from_word(entry.get("basis")),
        };
        let id = kept(campaign::create(tx, &draft))?;
        valley.campaigns.insert(entry.get("key").to_owned(), id);
    }
    for entry in of("wording") {
        let kind = Kind::from_word(entry.get("kind")).ok_or(Fault::Missing)?;
        valley.wordings.push(kept(agreement::word(tx, kind, &entry.both("")))?);
    }
    for entry in entries(file!("themes.txt")) {
        let draft = theme::Draft {
            colour: entry.get("colour").parse().ok(),
            ..theme::Draft::named(entry.both(""), entry.both("definition"))
        };
        let id = kept(theme::create(tx, valley.programme, &draft))?;
        valley.themes.insert(entry.head, id);
    }
    Ok(())
}

fn people(tx: &mut Tx<'_>) -> Result<Vec<(Entry, AccountId)>, Fault> {
    let mut people = Vec::new();
    for entry in entries(file!("people.txt")) {
        let language = Language::from_word(entry.get("language")).unwrap_or(Language::En);
        let account = accounts::create(tx, entry.get("email"), &entry.head, language);
        let account = kept(account)?;
        people.push((entry, account));
    }
    Ok(people)
}

fn places(tx: &mut Tx<'_>, valley: &mut Valley) -> Result<(), Fault> {
    for place in &valley.places {
        let joined: Date = place.get("joined").parse().map_err(|_| Fault::Missing)?;
        let draft = community::Draft {
            programme: valley.programme,
            name: place.name(),
            nation: Nation::from_word(place.get("nation")).ok_or(Fault::Missing)?,
            joined_on: joined,
        };
        let id = kept(community::create(tx, &draft))?;
        kept(community::set_boundary(tx, id, place.outline().as_bytes()))?;
        let hosts = organisation::Draft { name: place.host(), ..organisation::Draft::default() };
        let hosts = kept(organisation::create(tx, &hosts))?;
        kept(host::place(tx, id, hosts, joined))?;
        valley.communities.insert(place.slug().to_owned(), id);
    }
    Ok(())
}

/// Gives somebody their role where they hold it.
fn staff(
    tx: &mut Tx<'_>,
    valley: &mut Valley,
    entry: &Entry,
    account: AccountId,
) -> Result<(), Fault> {
    let role = Role::from_word(entry.get("role")).ok_or(Fault::Missing)?;
    let place = entry.get("place");
    if role == Role::LocalWorker {
        let community = known(&valley.communities, place)?;
        let hosts = host::of(tx, community)?.ok_or(Fault::Missing)?;
        let started = hosts.started_on;
        kept(worker::place(tx, account, community, Some(hosts.organisation.id), started))?;
        valley.workers.entry(place.to_owned()).or_insert(account);
    } else {
        let scope = match place {
            "" => Scope::Space,
            place => Scope::Community(known(&valley.communities, place)?),
        };
        accounts::grant(tx, account, role, scope)?;
    }
    valley.accounts.insert(entry.head.clone(), account);
    Ok(())
}
