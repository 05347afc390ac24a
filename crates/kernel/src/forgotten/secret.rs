//! The secret by which digests are made: a file beside the space, in no table and no archive.

use crate::Fault;
use std::io::{ErrorKind, Read, Write};
use std::path::Path;

/// The name of the file that holds it, in the folder of the space's data.
pub const NAME: &str = "forgotten.key";

/// Thirty-two random bytes. Whoever has them and the tables can try whether some words were taken
/// back; without them nobody can.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Secret([u8; 32]);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

impl Secret {
    /// The one of these bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The one in a folder; when there is none yet, `fresh` is put there for its owner alone.
    ///
    /// # Errors
    /// The system's, and a file that is no secret.
    pub fn in_folder(folder: &Path, fresh: [u8; 32]) -> Result<Self, Fault> {
        let path = folder.join(NAME);
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(&path) {
            Ok(mut file) => {
                file.write_all(&fresh)?;
                file.sync_all()?;
                Ok(Self(fresh))
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                let mut bytes = Vec::new();
                std::fs::File::open(&path)?.take(33).read_to_end(&mut bytes)?;
                let bytes = <[u8; 32]>::try_from(bytes.as_slice());
                bytes.map(Self).map_err(|_| Fault::Other(format!("{NAME} is no secret")))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// A name for it that tells nothing of it, by which another one is noticed.
    pub fn name(&self) -> String {
        blake3::derive_key("edefyn 2026-11 name of the secret of what was taken back", &self.0)
            .iter()
            .take(8)
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    /// What a run is looked up by, from its first letters.
    pub(super) fn tag(&self, start: &str) -> i64 {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        hasher.update(b"start ").update(start.as_bytes());
        let [a, b, c, d, ..] = *hasher.finalize().as_bytes();
        i64::from(u32::from_be_bytes([a, b, c, d]))
    }

    /// What a run is told by.
    pub(super) fn digest(&self, run: &str) -> Vec<u8> {
        let digest = blake3::keyed_hash(&self.0, run.as_bytes());
        digest.as_bytes().iter().take(16).copied().collect()
    }
}
