//! Mail: written into an outbox in the change that causes it, sent later, the most urgent first, by
//! one program at a time. Table `kernel_mail`.
//!
//! A letter is sent at least once. It goes twice only when a program dies, or loses its database,
//! after the mail server took the letter and before it is struck off; both then carry the same
//! `Message-ID`, by which mail programs know them for one.

mod post;
mod sending;

pub use post::{NotSent, Post};
pub use sending::{Sent, send_all};

use crate::ids::Uuid;
use crate::jobs::{ATTEMPTS, Failed, later};
use crate::{Db, Fault, Timestamp, Tx, settings};
use jiff::SignedDuration;

crate::words! {
    /// What goes before what.
    pub enum Urgency {
        /// Somebody waits for it to get in, or somebody may be in danger.
        AtOnce = "at-once",
        /// Somebody asked for it.
        Soon = "soon",
        /// One of many, which may wait.
        Notice = "notice",
    }
}

impl Urgency {
    /// Its place: the smaller, the sooner.
    const fn place(self) -> i64 {
        match self {
            Self::AtOnce => 0,
            Self::Soon => 1,
            Self::Notice => 2,
        }
    }

    fn at(place: i64) -> Self {
        match place {
            0 => Self::AtOnce,
            1 => Self::Soon,
            _ => Self::Notice,
        }
    }
}

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
        /// The address at which one click ends what it belongs to.
        pub ending: Option<String>,
        /// How often it was tried.
        pub attempts: u32,
    }
}

/// How long a program has a letter to itself. One that dies leaves it to others after this.
pub const CLAIM: SignedDuration = SignedDuration::from_mins(5);

/// The setting that holds since when the mail server does not answer, in microseconds.
const SILENT: &str = "mail-silent-since";

/// A letter that is being written.
#[must_use = "a letter waits nowhere until it is posted"]
pub struct Draft<'a> {
    recipient: &'a str,
    subject: &'a str,
    body: &'a str,
    urgency: Urgency,
    ending: Option<String>,
}

/// A letter to `recipient`.
pub fn letter<'a>(recipient: &'a str, subject: &'a str, body: &'a str) -> Draft<'a> {
    Draft { recipient, subject, body, urgency: Urgency::Soon, ending: None }
}

impl Draft<'_> {
    /// Puts it before others, or behind them.
    pub fn urgency(mut self, urgency: Urgency) -> Self {
        self.urgency = urgency;
        self
    }

    /// Says at which address one click ends what it belongs to (RFC 8058).
    pub fn ending(mut self, address: String) -> Self {
        self.ending = Some(address);
        self
    }

    /// Puts it into the outbox.
    ///
    /// # Errors
    /// The database's.
    pub fn post(self, tx: &mut Tx<'_>) -> Result<(), Fault> {
        let (id, now): (crate::ids::JobId, _) = (tx.id(), tx.now());
        // A letter is made of what is kept, which was held against what was taken back.
        tx.knowing(|tx| {
            tx.insert(
                "kernel_mail",
                &[
                    ("id", &id),
                    ("recipient", &self.recipient),
                    ("subject", &self.subject),
                    ("body", &self.body),
                    ("urgency", &self.urgency.place()),
                    ("ending", &self.ending),
                    ("created_at", &now),
                    ("attempts", &0_u32),
                    ("due_at", &now),
                ],
            )
        })
    }
}

/// Puts a letter that somebody asked for into the outbox.
///
/// # Errors
/// The database's.
pub fn post(tx: &mut Tx<'_>, recipient: &str, subject: &str, body: &str) -> Result<(), Fault> {
    letter(recipient, subject, body).post(tx)
}

/// The letters that are due and that nobody is sending, the most urgent first.
///
/// # Errors
/// The database's.
pub fn due(db: &Db, now: Timestamp, limit: u32) -> Result<Vec<Waiting>, Fault> {
    let sql = format!(
        "select {} from kernel_mail where failed_at is null and due_at <= $1
         and (claimed_until is null or claimed_until <= $1)
         order by urgency, due_at, id limit $2",
        Waiting::COLUMNS
    );
    db.all(&sql, &[&now, &limit])
}

/// Takes up the most urgent letter for `worker` alone, until [`CLAIM`] has passed.
///
/// # Errors
/// The database's.
pub fn claim(tx: &mut Tx<'_>, worker: Uuid) -> Result<Option<Waiting>, Fault> {
    let now = tx.now();
    let Some(letter) = due(tx, now, 1)?.pop() else { return Ok(None) };
    let until = now.checked_add(CLAIM).unwrap_or(now);
    tx.update(
        "kernel_mail",
        letter.id,
        &[("claimed_by", &worker), ("claimed_until", &until), ("tried_at", &now)],
    )?;
    Ok(Some(letter))
}

/// Strikes off a letter that was sent.
///
/// # Errors
/// The database's.
pub fn forget(tx: &mut Tx<'_>, id: Uuid) -> Result<(), Fault> {
    tx.run("delete from kernel_mail where id = $1", &[&id]).map(drop)
}

/// Puts a letter back that could not be tried, since the server did not answer. None of its
/// attempts is used up.
///
/// # Errors
/// The database's.
pub fn put_back(tx: &mut Tx<'_>, id: Uuid) -> Result<(), Fault> {
    let none: Option<Timestamp> = None;
    tx.update("kernel_mail", id, &[("claimed_until", &none)])
}

/// Puts a letter off that was refused for `reason`, each time for twice as long, and gives it up
/// after [`ATTEMPTS`].
///
/// # Errors
/// The database's.
pub fn put_off_because(tx: &mut Tx<'_>, letter: &Waiting, reason: &str) -> Result<(), Fault> {
    let (now, attempts) = (tx.now(), letter.attempts + 1);
    let due = later(now, 15, attempts);
    let failed = (attempts >= ATTEMPTS).then_some(now);
    let none: Option<Timestamp> = None;
    tx.update(
        "kernel_mail",
        letter.id,
        &[
            ("attempts", &attempts),
            ("due_at", &due),
            ("failed_at", &failed),
            ("reason", &reason),
            ("claimed_until", &none),
        ],
    )
}

/// [`put_off_because`], for a reason that nobody knows.
///
/// # Errors
/// The database's.
pub fn put_off(tx: &mut Tx<'_>, letter: &Waiting) -> Result<(), Fault> {
    put_off_because(tx, letter, "other")
}

/// Notes that the mail server does not answer, or, with `false`, that it does again.
///
/// # Errors
/// The database's.
pub fn note_silence(tx: &mut Tx<'_>, silent: bool) -> Result<(), Fault> {
    match (silent, silent_since(tx)?) {
        (true, None) => {
            let now = tx.now().as_microsecond();
            settings::set(tx, SILENT, &now.to_string())
        }
        (false, Some(_)) => settings::set(tx, SILENT, ""),
        _ => Ok(()),
    }
}

/// Since when the mail server does not answer, when it does not.
///
/// # Errors
/// The database's.
pub fn silent_since(db: &Db) -> Result<Option<Timestamp>, Fault> {
    let kept = settings::get(db, SILENT)?.and_then(|micros| micros.parse().ok());
    Ok(kept.and_then(|micros| Timestamp::from_microsecond(micros).ok()))
}

/// How many letters of each urgency wait, with when the first of them is due.
///
/// # Errors
/// The database's.
pub fn standing(db: &Db) -> Result<Vec<(Urgency, u64, Timestamp)>, Fault> {
    let sql = "select urgency, count(*), min(due_at) from kernel_mail where failed_at is null
        group by urgency order by urgency";
    let rows: Vec<(i64, u64, Timestamp)> = db.all(sql, &[])?;
    Ok(rows.into_iter().map(|(place, n, due)| (Urgency::at(place), n, due)).collect())
}

/// The letters that were refused and have not gone since, those that were given up first. Neither
/// whom they are for nor what they say is among it.
///
/// # Errors
/// The database's.
pub fn failed(db: &Db, limit: u32) -> Result<Vec<Failed>, Fault> {
    let sql = "select id, urgency, attempts, tried_at, reason, failed_at from kernel_mail
        where attempts > 0
        order by case when failed_at is null then 1 else 0 end, tried_at desc, id limit $1";
    type Row = (Uuid, i64, u32, Option<Timestamp>, Option<String>, Option<Timestamp>);
    let rows: Vec<Row> = db.all(sql, &[&limit])?;
    let row = |(id, place, attempts, tried_at, reason, failed_at): Row| Failed {
        id: id.into(),
        kind: Urgency::at(place).word().to_owned(),
        attempts,
        tried_at,
        reason,
        failed_at,
    };
    Ok(rows.into_iter().map(row).collect())
}

/// Has a refused letter sent again now, as if for the first time. False when there is none of this
/// id.
///
/// # Errors
/// The database's.
pub fn try_again(tx: &mut Tx<'_>, id: Uuid) -> Result<bool, Fault> {
    let now = tx.now();
    let sql = "update kernel_mail set attempts = 0, due_at = $2, failed_at = null,
        claimed_until = null where id = $1 and attempts > 0";
    Ok(tx.run(sql, &[&id, &now])? > 0)
}
