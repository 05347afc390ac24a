//! The seal: an archive ends with the BLAKE3 digest of all its bytes before it, as the zip's
//! comment, so that a changed, missing or added byte anywhere is found before anything is read.

use super::problem::NotRestored;
use super::{Step, Tell};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};

/// What stands before the digest.
const MARK: &str = "edefyn archive, blake3 ";
/// The digest's length in hexadecimal digits.
const DIGITS: u64 = 64;

/// The zip's comment while there is no digest yet.
pub(super) fn blank() -> String {
    format!("{MARK}{}", "0".repeat(64))
}

/// Seals a finished zip and gives its digest.
pub(super) fn set(file: &mut File, tell: Tell<'_>) -> std::io::Result<String> {
    let length = file.seek(SeekFrom::End(0))?;
    let end = length.saturating_sub(DIGITS);
    let digest = digest(file, end, tell)?;
    file.seek(SeekFrom::Start(end))?;
    file.write_all(digest.as_bytes())?;
    Ok(digest)
}

/// Checks the seal and gives the digest.
pub(super) fn check(file: &mut File, tell: Tell<'_>) -> Result<String, NotRestored> {
    let length = file.seek(SeekFrom::End(0))?;
    let mark = u64::try_from(MARK.len()).unwrap_or(0);
    let Some(start) = length.checked_sub(DIGITS + mark) else { return Err(NotRestored::NoArchive) };
    file.seek(SeekFrom::Start(start))?;
    let mut end = Vec::new();
    file.take(DIGITS + mark).read_to_end(&mut end)?;
    let end = String::from_utf8(end).map_err(|_| NotRestored::NoArchive)?;
    let sealed = end.strip_prefix(MARK).ok_or(NotRestored::NoArchive)?;
    let found = digest(file, start + mark, tell)?;
    file.rewind()?;
    if found == sealed { Ok(found) } else { Err(NotRestored::Damaged) }
}

/// The digest of the first `length` bytes.
fn digest(file: &mut File, length: u64, tell: Tell<'_>) -> std::io::Result<String> {
    file.rewind()?;
    let mut hasher = blake3::Hasher::new();
    let mut bytes = vec![0; 1 << 16];
    let mut left = file.take(length);
    let mut done = 0_u64;
    loop {
        match left.read(&mut bytes)? {
            0 => return Ok(hasher.finalize().to_hex().to_string()),
            read => {
                hasher.update(bytes.get(..read).unwrap_or_default());
                done += u64::try_from(read).unwrap_or(0);
                tell(Step::Seal, done, length);
            }
        }
    }
}
