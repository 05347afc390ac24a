//! Themes and highlights to and from other programs, by REFI-QDA. Pages
//! `/desk/codebook/export`, `/desk/codebook/import`, `/desk/coding/export`, `/desk/coding/import`.

mod code;
pub(crate) mod desk;
mod fault;
mod import;
mod odd;
mod project;
mod source;

pub use code::{Taken, take_codebook, write_codebook};
pub use import::{Brought, Into, NotBrought, bring_project};
pub use project::{project, whole_project};
