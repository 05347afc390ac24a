//! The identifiers of this room's things.

kernel::ids! {
    /// A listening campaign.
    CampaignId = "campaign";
    /// One version of an agreement's wording.
    WordingId = "wording";
    /// What one person signed or said.
    AgreementId = "agreement";
    /// A person who told us something.
    NarratorId = "narrator";
    /// One thing that a person told us.
    VoiceId = "voice";
    /// One permission in the history of a voice.
    PermissionId = "permission";
    /// A span of words that is hidden.
    RedactionId = "redaction";
    /// A takedown, its lifting, or a withdrawal.
    WithdrawalId = "withdrawal";
    /// A safeguarding concern.
    ConcernId = "concern";
}
