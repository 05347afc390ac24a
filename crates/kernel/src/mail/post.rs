//! How letters leave the house: by a mail server, over one connection that is kept, or into a
//! folder for development.

use super::Waiting;
use crate::{Fault, Timestamp};
use lettre::address::Envelope;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message as Letter};
use lettre::transport::smtp::{Error, PoolConfig};
use lettre::{Address, FileTransport, SmtpTransport, Transport};
use std::path::PathBuf;
use std::time::{Duration, UNIX_EPOCH};

/// How long the server may take for each step.
const PATIENCE: Duration = Duration::from_secs(20);

/// How letters leave the house.
pub struct Post {
    way: Way,
    from: Mailbox,
    returned_to: Address,
}

enum Way {
    Smtp(Box<SmtpTransport>),
    Folder(FileTransport),
}

/// Why a letter did not leave.
#[derive(Debug, thiserror::Error)]
pub enum NotSent {
    /// The server does not answer, or lets nobody in: nothing can be sent now, whatever it says.
    #[error("the mail server does not answer: {0}")]
    NoServer(String),
    /// This letter can't be sent as it is.
    #[error("the letter was refused: {0}")]
    Refused(&'static str),
}

impl Post {
    /// By the mail server at an address such as `smtps://user:password@host`.
    ///
    /// # Errors
    /// When the address or the sender can't be read.
    pub fn smtp(url: &str, from: &str) -> Result<Self, Fault> {
        let transport = SmtpTransport::from_url(url)
            .map_err(other)?
            .timeout(Some(PATIENCE))
            .pool_config(PoolConfig::new().max_size(1))
            .build();
        Self::new(Way::Smtp(Box::new(transport)), from)
    }

    /// Into a folder, which is made if it is not there.
    ///
    /// # Errors
    /// When the folder can't be made or the sender can't be read.
    pub fn folder(folder: PathBuf, from: &str) -> Result<Self, Fault> {
        std::fs::create_dir_all(&folder)?;
        Self::new(Way::Folder(FileTransport::new(folder)), from)
    }

    fn new(way: Way, from: &str) -> Result<Self, Fault> {
        let from: Mailbox = from.parse().map_err(other)?;
        Ok(Self { way, returned_to: from.email.clone(), from })
    }

    /// Has letters that can't be delivered returned to `address`, instead of to the sender.
    ///
    /// # Errors
    /// When it is no address.
    pub fn returned_to(mut self, address: &str) -> Result<Self, Fault> {
        self.returned_to = address.parse().map_err(other)?;
        Ok(self)
    }

    /// Whether a server is there and lets us in. It waits for it.
    ///
    /// # Errors
    /// [`NotSent::NoServer`].
    pub fn ready(&self) -> Result<(), NotSent> {
        match &self.way {
            Way::Folder(_) => Ok(()),
            Way::Smtp(server) => match server.test_connection() {
                Ok(true) => Ok(()),
                Ok(false) => Err(NotSent::NoServer("it is not ready".into())),
                Err(error) => Err(NotSent::NoServer(error.to_string())),
            },
        }
    }

    /// Sends a letter, dated `now`. It waits for the server.
    ///
    /// # Errors
    /// [`NotSent`] says whether it was the letter or the server.
    pub fn send(&self, letter: &Waiting, now: Timestamp) -> Result<(), NotSent> {
        let letter = self.written(letter, now)?;
        match &self.way {
            Way::Smtp(server) => server.send(&letter).map(drop).map_err(|error| of_smtp(&error)),
            Way::Folder(folder) => {
                folder.send(&letter).map(drop).map_err(|error| NotSent::NoServer(error.to_string()))
            }
        }
    }

    /// The letter with its headers.
    fn written(&self, letter: &Waiting, now: Timestamp) -> Result<Letter, NotSent> {
        let to: Mailbox = letter.recipient.parse().map_err(|_| NotSent::Refused("mail-address"))?;
        let unwritten = |_| NotSent::Refused("mail-unwritten");
        let envelope = Envelope::new(Some(self.returned_to.clone()), vec![to.email.clone()])
            .map_err(unwritten)?;
        let seconds = u64::try_from(now.as_second()).unwrap_or_default();
        let domain = self.from.email.domain();
        let mut written = Letter::builder()
            .from(self.from.clone())
            .to(to)
            .subject(letter.subject.as_str())
            .date(UNIX_EPOCH + Duration::from_secs(seconds))
            .message_id(Some(format!("<{}@{domain}>", letter.id)))
            .header(AutoSubmitted)
            .header(ContentType::TEXT_PLAIN)
            .envelope(envelope);
        if let Some(address) = &letter.ending {
            written = written.header(Unsubscribe(format!("<{address}>"))).header(OneClick);
        }
        written.body(letter.body.clone()).map_err(unwritten)
    }
}

/// Whether the server refused this letter, or can't be spoken with.
fn of_smtp(error: &Error) -> NotSent {
    // 421: the service ends; 454 and 53x: it lets nobody in.
    let of_server =
        error.status().is_some_and(|code| matches!(u16::from(code), 421 | 454 | 530..=535));
    match (of_server, error.is_permanent(), error.is_transient()) {
        (false, true, _) => NotSent::Refused("mail-refused"),
        (false, _, true) => NotSent::Refused("mail-refused-for-now"),
        _ => NotSent::NoServer(error.to_string()),
    }
}

/// A header with a text of ours.
macro_rules! header {
    ($ty:ident, $name:literal, $self:ident => $text:expr) => {
        impl Header for $ty {
            fn name() -> HeaderName {
                HeaderName::new_from_ascii_str($name)
            }

            fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
                Err("it is only written".into())
            }

            fn display(&$self) -> HeaderValue {
                HeaderValue::new(Self::name(), $text)
            }
        }
    };
}

/// No person wrote it, so no machine is to answer it (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;
header!(AutoSubmitted, "Auto-Submitted", self => "auto-generated".to_owned());

/// Where one click ends it (RFC 2369).
#[derive(Clone)]
struct Unsubscribe(String);
header!(Unsubscribe, "List-Unsubscribe", self => self.0.clone());

/// That one click is enough there (RFC 8058).
#[derive(Clone)]
struct OneClick;
header!(OneClick, "List-Unsubscribe-Post", self => "List-Unsubscribe=One-Click".to_owned());

fn other(error: impl std::fmt::Display) -> Fault {
    Fault::Other(format!("mail: {error}"))
}
