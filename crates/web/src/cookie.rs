//! Cookies that hold a secret: over https only under a `__Host-` name, which a browser takes from
//! this host alone and never from plain http, so that nobody nearby can slip in one of theirs.

use crate::App;
use http::{HeaderMap, HeaderValue, header};

/// A cookie that holds a secret.
#[derive(Clone, Copy, Debug)]
pub struct Secret {
    /// Its name, such as `edefyn`, without a prefix.
    pub name: &'static str,
    /// Whether a link on another site still brings it along.
    pub lax: bool,
}

impl Secret {
    fn full_name(self, app: &App) -> String {
        let prefix = if app.is_secure() { "__Host-" } else { "" };
        format!("{prefix}{}", self.name)
    }

    /// Its value in a request. Over https a cookie of the plain name is nobody's.
    pub fn read(self, app: &App, headers: &HeaderMap) -> Option<String> {
        let wanted = self.full_name(app);
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, _)| *name == wanted)
            .map(|(_, value)| value.to_owned())
    }

    /// Hands the browser a value for `seconds`; 0 takes it away.
    pub fn set(self, app: &App, headers: &mut HeaderMap, value: &str, seconds: i64) {
        let (name, site) = (self.full_name(app), if self.lax { "Lax" } else { "Strict" });
        let secure = if app.is_secure() { "; Secure" } else { "" };
        let cookie =
            format!("{name}={value}; Path=/; HttpOnly; SameSite={site}; Max-Age={seconds}{secure}");
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            headers.append(header::SET_COOKIE, cookie);
        }
    }
}
