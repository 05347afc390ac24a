//! The room of sense: themes, blind readings, highlights, agreement of readers, and findings with
//! what supports them and what counts against them. Tables `sense_…`, pages under
//! `/desk/codebook`, `/desk/coding`, `/desk/highlights` and `/desk/findings`.

mod coding;
pub mod exchange;
pub mod finding;
pub mod highlight;
mod ids;
mod keeper;
mod readers;
pub mod reading;
mod tally;
pub mod theme;

pub use ids::{CodebookId, FindingId, HighlightId, MemoId, ReadingId, ThemeChangeId, ThemeId};

use kernel::access::Verb;
use web::Routes;
use web::axum::routing::{get, post};

/// The room's pages.
pub fn routes() -> Routes {
    themes().and(readings()).and(findings()).and(exchanges())
}

fn themes() -> Routes {
    use theme::{desk, history, merging};
    Routes::new()
        .gated("/desk/codebook", Verb::ManageCodebook, get(desk::index).post(desk::create))
        .page("/desk/codebook/new", get(desk::new))
        .page("/desk/codebook/history", get(history::index))
        .gated(
            "/desk/codebook/merging",
            Verb::ManageCodebook,
            get(merging::new).post(merging::create),
        )
        .gated("/desk/codebook/{theme}", Verb::ManageCodebook, get(desk::show).post(desk::update))
        .page("/desk/codebook/{theme}/edit", get(desk::edit))
        .gated(
            "/desk/codebook/{theme}/closing",
            Verb::ManageCodebook,
            get(desk::closing).post(desk::close),
        )
        .gated(
            "/desk/codebook/{theme}/splitting",
            Verb::ManageCodebook,
            get(merging::split_form).post(merging::split),
        )
        .gated("/desk/codebook/{theme}/highlights", Verb::ManageCodebook, post(merging::move_over))
}

fn readings() -> Routes {
    use coding::desk;
    use readers::{agreement, differences};
    Routes::new()
        .page("/desk/coding", get(desk::index))
        .page("/desk/coding/agreement", get(agreement::index))
        .gated("/desk/voices/{voice}/coding", Verb::CodeVoice, get(desk::show).post(desk::create))
        .gated("/desk/voices/{voice}/reading", Verb::CodeVoice, post(desk::update))
        .page("/desk/voices/{voice}/differences", get(differences::show))
        .page("/desk/highlights", get(highlight::desk::index))
        .page("/desk/highlights/export", get(highlight::desk::export))
}

fn exchanges() -> Routes {
    use exchange::desk;
    Routes::new()
        .page("/desk/codebook/export", get(desk::codebook))
        .gated_upload(
            "/desk/codebook/import",
            Verb::ManageCodebook,
            get(desk::codebook_form).post(desk::take),
        )
        .page("/desk/coding/export", get(desk::project))
        .gated_upload(
            "/desk/coding/import",
            Verb::ManageCodebook,
            get(desk::project_form).post(desk::bring),
        )
}

fn findings() -> Routes {
    use finding::{desk, evidence};
    Routes::new()
        .gated("/desk/findings", Verb::ManageFinding, get(desk::index).post(desk::create))
        .page("/desk/findings/new", get(desk::new))
        .gated("/desk/findings/{finding}", Verb::ManageFinding, get(desk::show).post(desk::update))
        .page("/desk/findings/{finding}/edit", get(desk::edit))
        .gated("/desk/findings/{finding}/checking", Verb::ManageFinding, post(desk::check))
        .gated(
            "/desk/findings/{finding}/evidence",
            Verb::ManageFinding,
            get(evidence::new).post(evidence::create),
        )
        .gated(
            "/desk/findings/{finding}/evidence/{highlight}",
            Verb::ManageFinding,
            post(evidence::remove),
        )
}
