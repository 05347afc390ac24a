//! One's own account: name, language, password, and signing out everywhere.

pub(crate) mod desk;
pub(crate) mod password_desk;
pub(crate) mod session_desk;
