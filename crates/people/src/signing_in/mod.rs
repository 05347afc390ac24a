//! Signing in: by a link sent by e-mail, or by a password. Attempts are counted by address, by
//! network and for the whole site, and nothing that is answered tells whether an address is known.

pub(crate) mod link_pages;
pub(crate) mod out_pages;
mod pace;
pub(crate) mod pages;
pub(crate) mod password;

use jiff::SignedDuration;
use kernel::accounts::{self, Gate, Token};
use kernel::ids::AccountId;
use kernel::{Fault, Message, Tx, mail};

/// How long a link that was asked for can be used.
pub const LIFETIME: SignedDuration = SignedDuration::from_mins(30);

const WITHIN: SignedDuration = SignedDuration::from_mins(10);

/// How often an account may be tried with a wrong password from anywhere.
const PASSWORDS: Gate = Gate { name: "sign-in-password", most: 10, within: WITHIN };
/// How often one network may try in any way; an office shares one.
const CLIENT: Gate = Gate { name: "sign-in-client", most: 60, within: WITHIN };
/// How often everybody together may type a wrong password.
const SITE: Gate = Gate { name: "sign-in-site", most: 1_000, within: WITHIN };
/// How often a link may be asked for by one address from one network.
const LINKS: Gate = Gate { name: "sign-in-link", most: 3, within: WITHIN };
/// How many letters with a link one address is sent.
const LETTERS: Gate = Gate { name: "sign-in-letter", most: 6, within: WITHIN };

/// How somebody who types a password stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Few tries went wrong.
    Free,
    /// Too many went wrong, none of them from this network: a right password is taken at once, a
    /// wrong one is told to wait.
    Clean,
    /// Too many went wrong, and some from this network: a right password is taken in its turn.
    Waits,
}

/// Counts a try with a password, as if it were wrong; [`right`] takes it back. A right one is
/// never refused, however many wrong ones anybody typed.
///
/// # Errors
/// The database's.
pub fn count_password(tx: &mut Tx<'_>, address: &str, client: &str) -> Result<Standing, Fault> {
    let clean = accounts::attempts(tx, CLIENT, client, tx.now())? == 0;
    let mut free = true;
    for (gate, key) in keys(address, client) {
        free &= accounts::attempt(tx, gate, key)?;
    }
    Ok(match (free, clean) {
        (true, _) => Standing::Free,
        (false, true) => Standing::Clean,
        (false, false) => Standing::Waits,
    })
}

/// Takes a try that [stood free](Standing::Free) back: the password was the right one.
///
/// # Errors
/// The database's.
pub fn right(tx: &mut Tx<'_>, address: &str, client: &str) -> Result<(), Fault> {
    for (gate, key) in keys(address, client) {
        accounts::forgive(tx, gate, key)?;
    }
    Ok(())
}

/// The gates of a password, each with what it counts by.
fn keys<'a>(address: &'a str, client: &'a str) -> [(Gate, &'a str); 3] {
    [(CLIENT, client), (PASSWORDS, address), (SITE, "")]
}

/// Counts a try to be sent a link. Gives false when there were too many from one network, whether
/// or not the address is known.
///
/// # Errors
/// The database's.
pub fn count_link(tx: &mut Tx<'_>, address: &str, client: &str) -> Result<bool, Fault> {
    let pair = format!("{} {address}", accounts::network(client));
    Ok(accounts::attempt(tx, CLIENT, client)? && accounts::attempt(tx, LINKS, &pair)?)
}

/// Sends a link to an address, when it is known and was not sent many already: those can be used,
/// so nobody keeps somebody else out by asking for their links. `base` is the site's public
/// address, without a slash at the end; `space` is the space's name.
///
/// # Errors
/// The database's.
pub fn send_link(tx: &mut Tx<'_>, address: &str, base: &str, space: &str) -> Result<(), Fault> {
    let Some(account) = accounts::by_email(tx, address)? else { return Ok(()) };
    if !accounts::attempt(tx, LETTERS, address)? {
        return Ok(());
    }
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
