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
pub mod import;
mod keeper;
pub mod line;
pub mod narrator;
pub mod number;
pub mod redaction;
pub mod voice;
mod work;

pub use ids::{
    AgreementId, CampaignId, ConcernId, NarratorId, PermissionId, RedactionId, VoiceId,
    WithdrawalId, WordingId,
};

use axum::routing::{get, post};
use kernel::access::Verb;
pub use voice::{Additions, Themes};
pub use work::kinds;

/// The room's pages.
pub fn routes() -> web::Routes {
    routes_with(Additions::default())
}

/// The room's pages with what rooms above put into them.
pub fn routes_with(additions: Additions) -> web::Routes {
    use agreement::desk as agreements;
    use campaign::desk as campaigns;
    use concern::desk as concerns;
    use import::desk as imports;
    use narrator::desk as narrators;
    use redaction::desk as redactions;
    use voice::desk::{
        card, closure, edit, export, form, index, original, permission, review, show,
    };
    let voices = move |ctx: web::Context, query| index::index(ctx, query, additions);
    web::Routes::new()
        .gated(
            "/desk/campaigns",
            Verb::ManageCampaign,
            get(campaigns::index).post(campaigns::create),
        )
        .page("/desk/campaigns/new", get(campaigns::new))
        .gated(
            "/desk/campaigns/{campaign}",
            Verb::ManageCampaign,
            get(campaigns::show).post(campaigns::update),
        )
        .page("/desk/campaigns/{campaign}/edit", get(campaigns::edit))
        .gated(
            "/desk/campaigns/{campaign}/closing",
            Verb::ManageCampaign,
            post(campaigns::create_closing),
        )
        .gated(
            "/desk/wording",
            Verb::ManageCampaign,
            get(agreements::index).post(agreements::create),
        )
        .gated("/desk/voices", Verb::RecordVoice, get(voices).post(form::create))
        .page("/desk/voices/new", get(form::new))
        .page("/desk/voices/export", get(export::index))
        .gated("/desk/voices/{voice}", Verb::RecordVoice, get(show::show).post(edit::update))
        .page("/desk/voices/{voice}/edit", get(edit::edit))
        .page("/desk/voices/{voice}/card", get(card::show))
        .gated(
            "/desk/voices/{voice}/permission",
            Verb::ChangePermission,
            get(permission::edit).post(permission::update),
        )
        .gated(
            "/desk/voices/{voice}/closure",
            Verb::CloseVoice,
            get(closure::edit).post(closure::update),
        )
        .gated(
            "/desk/voices/{voice}/agreement",
            Verb::ChangePermission,
            get(agreements::new).post(agreements::create_for),
        )
        .gated(
            "/desk/voices/{voice}/redaction",
            Verb::RedactVoice,
            get(redactions::edit).post(redactions::update),
        )
        .gated("/desk/voices/{voice}/original", Verb::ReadOriginal, post(original::create))
        .gated("/desk/voices/{voice}/review", Verb::ReviewVoice, post(review::create))
        .gated(
            "/desk/voices/{voice}/concerns",
            Verb::RaiseConcern,
            get(concerns::new).post(concerns::create),
        )
        .page("/desk/review", get(review::index))
        .page("/desk/concerns", get(concerns::index))
        .gated(
            "/desk/concerns/{concern}",
            Verb::ReadConcern,
            get(concerns::show).post(concerns::update),
        )
        .page("/desk/narrators", get(narrators::index))
        .gated(
            "/desk/narrators/{narrator}",
            Verb::ChangePermission,
            get(narrators::show).post(narrators::update),
        )
        .page("/desk/narrators/{narrator}/edit", get(narrators::edit))
        .page("/desk/narrators/{narrator}/export", get(narrators::export))
        .gated_upload("/desk/import", Verb::ImportVoice, get(imports::new).post(imports::create))
        .gated(
            "/desk/import/{waiting}",
            Verb::ImportVoice,
            get(imports::edit).post(imports::update),
        )
}
