//! In which encoding a text file is: said by its mark, by a person, or guessed from its bytes.

use encoding_rs::{Decoder, MACINTOSH, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// In which encoding a table is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// To be found out. UTF-8 is known by its bytes and UTF-16 by its mark or its nulls; whatever
    /// is neither is Windows-1252 or Mac Roman, whichever makes better words.
    /// [`Table::encoding`](super::Table::encoding) tells which it was, and somebody has to look.
    Guess,
    /// UTF-8, with a byte-order mark or without.
    Utf8,
    /// UTF-16, little end first: what a spreadsheet calls "Unicode text".
    Utf16Le,
    /// UTF-16, big end first.
    Utf16Be,
    /// Windows-1252, which older Western spreadsheets write.
    Windows1252,
    /// Mac Roman, which older spreadsheets on a Macintosh write.
    MacRoman,
}

impl Encoding {
    /// Those that somebody may choose.
    pub const ALL: [Self; 6] =
        [Self::Guess, Self::Utf8, Self::Utf16Le, Self::Utf16Be, Self::Windows1252, Self::MacRoman];

    /// Its name, as the command line and forms have it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Guess => "guess",
            Self::Utf8 => "utf8",
            Self::Utf16Le => "utf16-le",
            Self::Utf16Be => "utf16-be",
            Self::Windows1252 => "windows1252",
            Self::MacRoman => "mac-roman",
        }
    }

    /// The one with this name.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|encoding| encoding.word() == word)
    }

    /// Its name among people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Guess => "?",
            Self::Utf8 => "UTF-8",
            Self::Utf16Le | Self::Utf16Be => "UTF-16",
            Self::Windows1252 => "Windows-1252",
            Self::MacRoman => "Mac Roman",
        }
    }

    pub(super) fn decoder(self) -> Option<Decoder> {
        let encoding = match self {
            Self::Guess | Self::Utf8 => return None,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
            Self::Windows1252 => WINDOWS_1252,
            Self::MacRoman => MACINTOSH,
        };
        Some(encoding.new_decoder_without_bom_handling())
    }

    /// What the first bytes of a file say, and the length of its byte-order mark.
    pub(super) fn said(start: &[u8]) -> Option<(Self, usize)> {
        match start {
            [0xEF, 0xBB, 0xBF, ..] => Some((Self::Utf8, 3)),
            [0xFF, 0xFE, ..] => Some((Self::Utf16Le, 2)),
            [0xFE, 0xFF, ..] => Some((Self::Utf16Be, 2)),
            // Two Latin letters in UTF-16 without a mark.
            [a, 0, b, 0, ..] if *a != 0 && *b != 0 => Some((Self::Utf16Le, 0)),
            [0, a, 0, b, ..] if *a != 0 && *b != 0 => Some((Self::Utf16Be, 0)),
            _ => None,
        }
    }

    /// Which of the encodings of one byte for each character makes better words of `bytes`.
    pub(super) fn likelier(bytes: &[u8]) -> Self {
        let lines_end_as_on_old_macintoshes = bytes.contains(&b'\r') && !bytes.contains(&b'\n');
        let mac = sense(&MACINTOSH.decode_without_bom_handling(bytes).0)
            + if lines_end_as_on_old_macintoshes { 3 } else { 0 };
        let windows = sense(&WINDOWS_1252.decode_without_bom_handling(bytes).0);
        if mac > windows { Self::MacRoman } else { Self::Windows1252 }
    }
}

/// How much sense `text` makes: small letters within words do, capitals after small letters and
/// rare signs do not.
fn sense(text: &str) -> i64 {
    let mut sense = 0;
    let mut before = ' ';
    for c in text.chars() {
        if !c.is_ascii() {
            sense += match c {
                '‘' | '’' | '“' | '”' | '–' | '—' | '…' | '£' | '€' | '°' | '½' | '•' => {
                    1
                }
                c if c.is_lowercase() => 2,
                c if c.is_uppercase() && before.is_lowercase() => -2,
                c if c.is_uppercase() => 1,
                '\u{a0}' => 0,
                _ => -2,
            };
        }
        before = c;
    }
    sense
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_encodings_are_told_apart_by_the_words_that_they_make() {
        for words in [
            "1,café – it’s £5",
            "1,Siân and José said “naïve”",
            "1,Élan, à côté",
            "1,Über straße, Größe",
            "1,Tŷ? No: tô. Môn, Siôn, gêm",
        ] {
            let plain: String = words.chars().filter(|c| *c != 'ŷ').collect();
            let (windows, _, lossy) = WINDOWS_1252.encode(&plain);
            assert!(!lossy);
            assert_eq!(Encoding::likelier(&windows), Encoding::Windows1252, "{words}");
            // Encoders of Mac Roman are rare: each byte is asked what it means.
            let mac: Vec<u8> = plain
                .chars()
                .map(|c| {
                    let means = |byte: &u8| {
                        MACINTOSH.decode_without_bom_handling(&[*byte]).0 == c.to_string()
                    };
                    (0..=255).find(means).unwrap()
                })
                .collect();
            assert_eq!(Encoding::likelier(&mac), Encoding::MacRoman, "{words}");
        }
    }
}
