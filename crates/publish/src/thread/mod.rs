//! Threads: from a published line back to the voices behind it, and forward to what happened
//! because of it. Pages `/t/{number}`, JSON `/api/v1/threads/{number}`.

mod api;
mod gather;
mod model;
mod pages;

pub use gather::thread;
pub use model::{Basis, Event, Readers, Share, Source, Split, Thread, Version, Voices};

use web::Routes;
use web::axum::routing::get;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .page("/t/{number}", get(pages::show))
        .plain("/t/{number}", get(pages::turn))
        .plain("/api/v1/threads/{number}", get(api::show))
}

/// The key of why a version was replaced.
pub(crate) fn superseded_key(why: &crate::publication::Superseded) -> &'static str {
    match why {
        crate::publication::Superseded::Newer => "thread-superseded-newer",
        crate::publication::Superseded::Withdrawal => "thread-superseded-withdrawal",
    }
}
