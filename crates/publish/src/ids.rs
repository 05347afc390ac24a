//! The identifiers of this room.

kernel::ids! {
    /// A report: a slug, its drafts and its publications.
    ReportId = "report";
    /// One saved version of a report's source in one language.
    DraftId = "draft";
    /// One frozen version of a report.
    PublicationId = "publication";
    /// A publication in one language.
    EditionId = "edition";
    /// A claim of a report: its key and its thread number, the same in every version.
    ClaimId = "claim";
    /// A claim as one edition says it.
    LineId = "line";
    /// Someone's words in one edition.
    QuoteId = "quote";
    /// What a report asks of a named body.
    RecommendationId = "recommendation";
    /// What a named body replied.
    ResponseId = "response";
    /// Something that somebody said they would do.
    PromiseId = "promise";
    /// One dated step of a promise.
    StepId = "promise_step";
    /// Someone who is told by e-mail when something changes.
    SubscriberId = "subscriber";
    /// One thing that subscribers are told.
    NoticeId = "notice";
}
