//! Routes: each page stands at an English and a Welsh address, from one line.

use crate::door::{self, Door, OpenTo};
use crate::{App, assets, error, guard};
use axum::Extension;
use axum::extract::DefaultBodyLimit;
use axum::routing::{MethodRouter, get};
use axum::{Router, middleware};
use http::StatusCode;
use kernel::Language;
use kernel::access::Verb;
use std::time::Duration;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};
use tower_http::timeout::TimeoutLayer;

/// To whom a page opens that does not say: the back office never to everybody.
fn by_address(path: &str) -> OpenTo {
    let desk = path == "/desk" || path.starts_with("/desk/");
    if desk { OpenTo::Whoever(Verb::SeeDesk) } else { OpenTo::Everybody }
}

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

    /// A page in both languages, from its English path without the language. Everybody may send
    /// it a form of up to 64 KiB; one of the back office takes none from who may not see that.
    pub fn page(self, path: &str, handlers: MethodRouter<App>) -> Self {
        self.stand(path, Door { to: by_address(path), files: false }, handlers)
    }

    /// A page in both languages that reads a form only from someone who may do `verb` somewhere.
    /// Nothing of the form is read before that is known. Its handler still asks whether they may
    /// do it to what the form is about.
    pub fn gated(self, path: &str, verb: Verb, handlers: MethodRouter<App>) -> Self {
        self.stand(path, Door { to: OpenTo::Whoever(verb), files: false }, handlers)
    }

    /// A page in both languages that reads a form of up to 64 KiB only from someone who has signed
    /// in.
    pub fn signed_in(self, path: &str, handlers: MethodRouter<App>) -> Self {
        self.stand(path, Door { to: OpenTo::SignedIn, files: false }, handlers)
    }

    /// A page in both languages that takes files up to the app's largest upload.
    pub fn upload(self, path: &str, handlers: MethodRouter<App>) -> Self {
        self.stand(path, Door { to: by_address(path), files: true }, handlers)
    }

    /// The same, from someone who may do `verb` somewhere and from nobody else.
    pub fn gated_upload(self, path: &str, verb: Verb, handlers: MethodRouter<App>) -> Self {
        self.stand(path, Door { to: OpenTo::Whoever(verb), files: true }, handlers)
    }

    fn stand(mut self, path: &str, door: Door, handlers: MethodRouter<App>) -> Self {
        let handlers = handlers.layer(Extension(door));
        for language in Language::ALL {
            self.router = self.router.route(&language.path(path), handlers.clone());
        }
        self
    }

    /// An address without a language.
    pub fn plain(mut self, path: &str, handlers: MethodRouter<App>) -> Self {
        let door = Door { to: OpenTo::Everybody, files: false };
        self.router = self.router.route(path, handlers.layer(Extension(door)));
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
            .layer(middleware::from_fn(door::seal))
            // A body is counted by its door.
            .layer(DefaultBodyLimit::disable())
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
