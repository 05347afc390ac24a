//! Passwords, by argon2id with the parameters that OWASP's Password Storage Cheat Sheet gives.

use super::NotAccount;
use crate::{Chance, Fault};
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};

/// The fewest characters of a password.
const LEAST: usize = 12;
/// The most bytes of a password: more would only slow the server down.
const MOST: usize = 1024;

/// A hash that no password has, so that an unknown address takes as long as a wrong password.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5LWhhcy10aGlzMQ$\
    MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA";

fn argon2() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// Hashes a password for storage. It takes some 20 ms: call it outside a change.
///
/// # Errors
/// [`NotAccount::ShortPassword`] and [`NotAccount::LongPassword`].
pub fn hash_password(password: &str, chance: &mut Chance) -> Result<String, NotAccount> {
    if password.chars().count() < LEAST {
        return Err(NotAccount::ShortPassword { least: LEAST });
    }
    if password.len() > MOST {
        return Err(NotAccount::LongPassword { most: MOST });
    }
    argon2()
        .hash_password_with_salt(password.as_bytes(), &chance.bytes::<16>())
        .map(|hash| hash.to_string())
        .map_err(|error| Fault::Other(format!("argon2: {error}")).into())
}

/// Whether a password is the one that was hashed. It takes as long when there is no hash.
pub fn password_holds(password: &str, hash: Option<&str>) -> bool {
    let stored = PasswordHash::new(hash.unwrap_or(NOBODY));
    let holds = stored.is_ok_and(|stored| {
        password.len() <= MOST && argon2().verify_password(password.as_bytes(), &stored).is_ok()
    });
    holds && hash.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_password_holds() {
        let mut chance = Chance::seeded([7; 32]);
        let hash = hash_password("heol isaf, heol uchaf", &mut chance).unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(password_holds("heol isaf, heol uchaf", Some(&hash)));
        assert!(!password_holds("heol isaf, heol ucha", Some(&hash)));
        assert!(!password_holds("heol isaf, heol uchaf", None));
        assert!(PasswordHash::new(NOBODY).is_ok());
    }

    #[test]
    fn a_short_password_is_refused() {
        let refused = hash_password("heol isaf", &mut Chance::seeded([7; 32]));
        assert!(matches!(refused, Err(NotAccount::ShortPassword { least: 12 })));
    }
}
