//! The room of people: organisations, the hosts and local workers of communities, signing in,
//! and who may do what. Tables `people_…`.

pub mod host;
pub mod invitation;
pub mod organisation;
pub mod worker;

pub use invitation::invite;
