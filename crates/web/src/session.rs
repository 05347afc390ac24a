//! The cookie that holds a session's token, and signing in and out.

use crate::{Context, PageResult};
use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderMap, HeaderValue, header};
use kernel::accounts::Token;

const NAME: &str = "edefyn";

/// The token in a request's cookie.
pub(crate) fn token(headers: &HeaderMap) -> Option<Token> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == NAME || *name == "__Host-edefyn")
        .and_then(|(_, value)| Token::read(value))
}

/// Hands the browser a session's token and sends it to `path` (with its language already).
///
/// # Errors
/// None; it is a result so that a handler can end with it.
pub fn start(context: &Context, token: &Token, path: &str) -> PageResult {
    Ok(with_cookie(context, token.reveal(), 14 * 24 * 3600, path))
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

fn with_cookie(context: &Context, value: &str, seconds: u32, path: &str) -> Response {
    let (prefix, secure) = if context.app.is_secure() { ("__Host-", "; Secure") } else { ("", "") };
    let cookie = format!(
        "{prefix}{NAME}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}"
    );
    // Only a path of our own: never another site that a form's field names.
    let own = path.starts_with('/') && !path.starts_with("//") && !path.contains('\\');
    let path = if own { path } else { "/" };
    let mut response = Redirect::to(path).into_response();
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}
