//! The last gate: the rules of `policies/roles.txt`, which are compiled into the program.

use super::{Role, Scope, Verb, Viewer, Within};
use std::sync::LazyLock;

/// The policies as they are written, for the page that shows them.
pub const POLICIES: &str = include_str!("../../../../policies/roles.txt");

/// Policies that can't be read allow nothing; a test refuses them.
static RULES: LazyLock<Rules> = LazyLock::new(|| {
    Rules::read(POLICIES).unwrap_or_else(|problem| {
        tracing::error!(problem, "the policies could not be read; nothing is allowed");
        Rules::default()
    })
});

/// Whether the viewer may do `verb` to something that lies `within`.
pub fn may(viewer: &Viewer, verb: Verb, within: Within) -> bool {
    within.scopes().any(|scope| may_in(viewer, verb, scope))
}

/// Whether the viewer may do `verb` by a role that they hold in just this scope.
pub(super) fn may_in(viewer: &Viewer, verb: Verb, scope: Scope) -> bool {
    viewer.roles.iter().any(|(role, held)| *held == scope && RULES.allow(*role, verb))
}

/// What each role may do.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Rules {
    allowed: Vec<(Role, Verb)>,
}

impl Rules {
    pub(super) fn allow(&self, role: Role, verb: Verb) -> bool {
        self.allowed.contains(&(role, verb))
    }

    /// Reads policies: a rule begins at the start of a line with `ROLE may` or `everyone may`, and
    /// its verbs follow, parted by commas; `everything except` gives all others. `#` begins a
    /// remark.
    ///
    /// # Errors
    /// A sentence with the number of the line that can't be read.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let mut rules = Vec::new();
        for (at, line) in text.lines().enumerate().map(|(at, line)| (at + 1, line)) {
            let line = line.split('#').next().unwrap_or_default();
            if line.trim().is_empty() {
                continue;
            }
            let verbs = match (line.starts_with(char::is_whitespace), line.split_once(" may")) {
                (false, Some((who, verbs))) => {
                    let all_but = verbs.trim().strip_prefix("everything except");
                    let (except, verbs) = (all_but.is_some(), all_but.unwrap_or(verbs));
                    rules.push(Rule { who: roles(who, at)?, except, verbs: Vec::new() });
                    verbs
                }
                (true, _) => line,
                (false, None) => return Err(format!("line {at} is no rule")),
            };
            let rule = rules.last_mut().ok_or_else(|| format!("line {at} has verbs of no rule"))?;
            for word in verbs.split(',').map(str::trim).filter(|word| !word.is_empty()) {
                let verb = Verb::from_word(word);
                rule.verbs.push(verb.ok_or_else(|| format!("line {at} names no verb: {word}"))?);
            }
        }
        Ok(Self { allowed: rules.iter().flat_map(Rule::allowed).collect() })
    }
}

/// One rule as it is written.
struct Rule {
    who: Vec<Role>,
    except: bool,
    verbs: Vec<Verb>,
}

impl Rule {
    fn allowed(&self) -> impl Iterator<Item = (Role, Verb)> {
        let verbs = Verb::ALL.iter().filter(|verb| self.verbs.contains(verb) != self.except);
        verbs.flat_map(|verb| self.who.iter().map(|role| (*role, *verb)))
    }
}

fn roles(who: &str, at: usize) -> Result<Vec<Role>, String> {
    if who == "everyone" {
        return Ok(Role::ALL.to_vec());
    }
    let role = Role::from_word(who).ok_or_else(|| format!("line {at} names no role: {who}"))?;
    Ok(vec![role])
}
