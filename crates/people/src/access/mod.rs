//! Who may do what: every verb against every role, by asking the policies themselves.

pub(crate) mod desk;

use kernel::Language;
use kernel::access::{Role, Scope, Verb, Viewer, Within};
use kernel::ids::AccountId;
use std::sync::LazyLock;

/// Each verb with, for each role in the order of [`Role::ALL`], whether the policies allow it.
pub(crate) static MATRIX: LazyLock<Vec<(Verb, Vec<bool>)>> = LazyLock::new(|| {
    let holder = |role: Role| Viewer {
        account: AccountId(kernel::ids::Uuid::nil()),
        name: String::new(),
        language: Language::En,
        roles: vec![(role, Scope::Space)],
    };
    let holders: Vec<Viewer> = Role::ALL.iter().map(|role| holder(*role)).collect();
    let ask = |verb: Verb| holders.iter().map(|one| one.may(verb, Within::SPACE)).collect();
    Verb::ALL.iter().map(|verb| (*verb, ask(*verb))).collect()
});
