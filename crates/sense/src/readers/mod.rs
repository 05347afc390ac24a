//! Two readers beside each other: what each marked, and how far they agree. Pages
//! `/desk/voices/{voice}/differences` and `/desk/coding/agreement`.
//!
//! Both show only voices that every reader has finished and that are open to the viewer.

pub(crate) mod agreement;
pub(crate) mod differences;
