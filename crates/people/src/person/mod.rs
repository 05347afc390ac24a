//! The people who can sign in, as somebody may see them: within the reach of who asks.

pub(crate) mod closing_desk;
pub(crate) mod desk;

use kernel::access::{Role, Scope, Verb, Viewer, Within};
use kernel::accounts::{self, Account};
use kernel::ids::{AccountId, RoleId};
use kernel::{Both, Db, Fault};
use places::community::{self, Community};
use places::programme::{self, Programme};
use std::collections::HashMap;

/// A role that somebody holds, where, and whether the viewer may end it.
pub(crate) struct Held {
    pub id: RoleId,
    pub role: Role,
    pub scope: Scope,
    pub may_end: bool,
}

/// Somebody with the roles that the viewer may know of.
pub(crate) struct Person {
    pub account: Account,
    pub roles: Vec<Held>,
}

/// Every programme and community: for the names of scopes and where they lie.
pub(crate) struct Map {
    programmes: Vec<Programme>,
    communities: Vec<Community>,
}

impl Map {
    pub(crate) fn read(db: &Db) -> Result<Self, Fault> {
        Ok(Self { programmes: programme::all(db)?, communities: community::all(db)? })
    }

    /// Where a scope lies; nothing when there is no such place.
    pub(crate) fn within(&self, scope: Scope) -> Option<Within> {
        match scope {
            Scope::Space => Some(Within::SPACE),
            Scope::Programme(id) => {
                self.programmes.iter().any(|one| one.id == id).then(|| Within::programme(id))
            }
            Scope::Community(id) => {
                self.communities.iter().find(|one| one.id == id).map(Community::within)
            }
        }
    }

    /// The name of a scope; nothing for the whole space, whose name is a message.
    pub(crate) fn name(&self, scope: Scope) -> Option<&Both> {
        match scope {
            Scope::Space => None,
            Scope::Programme(id) => {
                self.programmes.iter().find(|one| one.id == id).map(|one| &one.name)
            }
            Scope::Community(id) => {
                self.communities.iter().find(|one| one.id == id).map(|one| &one.name)
            }
        }
    }

    /// Every scope, the widest first.
    pub(crate) fn scopes(&self) -> impl Iterator<Item = Scope> {
        std::iter::once(Scope::Space)
            .chain(self.programmes.iter().map(|one| Scope::Programme(one.id)))
            .chain(self.communities.iter().map(|one| Scope::Community(one.id)))
    }

    /// The scopes in which the viewer may do `verb`.
    pub(crate) fn scopes_for(&self, viewer: &Viewer, verb: Verb) -> Vec<Scope> {
        let may =
            |scope: &Scope| self.within(*scope).is_some_and(|within| viewer.may(verb, within));
        self.scopes().filter(may).collect()
    }
}

/// Everyone whom the viewer may see, by name, with the roles that lie within the viewer's reach.
/// Those without any are only seen by who sees the whole space.
pub(crate) fn roster(db: &Db, viewer: &Viewer, map: &Map) -> Result<Vec<Person>, Fault> {
    let seen = map.scopes_for(viewer, Verb::ReadAccess);
    let managed = map.scopes_for(viewer, Verb::ManagePeople);
    let mut held: HashMap<AccountId, Vec<Held>> = HashMap::new();
    for (account, id, role, scope) in accounts::every_role(db)? {
        if seen.contains(&scope) {
            let may_end = managed.contains(&scope);
            held.entry(account).or_default().push(Held { id, role, scope, may_end });
        }
    }
    let everyone = seen.contains(&Scope::Space);
    let people = accounts::all(db)?.into_iter().filter(|account| account.ended_at.is_none());
    let people = people
        .map(|account| Person { roles: held.remove(&account.id).unwrap_or_default(), account });
    Ok(people.filter(|person| everyone || !person.roles.is_empty()).collect())
}
