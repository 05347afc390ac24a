//! Mail: written into an outbox in the change that causes it, sent later by the mail library, or
//! put into a folder for development. Table `kernel_mail`.

use crate::{Db, Fault, Timestamp, Tx};
use lettre::message::{Mailbox, header::ContentType};
use lettre::{FileTransport, Message as Letter, SmtpTransport, Transport};
use std::path::PathBuf;
use uuid::Uuid;

crate::record! {
    /// A letter that waits to be sent.
    pub struct Waiting {
        /// Its id.
        pub id: Uuid,
        /// To whom.
        pub recipient: String,
        /// What about.
        pub subject: String,
        /// Its text.
        pub body: String,
        /// How often it was tried.
        pub attempts: u32,
    }
}

/// Puts a letter into the outbox.
///
/// # Errors
/// The database's.
pub fn post(tx: &mut Tx<'_>, recipient: &str, subject: &str, body: &str) -> Result<(), Fault> {
    let (id, now): (crate::ids::JobId, _) = (tx.id(), tx.now());
    tx.insert(
        "kernel_mail",
        &[
            ("id", &id),
            ("recipient", &recipient),
            ("subject", &subject),
            ("body", &body),
            ("created_at", &now),
            ("attempts", &0_u32),
            ("due_at", &now),
        ],
    )
}

/// The letters that are due, oldest first.
///
/// # Errors
/// The database's.
pub fn due(db: &Db, now: Timestamp, limit: u32) -> Result<Vec<Waiting>, Fault> {
    let sql = format!(
        "select {} from kernel_mail where due_at <= $1 order by due_at, id limit $2",
        Waiting::COLUMNS
    );
    db.all(&sql, &[&now, &limit])
}

/// Forgets a letter that was sent, or can't be.
///
/// # Errors
/// The database's.
pub fn forget(tx: &mut Tx<'_>, id: Uuid) -> Result<(), Fault> {
    tx.run("delete from kernel_mail where id = $1", &[&id]).map(drop)
}

/// Puts a letter off after a failure, each time for twice as long.
///
/// # Errors
/// The database's.
pub fn put_off(tx: &mut Tx<'_>, letter: &Waiting) -> Result<(), Fault> {
    let (now, attempts) = (tx.now(), letter.attempts + 1);
    let wait = jiff::SignedDuration::from_secs(15 << attempts.min(12));
    let due = now.checked_add(wait).unwrap_or(now);
    tx.update("kernel_mail", letter.id, &[("attempts", &attempts), ("due_at", &due)])
}

/// How letters leave the house.
pub enum Post {
    /// By a mail server.
    Smtp(Box<SmtpTransport>, Mailbox),
    /// Into a folder, for development.
    Folder(FileTransport, Mailbox),
}

impl Post {
    /// By the mail server at an address such as `smtps://user:password@host`.
    ///
    /// # Errors
    /// When the address or the sender can't be read.
    pub fn smtp(url: &str, from: &str) -> Result<Self, Fault> {
        let transport = SmtpTransport::from_url(url).map_err(other)?.build();
        Ok(Self::Smtp(Box::new(transport), from.parse().map_err(other)?))
    }

    /// Into a folder, which is made if it is not there.
    ///
    /// # Errors
    /// When the folder can't be made or the sender can't be read.
    pub fn folder(folder: PathBuf, from: &str) -> Result<Self, Fault> {
        std::fs::create_dir_all(&folder)?;
        Ok(Self::Folder(FileTransport::new(folder), from.parse().map_err(other)?))
    }

    /// Sends a letter. It waits for the server.
    ///
    /// # Errors
    /// When the address can't be read or the server refuses.
    pub fn send(&self, letter: &Waiting) -> Result<(), Fault> {
        let from = match self {
            Self::Smtp(_, from) | Self::Folder(_, from) => from.clone(),
        };
        let letter = Letter::builder()
            .from(from)
            .to(letter.recipient.parse().map_err(other)?)
            .subject(letter.subject.as_str())
            .header(ContentType::TEXT_PLAIN)
            .body(letter.body.clone())
            .map_err(other)?;
        match self {
            Self::Smtp(server, _) => server.send(&letter).map(drop).map_err(other),
            Self::Folder(folder, _) => folder.send(&letter).map(drop).map_err(other),
        }
    }
}

fn other(error: impl std::fmt::Display) -> Fault {
    Fault::Other(format!("mail: {error}"))
}
