//! All that Typst can see while it sets one report: the source, the fonts, and nothing else.

use typst::{
    Library, World, WorldExt as _,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{DiagSpan, FileId, Source},
    text::{Font, FontBook},
    utils::LazyHash,
};

use crate::font::Fonts;

/// The world of one report.
pub(crate) struct Sheet<'a> {
    library: &'a LazyHash<Library>,
    fonts: &'a Fonts,
    source: Source,
}

impl<'a> Sheet<'a> {
    /// `text` always has the same name: Typst keeps every name it has heard for good.
    pub(crate) fn new(library: &'a LazyHash<Library>, fonts: &'a Fonts, text: String) -> Self {
        Self { library, fonts, source: Source::detached(text) }
    }

    /// The line of the source, from 1, that `span` points at.
    pub(crate) fn line(&self, span: DiagSpan) -> Option<usize> {
        let range = self.range(span)?;
        self.source.lines().byte_to_line(range.start).map(|line| line + 1)
    }
}

impl World for Sheet<'_> {
    fn library(&self) -> &LazyHash<Library> {
        self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.source.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.source.id() { Ok(self.source.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _id: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
