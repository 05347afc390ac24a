//! Where someone may do something, as a condition for a query.

use super::{Scope, Verb, Viewer, policy};
use crate::db::{ToValue, Value};
use std::collections::BTreeSet;

/// Where a viewer may do a verb.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    everywhere: bool,
    scopes: Vec<Scope>,
}

/// Where the viewer may do `verb`.
pub fn reach(viewer: &Viewer, verb: Verb) -> Reach {
    let held: BTreeSet<Scope> = viewer.roles.iter().map(|(_, scope)| *scope).collect();
    let scopes: Vec<Scope> =
        held.into_iter().filter(|scope| policy::may_in(viewer, verb, *scope)).collect();
    Reach { everywhere: scopes.contains(&Scope::Space), scopes }
}

impl Reach {
    /// Everywhere: for the command line and the house's own work.
    pub const EVERYWHERE: Self = Self { everywhere: true, scopes: Vec::new() };

    /// Whether it is the whole space.
    pub fn is_everywhere(&self) -> bool {
        self.everywhere
    }

    /// Whether it is nowhere at all.
    pub fn is_nowhere(&self) -> bool {
        !self.everywhere && self.scopes.is_empty()
    }

    /// A condition that is true of the rows within reach, given the columns that hold their
    /// programme and their community; its values are added to `values` and numbered from there.
    pub fn condition(&self, programme: &str, community: &str, values: &mut Vec<Value>) -> String {
        if self.everywhere {
            return "1 = 1".into();
        }
        let mut conditions = Vec::new();
        for scope in &self.scopes {
            let (column, id) = match scope {
                Scope::Space => continue,
                Scope::Programme(id) => (programme, id.to_value()),
                Scope::Community(id) => (community, id.to_value()),
            };
            values.push(id);
            conditions.push(format!("{column} = ${}", values.len()));
        }
        if conditions.is_empty() {
            "1 = 0".into()
        } else {
            format!("({})", conditions.join(" or "))
        }
    }
}
