//! Reading the audit log.

pub(crate) mod desk;
