//! The public pages of communities, which gather what the rooms of places and people know.

pub(crate) mod desk;
pub(crate) mod pages;
