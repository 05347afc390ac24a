//! Themes and highlights to and from other programs for qualitative analysis: REFI-QDA 1.5.
//!
//! A codebook travels as `.qdc` (XML), a whole project as `.qdpx` (a zip of `project.qde` and one
//! text file for each source). Source: REFI-QDA standard 1.5 of 25 September 2019
//! (<https://www.qdasoftware.org>), sections 5, 8, 9 and 10, and its two schemas.
//!
//! Positions in a text are numbers of Unicode code points from 0. The standard says "the first and
//! the last character"; its own examples (annex A.2: "granola" at 62 to 69) count the end as one
//! past the last, and so does this module. Other programs don't all: see `places`.
//!
//! What is written is as the standard has it. What is read is whatever can be understood: what is
//! odd is named ([`Oddity`]), and only what can't be understood at all is refused ([`Fault`]).

mod archive;
mod decode;
mod dom;
mod fault;
mod model;
mod odd;
mod places;
mod read;
mod source;
mod value;
mod write;

pub use fault::{Fault, NotRead, NotWritten, Place};
pub use model::{
    Code, Codebook, Coding, Colour, Note, Project, Reading, Selection, Source, Stamp, User,
    byte_of, code_point_of,
};
pub use odd::{Odd, Oddities, Oddity};
pub use read::{read_codebook, read_project};
pub use write::{write_codebook, write_project};

/// The namespace of codebooks.
pub const CODEBOOK: &str = "urn:QDA-XML:codebook:1.0";
/// The namespace of projects.
pub const PROJECT: &str = "urn:QDA-XML:project:1.0";

/// How much of a file to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file as stored.
    pub file_bytes: u64,
    /// Bytes of all files in it, unpacked.
    pub unpacked_bytes: u64,
    /// Files in it.
    pub files: usize,
    /// Elements within elements, and so themes within themes.
    pub depth: usize,
}

/// 256 MiB stored, 512 MiB unpacked, 50,000 files, 64 levels.
impl Default for Limits {
    fn default() -> Self {
        Self { file_bytes: 1 << 28, unpacked_bytes: 1 << 29, files: 50_000, depth: 64 }
    }
}
