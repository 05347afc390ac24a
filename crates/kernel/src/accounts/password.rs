//! Passwords, by argon2id with the parameters that OWASP's Password Storage Cheat Sheet gives.

use super::NotAccount;
use crate::{Chance, Fault};
use argon2::password_hash::phc::{Output, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use std::sync::{Mutex, PoisonError};

/// The fewest characters of a password.
const LEAST: usize = 12;
/// The most bytes of a password: more would only slow the server down.
const MOST: usize = 1024;

/// A hash that no password has, so that an unknown address takes as long as a wrong password.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5LWhhcy10aGlzMQ$\
    MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA";

/// The memory that was worked in, kept for the next password: an allocator does not give such
/// pieces back, so each that is made anew may stay for good.
static KEPT: Mutex<Vec<Vec<Block>>> = Mutex::new(Vec::new());
/// How many pieces of 19 MiB are kept.
const MOST_KEPT: usize = 2;

/// The digest of a password, worked out in memory that was used before when there is some.
fn digest(password: &[u8], salt: &[u8], params: &Params, length: usize) -> Option<Vec<u8>> {
    let mut memory = KEPT.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
    memory.resize(params.block_count(), Block::new());
    let mut out = vec![0; length];
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone());
    let done = argon2.hash_password_into_with_memory(password, salt, &mut out, &mut memory);
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.len() < MOST_KEPT {
        kept.push(memory);
    }
    done.ok().map(|()| out)
}

/// The parameters of new hashes.
fn params() -> Params {
    Params::new(19 * 1024, 2, 1, None).unwrap_or_default()
}

/// Hashes a password for storage. It takes some 20 ms: call it outside a change.
///
/// # Errors
/// [`NotAccount::ShortPassword`], [`NotAccount::LongPassword`] and [`NotAccount::CommonPassword`].
pub fn hash_password(password: &str, chance: &mut Chance) -> Result<String, NotAccount> {
    if password.chars().count() < LEAST {
        return Err(NotAccount::ShortPassword { least: LEAST });
    }
    if password.len() > MOST {
        return Err(NotAccount::LongPassword { most: MOST });
    }
    if super::is_common(password) {
        return Err(NotAccount::CommonPassword);
    }
    let (salt, params) = (chance.bytes::<16>(), params());
    let stored = || {
        let hash = digest(password.as_bytes(), &salt, &params, Params::DEFAULT_OUTPUT_LEN)?;
        let phc = PasswordHash {
            algorithm: Algorithm::Argon2id.ident(),
            version: Some(Version::V0x13.into()),
            params: (&params).try_into().ok()?,
            salt: Some(Salt::new(&salt).ok()?),
            hash: Some(Output::new(&hash).ok()?),
        };
        Some(phc.to_string())
    };
    stored().ok_or_else(|| Fault::Other("a password could not be hashed".into()).into())
}

/// Whether a password is the one that was hashed. It takes as long when there is no hash.
pub fn password_holds(password: &str, hash: Option<&str>) -> bool {
    let found = PasswordHash::new(hash.unwrap_or(NOBODY)).ok().and_then(|stored| {
        let params = Params::try_from(&stored).ok()?;
        let (salt, wanted) = (stored.salt?, stored.hash?);
        let ours = stored.algorithm == Algorithm::Argon2id.ident() && password.len() <= MOST;
        let found = digest(password.as_bytes(), &salt, &params, wanted.len()).filter(|_| ours)?;
        Some(Output::new(&found).ok()? == wanted)
    });
    found.unwrap_or(false) && hash.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use argon2::password_hash::PasswordVerifier;

    #[test]
    fn only_the_right_password_holds() {
        let mut chance = Chance::seeded([7; 32]);
        let hash = hash_password("heol isaf, heol uchaf", &mut chance).unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(password_holds("heol isaf, heol uchaf", Some(&hash)));
        assert!(!password_holds("heol isaf, heol ucha", Some(&hash)));
        assert!(!password_holds("heol isaf, heol uchaf", None));
        assert!(PasswordHash::new(NOBODY).is_ok());
        let read = PasswordHash::new(&hash).unwrap();
        let peer = Argon2::new(Algorithm::Argon2id, Version::V0x13, params());
        assert!(peer.verify_password(b"heol isaf, heol uchaf", &read).is_ok());
    }

    #[test]
    fn many_passwords_leave_two_pieces_of_memory_behind() {
        std::thread::scope(|scope| {
            for number in 0..6 {
                scope.spawn(move || assert!(!password_holds(&format!("tair afon {number}"), None)));
            }
        });
        let kept = KEPT.lock().unwrap();
        assert!((1..=MOST_KEPT).contains(&kept.len()), "{}", kept.len());
        assert!(kept.iter().all(|memory| memory.len() == params().block_count()));
    }

    #[test]
    fn a_short_password_is_refused() {
        let refused = hash_password("heol isaf", &mut Chance::seeded([7; 32]));
        assert!(matches!(refused, Err(NotAccount::ShortPassword { least: 12 })));
    }
}
