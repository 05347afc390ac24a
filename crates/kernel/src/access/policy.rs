//! The last gate: Cedar evaluates the policies, which are compiled into the program.

use super::{Role, Scope, Verb, Viewer, Within};
use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityUid, PolicySet, Request,
    RestrictedExpression,
};
use std::collections::HashMap;
use std::sync::LazyLock;

/// The policies as they are written, for the page that shows them.
pub const POLICIES: &str = include_str!("../../../../policies/roles.cedar");

/// A policy file that can't be read allows nothing; a test refuses it.
static RULES: LazyLock<PolicySet> = LazyLock::new(|| {
    POLICIES.parse().unwrap_or_else(|problem| {
        tracing::error!(%problem, "the policies could not be read; nothing is allowed");
        PolicySet::new()
    })
});

/// Whether the viewer may do `verb` to something that lies `within`.
pub fn may(viewer: &Viewer, verb: Verb, within: Within) -> bool {
    decide(viewer, verb, within.scopes()).unwrap_or_else(|problem| {
        tracing::error!(problem, %verb, "a policy could not be asked; refused");
        false
    })
}

pub(super) fn decide(
    viewer: &Viewer,
    verb: Verb,
    within: impl Iterator<Item = Scope>,
) -> Result<bool, String> {
    let who = uid("Account", &viewer.account.to_string())?;
    let what = uid("Matter", "asked")?;
    let held = Role::ALL.iter().map(|role| {
        let scopes = viewer.roles.iter().filter(|(held, _)| held == role);
        Ok((role.word().to_owned(), set(scopes.map(|(_, scope)| *scope))?))
    });
    let account =
        Entity::new(who.clone(), held.collect::<Result<HashMap<_, _>, String>>()?, [].into())
            .map_err(|error| error.to_string())?;
    let matter = Entity::new(what.clone(), [("within".to_owned(), set(within)?)].into(), [].into())
        .map_err(|error| error.to_string())?;
    let entities =
        Entities::from_entities([account, matter], None).map_err(|error| error.to_string())?;
    let request = Request::new(who, uid("Action", verb.word())?, what, Context::empty(), None)
        .map_err(|error| error.to_string())?;
    let response = Authorizer::new().is_authorized(&request, &RULES, &entities);
    Ok(response.decision() == Decision::Allow)
}

fn set(scopes: impl Iterator<Item = Scope>) -> Result<RestrictedExpression, String> {
    let scopes = scopes.map(|scope| {
        let (kind, id) = scope.parts();
        let name = id.map_or_else(|| kind.to_owned(), |id| format!("{kind}/{id}"));
        Ok(RestrictedExpression::new_entity_uid(uid("Scope", &name)?))
    });
    Ok(RestrictedExpression::new_set(scopes.collect::<Result<Vec<_>, String>>()?))
}

fn uid(kind: &str, id: &str) -> Result<EntityUid, String> {
    let kind = kind.parse().map_err(|error| format!("{error}"))?;
    Ok(EntityUid::from_type_name_and_id(kind, cedar_policy::EntityId::new(id)))
}
