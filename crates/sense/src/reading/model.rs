//! What a reading is: one reader, one voice, blind to other readers until it is finished.

use crate::ids::{MemoId, ReadingId};
use kernel::Timestamp;
use kernel::ids::AccountId;
use listen::ids::VoiceId;

kernel::record! {
    /// One reader's reading of one voice.
    pub struct Reading {
        /// Its id.
        pub id: ReadingId,
        /// The voice that is read.
        pub voice_id: VoiceId,
        /// Who reads it.
        pub account_id: AccountId,
        /// How many lines the voice has.
        pub lines: u32,
        /// The furthest line that was saved.
        pub reached: u32,
        /// When it was begun.
        pub started_at: Timestamp,
        /// When it was finished.
        pub finished_at: Option<Timestamp>,
        /// Whether this person chose to see the others' themes instead of reading it; it then
        /// counts in no agreement.
        pub passed: bool,
    }
}

impl Reading {
    /// Whether it is finished.
    pub fn is_finished(&self) -> bool {
        self.finished_at.is_some()
    }

    /// How far it has come, 0 to 100.
    pub fn percent(&self) -> u32 {
        if self.is_finished() {
            return 100;
        }
        Self::share(self.reached, self.lines)
    }

    /// How far a reading that goes on has come, 0 to 99.
    pub(crate) fn share(reached: u32, lines: u32) -> u32 {
        (reached.min(lines) * 100).checked_div(lines).unwrap_or(0).min(99)
    }
}

kernel::record! {
    /// A reader's note to self at one line.
    pub struct Memo {
        /// Its id.
        pub id: MemoId,
        /// The reading it belongs to.
        pub reading_id: ReadingId,
        /// The line, from 1.
        pub line: u32,
        /// The note.
        pub body: String,
        /// When it was last changed.
        pub updated_at: Timestamp,
    }
}

/// The most characters a memo may have.
pub const MEMO_LIMIT: usize = 4000;

kernel::refusal! {
    /// Why a reading could not be begun, finished or opened again.
    pub enum NotReading {
        /// There is no such voice, or it can't be worked with now.
        NoVoice => "reading-no-voice",
        /// It is finished.
        Finished => "reading-is-finished",
        /// Another reader has finished too, and both have seen the differences.
        Seen => "reading-was-seen",
        /// A finding rests on it.
        Evidence => "reading-is-evidence",
        /// This person chose to see the others' themes instead of reading it.
        Passed => "reading-was-passed",
    }
}
