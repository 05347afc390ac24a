//! What separates cells: given, said by the file, or guessed from its header line.

/// What separates the cells of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`, as spreadsheets write where the comma is the decimal sign.
    Semicolon,
    /// A tab.
    Tab,
    /// `|`
    Pipe,
}

impl Delimiter {
    /// All of them, the likeliest first.
    pub const ALL: [Self; 4] = [Self::Comma, Self::Semicolon, Self::Tab, Self::Pipe];

    pub(super) fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Pipe => b'|',
        }
    }

    /// Its name, as the command line and forms have it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Comma => "comma",
            Self::Semicolon => "semicolon",
            Self::Tab => "tab",
            Self::Pipe => "pipe",
        }
    }

    /// The one with this name.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|delimiter| delimiter.word() == word)
    }

    /// The one that stands most often in the first line of `text`, outside quotes.
    pub(super) fn sniff(text: &[u8]) -> Self {
        let mut quoted = false;
        let mut counts = [0_u32; 4];
        for byte in text {
            match byte {
                b'"' => quoted = !quoted,
                _ if quoted => {}
                b'\n' | b'\r' => break,
                byte => {
                    for (delimiter, count) in Self::ALL.iter().zip(&mut counts) {
                        *count += u32::from(delimiter.byte() == *byte);
                    }
                }
            }
        }
        let mut best = (Self::Comma, 0);
        for (delimiter, count) in Self::ALL.into_iter().zip(counts) {
            // A tab stands in no header by chance.
            if count > best.1 || (delimiter == Self::Tab && count > 0 && count == best.1) {
                best = (delimiter, count);
            }
        }
        best.0
    }

    /// What a first line of `sep=;` says, which spreadsheets write and read, with the length of
    /// that line and its end.
    pub(super) fn said(text: &[u8]) -> Option<(Self, usize)> {
        let end = text.iter().position(|byte| matches!(byte, b'\n' | b'\r'))?;
        let line = text.get(..end)?.trim_ascii_end();
        let line = match line {
            // A tab is blank, and stands at the end.
            [b's' | b'S', b'e' | b'E', b'p' | b'P', b'='] => text.get(..5)?,
            line => line,
        };
        let line =
            line.strip_prefix(b"\"").map_or(line, |line| line.strip_suffix(b"\"").unwrap_or(line));
        let (sep, byte) = (line.get(..4)?, *line.get(4)?);
        if line.len() != 5 || !sep.eq_ignore_ascii_case(b"sep=") {
            return None;
        }
        let delimiter = Self::ALL.into_iter().find(|delimiter| delimiter.byte() == byte)?;
        let two = text.get(end..end + 2) == Some(b"\r\n");
        Some((delimiter, end + if two { 2 } else { 1 }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_may_say_the_delimiter() {
        for (text, delimiter, length) in [
            ("sep=;\na", Delimiter::Semicolon, 6),
            ("SEP=|\r\na", Delimiter::Pipe, 7),
            ("\"sep=,\"\ra", Delimiter::Comma, 8),
            ("sep=\t\na", Delimiter::Tab, 6),
            ("sep=; \na", Delimiter::Semicolon, 7),
        ] {
            assert_eq!(Delimiter::said(text.as_bytes()), Some((delimiter, length)), "{text:?}");
        }
        for text in ["sep=\na", "sep=x\na", "sep=;;\na", "sep;a\n", "a=;\n", "sep=;", ""] {
            assert_eq!(Delimiter::said(text.as_bytes()), None, "{text:?}");
        }
    }
}
