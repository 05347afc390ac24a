//! Prints a report: Typst source in, an accessible PDF (PDF/UA-1) out.
//!
//! This is the one crate that touches Typst, whose API moves with each minor version. Nothing
//! here reads a file, a clock or the network: the fonts are inside, and the source, the
//! identifier and the moment come from the caller. The same three give the same bytes.

mod answer;
mod font;
mod world;

pub use answer::answer;

use typst::{
    Library, LibraryExt as _, comemo,
    diag::{SourceDiagnostic, Warned},
    foundations::{Bytes, Datetime, Smart},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use font::Fonts;
use world::Sheet;

/// A press with its fonts laid in. Making one takes some milliseconds and a few megabytes; keep
/// it, and share it between threads.
pub struct Press {
    fonts: Fonts,
    library: LazyHash<Library>,
    standards: PdfStandards,
}

/// A moment in UTC, for the date inside the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Year, from 0.
    pub year: i32,
    /// Month, from 1 to 12.
    pub month: u8,
    /// Day of the month, from 1.
    pub day: u8,
    /// Hour, from 0 to 23.
    pub hour: u8,
    /// Minute, from 0 to 59.
    pub minute: u8,
    /// Second, from 0 to 59.
    pub second: u8,
}

/// Why nothing was printed. Each is a fault of ours, not of the reader's.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// What was given as a font is none.
    #[error("font {0} could not be read")]
    NotAFont(usize),
    /// The moment is not in the calendar.
    #[error("{0:?} is not in the calendar")]
    NoSuchMoment(Moment),
    /// The source could not be set.
    #[error("the source could not be set: {0}")]
    Source(String),
    /// The pages could not be made into an accessible file.
    #[error("the pages could not be made into PDF/UA-1: {0}")]
    NotAccessible(String),
    /// What was asked by a pipe can't be read.
    #[error("what was asked could not be read")]
    Asked,
    /// A pipe broke.
    #[error("a pipe broke: {0}")]
    Pipe(#[from] std::io::Error),
}

impl Press {
    /// A press with the fonts of the house: Atkinson Hyperlegible Next, Bricolage Grotesque and
    /// Literata.
    ///
    /// # Errors
    /// [`Fault::NotAFont`] when the program was built with broken fonts.
    pub fn new() -> Result<Self, Fault> {
        Self::with_fonts(font::embedded().map(Bytes::new))
    }

    fn with_fonts(fonts: impl IntoIterator<Item = Bytes>) -> Result<Self, Fault> {
        Ok(Self {
            fonts: Fonts::read(fonts)?,
            library: LazyHash::new(Library::default()),
            standards: PdfStandards::new(&[PdfStandard::Ua_1])
                .map_err(|problem| Fault::NotAccessible(problem.message().to_string()))?,
        })
    }

    /// Prints `source` as a tagged PDF that declares PDF/UA-1.
    ///
    /// `identifier` names the document for good, such as the address of a publication and its
    /// version; its hash is kept in the file. `moment` becomes the file's date. A character that
    /// no font has becomes "□"; see [`Press::unprintable`].
    ///
    /// # Errors
    /// [`Fault::Source`] when the source is not valid Typst, [`Fault::NotAccessible`] when it
    /// lacks what PDF/UA-1 asks for, such as a title.
    pub fn print(
        &self,
        source: &str,
        identifier: &str,
        moment: Option<Moment>,
    ) -> Result<Vec<u8>, Fault> {
        let timestamp = moment.map(timestamp).transpose()?;
        let sheet = Sheet::new(&self.library, &self.fonts, self.fonts.printable(source));
        let printed = self.pages(&sheet).and_then(|pages| {
            let options = PdfOptions {
                ident: Smart::Custom(identifier.to_owned()),
                creator: Smart::Custom(Some("Edefyn".to_owned())),
                timestamp,
                standards: self.standards.clone(),
                ..PdfOptions::default()
            };
            typst_pdf::pdf(&pages, &options)
                .map_err(|problems| Fault::NotAccessible(told(&sheet, &problems)))
        });
        // Typst remembers what it has set. Nothing may be kept: the words may be taken back
        // tomorrow, and memory would grow with every report.
        comemo::evict(0);
        printed
    }

    /// The characters of `text` that no font has, each once, in order.
    #[must_use]
    pub fn unprintable(&self, text: &str) -> Vec<char> {
        self.fonts.missing(text)
    }

    fn pages(&self, sheet: &Sheet<'_>) -> Result<PagedDocument, Fault> {
        let Warned { output, .. } = typst::compile::<PagedDocument>(sheet);
        output.map_err(|problems| Fault::Source(told(sheet, &problems)))
    }
}

fn timestamp(moment: Moment) -> Result<Timestamp, Fault> {
    let Moment { year, month, day, hour, minute, second } = moment;
    Datetime::from_ymd_hms(year, month, day, hour, minute, second)
        .filter(|_| year >= 0)
        .map(Timestamp::new_utc)
        .ok_or(Fault::NoSuchMoment(moment))
}

/// Problems in one line: where, and what. The source itself is not told: it holds people's words.
fn told(sheet: &Sheet<'_>, problems: &[SourceDiagnostic]) -> String {
    let told = problems.iter().map(|problem| match sheet.line(problem.span) {
        Some(line) => format!("line {line}: {}", problem.message),
        None => problem.message.to_string(),
    });
    told.collect::<Vec<_>>().join("; ")
}
