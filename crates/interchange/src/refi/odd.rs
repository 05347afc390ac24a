//! What is odd in a file that was read all the same: its place, and what was made of it.

use uuid::Uuid;

use super::fault::Place;

/// How many oddities are named one by one.
const NAMED: usize = 200;

/// Something that is not as the standard has it, and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Oddity {
    /// Where.
    pub place: Place,
    /// The element.
    pub element: String,
    /// What the file calls it, where it calls it anything.
    pub name: Option<String>,
    /// Its identifier, as the file has it.
    pub guid: Option<String>,
    /// What is odd, and what was made of it.
    pub odd: Odd,
}

/// What is odd, and what was made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Odd {
    /// A text is not in the file, under the name given. It is left out.
    Missing(String),
    /// A text is kept in another place than the file. It is left out.
    Elsewhere(String),
    /// There are no plain words: a picture, a recording, a styled document. It is left out.
    NoWords,
    /// A text in no encoding that is known. It is left out.
    NotText,
    /// A text that is not in UTF-8; it was read as Windows-1252.
    Windows1252,
    /// The places in a text are counted in another way than the standard has it (UTF-16, line ends
    /// of two characters counted once, the byte-order mark, the last character itself). They were
    /// read in the way that fits the words.
    Counted,
    /// A mark begins after its end, or where its text has ended. It is left out.
    Outside,
    /// A mark ends after its text. It ends with its text.
    PastTheEnd,
    /// A mark of nothing that has a theme. It is left out.
    Empty,
    /// A place of a mark is no number. The mark is left out.
    NoPlace,
    /// A mark's theme is not in the codebook. This use of it is left out.
    UnknownCode,
    /// A mark does not say its theme. This use is left out.
    NoCode,
    /// A theme has no name. It is named by its identifier.
    NoName,
    /// There is no identifier, or one that means nothing. It was given one.
    NoGuid,
    /// Something before it has the same identifier. It was given another; what refers to the
    /// identifier refers to the first.
    SameGuid(Uuid),
    /// The value of an attribute means nothing. It is left out.
    BadValue(&'static str),
}

impl Odd {
    /// Whether something of the file is left out for it.
    pub fn leaves_out(&self) -> bool {
        !matches!(
            self,
            Self::Windows1252
                | Self::Counted
                | Self::PastTheEnd
                | Self::NoName
                | Self::NoGuid
                | Self::SameGuid(_)
        )
    }
}

/// Oddities in the order of the file: the first of them named, the rest counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Oddities {
    found: Vec<Oddity>,
    beyond: u64,
}

impl Oddities {
    /// Keeps what `oddity` makes, or only counts it.
    pub(super) fn push(&mut self, oddity: impl FnOnce() -> Oddity) {
        if self.found.len() < NAMED {
            self.found.push(oddity());
        } else {
            self.beyond += 1;
        }
    }

    /// Those that are named.
    pub fn found(&self) -> &[Oddity] {
        &self.found
    }

    /// How many more there are.
    pub fn beyond(&self) -> u64 {
        self.beyond
    }

    /// Whether nothing is odd.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }
}
