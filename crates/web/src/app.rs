//! What every request shares: the space, its files, the clock and what the space says of itself.

use crate::Writing;
use kernel::clock::Clock;
use kernel::files::Files;
use kernel::{Act, Actor, Both, Chance, Fault, Space, Timestamp, settings};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How many uploads may lie on the disk or come in at once.
const UPLOADS_AT_ONCE: usize = 8;
/// How many long answers may lie on the disk at once for each kind of reader: each holds an open
/// file until it was sent.
const ANSWERS_AT_ONCE: usize = 64;

/// For whom a long answer is: strangers who read slowly leave the team its places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// Whoever comes.
    Visitors,
    /// Those who have signed in.
    Team,
}

/// What an [`App`] is made from.
pub struct Setup {
    /// The space it serves.
    pub space: Space,
    /// The space's files.
    pub files: Files,
    /// Where its moments come from.
    pub clock: Arc<dyn Clock>,
    /// Where its randomness comes from.
    pub chance: Chance,
    /// Its public address, without a slash at the end: for letters, feeds and printed threads.
    pub base: String,
    /// Whether a proxy in front may tell the visitor's network address.
    pub behind_proxy: bool,
    /// The largest file that may be uploaded, in bytes.
    pub largest_upload: u64,
}

/// What every request shares. Clones share it.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    setup: Setup,
    chance: Mutex<Chance>,
    form_key: [u8; 32],
    facts: RwLock<Arc<Facts>>,
    uploads: Arc<Semaphore>,
    answers_to_visitors: Arc<Semaphore>,
    answers_to_team: Arc<Semaphore>,
}

/// What the space says of itself, from its settings.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Its name: the place or the programme.
    pub name: Both,
    /// Who runs it, as a line beneath the name.
    pub strap: Both,
    /// Whom to ring when worried about someone.
    pub help: Both,
    /// Whether it is a demonstration.
    pub demonstration: bool,
}

impl Facts {
    fn read(db: &kernel::Db) -> Result<Self, Fault> {
        let get = |name: &str| settings::get(db, name).map(Option::unwrap_or_default);
        let both = |name: &str| -> Result<Both, Fault> {
            Ok(Both::new(get(&format!("{name}-en"))?, get(&format!("{name}-cy"))?))
        };
        let mut facts = Self {
            name: both("space-name")?,
            strap: both("space-strap")?,
            help: both("space-help")?,
            demonstration: get("space-demonstration")? == "yes",
        };
        if facts.name == Both::default() {
            facts.name = Both::new("Edefyn", "Edefyn");
        }
        Ok(facts)
    }
}

impl App {
    /// An app from its parts. It waits for the database.
    ///
    /// # Errors
    /// The database's.
    pub fn new(setup: Setup) -> Result<Self, Fault> {
        let mut chance = setup.chance.clone();
        let act = Act { actor: Actor::House, now: setup.clock.now(), chance: chance.fork() };
        let (key, facts) = setup.space.change_now(act, |tx| {
            let key = match settings::get(tx, "form-key")? {
                Some(key) => key,
                None => {
                    let key = blake3::Hash::from_bytes(tx.random()).to_hex().to_string();
                    settings::set(tx, "form-key", &key)?;
                    key
                }
            };
            Ok((key, Facts::read(tx)?))
        })?;
        Ok(Self(Arc::new(Inner {
            chance: Mutex::new(chance),
            form_key: *blake3::hash(key.as_bytes()).as_bytes(),
            facts: RwLock::new(Arc::new(facts)),
            uploads: Arc::new(Semaphore::new(UPLOADS_AT_ONCE)),
            answers_to_visitors: Arc::new(Semaphore::new(ANSWERS_AT_ONCE)),
            answers_to_team: Arc::new(Semaphore::new(ANSWERS_AT_ONCE)),
            setup,
        })))
    }

    /// The space.
    pub fn space(&self) -> &Space {
        &self.0.setup.space
    }

    /// The space's files.
    pub fn files(&self) -> &Files {
        &self.0.setup.files
    }

    /// The moment now.
    pub fn now(&self) -> Timestamp {
        self.0.setup.clock.now()
    }

    /// Its public address, without a slash at the end.
    pub fn base(&self) -> &str {
        &self.0.setup.base
    }

    /// The largest file that may be uploaded, in bytes.
    pub fn largest_upload(&self) -> u64 {
        self.0.setup.largest_upload
    }

    /// A place for one more upload, held until it is dropped; nothing when all are taken.
    pub(crate) fn place_for_upload(&self) -> Option<OwnedSemaphorePermit> {
        self.0.uploads.clone().try_acquire_owned().ok()
    }

    fn answers(&self, readers: Readers) -> &Arc<Semaphore> {
        match readers {
            Readers::Visitors => &self.0.answers_to_visitors,
            Readers::Team => &self.0.answers_to_team,
        }
    }

    /// A place for one more long answer on the disk, held until it is dropped; nothing when all are
    /// taken.
    pub(crate) fn place_for_answer(&self, readers: Readers) -> Option<OwnedSemaphorePermit> {
        self.answers(readers).clone().try_acquire_owned().ok()
    }

    /// How many more long answers may lie on the disk.
    #[cfg(feature = "testing")]
    pub fn places_for_answers(&self, readers: Readers) -> usize {
        self.answers(readers).available_permits()
    }

    /// Begins a long answer, which is sent when it is written whole.
    pub fn writing(&self, readers: Readers) -> Writing {
        Writing::begin(self.clone(), readers)
    }

    pub(crate) fn behind_proxy(&self) -> bool {
        self.0.setup.behind_proxy
    }

    /// Whether browsers reach it by an encrypted connection.
    pub(crate) fn is_secure(&self) -> bool {
        self.base().starts_with("https://")
    }

    /// A chance of one's own.
    pub fn chance(&self) -> Chance {
        self.0.chance.lock().unwrap_or_else(PoisonError::into_inner).fork()
    }

    /// An act by `actor` now.
    pub fn act(&self, actor: Actor) -> Act {
        Act { actor, now: self.now(), chance: self.chance() }
    }

    pub(crate) fn form_key(&self) -> &[u8; 32] {
        &self.0.form_key
    }

    /// What the space says of itself.
    pub fn facts(&self) -> Arc<Facts> {
        self.0.facts.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Reads again what the space says of itself, after it was changed.
    ///
    /// # Errors
    /// The database's.
    pub async fn refresh(&self) -> Result<(), Fault> {
        let facts = Arc::new(self.space().read(Facts::read).await?);
        *self.0.facts.write().unwrap_or_else(PoisonError::into_inner) = facts;
        Ok(())
    }
}
