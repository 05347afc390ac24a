//! Giving and ending roles.

pub(crate) mod desk;
