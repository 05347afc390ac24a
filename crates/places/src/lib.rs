//! The room of places: programmes with their goal and objectives, and the communities in which
//! they work. Tables `places_…`, pages under `/desk/programmes` and `/desk/communities`.

pub mod community;
pub mod programme;
mod slug;

pub use slug::free_slug;
