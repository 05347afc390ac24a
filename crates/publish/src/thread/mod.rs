//! Threads: from a published line back to the voices behind it, and forward to what happened
//! because of it. Pages `/t/{number}`, JSON `/api/v1/threads/{number}`.

mod api;
mod gather;
mod model;
mod pages;

pub use gather::thread;
pub use model::{Basis, Event, Readers, Share, Source, Split, Thread, Version, Voices};

use crate::shelf::Shelf;
use kernel::Language;
use web::Routes;
use web::axum::Extension;
use web::axum::routing::get;

/// Threads by their number and language, shared by every request.
pub(crate) type ThreadShelf = Shelf<(i64, Language), Thread>;

pub(crate) fn routes() -> Routes {
    let shelf = Extension(ThreadShelf::default());
    Routes::new()
        .page("/t/{number}", get(pages::show).layer(shelf.clone()))
        .plain("/t/{number}", get(pages::turn))
        .plain("/api/v1/threads/{number}", get(api::show).layer(shelf))
}

/// The key of why a version was replaced.
pub(crate) fn superseded_key(why: &crate::publication::Superseded) -> &'static str {
    match why {
        crate::publication::Superseded::Newer => "thread-superseded-newer",
        crate::publication::Superseded::Withdrawal => "thread-superseded-withdrawal",
    }
}
