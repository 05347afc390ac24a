//! The room of places: programmes with their goal and objectives, and the communities in which
//! they work. Tables `places_…`, pages under `/desk/programmes` and `/desk/communities`.

pub mod community;
mod keeper;
pub mod programme;
mod slug;

pub use slug::free_slug;

use axum::routing::get;
use kernel::access::Verb;

/// The room's pages.
pub fn routes() -> web::Routes {
    use community::{boundary_desk as outline, desk as communities};
    use programme::desk as programmes;
    web::Routes::new()
        .gated(
            "/desk/programmes",
            Verb::ManagePlaces,
            get(programmes::index).post(programmes::create),
        )
        .page("/desk/programmes/new", get(programmes::new))
        .gated(
            "/desk/programmes/{programme}",
            Verb::ManagePlaces,
            get(programmes::show).post(programmes::update),
        )
        .page("/desk/programmes/{programme}/edit", get(programmes::edit))
        .gated(
            "/desk/communities",
            Verb::ManagePlaces,
            get(communities::index).post(communities::create),
        )
        .page("/desk/communities/new", get(communities::new))
        .gated(
            "/desk/communities/{community}",
            Verb::ManagePlaces,
            get(communities::show).post(communities::update),
        )
        .page("/desk/communities/{community}/edit", get(communities::edit))
        .gated_upload(
            "/desk/communities/{community}/boundary",
            Verb::ManagePlaces,
            get(outline::edit).post(outline::update),
        )
}
