//! Styles, scripts, fonts and icons: built into the program, named by their content, kept by
//! browsers for a year, and sent in the smallest form that the browser takes.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode, header};
use rust_embed::RustEmbed;
use std::collections::HashMap;
use std::sync::LazyLock;

#[derive(RustEmbed)]
#[folder = "../../assets/dist"]
#[exclude = "press/*"]
struct Built;

static MANIFEST: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    Built::get("manifest.json")
        .and_then(|file| serde_json::from_slice(&file.data).ok())
        .unwrap_or_default()
});

/// The address of an asset by its plain name, such as `site.css`.
pub(crate) fn address(name: &str) -> String {
    format!("/assets/{}", MANIFEST.get(name).map_or(name, String::as_str))
}

/// `GET /assets/{name}`: one built file.
pub(crate) async fn show(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let accepts = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    for (encoding, suffix) in [("br", ".br"), ("gzip", ".gz")] {
        if !accepts.split(',').any(|part| part.trim().starts_with(encoding)) {
            continue;
        }
        if let Some(file) = Built::get(&format!("{name}{suffix}")) {
            let encoded = [(header::CONTENT_ENCODING, encoding)];
            return (encoded, described(&name), file.data).into_response();
        }
    }
    match Built::get(&name) {
        Some(file) => (described(&name), file.data).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn described(name: &str) -> [(header::HeaderName, &'static str); 3] {
    let media_type = match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    };
    [
        (header::CONTENT_TYPE, media_type),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::VARY, "accept-encoding"),
    ]
}
