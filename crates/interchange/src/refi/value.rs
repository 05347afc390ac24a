//! What attributes say: colours, moments, yes or no, identifiers, and paths to texts.

use jiff::Timestamp;
use jiff::civil::DateTime;
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

use super::model::Colour;

pub(super) fn yes_or_no(value: &str) -> Option<bool> {
    match value.to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" => Some(true),
        "false" | "0" | "no" => Some(false),
        _ => None,
    }
}

/// `#RGB`, `#RRGGBB` and `#AARRGGBB`, with the sign or without, and `rgb(1, 2, 3)`.
pub(super) fn colour(value: &str) -> Option<Colour> {
    if let Some(inside) = value.strip_prefix("rgb(").and_then(|rest| rest.strip_suffix(')')) {
        let parts: Option<Vec<u8>> =
            inside.split(',').map(|part| part.trim().parse().ok()).collect();
        let [r, g, b] = *parts?.as_slice() else { return None };
        return Some(Colour(r, g, b));
    }
    let digits: Option<Vec<u8>> = value
        .strip_prefix('#')
        .unwrap_or(value)
        .chars()
        .map(|digit| digit.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect();
    match digits?.as_slice() {
        [r, g, b] => Some(Colour(r * 17, g * 17, b * 17)),
        [r, s, g, h, b, c] | [_, _, r, s, g, h, b, c] => {
            Some(Colour(r * 16 + s, g * 16 + h, b * 16 + c))
        }
        _ => None,
    }
}

/// An `xsd:dateTime`, or a day; without a time zone it is taken for UTC.
pub(super) fn moment(text: &str) -> Option<Timestamp> {
    if let Ok(moment) = text.parse() {
        return Some(moment);
    }
    let civil: DateTime = text.parse().ok()?;
    civil.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

/// Makes one identifier out of words, always the same for the same words.
pub(super) fn derived(words: &[&str]) -> Uuid {
    let mut digest = Sha256::new();
    for word in words {
        digest.update((word.len() as u64).to_be_bytes());
        digest.update(word.as_bytes());
    }
    let mut bytes = [0_u8; 16];
    bytes.iter_mut().zip(digest.finalize()).for_each(|(to, from)| *to = from);
    Builder::from_custom_bytes(bytes).into_uuid()
}

/// Where a text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Path {
    /// In the archive, under this name.
    Inside(String),
    /// In another place.
    Elsewhere,
}

/// What a `plainTextPath` means: `internal://name`, or a name alone. What is relative to the
/// project is in the archive if it was packed with it.
pub(super) fn path(value: &str) -> Path {
    let value = value.trim().replace('\\', "/");
    let (scheme, rest) = match value.split_once(':') {
        Some((scheme, rest)) if scheme.len() > 1 && !scheme.contains('/') => (scheme, rest),
        Some((drive, _)) if drive.len() == 1 => return Path::Elsewhere,
        _ => ("internal", value.as_str()),
    };
    match scheme.to_ascii_lowercase().as_str() {
        "internal" | "relative" => {
            let parts = rest.split('/').filter(|part| !part.is_empty() && *part != ".");
            Path::Inside(parts.collect::<Vec<_>>().join("/"))
        }
        _ => Path::Elsewhere,
    }
}

/// `%20` and its like as the characters that they stand for; nothing where there are none.
pub(super) fn unescaped(name: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = name.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let pair = after.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        match pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).ok().filter(|unescaped| unescaped != name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_as_programs_write_them() {
        let red = Some(Colour(0xff, 0, 0x11));
        for value in ["#f01", "#ff0011", "FF0011", "#FFff0011", "rgb(255, 0,17)"] {
            assert_eq!(colour(value), red, "{value}");
        }
        for value in ["", "#", "red", "#ff001", "rgb(1,2)", "rgb(256,0,0)", "ŵŵŵŵŵŵ"] {
            assert_eq!(colour(value), None, "{value}");
        }
    }

    #[test]
    fn a_path_leads_into_the_archive_or_elsewhere() {
        let inside = |name: &str| Path::Inside(name.to_owned());
        for (value, found) in [
            ("internal://a.txt", inside("a.txt")),
            ("internal:///a.txt", inside("a.txt")),
            ("internal://Sources/a.txt", inside("Sources/a.txt")),
            ("Internal:a.txt", inside("a.txt")),
            ("a.txt", inside("a.txt")),
            (r".\sources\a.txt", inside("sources/a.txt")),
            ("relative:///texts/a.txt", inside("texts/a.txt")),
            ("absolute:///C:/a.txt", Path::Elsewhere),
            ("file:///a.txt", Path::Elsewhere),
            (r"C:\a.txt", Path::Elsewhere),
            ("https://example.org/a.txt", Path::Elsewhere),
        ] {
            assert_eq!(path(value), found, "{value}");
        }
        assert_eq!(unescaped("a%20b%C5%B5.txt").as_deref(), Some("a bŵ.txt"));
        assert_eq!(unescaped("100%.txt"), None);
    }
}
