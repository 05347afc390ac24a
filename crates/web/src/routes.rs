//! Routes: each page stands at an English and a Welsh address, from one line.

use crate::{App, assets, error, guard};
use axum::extract::DefaultBodyLimit;
use axum::routing::{MethodRouter, get};
use axum::{Router, middleware};
use http::StatusCode;
use kernel::Language;
use std::time::Duration;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};
use tower_http::timeout::TimeoutLayer;

/// The largest form without files, in bytes.
const LARGEST_FORM: usize = 4 << 20;

/// A room's pages.
#[derive(Default)]
pub struct Routes {
    router: Router<App>,
}

impl Routes {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A page in both languages, from its English path without the language.
    pub fn page(mut self, path: &str, handlers: MethodRouter<App>) -> Self {
        for language in Language::ALL {
            self.router = self.router.route(&language.path(path), handlers.clone());
        }
        self
    }

    /// A page in both languages that takes files up to the app's largest upload.
    pub fn upload(self, path: &str, handlers: MethodRouter<App>) -> Self {
        self.page(path, handlers.layer(DefaultBodyLimit::disable()))
    }

    /// An address without a language.
    pub fn plain(mut self, path: &str, handlers: MethodRouter<App>) -> Self {
        self.router = self.router.route(path, handlers);
        self
    }

    /// These and another room's.
    pub fn and(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self
    }

    /// The whole service, with everything that stands around a request.
    pub fn serve(self, app: App) -> Router {
        let worth_compressing = SizeAbove::new(860)
            .and(NotForContentType::new("application/pdf"))
            .and(NotForContentType::new("application/zip"))
            .and(NotForContentType::new("font/"));
        self.router
            .fallback(|| async { StatusCode::NOT_FOUND })
            .layer(middleware::from_fn(guard::log))
            .layer(DefaultBodyLimit::max(LARGEST_FORM))
            .layer(middleware::from_fn(guard::own_pages_only))
            .layer(TimeoutLayer::with_status_code(
                StatusCode::SERVICE_UNAVAILABLE,
                Duration::from_secs(120),
            ))
            .layer(CatchPanicLayer::custom(|_| {
                axum::response::IntoResponse::into_response(crate::PageError::Fault(
                    kernel::Fault::Panicked,
                ))
            }))
            .layer(middleware::from_fn_with_state(app.clone(), error::dress))
            .route("/assets/{name}", get(assets::show))
            .layer(
                CompressionLayer::new()
                    .quality(CompressionLevel::Fastest)
                    .compress_when(worth_compressing),
            )
            .layer(middleware::from_fn_with_state(app.clone(), guard::protect))
            .with_state(app)
    }
}
