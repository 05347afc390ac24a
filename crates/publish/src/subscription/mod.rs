//! Telling people by e-mail when a report changes: asked for, confirmed, and ended by a link in
//! every letter. Pages under `/subscription`; table `publish_subscriber`.
//!
//! A link's token is made from the space's own key and the subscriber's id, so that every letter
//! carries the same one and the database holds only its digest.

mod pages;
mod reached;

pub(crate) use pages::routes;

use crate::feed::{self, Notice};
use crate::ids::{NoticeId, SubscriberId};
use crate::publication::{self, Publication};
use kernel::accounts::{Gate, Token, address, attempt, attempt_from};
use kernel::jobs::Job;
use kernel::mail::{self, Urgency};
use kernel::{Db, Fault, Language, Message, Timestamp, Tx, audit, settings};
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeSet;

kernel::record! {
    /// Someone who is told by e-mail.
    pub struct Subscriber {
        /// Their id.
        pub id: SubscriberId,
        /// Their address.
        pub email: String,
        /// The language they read.
        pub language: Language,
        /// When they asked.
        pub created_at: Timestamp,
        /// When they followed the link that shows the address is theirs.
        pub confirmed_at: Option<Timestamp>,
    }
}

kernel::refusal! {
    /// Why someone could not subscribe. None of it says whether an address is known.
    pub enum NotSubscribed {
        /// It is not an e-mail address.
        NoAddress => "subscription-no-address" at "email",
        /// Too many asked from one place.
        TooMany => "subscription-too-many",
    }
}

/// The address that mail programs ask to end a subscription with one click (RFC 8058).
pub const ONE_CLICK: &str = "/subscription/ending";

/// How often one place may ask.
const BY_CLIENT: Gate =
    Gate { name: "subscription", most: 10, within: jiff::SignedDuration::from_hours(1) };
/// How often everybody together may.
const BY_SITE: Gate =
    Gate { name: "subscription-site", most: 600, within: jiff::SignedDuration::from_hours(1) };
/// How often one address may be written to at somebody's asking.
const BY_ADDRESS: Gate =
    Gate { name: "subscription-address", most: 3, within: jiff::SignedDuration::from_hours(24) };

/// Asks to be told. A letter goes to the address, unless it was asked for too often; what the
/// visitor sees is the same in every case.
///
/// # Errors
/// [`NotSubscribed`] says why not.
pub fn ask(
    tx: &mut Tx<'_>,
    email: &str,
    language: Language,
    client: &str,
    base: &str,
) -> Result<(), NotSubscribed> {
    let email = address(email).ok_or(NotSubscribed::NoAddress)?;
    if !attempt_from(tx, BY_CLIENT, BY_SITE, client)? {
        return Err(NotSubscribed::TooMany);
    }
    if !attempt(tx, BY_ADDRESS, &email)? {
        return Ok(());
    }
    forget_unconfirmed(tx)?;
    let known = by_email(tx, &email)?;
    let id = match &known {
        Some(subscriber) => subscriber.id,
        None => add(tx, &email, language)?,
    };
    let token = token(tx, id)?;
    let confirmed = known.is_some_and(|subscriber| subscriber.confirmed_at.is_some());
    let (key, path) = if confirmed {
        ("subscription-letter-known", "/subscription/closing")
    } else {
        ("subscription-letter-confirm", "/subscription/confirm")
    };
    let link = link(base, language, path, &token);
    let subject = Message::new(format!("{key}-subject")).say(language);
    mail::post(tx, &email, &subject, &Message::new(key).with("link", link).say(language))?;
    Ok(())
}

fn add(tx: &mut Tx<'_>, email: &str, language: Language) -> Result<SubscriberId, Fault> {
    let (id, now): (SubscriberId, _) = (tx.id(), tx.now());
    let digest = token(tx, id)?.digest();
    tx.insert(
        "publish_subscriber",
        &[
            ("id", &id),
            ("email", &email),
            ("language", &language),
            ("digest", &digest),
            ("created_at", &now),
        ],
    )?;
    audit::record(tx, "subscription.ask", id, &json!({}))?;
    Ok(id)
}

/// Addresses that nobody confirmed within a week are not kept.
fn forget_unconfirmed(tx: &mut Tx<'_>) -> Result<(), Fault> {
    let now = tx.now();
    let since = now.checked_sub(jiff::SignedDuration::from_hours(7 * 24)).unwrap_or(now);
    tx.run(
        "delete from publish_subscriber where confirmed_at is null and created_at < $1",
        &[&since],
    )?;
    Ok(())
}

/// The secret of a subscriber's links.
fn token(tx: &mut Tx<'_>, id: SubscriberId) -> Result<Token, Fault> {
    let key = key(tx)?;
    token_of(&key, id)
}

/// The space's own key, which is made when it is first needed.
fn key(tx: &mut Tx<'_>) -> Result<[u8; 32], Fault> {
    let key = match settings::get(tx, "subscription-key")? {
        Some(key) => key,
        None => {
            let key = Token::new(tx).reveal().to_owned();
            settings::set(tx, "subscription-key", &key)?;
            key
        }
    };
    Ok(*blake3::hash(key.as_bytes()).as_bytes())
}

fn token_of(key: &[u8; 32], id: SubscriberId) -> Result<Token, Fault> {
    let digest = blake3::keyed_hash(key, kernel::ids::Uuid::from(id).as_bytes());
    Token::read(digest.to_hex().as_str()).ok_or(Fault::Missing)
}

fn link(base: &str, language: Language, path: &str, token: &Token) -> String {
    format!("{base}{}?token={}", language.path(path), token.reveal())
}

fn by_email(db: &Db, email: &str) -> Result<Option<Subscriber>, Fault> {
    let columns = Subscriber::COLUMNS;
    db.first(&format!("select {columns} from publish_subscriber where email = $1"), &[&email])
}

/// Confirms that an address is its owner's. False when the link is not one of ours.
///
/// # Errors
/// The database's.
pub fn confirm(tx: &mut Tx<'_>, token: &Token) -> Result<bool, Fault> {
    let now = tx.now();
    let id: Option<SubscriberId> =
        tx.first("select id from publish_subscriber where digest = $1", &[&token.digest()])?;
    let Some(id) = id else { return Ok(false) };
    tx.run(
        "update publish_subscriber set confirmed_at = $2 where id = $1 and confirmed_at is null",
        &[&id, &now],
    )?;
    audit::record(tx, "subscription.confirm", id, &json!({}))?;
    Ok(true)
}

/// Ends a subscription and forgets the address. Ending one twice is the same as once.
///
/// # Errors
/// The database's.
pub fn end(tx: &mut Tx<'_>, token: &Token) -> Result<(), Fault> {
    let id: Option<SubscriberId> =
        tx.first("select id from publish_subscriber where digest = $1", &[&token.digest()])?;
    let Some(id) = id else { return Ok(()) };
    tx.run("delete from publish_subscriber where id = $1", &[&id])?;
    audit::record(tx, "subscription.end", id, &json!({}))
}

/// Everyone whose address is confirmed.
///
/// # Errors
/// The database's.
pub fn confirmed(db: &Db) -> Result<Vec<Subscriber>, Fault> {
    let sql = format!(
        "select {} from publish_subscriber where confirmed_at is not null order by created_at, id",
        Subscriber::COLUMNS
    );
    db.all(&sql, &[])
}

#[derive(Deserialize)]
struct Telling {
    notice: NoticeId,
}

/// Does the job [`feed::TELL`]: a letter for each subscriber, and for each person who asked to be
/// told and whose voice a line of the version rests on. None holds anyone's words.
///
/// # Errors
/// The database's.
pub fn tell(tx: &mut Tx<'_>, job: &Job, base: &str) -> Result<(), Fault> {
    let telling: Telling = serde_json::from_str(&job.payload)?;
    let Some(notice) = feed::notice(tx, telling.notice)? else { return Ok(()) };
    let Some(publication) = publication::version(tx, notice.report_id, notice.version)? else {
        return Ok(());
    };
    let subscribers = confirmed(tx)?;
    let told = Told::of(tx, &notice, &publication, base)?;
    let key = key(tx)?;
    for subscriber in &subscribers {
        told.subscriber(tx, subscriber, &token_of(&key, subscriber.id)?)?;
    }
    let known: BTreeSet<&str> = subscribers.iter().map(|one| one.email.as_str()).collect();
    for (email, language) in reached::people(tx, publication.id)? {
        if !known.contains(email.as_str()) {
            told.person(tx, &email, language)?;
        }
    }
    Ok(())
}

/// What is told of a notice, looked up once for all who are told.
struct Told<'a> {
    notice: &'a Notice,
    base: &'a str,
    /// In each language: what happened, in a line, and the page that says more.
    what: Vec<(Language, String, String)>,
}

impl<'a> Told<'a> {
    fn of(
        db: &Db,
        notice: &'a Notice,
        publication: &Publication,
        base: &'a str,
    ) -> Result<Self, Fault> {
        let mut what = Vec::new();
        if let Some(report) = crate::report::find(db, notice.report_id)? {
            for language in Language::ALL {
                let edition = publication::edition(db, publication.id, *language)?;
                let title = edition.map(|edition| edition.title).unwrap_or_default();
                let subject = Message::new(notice.kind.key())
                    .with("title", title)
                    .with("version", notice.version);
                let page = format!("{base}{}", language.path(&format!("/reports/{}", report.slug)));
                what.push((*language, subject.say(*language), page));
            }
        }
        Ok(Self { notice, base, what })
    }

    fn in_language(&self, wanted: Language) -> Option<(&str, &str)> {
        let found = self.what.iter().find(|(language, ..)| *language == wanted);
        found.map(|(_, subject, page)| (subject.as_str(), page.as_str()))
    }

    /// A letter to someone who asked to be told what happens because of what they told us.
    fn person(&self, tx: &mut Tx<'_>, email: &str, language: Language) -> Result<(), Fault> {
        let Some((subject, page)) = self.in_language(language) else { return Ok(()) };
        let body = Message::new("subscription-letter-told")
            .with("what", subject)
            .with("means", kernel::languages::say(language, self.notice.kind.summary_key()))
            .with("page", page)
            .with("thread", format!("{}{}", self.base, language.path("/thread")))
            .say(language);
        mail::letter(email, subject, &body).urgency(Urgency::Notice).post(tx)
    }

    /// A letter to someone who follows the reports.
    fn subscriber(
        &self,
        tx: &mut Tx<'_>,
        subscriber: &Subscriber,
        token: &Token,
    ) -> Result<(), Fault> {
        let language = subscriber.language;
        let Some((subject, page)) = self.in_language(language) else { return Ok(()) };
        let body = Message::new("subscription-letter-notice")
            .with("what", subject)
            .with("means", kernel::languages::say(language, self.notice.kind.summary_key()))
            .with("page", page)
            .with("link", link(self.base, language, "/subscription/closing", token))
            .say(language);
        let ending = format!("{}{ONE_CLICK}?token={}", self.base, token.reveal());
        mail::letter(&subscriber.email, subject, &body)
            .urgency(Urgency::Notice)
            .ending(ending)
            .post(tx)
    }
}
