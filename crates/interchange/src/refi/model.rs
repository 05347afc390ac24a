//! What a codebook and a project hold, in the standard's terms.

use jiff::Timestamp;
use uuid::Uuid;

use super::odd::Oddities;

/// Themes and nothing else: the content of a `.qdc` file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codebook {
    /// The program that wrote it.
    pub origin: Option<String>,
    /// The top of the tree; at least one when written, since the schema asks for it.
    pub codes: Vec<Code>,
}

/// A theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// Which one, in every file.
    pub guid: Uuid,
    /// Its name; blank where a file has none.
    pub name: String,
    /// Its definition.
    pub description: Option<String>,
    /// Its colour.
    pub colour: Option<Colour>,
    /// Whether text can be marked with it; false for mere headings.
    pub is_codable: bool,
    /// Notes about it. Only projects keep them; codebooks have no place for them.
    pub notes: Vec<Uuid>,
    /// The themes under it.
    pub children: Vec<Code>,
}

/// A colour: red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

/// Texts, themes and who marked what: the content of a `.qdpx` file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Project {
    /// Its name.
    pub name: String,
    /// The program that wrote it.
    pub origin: Option<String>,
    /// Who made it, and when.
    pub created: Stamp,
    /// Who changed it last, and when.
    pub modified: Stamp,
    /// The readers.
    pub users: Vec<User>,
    /// The top of the tree of themes.
    pub codes: Vec<Code>,
    /// The texts.
    pub sources: Vec<Source>,
    /// The notes, to which everything else refers by guid.
    pub notes: Vec<Note>,
    /// What it is about.
    pub description: Option<String>,
    /// Notes about the project as a whole.
    pub project_notes: Vec<Uuid>,
}

/// By whom and when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// By whom.
    pub user: Option<Uuid>,
    /// When. A moment without a time zone is read as UTC.
    pub at: Option<Timestamp>,
}

/// A reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Which one.
    pub guid: Uuid,
    /// Their name.
    pub name: Option<String>,
}

/// A text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Which one.
    pub guid: Uuid,
    /// Its name.
    pub name: Option<String>,
    /// What it is.
    pub description: Option<String>,
    /// The words.
    pub text: String,
    /// Who brought it in, and when.
    pub created: Stamp,
    /// Who changed it last, and when.
    pub modified: Stamp,
    /// The marked parts.
    pub selections: Vec<Selection>,
    /// Themes of the whole text.
    pub codings: Vec<Coding>,
    /// Notes about the whole text.
    pub notes: Vec<Uuid>,
}

/// A marked part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Which one.
    pub guid: Uuid,
    /// Its name; by custom the first words of it.
    pub name: Option<String>,
    /// The first code point, from 0.
    pub start: u64,
    /// One past the last code point.
    pub end: u64,
    /// A remark on it.
    pub description: Option<String>,
    /// Who marked it, and when.
    pub created: Stamp,
    /// Who changed it last, and when.
    pub modified: Stamp,
    /// The themes given to it.
    pub codings: Vec<Coding>,
    /// Notes about it.
    pub notes: Vec<Uuid>,
}

/// A theme given to a part or a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coding {
    /// Which one.
    pub guid: Uuid,
    /// The theme.
    pub code: Uuid,
    /// Who gave it, and when.
    pub created: Stamp,
    /// Notes about it.
    pub notes: Vec<Uuid>,
}

/// A note (memo).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Which one.
    pub guid: Uuid,
    /// Its name.
    pub name: Option<String>,
    /// Its words.
    pub text: String,
    /// Who wrote it, and when.
    pub created: Stamp,
    /// Who changed it last, and when.
    pub modified: Stamp,
}

/// What was read, and what the file has beyond it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading<T> {
    /// What was read.
    pub value: T,
    /// Elements that Edefyn does not hold (pictures, cases, sets, graphs), by name, with how many
    /// there were: to be told to the person, not dropped in silence.
    pub left_out: Vec<(String, u64)>,
    /// What is not as the standard has it, each with its place and what was made of it.
    pub odd: Oddities,
}

impl Source {
    /// The words of a part; none when it is not inside the text.
    pub fn words(&self, selection: &Selection) -> Option<&str> {
        let start = byte_of(&self.text, selection.start)?;
        self.text.get(start..byte_of(&self.text, selection.end)?)
    }
}

/// The byte at which code point number `place` of `text` begins; the length of the text for the
/// number one past the last, none beyond.
pub fn byte_of(text: &str, place: u64) -> Option<usize> {
    let place = usize::try_from(place).ok()?;
    if text.is_ascii() {
        return (place <= text.len()).then_some(place);
    }
    text.char_indices().map(|(byte, _)| byte).chain([text.len()]).nth(place)
}

/// The number of the code point that begins at `byte` of `text`; none inside one or beyond.
pub fn code_point_of(text: &str, byte: usize) -> Option<u64> {
    text.get(..byte).map(|before| before.chars().count() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_code_points() {
        let text = "tŷ dŵr 🌊!";
        assert_eq!(byte_of(text, 0), Some(0));
        assert_eq!(byte_of(text, 2), Some(3));
        assert_eq!(code_point_of(text, 3), Some(2));
        assert_eq!(code_point_of(text, 2), None);
        assert_eq!(byte_of(text, 9), Some(text.len()));
        assert_eq!(byte_of(text, 10), None);
        assert_eq!((byte_of("abc", 3), byte_of("abc", 4)), (Some(3), None));
    }
}
