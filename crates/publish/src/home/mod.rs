//! The home page: the woven picture of what people spoke of and what came of it, "you said, we
//! did", and the latest reports. Address `/`, which follows the
//! browser's language, and `/en` and `/cy`.

mod pages;
mod picture;

pub(crate) use picture::most_spoken_of;
pub use picture::{Picture, Thing, Woven, picture};

use web::Routes;
use web::axum::Extension;
use web::axum::routing::get;

pub(crate) fn routes() -> Routes {
    let shelf = Extension(pages::HomeShelf::default());
    Routes::new().plain("/", get(pages::turn)).page("/", get(pages::show).layer(shelf))
}
