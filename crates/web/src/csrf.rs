//! Form tokens: each form carries one that only this server could have made for this session.
//!
//! A token is 16 random bytes and a keyed digest over them and the session, so that no two pages
//! carry the same one and compression gives nothing away.

use crate::App;
use http::{HeaderMap, Method, header};

const LENGTH: usize = 64;

/// A new token for the session (empty for a visitor without one).
pub(crate) fn token(app: &App, session: &str) -> String {
    let nonce: [u8; 16] = app.chance().bytes();
    let nonce = hex(&nonce);
    let proof = proof(app, session, &nonce);
    nonce + &proof
}

/// Whether a form's token was made here for this session.
pub(crate) fn holds(app: &App, session: &str, token: &str) -> bool {
    if token.len() != LENGTH || !token.is_ascii() {
        return false;
    }
    let (nonce, given) = token.split_at(LENGTH / 2);
    // Digests are compared by blake3's own constant-time equality.
    blake3::hash(given.as_bytes()) == blake3::hash(proof(app, session, nonce).as_bytes())
}

fn proof(app: &App, session: &str, nonce: &str) -> String {
    let text = format!("{nonce}\n{session}");
    let whole = blake3::keyed_hash(app.form_key(), text.as_bytes());
    hex(whole.as_bytes().get(..16).unwrap_or_default())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether a request that changes something was sent from a page of another site.
pub(crate) fn is_foreign(method: &Method, headers: &HeaderMap) -> bool {
    if method.is_safe() {
        return false;
    }
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match text("sec-fetch-site") {
        Some("same-origin" | "none") => return false,
        Some(_) => return true,
        None => {}
    }
    match (text(header::ORIGIN.as_str()), text(header::HOST.as_str())) {
        (Some(origin), Some(host)) => {
            origin.split_once("://").is_none_or(|(_, origin)| origin != host)
        }
        (Some(_), None) => true,
        (None, _) => false,
    }
}
