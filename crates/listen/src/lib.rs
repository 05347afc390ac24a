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
pub mod line;
pub mod narrator;
pub mod number;
pub mod redaction;
pub mod voice;

pub use ids::{
    AgreementId, CampaignId, ConcernId, NarratorId, PermissionId, RedactionId, VoiceId,
    WithdrawalId, WordingId,
};

use axum::routing::{get, post};
pub use voice::{Additions, Themes};

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
        .page("/desk/campaigns", get(campaigns::index).post(campaigns::create))
        .page("/desk/campaigns/new", get(campaigns::new))
        .page("/desk/campaigns/{campaign}", get(campaigns::show).post(campaigns::update))
        .page("/desk/campaigns/{campaign}/edit", get(campaigns::edit))
        .page("/desk/campaigns/{campaign}/closing", post(campaigns::create_closing))
        .page("/desk/wording", get(agreements::index).post(agreements::create))
        .page("/desk/voices", get(voices).post(form::create))
        .page("/desk/voices/new", get(form::new))
        .page("/desk/voices/export", get(export::index))
        .page("/desk/voices/{voice}", get(show::show).post(edit::update))
        .page("/desk/voices/{voice}/edit", get(edit::edit))
        .page("/desk/voices/{voice}/card", get(card::show))
        .page("/desk/voices/{voice}/permission", get(permission::edit).post(permission::update))
        .page("/desk/voices/{voice}/closure", get(closure::edit).post(closure::update))
        .page("/desk/voices/{voice}/agreement", get(agreements::new).post(agreements::create_for))
        .page("/desk/voices/{voice}/redaction", get(redactions::edit).post(redactions::update))
        .page("/desk/voices/{voice}/original", post(original::create))
        .page("/desk/voices/{voice}/review", post(review::create))
        .page("/desk/voices/{voice}/concerns", get(concerns::new).post(concerns::create))
        .page("/desk/review", get(review::index))
        .page("/desk/concerns", get(concerns::index))
        .page("/desk/concerns/{concern}", get(concerns::show).post(concerns::update))
        .page("/desk/narrators", get(narrators::index))
        .page("/desk/narrators/{narrator}", get(narrators::show).post(narrators::update))
        .page("/desk/narrators/{narrator}/edit", get(narrators::edit))
        .page("/desk/narrators/{narrator}/export", get(narrators::export))
        .upload("/desk/import", get(imports::new).post(imports::create))
        .page("/desk/import/{waiting}", get(imports::edit).post(imports::update))
}
