//! What stands around every request: the headers that keep a browser safe, the check that a
//! change comes from our own pages, and one line in the log without anybody's words.

use crate::{App, PageError, csrf};
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, Method, header};
use std::time::Instant;

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

const HEADERS: &[(&str, &str)] = &[
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
];

/// Adds the headers to every response.
pub(crate) async fn protect(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        let name = HeaderName::from_static(name);
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if app.is_secure() {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    response
}

/// Refuses a change that another site's page sent.
pub(crate) async fn own_pages_only(request: Request, next: Next) -> Response {
    if csrf::is_foreign(request.method(), request.headers()) {
        return PageError::Forged.into_response();
    }
    next.run(request).await
}

/// A method that the site answers, or one word for all that somebody made up, which may be anything:
/// what is counted and logged is ours to name.
pub fn method_named(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// Logs the route, never the address itself, which may hold what nobody else should read.
pub(crate) async fn log(request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let method = method_named(request.method());
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("unmatched".to_owned(), |path| path.as_str().to_owned());
    let response = next.run(request).await;
    let milliseconds = begun.elapsed().as_secs_f64() * 1000.0;
    tracing::info!(method, route, status = response.status().as_u16(), milliseconds, "request");
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_that_somebody_made_up_have_one_name() {
        let made_up: std::collections::BTreeSet<_> = (0..100)
            .map(|n| method_named(&Method::from_bytes(format!("M{n}").as_bytes()).unwrap()))
            .collect();
        assert_eq!(made_up.into_iter().collect::<Vec<_>>(), ["other"]);
        assert_eq!((method_named(&Method::GET), method_named(&Method::POST)), ("GET", "POST"));
    }
}
