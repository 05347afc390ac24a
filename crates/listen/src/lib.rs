//! The room of listening: campaigns, voices, narrators, agreements and how far each may go.
//! Tables `listen_…`, pages under `/desk/campaigns`, `/desk/voices`, `/desk/narrators`,
//! `/desk/review`, `/desk/concerns`, `/desk/wording` and `/desk/import`.
//!
//! Words leave this room only as [`kernel::permission::Allowed`]: by [`voice::transcript`] for the
//! team and by [`voice::excerpt`] for everything public.

pub mod agreement;
pub mod campaign;
pub mod concern;
pub mod ids;
pub mod line;
pub mod narrator;
pub mod number;
pub mod redaction;
pub mod voice;

pub use ids::{
    AgreementId, CampaignId, ConcernId, NarratorId, PermissionId, RedactionId, VoiceId,
    WithdrawalId, WordingId,
};
