//! Agreements: versions of their wording, and who signed or said which. Tables `listen_wording`,
//! `listen_agreement`.

pub(crate) mod desk;

use crate::ids::{AgreementId, VoiceId, WordingId};
use kernel::clock::{Date, day};
use kernel::db::{FromRow, Row};
use kernel::{Both, Db, Fault, Timestamp, Tx, audit};
use serde_json::json;

kernel::words! {
    /// When an agreement is made.
    pub enum Kind {
        /// Before the conversation: to take part.
        Participation = "participation",
        /// After it: what may be done with the recording.
        Recording = "recording",
    }
}

kernel::words! {
    /// How an agreement was made.
    pub enum Made {
        /// Signed on paper or a screen.
        Signed = "signed",
        /// Said aloud.
        Spoken = "spoken",
        /// By a form on the web.
        Online = "online",
        /// It came with a file.
        Import = "import",
    }
}

kernel::record! {
    /// One version of an agreement's wording. Versions are never changed, only followed.
    pub struct Wording {
        /// Its id.
        pub id: WordingId,
        /// Of which agreement.
        pub kind: Kind,
        /// Its number, from 1.
        pub version: u32,
        /// What it says.
        pub text: Both,
        /// Since when it stands.
        pub created_at: Timestamp,
    }
}

/// What one person signed or said.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    /// Its id.
    pub id: AgreementId,
    /// On which day.
    pub made_on: Date,
    /// How.
    pub how: Made,
    /// The wording.
    pub wording: Wording,
}

impl FromRow for Agreement {
    fn from_row(row: &mut Row<'_>) -> Result<Self, Fault> {
        Ok(Self {
            id: row.take()?,
            made_on: row.take()?,
            how: row.take()?,
            wording: Wording::from_row(row)?,
        })
    }
}

kernel::refusal! {
    /// Why a wording could not be kept, or an agreement to it.
    pub enum NotAgreed {
        /// There is no English text.
        NoTextEn => "agreement-no-text-en" at "text_en",
        /// There is no Welsh text.
        NoTextCy => "agreement-no-text-cy" at "text_cy",
        /// The text is too long.
        LongText { most: usize } => "agreement-long-text" at "text_en",
        /// It is the same as the version that stands.
        Same => "agreement-same" at "text_en",
        /// It was not said which agreement it is.
        NoKind => "agreement-no-kind" at "kind",
        /// There is no such wording.
        NoWording => "agreement-no-wording" at "kind",
        /// It was not said how it was made.
        NoHow => "agreement-no-how" at "how",
        /// The day is missing, can't be read, or is in the future.
        NoDay => "agreement-no-day" at "made_on",
        /// The voice is not there, or was taken back.
        Gone => "voice-gone",
    }
}

const COLUMNS: &str = "w.id, w.kind, w.version, w.text_en, w.text_cy, w.created_at";
const MOST: usize = 20_000;

/// Writes down the next version of a wording.
///
/// # Errors
/// [`NotAgreed`] says why not.
pub fn word(tx: &mut Tx<'_>, kind: Kind, text: &Both) -> Result<WordingId, NotAgreed> {
    let text = Both::new(crate::voice::tidy(&text.en), crate::voice::tidy(&text.cy));
    if text.en.is_empty() {
        return Err(NotAgreed::NoTextEn);
    }
    if text.cy.is_empty() {
        return Err(NotAgreed::NoTextCy);
    }
    if text.en.chars().count().max(text.cy.chars().count()) > MOST {
        return Err(NotAgreed::LongText { most: MOST });
    }
    let before = current(tx, kind)?;
    if before.as_ref().is_some_and(|before| before.text == text) {
        return Err(NotAgreed::Same);
    }
    let version = before.map_or(1, |before| before.version + 1);
    let (id, now): (WordingId, _) = (tx.id(), tx.now());
    tx.insert(
        "listen_wording",
        &[
            ("id", &id),
            ("kind", &kind),
            ("version", &version),
            ("text_en", &text.en),
            ("text_cy", &text.cy),
            ("created_at", &now),
        ],
    )?;
    audit::record(tx, "wording.create", id, &json!({ "kind": kind.word(), "version": version }))?;
    Ok(id)
}

/// The version of a wording that stands now.
///
/// # Errors
/// The database's.
pub fn current(db: &Db, kind: Kind) -> Result<Option<Wording>, Fault> {
    let sql = format!(
        "select {COLUMNS} from listen_wording w where w.kind = $1 order by w.version desc limit 1"
    );
    db.first(&sql, &[&kind])
}

/// The wording with this id.
///
/// # Errors
/// The database's.
pub fn find(db: &Db, id: WordingId) -> Result<Option<Wording>, Fault> {
    db.first(&format!("select {COLUMNS} from listen_wording w where w.id = $1"), &[&id])
}

/// Every version of every wording, newest first.
///
/// # Errors
/// The database's.
pub fn all(db: &Db) -> Result<Vec<Wording>, Fault> {
    db.all(&format!("select {COLUMNS} from listen_wording w order by w.kind, w.version desc"), &[])
}

/// Keeps that the person of `voice` agreed to a wording.
///
/// # Errors
/// [`NotAgreed`] says why not.
pub fn agree(
    tx: &mut Tx<'_>,
    voice: VoiceId,
    wording: WordingId,
    made_on: Date,
    how: Made,
) -> Result<AgreementId, NotAgreed> {
    let living = crate::voice::find(tx, voice)?.filter(|voice| voice.withdrawn_at.is_none());
    if living.is_none() {
        return Err(NotAgreed::Gone);
    }
    if find(tx, wording)?.is_none() {
        return Err(NotAgreed::NoWording);
    }
    if made_on > day(tx.now()) {
        return Err(NotAgreed::NoDay);
    }
    let id = tx.id();
    tx.insert(
        "listen_agreement",
        &[
            ("id", &id),
            ("voice_id", &voice),
            ("wording_id", &wording),
            ("made_on", &made_on),
            ("how", &how),
        ],
    )?;
    audit::record(tx, "voice.agree", voice, &json!({ "wording": wording, "how": how.word() }))?;
    Ok(id)
}

/// What the person of `voice` signed or said, newest first.
///
/// # Errors
/// The database's.
pub fn of(db: &Db, voice: VoiceId) -> Result<Vec<Agreement>, Fault> {
    let sql = format!(
        "select a.id, a.made_on, a.how, {COLUMNS} from listen_agreement a
         join listen_wording w on w.id = a.wording_id
         where a.voice_id = $1 order by a.made_on desc, a.id desc"
    );
    db.all(&sql, &[&voice])
}
