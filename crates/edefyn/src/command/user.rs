//! `edefyn user`: inviting people and listing them.

use super::{Outcome, say};
use crate::serve;
use crate::settings::Settings;
use clap::Subcommand;
use kernel::access::{Role, Scope};
use kernel::accounts;
use kernel::{Fault, Language};
use serde_json::json;

#[derive(Subcommand)]
pub(super) enum User {
    /// Make an account with a role and print a one-time link for it
    #[command(after_help = "\
Example:
  edefyn user invite --role administrator mair@example.org --name \"Mair Pugh\"

Roles: administrator, programme_manager, host_manager, local_worker, evaluator, archivist,
safeguarding_lead, reader. For somebody who has an account already, the role is added and a new
link is printed.")]
    Invite {
        /// Their e-mail address
        email: String,
        /// What they may do
        #[arg(long, value_parser = role)]
        role: Role,
        /// Only in the community with this slug
        #[arg(long, value_name = "SLUG", conflicts_with = "programme")]
        community: Option<String>,
        /// Only in the programme with this slug
        #[arg(long, value_name = "SLUG")]
        programme: Option<String>,
        /// Their name [default: what stands before the @]
        #[arg(long)]
        name: Option<String>,
        /// Print JSON: account, link
        #[arg(long)]
        json: bool,
    },
    /// List accounts and their roles
    List {
        /// Print one line of JSON for each
        #[arg(long)]
        json: bool,
    },
}

fn role(word: &str) -> Result<Role, String> {
    let words: Vec<&str> = Role::ALL.iter().map(|role| role.word()).collect();
    Role::from_word(&word.replace('-', "_"))
        .ok_or_else(|| format!("the roles are {}", words.join(", ")))
}

impl User {
    pub(super) fn run(&self, settings: &Settings) -> Outcome {
        match self {
            Self::Invite { .. } => self.invite(settings),
            Self::List { json } => list(settings, *json),
        }
    }

    fn invite(&self, settings: &Settings) -> Outcome {
        let Self::Invite { email, role, community, programme, name, json } = self else {
            return Ok(());
        };
        let (space, _) = serve::open(settings)?;
        let scope = match (community.clone(), programme.clone()) {
            (Some(slug), _) => {
                let found = space.read_now({
                    let slug = slug.clone();
                    move |db| places::community::by_slug(db, &slug)
                })?;
                Scope::Community(found.ok_or(format!("there is no community {slug}"))?.id)
            }
            (None, Some(slug)) => {
                let found = space.read_now({
                    let slug = slug.clone();
                    move |db| places::programme::by_slug(db, &slug)
                })?;
                Scope::Programme(found.ok_or(format!("there is no programme {slug}"))?.id)
            }
            (None, None) => Scope::Space,
        };
        let before_at = email.split('@').next().unwrap_or_default().to_owned();
        let (role, address) = (*role, email.clone());
        let name = name.clone().unwrap_or(before_at);
        let invited = space.write_now(say::act()?, move |tx| {
            people::invitation::invite(tx, &address, &name, role, scope)
        })?;
        let (account, token) = invited.map_err(|refusal| say::words(&refusal))?;
        let path = Language::En.path(&format!("/sign-in/{}", token.reveal()));
        let link = format!("{}{path}", settings.base());
        if *json {
            say::json(&json!({ "account": account, "link": link }))?;
        } else {
            println!("{email} can sign in once with this link within seven days:\n{link}");
        }
        Ok(())
    }
}

fn list(settings: &Settings, as_json: bool) -> Outcome {
    let (space, _) = serve::open(settings)?;
    let people = space.read_now(|db| {
        let accounts = accounts::all(db)?;
        accounts
            .into_iter()
            .map(|account| Ok((accounts::roles(db, account.id)?, account)))
            .collect::<Result<Vec<_>, Fault>>()
    })?;
    if people.is_empty() {
        return Err("nobody has an account yet; `edefyn user invite` makes one".into());
    }
    for (roles, account) in people {
        let roles: Vec<&str> = roles.iter().map(|(_, role, _)| role.word()).collect();
        if as_json {
            say::json(&json!({
                "account": account.id, "email": account.email, "name": account.name,
                "roles": roles, "ended": account.ended_at.is_some(),
            }))?;
        } else {
            let ended = if account.ended_at.is_some() { " (ended)" } else { "" };
            println!("{:32} {:24} {}{ended}", account.email, account.name, roles.join(", "));
        }
    }
    Ok(())
}
