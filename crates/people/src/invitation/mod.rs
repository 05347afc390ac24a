//! Invitations: an account, its first role, and the link that signs it in once.

use crate::lead;
use jiff::SignedDuration;
use kernel::access::{Role, Scope};
use kernel::accounts::{self, NotAccount, Token};
use kernel::ids::AccountId;
use kernel::{Language, Message, Tx, mail};

/// How long an invitation's link can be used.
pub const LIFETIME: SignedDuration = SignedDuration::from_hours(7 * 24);

kernel::refusal! {
    /// Why somebody could not be invited.
    pub enum NotInvited {
        /// The address is not an e-mail address.
        NoAddress => "account-no-address" at "email",
        /// The name is missing or too long.
        NoName => "account-no-name" at "name",
        /// The account with this address was closed.
        Closed => "invitation-closed" at "email",
        /// No role was chosen.
        NoRole => "invitation-no-role" at "role",
        /// No place was chosen.
        NoScope => "invitation-no-scope" at "scope",
    }
}

impl From<NotAccount> for NotInvited {
    fn from(refusal: NotAccount) -> Self {
        match refusal {
            NotAccount::NoName => Self::NoName,
            NotAccount::Fault(fault) => Self::Fault(fault),
            _ => Self::NoAddress,
        }
    }
}

/// Invites somebody: makes their account unless the address has one, gives them the role (that of a
/// safeguarding lead as [`lead::give`] does), and
/// makes a link that signs them in once within [`LIFETIME`].
///
/// # Errors
/// [`NotInvited`] says why not.
pub fn invite(
    tx: &mut Tx<'_>,
    email: &str,
    name: &str,
    role: Role,
    scope: Scope,
) -> Result<(AccountId, Token), NotInvited> {
    invite_in(tx, Language::En, (email, name), (role, scope), "")
}

fn invite_in(
    tx: &mut Tx<'_>,
    language: Language,
    (email, name): (&str, &str),
    (role, scope): (Role, Scope),
    base: &str,
) -> Result<(AccountId, Token), NotInvited> {
    let email = accounts::address(email).ok_or(NotInvited::NoAddress)?;
    let account = match accounts::by_email(tx, &email)? {
        Some(account) => account.id,
        None if accounts::all(tx)?.iter().any(|ended| ended.email == email) => {
            return Err(NotInvited::Closed);
        }
        None => accounts::create(tx, &email, name, language)?,
    };
    lead::give(tx, account, role, scope, base)?;
    let token = accounts::sign_in_link(tx, account, LIFETIME)?;
    Ok((account, token))
}

/// What an invitation by letter needs to know.
#[derive(Clone, Debug)]
pub struct Draft {
    /// To whom.
    pub email: String,
    /// Their name.
    pub name: String,
    /// The language of the letter, and of the account when it is new.
    pub language: Language,
    /// The role they are given.
    pub role: Role,
    /// How far it goes.
    pub scope: Scope,
}

/// Invites somebody and sends them the link. `base` is the site's public address, without a
/// slash at the end; `space` is the space's name.
///
/// # Errors
/// [`NotInvited`] says why not.
pub fn send(
    tx: &mut Tx<'_>,
    draft: &Draft,
    base: &str,
    space: &str,
) -> Result<AccountId, NotInvited> {
    let Draft { email, name, language, role, scope } = draft;
    let (account, token) = invite_in(tx, *language, (email, name), (*role, *scope), base)?;
    let link = format!("{base}{}", language.path(&format!("/sign-in/{}", token.reveal())));
    let role = kernel::languages::say(*language, &format!("role-{role}"));
    let subject = Message::new("invitation-subject").with("space", space).say(*language);
    let body = Message::new("invitation-letter")
        .with("name", name.trim())
        .with("space", space)
        .with("role", role)
        .with("link", link)
        .say(*language);
    mail::letter(email.trim(), &subject, &body).urgency(mail::Urgency::AtOnce).post(tx)?;
    Ok(account)
}
