//! The room of sense: themes, blind readings, highlights, agreement of readers, and findings with
//! what supports them and what counts against them. Tables `sense_…`, pages under
//! `/desk/codebook`, `/desk/coding`, `/desk/highlights` and `/desk/findings`.

mod coding;
pub mod exchange;
pub mod finding;
pub mod highlight;
mod ids;
mod readers;
pub mod reading;
mod tally;
pub mod theme;

pub use ids::{CodebookId, FindingId, HighlightId, MemoId, ReadingId, ThemeChangeId, ThemeId};

use web::Routes;
use web::axum::routing::{get, post};

/// The room's pages.
pub fn routes() -> Routes {
    themes().and(readings()).and(findings()).and(exchanges())
}

fn themes() -> Routes {
    use theme::{desk, history, merging};
    Routes::new()
        .page("/desk/codebook", get(desk::index).post(desk::create))
        .page("/desk/codebook/new", get(desk::new))
        .page("/desk/codebook/history", get(history::index))
        .page("/desk/codebook/merging", get(merging::new).post(merging::create))
        .page("/desk/codebook/{theme}", get(desk::show).post(desk::update))
        .page("/desk/codebook/{theme}/edit", get(desk::edit))
        .page("/desk/codebook/{theme}/closing", get(desk::closing).post(desk::close))
        .page("/desk/codebook/{theme}/splitting", get(merging::split_form).post(merging::split))
        .page("/desk/codebook/{theme}/highlights", post(merging::move_over))
}

fn readings() -> Routes {
    use coding::desk;
    use readers::{agreement, differences};
    Routes::new()
        .page("/desk/coding", get(desk::index))
        .page("/desk/coding/agreement", get(agreement::index))
        .page("/desk/voices/{voice}/coding", get(desk::show).post(desk::create))
        .page("/desk/voices/{voice}/reading", post(desk::update))
        .page("/desk/voices/{voice}/differences", get(differences::show))
        .page("/desk/highlights", get(highlight::desk::index))
        .page("/desk/highlights/export", get(highlight::desk::export))
}

fn exchanges() -> Routes {
    use exchange::desk;
    Routes::new()
        .page("/desk/codebook/export", get(desk::codebook))
        .upload("/desk/codebook/import", get(desk::codebook_form).post(desk::take))
        .page("/desk/coding/export", get(desk::project))
        .upload("/desk/coding/import", get(desk::project_form).post(desk::bring))
}

fn findings() -> Routes {
    use finding::{desk, evidence};
    Routes::new()
        .page("/desk/findings", get(desk::index).post(desk::create))
        .page("/desk/findings/new", get(desk::new))
        .page("/desk/findings/{finding}", get(desk::show).post(desk::update))
        .page("/desk/findings/{finding}/edit", get(desk::edit))
        .page("/desk/findings/{finding}/checking", post(desk::check))
        .page("/desk/findings/{finding}/evidence", get(evidence::new).post(evidence::create))
        .page("/desk/findings/{finding}/evidence/{highlight}", post(evidence::remove))
}
