//! Who acts, when, and by what chance: everything that a change needs to know from outside.

use crate::{Timestamp, ids::AccountId};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use uuid::Uuid;

/// Who makes a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Someone who has signed in.
    Account(AccountId),
    /// The person whose voice it is, by its thread number.
    Narrator,
    /// A visitor without an account.
    Visitor,
    /// Someone at the server's command line.
    Command,
    /// The house itself: work it does later or by the clock.
    House,
}

impl Actor {
    /// The name that the audit log uses.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Account(_) => "account",
            Self::Narrator => "narrator",
            Self::Visitor => "visitor",
            Self::Command => "command",
            Self::House => "house",
        }
    }

    /// The account, when it is one.
    pub fn account(self) -> Option<AccountId> {
        match self {
            Self::Account(id) => Some(id),
            _ => None,
        }
    }
}

/// Randomness that was passed in: from the system at the edge, from a fixed seed in tests and
/// the demonstration.
#[derive(Clone)]
pub struct Chance(ChaCha20Rng);

impl Chance {
    /// Chance from a seed; the same seed gives the same chances.
    pub fn seeded(seed: [u8; 32]) -> Self {
        Self(ChaCha20Rng::from_seed(seed))
    }

    /// `N` random bytes.
    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.fill_bytes(&mut bytes);
        bytes
    }

    /// A whole number from 0 to `end` - 1, every one as likely (0 when `end` is 0).
    pub fn below(&mut self, end: u32) -> u32 {
        let Some(limit) = (u32::MAX / end.max(1)).checked_mul(end.max(1)) else { return 0 };
        loop {
            let draw = self.0.next_u32();
            if draw < limit {
                return draw % end.max(1);
            }
        }
    }

    /// A new seed, for a chance that goes its own way.
    pub fn fork(&mut self) -> Self {
        Self::seeded(self.bytes())
    }
}

/// One change: who makes it, at which moment, with which randomness.
#[derive(Clone)]
pub struct Act {
    /// Who makes it.
    pub actor: Actor,
    /// The moment at which it is made.
    pub now: Timestamp,
    /// The randomness it may use.
    pub chance: Chance,
}

impl Act {
    /// A new version 7 identifier, in order of time.
    pub fn uuid(&mut self) -> Uuid {
        let micros = self.now.as_microsecond().max(0).unsigned_abs();
        uuid::Builder::from_unix_timestamp_millis(micros / 1000, &self.chance.bytes()).into_uuid()
    }
}
