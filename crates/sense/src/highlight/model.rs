//! What a highlight is, and where one may lie. Nothing here knows of HTTP or SQL.

use crate::ids::{HighlightId, ReadingId, ThemeId};
use kernel::Timestamp;
use listen::ids::VoiceId;

kernel::record! {
    /// Words that a reader marked with a theme.
    pub struct Highlight {
        /// Its id.
        pub id: HighlightId,
        /// The reading it belongs to.
        pub reading_id: ReadingId,
        /// The voice whose words they are.
        pub voice_id: VoiceId,
        /// The theme.
        pub theme_id: ThemeId,
        /// The line on which they stand, from 1.
        pub line: u32,
        /// Where they begin in the voice's words, in Unicode code points from 0.
        pub start_at: usize,
        /// Where they end, in Unicode code points; the first that is not marked.
        pub end_at: usize,
        /// When it was made.
        pub created_at: Timestamp,
    }
}

/// A stretch of a voice's words on one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The line, from 1.
    pub line: u32,
    /// Where it begins in the voice's words, in Unicode code points from 0.
    pub start: usize,
    /// Where it ends: the first code point that is not in it.
    pub end: usize,
}

impl Highlight {
    /// Where it lies.
    pub fn span(&self) -> Span {
        Span { line: self.line, start: self.start_at, end: self.end_at }
    }
}

kernel::refusal! {
    /// Why words could not be marked.
    pub enum NotHighlighted {
        /// There is no such reading.
        NoReading => "highlight-no-reading",
        /// The reading is finished.
        Finished => "reading-is-finished",
        /// This person chose to see the others' themes instead of reading it.
        Passed => "reading-was-passed",
        /// The voice can't be worked with now.
        NoVoice => "reading-no-voice",
        /// The line or the stretch is not in the words as they are now.
        Stale => "highlight-stale" at "line",
        /// A theme is not of this programme, or has ended.
        NoTheme => "highlight-no-theme" at "theme",
        /// A finding rests on a mark that would go.
        Evidence { number: i64 } => "highlight-is-evidence" at "theme",
        /// The note is too long.
        LongMemo { limit: usize } => "memo-too-long" at "memo",
    }
}
