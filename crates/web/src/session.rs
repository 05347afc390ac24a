//! The cookie that holds a session's token, and signing in and out.

use crate::cookie::Secret;
use crate::{App, Context, PageResult};
use axum::response::{IntoResponse, Redirect, Response};
use http::HeaderMap;
use kernel::accounts::Token;

const COOKIE: Secret = Secret { name: "edefyn", lax: true };
/// How long a browser keeps it, in seconds: as long as a session lasts at the most.
const KEPT: i64 = 14 * 24 * 3600;

/// The token in a request's cookie.
pub(crate) fn token(app: &App, headers: &HeaderMap) -> Option<Token> {
    COOKIE.read(app, headers).and_then(|value| Token::read(&value))
}

/// Hands the browser a session's token and sends it to `path` (with its language already).
///
/// # Errors
/// None; it is a result so that a handler can end with it.
pub fn start(context: &Context, token: &Token, path: &str) -> PageResult {
    Ok(with_cookie(context, token.reveal(), KEPT, path))
}

/// Takes the token from the browser and sends it to `path` (with its language already).
///
/// # Errors
/// None; it is a result so that a handler can end with it.
pub fn end(context: &Context, path: &str) -> PageResult {
    Ok(with_cookie(context, "", 0, path))
}

/// The token of the session that makes this request.
pub fn current(context: &Context) -> Option<&Token> {
    context.token.as_ref()
}

fn with_cookie(context: &Context, value: &str, seconds: i64, path: &str) -> Response {
    // Only a path of our own: never another site that a form's field names.
    let own = path.starts_with('/') && !path.starts_with("//") && !path.contains('\\');
    let path = if own { path } else { "/" };
    let mut response = Redirect::to(path).into_response();
    COOKIE.set(&context.app, response.headers_mut(), value, seconds);
    response
}
