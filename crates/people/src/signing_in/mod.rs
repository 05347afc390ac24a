//! Signing in: by a link sent by e-mail, or by a password. Attempts are counted by address and
//! by network address, and nothing that is answered tells whether an address is known.

pub(crate) mod link_pages;
pub(crate) mod out_pages;
pub(crate) mod pages;
pub(crate) mod password;

use jiff::SignedDuration;
use kernel::accounts::{self, Gate, Token};
use kernel::ids::AccountId;
use kernel::{Fault, Message, Tx, mail};

/// How long a link that was asked for can be used.
pub const LIFETIME: SignedDuration = SignedDuration::from_mins(30);

const WITHIN: SignedDuration = SignedDuration::from_mins(10);

/// How often one address may be tried with a password.
const PASSWORDS: Gate = Gate { name: "sign-in-password", most: 10, within: WITHIN };
/// How often a link may be asked for by one address.
const LINKS: Gate = Gate { name: "sign-in-link", most: 3, within: WITHIN };
/// How often one network address may try in any way; an office shares one.
const CLIENT: Gate = Gate { name: "sign-in-client", most: 60, within: WITHIN };

/// How somebody tries to sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// By a link sent to them.
    Link,
    /// By a password.
    Password,
}

/// Counts an attempt. Gives false when there were too many, whether or not the address is known.
///
/// # Errors
/// The database's.
pub fn count(tx: &mut Tx<'_>, way: Way, address: &str, client: &str) -> Result<bool, Fault> {
    let gate = match way {
        Way::Link => LINKS,
        Way::Password => PASSWORDS,
    };
    Ok(accounts::attempt(tx, CLIENT, client)? && accounts::attempt(tx, gate, address)?)
}

/// Sends a link to an address, when it is known. `base` is the site's public address, without a
/// slash at the end; `space` is the space's name.
///
/// # Errors
/// The database's.
pub fn send_link(tx: &mut Tx<'_>, address: &str, base: &str, space: &str) -> Result<(), Fault> {
    let Some(account) = accounts::by_email(tx, address)? else { return Ok(()) };
    let token = accounts::sign_in_link(tx, account.id, LIFETIME)?;
    let language = account.language;
    let link = format!("{base}{}", language.path(&format!("/sign-in/{}", token.reveal())));
    let subject = Message::new("sign-in-subject").with("space", space).say(language);
    let body = Message::new("sign-in-letter")
        .with("name", account.name)
        .with("space", space)
        .with("link", link)
        .say(language);
    mail::letter(&account.email, &subject, &body).urgency(mail::Urgency::AtOnce).post(tx)
}

/// Starts a session of its own, in place of the one that the browser had.
///
/// # Errors
/// The database's.
pub fn enter(tx: &mut Tx<'_>, account: AccountId, before: Option<&Token>) -> Result<Token, Fault> {
    if let Some(before) = before {
        accounts::end_session(tx, before)?;
    }
    accounts::start_session(tx, account)
}
