//! The edge that every room stands on: a request's [`Context`], the [`Page`] around what it
//! shows, forms that are checked, errors that are dressed, and the routes in both languages.

mod address;
mod app;
mod assets;
mod context;
mod cookie;
mod csrf;
mod door;
mod error;
mod form;
mod guard;
mod page;
pub mod range;
mod routes;
pub mod session;
#[cfg(feature = "testing")]
pub mod testing;
mod upload;
mod written;

pub use address::{Path, Query};
pub use app::{App, Readers, Setup};
pub use context::{Context, PageResult, unkept};
pub use cookie::Secret;
pub use error::PageError;
pub use form::Form;
pub use guard::method_named;
pub use page::{Choice, Page, Problem, Trail};
pub use routes::Routes;
pub use upload::{Upload, UploadedFile};
pub use written::{Writing, Written};

pub use askama;
pub use axum;
