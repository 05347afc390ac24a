//! The words of a file in an archive, in whichever encoding they are.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::fault::{Fault, NotRead, Place};

/// The words of a file, without a byte-order mark.
pub(super) struct Words {
    pub(super) text: String,
    /// Whether there was a byte-order mark.
    pub(super) marked: bool,
    /// Whether the encoding was only guessed.
    pub(super) guessed: bool,
}

/// The words of a document: UTF-8, UTF-16, or the encoding that its declaration names.
///
/// # Errors
/// [`Fault::NotText`] with the place in the file of this name.
pub(super) fn document(file: &str, bytes: Vec<u8>) -> Result<String, NotRead> {
    let encoding = match bytes.as_slice() {
        [b'<', 0, ..] => UTF_16LE,
        [0, b'<', ..] => UTF_16BE,
        _ => match declared(&bytes) {
            // It is read as bytes, so it can't be in UTF-16, whatever it says.
            Some(named) if named != UTF_16LE && named != UTF_16BE => named,
            _ => UTF_8,
        },
    };
    // What says nothing or the wrong thing is UTF-8 more often than not.
    match std::str::from_utf8(&bytes) {
        Ok(text) if encoding != UTF_16LE && encoding != UTF_16BE => {
            Ok(text.strip_prefix('\u{feff}').unwrap_or(text).to_owned())
        }
        _ => read(file, &bytes, encoding).map(|words| words.text),
    }
}

/// The words of a text: UTF-8, UTF-16 with a byte-order mark, or else Windows-1252, in which
/// nearly any bytes mean something; none with a NUL in them, which are no text.
///
/// # Errors
/// [`Fault::NotText`] with the place in the file of this name.
pub(super) fn text(file: &str, bytes: &[u8]) -> Result<Words, NotRead> {
    let marked = Encoding::for_bom(bytes).is_some();
    read(file, bytes, UTF_8).or_else(|refused| {
        if marked || bytes.contains(&0) {
            return Err(refused);
        }
        let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
        Ok(Words { text: text.into_owned(), marked, guessed: true })
    })
}

fn read(file: &str, bytes: &[u8], encoding: &'static Encoding) -> Result<Words, NotRead> {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((encoding, 0));
    let rest = bytes.get(mark..).unwrap_or_default();
    match encoding.decode_without_bom_handling_and_without_replacement(rest) {
        Some(text) => Ok(Words { text: text.into_owned(), marked: mark > 0, guessed: false }),
        None => Err(not_text(file, rest)),
    }
}

/// The encoding that an XML declaration names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.get(..bytes.len().min(200))?;
    let start = String::from_utf8_lossy(start);
    let declaration = start.strip_prefix("<?xml")?.split("?>").next()?;
    let (_, rest) = declaration.split_once("encoding")?;
    let value = rest.trim_start().strip_prefix('=')?.trim_start();
    Encoding::for_label(value.split(['"', '\'']).nth(1)?.as_bytes())
}

fn not_text(file: &str, bytes: &[u8]) -> NotRead {
    let good = std::str::from_utf8(bytes).err().map_or(0, |error| error.valid_up_to());
    let good = bytes.get(..good).unwrap_or_default();
    let lines = good.iter().filter(|byte| **byte == b'\n').count();
    let start = good.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let last = String::from_utf8_lossy(good.get(start..).unwrap_or_default());
    let place = Place {
        file: file.to_owned(),
        line: lines as u64 + 1,
        column: last.chars().count() as u64 + 1,
    };
    NotRead { place: Some(place), fault: Fault::NotText }
}
