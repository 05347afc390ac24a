//! The identifiers of this room.

kernel::ids! {
    /// The themes of one programme.
    CodebookId = "codebook";
    /// A theme.
    ThemeId = "theme";
    /// A change that was made to a theme.
    ThemeChangeId = "theme_change";
    /// One reader's reading of one voice.
    ReadingId = "reading";
    /// Words that a reader marked with a theme.
    HighlightId = "highlight";
    /// A reader's note to self.
    MemoId = "memo";
    /// What we conclude.
    FindingId = "finding";
}
