//! Answers that a browser may keep: each carries a digest of itself (ETag, RFC 9110 section
//! 8.8.3), and one that has not changed is not sent again. Of a document a part may be asked for.

use kernel::Fault;
use web::askama::Template;
use web::axum::body::Body;
use web::axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_RANGE, CONTENT_TYPE, ETAG, VARY,
};
use web::axum::http::{HeaderMap, HeaderValue, StatusCode};
use web::axum::response::{IntoResponse, Response};
use web::range::{self, Part};
use web::{Context, PageResult, Written};

/// An answer with its digest, or only that it has not changed since the browser was given it.
///
/// # Errors
/// None; it is a result so that a handler can end with it.
pub(crate) fn answer(
    ctx: &Context,
    headers: &HeaderMap,
    media_type: &'static str,
    body: Vec<u8>,
) -> PageResult {
    Ok(unless_held(headers, tagged(ctx.viewer.is_some(), media_type, body)))
}

/// A document with its digest, or the part of it that was asked for: a printed report, a data
/// package.
///
/// # Errors
/// The disk's.
pub(crate) fn document(
    ctx: &Context,
    headers: &HeaderMap,
    media_type: &'static str,
    mut document: Written,
) -> PageResult {
    let (tag, size) = (as_tag(document.digest()?), document.size());
    let told = |part| -> PageResult {
        Ok(tagged_as(&tag, ctx.viewer.is_some(), media_type, document.body(part)?))
    };
    let mut response = match range::part(headers, size, &tag) {
        Part::Whole => unless_held(headers, told(0..size)?),
        Part::Some(part) => {
            let within = format!("bytes {}-{}/{size}", part.start, part.end.saturating_sub(1));
            let mut response = told(part)?;
            *response.status_mut() = StatusCode::PARTIAL_CONTENT;
            within_whole(response, &within)
        }
        Part::Beyond => {
            let response = StatusCode::RANGE_NOT_SATISFIABLE.into_response();
            within_whole(response, &format!("bytes */{size}"))
        }
    };
    response.headers_mut().insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    Ok(response)
}

fn within_whole(mut response: Response, within: &str) -> Response {
    if let Ok(within) = HeaderValue::from_str(within) {
        response.headers_mut().insert(CONTENT_RANGE, within);
    }
    response
}

/// A page with its digest.
///
/// # Errors
/// When the template fails.
pub(crate) fn page(ctx: &Context, headers: &HeaderMap, page: &impl Template) -> PageResult {
    let html = page.render().map_err(|error| Fault::Other(format!("template: {error}")))?;
    answer(ctx, headers, "text/html; charset=utf-8", html.into_bytes())
}

fn as_tag(digest: blake3::Hash) -> String {
    format!("\"{}\"", digest.to_hex().get(..32).unwrap_or_default())
}

fn tagged(signed_in: bool, media_type: &'static str, body: Vec<u8>) -> Response {
    tagged_as(&as_tag(blake3::hash(&body)), signed_in, media_type, body.into())
}

fn tagged_as(tag: &str, signed_in: bool, media_type: &'static str, body: Body) -> Response {
    // A page for someone who has signed in has their name on it.
    let cache = if signed_in { "no-store" } else { "no-cache" };
    let mut response = ([(CONTENT_TYPE, media_type), (CACHE_CONTROL, cache)], body).into_response();
    response.headers_mut().insert(VARY, HeaderValue::from_static("Cookie, Accept-Encoding"));
    if let Ok(tag) = HeaderValue::from_str(tag) {
        response.headers_mut().insert(ETAG, tag);
    }
    response
}

/// The same answer, or only that it has not changed when the browser holds it already.
fn unless_held(headers: &HeaderMap, response: Response) -> Response {
    let (Some(tag), Some(held)) = (
        response.headers().get(ETAG).and_then(|value| value.to_str().ok()),
        headers.get("if-none-match").and_then(|value| value.to_str().ok()),
    ) else {
        return response;
    };
    // Compression makes a tag weak on its way back.
    let same =
        held.split(',').any(|one| one.trim().trim_start_matches("W/") == tag || one.trim() == "*");
    if !same {
        return response;
    }
    let mut unchanged = StatusCode::NOT_MODIFIED.into_response();
    for name in [ETAG, CACHE_CONTROL, VARY] {
        if let Some(value) = response.headers().get(&name) {
            unchanged.headers_mut().insert(name, value.clone());
        }
    }
    unchanged
}
