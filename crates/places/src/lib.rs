//! The room of places: programmes with their goal and objectives, and the communities in which
//! they work. Tables `places_…`, pages under `/desk/programmes` and `/desk/communities`.

pub mod community;
pub mod programme;
mod slug;

pub use slug::free_slug;

use axum::routing::get;

/// The room's pages.
pub fn routes() -> web::Routes {
    use community::{boundary_desk as outline, desk as communities};
    use programme::desk as programmes;
    web::Routes::new()
        .page("/desk/programmes", get(programmes::index).post(programmes::create))
        .page("/desk/programmes/new", get(programmes::new))
        .page("/desk/programmes/{programme}", get(programmes::show).post(programmes::update))
        .page("/desk/programmes/{programme}/edit", get(programmes::edit))
        .page("/desk/communities", get(communities::index).post(communities::create))
        .page("/desk/communities/new", get(communities::new))
        .page("/desk/communities/{community}", get(communities::show).post(communities::update))
        .page("/desk/communities/{community}/edit", get(communities::edit))
        .upload("/desk/communities/{community}/boundary", get(outline::edit).post(outline::update))
}
